"""The doubtful places of an archive, kept: files that have not changed are not read again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock
from typing import NamedTuple

from aidstories.errors import BadInput
from aidstories.paths import ArchivePaths
from aidstories.restore import ledger as ledgers
from aidstories.restore.conservation import LedgerError
from aidstories.stories.checks.review_items import (
    ReviewItem,
    Topic,
    by_importance,
    proposal_items,
    record_items,
    story_items,
)
from aidstories.stories.format.evidence import with_evidence
from aidstories.stories.store.captures import recorded_text
from aidstories.stories.store.files import read_story
from aidstories.stories.store.index import StoryIndex
from aidstories.stories.store.kept import Kept
from aidstories.stories.store.record import Record, RecordedStory, Settled, read_record

_AROUND = 24
"""Characters of the capture kept on either side of a doubtful place."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SettledPlace:
    """A place of a capture that an editor looked at, in the story ``id``; its words are a quote."""

    id: str
    topic: Topic
    capture: str
    quote: str
    settled: Settled


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """What an archive has to look at, the most important first.

    ``around`` holds the characters of the capture before and behind a place, by the key of the
    item; ``titles`` the titles of stories by their ids, ``captures`` the names of those that they
    come from; ``left_out`` ids of stories that editors
    deleted.
    """

    items: tuple[ReviewItem, ...]
    around: Mapping[str, tuple[str, str]]
    titles: Mapping[str, str]
    captures: Mapping[str, str]
    settled: tuple[SettledPlace, ...]
    left_out: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _OfRecord:
    capture: str = ""
    items: tuple[ReviewItem, ...] = ()
    around: Mapping[str, tuple[str, str]]
    stories: Mapping[str, RecordedStory]
    settled: tuple[SettledPlace, ...] = ()
    left_out: tuple[str, ...] = ()


_NOTHING = _OfRecord(around={}, stories={})


class ReviewIndex:
    """Knows what an archive has to look at; it may be asked from several threads."""

    def __init__(self, paths: ArchivePaths) -> None:
        self._paths = paths
        self._lock = Lock()
        self._records = Kept(self._record)
        self._stories: dict[Path, tuple[RecordedStory | None, Kept[_OfStory]]] = {}

    def look(self) -> Review:
        """Return what there is now. Files that cannot be read are passed over."""
        with self._lock:
            return self._look()

    def _look(self) -> Review:
        index, records = StoryIndex(self._paths), list(self._paths.record_files())
        self._records.keep_only(records)
        of_records = [self._records.of(path) for path in records]
        found = [
            replace(item, path=file)
            for one in of_records
            for item in one.items
            if (file := index.find(item.id))
        ]
        recorded = {id_: story for one in of_records for id_, story in one.stories.items()}
        titles: dict[str, str] = {}
        for path, of_story in self._of_stories(recorded):
            found += of_story.items
            titles[path.stem] = of_story.title
        found += proposal_items(self._paths)
        return Review(
            items=tuple(by_importance(found)),
            around={key: words for one in of_records for key, words in one.around.items()},
            titles=titles,
            captures={id_: one.capture for one in of_records for id_ in one.stories},
            settled=tuple(place for one in of_records for place in one.settled),
            left_out=tuple(id_ for one in of_records for id_ in one.left_out),
        )

    def _of_stories(
        self, of_records: Mapping[str, RecordedStory]
    ) -> Iterator[tuple[Path, _OfStory]]:
        """Yield each story's file with what it has to look at; what its record has counts."""
        known, self._stories = self._stories, {}
        for path in self._paths.story_files():
            recorded = of_records.get(path.stem)
            before = known.get(path)
            if before is None or before[0] is not recorded:
                before = recorded, Kept(_story_maker(recorded))
            self._stories[path] = before
            yield path, before[1].of(path)

    def _record(self, path: Path) -> tuple[_OfRecord, tuple[Path, ...]]:
        try:
            record = read_record(path)
        except BadInput:
            return _NOTHING, ()
        capture = self._paths.capture(record.capture)
        files = (capture, self._paths.recognition(record.capture))
        return _of_record(record, recorded_text(record, self._paths)), files


class _OfStory(NamedTuple):
    title: str
    items: tuple[ReviewItem, ...]


def _story_maker(
    recorded: RecordedStory | None,
) -> Callable[[Path], tuple[_OfStory, tuple[Path, ...]]]:
    def of(path: Path) -> tuple[_OfStory, tuple[Path, ...]]:
        try:
            story = read_story(path)
        except BadInput:
            return _OfStory(path.stem, ()), ()
        title = next((p.text for p in story.article.passages if p.role == "title"), story.id)
        whole = with_evidence(story, recorded.evidence if recorded else ())
        return _OfStory(title, tuple(story_items(whole, path, recorded))), ()

    return of


def _of_record(record: Record, raw: str | None) -> _OfRecord:
    """Return what is doubtful in a record; the files of its stories are filled in later."""
    left_out = tuple(story.id for story in record.stories if story.left_out)
    if raw is None:
        return replace(_NOTHING, capture=record.capture, left_out=left_out)
    try:
        articles = ledgers.apply(raw, record.ledger)
    except LedgerError:
        return replace(_NOTHING, capture=record.capture, left_out=left_out)
    files = {story.id: Path() for story in record.stories}
    items = tuple(record_items(record, articles, files))
    unsettled = record_items(replace(record, settled=()), articles, files)
    places = {(item.start, item.end, item.reason): item for item in unsettled}
    return _OfRecord(
        capture=record.capture,
        items=items,
        around={item.key: _around(raw, item.start or 0, item.end or 0) for item in items},
        stories={story.id: story for story in record.stories},
        settled=tuple(_settled(record, places)),
        left_out=left_out,
    )


def _around(raw: str, start: int, end: int) -> tuple[str, str]:
    return raw[max(0, start - _AROUND) : start], raw[end : end + _AROUND]


def _settled(
    record: Record, places: Mapping[tuple[int | None, int | None, str], ReviewItem]
) -> Iterator[SettledPlace]:
    """Yield what an editor settled, where the machine still has the doubt."""
    for one in record.settled:
        item = places.get((one.start, one.end, one.reason))
        if item is not None:
            yield SettledPlace(
                id=item.id, topic=item.topic, capture=record.capture, quote=item.quote, settled=one
            )
