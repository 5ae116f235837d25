"""Captures → story files and records. An editor's change is never overwritten.

A story file is the machine's as long as it holds the bytes of the last import. Once it differs,
it stays as it is: the record notes the difference as the editor's revisions, and where the
machine's own result has changed since, that goes to ``<id>.md.proposed`` beside it.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from aidstories.errors import BadInput, Problem
from aidstories.model import Story
from aidstories.stories.files import find_story, read_text, story_path, write_atomically
from aidstories.stories.ids import allot, read_readings
from aidstories.stories.prepare import Prepared, prepare, read_capture
from aidstories.stories.records import (
    Held,
    Record,
    read_record,
    record_json,
    record_path,
    sha256,
)
from aidstories.stories.revisions import compare
from aidstories.stories.seeds import Seed
from aidstories.stories.write import story_text

PROPOSED = ".proposed"


class Action(StrEnum):
    """What the import did with a story."""

    NEW = "new"
    UPDATED = "updated"
    SAME = "same"
    EDITED = "edited"
    """An editor changed it; the editor's text stays."""
    PROPOSED = "proposed"
    """As edited, and the machine's new result stands beside it."""
    LOST = "lost"
    """The capture does not yield this story any more; its file stays."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What became of one capture; ``problems`` are empty unless it was refused whole."""

    file: Path
    stories: tuple[tuple[Action, Path], ...] = ()
    flags: int = 0
    sha256: str = ""
    problems: tuple[Problem, ...] = ()


def import_captures(
    jobs: Iterable[tuple[Path, Seed]], docs: Path, seeds: Path, *, workers: int = 1
) -> Iterator[Outcome]:
    """Import captures one after another and yield what became of each, in their order.

    ``workers`` processes restore ahead; only a few captures are held in memory at a time.
    """
    for file, prepared in _prepared(jobs, docs, workers):
        if isinstance(prepared, Prepared):
            yield publish(prepared, file, docs, seeds)
        else:
            yield Outcome(file=file, problems=prepared)


def publish(prepared: Prepared, file: Path, docs: Path, seeds: Path) -> Outcome:
    """Keep the capture in ``seeds``, write its stories, then its record."""
    write_atomically(seeds / prepared.seed, file.read_bytes())
    path = record_path(docs, prepared.seed)
    before = _read_record(path)
    known = {held.id: held for held in before.stories} if before else {}
    done, held = [], []
    for story in _with_ids(prepared, docs):
        action, at, now = _publish_story(story, known.get(story.id), docs)
        done.append((action, at))
        held.append(now)
    record = Record(
        seed=prepared.seed,
        sha256=prepared.sha256,
        encoding=prepared.encoding,
        ledger=prepared.ledger,
        flags=prepared.flags,
        stories=tuple(held),
    )
    lost = (find_story(docs, id_) for id_ in known.keys() - {h.id for h in held})
    done += [(Action.LOST, at) for at in sorted(filter(None, lost))]
    write_atomically(path, record_json(record))
    return Outcome(
        file=file, stories=tuple(done), flags=len(prepared.flags), sha256=prepared.sha256
    )


def _publish_story(story: Story, known: Held | None, docs: Path) -> tuple[Action, Path, Held]:
    text = story_text(story)
    held = Held(id=story.id, base_sha256=sha256(text))
    found = find_story(docs, story.id)
    current = read_text(found) if found else text
    if found and current != text and (not known or sha256(current) != known.base_sha256):
        held = replace(held, revisions=compare(text, current))
        beside = found.with_name(found.name + PROPOSED)
        if beside.exists() or (known and known.base_sha256 != held.base_sha256):
            write_atomically(beside, text)
            return Action.PROPOSED, beside, held
        return Action.EDITED, found, held
    path = found if found and current == text else story_path(docs, story)
    changed = path != found or current != text
    if changed:
        write_atomically(path, text)
    if found and found != path:
        found.unlink()
    path.with_name(path.name + PROPOSED).unlink(missing_ok=True)
    action = Action.UPDATED if found else Action.NEW
    return (action if changed else Action.SAME), path, held


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


def _prepared(
    jobs: Iterable[tuple[Path, Seed]], docs: Path, workers: int
) -> Iterator[tuple[Path, Prepared | tuple[Problem, ...]]]:
    if workers < 2:
        yield from ((file, _prepare(file, seed, docs)) for file, seed in jobs)
        return
    waiting: deque[tuple[Path, Future[Prepared | tuple[Problem, ...]]]] = deque()
    # Spawned, not forked: a progress bar has a thread of its own.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        coming = iter(jobs)
        while True:
            for file, seed in islice(coming, 4 * workers - len(waiting)):
                waiting.append((file, pool.submit(_prepare, file, seed, docs)))
            if not waiting:
                return
            file, future = waiting.popleft()
            yield file, future.result()


def _prepare(file: Path, seed: Seed, docs: Path) -> Prepared | tuple[Problem, ...]:
    try:
        record = _read_record(record_path(docs, seed.file))
        readings = read_readings(docs / "data")
        return prepare(read_capture(file), file, seed, record, readings)
    except BadInput as error:
        return error.problems


def _read_record(path: Path) -> Record | None:
    return read_record(path) if path.exists() else None
