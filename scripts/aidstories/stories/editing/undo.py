"""Take back what was answered on the review page.

Where no file has changed since, every file is as it was, to the byte. Where one has, what changed
since stays: stories are merged three ways, records lose only what the answer said, the catalogue
only its decision. What cannot be parted from later changes is refused, with nothing written.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from aidstories.errors import BadInput, Problem
from aidstories.paths import CATALOGUE, PROPOSED, ArchivePaths
from aidstories.stories.editing import journal
from aidstories.stories.editing.edit import edit_in, record_in
from aidstories.stories.editing.journal import Entry
from aidstories.stories.editing.structure import imported
from aidstories.stories.editing.work import Changed, Work, carry_out
from aidstories.stories.importing.merge import merge
from aidstories.stories.store.catalogue import read_catalogue
from aidstories.stories.store.files import bytes_of, decode_text, write_atomically
from aidstories.stories.store.record import (
    Record,
    RecordedStory,
    Settled,
    parse_record,
    read_record,
    record_json,
)


def take_back(paths: ArchivePaths, entry: Entry) -> bool:
    """Undo ``entry`` and keep it no longer. Return whether every file is as it was before it.

    Raises `BadInput` where later changes stand in the way; nothing is written then. The caller
    holds the lock.
    """
    if all(bytes_of(change.path) == change.after for change in entry.changes):
        carry_out(tuple(replace(c, before=c.after, after=c.before) for c in entry.changes))
        exact = True
    else:
        exact = _part(paths, entry)
    journal.forget(paths, entry.number)
    return exact


def reopen(paths: ArchivePaths, capture: str, one: Settled) -> None:
    """Have a settled place of a capture wait for an editor again; the story stays as it is.

    Raises `BadInput` where it is not settled.
    """
    path = paths.record(capture)
    record = read_record(path)
    if one not in record.settled:
        raise _in_the_way(path, "这一处已经不在“已处理”里了", "the place is not settled any more")
    left = list(record.settled)
    left.remove(one)
    write_atomically(path, record_json(replace(record, settled=tuple(left))))


def _part(paths: ArchivePaths, entry: Entry) -> bool:
    """Undo what later changes leave of ``entry``."""
    decided = next((c for c in entry.changes if c.path == paths.catalogue), None)
    if decided is not None:
        _undecide(paths, entry, decided)
        return False
    work = Work()
    stories = [c for c in entry.changes if c.path.is_relative_to(paths.stories)]
    for change in stories:
        _undo_story(work, paths, change)
    for change in entry.changes:
        if change.path.is_relative_to(paths.records):
            _undo_record(work, change, [c.path for c in stories])
    work.commit()
    return all(work.bytes_of(change.path) == change.before for change in entry.changes)


def _undo_story(work: Work, paths: ArchivePaths, change: Changed) -> None:
    now = work.bytes_of(change.path)
    if now == change.before:
        return
    if change.path.name.endswith(PROPOSED):  # it speaks of the story as it was then
        zh, en = "这一篇后来又改过，请直接改文件", "the story was changed since; change the file"
        raise _in_the_way(change.path, zh, en)
    if now is None or change.before is None or change.after is None:
        zh, en = (
            "这个文件后来删去了、移走了或重新生成了",
            "the file was removed, moved or made anew since",
        )
        raise _in_the_way(change.path, zh, en)
    before, after = (decode_text(d, change.path) for d in (change.before, change.after))
    merged = merge(after, decode_text(now, change.path), before)
    if merged.conflicts:
        zh, en = (
            "同一处后来又改过，请直接改文件",
            "the same place was changed since; change the file",
        )
        raise _in_the_way(change.path, zh, en)
    edit_in(work, paths, change.path, lambda _: merged.text)


def _undo_record(work: Work, change: Changed, files: Iterable[Path]) -> None:
    """Take out of a record what the answer settled, and the traces of its stories' edits."""
    if work.bytes_of(change.path) == change.after and change.before is not None:
        work.write(change.path, change.before)
        return
    if work.bytes_of(change.path) is None or change.before is None or change.after is None:
        zh, en = "校勘记录后来不见了", "the record is gone since"
        raise _in_the_way(change.path, zh, en)
    before, after = (parse_record(d.decode("utf-8"), change.path) for d in _both(change))
    now = record_in(work, change.path)
    known = {story.id: story for story in before.stories}
    touched = {file.stem for file in files}
    stories = tuple(
        _as_before(story, known.get(story.id)) if story.id in touched else story
        for story in now.stories
    )
    settled = _without(now, before, after)
    work.write(change.path, record_json(replace(now, stories=stories, settled=settled)))


def _both(change: Changed) -> tuple[bytes, bytes]:
    return change.before or b"", change.after or b""


def _as_before(story: RecordedStory, before: RecordedStory | None) -> RecordedStory:
    """Return what was recorded before of a story whose file is the same again, days and all."""
    if before is None:
        return story
    same = (story.base_sha256, story.revisions) == (before.base_sha256, before.revisions)
    return before if same and story.file_sha256 == before.file_sha256 else story


def _without(now: Record, before: Record, after: Record) -> tuple[Settled, ...]:
    """Return what is settled ``now`` but for what came between ``before`` and ``after``."""
    added = Counter(after.settled) - Counter(before.settled)
    kept: list[Settled] = []
    for one in reversed(now.settled):
        if added[one]:
            added[one] -= 1
        else:
            kept.append(one)
    return tuple(reversed(kept))


def _undecide(paths: ArchivePaths, entry: Entry, decided: Changed) -> None:
    """Take a decision out of the catalogue and import its captures anew."""
    now = bytes_of(paths.catalogue) or b""
    at, old, new = _difference(decided.before or b"", decided.after or b"")
    if now[at : at + len(new)] != new or now.count(new) != 1:
        at = now.index(new) if now.count(new) == 1 else -1
    if at < 0:
        zh, en = "这个决定后来改过或删去了", "the decision was changed or removed since"
        raise _in_the_way(paths.catalogue, zh, en)
    captures = {path.name for path in (c.path for c in entry.changes)}
    without = Changed(path=paths.catalogue, before=now, after=now[:at] + old + now[at + len(new) :])
    carry_out((without,))
    try:
        listed = read_catalogue(paths.catalogue).values()
        again = [e for e in listed if paths.record(e.file).name in captures]
        done = imported(paths, again, entry.said)
    except BaseException:
        write_atomically(paths.catalogue, now)
        raise
    journal.forget(paths, done.number)
    _remove_untouched(entry.changes)


def _remove_untouched(changes: Iterable[Changed]) -> None:
    """Remove the stories that the answer made, where nobody has touched them since."""
    for change in changes:
        made = change.before is None and change.path.suffix == ".md"
        if made and bytes_of(change.path) == change.after:
            change.path.unlink(missing_ok=True)


def _difference(before: bytes, after: bytes) -> tuple[int, bytes, bytes]:
    """Return where two contents begin to differ, and what stands there in each."""
    start = 0
    for one, other in zip(before, after, strict=False):
        if one != other:
            break
        start += 1
    end, least = 0, min(len(before), len(after)) - start
    while end < least and before[len(before) - 1 - end] == after[len(after) - 1 - end]:
        end += 1
    return start, before[start : len(before) - end], after[start : len(after) - end]


def _in_the_way(path: Path, zh: str, en: str) -> BadInput:
    file = CATALOGUE if path.name == CATALOGUE else str(path)
    return BadInput([Problem(file=file, zh=f"没有撤销：{zh}", en=f"not taken back: {en}")])
