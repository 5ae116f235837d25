"""`aidstories build`: the site in its folder, brought up to date by the record of the last build.

What is made is written beside the site and moved into it at the end. The record holds what the
disk says of every file of the site; a file that is another one, because somebody touched it or
because a build was killed while it moved files, is made again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.utils import CountHandler

from aidstories.paths import ArchivePaths
from aidstories.site.configured import configured
from aidstories.site.incremental.build import Build, plugin_of
from aidstories.site.incremental.collecting import uncollected
from aidstories.site.incremental.dependencies import Dependencies
from aidstories.site.incremental.outcome import Outcome
from aidstories.site.incremental.place import take_place
from aidstories.site.incremental.remembered import Remembered
from aidstories.site.incremental.standing import Given
from aidstories.site.incremental.tree import Tree
from aidstories.site.incremental.written import warned
from aidstories.stories.store.files import Read, hand_on


def build_again(
    paths: ArchivePaths,
    given: Given,
    file: Path,
    *,
    clean: bool = False,
    read: dict[Path, Read] | None = None,
    without: Collection[Path] = (),
) -> Outcome:
    """Build the archive at ``paths`` into the folder that its configuration names.

    ``file`` is the record's. What does not stand is made, or everything where that is not known,
    where warnings are to be errors, or where it is to be ``clean``. What was ``read`` of stories is
    taken out of there, and not read again; stories in the files ``without`` are left out. Raises
    `BadInput` where the folder is no site's and for settings, what MkDocs and its plugins raise;
    `Abort` for warnings that are errors.
    """
    config = configured(paths, strict=given.strict or None, site_dir=given.site)
    folder = Path(config.site_dir)
    take_place(paths, folder)
    plugin_of(config).without = without
    remembered = Remembered(file, config, folder, given)
    try:
        tree = Tree(folder, file.with_name("stage"))
        anew = clean or config.strict or bool(config.extra.get("packed"))  # of the whole folder
        known = None if anew else remembered.known(tree.there)
        dependencies = known or Dependencies()
        hand_on(read or {}, dependencies.know)
        if known is None:
            return _anew(config, tree, remembered, dependencies)
        if not tree.there:
            return _into(config, tree, remembered, known)
        return _on(config, tree, remembered, known)
    finally:
        remembered.close()


def _anew(
    config: MkDocsConfig, tree: Tree, remembered: Remembered, dependencies: Dependencies
) -> Outcome:
    """Make everything. A site that is there stays whole until all of the new one is made."""
    unusable = remembered.unusable
    remembered.forget()
    with _counted(config) as warnings:
        if tree.there:
            done = _on(config, tree, remembered, dependencies, lambda: _refuse(warnings))
            done = replace(done, changed=tree.files())
        else:
            done = _into(config, tree, remembered, dependencies)
            _refuse(warnings)
    return replace(done, whole=True, unusable=unusable)


def _into(
    config: MkDocsConfig, tree: Tree, remembered: Remembered, dependencies: Dependencies
) -> Outcome:
    """Make everything in the site's own folder, of values that ``dependencies`` hold.

    There is no site that would have to stay whole meanwhile.
    """
    before = remembered.looked()
    tree.clear()
    with uncollected():
        _built(config, dependencies)
    dependencies.settle()
    files = tree.files()
    remembered.save(dependencies, before, files)
    return Outcome(changed=files, gone=(), files=len(files), whole=False)


def _on(
    config: MkDocsConfig,
    tree: Tree,
    remembered: Remembered,
    dependencies: Dependencies,
    hold: Callable[[], None] = lambda: None,
) -> Outcome:
    """Make what does not stand, beside the site; move it there where ``hold`` does not raise."""
    before = remembered.looked()
    tree.begin()
    config.site_dir = str(tree.stage)
    with uncollected():
        _built(config, dependencies)
    hold()
    done = tree.commit(dependencies.standing)
    dependencies.settle()
    files = tree.files_after(done)
    remembered.save(dependencies, before, files)
    return Outcome(changed=done.changed, gone=done.gone, files=len(files), whole=False)


def _built(config: MkDocsConfig, dependencies: Dependencies) -> None:
    config.plugins.on_startup(command="build", dirty=False)
    build = Build(config)
    build.plugin.dependencies = dependencies
    try:
        build.run()
    finally:
        config.plugins.on_shutdown()


@contextmanager
def _counted(config: MkDocsConfig) -> Iterator[CountHandler | None]:
    """Count the warnings where they are to be errors, as MkDocs does."""
    if not config.strict:
        yield None
        return
    with warned() as counter:
        yield counter


def _refuse(warnings: CountHandler | None) -> None:
    counts = warnings.get_counts() if warnings else []
    if counts:
        told = ", ".join(f"{number} {name.lower()}s" for name, number in counts)
        raise Abort(f"Aborted with {told} in strict mode!")
