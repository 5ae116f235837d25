"""What a browser prints that no text node holds: the grid of a table, the numbers of a list.

A list of terms that holds data is a table of two columns.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from bs4 import Tag
from bs4.element import PageElement

from aidstories.restore.lexicon.chars import ends_sentence
from aidstories.restore.lexicon.imprint import labels_imprint

CELLS = ("td", "th")
TERMS = ("dt", "dd")
TABLES = ("table", "dl")
COLON = "："
"""What stands between a label of source and date and what it labels, in a list of terms."""
_LONGEST_CELL = 120
"""Characters from which a cell holds a text rather than a datum, chosen by hand."""
_SAMPLE = 12
"""Rows that show what a table is for."""
_WIDEST = 100
"""Columns or rows over which a cell may reach, chosen by hand; browsers stop at 1,000 columns."""

_FRAMED = frozenset([*TABLES, "img", "form", "iframe", "h1"])


def frames(nodes: Sequence[PageElement]) -> frozenset[int]:
    """Return the ids of the tables, also lists of terms, that hold more than data.

    Those are whole articles, pictures, forms and other tables.

    ``nodes`` stand in document order. Each is asked once: a table that looked through what it
    holds would do so again for each table around it.
    """
    around: dict[int, int] = {}
    found: set[int] = set()
    for node in nodes if any(getattr(node, "name", None) in TABLES for node in nodes) else ():
        if isinstance(node, Tag):
            nearest = around.get(id(node.parent), 0)
            if node.name in _FRAMED:
                found.add(nearest)
            around[id(node)] = id(node) if node.name in TABLES else nearest
    return frozenset(found)


def holds_data(table: Tag) -> bool:
    """Return whether a table that is no frame of a page holds data in rows and columns.

    Two rows or more have two filled cells, none of them long; one that reaches down from a row
    above is in each. A list of terms does where each
    term has one value and none is a sentence: questions with their answers are running text.
    """
    if table.name == "dl":
        return _holds_pairs(table)
    rows = [*islice(table.find_all("tr"), _SAMPLE)]
    if any(len(text) > _LONGEST_CELL for row in rows for text in _cells(row)):
        return False
    return sum(filled > 1 for filled in _filled(rows)) > 1


def _filled(rows: Sequence[Tag]) -> Iterator[int]:
    """Yield how many cells with text are in each row: those of rows above that reach down too."""
    down: list[int] = []
    for row in rows:
        cells = [cell for cell in row.find_all(CELLS, recursive=False) if cell.get_text().strip()]
        yield len(down) + len(cells)
        reach = [*(left - 1 for left in down), *(_reach(cell, "rowspan") - 1 for cell in cells)]
        down = [left for left in reach if left > 0]


def row_of(tag: Tag) -> Tag | None:
    """Return what stands for the row that a cell of a list of terms is in: its term."""
    found = tag if tag.name == "dt" else tag.find_previous_sibling("dt")
    return found if isinstance(found, Tag) else None


def labels_source(value: Tag) -> bool:
    """Return whether the term of a value is a label of source and date without its colon."""
    term = value.find_previous_sibling(TERMS)
    if not isinstance(term, Tag) or term.name == "dd":
        return False
    said = term.get_text().strip()
    return labels_imprint(said) and not said.endswith((":", COLON))


def _holds_pairs(terms: Tag) -> bool:
    found = terms.find_all(TERMS)
    texts = [cell.get_text().strip() for cell in found]
    kinds = [cell.name for cell in found]
    paired = len(found) > 2 and kinds == list(TERMS) * (len(found) // 2)
    plain = all(0 < len(t) <= _LONGEST_CELL and not ends_sentence(t) for t in texts)
    return paired and plain and not any(map(labels_imprint, texts[::2]))


def _cells(row: Tag) -> list[str]:
    return [cell.get_text().strip() for cell in row.find_all(CELLS, recursive=False)]


class Numbers:
    """Counts the items of ordered lists on the way through a page."""

    def __init__(self) -> None:
        self._counts: Counter[int] = Counter()

    def of(self, item: Tag) -> str | None:
        """Return the number that stands before ``item``: ``3. ``; None in an unordered list."""
        around = item.parent
        if around is None or around.name != "ol" or around.has_attr("reversed"):
            return None
        key = id(around)
        given = _whole(item.get("value")) or (
            _whole(around.get("start")) if key not in self._counts else None
        )
        self._counts[key] = self._counts[key] + 1 if given is None else given
        return f"{self._counts[key]}. "


class Columns:
    """Counts the columns of one table of data on the way through its rows."""

    def __init__(self) -> None:
        self._row: Tag | None = None
        self._last = self._next = 0
        self._rows: dict[int, int] = {}
        """Rows, this one included, that a cell of this row or of one above takes in a column."""

    def before(self, cell: Tag, row: Tag) -> str:
        """Return a tab for each column between ``cell`` and the cell before it in its row.

        A first cell has none before it, unless cells of rows above reach down beside it.
        """
        if row is not self._row:
            self._row, self._last, self._next = row, 0, 0
            self._rows = {at: left - 1 for at, left in self._rows.items() if left > 1}
        while self._next in self._rows:
            self._next += 1
        tabs = self._next - self._last
        self._last = self._next
        self._next += _reach(cell, "colspan")
        if (rows := _reach(cell, "rowspan")) > 1:
            self._rows |= dict.fromkeys(range(self._last, self._next), rows)
        return "\t" * tabs


def _reach(cell: Tag, name: str) -> int:
    """Return over how many columns or rows a cell reaches; 1 where no table has as many."""
    found = _whole(cell.get(name)) or 1
    return found if found <= _WIDEST else 1


def _whole(value: object) -> int | None:
    found = re.fullmatch(r"\s*+(\d{1,4})\s*+", str(value))
    return int(found[1]) if found else None
