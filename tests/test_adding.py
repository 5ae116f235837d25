"""``aidstories add`` writes a row that passes the check, or says what is wrong and writes none."""

from typing import Any

import pytest

from aidstories.tables import read_tables
from tests.archive import Archive

ADDED: dict[str, tuple[tuple[str, ...], str, dict[str, Any]]] = {
    "place": (
        ("--name", "某某县", "--parent", "西藏自治区/那曲市", "--code", "540699"),
        "places",
        {
            "path": "西藏自治区/那曲市/某某县",
            "parent": "540600",
            "type": "县",
            "pinyin": "moumou xian",
            "shorts": ("某某",),
        },
    ),
    "place: a city below a prefecture": (
        ("--name", "某某市", "--parent", "湖南省/长沙市", "--code", "430199"),
        "places",
        {"path": "湖南省/长沙市/某某市", "type": "县级市", "shorts": ("某某",)},
    ),
    "place: a name of one character keeps its kind": (
        ("--name", "某县", "--parent", "湖南省/长沙市", "--code", "430198"),
        "places",
        {"path": "湖南省/长沙市/某县", "shorts": ("某县",)},
    ),
    "programme": (
        ("--name", "雪线义诊", "--tier", "2", "--broader", "对口支援", "--region", "西藏自治区"),
        "programmes",
        {"zh": "雪线义诊", "tier": 2, "broader": ("对口支援",), "id": "xuexian-yizhen"},
    ),
    "publisher": (
        ("--name", "雪线日报", "--kind", "newspaper", "--host", "one.example|two.example"),
        "publishers",
        {"name": "雪线日报", "hosts": ("one.example", "two.example")},
    ),
    "institution": (
        ("--name", "雪线医院", "--place", "西藏自治区/那曲市", "--aliases", "雪线一院"),
        "institutions",
        {"name": "雪线医院", "aliases": ("雪线一院",)},
    ),
}
REFUSED: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "a place twice": (
        ("place", "--name", "聂荣县", "--parent", "西藏自治区/那曲市", "--code", "540699"),
        ("西藏自治区/那曲市/聂荣县", "两次"),
    ),
    "a place under none": (
        ("place", "--name", "某某县", "--parent", "西藏自治区/那曲", "--code", "540699"),
        ("没有“西藏自治区/那曲”", "西藏自治区/那曲市"),
    ),
    "a place without its kind": (
        ("place", "--name", "某某", "--parent", "西藏自治区/那曲市", "--code", "540699"),
        ("全称",),
    ),
    "a bad pattern": (
        ("programme", "--name", "雪线义诊", "--tier", "1", "--patterns", "雪线("),
        ("docs/data/programmes.csv:", "patterns", "正则表达式"),
    ),
    "a broader programme that is none": (
        ("programme", "--name", "雪线义诊", "--tier", "1", "--broader", "对口支"),
        ("docs/data/programmes.csv:", "broader", "对口支"),
    ),
    "a kind that is none": (
        ("publisher", "--name", "雪线日报", "--kind", "报纸"),
        ("docs/data/publishers.csv:", "kind", "newspaper"),
    ),
    "a name of two lines": (
        ("publisher", "--name", "雪线日报\n高原报", "--kind", "newspaper"),
        ("docs/data/publishers.csv", "name", "一行"),
    ),
    "an institution nowhere": (
        ("institution", "--name", "雪线医院", "--place", "那曲市"),
        ("docs/data/institutions.csv:", "place", "那曲市"),
    ),
}


@pytest.mark.parametrize("case", ADDED)
def test_a_row_is_added(archive: Archive, case: str) -> None:
    options, table, values = ADDED[case]
    result = archive.run("add", case.partition(":")[0], *options)
    assert result.exit_code == 0, result.stderr
    assert "已写入 docs/data/" in result.stdout
    row = getattr(read_tables(archive.paths.data), table)[-1]
    assert {name: getattr(row, name) for name in values} == values
    assert archive.run("check").exit_code == 0


@pytest.mark.parametrize("case", REFUSED)
def test_a_row_that_does_not_pass_is_not_written(archive: Archive, case: str) -> None:
    options, words = REFUSED[case]
    before = archive.files()
    result = archive.run("add", *options)
    assert result.exit_code == 1 and archive.files() == before
    assert [word for word in words if word not in result.stderr] == []


def test_what_is_needed_is_asked_for_at_a_terminal_alone(archive: Archive) -> None:
    result = archive.run("add", "publisher", "--name", "雪线日报")
    assert result.exit_code == 2 and "--kind" in result.stderr


def test_a_table_keeps_its_byte_order_mark_and_its_own_columns(archive: Archive) -> None:
    path = archive.paths.data / "publishers.csv"
    rows = path.read_text("utf-8").splitlines()
    path.write_text(
        "\ufeff" + "\n".join([rows[0] + ",note", *(r + ",x" for r in rows[1:])]), "utf-8"
    )
    assert archive.run("add", "publisher", "--name", "雪线日报", "--kind", "site").exit_code == 0
    data = path.read_bytes().decode("utf-8")
    assert data.startswith("\ufeffname") and data.endswith("\n雪线日报,site,,,,\n")
    assert data.count("\ufeff") == 1
