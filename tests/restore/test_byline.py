"""Statements of responsibility, and what only looks like one."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.restore.cases import cases, only

from aidstories.model import Role
from aidstories.restore.lexicon.byline import dateline_end, is_byline, parse_byline, parse_place


def people(text: str) -> list[list[str]]:
    return [[p.name, p.role] for p in parse_byline(text)]


@pytest.mark.parametrize("case", cases("byline", "byline"))
def test_byline(case: dict[str, Any]) -> None:
    assert is_byline(case["raw"])
    assert people(case["raw"]) == case["people"]
    assert parse_place(case["raw"]) == case.get("place")


@pytest.mark.parametrize("case", cases("byline", "no_byline"))
def test_no_byline(case: dict[str, Any]) -> None:
    assert not is_byline(case["raw"])


@pytest.mark.parametrize("case", cases("byline", "dateline"))
def test_dateline(case: dict[str, Any]) -> None:
    end = dateline_end(case["raw"])
    assert case["raw"][:end] == case["end"]
    assert people(case["raw"][:end]) == case["people"]
    assert parse_place(case["raw"][:end]) == case.get("place")


@pytest.mark.parametrize("case", cases("byline", "no_dateline"))
def test_no_dateline(case: dict[str, Any]) -> None:
    assert dateline_end(case["raw"]) == 0


def test_signature_at_the_end_of_the_text() -> None:
    article = only("援助医生在县医院工作了一年半，带出了一支能手术的队伍。（杜琴 王燕）")
    assert article.texts(Role.BYLINE) == ("（杜琴 王燕）",)


@given(st.text(alphabet="记者本报讯电张王文图/（）()、 ：摄通员發記12月日", max_size=60))
def test_names_are_in_the_text(text: str) -> None:
    """No name is invented, whatever the text; a space inside a name may go."""
    bare = text.replace(" ", "")
    assert all(p.name in bare for p in parse_byline(text))
    assert 0 <= dateline_end(text) <= len(text)
