"""The spreadsheet route: what was exported comes back, merged three ways, nothing in silence."""

import csv
import io
import tomllib
import zipfile
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from aidstories.stories.format.editable import read_editable
from aidstories.stories.sheets.cells import ELSEWHERE, LONGEST, cell_of, value_of
from aidstories.stories.sheets.columns import editable, header_of, headers
from aidstories.stories.sheets.csv_file import first_row, read_csv, write_csv
from aidstories.stories.sheets.export import read_version, version_cell
from aidstories.stories.sheets.habits import edtf_of, same_cell
from aidstories.stories.sheets.table import Unreadable
from aidstories.stories.sheets.workbook import first_rows, read_workbook
from tests.archive import HOME, PAPER, TABLES, Archive, make_archive
from tests.growth.measure import at_most

CASES = tomllib.loads((HOME / "tests/cases/sheets.toml").read_text("utf-8"))
ID = "jiashi-yiliaodui-zhiyuan-naqu"
OTHER = PAPER.replace("甲市", "乙市")
TEXT_FIELD = TABLES.fields["source"]
EDITABLE = editable(TABLES.fields)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Mapping[Path, bytes]:
    """The files of an archive of two stories, by their paths in it."""
    archive = make_archive(tmp_path_factory.mktemp("made") / "archive")
    archive.add("a.txt")
    archive.add("b.txt", OTHER)
    assert archive.run("import").exit_code == 0
    return {p.relative_to(archive.root): data for p, data in archive.files().items()}


@pytest.fixture
def two(made: Mapping[Path, bytes], tmp_path: Path) -> Archive:
    """An archive of two stories."""
    for name, data in made.items():
        path = tmp_path / "archive" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return Archive(tmp_path / "archive")


Rows = list[dict[str, str]]


def read_rows(file: Path) -> Rows:
    return list(csv.DictReader(io.StringIO(file.read_text("utf-8-sig"), newline="")))


def write_rows(
    file: Path, rows: Rows, *, encoding: str = "utf-8-sig", delimiter: str = ","
) -> None:
    written = io.StringIO(newline="")
    writer = csv.DictWriter(written, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    file.write_bytes(written.getvalue().encode(encoding, "replace"))


def edited(archive: Archive, change: Callable[[Rows], object], **saved: Any) -> Path:
    """Export, change the rows, save."""
    file = archive.root.parent / "s.csv"
    assert archive.run("export", file, "--replace").exit_code == 0
    rows = read_rows(file)
    change(rows)
    write_rows(file, rows, **saved)
    return file


def columns_of(sheet: Worksheet) -> dict[str, int]:
    return {str(cell.value): at for at, cell in enumerate(sheet[1], 1)}


def value(archive: Archive, field: str, id_: str = ID) -> Any:
    (path,) = (path for path in archive.stories() if path.stem == id_)
    matter = read_editable(path.read_text("utf-8"))
    assert matter is not None
    return matter.plain_value(field)


def set_in_file(archive: Archive, field: str, value: Any) -> None:
    (path,) = (path for path in archive.stories() if path.stem == ID)
    matter = read_editable(path.read_text("utf-8"))
    assert matter is not None
    path.write_text(matter.with_value(field, value).text, "utf-8")


def sound(archive: Archive) -> None:
    """Hold that check and verify pass, and that nothing changes on importing the captures."""
    before = archive.files()
    for command in ("check", "verify", "import"):
        done = archive.run(command)
        assert done.exit_code == 0, (command, done.output)
    assert archive.files() == before


# What programs do to cells


@pytest.mark.parametrize("case", CASES["same"], ids=lambda c: f"{c['exported']} {c['cell']}")
def test_what_a_program_made_of_a_cell_is_no_change(case: Mapping[str, Any]) -> None:
    assert same_cell(**{"ansi": False, **case})


@pytest.mark.parametrize("case", CASES["changed"], ids=lambda c: f"{c['exported']} {c['cell']}")
def test_what_an_editor_wrote_is_one(case: Mapping[str, Any]) -> None:
    assert not same_cell(**case)


@pytest.mark.parametrize("case", CASES["date"], ids=lambda c: c["cell"])
def test_dates_of_spreadsheets_are_read(case: Mapping[str, str]) -> None:
    assert edtf_of(case["cell"]) == case["edtf"]


# Cells and files come back as they were

TEXT = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), min_size=1, max_size=12
).map(str.strip)
MARKED = st.one_of(
    TEXT, st.text("|｜/／\\{}甲:, ;'\"=+-@", min_size=1, max_size=8).map(str.strip)
).filter(bool)
PERSON = st.fixed_dictionaries({"name": MARKED}, optional={"role": MARKED})
ITEMS = {
    "people": PERSON,
    "aid": st.dictionaries(st.sampled_from(["donor", "act", "when"]), MARKED, min_size=1),
    "figures": st.fixed_dictionaries(
        {"caption": MARKED}, optional={"credit": st.lists(MARKED, min_size=2, max_size=3)}
    ),
    "statement": st.one_of(MARKED, st.fixed_dictionaries({"dateline": MARKED})),
}
LISTED = [f for f in EDITABLE if f.type in (*ITEMS, "texts", "places", "programs")]


@settings(max_examples=60)
@given(st.data())
def test_lists_come_back_from_a_cell(data: st.DataObject) -> None:
    field = data.draw(st.sampled_from(LISTED))
    items = data.draw(st.lists(ITEMS.get(field.type, MARKED), max_size=4))
    assert value_of(cell_of(items, field), field) == items


def test_people_are_read_as_a_chinese_keyboard_writes_them() -> None:
    people = TABLES.fields["people"]
    read = value_of("央金／护士｜ 次仁 |卓玛/医生/队长", people)
    assert read == [
        {"name": "央金", "role": "护士"},
        {"name": "次仁"},
        {"name": "卓玛", "role": "医生/队长"},
    ]


@pytest.mark.parametrize(
    "value", ["甲" * (LONGEST + 1), "铃\x07", ["不该", "是列表"]], ids=["long", "control", "list"]
)
def test_what_no_cell_holds_is_said_to_stand_elsewhere(value: Any) -> None:
    assert cell_of(value, TEXT_FIELD) == ELSEWHERE


CELLS = st.lists(st.text(st.characters(codec="utf-8", exclude_characters="\x00\r")), min_size=2)


@settings(max_examples=60)
@given(st.lists(CELLS, min_size=1))
def test_csv_comes_back(rows: list[list[str]]) -> None:
    table = read_csv(write_csv(rows))
    assert [list(row.cells) for row in table.rows] == rows


@pytest.mark.parametrize(
    "cell", ["=1+1", "+86", "-5", "@all", "\t=1", "'=1", "''", " =1", "＝1", "＠甲"]
)
def test_no_cell_of_a_csv_is_a_formula(cell: str) -> None:
    data = write_csv([["x", cell]])
    assert next(csv.reader(io.StringIO(data.decode("utf-8-sig"))))[1][0] == "'"
    assert read_csv(data).rows[0].cells == ("x", cell)


@settings(max_examples=30)
@given(st.dictionaries(MARKED, MARKED), MARKED)
def test_a_version_says_what_was_exported(cells: dict[str, str], text: str) -> None:
    version = read_version(version_cell(text, cells))
    assert version is not None
    assert version.cells == cells and version.is_of(text) and not version.is_of(text + "x")


@pytest.mark.parametrize("cell", ["", "0123456789abcdef", "0123456789abcdef:x", "0123:"])
def test_a_version_that_was_changed_is_none(cell: str) -> None:
    assert read_version(cell) is None


# Export


def test_a_csv_opens_in_excel_and_changes_nothing(two: Archive, tmp_path: Path) -> None:
    file = tmp_path / "s.csv"
    done = two.run("export", file)
    assert done.exit_code == 0 and "2 篇报道" in done.output
    data = file.read_bytes()
    assert data.startswith(b"\xef\xbb\xbf") and data.count(b"\r\n") == data.count(b"\n") == 3
    assert list(read_rows(file)[0]) == headers(TABLES.fields)
    before = two.files()
    done = two.run("import", file)
    assert done.exit_code == 0 and "改了 0 篇 0 格，未变 2 篇" in done.output
    assert two.files() == before


def test_an_existing_file_is_not_replaced_unasked(two: Archive, tmp_path: Path) -> None:
    file = tmp_path / "s.csv"
    file.write_text("没有导入的改动", "utf-8")
    done = two.run("export", file)
    assert done.exit_code == 1 and "已经有这个文件" in done.output
    assert file.read_text("utf-8") == "没有导入的改动"
    assert two.run("export", file, "--replace").exit_code == 0


@pytest.mark.parametrize("name", ["s.ods", "s", "s.xls"])
def test_other_kinds_are_an_error_of_usage(two: Archive, tmp_path: Path, name: str) -> None:
    done = two.run("export", tmp_path / name)
    assert done.exit_code == 2 and ".xlsx" in done.output and not (tmp_path / name).exists()


def test_a_field_that_the_archive_adds_has_a_column(two: Archive, tmp_path: Path) -> None:
    table = two.docs / "data" / "fields.csv"
    with table.open("a", encoding="utf-8") as rows:
        rows.write("lanmu,栏目,,Column,text,,,,,,,,印在报上的栏目名\n")
    file = edited(two, lambda rows: rows[0].update({"栏目 lanmu": "雪线手记"}))
    assert two.run("import", file).exit_code == 0
    assert value(two, "lanmu", read_rows(file)[0]["编号 id"]) == "雪线手记"


def test_the_workbook_keeps_text_offers_values_and_explains(two: Archive, tmp_path: Path) -> None:
    set_in_file(two, "kicker", "=1+1")
    file = tmp_path / "s.xlsx"
    assert two.run("export", file).exit_code == 0
    book = openpyxl.load_workbook(file)
    sheet, explained = book["报道"], book["说明"]
    head = columns_of(sheet)
    assert list(head) == headers(TABLES.fields) and sheet.freeze_panes == "B2"
    last = get_column_letter(head["版本（勿改） aidstories_version"])
    assert sheet.column_dimensions[last].hidden
    at_of = {field.type: get_column_letter(head[header_of(field)]) for field in EDITABLE}
    wide = {type_: sheet.column_dimensions[at].width for type_, at in at_of.items()}
    assert (wide["year"], wide["edtf"], wide["choice"], wide["text"]) == (8, 13, 13, 26)
    assert {wide["people"], wide["places"], wide["texts"]} == {40}
    kickers = [row[head["引题 kicker"] - 1] for row in sheet.iter_rows(min_row=2)]
    formula = next(cell for cell in kickers if cell.value)
    assert (formula.value, formula.data_type, formula.quotePrefix) == ("=1+1", "s", True)
    assert all(cell.number_format == "@" for row in sheet.iter_rows() for cell in row)
    rules = {str(r.sqref): r for r in sheet.data_validations.dataValidation}
    strict = {at for at, rule in rules.items() if rule.showErrorMessage}
    choices = (f for f in EDITABLE if f.type == "choice")
    columns = [get_column_letter(head[f"{f.zh} {f.name}"]) for f in choices]
    assert strict == {f"{letter}2:{letter}3" for letter in columns} and len(strict) == 2
    told = [[cell.value for cell in row] for row in explained.iter_rows()]
    assert {f"{f.zh} {f.name}" for f in EDITABLE} <= {row[0] for row in told}
    allowed = {str(row[0]): str(row[3]) for row in told if row}
    heads = next(n for n, row in enumerate(told, 1) if row[0] == "列 Column")
    wrapped = [
        n for n, (cell, *_) in enumerate(explained.iter_rows(), 1) if cell.alignment.wrap_text
    ]
    assert wrapped == [n for n, row in enumerate(told, 1) if n >= heads]
    assert [n for n, (cell, *_) in enumerate(explained.iter_rows(), 1) if cell.font.b] == [heads]
    assert allowed["校对状态 status"] == "未校对、已校对、已核实"
    assert "一张表" in allowed["项目 programs"] and "–" in allowed["年份 year"]


def test_a_file_that_cannot_be_read_is_told_and_nothing_written(
    two: Archive, tmp_path: Path
) -> None:
    two.stories()[0].write_text("没有资料区\n", "utf-8")
    done = two.run("export", tmp_path / "s.csv")
    assert done.exit_code == 1 and "第一行应为 ---" in done.output
    assert not (tmp_path / "s.csv").exists()


# Import


def test_edits_come_in_are_recorded_and_stay(two: Archive) -> None:
    def change(rows: Rows) -> None:
        (row,) = (row for row in rows if row["编号 id"] == ID)
        row["校对状态 status"] = "已校对"
        row["副题 subtitle"] = "雪线上的门诊|之二"
        row["作者 byline"] = "央金/记者|次仁"
        row["发稿地 dateline"] = "2024/5"  # words, where no date stands
        row["年份 year"], row["发表日期 published"] = "2024", "2024/5/1"
        rows.reverse()

    file = edited(two, change)
    done = two.run("import", file, "--dry-run")
    assert (
        "没有写盘" in done.output and "副题 subtitle：（空） → “雪线上的门诊|之二”" in done.output
    )
    assert value(two, "status") == "未校对"
    done = two.run("import", file)
    assert done.exit_code == 0, done.output
    assert "改了 1 篇" in done.output and "未变 1 篇" in done.output
    assert value(two, "status") == "已校对"
    assert value(two, "subtitle") == ["雪线上的门诊", "之二"]
    assert value(two, "byline") == [{"name": "央金", "role": "记者"}, {"name": "次仁"}]
    assert (value(two, "year"), value(two, "published")) == ("2024", "2024-05-01")
    assert value(two, "dateline") == "2024/5"
    sound(two)
    assert "改了 0 篇" in two.run("import", file).output


@pytest.mark.parametrize(
    ("before", "year", "after"),
    [("unknown", "2023", "stated"), ("inferred", "2023", "inferred"), ("inferred", "", "unknown")],
)
def test_a_year_that_an_editor_wrote_is_stated(
    two: Archive, before: str, year: str, after: str
) -> None:
    """Where another basis was given, what it was inferred from may still hold."""
    set_in_file(two, "year_basis", before)
    set_in_file(two, "year", "2022" if before == "inferred" else None)

    def change(rows: Rows) -> None:
        (row,) = (row for row in rows if row["编号 id"] == ID)
        row["年份 year"] = year

    done = two.run("import", edited(two, change))
    assert done.exit_code == 0, done.output
    assert (value(two, "year") or "", value(two, "year_basis")) == (year, after)


def test_the_workbook_comes_in_too(two: Archive, tmp_path: Path) -> None:
    file = tmp_path / "s.xlsx"
    two.run("export", file)
    book = openpyxl.load_workbook(file)
    sheet = book["报道"]
    head = columns_of(sheet)
    (row,) = (row for row in (2, 3) if sheet.cell(row, 1).value == ID)
    sheet.cell(row, head["年份 year"]).value = 2023.0
    sheet.cell(row, head["发表日期 published"]).value = datetime(2023, 6, 2)
    sheet.cell(row, head["校对状态 status"]).value = "已核实"
    book.move_sheet(sheet, 2)
    book.save(file)
    done = two.run("import", file)
    assert done.exit_code == 0, done.output
    assert (value(two, "year"), value(two, "published")) == ("2023", "2023-06-02")
    assert value(two, "status") == "已核实"
    sound(two)


def test_formulas_errors_times_and_merged_cells_are_named(two: Archive, tmp_path: Path) -> None:
    file = tmp_path / "s.xlsx"
    two.run("export", file)
    book = openpyxl.load_workbook(file)
    sheet = book["报道"]
    head = columns_of(sheet)
    sheet.cell(2, head["引题 kicker"]).value = "=A1"
    sheet.cell(2, head["副题 subtitle"]).value = datetime(2023, 6, 2, 8, 30)
    cell = sheet.cell(3, head["发稿地 dateline"])
    cell.value, cell.data_type = "#N/A", "e"
    at = head["来源 source"]
    sheet.merge_cells(start_row=2, end_row=3, start_column=at, end_column=at)
    book.save(file)
    before = two.files()
    done = two.run("import", file)
    assert done.exit_code == 1 and two.files() == before
    for said in (
        ":2: 引题 kicker: 这一格是公式",
        ":2: 副题 subtitle: 这一格是时间",
        ":3: 发稿地 dateline: 这一格是错误值",
        ":2: 来源 source: 这一格与别的格合并了",
        ":3: 来源 source: 这一格与别的格合并了",
    ):
        assert said in done.output


def test_all_faults_are_told_at_once_and_nothing_is_written(two: Archive) -> None:
    def change(rows: Rows) -> None:
        rows[0]["校对状态 status"] = "已教对"
        rows[0]["受援地区 regions"] = "西藏自治区/那曲市/色泥区"
        rows[0]["发表日期 published"] = "5/1/2024"
        rows[0]["援助关系 aid"] = "{donor: 杭州市"
        rows[1]["年份 year"] = "二〇二四"
        rows[1]["援助关系 aid"] = "{donar: 杭州市}"
        rows.append({**rows[1]})
        rows.append({**rows[1], "编号 id": "jiashi-yiliaodui"})
        rows.append({**rows[1], "编号 id": ""})
        rows.append({**rows[1], "编号 id": "x", "版本（勿改） aidstories_version": "改过"})
        for row in rows:
            row["备注 zhu"] = "看过"

    before = two.files()
    done = two.run("import", edited(two, change))
    assert done.exit_code == 1 and two.files() == before
    for said in (
        ":1: 备注 zhu: 没有“备注 zhu”这一列",
        ":2: 校对状态 status: 没有“已教对”这个值；可用：未校对、已校对、已核实；最接近的是“已校对”",
        ":2: 受援地区 regions: data/places.csv 里没有“西藏自治区/那曲市/色泥区”；最接近的是",
        ":2: 发表日期 published: “5/1/2024”不是 EDTF 日期",
        ":2: 援助关系 aid: “{donor: 杭州市”读不了",
        ":3: 年份 year: 应为整数",
        ":3: 援助关系 aid: 不认识的键“donar”；可用：donor、",
        f":4: 编号 id: “{rows_order(two)[1]}”与第 3 行重复",
        ":5: 编号 id: 没有编号为“jiashi-yiliaodui”的报道；最接近的是",
        ":6: 编号 id: 缺少编号",
        ":7: 版本（勿改） aidstories_version: 版本一栏被改动了",
    ):
        assert said in done.output, (said, done.output)


def rows_order(archive: Archive) -> list[str]:
    return sorted(path.stem for path in archive.stories())


def row_of(rows: Rows) -> dict[str, str]:
    (row,) = (row for row in rows if row["编号 id"] == ID)
    return row


def test_a_cell_that_both_changed_is_told_and_the_rest_goes_on(two: Archive) -> None:
    def change(rows: Rows) -> None:
        row_of(rows)["发稿地 dateline"] = "那曲"
        row_of(rows)["校对状态 status"] = "已校对"
        row_of(rows)["受援地区 regions"] += "|西藏自治区/拉萨市"
        for row in rows:
            row["引题 kicker"] = "雪线"

    file = edited(two, change)
    set_in_file(two, "dateline", "色尼")
    set_in_file(two, "status", "已校对")
    set_in_file(two, "regions", ["西藏自治区/山南市", *value(two, "regions")])
    done = two.run("import", file)
    assert done.exit_code == 1 and "冲突 1 格" in done.output
    assert "发稿地 dateline: 两边都改了，没有写：报道里现在是“色尼”，表里是“那曲”" in done.output
    assert value(two, "dateline") == "色尼" and value(two, "status") == "已校对"
    regions = value(two, "regions")
    assert regions[0] == "西藏自治区/山南市" and regions[-1] == "西藏自治区/拉萨市"
    assert len(regions) == 3
    assert {value(two, "kicker", id_) for id_ in rows_order(two)} == {"雪线"}
    two.run("import")
    sound(two)


def test_an_untouched_cell_keeps_what_the_file_says_now(two: Archive) -> None:
    file = edited(two, lambda rows: row_of(rows).update({"引题 kicker": "雪线"}))
    set_in_file(two, "dateline", "色尼")
    assert two.run("import", file).exit_code == 0
    assert (value(two, "kicker"), value(two, "dateline")) == ("雪线", "色尼")


def test_an_empty_cell_takes_the_value_out(two: Archive) -> None:
    assert value(two, "byline")
    file = edited(two, lambda rows: row_of(rows).update({"作者 byline": ""}))
    assert two.run("import", file).exit_code == 0
    assert value(two, "byline") is None
    sound(two)


def test_what_is_required_cannot_be_emptied(two: Archive) -> None:
    before = two.files()
    file = edited(two, lambda rows: row_of(rows).update({"标题 title": ""}))
    done = two.run("import", file)
    assert done.exit_code == 1 and "标题 title: 缺少“标题”" in done.output
    assert two.files() == before


def test_columns_and_rows_may_be_left_out(two: Archive) -> None:
    file = edited(two, lambda rows: row_of(rows).update({"校对状态 status": "已校对"}))
    keep = ("校对状态 status", "编号 id", "版本（勿改） aidstories_version")
    write_rows(file, [{name: row_of(read_rows(file))[name] for name in keep}])
    assert two.run("import", file).exit_code == 0
    assert value(two, "status") == "已校对" and value(two, "regions")


@pytest.mark.parametrize(
    "saved",
    [
        {"encoding": "gb18030"},
        {"encoding": "utf-16", "delimiter": "\t"},
        {"encoding": "utf-8", "delimiter": ";"},
        {"encoding": "gbk", "delimiter": "\t"},
    ],
    ids=lambda saved: " ".join(map(repr, saved.values())),
)
def test_other_programs_save_other_csv(two: Archive, saved: dict[str, str]) -> None:
    def change(rows: Rows) -> None:
        row_of(rows).update({"发稿地 dateline": "那曲；色尼"})

    done = two.run("import", edited(two, change, **saved))
    assert done.exit_code == 0, done.output
    assert value(two, "dateline") == "那曲；色尼"


@pytest.mark.parametrize(
    ("delimiter", "saved"),
    [
        (";", lambda text: "sep=;\r\n" + text),
        ("\t", lambda text: '"sep=\t"\n' + text),
        ("|", lambda text: "SEP=|\r\n" + text),
        (",", lambda text: text.replace("\r\n", "\r")),
        (";", lambda text: ("sep=;\r\n" + text).replace("\r\n", "\r")),
        (",", lambda text: "\r\n\r\n" + text),
        (",", lambda text: "\n" + ",,,\n" + text),
    ],
    ids=["sep", "sep quoted", "sep |", "CR", "sep CR", "blank lines", "empty row"],
)
def test_a_sheet_is_one_however_it_begins_and_its_lines_end(
    two: Archive, delimiter: str, saved: Callable[[str], str]
) -> None:
    def change(rows: Rows) -> None:
        row_of(rows).update({"发稿地 dateline": "那曲；色尼"})

    file = edited(two, change, delimiter=delimiter)
    file.write_bytes(saved(file.read_bytes().decode("utf-8-sig")).encode("utf-8-sig"))
    stories = sorted(two.paths.stories.rglob("*.md"))
    done = two.run("import", file)
    assert done.exit_code == 0, done.output
    assert value(two, "dateline") == "那曲；色尼"
    assert sorted(two.paths.stories.rglob("*.md")) == stories, "no story is made of the sheet"


def test_a_capture_that_speaks_of_sep_is_none(two: Archive) -> None:
    file = two.root.parent / "a.txt"
    file.write_text("sep=x\n编号,版本\n", "utf-8")
    assert first_row(file.read_bytes()) == ("sep=x",)


def test_letters_that_gbk_lacks_are_not_lost(two: Archive) -> None:
    set_in_file(two, "kicker", "雪线 བོད།")
    set_in_file(two, "dateline", "色尼 བོད།")

    def change(rows: Rows) -> None:
        row_of(rows)["校对状态 status"] = "已校对"

    assert two.run("import", edited(two, change, encoding="gbk")).exit_code == 0
    assert (value(two, "kicker"), value(two, "status")) == ("雪线 བོད།", "已校对")
    file = edited(two, lambda r: row_of(r).update({"引题 kicker": "雪原 བོད།"}), encoding="gbk")
    done = two.run("import", file)
    assert done.exit_code == 1 and "引题 kicker: 存盘时丢了字" in done.output
    assert value(two, "kicker") == "雪线 བོད།"


def test_a_file_that_is_no_text_is_named_by_line(two: Archive) -> None:
    file = edited(two, lambda rows: None)
    file.write_bytes(file.read_bytes() + b"\xff\xff\xff\n")
    done = two.run("import", file)
    assert done.exit_code == 1 and "s.csv:4: 不是 UTF-8，也不是 GB18030" in done.output


def test_an_open_quote_is_named_by_row(two: Archive) -> None:
    file = edited(two, lambda rows: None)
    file.write_bytes(file.read_bytes() + '"没有关上\n'.encode())
    done = two.run("import", file)
    assert done.exit_code == 1 and "s.csv:4: 引号没有配对" in done.output


def test_a_row_too_long_is_named(two: Archive) -> None:
    file = edited(two, lambda rows: None)
    lines = file.read_bytes().split(b"\r\n")
    lines[1] += b",x"
    file.write_bytes(b"\r\n".join(lines))
    done = two.run("import", file)
    assert done.exit_code == 1 and "s.csv:2: 这一行有" in done.output


def test_a_sheet_without_its_version_is_refused_not_taken_for_a_capture(two: Archive) -> None:
    file = edited(two, lambda rows: [row.popitem() for row in rows])
    done = two.run("import", file)
    assert done.exit_code == 1 and "少了“版本（勿改） aidstories_version”一列" in done.output
    assert not (two.seeds / file.name).exists()


@pytest.mark.parametrize("kept", [("id", "title"), ("id", "source"), ("title", "source", "year")])
def test_a_few_columns_of_a_sheet_are_still_one(two: Archive, kept: tuple[str, ...]) -> None:
    """Whoever removes the columns that do not concern him meant no new story."""
    header = {name: header_of(TABLES.fields[name]) for name in kept}

    def cut(rows: Rows) -> None:
        rows[:] = [{header[name]: row[header[name]] for name in kept} for row in rows]

    before = two.files()
    done = two.run("import", edited(two, cut))
    assert done.exit_code == 1 and "一列" in done.output
    assert two.files() == before


def _renamed(file: Path, name: Callable[[str], str]) -> None:
    names, *rows = csv.reader(io.StringIO(file.read_bytes().decode("utf-8-sig")))
    written = io.StringIO(newline="")
    csv.writer(written).writerows([list(map(name, names)), *rows])
    file.write_bytes(written.getvalue().encode("utf-8-sig"))


@pytest.mark.parametrize("name", [str.upper, lambda title: title.replace(" ", "\n")])
def test_names_in_capitals_or_on_two_lines_are_those_of_columns(
    two: Archive, name: Callable[[str], str]
) -> None:
    """Alt and Enter break the name of a narrow column; the sheet had become a story."""
    file = two.root.parent / "s.csv"
    assert two.run("export", file).exit_code == 0
    _renamed(file, name)
    before = two.files()
    done = two.run("import", file)
    assert done.exit_code == 0 and two.files() == before


def test_a_sheet_with_a_word_behind_its_names_is_no_story(two: Archive) -> None:
    file = two.root.parent / "s.csv"
    assert two.run("export", file).exit_code == 0
    _renamed(file, lambda title: f"{title}（必填）")
    before = two.files()
    done = two.run("import", file)
    assert done.exit_code == 1 and "这是导出的表，但少了“编号 id”一列" in done.output
    assert two.files() == before


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_sheet_without_its_first_row_is_one(two: Archive, kind: str) -> None:
    file = two.root.parent / f"s.{kind}"
    assert two.run("export", file).exit_code == 0
    if kind == "csv":
        file.write_bytes(file.read_bytes().partition(b"\r\n")[2])
    else:
        book = openpyxl.load_workbook(file)
        book.worksheets[0].delete_rows(1)
        book.save(file)
    before = two.files()
    done = two.run("import", file)
    assert done.exit_code == 1 and f"s.{kind}:1: 这是导出的表，但少了第一行" in done.output
    assert two.files() == before


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("above", ["报道一览", None])
def test_a_sheet_with_a_title_above_or_other_names_is_one(
    two: Archive, kind: str, above: str | None
) -> None:
    """It had become a story of the table's rows."""
    file = two.root.parent / f"s.{kind}"
    assert two.run("export", file).exit_code == 0
    if kind == "csv" and above:
        file.write_bytes(
            f"{above},,,,\r\n".encode() + file.read_bytes().removeprefix(b"\xef\xbb\xbf")
        )
    elif kind == "csv":
        _renamed(file, lambda title: title.split(" ")[0])
    else:
        book = openpyxl.load_workbook(file)
        sheet = book.worksheets[0]
        if above:
            sheet.insert_rows(1)
            sheet["A1"] = above
        for cell in () if above else sheet[1]:
            cell.value = str(cell.value).split(" ")[0]
        book.save(file)
    before = two.files()
    done = two.run("import", file)
    assert done.exit_code == 1 and f"s.{kind}:1: 这是导出的表，但第一行不是" in done.output
    assert two.files() == before


@pytest.mark.parametrize(
    "first",
    ["医疗队的医生在那曲市住了整整三年:", "编号 id,名称\n1,甲", "标题 title,年份 year\n甲,2"],
)
def test_a_table_of_another_system_is_a_capture(two: Archive, first: str) -> None:
    file = two.root.parent / "t.csv"
    file.write_text(first + "市的医生到了那曲，乡亲都来看病。\n", "utf-8")
    assert two.run("import", file).exit_code == 0 and (two.seeds / "t.csv").exists()


def _made(far: str, merged: str) -> bytes:
    """Return a workbook with a cell at ``far``, in which ``merged`` is one cell."""
    book, file, changed = openpyxl.Workbook(), io.BytesIO(), io.BytesIO()
    sheet: Any = book.active
    sheet[far] = "远"
    sheet.merge_cells("A1:B2")
    book.save(file)
    with zipfile.ZipFile(file) as made, zipfile.ZipFile(changed, "w") as archive:
        for name in made.namelist():
            archive.writestr(name, made.read(name).replace(b'"A1:B2"', f'"{merged}"'.encode()))
    return changed.getvalue()


@pytest.mark.parametrize("far, merged", [("XFD1048576", "A1:B2"), ("C3", "A1:XFD1048576")])
def test_a_sheet_of_a_million_empty_rows_is_refused(far: str, merged: str) -> None:
    data = _made(far, merged)
    with at_most(5), pytest.raises(Unreadable, match="empty rows"):
        read_workbook(data)
    assert list(first_rows(data, 1))


def test_a_sheet_with_room_below_is_none() -> None:
    with pytest.raises(Unreadable, match="not in it"):
        read_workbook(_made("Z2000", "A1:C40"))


def test_a_damaged_workbook_is_refused(two: Archive, tmp_path: Path) -> None:
    file = tmp_path / "s.xlsx"
    two.run("export", file)
    data = file.read_bytes()
    file.write_bytes(data[: len(data) // 2])
    before = two.files()
    assert two.run("import", file).exit_code == 1
    assert two.files() == before


def test_a_table_of_articles_is_still_a_capture(two: Archive, tmp_path: Path) -> None:
    body = PAPER.split("\n\n", 2)[2].replace("\n", "")
    file = tmp_path / "articles.csv"
    file.write_text(f"id,title,content,status\n7,丙市医疗队支援那曲,{body},发布\n", "utf-8")
    done = two.run("import", file)
    assert done.exit_code == 0 and (two.seeds / "articles.csv").is_file()
    assert len(two.stories()) == 3


def test_sheets_and_captures_come_in_together(two: Archive, tmp_path: Path) -> None:
    file = edited(two, lambda rows: row_of(rows).update({"校对状态 status": "已校对"}))
    more = tmp_path / "c.txt"
    more.write_text(PAPER.replace("甲市", "丙市"), "utf-8")
    done = two.run("import", file, more)
    assert done.exit_code == 0 and "1 个原稿" in done.output
    assert value(two, "status") == "已校对" and len(two.stories()) == 3


def test_a_sheet_dragged_into_the_terminal_is_one(two: Archive) -> None:
    file = edited(two, lambda rows: row_of(rows).update({"校对状态 status": "已校对"}))
    assert two.run("import", file.as_uri()).exit_code == 0
    assert value(two, "status") == "已校对"


def test_a_sheet_from_standard_input_is_one(two: Archive) -> None:
    file = edited(two, lambda rows: row_of(rows).update({"校对状态 status": "已校对"}))
    assert two.run("import", "-", input=file.read_bytes()).exit_code == 0
    assert value(two, "status") == "已校对"


def test_a_day_in_place_of_a_month_is_an_edit(two: Archive) -> None:
    set_in_file(two, "published", "2024-05")
    file = edited(two, lambda rows: row_of(rows).update({"发表日期 published": "May-24"}))
    assert "改了 0 篇" in two.run("import", file).output
    file = edited(two, lambda rows: row_of(rows).update({"发表日期 published": "2024-05-01"}))
    assert two.run("import", file).exit_code == 0
    assert value(two, "published") == "2024-05-01"


def test_what_stands_elsewhere_is_told_and_kept(two: Archive, tmp_path: Path) -> None:
    long = "雪" * (LONGEST + 1)
    set_in_file(two, "kicker", long)
    done = two.run("export", tmp_path / "s.csv")
    assert done.exit_code == 0 and "kicker: 这一项放不进表格的一格" in done.output
    file = edited(two, lambda rows: row_of(rows).update({"校对状态 status": "已校对"}))
    assert two.run("import", file).exit_code == 0
    assert value(two, "kicker") == long


def test_evidence_of_a_value_that_is_gone_goes_with_it(two: Archive) -> None:
    given = [
        {"field": "regions", "value": value(two, "regions")[0], "by": "editor"},
        {"field": "source", "value": "雪线日报", "by": "editor"},
    ]
    set_in_file(two, "source", "雪线日报")
    set_in_file(two, "evidence", given)
    file = edited(two, lambda r: row_of(r).update({"受援地区 regions": "西藏自治区/山南市"}))
    assert two.run("import", file).exit_code == 0
    assert [one["field"] for one in value(two, "evidence")] == ["source"]
    two.run("import")
    sound(two)


def test_an_english_editor_reads_english(two: Archive) -> None:
    file = edited(two, lambda rows: row_of(rows).update({"校对状态 status": "x"}))
    done = two.run("import", file, lang="en_US.UTF-8")
    assert done.exit_code == 1 and "no such value 'x'; allowed:" in done.output


@pytest.mark.parametrize(
    ("target", "options"),
    [
        ("docs/data/places.csv", ()),
        ("docs/data/new.csv", ()),
        ("docs/stories/2024/a.xlsx", ()),
        ("seeds/a.csv", ()),
        ("docs/data/places.csv", ("--tibetan",)),
        ("docs/data/places.csv", ("--opensearch",)),
        ("mkdocs.yml", ("--opensearch",)),
        ("manifest.json", ("--opensearch",)),
        ("seeds/a.txt", ("--opensearch", "--passages")),
        ("docs/data/places.csv", ("--bag",)),
        ("mkdocs.yml", ("--bag",)),
        ("link.csv", ()),
    ],
)
def test_no_export_takes_the_place_of_a_file_of_the_archive(
    two: Archive, target: str, options: tuple[str, ...]
) -> None:
    file = two.root / target
    if target == "link.csv":
        file.symlink_to("docs/data/places.csv")
    before = two.every()
    done = two.run("export", file, "--replace", *options)
    assert done.exit_code == 1 and file.name in done.stderr
    assert two.every() == before


def test_an_export_may_stand_beside_the_archive_s_files(two: Archive) -> None:
    for name in ("s.csv", "out/s.csv", "docs.csv", "seeds-2024.csv"):
        assert two.run("export", two.root / name).exit_code == 0


COMMENTED = """---
id: gap

# 谁写的
title: '山里 # 的医生'   # 见报纸

source: "长治日报"
regions:  # 到过的地方
    - 西藏自治区/昌都市
# 完
---

正文。
"""


@pytest.mark.parametrize(
    ("key", "value", "before", "after"),
    [
        ("title", "山口的医生", "title: '山里 # 的医生'   #", "title: '山口的医生'   #"),
        ("source", "北京日报", 'source: "长治日报"', "source: 北京日报"),
        ("source", "", 'source: "长治日报"\n', ""),
        (
            "regions",
            ["甘肃省"],
            "regions:  # 到过的地方\n    - 西藏自治区/昌都市",
            "regions: [甘肃省]",
        ),
        ("kicker", "", "", ""),
    ],
)
def test_an_edited_field_leaves_comments_and_blank_lines_about_it(
    key: str, value: object, before: str, after: str
) -> None:
    matter = read_editable(COMMENTED)
    assert matter is not None
    assert matter.with_value(key, value).text == COMMENTED.replace(before, after, 1)


def test_what_two_stories_are_called_is_changed_in_neither(two: Archive) -> None:
    def change(rows: Rows) -> None:
        rows[0]["副题 subtitle"] = "雪线上"

    file = edited(two, change)
    (story,) = (path for path in two.stories() if path.stem == read_rows(file)[0]["编号 id"])
    again = two.docs / "stories/1999" / story.name
    again.parent.mkdir()
    again.write_text(story.read_text("utf-8"), "utf-8")
    before = two.files()
    for command in (("import", file), ("translate", story.stem)):
        done = two.run(*command)
        assert done.exit_code == 1 and f"1999/{story.name}" in done.stderr
    assert two.files() == before
