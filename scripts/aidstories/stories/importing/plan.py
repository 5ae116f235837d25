"""What an import will do to the file of one story. Nothing is written here.

A file is the machine's as long as it holds the bytes of the last import. Once an editor has
changed it, the new import is merged into it; where the two contradict, the editor's text stays
and ``<id>.md.proposed`` beside it has the machine's side.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum
from pathlib import Path

from aidstories.errors import BadInput, Problem
from aidstories.model import Story
from aidstories.paths import UNDATED, ArchivePaths, proposed_path
from aidstories.stories.format.evidence import machine_evidence
from aidstories.stories.format.serialize import serialize
from aidstories.stories.importing.merge import Merged, merge
from aidstories.stories.importing.translating import TranslationFile
from aidstories.stories.store.files import bytes_of, decode_text, read_text
from aidstories.stories.store.index import StoryIndex
from aidstories.stories.store.record import Record, RecordedStory, sha256
from aidstories.stories.store.revisions import compare

_LIKE = 0.5
"""How alike the lines of a renamed file and of what the machine wrote must be."""


class Action(StrEnum):
    """What the import does with a story."""

    NEW = "new"
    UPDATED = "updated"
    SAME = "same"
    EDITED = "edited"
    """An editor changed it; the editor's text stays."""
    MERGED = "merged"
    """An editor changed it; the machine's new result is merged in."""
    PROPOSED = "proposed"
    """As merged; where the two contradict, the machine's side stands in a file beside it."""
    LEFT_OUT = "left_out"
    """An editor deleted it; it is not written again."""
    LOST = "lost"
    """The capture does not yield this story any more; its file stays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What happens to one story, whose file shall stand at ``path``.

    ``current`` is its file of now, with the bytes ``before``; None where there is none. ``text`` is
    what the file shall hold, ``proposed`` what shall stand beside it, each None for no such file.
    ``translations`` are written beside it.
    """

    action: Action
    path: Path
    recorded: RecordedStory
    current: Path | None = None
    before: bytes | None = None
    text: str | None = None
    proposed: str | None = None
    translations: tuple[TranslationFile, ...] = ()


def plan(
    story: Story,
    paths: ArchivePaths,
    index: StoryIndex,
    *,
    recorded: RecordedStory | None = None,
    base: Callable[[], str | None] = lambda: None,
    again: bool = False,
) -> Change:
    """Return what to do with ``story``; ``recorded`` is what the last import left of it.

    ``base`` returns what the machine wrote then, None where nobody knows. ``again`` writes a
    story that was left out. Raises `BadInput` where the file cannot be read.
    """
    text, new = _serialized(story)
    home = paths.story(story.id, story.description.year)
    current = index.find(story.id)
    before = bytes_of(current) if current else None
    if current is None or before is None:
        if recorded and not again:
            return Change(action=Action.LEFT_OUT, path=home, recorded=replace(new, left_out=True))
        return Change(action=Action.NEW, path=home, recorded=new, text=text)
    current_text = _held(before, current)
    if recorded and recorded.left_out and index.capture_of(current) != story.capture:
        return Change(action=Action.LEFT_OUT, path=current, recorded=replace(new, left_out=True))
    if current_text == text:
        action, path = Action.SAME, current
    elif recorded and sha256(current_text) == recorded.base_sha256:
        action, path = Action.UPDATED, _moved(current, current_text, home)
    else:
        return _merged(recorded, base(), text, current, before, new)
    return Change(action=action, path=path, recorded=new, current=current, before=before, text=text)


def _held(data: bytes, path: Path) -> str:
    """Return the text of a story's file. Raises `BadInput` where no editor wrote it so.

    Where the power fails, a file system may keep a file's length and lose what it holds.
    """
    if data.strip() and b"\0" not in data:
        return decode_text(data, path)
    zh = "文件是空的，或者有 NUL 字符（断电、磁盘出错会这样），没有当作编者的改动；"
    zh += "从备份或 git 恢复它。真要删去这一篇，用 aidstories remove"
    en = "empty, or with NUL in it, as a failing disk leaves it: restore it, or remove the story"
    raise BadInput([Problem(file=str(path), zh=zh, en=en)])


def _serialized(story: Story) -> tuple[str, RecordedStory]:
    """Return the text of a story's file, and what the record keeps of it."""
    serialized = serialize(story)
    recorded = RecordedStory(
        id=story.id,
        base_sha256=sha256(serialized.text),
        described=serialized.described,
        evidence=machine_evidence(story.description),
        part=story.part,
    )
    return serialized.text, recorded


def _merged(
    recorded: RecordedStory | None,
    base: str | None,
    text: str,
    current: Path,
    before: bytes,
    new: RecordedStory,
) -> Change:
    """Merge the machine's ``text`` into the file that an editor changed."""
    current_text = decode_text(before, current)
    beside = proposed_path(current)
    waiting = read_text(beside) if beside.exists() else None
    merged = _three_ways(recorded, base, current_text, text)
    proposed = merged.proposed if merged.conflicts else None
    if waiting is not None:
        # What an editor has not settled yet follows the machine too.
        proposed = _three_ways(recorded, base, waiting, text).proposed
    action = Action.MERGED if merged.text != current_text else Action.EDITED
    if proposed == merged.text:
        proposed = None
    elif proposed is not None and proposed != waiting:
        action = Action.PROPOSED
    return Change(
        action=action,
        path=current,
        recorded=replace(new, revisions=compare(text, merged.text)),
        current=current,
        before=before,
        text=merged.text,
        proposed=proposed,
    )


def _three_ways(
    recorded: RecordedStory | None, base: str | None, current: str, text: str
) -> Merged:
    if recorded and recorded.base_sha256 == sha256(text):
        return Merged(text=current, proposed=current)
    if base is not None:
        return merge(base, current, text)
    # What the machine wrote before is unknown: nothing can be merged, all of it is proposed.
    conflicts = ("body",) if recorded else ()
    return Merged(text=current, proposed=text if recorded else current, conflicts=conflicts)


def _moved(found: Path, current: str, target: Path) -> Path:
    """Return where an untouched story belongs: with its year, unless an editor moved it."""
    year = re.search(r"^year: (\d+)$", current, re.M)
    at_home = found.parent.name == (year[1] if year else UNDATED)
    return target if at_home else found


def follow(record: Record, index: StoryIndex, texts: Callable[[int], str | None]) -> dict[str, str]:
    """Return which stories of ``record`` an editor has renamed: old id → name of the file now.

    A story without its file is the file without a record that names the same capture and is most
    like ``texts(number)``, what the machine wrote of it.
    """
    ids = {story.id for story in record.stories}
    missing = [
        n for n, s in enumerate(record.stories) if not s.left_out and index.find(s.id) is None
    ]
    free = [p for p in index.stories_from(record.capture) if p.stem not in ids] if missing else []
    loose = {path.stem: read_text(path) for path in free}
    pairs = sorted(
        ((-_likeness(texts(n), text), n, stem) for n in missing for stem, text in loose.items()),
    )
    renamed: dict[str, str] = {}
    for unlike, number, stem in pairs:
        old = record.stories[number].id
        if -unlike >= _LIKE and old not in renamed and stem not in renamed.values():
            renamed[old] = stem
    return renamed


def _likeness(base: str | None, text: str) -> float:
    if base is None:
        return _LIKE
    return SequenceMatcher(None, base.split("\n"), text.split("\n"), autojunk=False).ratio()
