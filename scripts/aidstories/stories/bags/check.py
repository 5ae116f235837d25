"""Whether a bag is whole, and holds an archive: every fault of it, before anything is written."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from aidstories.errors import BadInput, Problem, of_system
from aidstories.paths import CATALOGUE, MANIFEST, RECOGNITION, is_capture_name
from aidstories.stories.bags.format import (
    DECLARATION,
    FETCH,
    INFO,
    KNOWN,
    PAYLOAD,
    STRONG,
    declared,
    digest,
    manifest_name,
    oxum,
    read_sums,
)
from aidstories.stories.bags.source import Source, problem_in, readable_path

FOLDERS, FILES = ("docs", "seeds", "overrides"), ("mkdocs.yml", MANIFEST)
"""What an archive is in a bag, at its top."""


class _Listed(NamedTuple):
    """A file as a manifest lists it."""

    manifest: str
    algorithm: str
    path: str
    sum: str


@dataclass(frozen=True, slots=True)
class Checked:
    """The archive in a whole bag: its files by paths from the archive's root, with their hashes."""

    sums: dict[str, tuple[str, str]]


def checked(bag: Path, source: Source) -> Checked:
    """Return what ``source``, the bag at ``bag``, holds. Raises `BadInput` with all its faults."""
    if not source.readable:
        raise BadInput(source.faults)
    faults, listed = [*source.faults], list[_Listed]()
    faults += _of_itself(bag, source)
    faults += _read_manifests(bag, source, listed)
    faults += _completeness(bag, source, listed)
    faults += _of_archive(bag, source)
    wrong = {problem.file for problem in faults}
    faults += _sums(bag, source, listed, wrong)
    if faults:
        raise BadInput(faults)
    payload = (one for one in listed if one.path.startswith(PAYLOAD))
    return Checked({one.path.removeprefix(PAYLOAD): (one.algorithm, one.sum) for one in payload})


def _of_itself(bag: Path, source: Source) -> Iterator[Problem]:
    said = declared(_text(source, DECLARATION))
    if said is not None:
        zh, en = f"不是认得的 BagIt 声明：{said}", f"no declaration of BagIt 1.0: {said}"
        yield problem_in(bag, DECLARATION, zh, en)
    if FETCH in source.sizes:
        zh = "有文件要从网上取；收下的袋要齐全，程序不联网"
        yield problem_in(bag, FETCH, zh, "files are to be fetched: a bag must be complete")
    promised = oxum(_text(source, INFO)) if INFO in source.sizes else None
    sizes = [size for path, size in source.sizes.items() if path.startswith(PAYLOAD)]
    if promised not in (None, (sum(sizes), len(sizes))):
        zh = f"Payload-Oxum 与袋里的不符：袋里有 {len(sizes)} 个文件，{sum(sizes)} 字节"
        en = f"Payload-Oxum: the bag has {len(sizes)} files of {sum(sizes)} bytes"
        yield problem_in(bag, INFO, zh, en)


def _text(source: Source, path: str) -> str:
    """Return the text of a file, empty where there is none that can be read."""
    if path not in source.sizes:
        return ""
    try:
        return source.read(path).decode("utf-8")
    except (UnicodeDecodeError, OSError, BadInput):
        return ""


def _read_manifests(bag: Path, source: Source, listed: list[_Listed]) -> Iterator[Problem]:
    """Add to ``listed`` what all manifests list; yield what is wrong with these."""
    strong = False
    for name in sorted(source.sizes):
        found = manifest_name(name)
        if found is None:
            continue
        of_tags, algorithm = found
        if algorithm not in KNOWN:
            yield problem_in(bag, name, f"不认识的校验法 {algorithm}", f"unknown: {algorithm}")
            continue
        strong = strong or (not of_tags and algorithm in STRONG)
        yield from _read_manifest(bag, source, name, algorithm, listed)
    if not strong:
        zh, en = "没有 manifest-sha256.txt 或 manifest-sha512.txt", "no manifest of SHA-2"
        yield problem_in(bag, "", zh, en)


def _read_manifest(
    bag: Path, source: Source, name: str, algorithm: str, listed: list[_Listed]
) -> Iterator[Problem]:
    try:
        text = source.read(name).decode("utf-8")
    except UnicodeDecodeError:
        yield problem_in(bag, name, "不是 UTF-8 编码", "not UTF-8")
        return
    except BadInput as error:
        yield from error.problems
        return
    seen = set[str]()
    for number, line in read_sums(text):
        if line is None:
            zh, en = f"第 {number} 行不是“校验值  路径”", f"line {number} is no hash with a path"
            yield problem_in(bag, name, zh, en)
            continue
        path, told = line
        if path in seen:
            zh = f"第 {number} 行：{readable_path(path)} 列了两次"
            yield problem_in(bag, name, zh, f"line {number}: '{path}' is listed twice")
        seen.add(path)
        listed.append(_Listed(name, algorithm, path, told))


def _completeness(bag: Path, source: Source, listed: list[_Listed]) -> Iterator[Problem]:
    """Yield files that are listed and not there, and files of the archive that are not listed."""
    named = (name for name in source.sizes if (found := manifest_name(name)) and found[1] in KNOWN)
    by_manifest: dict[str, set[str]] = {name: set() for name in sorted(named)}  # one may be empty
    for one in listed:
        by_manifest[one.manifest].add(one.path)
    for name, paths in by_manifest.items():
        for path in sorted(paths - source.sizes.keys()):
            yield problem_in(bag, path, f"{name} 里有，袋里没有", f"missing; {name} lists it")
        if name.startswith("tag"):
            continue
        for path in sorted(path for path in source.sizes if path.startswith(PAYLOAD)):
            if path not in paths:
                yield problem_in(bag, path, f"{name} 里没有列", f"{name} does not list it")
        for path in sorted(path for path in paths if not path.startswith(PAYLOAD)):
            zh, en = f"{name} 列了 data/ 以外的文件", f"{name} lists what is not in data/"
            yield problem_in(bag, path, zh, en)


def _of_archive(bag: Path, source: Source) -> Iterator[Problem]:
    """Yield what no archive holds: a bag of something else must not be spread in a folder."""
    payload = [path for path in source.sizes if path.startswith(PAYLOAD)]
    for path in sorted(payload):
        parts = path.split("/")[1:]
        known = parts[0] in FOLDERS if len(parts) > 1 else parts[0] in FILES
        if not known or any(part.startswith(".") for part in parts):
            zh = "不是档案里的文件；档案有 " + "、".join((*FOLDERS, *FILES))
            en = f"no file of an archive, which has {', '.join((*FOLDERS, *FILES))}"
            yield problem_in(bag, path, zh, en)
        elif parts[0] == "seeds" and not _may_be_in_seeds(parts[1:]):
            yield problem_in(bag, path, "原稿不能叫这个名字", "no name for a capture")
    if not any(path.startswith(("data/seeds/", "data/docs/")) for path in payload):
        yield problem_in(bag, "", "袋里没有档案（data/docs、data/seeds）", "no archive in it")


def _may_be_in_seeds(parts: list[str]) -> bool:
    if parts == [CATALOGUE]:
        return True
    return len(parts) == 1 and is_capture_name(parts[0].removesuffix(RECOGNITION))


def _sums(bag: Path, source: Source, listed: list[_Listed], wrong: set[str]) -> Iterator[Problem]:
    """Yield files that do not hold what a manifest says; each is read once."""
    by_path: dict[str, list[_Listed]] = {}
    for one in listed:
        by_path.setdefault(one.path, []).append(one)
    for path, told in by_path.items():
        if path not in source.sizes:
            continue
        try:
            data = source.read(path)
        except BadInput as error:
            yield from (p for p in error.problems if p.file not in wrong)
            continue
        except OSError as error:
            yield of_system(error, f"{bag}: {path}")
            continue
        bad = [one.manifest for one in told if digest(data, one.algorithm) != one.sum]
        if bad:
            zh = f"与 {'、'.join(bad)} 记的校验值不符：坏了，或者改过"
            yield problem_in(bag, path, zh, f"not what {', '.join(bad)} says")
