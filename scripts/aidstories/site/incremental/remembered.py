"""The record of one site: opened where it is of use, saved when a build is whole."""

from __future__ import annotations

import errno
import os
import sqlite3
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from aidstories.paths import ArchivePaths
from aidstories.site.framing.others import others
from aidstories.site.incremental import spelt
from aidstories.site.incremental.dependencies import Dependencies
from aidstories.site.incremental.record import Damaged, Record
from aidstories.site.incremental.snapshot import Seen, Stamp, seen
from aidstories.site.incremental.standing import (
    FRAMES,
    GIVEN,
    INPUTS,
    SITE,
    VERSION,
    WHOLE,
    history,
    named,
    noted,
)
from aidstories.site.incremental.version import version
from aidstories.stories.store.files import discard


class Remembered:
    """What builds of ``config`` into ``folder`` remember in ``file``.

    ``given`` is what an editor asked for, as JSON may hold it. ``unusable`` says that there was a
    record and that it is of no use. A second process must not have it at the same time.
    """

    def __init__(self, file: Path, config: MkDocsConfig, folder: Path, given: object) -> None:
        self._file, self._config, self._folder = file, config, folder
        self._inputs = sorted(_inputs(config))
        frames = sorted(_frames(config))
        self._meta = {
            WHOLE: b"yes",
            VERSION: version(Path(config.config_file_path), frames),
            GIVEN: noted(given),
            SITE: named(folder),
            FRAMES: noted(frames),
            INPUTS: noted(self._inputs),
        }
        self.unusable = False
        self._record = self._opened()

    def known(self, there: Mapping[str, Stamp]) -> Dependencies | None:
        """Return what the last build was made from; None where nothing of it can stand.

        ``there`` are the files of the site as they are: those that are not what that build left
        are no outputs of it.
        """
        if others(self._config) or not self._is_same():
            return None
        try:
            found, left = self._record.dependencies(), self._record.files
        except Damaged:
            self.unusable = True
            return None
        spelt.take(found)
        found.spoil([uri for uri in found.outputs if there.get(uri) != left.get(uri)])
        return found

    def forget(self) -> None:
        """Begin a record anew: what the last build left is about to go."""
        self._record.close()
        self._file.unlink(missing_ok=True)
        self._record = self._opened()

    def looked(self) -> dict[str, Seen]:
        """Return all files that the site is made from, as they are now."""
        return seen(self._inputs, time.time_ns())

    def save(
        self, dependencies: Dependencies, before: Mapping[str, Seen], files: Mapping[str, Stamp]
    ) -> None:
        """Write what a whole build was made from, which ``looked`` at ``before``.

        ``files`` are all files of the site. A damaged record goes: the next build begins anew.
        Raises OSError.
        """
        spelt.leave(dependencies)
        try:
            self._record.save(dependencies, self._meta, before, files)
        except Damaged:
            self.forget()
        except sqlite3.Error as error:
            raise self._refused(error) from error

    def close(self) -> None:
        """Let go of the file."""
        self._record.close()

    def _is_same(self) -> bool:
        meta = self._record.meta
        same = all(meta.get(name) == self._meta[name] for name in (VERSION, SITE))
        self.unusable = self.unusable or (bool(meta) and not same)
        return same

    def _opened(self) -> Record:
        with suppress(Damaged):
            return Record(self._file)
        self.unusable = True
        discard(self._file)
        try:
            return Record(self._file)
        except Damaged as error:  # a new file: the disk has no room, or fails
            raise self._refused(error) from error

    def _refused(self, error: Exception) -> OSError:
        """Return what SQLite says of the disk as the system would say it."""
        number = errno.ENOSPC if "full" in str(error) else errno.EIO
        return OSError(number, os.strerror(number), str(self._file))


def _frames(config: MkDocsConfig) -> Iterator[str]:
    """Yield where stands what every page is made from, beside the configuration."""
    if (own := config.theme.custom_dir) is not None:
        yield str(own)
    yield from map(str, (*config.watch, *config.hooks))
    yield str(_paths(config).data)


def _inputs(config: MkDocsConfig) -> Iterator[str]:
    """Yield where stands what the rest is made from."""
    paths = _paths(config)
    yield from (str(config.docs_dir), str(paths.captures))
    yield from history(paths.root)


def _paths(config: MkDocsConfig) -> ArchivePaths:
    return ArchivePaths(Path(config.docs_dir).parent)
