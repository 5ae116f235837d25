"""Captures → story files and records. An editor's change is never overwritten.

The record is written last: what a killed import has done already is found the same by the next.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import cached_property, partial
from glob import escape
from pathlib import Path

from aidstories.errors import BadInput, Problem, of_system
from aidstories.model import Article, Role, Story
from aidstories.paths import ArchivePaths, proposed_path
from aidstories.restore import ledger as ledgers
from aidstories.stories.checks.review_items import ReviewItem, record_items, story_items
from aidstories.stories.importing.captures import Job
from aidstories.stories.importing.ids import allot, make_id
from aidstories.stories.importing.plan import Action, Change, follow, plan
from aidstories.stories.importing.prepared import Prepared
from aidstories.stories.importing.translating import translation_files
from aidstories.stories.importing.workers import prepared_ahead
from aidstories.stories.store.days import dated
from aidstories.stories.store.files import Write, bytes_of, write_together
from aidstories.stories.store.fixity import Guard
from aidstories.stories.store.index import StoryIndex
from aidstories.stories.store.record import (
    Record,
    RecordedStory,
    machine_text,
    record_json,
    sha256,
)
from aidstories.tables import Tables, read_tables
from aidstories.words import word_divider

_REVIEWED_AGAIN = frozenset({Action.NEW, Action.UPDATED, Action.MERGED, Action.PROPOSED})
"""After these the doubtful places of the capture are told again."""
_AT_ONCE = 4
"""Files that wait for the disk at once: a capture of one article leaves three."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What becomes of one capture; ``problems`` are empty unless it was refused whole.

    ``lost`` are files of stories that the capture does not yield any more. ``review`` are the
    doubtful places of a capture whose stories change.
    """

    file: Path
    changes: tuple[Change, ...] = ()
    lost: tuple[Path, ...] = ()
    record: Record | None = None
    review: tuple[ReviewItem, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def stories(self) -> tuple[tuple[Action, Path], ...]:
        """What becomes of each story, and the file to look at."""
        beside = (
            (c.action, proposed_path(c.path) if c.action is Action.PROPOSED else c.path)
            for c in self.changes
        )
        return (*beside, *((Action.LOST, path) for path in self.lost))


def import_captures(
    jobs: Iterable[Job],
    paths: ArchivePaths,
    *,
    workers: int = 1,
    scheduler: str | None = None,
    pool: Executor | None = None,
    again: Collection[str] = (),
    dry: bool = False,
) -> Iterator[Outcome]:
    """Import captures one after another and yield what becomes of each, in their order.

    Of ``workers`` processes this one writes what the others prepare; one alone does both. A
    Dask ``scheduler`` (``tcp://…``) prepares on its cluster; any other ``pool`` prepares
    ``workers`` captures at once and stays open. Only a few captures are held in memory at a time.
    ``again`` are ids of stories that were left out and shall come back; ``dry`` writes nothing.
    """
    with (
        prepared_ahead(jobs, paths, workers, scheduler, pool) as captures,
        ThreadPoolExecutor(_AT_ONCE) as disk,
    ):
        index, tables, guard = StoryIndex(paths), read_tables(paths.data), Guard(paths)
        if workers > 1 or scheduler or pool:
            word_divider()  # loads while the others start
        for file, prepared in captures:
            if not isinstance(prepared, Prepared):
                yield Outcome(file=file, problems=prepared)
                continue
            try:
                outcome = intend(prepared, file, paths, index, tables, again)
                _hold_damage(outcome, prepared, paths, guard)
                if not dry:
                    _carry_out(outcome, prepared, paths, disk)
                for change in outcome.changes:
                    if change.text is not None:
                        index.add(change.recorded.id, change.path, prepared.capture)
                yield outcome
            except BadInput as error:
                yield Outcome(file=file, problems=error.problems)
            except OSError as error:
                yield Outcome(file=file, problems=(of_system(error),))


class _Earlier:
    """What the import of a capture before left; nothing at the first."""

    def __init__(self, prepared: Prepared) -> None:
        self.prepared, self.record = prepared, prepared.earlier
        recorded = self.record.stories if self.record else ()
        self.stories = {story.id: (number, story) for number, story in enumerate(recorded)}

    @cached_property
    def articles(self) -> tuple[Article, ...]:
        """The articles that the machine made then."""
        if self.record is None:
            return ()
        before, now = self.record.ledger, self.prepared.ledger
        if (before.edits, before.layout) == (now.edits, now.layout):
            return self.prepared.articles
        return ledgers.apply(self.prepared.raw, before)

    def base(self, number: int) -> str | None:
        """Return what the machine wrote of story ``number`` then, None where nobody knows."""
        return machine_text(self.record, number, self.articles[number]) if self.record else None


def intend(
    prepared: Prepared,
    file: Path,
    paths: ArchivePaths,
    index: StoryIndex,
    tables: Tables,
    again: Collection[str] = (),
) -> Outcome:
    """Return what importing a capture will do. Raises `BadInput` where a story is no text."""
    earlier = _Earlier(prepared)
    names = follow(earlier.record, index, earlier.base) if earlier.record else {}
    planned: list[tuple[Story, Change]] = []
    found = set[str]()
    for article, story in enumerate(_with_ids(prepared, index, tables)):
        number, recorded = earlier.stories.get(story.id, (0, None))
        found.add(story.id)
        wanted, base = story.id in again, partial(earlier.base, number)
        story = replace(story, id=names.get(story.id, story.id))
        change = plan(story, paths, index, recorded=recorded, base=base, again=wanted)
        new = change.action is Action.NEW
        dates = dated(change.recorded, recorded, change.text, new=new)
        change = replace(change, recorded=replace(dates, doubts=prepared.doubts[article]))
        planned.append((story, _with_translations(change, prepared, article, story, recorded)))
    record = _record(prepared, tuple(change.recorded for _, change in planned))
    lost = (index.find(names.get(id_, id_)) for id_ in earlier.stories.keys() - found)
    return Outcome(
        file=file,
        changes=tuple(change for _, change in planned),
        lost=tuple(sorted(filter(None, lost))),
        record=record,
        review=tuple(_review(planned, record, prepared.articles)),
    )


def _with_translations(
    change: Change,
    prepared: Prepared,
    article: int,
    story: Story,
    recorded: RecordedStory | None,
) -> Change:
    """Add what the capture says of the story ``article`` of it in other languages."""
    told = [one for one in prepared.translations if one.article == article]
    known = dict(recorded.translations) if recorded else {}
    if not told or change.action is Action.LEFT_OUT:
        return replace(change, recorded=replace(change.recorded, translations=known))
    printed, again = prepared.articles[article], recorded if change.current else None
    files = tuple(translation_files(told, printed, story, change.path, change.current, again))
    known |= {one.language: sha256(one.text) for one in files}
    return replace(
        change, translations=files, recorded=replace(change.recorded, translations=known)
    )


def _record(prepared: Prepared, stories: tuple[RecordedStory, ...]) -> Record:
    return Record(
        capture=prepared.capture,
        sha256=prepared.sha256,
        encoding=prepared.encoding,
        ledger=prepared.ledger,
        flags=prepared.flags,
        stories=stories,
        settled=prepared.earlier.settled if prepared.earlier else (),
        extracted=prepared.extracted,
        structure=prepared.structure,
    )


def _review(
    planned: Sequence[tuple[Story, Change]], record: Record, articles: Sequence[Article]
) -> Iterator[ReviewItem]:
    for story, change in planned:
        if change.action in (Action.NEW, Action.UPDATED):
            yield from story_items(story, change.path, change.recorded)
    changes = [change for _, change in planned]
    if any(change.action in _REVIEWED_AGAIN for change in changes):
        files = {c.recorded.id: c.path for c in changes if c.action is not Action.LEFT_OUT}
        yield from record_items(record, articles, files)


def _hold_damage(outcome: Outcome, prepared: Prepared, paths: ArchivePaths, guard: Guard) -> None:
    """Raise `BadInput` where what an import builds on is damaged and nobody's work."""
    for file in (paths.record(prepared.capture), paths.recognition(prepared.capture)):
        guard.hold(file, bytes_of(file))
    for change in outcome.changes:
        if change.current is not None:
            guard.hold(change.current, bytes_of(change.current))


def _carry_out(outcome: Outcome, prepared: Prepared, paths: ArchivePaths, disk: Executor) -> None:
    """Keep the capture, write its stories, then its record; the record comes last."""
    for change in outcome.changes:
        _move(change)
    writes = [Write(path=paths.capture(prepared.capture), data=prepared.data)]
    if prepared.recognition is not None:
        seen = prepared.recognition.encode("utf-8")
        writes.append(Write(path=paths.recognition(prepared.capture), data=seen))
    writes += [write for change in outcome.changes for write in _writes(change)]
    if outcome.record:
        text = record_json(outcome.record)
        writes.append(Write(path=paths.record(prepared.capture), data=text.encode("utf-8")))
    write_together(writes, disk)
    for change in outcome.changes:
        if change.current and change.proposed is None:
            proposed_path(change.path).unlink(missing_ok=True)


def _move(change: Change) -> None:
    """Move a story to where it belongs now, with all that is called like it."""
    path, current = change.path, change.current
    if current and current != path:
        path.parent.mkdir(parents=True, exist_ok=True)
        name = escape(current.stem)
        companions = {*current.parent.glob(f"{name}.*"), *current.parent.glob(name)} - {current}
        for companion in (*sorted(companions), current):  # itself last: then all of it has moved
            companion.rename(path.parent / companion.name)


def _writes(change: Change) -> Iterator[Write]:
    path = change.path
    if change.text is not None and change.action not in (Action.SAME, Action.EDITED):
        yield Write(path=path, data=change.text.encode("utf-8"), before=change.before)
    if change.proposed is not None:
        yield Write(path=proposed_path(path), data=change.proposed.encode("utf-8"))
    for one in change.translations:
        yield Write(path=one.path, data=one.text.encode("utf-8"), before=one.before)


def _with_ids(prepared: Prepared, index: StoryIndex, tables: Tables) -> Iterator[Story]:
    """Give new stories a free id. A file that names this capture is its own."""
    used = {story.id for story in prepared.stories if story.id}

    def taken(id_: str) -> bool:
        path = index.find(id_)
        return id_ in used or bool(path and index.capture_of(path) != prepared.capture)

    for story in prepared.stories:
        if not story.id:
            title = story.article.first(Role.TITLE) or ""
            wanted = make_id(title, Path(prepared.capture).stem, tables)
            story = replace(story, id=allot(wanted, taken))
            used.add(story.id)
        yield story
