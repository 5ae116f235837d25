"""A site's folder: files are written into it whole, folders made when the first file needs them."""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0)
_MODE = 0o666
"""What the mask of the process leaves of it."""


class Folder:
    """The folder ``root``, which exists. Folders in it that this has seen are not asked for again.

    It asks the disk for nothing else: a file takes the place of the one before.
    """

    def __init__(self, root: Path) -> None:
        self._root = str(root)
        self._seen = {""}

    def write(self, uri: str, data: bytes) -> None:
        """Write a file; ``uri`` is relative to the folder, with slashes. Raises `OSError`."""
        self._ensure(uri.rpartition("/")[0])
        file = os.open(f"{self._root}/{uri}", _FLAGS, _MODE)
        try:
            left = memoryview(data)
            while left:
                left = left[os.write(file, left) :]
        finally:
            os.close(file)

    def _ensure(self, folder: str) -> None:
        if folder not in self._seen:
            self._ensure(folder.rpartition("/")[0])
            with suppress(FileExistsError):
                os.mkdir(f"{self._root}/{folder}")  # noqa: PTH102  # 3 us less, for each page
            self._seen.add(folder)
