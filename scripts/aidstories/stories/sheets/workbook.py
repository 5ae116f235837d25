"""The sheet as an Excel workbook, read: cells as text, whatever the program made of them."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, Any

from aidstories.restore.reading.refusal import Refusal
from aidstories.restore.reading.unzip import Members, open_zip
from aidstories.stories.sheets.columns import is_ours
from aidstories.stories.sheets.table import Row, Table, Unreadable
from aidstories.table_reader import BadCell

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_MEMBER = "xl/workbook.xml"
_FORMULA = BadCell(
    "这一格是公式；复制后用“选择性粘贴 → 值”换成文字", "a formula: paste its value in its place"
)
_ERROR = BadCell("这一格是错误值；写上文字或清空", "an error value: write a text, or clear it")
_TIME = BadCell("这一格是时间，不是文字；把格式改为“文本”再写", "a time, not a text")
_MERGED = BadCell("这一格与别的格合并了；先取消合并", "a merged cell: unmerge it first")


_MOST_CELLS = 5_000_000
"""Of a sheet, with the empty ones before its last: 100,000 stories of 46 columns are 4,600,000."""
_MERGED_AREA = re.compile(
    rb"""mergeCell\s[^<>]{0,200}?ref\s*=\s*["']([A-Za-z]{1,3}\d{1,7}:[A-Za-z]{1,3}\d{1,7})"""
)


def is_workbook(data: bytes) -> bool:
    """Return whether ``data`` is a workbook of Excel 2007 or later."""
    try:
        return data.startswith(b"PK") and _MEMBER in open_zip(data)
    except Refusal:
        return False


def first_rows(data: bytes, most: int) -> Iterator[tuple[str, ...]]:
    """Yield the ``most`` first rows of each sheet of a workbook. Raises `Unreadable`."""
    with _read():
        for sheet in _open(data, read_only=True).worksheets:
            rows = sheet.iter_rows(max_row=most, values_only=True)  # parsed as they are asked for
            yield from (tuple("" if cell is None else str(cell) for cell in row) for row in rows)


def read_workbook(data: bytes) -> Table:
    """Return the rows of the sheet that was exported. Raises `Unreadable`."""
    with _read():
        for sheet in _open(data, read_only=False).worksheets:
            if sheet.max_row * sheet.max_column > _MOST_CELLS:
                raise _too_large()
            merged = {at for area in sheet.merged_cells.ranges for at in area.cells}
            rows = tuple(_rows(sheet, merged))
            if rows and is_ours(rows[0].cells):
                return Table(rows=rows)
    raise Unreadable("没有导出的那一张表", "the exported sheet is not in it")


def _open(data: bytes, *, read_only: bool) -> Workbook:
    from openpyxl import load_workbook

    members = open_zip(data)  # holds it to the limits
    if not read_only and _merged_cells(members) > _MOST_CELLS:
        raise _too_large()
    with warnings.catch_warnings(action="ignore"):  # on what other programs add
        return load_workbook(BytesIO(data), read_only=read_only)


@contextmanager
def _read() -> Iterator[None]:
    """Raise `Unreadable` for all that reading a workbook may raise."""
    try:
        yield
    except Unreadable:
        raise
    except Refusal as error:
        raise Unreadable(error.zh, error.en) from error
    except Exception as error:  # openpyxl lets through what its parsers raise, of any kind
        zh = f"工作簿损坏，读不了（{error}）；请重新另存为 .xlsx"
        raise Unreadable(zh, f"the workbook is damaged ({error})") from error


def _merged_cells(members: Members) -> int:
    """Return how many cells are merged into others: openpyxl makes each of them as it opens."""
    from openpyxl.utils.cell import range_boundaries

    sheets = (members[name] for name in members if name.startswith("xl/worksheets/"))
    areas = (area.decode() for sheet in sheets for area in _MERGED_AREA.findall(sheet))
    corners = ([int(n or 0) for n in range_boundaries(area.upper())] for area in areas)
    return sum((1 + right - left) * (1 + low - top) for left, top, right, low in corners)


def _too_large() -> Unreadable:
    zh = f"表太大，连空格在内超过 {_MOST_CELLS} 格；删去右边和下边的空行、空列，再存一次"
    return Unreadable(zh, f"over {_MOST_CELLS} cells: delete the empty rows and columns")


def _rows(sheet: Worksheet, merged: set[tuple[int, int]]) -> Iterator[Row]:
    for number, cells in enumerate(sheet.iter_rows(), 1):
        read = [_value(cell, (number, at) in merged) for at, cell in enumerate(cells, 1)]
        faults = {at: one for at, one in enumerate(read) if isinstance(one, BadCell)}
        texts = tuple("" if isinstance(one, BadCell) else one for one in read)
        typed = frozenset(at for at, cell in enumerate(cells) if isinstance(cell.value, str))
        yield Row(number=number, cells=texts, faults=faults, typed=typed)


def _value(cell: Any, merged: bool) -> str | BadCell:
    if merged:
        return _MERGED
    if cell.data_type in ("f", "e"):
        return _FORMULA if cell.data_type == "f" else _ERROR
    return text_of(cell.value)


def _day(value: date) -> str:
    return f"{value.year}/{value.month}/{value.day}"


def text_of(value: Any) -> str | BadCell:
    """Return a cell's value as an editor sees it: 2024.0 is 2024, a date its day (2024/5/1)."""
    match value:
        case None:
            return ""
        case bool():
            return str(value).upper()
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case datetime() if value.time() == time():
            return _day(value)
        case datetime() | time():
            return _TIME
        case date():
            return _day(value)
    return str(value).replace("\r\n", "\n")
