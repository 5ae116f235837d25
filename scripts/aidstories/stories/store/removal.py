"""Files that go together, all or none of them, with what seeds.toml and a record say of them.

What is to go is noted first, in one file; then it goes. Who is killed half-way leaves the note, and
`heal` finishes by it.
"""

from __future__ import annotations

import json
import os
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from aidstories.bounded import read_json, read_toml
from aidstories.errors import BadInput, Problem, of_system
from aidstories.paths import ArchivePaths, is_capture_name
from aidstories.stories.store.files import bytes_of, read_text, write_atomically
from aidstories.stories.store.record import read_if_there, record_json, sha256

_TRIED = 3
"""Entries behind it that a capture's own may end before."""
_ENTRY = re.compile(r"^[ \t]*\[\[[ \t]*seed[ \t]*\]\]", re.M)


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """What goes: ``files`` (relative to the root) as long as they hold the bytes of their hashes.

    Of ``capture`` the catalogue's entry goes, where ``story`` is empty; else its record says that
    this story is left out.
    """

    files: tuple[tuple[str, str], ...]
    capture: str = ""
    story: str = ""

    @property
    def name(self) -> str:
        """What the editor called it."""
        return self.story or self.capture


def removal_of(
    paths: ArchivePaths, files: Iterable[Path], *, capture: str = "", story: str = ""
) -> Removal:
    """Return the removal of ``files`` as they are now."""
    listed = ((str(file.relative_to(paths.root)), sha256(file.read_bytes())) for file in files)
    return Removal(files=tuple(listed), capture=capture, story=story)


def remove(paths: ArchivePaths, removal: Removal) -> None:
    """Carry out ``removal``; the archive's lock is held.

    Raises `BadInput` where the system would not let something go; nothing has gone then.
    """
    folders = {(paths.root / file).parent for file, _ in removal.files}
    closed = [folder for folder in sorted(folders) if not os.access(folder, os.W_OK | os.X_OK)]
    if closed:
        raise BadInput(of_system(PermissionError(13, "", str(folder))) for folder in closed)
    if removal.capture and not removal.story:
        catalogue_without(paths.catalogue, removal.capture)  # says now that it cannot
    write_atomically(paths.removal, json.dumps(asdict(removal)))
    _finish(paths, removal)


def heal(paths: ArchivePaths) -> str | None:
    """Finish a removal that was killed; return what went, None where there was none.

    The archive's lock is held. Raises `BadInput` where it cannot be finished.
    """
    data = bytes_of(paths.removal)
    if data is None:
        return None
    try:
        noted: dict[str, Any] = read_json(data)
        removal = Removal(**noted | {"files": tuple(map(tuple, noted["files"]))})
        _hold_ours(paths, removal)
    except (ValueError, TypeError, KeyError) as error:
        zh, en = "这个文件坏了，删掉它", "this file is damaged: delete it"
        raise BadInput([Problem(file=str(paths.removal), zh=zh, en=en)]) from error
    _finish(paths, removal)
    return removal.name


def _hold_ours(paths: ArchivePaths, removal: Removal) -> None:
    """Raise ValueError where a note speaks of what is no file or capture of the archive."""
    for file, _ in removal.files:
        paths.held(file)
    if removal.capture and not is_capture_name(removal.capture):
        raise ValueError(f"no capture: {removal.capture}")


def _finish(paths: ArchivePaths, removal: Removal) -> None:
    try:
        for file, digest in removal.files:
            _unlink(paths.root / file, digest)
        if removal.capture and removal.story:
            _leave_out(paths, removal)
        elif removal.capture and (rest := catalogue_without(paths.catalogue, removal.capture)):
            write_atomically(paths.catalogue, rest)
        _tidy(paths, removal)
        paths.removal.unlink(missing_ok=True)
    except OSError as error:
        found = of_system(error)
        zh, en = "；删到一半，改好以后随便运行一条命令就会做完", "; any command finishes it then"
        raise BadInput([replace(found, zh=found.zh + zh, en=found.en + en)]) from error


def _unlink(path: Path, digest: str) -> None:
    """Take a file away, unless somebody has written another in its place."""
    data = bytes_of(path)
    if data is not None and sha256(data) == digest:
        path.unlink()


def _tidy(paths: ArchivePaths, removal: Removal) -> None:
    """Take away folders of stories and pictures that are empty now; the others are synced."""
    for folder in sorted({(paths.root / file).parent for file, _ in removal.files}, reverse=True):
        if folder.is_relative_to(paths.stories) and folder != paths.stories:
            with suppress(OSError):  # other files stand in it
                folder.rmdir()
        if folder.is_dir():
            number = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(number)
            finally:
                os.close(number)


def _leave_out(paths: ArchivePaths, removal: Removal) -> None:
    path = paths.record(removal.capture)
    record = read_if_there(path)
    if record is None:
        return
    stories = tuple(
        replace(s, left_out=True, revisions=(), revised_sha256="") if s.id == removal.story else s
        for s in record.stories
    )
    write_atomically(path, record_json(replace(record, stories=stories)))


def catalogue_without(path: Path, capture: str) -> str | None:
    """Return the catalogue without the entry of ``capture``; None where it has none.

    All else stays as it is written. Raises `BadInput` where the entry cannot be cut out.
    """
    source = read_text(path) if path.is_file() else ""
    try:
        entries = read_toml(source).get("seed", [])
        kept = [entry for entry in entries if entry["file"] != capture]
    except (ValueError, TypeError, KeyError) as error:
        raise _uncut(path, capture) from error
    if len(kept) == len(entries):
        return None
    for start, end in _spans(source, capture):
        rest = source[:start] + _comments_before_next(source[start:end]) + source[end:]
        if _entries(rest) == kept:
            return rest
    raise _uncut(path, capture)


def _spans(source: str, capture: str) -> Iterator[tuple[int, int]]:
    """Yield where the entry of ``capture`` may begin and end, the likely ones first.

    A text of several lines may hold what looks like the next entry.
    """
    starts = [found.start() for found in _ENTRY.finditer(source)]
    for named in re.finditer(rf"""["']{re.escape(capture)}["']""", source):
        at = bisect_right(starts, named.start())
        if at:
            yield from ((starts[at - 1], end) for end in [*starts[at : at + _TRIED], len(source)])


def _comments_before_next(block: str) -> str:
    """Return the comments at the end of an entry: they stand before the next one."""
    lines = block.split("\n")
    last = max(n for n, line in enumerate(lines) if line.strip() and line.lstrip()[:1] != "#")
    after = "\n".join(lines[last + 1 :])
    return after.lstrip("\n") if "#" in after else ""


def _entries(source: str) -> Any:
    try:
        return read_toml(source).get("seed", [])
    except ValueError:
        return None


def _uncut(path: Path, capture: str) -> BadInput:
    zh = f"“{capture}”这一条的写法程序剪不下来；每个原稿要各写一个 [[seed]]，先改好"
    en = f"the entry of '{capture}' cannot be cut out: write each capture as [[seed]] first"
    return BadInput([Problem(file=str(path), zh=zh, en=en)])
