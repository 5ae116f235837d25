"""The folder of a site: whole at any time, changed by what a build wrote beside it."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from aidstories.site.incremental.snapshot import Stamp, stamp
from aidstories.site.incremental.standing import files_of
from aidstories.stories.store.files import bytes_of

WRITING = ".writing-"
"""How the name of a file begins that is on its way from another disk."""


class Committed(NamedTuple):
    """What a build changed, by addresses: what was made or is another, and what went."""

    changed: set[str]
    gone: set[str]


class Tree:
    """The files of a site in ``folder``; a build writes into ``stage``, an empty folder.

    ``stage`` lies beside the folder by default.
    """

    def __init__(self, folder: Path, stage: Path | None = None) -> None:
        self.folder = folder
        self.stage = stage or folder.with_name(f"{folder.name}.next")
        folder.mkdir(parents=True, exist_ok=True)
        self.there = self.files()
        """The files as they were at the beginning."""
        self._addresses = set(self.there)

    def files(self) -> dict[str, Stamp]:
        """Return all files of the site."""
        return files_of(str(self.folder))

    def begin(self) -> None:
        """Make the stage anew."""
        shutil.rmtree(self.stage, ignore_errors=True)
        self.stage.mkdir(parents=True)

    def commit(self, standing: Iterable[str]) -> Committed:
        """Move what was staged into the folder; of the rest only what is ``standing`` stays.

        Files take each other's place whole.
        """
        staged = set(self._staged())
        wanted = staged.union(standing)
        gone = self._addresses - wanted
        for address in gone:
            self._remove(address)
        changed = {address for address in staged if self._differs(address)}
        for address in changed:
            self._move(address)
        self._addresses = wanted
        shutil.rmtree(self.stage, ignore_errors=True)
        return Committed(changed, gone)

    def files_after(self, done: Committed) -> dict[str, Stamp]:
        """Return all files of the site, of which ``done`` alone are others than at the beginning.

        What somebody else did meanwhile is not among them: the next look finds it.
        """
        left = {uri: seen for uri, seen in self.there.items() if uri not in done.gone}
        return left | {uri: stamp(self.folder / uri) for uri in done.changed}

    def note(self, changed: Iterable[str], gone: Iterable[str]) -> None:
        """Note what another hand did in the folder on purpose."""
        self._addresses = self._addresses.union(changed).difference(gone)

    def take(self) -> dict[str, bytes]:
        """Take what was staged out again, by its addresses."""
        found = {address: (self.stage / address).read_bytes() for address in self._staged()}
        self.begin()
        return found

    def clear(self) -> None:
        """Remove all files of the site, as MkDocs does before a build."""
        for path in self.folder.iterdir():
            if path.name.startswith("."):
                continue
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()
        self._addresses = set()

    def _move(self, address: str) -> None:
        source, target = self.stage / address, self.folder / address
        target.parent.mkdir(parents=True, exist_ok=True)
        if target.is_dir():  # somebody put a folder there
            shutil.rmtree(target)
        try:
            source.replace(target)
        except OSError:  # the folder lies on another disk
            beside = target.with_name(f"{WRITING}{target.name}")
            shutil.copyfile(source, beside)
            beside.replace(target)

    def _remove(self, address: str) -> None:
        """Remove a file, and its folders where they are left empty."""
        path = self.folder / address
        path.unlink(missing_ok=True)
        with suppress(OSError):
            while (path := path.parent) != self.folder:
                path.rmdir()

    def _differs(self, address: str) -> bool:
        try:
            return bytes_of(self.folder / address) != (self.stage / address).read_bytes()
        except OSError:  # no file
            return True

    def _staged(self) -> Iterator[str]:
        for folder, _, names in os.walk(self.stage):
            yield from (Path(folder, name).relative_to(self.stage).as_posix() for name in names)
