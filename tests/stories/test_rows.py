"""A row that an editor adds to a table: what it is made of."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pytest

from aidstories.errors import BadInput
from aidstories.stories.editing.rows import place_row, programme_row
from aidstories.stories.sheets.workbook import text_of
from tests.archive import TABLES

REGION, PREFECTURE = "西藏自治区", "西藏自治区/那曲市"


@pytest.mark.parametrize(
    ("name", "parent", "kind", "short"),
    [
        ("雪山县", PREFECTURE, "县", "雪山"),
        ("雪山区", PREFECTURE, "市辖区", "雪山"),
        ("雪山市", PREFECTURE, "县级市", "雪山"),
        ("雪山市", REGION, "地级市", "雪山"),
        ("雪山地区", REGION, "地区", "雪山"),
        ("雪山自治县", PREFECTURE, "自治县", "雪山"),
        ("雪山省", "", "省", "雪山"),
        ("雪县", PREFECTURE, "县", "雪县"),
    ],
)
def test_the_kind_of_a_place_follows_from_its_name(
    name: str, parent: str, kind: str, short: str
) -> None:
    row = place_row(TABLES, name=name, parent=parent, code="549999")
    assert (row["type"], row["short"], row["zh"]) == (kind, short, name)
    assert row["path"] == (f"{parent}/{name}" if parent else name)
    assert bool(row["parent"]) is bool(parent)


@pytest.mark.parametrize(
    ("name", "parent", "field", "says"),
    [
        ("雪山", PREFECTURE, "zh", "要写全称"),
        ("雪山县", "西藏自治区/那曲", "parent", "最接近的是“西藏自治区/那曲市”"),
    ],
)
def test_what_names_no_place_is_refused(name: str, parent: str, field: str, says: str) -> None:
    with pytest.raises(BadInput) as caught:
        place_row(TABLES, name=name, parent=parent, code="549999")
    (problem,) = caught.value.problems
    assert problem.field == field and says in problem.zh


def test_a_programme_is_found_by_its_name() -> None:
    row = programme_row(TABLES, name="雪线光明行", broader="", en="Snowline")
    assert row == {"id": row["id"], "zh": "雪线光明行", "patterns": "雪线光明行", "en": "Snowline"}
    assert row["id"].startswith("xuexian")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "TRUE"),
        (2024.0, "2024"),
        (2.5, "2.5"),
        (1e15, "1000000000000000.0"),
        (datetime(2024, 5, 1), "2024/5/1"),
        (date(2024, 5, 1), "2024/5/1"),
        ("上\r\n下", "上\n下"),
    ],
)
def test_a_cell_is_read_as_an_editor_sees_it(value: Any, text: str) -> None:
    assert text_of(value) == text


@pytest.mark.parametrize("value", [datetime(2024, 5, 1, 8), time(8, 30)])
def test_a_time_is_no_value_of_a_field(value: Any) -> None:
    assert not isinstance(text_of(value), str)
