"""The facsimiles of stories, made from their captures.

Only what an editor said may be published is (``rights`` in the catalogue).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import quote

from aidstories.facsimile.drawing import Undrawable
from aidstories.facsimile.pages import PagedCapture, PictureCache, open_pages
from aidstories.facsimile.places import Piece, Place, pieces, raw_spans
from aidstories.model import Article, Passage, Role, Story
from aidstories.paths import ArchivePaths
from aidstories.restore import ledger as ledgers
from aidstories.restore.conservation import LedgerError
from aidstories.restore.reading.extraction import Page
from aidstories.site.story.apparatus import published
from aidstories.site.story.body import ANCHORS, blocks
from aidstories.site.story.facsimile import FOLDER, TITLE, Facsimile, Mark, ShownPage, tenths
from aidstories.site.story.sentences import sentences
from aidstories.stories.store.catalogue import CaptureEntry, Rights
from aidstories.stories.store.record import Record


def facsimiles(
    paths: ArchivePaths,
    stories: Iterable[Story],
    records: Iterable[Record],
    catalogue: Mapping[str, CaptureEntry],
) -> dict[str, Facsimile]:
    """Return, by id, the facsimiles of the stories whose pages may be published.

    Pictures that are not in the cache are drawn. A page that cannot be drawn is left out.
    """
    articles = {story.id: story.article for story in stories}
    cache = PictureCache(paths.facsimile_cache)
    found: dict[str, Facsimile] = {}
    for record in records:
        entry = catalogue.get(record.capture)
        capture = open_pages(record, paths) if entry and entry.rights is Rights.PUBLIC else None
        if capture is None:
            continue
        try:
            restored = ledgers.apply(capture.text, record.ledger)
        except LedgerError:  # verify names it
            continue
        press = _Press(capture, cache, f"{FOLDER}/{paths.record(record.capture).stem}")
        for number, story in enumerate(record.stories):
            if story.id in articles:
                made = [pieces(slot, record.ledger.edits) for slot in record.ledger.layout[number]]
                facsimile = press.facsimile(made, restored[number], articles[story.id])
                if facsimile.pages:
                    found[story.id] = facsimile
    return found


class _Press:
    """Makes the facsimiles of one capture; a page of many stories is drawn once."""

    def __init__(self, capture: PagedCapture, cache: PictureCache, folder: str) -> None:
        self._capture, self._cache, self._folder = capture, cache, folder
        self._pictures: dict[int, dict[int, Path]] = {}

    def facsimile(
        self, made: Sequence[Sequence[Piece]], restored: Article, article: Article
    ) -> Facsimile:
        """Return the facsimile of a story, published as ``article``.

        ``restored`` is what the machine made of it, ``made`` of what it made each passage.
        """
        anchored = dict(self._anchored(made, restored, article))
        numbers = sorted({place.page for found in anchored.values() for place in found})
        pages = [number for number in numbers if self._drawn(number)]
        return Facsimile(
            pages=tuple(self._page(self._capture.pages[number], anchored) for number in pages),
            files={
                f"{self._folder}/{number}-{width}.webp": path
                for number in pages
                for width, path in self._pictures[number].items()
            },
            sentences=tuple(
                list(self._sentences(passage.text, p, pages))
                for passage, p in zip(restored.passages, made, strict=True)
            ),
        )

    def _anchored(
        self, made: Sequence[Sequence[Piece]], restored: Article, article: Article
    ) -> Iterator[tuple[str, tuple[Place, ...]]]:
        """Yield the anchor of the title and of every block, with its places."""
        whole = [raw_spans(p, (0, p[-1].text[1])) if p else () for p in made]
        shown_at = enumerate(paired(restored, article))
        spans = {at: whole[n] for n, at in shown_at if at is not None}
        titles = [at for at, passage in enumerate(article.passages) if passage.role is Role.TITLE]
        for anchor, passages in (
            (TITLE, titles[:1]),
            *((block.anchor, block.passages) for block in blocks(article)),
        ):
            own = (span for at in passages for span in spans.get(at, ()))
            yield anchor, self._capture.places.columns(own)

    def _sentences(
        self, text: str, made: Sequence[Piece], pages: Sequence[int]
    ) -> Iterator[list[Any]]:
        for start, end in sentences(text):
            columns = self._capture.places.outline(raw_spans(made, (start, end)))
            yield [end - start, *(_flat(places) for places in columns if places[0].page in pages)]

    def _drawn(self, number: int) -> bool:
        if number not in self._pictures:
            page = self._capture.pages.get(number)
            try:
                drawn = self._cache.pictures(self._capture, page) if page else {}
            except Undrawable:
                drawn = {}
            self._pictures[number] = drawn
        return bool(self._pictures[number])

    def _page(self, page: Page, anchored: Mapping[str, tuple[Place, ...]]) -> ShownPage:
        marks = (
            Mark(anchor=anchor, boxes=tuple(p.box for p in found if p.page == page.number))
            for anchor, found in anchored.items()
        )
        return ShownPage(
            number=page.number,
            width=tenths(page.width),
            height=tenths(page.height),
            type=tenths(self._capture.places.type_of(page.number)),
            pictures={
                width: quote(f"{self._folder}/{page.number}-{width}.webp")
                for width in self._pictures[page.number]
            },
            marks=tuple(mark for mark in marks if mark.boxes),
        )


def _flat(places: Sequence[Place]) -> list[Any]:
    return [places[0].page, *(list(map(tenths, place.box)) for place in places)]


def paired(restored: Article, article: Article) -> tuple[int | None, ...]:
    """Return, for each passage as the machine made it, which of ``article`` it became.

    A passage that an editor rewrote is the one that stands where it stood: between two that are
    unchanged there are as many on either side, and of the same roles.
    """
    found = published(restored.passages, article)
    taken = set(found)
    fixed = [(n, at) for n, at in enumerate(found) if at is not None]
    borders = [(-1, -1), *fixed, (len(found), len(article.passages))]
    for (ours, theirs), (our_end, their_end) in pairwise(borders):
        left = [n for n in range(ours + 1, our_end) if _is_shown(restored.passages[n])]
        right = [
            at
            for at in range(theirs + 1, their_end)
            if at not in taken and _is_shown(article.passages[at])
        ]
        roles = [restored.passages[n].role for n in left]
        if roles == [article.passages[at].role for at in right]:
            for n, at in zip(left, right, strict=True):
                found[n] = at
    return tuple(found)


def _is_shown(passage: Passage) -> bool:
    return passage.role in ANCHORS or passage.role is Role.TITLE
