"""What no import may take for an editor's wish: a folder that is gone."""

from __future__ import annotations

from collections.abc import Iterator

from aidstories.errors import BadInput, Problem
from aidstories.paths import ArchivePaths
from aidstories.stories.store.record import read_record


def hold_whole(paths: ArchivePaths) -> None:
    """Raise `BadInput` where stories went all at once: an import would leave them out."""
    if found := [*_without_stories(paths)]:
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
