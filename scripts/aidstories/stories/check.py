"""Check all stories against the field table and the authorities; report every fault at once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from edtf import EDTFParseException, parse_edtf

from aidstories.errors import BadInput, Problem, nearest
from aidstories.model import TEXT_ROLES, Story, YearBasis
from aidstories.stories.fields import AUTHORITIES, PAGE_KEYS, Field, read_authority, read_fields
from aidstories.stories.files import read_text, story_paths
from aidstories.stories.frontmatter import read_front_matter
from aidstories.stories.marks import check_marks
from aidstories.stories.matter import FrontMatter
from aidstories.stories.read import story_of
from aidstories.stories.seeds import CATALOGUE, read_seeds
from aidstories.stories.translations import check_translations

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_ORIGINS = ("text", "page", "capture", "editor")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """What the front matter is held against. ``seeds`` maps file names to sha256."""

    fields: Mapping[str, Field]
    authorities: Mapping[str, frozenset[str]]
    seeds: Mapping[str, str | None]


def read_rules(docs: Path, seeds: Path) -> Rules:
    """Read field table, authorities and catalogue."""
    data = docs / "data"
    return Rules(
        fields=read_fields(data),
        authorities={name: read_authority(data, name) for name in AUTHORITIES},
        seeds={seed.file: seed.sha256 for seed in read_seeds(seeds).values()},
    )


def check(docs: Path, seeds: Path) -> Iterator[tuple[Path, tuple[Problem, ...]]]:
    """Yield every story file with its problems; last, what concerns several files."""
    rules = read_rules(docs, seeds)
    files: defaultdict[str, list[Path]] = defaultdict(list)
    for path in story_paths(docs):
        problems, id_ = check_story(path, rules)
        yield path, problems
        files[id_].append(path)
    doubled = [paths for id_, paths in files.items() if id_ and len(paths) > 1]
    yield from ((paths[1], (_doubled(paths),)) for paths in doubled)
    yield from check_translations(docs, files.keys())
    for capture in sorted(seeds.iterdir()) if seeds.is_dir() else ():
        if capture.name not in rules.seeds and capture.name != CATALOGUE:
            zh, en = "没有登记在 seeds.toml；用 aidstories import 登记", "not in seeds.toml"
            yield capture, (Problem(file=str(capture), zh=zh, en=en),)


def check_story(
    path: Path, rules: Rules, source: str | None = None
) -> tuple[tuple[Problem, ...], str]:
    """Return the problems of one story file, in the order of its lines, and the story's id.

    ``source`` is the text that the file shall have; else it is read.
    """
    try:
        matter = read_front_matter(source or read_text(path), str(path))
    except BadInput as error:
        return error.problems, ""
    story = story_of(matter)
    _check_keys(matter, rules)
    for name, field in rules.fields.items():
        if matter.values.get(name) not in (None, "", []):
            _CHECKS.get(field.type, _nothing)(matter, field, rules)
        elif field.required and name != "id":
            matter.wrong(name, f"缺少“{field.zh}”（{field.note}）", f"{name} is missing")
    _check_whole(matter, story, path)
    return tuple(sorted(matter.problems, key=lambda p: p.line or 0)), story.id


def _check_keys(matter: FrontMatter, rules: Rules) -> None:
    for key in matter.values.keys() - rules.fields.keys() - PAGE_KEYS:
        near = nearest(key, rules.fields)
        hint, hint_en = (f"；是不是“{near}”？", f"; '{near}'?") if near else ("", "")
        matter.wrong(key, f"没有“{key}”这个字段{hint}", f"unknown field '{key}'{hint_en}")


def _check_whole(matter: FrontMatter, story: Story, path: Path) -> None:
    known = story.description
    if story.id and path.stem != story.id:
        zh = f"编号“{story.id}”与文件名“{path.stem}”不同；已发布的编号不改，改文件名"
        matter.wrong("id", zh, f"id '{story.id}' is not the file's name '{path.stem}'")
    if known.year and matter.values.get("year_basis") == YearBasis.UNKNOWN:
        zh = "写了年份，year_basis 就要写 stated（文中写明）或 inferred（推得）"
        matter.wrong("year_basis", zh, "a year is given: say stated or inferred")
    stated = re.match(r"\d{4}", known.published or "")
    if stated and known.year and int(stated[0]) != known.year:
        zh = f"发表日期是 {stated[0]} 年，年份却是 {known.year}"
        matter.wrong("year", zh, f"published in {stated[0]}, but the year is {known.year}")
    check_marks(matter)
    if not any(p.text for p in story.article.passages if p.role in TEXT_ROLES):
        matter.wrong(None, "没有正文", "there is no text", matter.body_line)
    _check_evidence(matter, story)


def _check_evidence(matter: FrontMatter, story: Story) -> None:
    texts = [passage.text for passage in story.article.passages]
    for number, evidence in enumerate(story.description.evidence):
        key = f"evidence.{number}"
        if evidence.by not in _ORIGINS:
            zh = f"by 应为 {'、'.join(_ORIGINS)} 之一，现为“{evidence.by}”"
            matter.wrong(key, zh, f"by must be one of {', '.join(_ORIGINS)}")
        elif evidence.by == "text" and not any(evidence.quote in text for text in texts):
            zh = f"文中找不到“{evidence.quote}”；请改成现在的文字，或删去这一条"
            matter.wrong(key, zh, f"the story does not hold '{evidence.quote}'")


def _doubled(paths: list[Path]) -> Problem:
    others = "、".join(map(str, paths[:1] + paths[2:]))
    zh, en = f"编号与 {others} 相同；编号不能重复", f"the same id as {others}"
    return Problem(file=str(paths[1]), field="id", zh=zh, en=en)


# One check for each type of field


def _check_id(matter: FrontMatter, field: Field, rules: Rules) -> None:
    found = matter.values["id"]
    if isinstance(found, str) and not _ID.fullmatch(found):
        zh = f"“{found}”不合要求：只用小写字母、数字，用 - 连接"
        matter.wrong("id", zh, f"'{found}': lower-case letters and digits joined by '-' only")


def _check_edtf(matter: FrontMatter, field: Field, rules: Rules) -> None:
    found = matter.values[field.name]
    if isinstance(found, str) and not is_edtf(found):
        zh = f"“{found}”不是 EDTF 日期；写成 2021-12-20、2021-12、2021、XXXX-03-16 或 2025?"
        en = f"'{found}' is not an EDTF date such as 2021-12-20, XXXX-03-16 or 2025?"
        matter.wrong(field.name, zh, en)


def _check_year(matter: FrontMatter, field: Field, rules: Rules) -> None:
    found = matter.values[field.name]
    if isinstance(found, str) and found.isdigit() and not 1900 <= int(found) <= 2100:
        matter.wrong(field.name, f"年份“{found}”不合常理", f"'{found}' is no plausible year")


def _check_listed(matter: FrontMatter, field: Field, rules: Rules) -> None:
    allowed = rules.authorities[field.authority or ""]
    for key, found in _items(matter, field.name):
        if found not in allowed:
            near = nearest_entry(found, allowed)
            hint, hint_en = (f"；最接近的是“{near}”", f"; nearest: '{near}'") if near else ("", "")
            table = f"data/{field.authority}.csv"
            zh, en = f"{table} 里没有“{found}”{hint}", f"'{found}' is not in {table}{hint_en}"
            matter.wrong(key, zh, en)


def _check_file(matter: FrontMatter, field: Field, rules: Rules) -> None:
    found = matter.values[field.name]
    if found not in rules.seeds:
        near = nearest(str(found), rules.seeds)
        hint, hint_en = (f"；最接近的是“{near}”", f"; nearest: '{near}'") if near else ("", "")
        zh, en = f"seeds.toml 里没有“{found}”{hint}", f"'{found}' is not in seeds.toml{hint_en}"
        matter.wrong(field.name, zh, en)


def _check_sha256(matter: FrontMatter, field: Field, rules: Rules) -> None:
    expected = rules.seeds.get(str(matter.values.get("seed")))
    if expected and matter.values[field.name] != expected:
        matter.wrong(field.name, "与 seeds.toml 里登记的不同", "not what seeds.toml says")


def _nothing(matter: FrontMatter, field: Field, rules: Rules) -> None:
    return


_CHECKS: dict[str, Callable[[FrontMatter, Field, Rules], None]] = {
    "id": _check_id,
    "edtf": _check_edtf,
    "year": _check_year,
    "places": _check_listed,
    "programs": _check_listed,
    "file": _check_file,
    "sha256": _check_sha256,
}


def is_edtf(text: str) -> bool:
    """Return whether ``text`` is a date of EDTF (ISO 8601-2), level 0 to 2."""
    try:
        parse_edtf(text)
    except EDTFParseException:
        return False
    return True


def _items(matter: FrontMatter, name: str) -> Iterator[tuple[str, str]]:
    value: Any = matter.values[name]
    listed = enumerate(value) if isinstance(value, list) else [(None, value)]
    for number, item in listed:
        if isinstance(item, str):
            yield (name if number is None else f"{name}.{number}"), item


def nearest_entry(found: str, allowed: Iterable[str]) -> str | None:
    """Return the entry that ends in the same name (``色尼区``), else the one most alike."""
    name = found.rpartition("/")[2]
    return next((a for a in sorted(allowed) if a.endswith(f"/{name}")), nearest(found, allowed))
