"""What ``export --bag`` and ``import`` do with bags."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from aidstories.cli.console import counted, say, show
from aidstories.errors import BadInput, Problem
from aidstories.paths import ArchivePaths


def export_bag(paths: ArchivePaths, target: Path, *, replace: bool) -> None:
    """Write the archive as a bag and say how much it holds. Raises `BadInput`."""
    from aidstories.stories.bags.write import hold_place, write_bag
    from aidstories.stories.checks.links import hold_links
    from aidstories.stories.store.lock import writing

    hold_place(target, replace=replace)
    hold_outside(paths, target)
    hold_links(paths)
    with writing(paths):
        pass  # the manifest knows what commands have written
    with writing(paths):
        files = write_bag(paths, target)
    show(say(f"{target}：{files} 个文件", f"{target}: {counted(files, 'file')}"))


def hold_outside(paths: ArchivePaths, target: Path) -> None:
    """Raise `BadInput` where an export would stand among what makes the archive, or take its place.

    ``--replace`` is for sheets and bags; a table (``docs/data/places.csv``) has the same ending.
    """
    whole = target.resolve()
    for folder in paths.own_folders:
        if whole.is_relative_to(folder.resolve()):
            zh = f"不能写在 {folder.name} 里：那是档案自己的文件；换一个地方"
            en = f"not inside {folder.name}, which is the archive's own: choose another place"
            raise BadInput([Problem(file=str(target), zh=zh, en=en)])
    if whole in (paths.config.resolve(), paths.manifest.resolve()):
        zh, en = "这是档案自己的文件；换一个名字", "the archive's own file: choose another name"
        raise BadInput([Problem(file=str(target), zh=zh, en=en)])


def import_bag(
    paths: ArchivePaths, bags: Sequence[Path], named: Sequence[Path], *, dry: bool
) -> None:
    """Restore the archive in a bag, and say how much it is. Raises `BadInput`."""
    from aidstories.stories.bags.check import checked
    from aidstories.stories.bags.restore import hold_empty, is_restored, restore
    from aidstories.stories.bags.source import opened
    from aidstories.stories.store.fixity import Renewal
    from aidstories.stories.store.lock import writing

    if len(named) > 1:
        raise click.UsageError(say("袋要单独收，一次一个", "import one bag, and nothing else"))
    with opened(bags[0]) as source:
        held = checked(bags[0], source)
        total = len(held.sums)
        if is_restored(paths, held):
            zh, en = "这个袋已经收好了，没有要做的", "restored already: nothing to do"
            show(say(zh, en))
            return
        hold_empty(paths)
        if not dry:
            with writing(paths, manifest=Renewal.NOTHING, founding=True):
                restore(paths, source, held)
    zh = f"收回 {total} 个文件，都与袋里的一字节不差"
    en = f"{counted(total, 'file')} restored, each as it is in the bag"
    show(say(zh, en) + (say("（没有写盘）", " (nothing written)") if dry else ""))
    if "mkdocs.yml" in held.sums:
        zh = "mkdocs.yml 和模板决定生成时做什么：生成以前，先确认袋是可信的人给的（核对签名）"
        en = "mkdocs.yml and templates say what a build does: trust the bag first (its signature)"
        click.echo(say(zh, en))
