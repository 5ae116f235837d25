"""What the home page shows: a lead story, the stories that take turns by the day, the years."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from math import gcd

from aidstories.site.archive.archive import Archive
from aidstories.site.archive.index import Entry
from aidstories.site.archive.pictures import Cell, Tiles, flows, tiles, years
from aidstories.site.archive.pictures.spans import by_year
from aidstories.site.facets import STORIES
from aidstories.site.story.statements import Card, Quotation
from aidstories.site.story.strongest import strongest
from aidstories.site.story.view import View
from aidstories.stories.checks.review_items import story_at
from aidstories.stories.format.values import texts_of
from aidstories.stories.store.keep import Keep, afresh
from aidstories.stories.store.record import Record

SHOWN = 6
"""Stories of the list beside the map."""
TOP = 12
"""Names, places and pairs that stand on the home page; the others stand behind a link."""
NEW = 7
"""Newest stories of which one leads: as many as a week has days."""
_GOLDEN = 0.618034
"""Steps of this share of the whole spread neighbours furthest apart (Knuth, TAOCP 3, 6.4)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """A story with the sentence that stands for it, what that weighs, and who helped whom."""

    view: View
    sentence: Quotation | None = None
    points: int = 0
    card: Card | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """``lead`` is the first story of the page, ``pool`` those of which each day shows one.

    ``day * step % len(pool)`` is the number of the day's story, days counted since 1970-01-01 by
    the reader's calendar: every story has its day before one comes again.
    """

    lead: Feature | None
    pool: tuple[Feature, ...]
    step: int
    tiles: Tiles
    years: tuple[Cell, ...]
    flows: tuple[Cell, ...]
    named: Mapping[str, tuple[Entry, ...]]
    """By facet, who and what most stories name."""
    span: tuple[int, ...]
    """The first and the last year, where two are known."""

    def leading(self, stories: Iterable[View]) -> tuple[str, ...]:
        """Return the ids of those of ``stories``, newest first, that lead the page, or might.

        One of the newest leads, and the first of the pool stands beside it.
        """
        shown = (one.view for one in (*filter(None, (self.lead,)), *self.pool[:1]))
        return tuple({view.story.id: None for view in (*islice(stories, NEW), *shown)})


def home(archive: Archive, doubts: Mapping[str, Sequence[str]], keep: Keep = afresh) -> Home:
    """Return what the home page shows; ``doubts`` holds the flagged words of stories by id."""
    known = [(view, doubts.get(view.story.id, ())) for view in archive.stories]
    features = [keep(("feature", of[0].story.id), of, partial(feature, *of)) for of in known]
    lead = max(features[:NEW], key=strength, default=None)
    rest = [one for one in features if one is not lead]
    pool = tuple([one for one in rest if one.sentence] or rest)
    dated = sorted(by_year(archive.trees["year"]))
    return Home(
        lead=lead,
        pool=pool,
        step=stride(len(pool)),
        tiles=tiles(archive),
        years=years(archive),
        flows=flows(archive),
        named={facet.key: most_named(archive, facet.key) for facet in archive.names_of},
        span=(dated[0], dated[-1]) if len(dated) > 1 else (),
    )


def feature(view: View, doubtful: Collection[str] = ()) -> Feature:
    """Return a story with its sentence and the first of its cards that names both ends."""
    whole = (card for card in view.cards if any(card.donors) and any(card.recipients))
    chosen = strongest(view, doubtful)
    return Feature(
        view=view,
        sentence=chosen.quotation if chosen else None,
        points=chosen.points if chosen else 0,
        card=next(whole, None),
    )


def strength(one: Feature) -> tuple[bool, int]:
    """Return what makes a story lead: that it says who helped whom, then its sentence."""
    return one.card is not None and one.sentence is not None, one.points


def stride(count: int) -> int:
    """Return the step by which days walk through ``count`` stories and meet each once."""
    near = max(1, round(count * _GOLDEN))
    return next(step for step in range(near, near + count + 2) if gcd(step, count or 1) == 1)


def doubts(records: Iterable[Record]) -> dict[str, tuple[str, ...]]:
    """Return, by story, the words that an import flagged and no editor has settled."""
    found: dict[str, tuple[str, ...]] = {}
    for record in records:
        settled = {(one.start, one.end, one.reason) for one in record.settled}
        for flag in record.flags:
            number = story_at(record.ledger, flag.start)
            if number is not None and (flag.start, flag.end, flag.reason) not in settled:
                id_ = record.stories[number].id
                found[id_] = (*found.get(id_, ()), flag.quote)
    return found


def most_named(archive: Archive, key: str) -> tuple[Entry, ...]:
    """Return the entries of an index that most stories have, the newest first among equals.

    Whom the text names comes before those who only sign it.
    """
    facet, order = archive.facets[key], archive.positions
    told = {
        (name, story.id)
        for story in archive.trees[STORIES.key].stories
        for name in texts_of(story, facet.field)
    }

    def place(entry: Entry) -> tuple[bool, int, int]:
        signs = not any((entry.name, story.id) in told for story in entry.stories)
        return signs, -len(entry.stories), order[entry.stories[0].id]

    return tuple(sorted(archive.indexes[key], key=place)[:TOP])
