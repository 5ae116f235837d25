"""The sheet on which a native reader reviews the Tibetan of the tables, and its way back.

A row is one value of one table, or a name in use that no table has and the rules made; what is
settled of these goes into the tables. The reviewer types into the last two columns: another Tibetan
where it should differ, and the name of who says so; a row without a name changes nothing.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from aidstories.errors import BadInput, Problem
from aidstories.paths import ArchivePaths
from aidstories.stories.sheets.csv_file import first_row, read_csv
from aidstories.stories.sheets.table import Unreadable
from aidstories.stories.store.files import Write, bytes_of, decode_text, write_together
from aidstories.tables import Tables, read_tables, table_path

HEADER = ("表", "编号", "中文", "藏文", "出处", "把握", "用处", "审订后的藏文", "审订者")
_BOM = "\ufeff"
_LETTER, _PLACE = re.compile("[\u0f40-\u0fbc]"), re.compile(r"\{\w+\}")
_USES: Mapping[str, str] = {
    "home": "首页",
    "list": "列表",
    "search": "检索",
    "browse": "筛选",
    "overview": "总览",
    "flows": "总览",
    "timeline": "总览",
    "tiles": "首页、总览",
    "chart": "总览",
    "data": "数据下载",
    "offline": "离线阅读",
    "story": "报道",
    "repairs": "报道：校勘",
    "repair": "报道：校勘",
    "editor": "报道：校勘",
    "bar": "报道：下方的一条",
    "facsimile": "报道：原稿版面",
    "link": "报道：段落工具",
    "report": "报道：报错",
    "evidence": "报道：著录依据",
    "date": "日期",
    "month": "日期",
    "facet": "栏目、筛选、著录",
    "lead": "列表页首",
    "nav": "栏目",
    "theme": "各页",
    "trial": "各页页首",
    "colophon": "各页页尾",
    "names": "人物、机构",
    "answer": "地区、援助方、项目",
    "aid": "地区、援助方、项目",
}
"""Where readers meet the texts whose keys begin so."""


class ReviewRow(NamedTuple):
    """One Tibetan value as the sheet shows it; ``key`` tells it from others of its table."""

    table: str
    key: str
    zh: str
    bo: str
    source: str
    status: str
    use: str
    reviewer: str

    @property
    def cells(self) -> tuple[str, ...]:
        """The row of the sheet."""
        return (*self[:7], "", self.reviewer)


class _Columns(NamedTuple):
    """The columns of a table that make its key, and the one with the Chinese."""

    keys: tuple[str, ...]
    zh: str
    use: str


_TABLES: Mapping[str, _Columns] = {
    "terms": _Columns(("key",), "zh", ""),
    "reasons": _Columns(("type", "key"), "zh", "报道：校勘"),
    "names": _Columns(("zh",), "zh", "来源、项目、机构的名称"),
    "parts": _Columns(("type", "part"), "part", "拼写没有出处的名称"),
    "places": _Columns(("code",), "path", "地区、援助方的名称"),
}
MADE = "made"
"""What the sheet calls the table of names that the rules made."""
_WHOLE = frozenset({"terms", "reasons"})
"""Tables whose empty cells wait for a translator; of places only those with a name are shown."""


def review_rows(tables: Tables, made: Iterable[ReviewRow] = ()) -> Iterator[ReviewRow]:
    """Yield every Tibetan value of ``tables``, what still has none, and the names ``made``."""
    for table, columns in _TABLES.items():
        rows: Iterable[Any] = getattr(tables, table)
        for row in rows.values() if isinstance(rows, Mapping) else rows:
            if not row.bo and table not in _WHOLE:
                continue
            key = "/".join(str(getattr(row, name)) for name in columns.keys)
            second = getattr(row, "source2", "")
            yield ReviewRow(
                table=table,
                key=key,
                zh=str(getattr(row, columns.zh)),
                bo=row.bo,
                source="；".join(filter(None, (row.source, second))),
                status=row.status,
                use=columns.use or _USES.get(key.partition(".")[0], "各页"),
                reviewer=row.reviewer,
            )
    yield from made


def is_review(path: Path) -> bool:
    """Return whether a file is a sheet of review, by its first row."""
    with path.open("rb") as file:
        return first_row(file.read(1024))[: len(HEADER)] == HEADER


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What a sheet said: rows that are settled now, and those of them whose Tibetan changed."""

    settled: int
    changed: int


def take_review(
    paths: ArchivePaths, file: Path, made: Iterable[ReviewRow] = (), *, dry: bool = False
) -> Reviewed:
    """Write what a reviewed sheet says into the tables: all of it, or nothing.

    ``made`` are the names in use that the rules make now.

    Raises `BadInput` with every row that cannot be taken: no such value, a value that has changed
    since the sheet was exported, other places for numbers and names, no Tibetan.
    """
    tables = read_tables(paths.data)
    known = {(row.table, row.key): row for row in review_rows(tables, made)}
    codes = {place.path: place.code for place in tables.places}
    problems: list[Problem] = []
    settled: dict[str, dict[str, dict[str, str]]] = {}
    changed = 0
    for number, cells in _rows(file):
        table, key, *_, new, reviewer = (*cells, *[""] * len(HEADER))[: len(HEADER)]
        row = known.get((table, key))
        reviewer, new = reviewer.strip(), new.strip()
        if not reviewer and not new:
            continue
        fault = _fault(row, cells[3] if len(cells) > 3 else "", new, reviewer)
        if fault or row is None:
            zh, en = fault or ("", "")
            problems.append(Problem(file=str(file), line=number, zh=zh, en=en))
        elif (new and new != row.bo) or reviewer != row.reviewer:
            changed += bool(new and new != row.bo)
            where, at = _home(table, key, codes)
            settled.setdefault(where, {})[at] = _cells(row, new, reviewer)
    if problems:
        raise BadInput(problems)
    if not dry:
        write_together([_write(paths, table, rows) for table, rows in settled.items()])
    return Reviewed(sum(map(len, settled.values())), changed)


def _rows(file: Path) -> Iterator[tuple[int, Sequence[str]]]:
    try:
        table = read_csv(file.read_bytes())
    except Unreadable as error:
        raise BadInput([Problem(file=str(file), zh=error.zh, en=error.en)]) from error
    for row in table.filled[1:]:
        if any(row.cells):
            yield row.number, row.cells


def _fault(row: ReviewRow | None, shown: str, new: str, reviewer: str) -> tuple[str, str] | None:
    """Return what is wrong with a row, in Chinese and English."""
    if row is None:
        return "表里没有这一项；请重新导出", "the tables have no such value: export again"
    if shown != row.bo:
        zh = f"导出以后，表里已经改成“{row.bo}”；请重新导出"
        return zh, f"the table has changed since to '{row.bo}': export again"
    if not reviewer:
        return "审订后的藏文没有写审订者", "a changed value without the reviewer's name"
    if new and not _LETTER.search(_PLACE.sub("", new)) and _PLACE.sub("", new).strip("/ –"):
        return f"“{new}”里没有藏文", f"'{new}' holds no Tibetan"
    if (
        new
        and row.table == "terms"
        and sorted(_PLACE.findall(new)) != sorted(_PLACE.findall(row.zh))
    ):
        holes = "、".join(_PLACE.findall(row.zh)) or "（无）"
        return f"要有并且只有这些：{holes}", f"must hold {holes} and no others"
    return None


def _home(table: str, key: str, codes: Mapping[str, str]) -> tuple[str, str]:
    """Return the table and the key that a settled value has: a made name gets a row of its own."""
    if table != MADE:
        return table, key
    return ("places", codes[key]) if key in codes else ("names", key)


def _cells(row: ReviewRow, new: str, reviewer: str) -> dict[str, str]:
    """Return the cells to write: a changed value is the reviewer's own, and so is a made name."""
    if row.table == MADE:
        new = new or row.bo
    elif not new or new == row.bo:
        return {"reviewer": reviewer}
    status = "exact" if row.table in _WHOLE else "one-source"
    cells = {"bo": new, "source": reviewer, "status": status, "reviewer": reviewer}
    return cells if row.table in _WHOLE else {**cells, "source2": "", "wylie": ""}


def _write(paths: ArchivePaths, name: str, settled: Mapping[str, Mapping[str, str]]) -> Write:
    """Return a table with the cells of ``settled`` by key; it gets a column ``reviewer``."""
    path = table_path(paths.data, name)
    before = bytes_of(path)
    text = decode_text(before or b"", path).removeprefix(_BOM)
    rows = list(csv.reader(io.StringIO(text, newline="")))
    header = rows[0] if "reviewer" in rows[0] else [*rows[0], "reviewer"]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(header)
    added = dict(settled)
    for cells in filter(None, rows[1:]):
        row = dict(zip(header, [*cells, *[""] * (len(header) - len(cells))], strict=True))
        new = added.pop("/".join(row[key] for key in _TABLES[name].keys), {})
        writer.writerow((row | {k: v for k, v in new.items() if k in row}).values())
    for key, new in added.items():  # a made name: its table has no row of it yet
        row = dict.fromkeys(header, "") | {_TABLES[name].zh: key}
        writer.writerow((row | {k: v for k, v in new.items() if k in row}).values())
    mark = _BOM if (before or b"").startswith(_BOM.encode()) else ""
    return Write(path=path, data=(mark + out.getvalue()).encode(), before=before)
