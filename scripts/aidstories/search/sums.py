"""What the files of an index hold: a build trusts none that is not what the last one wrote."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from aidstories.bounded import read_json
from aidstories.stories.store.files import stamp_of

SUMS = "sums.json"
"""Digest, length and time of each file of the index; browsers do not read it."""
Sum = tuple[str, int, int]


class Damaged(Exception):
    """A file of the index is not what was written; ``path`` is relative to the index's folder."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self.path = path


class Sums:
    """The digests of the files in ``folder``. A file is read where its length or time changed."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._noted = _read(folder / SUMS)

    def hold(self, paths: Iterable[str]) -> None:
        """Raise `Damaged` at the first of ``paths`` that is not there as it was written."""
        for path in paths:
            noted, stamp = self._noted.get(path), stamp_of(self._folder / path)
            if noted is None or stamp is None or noted[1] != stamp[0]:
                raise Damaged(path)
            if noted[2] != stamp[1] and noted[0] != self._digest(path):
                raise Damaged(path)

    def read(self, path: str) -> bytes:
        """Return the bytes of a file. Raises `Damaged` where others were written."""
        try:
            data = (self._folder / path).read_bytes()
        except OSError:
            data = b""
        noted = self._noted.get(path)
        if noted is None or noted[0] != _digest(data):
            raise Damaged(path)
        return data

    def note(self, paths: Iterable[str]) -> None:
        """Write down what ``paths`` hold, all files of the index; those that stand are not read."""
        noted: dict[str, Sum] = {}
        for path in paths:
            before, stamp = self._noted.get(path), stamp_of(self._folder / path)
            if stamp is not None:
                same = before is not None and before[1:] == stamp
                noted[path] = before if same and before else (self._digest(path), *stamp)
        self._noted = noted
        beside = self._folder / f".{SUMS}"
        beside.write_text(json.dumps(noted), "utf-8")
        beside.replace(self._folder / SUMS)

    def _digest(self, path: str) -> str:
        return _digest((self._folder / path).read_bytes())


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:32]


def _read(path: Path) -> dict[str, Sum]:
    try:
        noted = read_json(path.read_text("utf-8"))
        return {name: (str(d), int(length), int(at)) for name, (d, length, at) in noted.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return {}
