"""Years as columns: one by one, or several together where they would be too narrow to tap."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from aidstories.model import Story
from aidstories.site.addresses import ValuePath
from aidstories.site.archive.browse import opening, year_token
from aidstories.site.facets import UNDATED, FacetValue

MOST = 12
"""Columns of years: at 390 px each is 28 px wide, which a finger hits (WCAG 2.2 asks for 24)."""
_STEPS = (1, 2, 5, 10, 20, 50, 100)


class Span(NamedTuple):
    """Years that stand in one column, both ends among them."""

    first: int
    last: int

    @property
    def path(self) -> ValuePath:
        """What the span is called: 2021年, 2015–2019年."""
        end = "" if self.first == self.last else f"–{self.last}"
        return (f"{self.first}{end}年",)

    def stories(self, by_year: Mapping[int, Sequence[Story]]) -> tuple[Story, ...]:
        """Return the stories of the span, the newest first."""
        years = range(self.last, self.first - 1, -1)
        return tuple(story for year in years for story in by_year.get(year, ()))


def spans(years: Collection[int]) -> tuple[Span, ...]:
    """Return the columns of ``years``, at most `MOST`; years without stories keep their place."""
    if not years:
        return ()
    low, high = min(years), max(years)
    step = next((n for n in _STEPS if high // n - low // n < MOST), high - low + 1)
    starts = range(low // step * step, high + 1, step)
    return tuple(Span(max(low, start), min(high, start + step - 1)) for start in starts)


def by_year(tree: FacetValue) -> dict[int, Sequence[Story]]:
    """Return the stories of each known year."""
    return {
        int(year_token(value.label)): value.stories
        for value in tree.children
        if value.label != UNDATED
    }


def opens(stories: Sequence[Story], **chosen: str) -> str:
    """Return where ``stories``, those of ``chosen`` in their years, are read."""
    years = sorted({story.description.year for story in stories} - {None}, key=lambda y: y or 0)
    tokens = [str(year) for year in years] or [UNDATED]
    return opening(stories, **chosen, year=tokens)
