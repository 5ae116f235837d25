"""Files that cost time to make, kept from build to build."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from aidstories.stories.store.files import discard
from aidstories.stories.store.record import sha256


class KeptFiles:
    """Files in ``folder`` that end in ``suffix``, by what they are made from.

    A file's name holds a hash of that and one of its bytes, so that one cut short or changed is
    made anew. The folder is looked through once.
    """

    def __init__(self, folder: Path, suffix: str) -> None:
        self._folder, self._suffix = folder, suffix
        found = folder.glob(f"*-*{suffix}") if folder.is_dir() else ()
        self._kept = {path.name.partition("-")[0]: path for path in found}

    def file(self, source: object, make: Callable[[], bytes]) -> Path:
        """Return the file of ``source``, whose ``repr`` says all that it is made from."""
        key = sha256(repr(source))[:24]
        kept = self._kept.get(key)
        if kept:
            if kept.is_file() and kept.name == self._name(key, kept.read_bytes()):
                return kept
            discard(kept)
        data = make()
        path = self._folder / self._name(key, data)
        _write(path, data)
        self._kept[key] = path
        return path

    def _name(self, key: str, data: bytes) -> str:
        return f"{key}-{sha256(data)[:16]}{self._suffix}"


def _write(path: Path, data: bytes) -> None:
    try:
        path.write_bytes(data)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
