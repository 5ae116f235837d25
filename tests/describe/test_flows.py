"""flows.csv: one row for each donor and region of a story."""

from __future__ import annotations

from typing import Any

from aidstories.describe.flows import COLUMNS, flows
from aidstories.model import Article, Description, Evidence, Origin, Story


def story(**about: Any) -> Story:
    return Story(id="a", article=Article(passages=()), description=Description(**about))


def test_every_pair_is_a_row() -> None:
    shown = Evidence(
        field="donors", value="上海市", by=Origin.TEXT, quote="上海援藏", passage=0, start=0, end=4
    )
    rows = list(
        flows(
            [
                story(
                    donors=("上海市", "北京市"),
                    regions=("西藏自治区/拉萨市", "西藏自治区/那曲市"),
                    programs=("对口援藏",),
                    year=2025,
                    evidence=(shown,),
                )
            ]
        )
    )
    assert [(r.donor, r.region) for r in rows] == [
        ("上海市", "西藏自治区/拉萨市"),
        ("上海市", "西藏自治区/那曲市"),
        ("北京市", "西藏自治区/拉萨市"),
        ("北京市", "西藏自治区/那曲市"),
    ]
    assert [r.evidence for r in rows] == ["上海援藏", "上海援藏", "", ""]
    assert {(r.story, r.programme, r.year) for r in rows} == {("a", "对口援藏", "2025")}


def test_no_donor_no_row() -> None:
    assert list(flows([story(regions=("西藏自治区",)), story(donors=("上海市",))])) == []


def test_unknown_year_is_empty() -> None:
    (row,) = flows([story(donors=("上海市",), regions=("西藏自治区",))])
    assert (row.year, row.programme) == ("", "")


def test_columns() -> None:
    assert COLUMNS == ("story", "donor", "region", "programme", "year", "evidence")
