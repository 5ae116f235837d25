"""What was answered on the review page, kept so that it can be taken back to the byte.

Each answer is a file in ``.cache/answers``, of this machine alone. It is written before the files
that it speaks of, so that an answer that was killed half way is finished by the next one.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

import msgspec

from aidstories.bounded import read_json
from aidstories.errors import BadInput
from aidstories.paths import ArchivePaths
from aidstories.stories.editing.work import Changed, carry_out
from aidstories.stories.store.files import bytes_of, write_atomically

_OPEN = ".open"
"""How the name ends of an answer whose files may not be written yet."""
KEPT = 2000
"""Answers kept: at 3 KB each, as measured on the fixtures, 6 MB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One answer: of which story and doubt, and what was said of it.

    ``verdict`` is one of `Verdict`, ``status``, ``structure`` or ``back``; ``text`` what was typed.
    ``capture``, ``start`` and ``end`` are where it stands, None without a place; ``anchor`` is what
    the page calls the doubt.
    """

    id: str
    topic: str
    quote: str
    verdict: str
    text: str = ""
    reason: str = ""
    capture: str | None = None
    start: int | None = None
    end: int | None = None
    anchor: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """An act of an editor: one answer, or the same to several doubts. ``when`` is ISO 8601.

    ``changes`` are empty in a list of many.
    """

    number: int
    when: str
    said: tuple[Said, ...]
    changes: tuple[Changed, ...] = ()


class _Change(msgspec.Struct):
    path: str
    before: str | None
    after: str | None


class _Answer(msgspec.Struct):
    """An entry as its file holds it."""

    number: int
    when: str
    said: tuple[Said, ...]
    changes: tuple[_Change, ...]


def perform(paths: ArchivePaths, said: Sequence[Said], changes: Sequence[Changed]) -> Entry:
    """Carry out ``changes`` and keep what was said. Raises `BadInput` as `carry_out` does.

    The caller holds the lock.
    """
    finish(paths)
    entry = _entry(paths, said, changes)
    open_ = _file(paths, entry.number).with_suffix(_OPEN)
    write_atomically(open_, _json(paths, entry))
    try:
        carry_out(entry.changes)
    except (BadInput, OSError):  # a kill leaves it open: then `finish` does the rest
        open_.unlink(missing_ok=True)
        raise
    open_.replace(open_.with_suffix(".json"))
    return entry


def note(paths: ArchivePaths, said: Sequence[Said], changes: Sequence[Changed]) -> Entry:
    """Keep what was said and done already. The caller holds the lock."""
    entry = _entry(paths, said, changes)
    write_atomically(_file(paths, entry.number), _json(paths, entry))
    return entry


def finish(paths: ArchivePaths) -> None:
    """Carry out what a killed answer left to do; files that others changed stay as they are."""
    for file in sorted(_folder(paths).glob(f"*{_OPEN}")):
        entry = _read(paths, file)
        for change in entry.changes if entry else ():
            if bytes_of(change.path) == change.before:
                carry_out((change,))
        file.replace(file.with_suffix(".json")) if entry else file.unlink()


def entries(paths: ArchivePaths) -> Iterator[Entry]:
    """Yield the answers that are kept, the last first, without what they changed.

    Files that are damaged are passed over.
    """
    for file in reversed(_kept(paths)):
        entry = _read(paths, file, whole=False)
        if entry is not None:
            yield entry


def find(paths: ArchivePaths, number: int) -> Entry | None:
    """Return the answer ``number``, None where it is not kept (any more)."""
    file = _file(paths, number)
    return _read(paths, file) if file.is_file() else None


def forget(paths: ArchivePaths, number: int) -> None:
    """Keep the answer ``number`` no longer: it was taken back."""
    _file(paths, number).unlink(missing_ok=True)


def _folder(paths: ArchivePaths) -> Path:
    return paths.answers


def _file(paths: ArchivePaths, number: int) -> Path:
    return _folder(paths) / f"{number:06d}.json"


def _kept(paths: ArchivePaths) -> list[Path]:
    """Return the files of answers in their order; what somebody copied beside them is none."""
    found = (file for file in _folder(paths).glob("*.json") if file.stem.isdecimal())
    return sorted(found, key=lambda file: int(file.stem))


def _entry(paths: ArchivePaths, said: Sequence[Said], changes: Sequence[Changed]) -> Entry:
    kept = _kept(paths)
    for old in kept[: max(0, len(kept) - KEPT + 1)]:
        old.unlink(missing_ok=True)
    return Entry(
        number=int(kept[-1].stem) + 1 if kept else 1,
        when=datetime.now().astimezone().isoformat(timespec="seconds"),
        said=tuple(said),
        changes=tuple(changes),
    )


def _json(paths: ArchivePaths, entry: Entry) -> str:
    values = {
        "number": entry.number,
        "when": entry.when,
        "said": [asdict(one) for one in entry.said],
        "changes": [
            {
                "path": str(change.path.relative_to(paths.root)),
                "before": _packed(change.before),
                "after": _packed(change.after),
            }
            for change in entry.changes
        ],
    }
    return json.dumps(values, ensure_ascii=True) + "\n"


def _read(paths: ArchivePaths, file: Path, *, whole: bool = True) -> Entry | None:
    try:
        read = msgspec.convert(read_json(file.read_bytes()), _Answer)
        changes = tuple(_changed(paths, one) for one in read.changes if whole)
        return Entry(number=read.number, when=read.when, said=read.said, changes=changes)
    except (OSError, ValueError, zlib.error):  # msgspec's errors are of ValueError
        return None


def _changed(paths: ArchivePaths, change: _Change) -> Changed:
    before, after = _unpacked(change.before), _unpacked(change.after)
    return Changed(path=paths.held(change.path), before=before, after=after)


def _packed(data: bytes | None) -> str | None:
    return None if data is None else base64.b64encode(zlib.compress(data)).decode("ascii")


def _unpacked(text: str | None) -> bytes | None:
    return None if text is None else zlib.decompress(base64.b64decode(text))
