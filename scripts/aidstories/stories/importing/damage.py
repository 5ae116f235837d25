"""What no import may take for an editor's wish: a folder that is gone, a catalogue cut short."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from aidstories.errors import BadInput, Problem
from aidstories.paths import ArchivePaths
from aidstories.stories.store.manifest import read_manifest
from aidstories.stories.store.record import read_record

_TOLD = 3
"""Captures that one message names; the rest are counted."""


def hold_whole(paths: ArchivePaths, catalogued: Collection[str]) -> None:
    """Raise `BadInput` where stories or entries of the catalogue went all at once.

    An import would leave out every story, or forget what was decided on captures.
    """
    if found := [*_without_stories(paths), *_without_entries(paths, catalogued)]:
        raise BadInput(found)


def _without_stories(paths: ArchivePaths) -> Iterator[Problem]:
    """Yield that the folder of the stories is gone: one story alone an editor may have removed."""
    if paths.stories.is_dir():
        return
    records = map(read_record, paths.record_files())
    number = sum(not story.left_out for record in records for story in record.stories)
    if number > 1:
        beside = paths.docs.iterdir() if paths.docs.is_dir() else ()
        name = next((p.name for p in sorted(beside) if p.name.lower() == paths.stories.name), None)
        like, like_en = (
            (f"（旁边有 {name}，大小写不对）", f" ({name} is there)") if name else ("", "")
        )
        zh = f"这个文件夹不见了{like}，记录里有 {number} 篇报道；从备份或 git 恢复它。"
        zh += "真要从原稿重做，连 docs/ledgers 一起移走"
        en = f"the folder is gone{like_en}, and with it {number} stories: restore it. To make them "
        en += "anew of the captures, move docs/ledgers away too"
        yield Problem(file=str(paths.stories), zh=zh, en=en)


def _without_entries(paths: ArchivePaths, catalogued: Collection[str]) -> Iterator[Problem]:
    """Yield that the catalogue lost entries of captures whose import was finished.

    One that was killed has written records that the manifest does not know yet.
    """
    there = paths.captures.iterdir() if paths.captures.is_dir() else ()
    new = sorted(path.name for path in there if path.name not in catalogued)
    recorded = [name for name in new if paths.record(name).is_file()]
    known = (read_manifest(paths.manifest) or {}) if recorded else {}
    inside = {name: paths.record(name).relative_to(paths.root).as_posix() for name in recorded}
    lost = [name for name, record in inside.items() if record in known]
    if lost:
        named = "、".join(lost[:_TOLD]) + ("……" if len(lost) > _TOLD else "")
        zh = f"少了 {len(lost)} 份原稿的登记（{named}），校勘记录还在：这个文件多半没有写完整；"
        zh += "从备份或 git 恢复它，对原稿的裁定都在里面"
        en = f"{len(lost)} captures with a record are missing here ({named}): the file was cut "
        en += "short. Restore it, for it holds what was decided on captures"
        yield Problem(file=str(paths.catalogue), zh=zh, en=en)
