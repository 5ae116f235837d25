"""Values made of files, kept until one of these changes.

A file is taken to be unchanged by its inode, size and time of change. A time so near that another
change may have the same one proves nothing: then the bytes are compared, as git does.
"""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Generic, NamedTuple, TypeVar

from aidstories.stories.store.files import bytes_of

_T = TypeVar("_T")
_COARSE = 2_000_000_000
"""Nanoseconds between two times that a file system can tell apart: FAT has 2 s."""


class Kept(Generic[_T]):
    """Values made of files, each made anew when one of its files has changed."""

    def __init__(
        self, make: Callable[[Path], tuple[_T, tuple[Path, ...]]], *, most: int | None = None
    ) -> None:
        """``make`` returns the value of a path, and the other files that went into it.

        ``most`` is how many values are kept, those last asked for; all of them by default.
        """
        self._make, self._most = make, most
        self._found: dict[Path, _Known[_T]] = {}

    def of(self, path: Path) -> _T:
        """Return the value of ``path``."""
        known = self._found.pop(path, None)
        known = known.looked_at() if known else None
        if known is None:
            began, digest = time.time_ns(), _digest([path])
            value, others = self._make(path)
            files = (path, *others)
            known = _Known(files, _stamps(files), began, _digest(files), value)
            if _digest([path]) != digest:  # changed while it was read
                return value
        self._found[path] = known
        if self._most is not None and len(self._found) > self._most:
            self._found.pop(next(iter(self._found)), None)
        return known.value

    def keep_only(self, paths: Iterable[Path]) -> None:
        """Forget the values of all other paths."""
        wanted = set(paths)
        self._found = {path: known for path, known in self._found.items() if path in wanted}


_Stamp = tuple[int, int, int] | None


class _Known(NamedTuple, Generic[_T]):
    files: tuple[Path, ...]
    stamps: tuple[_Stamp, ...]
    at: int
    digest: str
    value: _T

    def looked_at(self) -> _Known[_T] | None:
        """Return this with the stamps of now, None where a file is another."""
        now, stamps = time.time_ns(), _stamps(self.files)
        old = all(stamp is None or stamp[1] < self.at - _COARSE for stamp in stamps)
        if stamps == self.stamps and old:
            return self
        same = _digest(self.files) == self.digest
        return self._replace(stamps=stamps, at=now) if same else None


def _stamps(files: Iterable[Path]) -> tuple[_Stamp, ...]:
    return tuple(map(_stamp, files))


def _stamp(file: Path) -> _Stamp:
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_ino, found.st_mtime_ns, found.st_size


def _digest(files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for file in files:
        try:
            data = bytes_of(file)
        except OSError:
            data = None
        digest.update(b"-" if data is None else b"%d:" % len(data) + data)
    return digest.hexdigest()
