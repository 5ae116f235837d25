"""A CSV table → typed rows, with every fault by line and column.

A row type is a dataclass whose fields are made by `column`: each says what reads its cells. Cells
are UTF-8 with or without a byte order mark, as Excel writes it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import lru_cache
from pathlib import Path
from typing import Any, Generic, TypeVar

from aidstories.characters import told, unseen
from aidstories.errors import Problem, nearest, of_system

R = TypeVar("R")


class BadCell(ValueError):
    """A cell that cannot be read; ``zh`` and ``en`` say why."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh, self.en = zh, en


@dataclass(frozen=True, slots=True, kw_only=True)
class _Column:
    name: str
    attribute: str
    read: Callable[[str], Any]
    key: bool
    required: bool
    optional: bool
    spaced: bool


def column(
    read: Callable[[str], Any] = str,
    *,
    name: str = "",
    key: bool = False,
    required: bool = False,
    optional: bool = False,
    spaced: bool = False,
) -> Any:
    """Describe the column of a row type's field.

    ``read`` turns a cell into the value and raises `BadCell`; ``name`` is the column's name where
    it is not the field's. The values of the ``key`` columns together differ from row to row; a
    ``required`` cell is not empty, and neither is a key's. Others need not be given: they are as an
    empty cell reads. A table may lack an ``optional`` column. Blanks may begin and end the cells of
    a ``spaced`` one: elsewhere nobody sees them, and “甲医院 ” would be another than 甲医院.
    """
    metadata = {
        "read": read,
        "name": name,
        "key": key,
        "required": key or required,
        "optional": optional,
        "spaced": spaced,
    }
    return (
        field(metadata=metadata)
        if key or required
        else field(default_factory=lambda: read(""), metadata=metadata)
    )


@lru_cache(maxsize=16)
def _columns(row_type: Any) -> tuple[_Column, ...]:
    return tuple(
        _Column(
            name=one.metadata["name"] or one.name,
            attribute=one.name,
            read=one.metadata["read"],
            key=one.metadata["key"],
            required=one.metadata["required"],
            optional=one.metadata["optional"],
            spaced=one.metadata["spaced"],
        )
        for one in fields(row_type)
    )


def keys_of(row_type: Any) -> tuple[str, ...]:
    """Return the columns whose values together differ from row to row."""
    return tuple(column.name for column in _columns(row_type) if column.key)


def read_rows(path: Path, row_type: type[R]) -> tuple[list[R], list[Problem]]:
    """Return the rows of the table at ``path``, which are of the type ``row_type``, and its faults.

    Tables that say the same are read once: of an edited archive twelve of thirteen, 50 ms.
    """
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        return [], [of_system(error, path)]
    except UnicodeDecodeError:
        zh, en = "不是 UTF-8 编码，请另存为 UTF-8", "not UTF-8; save it as UTF-8"
        return [], [Problem(file=str(path), zh=zh, en=en)]
    rows, faults = _read(text, row_type)  # type: ignore[arg-type]
    return list(rows), [replace(fault, file=str(path)) for fault in faults]


@lru_cache(maxsize=16)
def _read(text: str, row_type: Any) -> tuple[tuple[Any, ...], tuple[Problem, ...]]:
    """Return the rows of a table's ``text`` and its faults, which do not say yet in what file."""
    reader: _Reader[Any] = _Reader(text, row_type)
    return tuple(reader.rows()), tuple(reader.problems)


_DIGITS = 12
"""Digits of a whole number; the codes of divisions, the longest in the tables, have six."""
_MOST_LINES = 100_000
"""Lines of a table; places.csv, the longest, has 3,218."""
_MOST_CHARACTERS = 10_000
"""Of a cell; the longest in the tables, a list of patterns, has 496."""


class _Reader(Generic[R]):
    """Reads one table and collects what is wrong in it."""

    def __init__(self, text: str, row_type: type[R]) -> None:
        self.text, self.row_type = text, row_type
        self.columns: tuple[_Column, ...] = _columns(row_type)  # type: ignore[arg-type]
        self.keys = [at for at, column in enumerate(self.columns) if column.key]
        self.problems: list[Problem] = []
        self.seen: dict[tuple[str, ...], int] = {}

    def rows(self) -> Iterator[R]:
        """Yield the rows without a fault."""
        lines = self._lines()
        _, header = next(lines, (1, []))
        places = self._places(header)
        for line, cells in lines if places else ():
            if len(cells) != len(header):
                zh = f"这一行有 {len(cells)} 格，表头有 {len(header)} 格：{','.join(cells)[:40]}"
                self._wrong(zh, f"{len(cells)} cells, but {len(header)} columns", line)
            elif (
                row := self._row(line, [cells[at] if at >= 0 else "" for at in places])
            ) is not None:
                yield row

    def _lines(self) -> Iterator[tuple[int, list[str]]]:
        """Yield each line that is not blank with its number, counted from 1."""
        reader = csv.reader(io.StringIO(self.text, newline=""), strict=True)
        line = 1
        try:
            for cells in reader:
                if any(cells):  # a spreadsheet leaves rows of commas behind
                    yield line, cells
                line = reader.line_num + 1
                if line > _MOST_LINES:
                    zh = f"超过 {_MOST_LINES} 行，后面的没有读"
                    self._wrong(zh, f"more than {_MOST_LINES} lines: the rest is not read", line)
                    return
        except csv.Error as error:
            self._wrong(f"不是合规的 CSV（{error}）", f"not CSV ({error})", line)

    def _places(self, header: Sequence[str]) -> list[int]:
        """Return where each column stands, -1 for one left out; none where a column is missing."""
        missing = [c.name for c in self.columns if c.name not in header and not c.optional]
        if not missing:
            return [header.index(c.name) if c.name in header else -1 for c in self.columns]
        if parted := _parted(header):
            self._wrong(*parted, 1)
            return []
        for name in missing if not self.problems else ():
            near = nearest(name, header) or "、".join(header)
            zh = f"缺少“{name}”这一列；表头里最接近的是“{near}”"
            self._wrong(zh, f"no column '{name}'; nearest: '{near}'", 1, name)
        return []

    def _row(self, line: int, cells: Sequence[str]) -> R | None:
        faults = len(self.problems)
        self._check_key(tuple(cells[at] for at in self.keys), line)
        values = {
            column.attribute: self._value(column, cell, line)
            for column, cell in zip(self.columns, cells, strict=True)
        }
        return self.row_type(**values) if len(self.problems) == faults else None

    def _check_key(self, key: tuple[str, ...], line: int) -> None:
        before = self.seen.setdefault(key, line)
        if before != line:
            found, column = "，".join(key), self.columns[self.keys[-1]].name
            zh = f"“{found}”与第 {before} 行重复"
            self._wrong(zh, f"'{found}' stands on line {before} too", line, column)

    def _value(self, column: _Column, cell: str, line: int) -> Any:
        if column.required and not cell:
            self._wrong("这一格不能空", "this cell must not be empty", line, column.name)
            return None
        if fault := _fault(cell, spaced=column.spaced):
            self._wrong(*fault, line, column.name)
            return None
        try:
            return column.read(cell)
        except BadCell as error:
            self._wrong(error.zh, error.en, line, column.name)
            return None

    def _wrong(self, zh: str, en: str, line: int | None = None, column: str | None = None) -> None:
        self.problems.append(Problem(file="", line=line, field=column, zh=zh, en=en))


def _parted(header: Sequence[str]) -> tuple[str, str] | None:
    """Return what is wrong with a header that no commas part, in Chinese and English."""
    only = header[0] if len([*filter(None, header)]) == 1 else ""
    if only.startswith("sep="):
        return f"第一行的“{only}”不是表头；删去这一行", f"'{only}' is no header: remove this line"
    for sign, zh, en in ((";", "分号", "semicolons"), ("\t", "制表符", "tabs")):
        if sign in only:
            zh = f"这张表的各格用{zh}隔开；在 Excel、WPS 里另存为“CSV UTF-8（逗号分隔）”"
            return zh, f"{en} part the cells: save it as 'CSV UTF-8 (Comma delimited)'"
    return None


def _fault(cell: str, *, spaced: bool) -> tuple[str, str] | None:
    """Return what no cell may have in it, in Chinese and English; None: nothing of the kind."""
    if len(cell) > _MOST_CHARACTERS:
        zh = f"这一格有 {len(cell)} 个字，至多 {_MOST_CHARACTERS} 个：{cell[:20]}……"
        return zh, f"{len(cell)} characters, at most {_MOST_CHARACTERS}: {cell[:20]}…"
    if not cell.isprintable():
        if found := unseen(cell):
            return told(found)
        if len((cell + ".").splitlines()) > 1 or "\t" in cell:
            zh = f"“{' '.join(cell.split())[:40]}”里有换行或制表符；写在一行里，一个空格也够"
            return zh, "a line break or a tab: write it in one line"
    if cell != cell.strip() and not spaced:
        zh = f"“{cell}”的前后有空格（也可能是不换行的空格）；删去，写作“{cell.strip()}”"
        return zh, f"blanks begin or end '{cell}': write '{cell.strip()}'"
    return None


def several(cell: str) -> tuple[str, ...]:
    """Return the values of a cell that holds any number, divided by ``|``. Raises `BadCell`."""
    values = tuple(cell.split("|")) if cell else ()
    for value in values:
        if not value or value != value.strip():
            zh = f"“{cell[:40]}”里的“{value}”是空的，或者前后有空格；竖线两边不留空格"
            raise BadCell(zh, f"'{value}' in '{cell[:40]}' is empty, or blanks begin or end it")
    if len(set(values)) < len(values):
        twice = next(value for at, value in enumerate(values) if value in values[:at])
        raise BadCell(f"“{twice}”写了两次", f"'{twice}' stands twice")
    return values


def whole_number(cell: str) -> int:
    """Return a whole number. Raises `BadCell`."""
    if cell.isascii() and cell.isdigit() and len(cell) <= _DIGITS:
        return int(cell)
    found = cell[:_DIGITS]
    raise BadCell(f"应为整数，现为“{found}”", f"expected a whole number, found '{found}'")


def one_of(*allowed: str) -> Callable[[str], str]:
    """Return what reads one of the values ``allowed``."""

    def read(cell: str) -> str:
        if cell in allowed:
            return cell
        near = nearest(cell, allowed) or allowed[0]
        zh = f"没有“{cell}”这个值；可用：{'、'.join(allowed)}；最接近的是“{near}”"
        en = f"no such value '{cell}'; allowed: {', '.join(allowed)}; nearest: '{near}'"
        raise BadCell(zh, en)

    return read
