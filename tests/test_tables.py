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


def test_good_tables_have_no_problem(archive: Archive) -> None:
    assert archive.run("check").exit_code == 0
