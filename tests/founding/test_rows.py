"""Tables merged by the keys of their rows."""

import tomllib
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aidstories.founding.rows import merge_rows
from tests.archive import HOME

CASES = tomllib.loads((HOME / "tests/cases/table_rows.toml").read_text("utf-8"))
HEADER = "name,kind,place,aliases,host"


def table(rows: list[str], header: str = HEADER) -> str:
    return "".join(f"{row}\n" for row in [header, *rows])


@pytest.mark.parametrize("case", CASES["case"], ids=lambda case: case["name"])
def test_cases(case: Mapping[str, Any]) -> None:
    merged = merge_rows("publishers.csv", *(table(case[s]) for s in ("base", "ours", "theirs")))
    assert merged is not None
    assert merged.text == table(case["text"])
    assert merged.proposed == table(case.get("proposed", case["text"]))
    assert bool(merged.conflicts) == ("proposed" in case)


@pytest.mark.parametrize("case", CASES["unfit"], ids=lambda case: case["name"])
def test_what_is_no_table_is_not_merged_by_rows(case: Mapping[str, Any]) -> None:
    sound = table(["甲报,newspaper,,,"])
    assert merge_rows("publishers.csv", sound, table(case["ours"]), sound) is None


def test_another_file_is_not_merged_by_rows() -> None:
    assert merge_rows("story.schema.json", "{}", "{}", "{}") is None


def test_columns_of_both_sides_stay() -> None:
    merged = merge_rows(
        "institutions.csv",
        "name,place,aliases\n甲院,北京市,\n",
        "name,place,aliases,beds\n甲院,北京市,,300\n",
        "name,kind,place,aliases\n甲院,医院,北京市,\n",
    )
    assert merged is not None
    assert merged.text == "name,kind,place,aliases,beds\n甲院,医院,北京市,,300\n"


NAMES = st.sampled_from(["甲报", "乙报", "丙报", "丁报"])
CELL = st.sampled_from(["", "一", "二,三", '四"五', "六\n七"])


def _written(rows: Mapping[str, tuple[str, str]]) -> str:
    quoted = (
        [name, "site", *('"' + c.replace('"', '""') + '"' for c in cells), ""]
        for name, cells in rows.items()
    )
    return table([",".join(cells) for cells in quoted])


tables = st.dictionaries(NAMES, st.tuples(CELL, CELL)).map(_written)


@settings(max_examples=50)
@given(tables, tables)
def test_one_side_only(base: str, changed: str) -> None:
    for ours, theirs in ((changed, base), (base, changed), (changed, changed)):
        merged = merge_rows("publishers.csv", base, ours, theirs)
        assert merged is not None and not merged.conflicts
        assert sorted(merged.text) == sorted(changed)


@settings(max_examples=50)
@given(tables, tables, tables)
def test_nothing_that_we_have_is_lost_unless_they_took_it_out(
    base: str, ours: str, theirs: str
) -> None:
    merged = merge_rows("publishers.csv", base, ours, theirs)
    again = merge_rows("publishers.csv", theirs, merged.text if merged else "", theirs)
    assert merged is not None and again is not None
    assert again.text == merged.text
