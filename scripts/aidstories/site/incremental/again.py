"""`aidstories build`: the site in its folder, brought up to date by the record of the last build.

What is made is written beside the site and moved into it at the end. The record holds what the
disk says of every file of the site; a file that is another one, because somebody touched it or
because a build was killed while it moved files, is made again.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.utils import CountHandler

from aidstories.paths import ArchivePaths
from aidstories.site.incremental.build import Build, plugin_of
from aidstories.site.incremental.dependencies import Dependencies
from aidstories.site.incremental.record import Damaged, Record
from aidstories.site.incremental.snapshot import Seen, seen
from aidstories.site.incremental.standing import (
    FRAMES,
    GIVEN,
    INPUTS,
    SITE,
    VERSION,
    WHOLE,
    Given,
    history,
    noted,
)
from aidstories.site.incremental.tree import Committed, Tree
from aidstories.site.incremental.version import version

KNOWN = frozenset({"aidstories", "tags", "material/tags"})
"""Plugins whose pages stand as they are. Another one may gather what it hears of every page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a build did: the addresses of files that ``changed`` and are ``gone``, all it has.

    ``whole`` says that everything was made anew, ``unusable`` that a record was there and could
    not be used.
    """

    changed: Collection[str]
    gone: Collection[str]
    files: int
    whole: bool
    unusable: bool = False


class Again:
    """A build of the archive at ``paths`` into the folder that its configuration names.

    ``file`` is where the record stands; a stage is made beside it. Raises MkDocs'
    `ConfigurationError`.
    """

    def __init__(self, paths: ArchivePaths, given: Given, file: Path) -> None:
        self.paths, self.given, self.file = paths, given, file
        self.config = _config(paths, given)
        self.folder = Path(self.config.site_dir)
        self.frames = sorted(_frames(self.config))
        self.inputs = sorted(_inputs(self.config))
        self.version = version(paths.config, self.frames)

    def run(self, *, clean: bool = False) -> Outcome:
        """Build: what does not stand, or everything where that is not known or ``clean``.

        Raises what MkDocs and its plugins raise; `Abort` for warnings that are to be errors.
        """
        record, usable = self._opened()
        try:
            dependencies = None if clean or self.config.strict else self._known(record)
            if dependencies is not None:
                return self._on(record, dependencies)
            record.close()
            self.file.unlink(missing_ok=True)
            record = Record(self.file)
            return self._anew(record, unusable=not usable)
        finally:
            record.close()

    def _opened(self) -> tuple[Record, bool]:
        """Return the record, or a new one and that what was there is of no use."""
        there = self.file.is_file()
        with suppress(Damaged):
            record = Record(self.file)
            return record, not there or record.meta.get(VERSION) in (None, self.version)
        self.file.unlink()
        return Record(self.file), False

    def _known(self, record: Record) -> Dependencies | None:
        """Return what the last build was made from; None where nothing of it can stand."""
        site = str(self.folder).encode("utf-8", "surrogateescape")
        same = record.meta.get(VERSION) == self.version and record.meta.get(SITE) == site
        if not same or not KNOWN.issuperset(self.config.plugins) or self.config.hooks:
            return None
        with suppress(Damaged):
            return record.dependencies()
        return None

    def _anew(self, record: Record, *, unusable: bool) -> Outcome:
        """Make everything, in the site's own folder."""
        tree, before = Tree(self.folder), self._looked()
        tree.clear()
        with _counted(self.config) as warnings:
            self._build(self.config, Dependencies(), record, before)
        files = tree.files()
        _refuse(warnings)
        return Outcome(
            changed=files.keys(), gone=(), files=len(files), whole=True, unusable=unusable
        )

    def _on(self, record: Record, dependencies: Dependencies) -> Outcome:
        """Make what does not stand, beside the site, and move it there."""
        tree, before = Tree(self.folder, self.file.with_name("stage")), self._looked()
        there = tree.files()
        dependencies.spoil(
            [uri for uri in dependencies.outputs if there.get(uri) != record.files.get(uri)]
        )
        tree.begin()
        self.config.site_dir = str(tree.stage)
        committed = self._build(self.config, dependencies, record, before, tree)
        return Outcome(
            changed=committed.changed, gone=committed.gone, files=len(record.files), whole=False
        )

    def _build(
        self,
        config: MkDocsConfig,
        dependencies: Dependencies,
        record: Record,
        before: dict[str, Seen],
        tree: Tree | None = None,
    ) -> Committed:
        config.plugins.on_startup(command="build", dirty=False)
        build = Build(config)
        build.plugin.dependencies = dependencies
        try:
            build.run()
        finally:
            config.plugins.on_shutdown()
        committed = tree.commit(dependencies.standing) if tree else Committed(set(), set())
        dependencies.settle()
        meta = {
            WHOLE: b"yes",
            VERSION: self.version,
            GIVEN: noted(self.given),
            SITE: str(self.folder).encode("utf-8", "surrogateescape"),
            FRAMES: noted(self.frames),
            INPUTS: noted(self.inputs),
        }
        record.save(dependencies, meta, before, Tree(self.folder).files())
        return committed

    def _looked(self) -> dict[str, Seen]:
        return seen(self.inputs, time.time_ns())


def _config(paths: ArchivePaths, given: Given) -> MkDocsConfig:
    told = {"site_dir": given.site} if given.site else {}
    return load_config(str(paths.config), strict=given.strict or None, **told)


def _frames(config: MkDocsConfig) -> Iterator[str]:
    """Yield where stands what every page is made from, beside the configuration."""
    paths = ArchivePaths(Path(config.docs_dir).parent)
    if (own := config.theme.custom_dir) is not None:
        yield str(own)
    yield from map(str, config.watch)
    yield from map(str, config.hooks)
    yield str(paths.data)


def _inputs(config: MkDocsConfig) -> Iterator[str]:
    """Yield where stands what the rest is made from."""
    paths = ArchivePaths(Path(config.docs_dir).parent)
    yield str(config.docs_dir)
    yield str(paths.captures)
    yield from history(paths.root)


@contextmanager
def _counted(config: MkDocsConfig) -> Iterator[CountHandler | None]:
    """Count the warnings where they are to be errors, as MkDocs does."""
    if not config.strict:
        yield None
        return
    counter, logger = CountHandler(), logging.getLogger("mkdocs")
    counter.setLevel(logging.WARNING)
    logger.addHandler(counter)
    try:
        yield counter
    finally:
        logger.removeHandler(counter)


def _refuse(warnings: CountHandler | None) -> None:
    counts = warnings.get_counts() if warnings else []
    if counts:
        told = ", ".join(f"{number} {name.lower()}s" for name, number in counts)
        raise Abort(f"Aborted with {told} in strict mode!")
