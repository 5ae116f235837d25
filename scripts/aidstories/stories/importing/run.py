"""Captures → story files and records. An editor's change is never overwritten.

The record is written last: what a killed import has done already is found the same by the next.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from glob import escape
from pathlib import Path

from aidstories.errors import BadInput, Problem
from aidstories.model import Article, Story
from aidstories.restore import ledger as ledgers
from aidstories.restore.decode import decode
from aidstories.stories.checks.review_items import ReviewItem, of_record, of_story
from aidstories.stories.importing.ids import allot
from aidstories.stories.importing.plan import Action, Change, follow, plan, proposed_path
from aidstories.stories.importing.prepare import Prepared
from aidstories.stories.importing.workers import prepared_ahead, read_if_there
from aidstories.stories.store.catalogue import CaptureEntry
from aidstories.stories.store.files import find_story, read_text, replace_text, write_atomically
from aidstories.stories.store.record import (
    Record,
    machine_text,
    record_json,
    record_path,
)

_TOLD = frozenset({Action.NEW, Action.UPDATED, Action.MERGED, Action.PROPOSED})
"""After these the doubtful places of the capture are told again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What becomes of one capture; ``problems`` are empty unless it was refused whole.

    ``lost`` are files of stories that the capture does not yield any more. ``doubts`` are the
    doubtful places of a capture whose stories change.
    """

    file: Path
    changes: tuple[Change, ...] = ()
    lost: tuple[Path, ...] = ()
    record: Record | None = None
    doubts: tuple[ReviewItem, ...] = ()
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
    jobs: Iterable[tuple[Path, CaptureEntry]],
    docs: Path,
    seeds: Path,
    *,
    workers: int = 1,
    again: Collection[str] = (),
    dry: bool = False,
) -> Iterator[Outcome]:
    """Import captures one after another and yield what becomes of each, in their order.

    ``workers`` processes restore ahead; only a few captures are held in memory at a time.
    ``again`` are ids of stories that were left out and shall come back; ``dry`` writes nothing.
    """
    for file, prepared in prepared_ahead(jobs, docs, workers):
        if not isinstance(prepared, Prepared):
            yield Outcome(file=file, problems=prepared)
            continue
        try:
            outcome = intend(prepared, file, docs, again)
            if not dry:
                _carry_out(outcome, prepared, docs, seeds)
            yield outcome
        except BadInput as error:
            yield Outcome(file=file, problems=error.problems)


class _Earlier:
    """The record that the last import of a capture left; none at the first."""

    def __init__(self, record: Record | None, data: bytes) -> None:
        self.record, self.data = record, data
        held = record.stories if record else ()
        self.held = {story.id: (number, story) for number, story in enumerate(held)}

    @cached_property
    def articles(self) -> tuple[Article, ...]:
        """The articles that the machine made then."""
        return ledgers.apply(decode(self.data).text, self.record.ledger) if self.record else ()

    def base(self, number: int) -> str | None:
        """Return what the machine wrote of story ``number`` then, None where nobody knows."""
        return machine_text(self.record, number, self.articles[number]) if self.record else None


def intend(prepared: Prepared, file: Path, docs: Path, again: Collection[str] = ()) -> Outcome:
    """Return what importing a capture will do. Raises `BadInput` where a story is no text."""
    earlier = _Earlier(read_if_there(record_path(docs, prepared.seed)), prepared.data)
    names = follow(earlier.record, docs, earlier.base) if earlier.record else {}
    planned: list[tuple[Story, Change]] = []
    found = set[str]()
    for story in _with_ids(prepared, docs):
        number, held = earlier.held.get(story.id, (0, None))
        found.add(story.id)
        wanted, base = story.id in again, partial(earlier.base, number)
        story = replace(story, id=names.get(story.id, story.id))
        planned.append((story, plan(story, docs, known=held, base=base, again=wanted)))
    record = Record(
        seed=prepared.seed,
        sha256=prepared.sha256,
        encoding=prepared.encoding,
        ledger=prepared.ledger,
        flags=prepared.flags,
        stories=tuple(change.held for _, change in planned),
        settled=earlier.record.settled if earlier.record else (),
    )
    lost = (find_story(docs, names.get(id_, id_)) for id_ in earlier.held.keys() - found)
    return Outcome(
        file=file,
        changes=tuple(change for _, change in planned),
        lost=tuple(sorted(filter(None, lost))),
        record=record,
        doubts=tuple(_doubts(planned, record, prepared.data)),
    )


def _doubts(
    planned: Sequence[tuple[Story, Change]], record: Record, data: bytes
) -> Iterator[ReviewItem]:
    for story, change in planned:
        if change.action in (Action.NEW, Action.UPDATED):
            yield from of_story(story, change.path)
    changes = [change for _, change in planned]
    if any(change.action in _TOLD for change in changes):
        homes = {c.held.id: c.path for c in changes if c.action is not Action.LEFT_OUT}
        yield from of_record(record, data, homes)


def _carry_out(outcome: Outcome, prepared: Prepared, docs: Path, seeds: Path) -> None:
    """Keep the capture in ``seeds``, write its stories, then its record."""
    write_atomically(seeds / prepared.seed, prepared.data)
    for change in outcome.changes:
        _write(change)
    if outcome.record:
        path = record_path(docs, prepared.seed)
        write_atomically(path, record_json(outcome.record))


def _write(change: Change) -> None:
    path, found = change.path, change.found
    if found and found != path:
        path.parent.mkdir(parents=True, exist_ok=True)
        name = escape(found.stem)
        companions = {*found.parent.glob(f"{name}.*"), *found.parent.glob(name)} - {found}
        for companion in (*sorted(companions), found):  # itself last: then all of it has moved
            companion.rename(path.parent / companion.name)
    if change.text is not None and change.action not in (Action.SAME, Action.EDITED):
        replace_text(path, change.before, change.text)
    if change.proposed is not None:
        write_atomically(proposed_path(path), change.proposed)
    elif found:
        proposed_path(path).unlink(missing_ok=True)


def _with_ids(prepared: Prepared, docs: Path) -> Iterator[Story]:
    """Give fresh stories a free id. A file that names this capture as its seed is its own."""
    given = {s.id for n, s in enumerate(prepared.stories) if n not in prepared.fresh}
    own = f"\nseed: {prepared.seed}\n"

    def taken(id_: str) -> bool:
        path = find_story(docs, id_)
        return id_ in given or bool(path and own not in read_text(path))

    for number, story in enumerate(prepared.stories):
        if number in prepared.fresh:
            story = replace(story, id=allot(story.id, taken))
            given.add(story.id)
        yield story
