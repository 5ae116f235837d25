"""Which fields of a description an editor is told to look at, and which are left in peace."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from aidstories.cli import main
from aidstories.describe.describe import described_parts
from aidstories.model import Article, Passage, RestoredPart, Role
from tests.archive import TABLES

AID = "上海市援藏医疗队于2024年5月进驻日喀则市萨迦县人民医院。"


def doubted(*texts: str, title: str | None = "医疗队进驻高原", day: str = "2024-05-06") -> set[str]:
    heads = [Passage(role=Role.TITLE, text=title)] if title else []
    source = [Passage(role=Role.SOURCE, text=f"来源：某某网 {day}")] if day else []
    body = [Passage(role=Role.PARAGRAPH, text=text) for text in texts]
    article = Article(passages=(*heads, *source, *body))
    part = RestoredPart(name="", meta={}, articles=1)
    (one,) = described_parts([article], [part], TABLES)
    return {doubt.field for doubt in one.doubts}


def test_what_a_text_states_is_in_no_doubt() -> None:
    assert doubted(AID) == set()


@pytest.mark.parametrize(
    ("text", "field"),
    [
        ("医疗队来到西藏自治区，拉萨市的病人多起来了，援藏队员和西藏的医生一起查房。", "donors"),
        ("上海市援疆医疗队来到新疆。援疆医生说，喀什地区、和田地区的病人多起来了。", "regions"),
        ("上海市选派医生来到贵州省遵义市，医生每天查房。", "programs"),
    ],
)
def test_what_is_lacking_or_may_be_more_exact_is(text: str, field: str) -> None:
    assert field in doubted(text)


def test_a_year_that_the_text_prints_and_nothing_dates_is_in_doubt() -> None:
    printed = "2019年，这里的路修好了，医生进山方便。"
    assert "year" in doubted(AID.replace("于2024年5月", ""), printed, day="")
    assert "year" not in doubted(AID.replace("于2024年5月", ""), day="")


def test_a_line_that_may_be_the_title_that_lacks() -> None:
    assert "title" in doubted("高原上的医生", AID, title=None)
    assert "title" not in doubted(AID, title=None)


def test_the_command_tells_them_as_flags(tmp_path: Path) -> None:
    file = tmp_path / "one.txt"
    file.write_text(
        "丙县的灯亮着\n\n医疗队来到西藏自治区，援藏队员查房，病人多了。\n", encoding="utf-8"
    )
    told = json.loads(CliRunner().invoke(main, ["restore", str(file), "--json"]).stdout)
    (flag,) = [f for f in told["flags"] if f["by"] == "describe" and f["reason"] == "donors"]
    assert told["stories"][0]["donors"] == [] and 0 <= flag["start"] <= flag["end"]
