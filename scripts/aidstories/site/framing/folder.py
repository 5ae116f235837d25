"""A site's folder: files are written into it whole, folders made when the first file needs them."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path


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
        with Path(f"{self._root}/{uri}").open("wb", buffering=0) as file:
            file.write(data)

    def _ensure(self, folder: str) -> None:
        if folder not in self._seen:
            self._ensure(folder.rpartition("/")[0])
            with suppress(FileExistsError):
                Path(f"{self._root}/{folder}").mkdir()
            self._seen.add(folder)
