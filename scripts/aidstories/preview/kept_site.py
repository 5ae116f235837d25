"""Where the site of a preview stands, and what is kept of it for the next one."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
import time
from collections.abc import Hashable, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from filelock import FileLock, Timeout
from mkdocs.config.defaults import MkDocsConfig

from aidstories.paths import ArchivePaths
from aidstories.site.incremental.dependencies import Dependencies
from aidstories.site.incremental.outcome import Outcome
from aidstories.site.incremental.remembered import Remembered
from aidstories.site.incremental.snapshot import Seen, Stamp
from aidstories.site.incremental.standing import Look, standing
from aidstories.site.incremental.tree import Tree
from aidstories.site.patching.patch import patched_by


class KeptSite:
    """The site of a preview, kept among the caches; a second preview has one of its own."""

    def __init__(self, paths: ArchivePaths) -> None:
        self._config = paths.config
        kept = paths.build_cache / "preview"
        kept.mkdir(parents=True, exist_ok=True)
        self._lock = FileLock(kept / "lock", thread_local=False)
        self._is_kept = True
        try:
            self._lock.acquire(blocking=False)
        except Timeout:
            kept, self._is_kept = Path(tempfile.mkdtemp(prefix="aidstories_")), False
        self.folder = kept
        self.tree = Tree(kept / "site")
        self._file = kept / "site.sqlite"
        self._remembered: Remembered | None = None
        self._whole: tuple[Dependencies, dict[str, Seen]] | None = None
        self._looked: dict[str, Seen] = {}

    def stands(self, url: str) -> bool:
        """Return whether the site is as a build for the address ``url`` would leave it."""
        return standing(self._config, _given(url), self._file) is not None

    def known(self, config: MkDocsConfig) -> Dependencies:
        """Return what the last preview was made from, or that nothing is known."""
        self._close()
        self._whole = None  # made from what the configuration, a table or a template was before
        given = _given(config.site_url or "")
        self._remembered = Remembered(self._file, config, self.tree.folder, given)
        found = self._remembered.known(self.tree.files())
        if found is None:
            self._remembered.forget()
        return found or Dependencies()

    def look(self) -> None:
        """Note how the files are that the build which begins now is made from."""
        self._looked = self._remembered.looked() if self._remembered else {}

    def settle(self, dependencies: Dependencies) -> None:
        """Note that the build that looked last is whole; the first one is written down at once."""
        first = self._whole is None
        self._whole = dependencies, self._looked
        if first:
            self._save()

    def patched(self, paths: ArchivePaths, story: Path) -> Outcome | None:
        """Put the changed text of one story into the site, if nothing else can show it."""
        if self._whole is None:
            return None
        found = Look(self.tree.folder, {}, (str(story),), time.time_ns())
        done = patched_by(paths, found, _InMemory(*self._whole))
        if done:
            self.tree.note(done.changed, done.gone)
        return done

    def leave(self) -> None:
        """Keep the site for the next preview, or remove the one that is not kept."""
        self._save()
        self._close()
        if self._is_kept:
            self._lock.release()
        else:
            shutil.rmtree(self.folder, ignore_errors=True)

    def _save(self) -> None:
        """Write down what the last whole build was made from; without it the next begins anew."""
        if self._remembered and self._whole and self._is_kept:
            with suppress(sqlite3.Error, OSError, TypeError):
                self._remembered.save(*self._whole, self.tree.files())

    def _close(self) -> None:
        if self._remembered:
            self._remembered.close()
            self._remembered = None


class _InMemory(NamedTuple):
    """The last whole build of this process, which is written down when it ends."""

    dependencies: Dependencies
    looked: dict[str, Seen]

    def value(self, name: Hashable) -> object:
        """Return a value that the build has kept. Raises `Lost`."""
        return self.dependencies.kept(name)

    def patch(
        self,
        files: Mapping[str, Stamp | None],
        inputs: Mapping[str, Seen | None],
        values: Mapping[Hashable, object],
    ) -> None:
        """Note what has been put into the site: the next build makes it anew."""
        self.dependencies.spoil(files)
        for path, seen in inputs.items():
            self.looked.pop(path, None)
            if seen:
                self.looked[path] = seen
        for name, value in values.items():
            self.dependencies.put(name, value)


def _given(url: str) -> object:
    return ["serve", url]
