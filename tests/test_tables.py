"""The tables of ``docs/data``: whatever is wrong is named by file, line and column."""

from collections.abc import Callable

import pytest

from tests.archive import Archive

CASES: dict[str, tuple[str, Callable[[str], str], tuple[str, ...]]] = {
    "a column is missing": (
        "publishers.csv",
        lambda text: text.replace("name,kind", "nom,kind", 1),
        ("docs/data/publishers.csv:1", "name", "nom"),
    ),
    "a row has too many cells": (
        "not_places.csv",
        lambda text: text + "多一格,other,x,y\n",
        ("docs/data/not_places.csv:", "多一格"),
    ),
    "a required cell is empty": (
        "programmes.csv",
        lambda text: text + "x,,,,,1,,,,,某计划,\n",
        ("docs/data/programmes.csv:", "zh"),
    ),
    "a whole number is none": (
        "programmes.csv",
        lambda text: text + "x,某计划,,,,一,,,,,某计划,\n",
        ("docs/data/programmes.csv:", "tier", "一"),
    ),
    "a pattern that matches any text": (
        "programmes.csv",
        lambda text: text + "x,某计划,,,,1,,,,,.*,\n",
        ("docs/data/programmes.csv:", "patterns", "任何文字"),
    ),
    "a pattern that any sign matches": (
        "programmes.csv",
        lambda text: text + "x,某计划,,,,1,,,,,某计划|.,\n",
        ("docs/data/programmes.csv:", "patterns", "任何文字"),
    ),
    "a division code is none": (
        "places.csv",
        lambda text: text + "5406,,省,某省,某省,mou sheng,,,,,,,,,,\n",
        ("docs/data/places.csv:", "code", "5406", "540602"),
    ),
    "a parent that is not there": (
        "places.csv",
        lambda text: text + "990101,990100,县,某县,某市/某县,mou xian,,,,,,,,,,\n",
        ("docs/data/places.csv:", "parent", "990100"),
    ),
    "a path that is not the parent's": (
        "places.csv",
        lambda text: text + "540699,540600,县,某县,西藏自治区/某市/某县,mou xian,,,,,,,,,,\n",
        ("docs/data/places.csv:", "path", "西藏自治区/那曲市/某县"),
    ),
    "a path twice": (
        "places.csv",
        lambda text: text + "540699,540600,县,色尼区,西藏自治区/那曲市/色尼区,seni,,,,,,,,,,\n",
        ("docs/data/places.csv:", "path", "西藏自治区/那曲市/色尼区", "写了两次"),
    ),
    "a kind of publisher that nobody knows": (
        "publishers.csv",
        lambda text: text + "某报,newspapr,,,\n",
        ("docs/data/publishers.csv:", "kind", "newspapr", "newspaper"),
    ),
    "a pattern that takes time without end": (
        "programmes.csv",
        lambda text: text + "x,某计划,,,,1,,,,,(?:某+)+计划,\n",
        ("docs/data/programmes.csv:", "patterns", "算不完"),
    ),
    "a pattern whose words may stand for each other": (
        "programmes.csv",
        lambda text: text + "x,某计划,,,,1,,,,,(某|某某)*计划,\n",
        ("docs/data/programmes.csv:", "patterns", "算不完"),
    ),
    "a pattern is no regular expression": (
        "programmes.csv",
        lambda text: text + "x,某计划,,,,1,,,,,(某计划,\n",
        ("docs/data/programmes.csv:", "patterns", "(某计划"),
    ),
    "a batch is malformed": (
        "programmes.csv",
        lambda text: text + "x,某计划,,,,1,,,,首批,某计划,\n",
        ("docs/data/programmes.csv:", "batches", "首批"),
    ),
    "a value is none of those allowed": (
        "not_places.csv",
        lambda text: text + "某词,别的,x\n",
        ("docs/data/not_places.csv:", "reading", "other"),
    ),
    "blanks behind a name": (
        "institutions.csv",
        lambda text: text + "某某医院\u00a0,北京市,\n",
        ("docs/data/institutions.csv:", "name", "某某医院", "空格"),
    ),
    "blanks before one of several": (
        "publishers.csv",
        lambda text: text + "某报,newspaper,,某晚报| 某早报,\n",
        ("docs/data/publishers.csv:", "aliases", "某早报", "空格"),
    ),
    "a tab in a name": (
        "institutions.csv",
        lambda text: text + "某某医院,北京市,某\t院\n",
        ("docs/data/institutions.csv:", "aliases", "制表符"),
    ),
    "a line break in a name": (
        "publishers.csv",
        lambda text: text + '"某\n报",newspaper,,,\n',
        ("docs/data/publishers.csv:", "name", "某 报", "换行"),
    ),
    "one of several is empty": (
        "publishers.csv",
        lambda text: text + "某报,newspaper,,某晚报||某早报,\n",
        ("docs/data/publishers.csv:", "aliases", "空的"),
    ),
    "one of several stands twice": (
        "institutions.csv",
        lambda text: text + "某某医院,北京市,某院|某院\n",
        ("docs/data/institutions.csv:", "aliases", "某院", "两次"),
    ),
    "another name is the name of another": (
        "institutions.csv",
        lambda text: text + "某某医院,北京市,\n另一医院,北京市,某某医院\n",
        ("docs/data/institutions.csv:", "aliases", "某某医院", "已是"),
    ),
    "another name is another name of another": (
        "publishers.csv",
        lambda text: text + "某报,newspaper,,某晚报,\n另一报,newspaper,,某晚报,\n",
        ("docs/data/publishers.csv:", "aliases", "某晚报", "某报"),
    ),
    "names of a place that is not there": (
        "place_names.csv",
        lambda text: text + "西藏自治区/那曲是,en,Nowhere,x\n",
        ("docs/data/place_names.csv:", "path", "西藏自治区/那曲是", "西藏自治区/那曲市"),
    ),
    "semicolons part the cells, as a German or French Excel has it": (
        "publishers.csv",
        lambda text: text.replace(",", ";"),
        ("docs/data/publishers.csv:1: 这张表的各格用分号隔开", "CSV UTF-8（逗号分隔）"),
    ),
    "tabs part the cells": (
        "publishers.csv",
        lambda text: text.replace(",", "\t"),
        ("docs/data/publishers.csv:1: 这张表的各格用制表符隔开",),
    ),
    "a line for Excel stands before the header": (
        "publishers.csv",
        lambda text: f"sep=,\n{text}",
        ("docs/data/publishers.csv:1: 第一行的“sep=”不是表头",),
    ),
    "the same key stands twice": (
        "reasons.csv",
        lambda text: text + "reason,blank,空白,,blank,,unattested,又一次\n",
        ("docs/data/reasons.csv:", "key", "blank"),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_check_names_the_place(archive: Archive, case: str) -> None:
    table, change, told = CASES[case]
    path = archive.docs / "data" / table
    path.write_text(change(path.read_text("utf-8")), "utf-8")
    done = archive.run("check")
    assert done.exit_code == 1
    for words in told:
        assert words in done.stderr


def test_all_problems_of_all_tables_come_at_once(archive: Archive) -> None:
    for table in ("publishers.csv", "reasons.csv"):
        path = archive.docs / "data" / table
        path.write_text("x\ny\n", "utf-8")
    done = archive.run("check")
    assert "publishers.csv:1" in done.stderr and "reasons.csv:1" in done.stderr


@pytest.mark.parametrize("table", ["places", "programmes", "publishers", "institutions", "reasons"])
def test_a_byte_order_mark_as_excel_writes_it_is_no_part_of_a_name(
    archive: Archive, table: str
) -> None:
    path = archive.docs / "data" / f"{table}.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    archive.add()
    assert archive.run("import").exit_code == 0
    assert archive.run("check").exit_code == 0


def test_rows_of_commas_are_blank_lines(archive: Archive) -> None:
    path = archive.docs / "data" / "publishers.csv"
    path.write_text(path.read_text("utf-8") + ",,,,\r\n" * 3 + "\r\n", "utf-8")
    assert archive.run("check").exit_code == 0


def test_a_table_that_semicolons_part_is_told_in_one_line(archive: Archive) -> None:
    path = archive.docs / "data" / "publishers.csv"
    path.write_text(path.read_text("utf-8").replace(",", ";"), "utf-8")
    assert archive.run("check").stderr.count("publishers.csv") == 1


def test_a_table_that_is_no_utf8_is_named(archive: Archive) -> None:
    path = archive.docs / "data" / "publishers.csv"
    path.write_bytes(path.read_text("utf-8").encode("gb18030"))
    done = archive.run("check")
    assert done.exit_code == 1 and "publishers.csv" in done.stderr and "UTF-8" in done.stderr


def test_a_table_that_is_missing_is_named(archive: Archive) -> None:
    archive.add()
    (archive.docs / "data" / "institutions.csv").unlink()
    done = archive.run("import")
    assert done.exit_code == 1 and "institutions.csv" in done.stderr


def test_the_line_told_is_that_of_the_row_itself(archive: Archive) -> None:
    path = archive.docs / "data" / "institutions.csv"
    before = path.read_text("utf-8")
    path.write_text(f"{before}第二某某医院,北京市,\n某某医院,北京市,第二某某医院\n", "utf-8")
    assert f"institutions.csv:{len(before.splitlines()) + 2}: " in archive.run("check").stderr


def test_words_of_the_interface_may_end_in_a_blank(archive: Archive) -> None:
    path = archive.docs / "data" / "terms.csv"
    path.write_text(f"{path.read_text('utf-8')}x.word,某：,,of: ,,unattested\n", "utf-8")
    assert archive.run("check").exit_code == 0


def test_good_tables_have_no_problem(archive: Archive) -> None:
    assert archive.run("check").exit_code == 0
