"""What all pictures are made of: cells that stand for stories and open them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import NamedTuple

from aidstories.site.addresses import ValuePath

LEVELS = 5
"""Shades of a cell; more than five are hard to tell apart (Brewer, ColorBrewer)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell that stands for ``count`` stories and opens ``url``.

    ``paths`` say what it stands for: a programme and a year, a donor and a region. ``level`` is
    its shade, 1 to `LEVELS`; 0 where it stands for nothing. ``part`` is its share of the largest
    cell in per cent, for a bar. ``told`` is the id of the story at whose words ``url`` opens: of
    the one that tells of a pair.
    """

    paths: tuple[ValuePath, ...]
    count: int
    url: str
    level: int = 0
    part: int = 0
    told: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The values' own names."""
        return tuple(path[-1] for path in self.paths)


class Row(NamedTuple):
    """A row of a picture: its cells, None where there is nothing, and ``total`` in a column of
    its own, which stands for the stories of ``url``, or for none that one page lists."""

    path: ValuePath
    url: str
    total: int
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """Rows by columns, those with most stories first."""

    columns: tuple[ValuePath, ...]
    rows: tuple[Row, ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        """All cells that stand for something, row by row."""
        return tuple(cell for row in self.rows for cell in row.cells if cell)


def level(count: int, most: int) -> int:
    """Return the shade of a cell: `LEVELS` for ``most`` stories, never 0 for one.

    Its area in a square would be the count, as with the dots of a map. ``home/years.js`` does
    the same.
    """
    return 1 + int((LEVELS - 1) * sqrt(count / most) + 0.5) if count else 0


def part(count: int, most: int) -> int:
    """Return the height of a bar in per cent of the highest; enough to be seen for one story."""
    return max(6, round(100 * count / most)) if count else 0


def by_total(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return ``rows``, those with most stories first; of equals the order stays."""
    return tuple(sorted(rows, key=lambda row: -row.total))
