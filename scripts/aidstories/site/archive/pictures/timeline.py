"""Stories by programme and year: one row of bars for each programme, all to one scale."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from aidstories.model import Story
from aidstories.site.addresses import ValuePath
from aidstories.site.archive.archive import Archive
from aidstories.site.archive.browse import opening, year_token
from aidstories.site.archive.pictures.cell import WIDTH, Cell, fits
from aidstories.site.facets import UNDATED, FacetValue

_BAR, _HEAD, _FOOT, _GAP = 34.0, 17.0, 16.0, 10.0
_LABEL = 26.0
"""What the label of a year needs; where columns are narrower only some years have one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineRow:
    """A programme's bars; ``base`` is where they stand, ``head`` the base line of its name."""

    value: FacetValue
    head: float
    base: float
    bars: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """``ticks`` pairs years with where they are centred; the label of no year is empty."""

    rows: tuple[TimelineRow, ...]
    years: tuple[str, ...]
    ticks: tuple[tuple[str, float], ...]
    height: float


def timeline(archive: Archive, most_rows: int | None = None) -> Timeline:
    """Draw the programmes with most stories first; years without stories keep their place."""
    tree = archive.trees["program"]
    programmes = sorted(tree.children, key=lambda value: -len(value.stories))[:most_rows]
    years = _years(archive.trees["year"].children)
    step = WIDTH / max(len(years), 1)
    dated = {value.label: {s.id for s in value.stories} for value in archive.trees["year"].walk()}
    shared = {
        (value.label, year): [s for s in value.stories if s.id in dated.get(year, ())]
        for value in programmes
        for year in years
    }
    most = max(map(len, shared.values()), default=1) or 1
    scale = _Scale(step=step, most=most, numbered=fits(most, step - 1))
    rows, y = [], 0.0
    for value in programmes:
        base = y + _HEAD + _GAP + _BAR
        found = [(n, year, s) for n, year in enumerate(years) if (s := shared[value.label, year])]
        bars = tuple(scale.bar((value.path, (year,)), s, n, base) for n, year, s in found)
        rows.append(TimelineRow(value=value, head=y + _HEAD - 4, base=base, bars=bars))
        y = base + _GAP
    every = max(1, round(_LABEL / step + 0.49))
    return Timeline(
        rows=tuple(rows),
        years=years,
        ticks=tuple(
            ("" if year == UNDATED else year.removesuffix("年"), round(n * step + step / 2, 2))
            for n, year in enumerate(years)
            if year == UNDATED or (len(years) - 1 - n) % every == 0
        ),
        height=y + _FOOT,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scale:
    """All rows have the same: ``step`` from year to year, ``most`` stories at full height."""

    step: float
    most: int
    numbered: bool

    def bar(
        self, paths: tuple[ValuePath, ValuePath], stories: Sequence[Story], n: int, base: float
    ) -> Cell:
        (programme, year), count = (path[-1] for path in paths), len(stories)
        height = max(_BAR * count / self.most, 2)
        return Cell(
            paths=paths,
            count=count,
            url=opening(stories, program=programme, year=year_token(year)),
            x=round((n + 0.15) * self.step, 2),
            y=round(base - height, 2),
            width=round(0.7 * self.step, 2),
            height=round(height, 2),
            text=str(count) if self.numbered or count == self.most else "",
        )


def _years(values: Sequence[FacetValue]) -> tuple[str, ...]:
    years = [int(year_token(v.label)) for v in values if v.label != UNDATED]
    span = [f"{year}年" for year in range(min(years), max(years) + 1)] if years else []
    return (*span, *(v.label for v in values if v.label == UNDATED))
