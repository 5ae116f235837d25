"""The folder that is served: whole at any time, changed by what a build wrote beside it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from aidstories.stories.store.files import bytes_of


class Tree:
    """The files of a site in ``folder``; a build writes into `stage`, an empty folder beside."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.stage = folder.with_name(f"{folder.name}.next")
        self._addresses: set[str] = set()
        folder.mkdir(parents=True)

    def begin(self) -> None:
        """Make the stage anew."""
        shutil.rmtree(self.stage, ignore_errors=True)
        self.stage.mkdir()

    def commit(self, standing: Iterable[str]) -> set[str]:
        """Move what was staged into the folder; of the rest only what is ``standing`` stays.

        Files take each other's place whole. Returns the addresses of what changed.
        """
        staged = set(self._staged())
        changed = {address for address in staged if self._differs(address)}
        for address in changed:
            target = self.folder / address
            target.parent.mkdir(parents=True, exist_ok=True)
            (self.stage / address).replace(target)
        gone = self._addresses - staged.union(standing)
        for address in gone:
            (self.folder / address).unlink(missing_ok=True)
        self._addresses = staged.union(standing)
        shutil.rmtree(self.stage, ignore_errors=True)
        return changed | gone

    def take(self) -> dict[str, bytes]:
        """Take what was staged out again, by its addresses."""
        found = {address: (self.stage / address).read_bytes() for address in self._staged()}
        self.begin()
        return found

    def _differs(self, address: str) -> bool:
        return bytes_of(self.folder / address) != (self.stage / address).read_bytes()

    def _staged(self) -> Iterator[str]:
        for folder, _, names in os.walk(self.stage):
            yield from (Path(folder, name).relative_to(self.stage).as_posix() for name in names)
