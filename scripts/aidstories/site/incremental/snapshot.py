"""Files as a build found them, told apart by what the disk says of them, as git's index does.

A file is what it was if inode, size and time of change are. A time so near to the look that another
change may have the same one proves nothing: such a file's bytes are hashed.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from os import DirEntry
from pathlib import Path
from typing import NamedTuple

COARSE = 2_000_000_000
"""Nanoseconds between two times that a file system can tell apart: FAT has 2 s."""


class Stamp(NamedTuple):
    """What the disk says of a file; times are in nanoseconds.

    ``changed`` is the later of two: programs set the time of the bytes (`rsync -t`, `cp -p`), and
    none sets that of the entry.
    """

    inode: int
    size: int
    changed: int


class Seen(NamedTuple):
    """A file that was seen; ``digest`` is that of its bytes where its time proves nothing."""

    stamp: Stamp
    digest: bytes | None = None


def files_below(folder: str) -> Iterator[tuple[str, Stamp]]:
    """Yield every file below ``folder`` with its path from there and its stamp.

    Hidden files are among them; folders that are links are followed, as MkDocs does.
    """
    for path, entry in _entries_below(folder):
        try:
            status = entry.stat()
        except OSError:  # gone meanwhile, or a link to nothing
            continue
        yield path, _of(status)


def names_below(folder: str) -> Iterator[str]:
    """Yield the paths of `files_below`: a folder tells them, and no file is asked."""
    return (path for path, entry in _entries_below(folder) if entry.is_file())


def _entries_below(folder: str) -> Iterator[tuple[str, DirEntry[str]]]:
    waiting = [""]
    while waiting:
        inside = waiting.pop()
        try:
            with os.scandir(f"{folder}/{inside}") as found:
                entries = list(found)
        except OSError:
            continue
        for entry in entries:
            try:
                is_folder = entry.is_dir()
            except OSError:
                is_folder = False
            if is_folder:
                waiting.append(f"{inside}{entry.name}/")
            else:
                yield inside + entry.name, entry


def _of(status: os.stat_result) -> Stamp:
    bytes_at, entry_at = status.st_mtime_ns, status.st_ctime_ns
    return Stamp(status.st_ino, status.st_size, max(bytes_at, entry_at))


def seen(places: Iterable[str], began: int) -> dict[str, Seen]:
    """Return the files at and below ``places`` as they are; ``began`` is the time of the look."""
    return {path: _seen(path, stamp, began) for path, stamp in _all(places)}


def changes(before: Mapping[str, Seen], places: Iterable[str]) -> set[str]:
    """Return the files at or below ``places`` that are not what they were ``before``."""
    now = dict(_all(places))
    others = {path for path, stamp in now.items() if _differs(path, stamp, before.get(path))}
    return others | (before.keys() - now.keys())


def _differs(path: str, stamp: Stamp, before: Seen | None) -> bool:
    return before is None or stamp != before.stamp or _other(path, before)


def _other(path: str, before: Seen) -> bool:
    return before.digest is not None and digest_of_file(path) != before.digest


def _seen(path: str, stamp: Stamp, began: int) -> Seen:
    return Seen(stamp, None if stamp.changed < began - COARSE else digest_of_file(path))


def _all(places: Iterable[str]) -> Iterator[tuple[str, Stamp]]:
    for place in map(Path, places):
        if place.is_dir():
            yield from ((f"{place}/{path}", stamp) for path, stamp in files_below(str(place)))
        elif place.exists():
            yield str(place), stamp(place)


def stamp(path: Path) -> Stamp:
    """Return what the disk says of the file at ``path``. Raises OSError."""
    return _of(path.stat())


def digest_of_file(path: str | Path) -> bytes:
    """Return the digest of a file's bytes; of nothing where it cannot be read."""
    try:
        return blake2b(Path(path).read_bytes(), digest_size=16).digest()
    except OSError:
        return b""
