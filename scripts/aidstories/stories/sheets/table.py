"""Rows of cells as they stand in a file of a spreadsheet, whichever its format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import dropwhile

from aidstories.table_reader import BadCell


class Unreadable(ValueError):
    """The file is no sound sheet; ``row`` counts from 1, None for all of it."""

    def __init__(self, zh: str, en: str, row: int | None = None) -> None:
        self.zh, self.en, self.row = zh, en, row
        super().__init__(en)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row by its number in the program that shows it, from 1.

    ``faults`` are cells that hold no text, by their place from 0: a formula, an error. ``typed``
    are the places of cells that are known to be as somebody typed them.
    """

    number: int
    cells: tuple[str, ...]
    faults: Mapping[int, BadCell] = field(default_factory=dict)
    typed: frozenset[int] = frozenset()

    def cell(self, at: int) -> str:
        """Return the cell at ``at``; rows may end before their last empty cells."""
        return self.cells[at] if at < len(self.cells) else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """All rows, the header among them. ``ansi``: saved in the system's encoding, not Unicode."""

    rows: tuple[Row, ...]
    ansi: bool = False

    @property
    def filled(self) -> tuple[Row, ...]:
        """The rows from the header on, which empty ones may stand above."""
        return tuple(dropwhile(lambda row: not any(map(str.strip, row.cells)), self.rows))
