"""A file that may be an exported sheet → its rows by field, every fault by row and column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from aidstories.errors import BadInput, Problem, nearest
from aidstories.fields import Field
from aidstories.stories.sheets import csv_file, workbook
from aidstories.stories.sheets.columns import ID, VERSION, editable, headers, is_ours, lost_column
from aidstories.stories.sheets.columns import name_in as named
from aidstories.stories.sheets.export import Version, read_version
from aidstories.stories.sheets.table import Row, Table, Unreadable

_HEAD = 8192
"""Bytes that hold the first row of a CSV."""
_EARLY, _EARLY_HEAD = 5, 65536
"""Rows within which the names of columns stand where somebody wrote a title above them, and bytes
that hold these rows."""
_LEAST = 3
"""Cells of a row of a table that may have been exported."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetRow:
    """A story's row: ``cells`` by field, those of columns that the sheet has.

    ``typed`` are the fields whose cells are known to be as somebody typed them.
    """

    number: int
    id: str
    version: Version
    cells: Mapping[str, str]
    typed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """An exported sheet as it came back. ``headers`` are what stands above each field's column."""

    file: str
    headers: Mapping[str, str]
    rows: tuple[SheetRow, ...]
    problems: tuple[Problem, ...]
    ansi: bool = False

    def problem(self, row: int, name: str | None, zh: str, en: str) -> Problem:
        """Return a fault of a cell, or of a whole row."""
        header = self.headers.get(name, name) if name else None
        return Problem(file=self.file, line=row, field=header, zh=zh, en=en)


def is_sheet(path: Path, fields: Mapping[str, Field]) -> bool:
    """Return whether the file at ``path`` is an exported sheet, by its first row.

    Raises `BadInput` where it was one and lost the column that says what was exported.
    """
    rows = list(_first_rows(path, 1, _HEAD))
    if any(map(is_ours, rows)):
        return True
    for number, row in enumerate(rows):
        if lost_column(row, fields):
            raise _without(row, path, fields)
        if any(map(read_version, row)):
            zh = "这是导出的表，但少了第一行（各栏的名称）；重新导出，或从导出的表里把这一行拷回来"
            en = "an exported sheet without its first row, the names of columns: export it again"
            raise _unlike(path, zh, en)
        if number == 0 and len(row) >= _LEAST and _begins_otherwise(path):
            zh = "这是导出的表，但第一行不是导出时各栏的名称（改过，或者上面多了行）；"
            zh += "把多的行删去，或从导出的表里把那一行拷回来"
            en = "an exported sheet that does not begin with the names of columns as exported: "
            raise _unlike(path, zh, en + "remove what stands above them, or copy them back")
    return False


def _unlike(path: Path, zh: str, en: str) -> BadInput:
    return BadInput([Problem(file=str(path), line=1, zh=zh, en=en)])


def _begins_otherwise(path: Path) -> bool:
    """Return whether the rows behind the first are those of an exported sheet."""
    early = _first_rows(path, _EARLY, _EARLY_HEAD)
    return any(is_ours(row) or any(map(read_version, row)) for row in early)


def _first_rows(path: Path, most: int, length: int) -> Iterator[Sequence[str]]:
    """Yield ``most`` rows, of each sheet; of a CSV those in its first ``length`` bytes."""
    try:
        with path.open("rb") as file:
            head = file.read(length)
        if not head.startswith(b"PK"):
            yield from csv_file.first_rows(head, most)
        elif workbook.is_workbook(data := path.read_bytes()):
            yield from workbook.first_rows(data, most)
    except (OSError, Unreadable):  # the import of captures says what is wrong
        return


def _without(row: Sequence[str], path: Path, fields: Mapping[str, Field]) -> BadInput:
    first, *_, last = headers(fields)
    missing = first if ID not in map(named, row) else last
    zh = f"这是导出的表，但少了“{missing}”一列；重新导出，或从导出的表里把这一列拷回来"
    en = f"an exported sheet without its column '{missing}': export it again"
    return BadInput([Problem(file=str(path), line=1, field=missing, zh=zh, en=en)])


def read_sheet(path: Path, fields: Mapping[str, Field]) -> Sheet:
    """Return an exported sheet. Raises `BadInput` where the whole cannot be read."""
    try:
        data = path.read_bytes()
        read = workbook.read_workbook if data.startswith(b"PK") else csv_file.read_csv
        return _sheet(read(data), str(path), fields)
    except Unreadable as error:
        fault = Problem(file=str(path), line=error.row, zh=error.zh, en=error.en)
        raise BadInput([fault]) from error


def _sheet(table: Table, file: str, fields: Mapping[str, Field]) -> Sheet:
    header, *rows = table.filled
    columns = {name: at for at, name in enumerate(map(named, header.cells)) if name}
    titles = {name: header.cells[at] for name, at in columns.items()}
    allowed = [ID, *(field.name for field in editable(fields)), VERSION]
    problems = list(_header_faults(header, rows, allowed, file))
    sheet = Sheet(file=file, headers=titles, rows=(), problems=(), ansi=table.ansi)
    known = {name: at for name, at in columns.items() if name in allowed}
    read: list[SheetRow] = []
    first: dict[str, int] = {}
    for row in rows:
        if not any(cell.strip() for cell in row.cells) and not row.faults:
            continue
        faults = list(_row_faults(row, known, sheet, len(header.cells)))
        id_ = row.cell(known[ID]).strip()
        before = first.setdefault(id_, row.number)
        if id_ and before != row.number:
            zh, en = f"“{id_}”与第 {before} 行重复", f"'{id_}' stands in row {before} too"
            faults.append(sheet.problem(row.number, ID, zh, en))
        version = read_version(row.cell(known[VERSION]))
        if version is None and VERSION not in (named(p.field or "") for p in faults):
            zh = "版本一栏被改动了；从导出的表里把这一格拷回来"
            faults.append(sheet.problem(row.number, VERSION, zh, "the version was changed"))
        problems += faults
        if not faults and version is not None:
            cells = {name: row.cell(at) for name, at in known.items() if name not in (ID, VERSION)}
            typed = frozenset(name for name in cells if known[name] in row.typed)
            read.append(
                SheetRow(number=row.number, id=id_, version=version, cells=cells, typed=typed)
            )
    return Sheet(
        file=file, headers=titles, rows=tuple(read), problems=tuple(problems), ansi=table.ansi
    )


def _header_faults(
    header: Row, rows: Sequence[Row], allowed: Sequence[str], file: str
) -> Iterator[Problem]:
    counts = Counter(map(named, header.cells))
    for at, title in enumerate(header.cells):
        name, used = named(title), any(row.cell(at).strip() for row in rows)
        if name in allowed and counts[name] > 1:
            zh, en = f"“{title}”一列有 {counts[name]} 次", f"'{title}' stands {counts[name]} times"
        elif name in allowed or not (name or used):
            continue
        else:
            near = nearest(name, allowed) or "、".join(allowed)
            zh = f"没有“{title}”这一列；最接近的是“{near}”，不要的列请删去"
            en = f"no column '{title}'; nearest: '{near}'"
        yield Problem(file=file, line=header.number, field=title or f"第 {at + 1} 列", zh=zh, en=en)


def _row_faults(
    row: Row, columns: Mapping[str, int], sheet: Sheet, width: int
) -> Iterator[Problem]:
    names = {at: name for name, at in columns.items()}
    for at, fault in row.faults.items():
        yield sheet.problem(row.number, names.get(at), fault.zh, fault.en)
    if not row.cell(columns[ID]).strip() and columns[ID] not in row.faults:
        yield sheet.problem(row.number, ID, "缺少编号；新的报道用 aidstories new", "no id")
    if any(cell.strip() for cell in row.cells[width:]):
        zh = f"这一行有 {len(row.cells)} 格，表头只有 {width} 格；多半是有一格没有加引号"
        yield sheet.problem(row.number, None, zh, f"{len(row.cells)} cells, {width} columns")
