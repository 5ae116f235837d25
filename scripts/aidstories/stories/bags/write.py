"""An archive → a bag, in a folder or a ZIP file: whole or not at all."""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from secrets import token_hex
from typing import IO

import yaml

from aidstories.errors import BadInput, Problem, naming
from aidstories.paths import ArchivePaths
from aidstories.stories.bags.check import FILES, FOLDERS
from aidstories.stories.bags.format import (
    DECLARATION,
    DECLARED,
    INFO,
    PAYLOAD,
    WRITTEN,
    digest,
    info_text,
    manifest_text,
)
from aidstories.stories.bags.source import problem_in, unfit_names
from aidstories.stories.store.catalogue import read_catalogue
from aidstories.stories.store.days import today
from aidstories.stories.store.fixity import fixity

_STAMP = (1980, 1, 1, 0, 0, 0)
"""The time of every file in a ZIP file: the first that one can hold, so that bytes stay alike."""
_MODE = 0o100644 << 16
_Put = Callable[[str, bytes], None]
"""Writes a file of the bag."""


def write_bag(paths: ArchivePaths, target: Path) -> int:
    """Write the archive as a bag to ``target``, a ZIP file where it is called so, else a folder.

    Returns how many files it holds. The archive's lock is held. Raises `BadInput` where a file is
    not what the archive's manifest says, or could not be unpacked everywhere; OSError.
    """
    files = {f"{PAYLOAD}{name}": paths.root / name for name in sorted(_files(paths))}
    found = [problem for _, problems in fixity(paths) for problem in problems]
    found += [problem_in(target, *fault) for fault in unfit_names(files)]
    if found:
        raise BadInput(found)
    zipped = target.suffix.lower() == ".zip"
    with (_zip if zipped else _folder)(target) as put:
        sums, total = dict[str, str](), 0
        for path, file in files.items():
            data = file.read_bytes()
            sums[path], total = digest(data), total + len(data)
            put(path, data)
        texts = {DECLARATION: DECLARED, INFO: info_text(_described(paths, total, len(files)))}
        tags = {**texts, f"manifest-{WRITTEN}.txt": manifest_text(sums)}
        tag_sums = {name: digest(text.encode()) for name, text in tags.items()}
        for name, text in {**tags, f"tagmanifest-{WRITTEN}.txt": manifest_text(tag_sums)}.items():
            put(name, text.encode())
    return len(files)


def _files(paths: ArchivePaths) -> Iterator[str]:
    """Yield every file that makes an archive, from its root; nothing that is hidden."""
    yield from (name for name in FILES if (paths.root / name).is_file())
    for name in FOLDERS:
        top = paths.root / name
        if name == "overrides" and top.is_symlink():  # the program's own
            continue
        for folder, folders, names in os.walk(top):
            folders[:] = [each for each in folders if not each.startswith(".")]
            plain = (each for each in names if not each.startswith("."))
            yield from (Path(folder, each).relative_to(paths.root).as_posix() for each in plain)


def _described(paths: ArchivePaths, total: int, files: int) -> Iterator[tuple[str, str]]:
    """Yield what ``bag-info.txt`` says, for whoever finds the bag."""
    captures = len(read_catalogue(paths.catalogue))
    stories, records = (len(list(f())) for f in (paths.story_files, paths.record_files))
    tables = len(list(paths.data.glob("*.csv")))
    yield "Source-Organization", _name(paths)
    yield "Bagging-Date", today()
    yield "Bag-Software-Agent", f"aidstories {version('aidstories')}"
    yield (
        "External-Description",
        f"新闻报道的档案：原稿 {captures} 份，报道 {stories} 篇，校勘记录 {records} 份，"
        f"资料表 {tables} 张。原稿在 data/seeds，报道在 data/docs/stories，校勘记录在 "
        "data/docs/ledgers，资料表在 data/docs/data，都是普通的文本文件（原稿照收到的样子）。",
    )
    yield (
        "Internal-Sender-Description",
        f"每个文件的校验值在 manifest-{WRITTEN}.txt，用 sha256sum -c manifest-{WRITTEN}.txt 核对；"
        "用 aidstories --root 空文件夹 import 这个袋 收回成档案，一字节不差。",
    )
    yield "Payload-Oxum", f"{total}.{files}"


def _name(paths: ArchivePaths) -> str:
    """Return what the archive is called."""
    try:
        node = yaml.compose(paths.config.read_text("utf-8"), yaml.SafeLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError):
        node = None
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return next((v.value for k, v in pairs if k.value == "site_name"), "") or "aidstories"


@contextmanager
def _zip(target: Path) -> Iterator[_Put]:
    with _made(target) as beside, beside.open("xb") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as packed:

            def put(path: str, data: bytes) -> None:
                info = zipfile.ZipInfo(f"{target.stem}/{path}", _STAMP)
                info.external_attr, info.compress_type = _MODE, zipfile.ZIP_DEFLATED
                packed.writestr(info, data)

            yield put
        _synced(file)


@contextmanager
def _folder(target: Path) -> Iterator[_Put]:
    with _made(target) as beside:
        beside.mkdir()

        def put(path: str, data: bytes) -> None:
            file = beside / path
            file.parent.mkdir(parents=True, exist_ok=True)
            with file.open("xb") as opened:
                opened.write(data)
                _synced(opened)

        yield put


def _synced(file: IO[bytes]) -> None:
    file.flush()
    os.fsync(file.fileno())


@contextmanager
def _made(target: Path) -> Iterator[Path]:
    """Yield what is made beside ``target`` and takes its place at the end; or goes."""
    target.parent.mkdir(parents=True, exist_ok=True)
    beside = target.with_name(f".writing-{token_hex(8)}")
    try:
        with naming(target):
            yield beside
            _take_place(beside, target)
    finally:
        _gone(beside)


def _take_place(beside: Path, target: Path) -> None:
    if target.is_dir():
        old = target.with_name(f".writing-{token_hex(8)}")
        target.rename(old)
        try:
            beside.rename(target)
        except BaseException:
            old.rename(target)
            raise
        _gone(old)
    else:
        beside.replace(target)


def _gone(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def hold_place(target: Path, *, replace: bool) -> None:
    """Raise `BadInput` where ``target`` is taken: by anything, or with ``replace`` by no bag."""
    if not (target.exists() or target.is_symlink()):
        return
    if target.is_dir() and not any(target.iterdir()):
        return
    bag = target.is_file() or (target / DECLARATION).is_file()
    if replace and bag:
        return
    zh = "已经有了，没有写：换一个名字" + ("，或加 --replace" if bag else "；它不是袋，不换掉")
    en = "exists already: choose another name" + (", or say --replace" if bag else "")
    raise BadInput([Problem(file=str(target), zh=zh, en=en)])
