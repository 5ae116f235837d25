"""What the page of a value answers before its stories: who helped a place, when, and with whom."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import overload

from aidstories.model import Story
from aidstories.site.archive.archive import Archive
from aidstories.site.archive.browse import opening
from aidstories.site.archive.index import Entry
from aidstories.site.archive.mentions import ENDS, Mentions
from aidstories.site.facets import UNDATED, FacetValue
from aidstories.site.story.naming import naming
from aidstories.site.story.statements import Line, Quotation
from aidstories.site.story.view import View

MOST_SENTENCES = 20
"""Sentences of one story; who is named more often is what the story is about."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """A year of the strip: ``url`` leads to its statements, or to its stories where it has none.

    ``stories`` counts those that came out in it, ``opens`` is where they are read.
    """

    year: int | None
    url: str
    stories: int
    opens: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """``groups`` are the page's statements of aid by year, of ``count`` altogether.

    Institutions and people stand on the first page alone.
    """

    count: int
    years: tuple[Year, ...]
    groups: tuple[tuple[Year, tuple[Line, ...]], ...]
    institutions: Mentions = ()
    people: Mentions = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """A story in a list, with the sentences that name the value; ``left`` counts those not shown.

    ``bearer`` is whom the name means there, where several bear it.
    """

    view: View
    sentences: tuple[Quotation, ...] = ()
    left: int = 0
    bearer: Entry | None = None


class Items(Sequence[Item]):
    """Stories as a list shows them that quotes none: each is made when somebody asks for it."""

    def __init__(self, stories: Sequence[Story], archive: Archive) -> None:
        self.stories, self._archive = stories, archive

    @overload
    def __getitem__(self, at: int) -> Item: ...

    @overload
    def __getitem__(self, at: slice) -> Items: ...

    def __getitem__(self, at: int | slice) -> Item | Items:
        """Return an item, or some."""
        if isinstance(at, slice):
            return Items(self.stories[at], self._archive)
        return Item(view=self._archive.views[self.stories[at].id])

    def __len__(self) -> int:
        return len(self.stories)


def items(value: FacetValue, archive: Archive) -> Sequence[Item]:
    """Return the stories of ``value`` as its list shows them: namesakes apart, newest first."""
    facet = value.facet
    if not quotes(value):
        return Items(value.stories, archive)
    if not facet.indexed:
        return tuple(_item(archive.views[story.id], value, None) for story in value.stories)
    bearers = archive.bearers[facet.key]
    found = [bearers[value.label, story.id] for story in value.stories]
    alone = len({entry.number for entry in found}) == 1
    ordered = sorted(zip(value.stories, found, strict=True), key=lambda pair: pair[1].number)
    return tuple(
        _item(archive.views[story.id], value, None if alone else entry) for story, entry in ordered
    )


def quotes(value: FacetValue) -> bool:
    """Return whether the list of ``value`` quotes the sentences that name it."""
    return bool(value.path) and (value.facet.indexed or value.facet.field == "programs")


def _item(view: View, value: FacetValue, bearer: Entry | None) -> Item:
    found = naming(view, value.facet.field, value.label)
    return Item(
        view=view,
        sentences=found[:MOST_SENTENCES],
        left=max(0, len(found) - MOST_SENTENCES),
        bearer=bearer,
    )


def answers(value: FacetValue) -> bool:
    """Return whether the page of ``value`` says who helped whom."""
    return value.facet.field in (*ENDS, "programs") and bool(value.path)


def lines_of(value: FacetValue, archive: Archive) -> tuple[Line, ...]:
    """Return the statements of aid that name ``value`` or what lies in it, newest first."""
    return archive.aid.get((value.facet.key, value.path), ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Pages:
    """How a value's list is cut: the numbers of the first line, and of the first story, of each.

    ``url_of`` returns the address of a page, counted from 1.
    """

    lines: Sequence[int]
    stories: Sequence[int]
    url_of: Callable[[int], str]

    def line_at(self, number: int) -> str:
        """Return the address of the page of a line."""
        return self.url_of(bisect(self.lines, number))

    def story_at(self, number: int) -> str:
        """Return the address of the page of a story."""
        return self.url_of(bisect(self.stories, number))


def years_of(value: FacetValue, lines: Sequence[Line], pages: Pages) -> tuple[Year, ...]:
    """Return the years of a value's statements and stories, the newest first."""
    line = _firsts(line.year for line in lines)
    story = _firsts(story.description.year for story in value.stories)
    stories: dict[int | None, list[Story]] = {}
    for one in value.stories:
        stories.setdefault(one.description.year, []).append(one)
    return tuple(
        Year(
            year=year,
            url=f"{pages.line_at(line[year])}#{anchor_of(year)}"
            if year in line
            else f"{pages.story_at(story[year])}#{anchor_of(year, stories=True)}",
            stories=len(stories.get(year, ())),
            opens=_opens(value, year, stories.get(year, ())),
        )
        for year in sorted({*line, *story}, key=lambda year: year or 0, reverse=True)
    )


def anchor_of(year: int | None, *, stories: bool = False) -> str:
    """Return the ``id`` of the statements of a year in a page, or of its stories."""
    return f"{'stories' if stories else 'y'}-{year or 'undated'}"


def _opens(value: FacetValue, year: int | None, stories: Collection[Story]) -> str:
    chosen = {value.facet.key: "/".join(value.path), "year": str(year or UNDATED)}
    return opening(stories, **chosen) if stories else ""


def _firsts(years: Iterable[int | None]) -> dict[int | None, int]:
    """Return where each year stands first."""
    found: dict[int | None, int] = {}
    for number, year in enumerate(years):
        found.setdefault(year, number)
    return found


def groups_of(
    lines: Iterable[Line], years: Iterable[Year]
) -> tuple[tuple[Year, tuple[Line, ...]], ...]:
    """Return the lines of one page by their years."""
    by_year = {year.year: year for year in years}
    return tuple(
        (by_year[year], tuple(these)) for year, these in groupby(lines, key=lambda line: line.year)
    )
