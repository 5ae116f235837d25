"""The sheet as an Excel workbook, written: stories, explanations, values to choose from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from aidstories.fields import Field
from aidstories.stories.sheets.cells import ELSEWHERE, holds_several
from aidstories.stories.sheets.columns import VERSION, editable, header_of, name_in
from aidstories.tables import Tables

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_STORIES, _HELP, _VALUES = "报道", "说明", "取值"
_WIDTHS = {"id": 28, "year": 8, "edtf": 13, "choice": 13, "text": 26}
"""Characters that a column is wide, by the type of its field; lists get `_WIDE`."""
_WIDE = 40
_TEXT = "@"
"""The format of a cell that stays text: 2024-05, 0012."""
_HOW_TO = (
    ("每行一篇报道。改完存盘，用 aidstories import 导入；先看会改什么，加 --dry-run。",),
    ("没有动过的格不会变；别人同时改过的格会告诉你，不会覆盖。行可以排序、筛选、删去。",),
    ("几个值用 | 隔开；人写作 姓名/身份；文字里的 | / \\ 写作 \\| \\/ \\\\。",),
    (f"写着“{ELSEWHERE}”的格放不下它的值，请在报道的文件里改。编号和版本两列不要改。",),
    ("One row for each story. Parts of a list stand between |, a person is name/role.",),
)
_KINDS = {
    "text": "一段文字",
    "texts": "文字，几段用 | 隔开",
    "statement": "文字，几段用 | 隔开；电头写作 {dateline: …}",
    "people": "姓名/身份，几人用 | 隔开",
    "edtf": "日期，如 2024-05-20、2024-05、XXXX-05-20",
    "year": "四位数字",
    "choice": "从列表里选一个",
    "places": "全路径，几个用 | 隔开",
    "programs": "项目，几个用 | 隔开",
    "aid": "{donor: …, recipient: …}，几条用 | 隔开",
    "figures": "{caption: …, credit: …}，几幅用 | 隔开",
}


def write_workbook(rows: Sequence[Sequence[str]], tables: Tables) -> bytes:
    """Return rows, the first with the headers, as a workbook with explanations."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    fields = {field.name: field for field in (tables.fields["id"], *editable(tables.fields))}
    lists = {name: _allowed(field, tables) for name, field in fields.items()}
    lists = {name: values for name, values in lists.items() if values}
    sheet = book.create_sheet(_STORIES)
    _fill(sheet, rows)
    _lay_out(sheet, [name_in(header) for header in rows[0]], fields)
    _explain(book.create_sheet(_HELP), fields)
    _offer(book, sheet, [name_in(header) for header in rows[0]], fields, lists, len(rows))
    written = BytesIO()
    book.save(written)
    return written.getvalue()


def _allowed(field: Field, tables: Tables) -> tuple[str, ...]:
    return tables.authority(field.authority) if field.authority else field.values


def _fill(sheet: Worksheet, rows: Sequence[Sequence[str]]) -> None:
    from openpyxl.styles import Alignment

    top = Alignment(vertical="top", wrap_text=True)
    for number, cells in enumerate(rows, 1):
        for at, text in enumerate(cells, 1):
            if text:
                cell = sheet.cell(number, at)
                cell.value, cell.data_type = text, "s"  # = + - @ begin no formula
                cell.number_format, cell.quotePrefix = _TEXT, True
                cell.alignment = top
            else:
                sheet.cell(number, at).number_format = _TEXT


def _lay_out(sheet: Worksheet, names: Sequence[str], fields: Mapping[str, Field]) -> None:
    from openpyxl.styles import Font, PatternFill
    from openpyxl.utils import get_column_letter

    for at, name in enumerate(names, 1):
        column = sheet.column_dimensions[get_column_letter(at)]
        column.width = _WIDTHS.get(fields[name].type, _WIDE) if name in fields else _WIDE
        column.hidden = name == VERSION
        head = sheet.cell(1, at)
        head.font = Font(bold=True)
        head.fill = PatternFill("solid", fgColor="E8E2D6")
    sheet.freeze_panes = "B2"
    sheet.auto_filter.ref = sheet.dimensions


def _explain(sheet: Worksheet, fields: Mapping[str, Field]) -> None:
    from openpyxl.styles import Alignment, Font

    lines: list[tuple[str, ...]] = [*_HOW_TO, ()]
    lines.append(("列 Column", "怎样写 Form", "说明 Note", "可用的值 Allowed", "必填 Required"))
    lines += [
        (
            header_of(field),
            _KINDS.get(field.type, field.type),
            field.note,
            "、".join(field.values)
            or (f"见“{_VALUES}”一张表" if field.authority else "")
            or "–".join(map(str, field.limits or ())),
            "是" if field.required else "",
        )
        for field in fields.values()
    ]
    _fill(sheet, lines)
    sheet.row_dimensions[1].height = None
    for column, width in zip("ABCDE", (26, 40, 60, 34, 12), strict=True):
        sheet.column_dimensions[column].width = width
    for number in range(1, len(_HOW_TO) + 1):
        sheet.cell(number, 1).alignment = Alignment(wrap_text=False)
    for cell in sheet[len(_HOW_TO) + 2]:
        cell.font = Font(bold=True)


def _offer(
    book: Workbook,
    sheet: Worksheet,
    names: Sequence[str],
    fields: Mapping[str, Field],
    lists: Mapping[str, Sequence[str]],
    rows: int,
) -> None:
    """Give the columns with allowed values a list to choose from.

    A choice takes nothing else; what a table lists, and what may be several, is offered only.
    """
    from openpyxl.utils import get_column_letter, quote_sheetname
    from openpyxl.worksheet.datavalidation import DataValidation

    values = book.create_sheet(_VALUES)
    for at, (name, listed) in enumerate(lists.items(), 1):
        letter = get_column_letter(at)
        _column(values, at, [header_of(fields[name]), *listed])
        area = f"{quote_sheetname(_VALUES)}!${letter}$2:${letter}${len(listed) + 1}"
        rule: Any = DataValidation(type="list", formula1=area, allow_blank=True)
        rule.showErrorMessage = fields[name].type == "choice" and not holds_several(fields[name])
        rule.errorTitle, rule.error = fields[name].zh, "、".join(listed)[:200]
        sheet.add_data_validation(rule)
        column = get_column_letter(names.index(name) + 1)
        rule.add(f"{column}2:{column}{max(rows, 2)}")


def _column(sheet: Worksheet, at: int, texts: Sequence[str]) -> None:
    from openpyxl.utils import get_column_letter

    for number, text in enumerate(texts, 1):
        cell = sheet.cell(number, at)
        cell.value, cell.data_type, cell.number_format = text, "s", _TEXT
    sheet.column_dimensions[get_column_letter(at)].width = _WIDE
