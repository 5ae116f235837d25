"""What a story's page says of its repairs, and the files that show them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from aidstories.model import Article, Kind, Story
from aidstories.paths import ArchivePaths
from aidstories.site.incremental.dependencies import Stands, never
from aidstories.site.story.apparatus import (
    WHITE,
    apparatus,
    changes,
    counts,
    decided,
    to_text,
)
from aidstories.site.story.changes import Change, How
from aidstories.stories.store.captures import recorded_text
from aidstories.stories.store.files import read_text, stamp_of
from aidstories.stories.store.index import StoryIndex
from aidstories.stories.store.keep import Keep, afresh
from aidstories.stories.store.record import Record, RecordedStory, sha256
from aidstories.tables import Reason

if TYPE_CHECKING:
    from aidstories.site.story.facsimile import Facsimile

FOLDER = "apparatus"
"""Folder of the files; apart from the stories, because they quote the capture's own addresses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repairs:
    """How often a story was repaired: ``counts`` by kind, ``white`` where nothing but white space
    changed. ``changes`` are an editor's. Addresses are relative to the site's root.

    ``file`` is None where the capture itself is not at hand.
    """

    counts: tuple[tuple[Kind, int], ...]
    white: int
    changes: tuple[Change, ...]
    ledger: str
    file: str | None

    @property
    def text(self) -> int:
        """The machine's repairs of the text, all but those of white space."""
        return sum(number for _, number in self.counts)

    @property
    def total(self) -> int:
        """All repairs of the machine."""
        return self.text + self.white


def repairs(
    paths: ArchivePaths,
    records: Iterable[Record],
    stories: Iterable[Story],
    keep: Keep = afresh,
) -> dict[str, Repairs]:
    """Return, by id, the repairs of every story that one of ``records`` speaks of."""
    published = {story.id: story for story in stories}
    index = StoryIndex(paths)
    found: dict[str, Repairs] = {}
    for record in records:
        touched = [
            number
            for number, story in enumerate(record.stories)
            if story.id in published and _touched(story, index)
        ]
        at_hand = stamp_of(paths.capture(record.capture))
        own = tuple(published[record.stories[number].id] for number in touched)
        basis = record, touched, own, at_hand, stamp_of(paths.recognition(record.capture))
        edited = keep(
            ("changes", record.capture),
            basis,
            partial(_changes, record, paths, touched, published),
        )
        by_story = keep(("repairs", record.capture), record, partial(counts, record.ledger))
        there = at_hand is not None
        for story, by_sort in zip(record.stories, by_story, strict=True):
            found[story.id] = _repairs(
                by_sort,
                edited.get(story.id, ()),
                ledger=_ledger(paths, record),
                file=apparatus_file(story.id) if there else None,
            )
    return found


def _ledger(paths: ArchivePaths, record: Record) -> str:
    """Return the address of a record: a capture may be called ``50%#1.txt``."""
    return quote(f"ledgers/{paths.record(record.capture).name}")


def story_repairs(
    record: Record, number: int, article: Article, raw: str, paths: ArchivePaths
) -> Repairs:
    """Return the repairs of one story of ``record`` as `repairs` does, published as ``article``.

    ``raw`` is the text of the capture, which is at hand.
    """
    by_hand = decided(record.ledger).get(number, ())
    found = tuple(Change(How.DECIDED, edit.old, edit.new) for edit in by_hand)
    return _repairs(
        counts(record.ledger)[number],
        (*found, *changes(raw, record.ledger, number, article)),
        ledger=_ledger(paths, record),
        file=apparatus_file(record.stories[number].id),
    )


def apparatus_file(id_: str) -> str:
    """Return the address of the apparatus of a story."""
    return f"{FOLDER}/{id_}.json"


def _repairs(
    by_sort: Counter[str], changes: tuple[Change, ...], *, ledger: str, file: str | None
) -> Repairs:
    return Repairs(
        counts=tuple((kind, by_sort[kind]) for kind in Kind if by_sort[kind]),
        white=by_sort[WHITE],
        changes=changes,
        ledger=ledger,
        file=file,
    )


def _changes(
    record: Record, paths: ArchivePaths, touched: Sequence[int], published: Mapping[str, Story]
) -> dict[str, tuple[Change, ...]]:
    """Return, by id, what an editor changed in the stories of a record.

    The capture is opened only for ``touched`` stories: their files are not as the machine wrote
    them.
    """
    found = {
        number: tuple(Change(How.DECIDED, edit.old, edit.new) for edit in edits)
        for number, edits in decided(record.ledger).items()
    }
    raw = recorded_text(record, paths) if touched else None
    if raw is not None:
        for number in touched:
            article = published[record.stories[number].id].article
            own = changes(raw, record.ledger, number, article)
            found[number] = (*found.get(number, ()), *own)
    return {record.stories[number].id: made for number, made in found.items()}


def _touched(story: RecordedStory, index: StoryIndex) -> bool:
    """Return whether the file of a story is not as the machine wrote it."""
    path = index.find(story.id)
    return path is None or sha256(read_text(path)) != story.base_sha256


def write_apparatus(
    paths: ArchivePaths,
    site: Path,
    stories: Iterable[Story],
    records: Iterable[Record],
    reasons: Mapping[str, Reason],
    facsimiles: Mapping[str, Facsimile],
    stands: Stands = never,
) -> None:
    """Write the apparatus of every story whose capture is at hand into the folder ``site``.

    ``facsimiles`` go by the stories' ids. A capture is opened where one of its files is written.
    """
    published = {story.id: story.article for story in stories}
    for record in records:
        at_hand = stamp_of(paths.capture(record.capture))
        recognised = stamp_of(paths.recognition(record.capture))
        text = cache(partial(recorded_text, record, paths))
        for number, story in enumerate(record.stories):
            article, facsimile = published.get(story.id), facsimiles.get(story.id)
            if article is None or at_hand is None:
                continue
            sentences = facsimile.sentences if facsimile else ()
            uri = apparatus_file(story.id)
            if stands(uri, (record, number, article, sentences, at_hand, recognised)):
                continue
            if (raw := text()) is None:
                break
            path = site / uri
            path.parent.mkdir(exist_ok=True)
            values = apparatus(*(raw, record.ledger, number, article, reasons), sentences=sentences)
            path.write_text(to_text(values), encoding="utf-8")
