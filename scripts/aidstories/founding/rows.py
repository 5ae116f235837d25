"""A table of ``docs/data`` merged three ways, row by row, by the rows' keys.

Rows that nobody changed keep their bytes and their order.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from aidstories.tables import key_columns

Key = tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    header: tuple[str, ...]
    rows: Mapping[Key, Mapping[str, str]]
    lines: Mapping[Key, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class MergedTable:
    """``text`` keeps our side of each contradiction, ``proposed`` has theirs.

    ``conflicts`` are the keys of the rows concerned.
    """

    text: str
    proposed: str
    conflicts: tuple[Key, ...]


def merge_rows(name: str, base: str, ours: str, theirs: str) -> MergedTable | None:
    """Return the table ``name`` (a file of ``docs/data``) with both sides' changes.

    None where one of the three is no table with its key columns, each key once.
    """
    keys = key_columns(name)
    read = [_read(text, keys) for text in (base, ours, theirs)] if keys else [None]
    tables = [table for table in read if table is not None]
    if len(tables) < 3:
        return None
    one, mine, other = tables
    header = _merged_header(one.header, mine.header, other.header)
    with_ours, with_theirs = dict[Key, Mapping[str, str]](), dict[Key, Mapping[str, str]]()
    conflicts: list[Key] = []
    for key in _order(mine.rows, other.rows):
        sides = [table.rows.get(key) for table in tables]
        kept, proposed = _merged_row(header, *sides)
        if kept != proposed:
            conflicts.append(key)
        for rows, row in ((with_ours, kept), (with_theirs, proposed)):
            if row is not None:
                rows[key] = row
    return MergedTable(
        text=_written(header, with_ours, tables),
        proposed=_written(header, with_theirs, tables),
        conflicts=tuple(conflicts),
    )


def _read(text: str, keys: Sequence[str]) -> _Table | None:
    lines = _records(text)
    parsed = [next(csv.reader(io.StringIO(line, newline=""))) for line in lines]
    if not parsed or not set(keys) <= set(parsed[0]):
        return None
    header, *rest = parsed
    rows: dict[Key, Mapping[str, str]] = {}
    kept: dict[Key, str] = {}
    for cells, line in zip(rest, lines[1:], strict=True):
        if len(cells) != len(header):
            return None
        row = dict(zip(header, cells, strict=True))
        key = tuple(row[name] for name in keys)
        if key in rows:
            return None
        rows[key], kept[key] = row, line
    return _Table(header=tuple(header), rows=rows, lines=kept)


def _records(text: str) -> list[str]:
    """Return the records that are not blank; one with line ends in quotes has several lines."""
    records, open_ = list[str](), ""
    for line in text.splitlines(keepends=True):
        open_ += line
        if open_.count('"') % 2 == 0:
            records.append(open_)
            open_ = ""
    whole = [*records, open_] if open_ else records
    return [record for record in whole if record.strip()]


def _merged_header(
    base: Sequence[str], ours: Sequence[str], theirs: Sequence[str]
) -> tuple[str, ...]:
    """Return their columns, and ours that the base had not; a column that they drop goes."""
    added = [name for name in ours if name not in base and name not in theirs]
    return (*theirs, *added)


def _order(ours: Mapping[Key, object], theirs: Mapping[Key, object]) -> list[Key]:
    """Return our keys in our order, each new one of theirs behind the one before it there."""
    order = list(ours)
    before: Key | None = None
    for key in theirs:
        if key not in ours:
            order.insert(order.index(before) + 1 if before is not None else 0, key)
        before = key
    return order


_Row = Mapping[str, str] | None


def _merged_row(header: Sequence[str], base: _Row, ours: _Row, theirs: _Row) -> tuple[_Row, _Row]:
    """Return a row with our side and with their side of what contradicts; None is no row."""
    if theirs in (base, ours):
        return ours, ours
    if ours == base:
        return theirs, theirs
    if ours is None or theirs is None:
        return ours, theirs
    kept, proposed = dict[str, str](), dict[str, str]()
    for name in header:
        was, mine, other = (side.get(name) if side else None for side in (base, ours, theirs))
        if mine is None or mine == was:
            mine = other if other is not None else mine
        elif other is None or other == was:
            other = mine
        kept[name], proposed[name] = mine or "", (mine if other is None else other) or ""
    return kept, proposed


def _written(
    header: Sequence[str], rows: Mapping[Key, Mapping[str, str]], tables: Sequence[_Table]
) -> str:
    lines = [_line(header)]
    for key, row in rows.items():
        cells = [row.get(name, "") for name in header]
        same = (
            table.lines[key]
            for table in tables[1:]
            if table.header == tuple(header) and table.rows.get(key) == row
        )
        line = next(same, None) or _line(cells)
        lines.append(line if line.endswith("\n") else f"{line}\n")
    return "".join(lines)


def _line(cells: Sequence[str]) -> str:
    written = io.StringIO(newline="")
    csv.writer(written, lineterminator="\n").writerow(cells)
    return written.getvalue()
