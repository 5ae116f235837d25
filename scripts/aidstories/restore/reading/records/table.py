"""CSV and TSV with a row of names → a part for each row that has a body."""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping, Sequence
from io import StringIO
from itertools import islice

from aidstories.restore.lexicon.late import late
from aidstories.restore.reading.extraction import NO_MAPPING, Part
from aidstories.restore.reading.records.fields import (
    LONGEST_RECORD,
    MOST_RECORDS,
    articles,
    columns_of,
    running,
)
from aidstories.restore.reading.refusal import Refusal

MOST_COLUMNS = 1_000
"""Columns of a table; an export of a publishing system has some fifty."""
_DELIMITERS = ",\t;"
_LONGEST_HEAD = 20_000
"""Characters of the first line, beyond which it names no columns."""
_SAMPLE = 50
"""Rows that show whether a text is a table."""
_LEAST = 15
"""Characters of running text that one cell of a table of articles has at least: a short sentence,
which a cell of a rota or of prices has not."""
_FEW_ROWS = 3
"""Rows with as many commas each as prose may have by accident, the first naming fields."""
_NAME = late(r"[^，。；！？!?\"<>]{0,40}")
"""A column's name, or none."""
_JOINTS = {"body": "\n", "summary": "\n", "author": " "}
_IDENTIFIER = late(r"[A-Za-z_][\w.:-]*")

csv.field_size_limit(LONGEST_RECORD)  # 131,072 by default: a page with its images is longer


def is_table(text: str, mapping: Mapping[str, str] = NO_MAPPING) -> bool:
    """Return whether ``text`` is a table of articles: its first line names columns that we know.

    All rows have as many cells as there are names, and one cell at least holds a sentence. Prose
    with commas is no table, nor is a rota or a price list; a list of titles is one (without their
    texts, which `read_table` says).
    """
    head = _head(text)
    for delimiter in _DELIMITERS:
        if delimiter in head and _names_columns(head, delimiter, mapping):
            rows = _sample(text, delimiter)
            even = all(len(row) == len(rows[0]) for row in rows)
            if even and (_holds_sentences(rows) or _lists_titles(rows, mapping)):
                return True
    return False


def read_table(text: str, mapping: Mapping[str, str] = NO_MAPPING) -> tuple[Part, ...]:
    """Return a part for each row that has a body; the first row names the columns.

    ``mapping`` gives columns by field. Raises Refusal where quotes or cells do not come out even,
    where no column is known to hold the body, and past a limit.
    """
    head = _head(text)
    names = {d: _cells(head, d) for d in _DELIMITERS}
    delimiter = max(_DELIMITERS, key=lambda d: (_known(names[d], mapping), len(names[d])))
    rows = _rows(text, delimiter)
    if not rows or len(rows[0]) > MOST_COLUMNS:
        raise _damaged(1)
    columns = _distinct(rows[0], mapping)
    width = len(columns)
    for number, row in enumerate(rows[1:], 2):
        if len(row) > width and any(cell.strip() for cell in row[width:]):
            raise _damaged(number)
    return articles([_named(columns, row, mapping) for row in rows[1:]], mapping)


def _head(text: str) -> str:
    """Return the first line, without the mark that Excel sets before it."""
    start = 1 if text.startswith("\ufeff") else 0
    return re.split(r"[\r\n]", text[start : start + _LONGEST_HEAD], maxsplit=1)[0]


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def _known(names: Sequence[str], mapping: Mapping[str, str]) -> int:
    """Return how many names mean a field."""
    return sum(map(len, columns_of(names, mapping).values()))


def _names_columns(head: str, delimiter: str, mapping: Mapping[str, str]) -> bool:
    """Return whether the first line names columns, a title or a body among them.

    One known name is enough where the line is no prose beyond doubt: tabs, or identifiers.
    """
    names = _cells(head, delimiter)
    if len(names) < 2 or not all(map(_NAME.fullmatch, names)):
        return False
    if any(name != name.strip() for name in names):  # prose has a space behind its commas
        return False
    columns = columns_of(names, mapping)
    if not any(columns.get(field) for field in ("title", "body", "summary")):
        return False
    sure = delimiter == "\t" or all(map(_IDENTIFIER.fullmatch, names))
    return sure or _known(names, mapping) > 1


def _holds_sentences(rows: Sequence[Sequence[str]]) -> bool:
    return any(running(cell) >= _LEAST for row in rows[1:] for cell in row)


def _lists_titles(rows: Sequence[Sequence[str]], mapping: Mapping[str, str]) -> bool:
    """Return whether rows are titles with what is known of them: 标题,作者,日期."""
    columns = columns_of(rows[0], mapping)
    bodies = any(columns.get(field) for field in ("body", "summary"))
    titled = bool(columns.get("title")) and _known(rows[0], mapping) > 1
    return len(rows) > _FEW_ROWS and titled and not bodies


def _sample(text: str, delimiter: str) -> list[list[str]]:
    """Return the first rows, up to the first fault."""
    rows, sound = _read(text, delimiter, quoted=True, most=_SAMPLE)
    if sound:
        return rows
    plain, sound = _read(text, delimiter, quoted=False, most=_SAMPLE)
    return plain if sound and _is_unquoted(plain) else _first_rows(text, delimiter)


def _first_rows(text: str, delimiter: str) -> list[list[str]]:
    """Return the first rows of a table whose quotes never end: it is cut off."""
    closed = text[: _SAMPLE * 1000] + '"'
    return _read(closed, delimiter, quoted=True, most=_SAMPLE)[0]


def _rows(text: str, delimiter: str) -> list[list[str]]:
    """Return all rows; where quotes are not doubled, those of a table that quotes nothing."""
    rows, sound = _read(text, delimiter, quoted=True, most=MOST_RECORDS + 2)
    if sound:
        return rows
    plain, sound = _read(text, delimiter, quoted=False, most=MOST_RECORDS + 2)
    if not sound or not _is_unquoted(plain):
        raise _damaged(len(rows) + 1)
    return plain


def _is_unquoted(rows: Sequence[Sequence[str]]) -> bool:
    """Return whether quotes are characters of the cells: in pairs, and all rows are of a length."""
    paired = all(cell.count('"') % 2 == 0 for row in rows for cell in row)
    return paired and len({*map(len, rows)}) == 1


def _read(text: str, delimiter: str, *, quoted: bool, most: int) -> tuple[list[list[str]], bool]:
    """Return the rows that are not empty, up to the first fault, and whether there is none."""
    reader = csv.reader(
        StringIO(text.removeprefix("\ufeff"), newline=""),
        delimiter=delimiter,
        strict=True,
        quoting=csv.QUOTE_MINIMAL if quoted else csv.QUOTE_NONE,
    )
    rows: list[list[str]] = []
    try:
        for row in islice(filter(any, reader), most):
            rows.append(row)
    except csv.Error:
        return rows, False
    return rows, True


def _distinct(names: Sequence[str], mapping: Mapping[str, str]) -> list[str]:
    """Return the names of columns, those without one and doubles by their number.

    Doubles whose cells belong together keep their name: 作者,作者.
    """
    first = {name: at for at, name in reversed(list(enumerate(names)))}
    return [
        name if name.strip() and (first[name] == at or _joint(name, mapping)) else f"{name}{at + 1}"
        for at, name in enumerate(names)
    ]


def _named(names: Sequence[str], row: Sequence[str], mapping: Mapping[str, str]) -> dict[str, str]:
    """Return the cells of a row by name, those of one name joined."""
    cells: dict[str, list[str]] = {}
    for name, cell in zip(names, row, strict=False):
        cells.setdefault(name, []).append(cell)
    return {
        name: _joint(name, mapping).join(filter(None, dict.fromkeys(said))) if said[1:] else said[0]
        for name, said in cells.items()
    }


def _joint(name: str, mapping: Mapping[str, str]) -> str:
    """Return what stands between the cells of two columns of one name; empty for most names."""
    return next((_JOINTS.get(field, "") for field in columns_of([name], mapping)), "")


def _damaged(row: int) -> Refusal:
    return Refusal(
        f"这个表格第 {row} 行的引号或列数不对，可能没有存完整，没有读取。请用 Excel 或 WPS 重新"
        "另存为 CSV UTF-8。",
        f"Row {row} of this table has odd quotes or too many cells; it may be cut off. Save it "
        "again as CSV UTF-8.",
    )
