"""``manifest.json``: every file that an archive keeps, with its length and the hash of its bytes.

A line for each file, in the order of their paths, so that git merges and shows them: the lines of
both sides where both changed (`.gitattributes`), the last of which counts.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from pathlib import Path
from typing import NamedTuple

import msgspec

from aidstories.errors import BadInput, Problem
from aidstories.left_by_systems import is_left_by_a_system, lies_left_by_a_system
from aidstories.paths import CATALOGUE, RECOGNITION, ArchivePaths
from aidstories.stories.store.folders import folders

FORMAT = 1
_HEAD = b'{"format": %d, "files": [\n' % FORMAT
_TAIL = b"\n]}\n"


class Kind(Enum):
    """What a kept file is: of that depends who may change it."""

    CAPTURE = "capture"
    """Nobody, ever."""
    MACHINES = "machines"
    """Commands alone: records, and what recognition saw."""
    EDITORS = "editors"
    """An editor too, with any program: stories and what stands by them, tables, the catalogue."""


class Entry(NamedTuple):
    """What a file holds: how many bytes, and their SHA-256 (hexadecimal)."""

    bytes: int
    sha256: str


class _Line(msgspec.Struct, forbid_unknown_fields=True):
    path: str
    bytes: int
    sha256: str


class _Manifest(msgspec.Struct, forbid_unknown_fields=True):
    format: int
    files: list[_Line]


Entries = Mapping[str, Entry]
"""Files by their paths from the root, with ``/``."""


def entry_of(data: bytes) -> Entry:
    """Return the entry of a file that holds ``data``."""
    return Entry(len(data), hashlib.sha256(data).hexdigest())


def manifest_bytes(entries: Entries) -> bytes:
    """Return the file that lists ``entries``."""
    encoded = msgspec.json.Encoder().encode
    lines = (
        encoded(_Line(path, entry.bytes, entry.sha256)) for path, entry in sorted(entries.items())
    )
    return _HEAD + b",\n".join(lines) + _TAIL


def read_manifest(path: Path) -> dict[str, Entry] | None:
    """Return what the manifest at ``path`` lists, None where there is none.

    Raises `BadInput` where it cannot be read, OSError.
    """
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return None
    try:
        read = _decoded(data)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise _unread(path, data, error) from error
    if read.format != FORMAT:
        zh = f"清单的格式是 {read.format}，这个版本只认得 {FORMAT}；更新 aidstories"
        en = f"a manifest of format {read.format}: this version knows {FORMAT}; update aidstories"
        raise BadInput([Problem(file=str(path), zh=zh, en=en)])
    return {line.path: Entry(line.bytes, line.sha256) for line in read.files}


def _decoded(data: bytes) -> _Manifest:
    """Return what is written, or what was merged. Raises `msgspec.MsgspecError`."""
    try:
        return msgspec.json.decode(data, type=_Manifest)
    except (msgspec.MsgspecError, UnicodeDecodeError):
        return msgspec.json.decode(_with_commas(data), type=_Manifest)


def _with_commas(data: bytes) -> bytes:
    """Return a manifest that git merged by lines: one that was the last has no comma behind it."""
    head, *lines = data.replace(b"\r\n", b"\n").split(b"\n")
    cut = [line.rstrip(b",") for line in lines if line.startswith(b'{"path":')]
    rest = [line for line in lines if line and not line.startswith(b'{"path":')]
    return b"\n".join([head, b",\n".join(cut), *rest])


def _unread(path: Path, data: bytes, error: Exception) -> BadInput:
    if b"\n<<<<<<< " in b"\n" + data:
        zh = "清单里有 git 合并冲突的记号；先取一边：git checkout --ours manifest.json，"
        zh += "再运行 aidstories import"
        en = "conflict marks of git: take one side first (git checkout --ours manifest.json), "
        en += "then run aidstories import"
    else:
        zh = f"清单坏了（{str(error)[:80]}）；从备份或 git 恢复它，"
        zh += "或者删去它，aidstories import 按现在的文件另记一份"
        en = f"the manifest is damaged ({str(error)[:80]}): restore it, or remove it and "
        en += "aidstories import writes another of the files as they are"
    return BadInput([Problem(file=str(path), zh=zh, en=en)])


def kind_of(path: str) -> Kind:
    """Return what the file at ``path``, from the root, is."""
    if path.startswith("docs/ledgers/") or path.endswith(RECOGNITION):
        return Kind.MACHINES
    inside = path.startswith("seeds/") and path != f"seeds/{CATALOGUE}"
    return Kind.CAPTURE if inside else Kind.EDITORS


def kept_files(paths: ArchivePaths) -> Iterator[tuple[str, os.stat_result]]:
    """Yield every file that the archive keeps: its path from the root, what the disk says of it.

    Captures and the catalogue, records, stories with all that stands beside them, tables; nothing
    that systems lay there, nor a name in GBK, which no manifest can hold: `check` asks for another.
    Raises OSError where a folder cannot be opened: its files are not gone.
    """
    for folder in folders(paths, (paths.data, paths.records, paths.stories, paths.captures)):
        name = folder.path.relative_to(paths.root).as_posix()
        if _is_utf8(name) and not lies_left_by_a_system(name):
            yield from (
                (f"{name}/{entry.name}", entry.stat())
                for entry in folder.entries
                if _is_utf8(entry.name) and _is_kept(paths, entry) and entry.is_file()
            )


def _is_kept(paths: ArchivePaths, entry: os.DirEntry[str]) -> bool:
    """Return whether an editor laid a file there, or it was imported whatever its name."""
    own = not is_left_by_a_system(entry.name)
    return own or (not entry.name.startswith(".") and paths.record(entry.name).is_file())


def _is_utf8(name: str) -> bool:
    try:
        return bool(name.encode())
    except UnicodeEncodeError:
        return False


def hashed(root: Path, names: Iterable[str]) -> dict[str, Entry]:
    """Return the entries of the files ``names`` below ``root``. Raises OSError."""
    return {name: entry_of((root / name).read_bytes()) for name in names}
