"""Heads and feet in English, and sentences that only look like them."""

from __future__ import annotations

from typing import Any

import pytest
from tests.restore.cases import cases

from aidstories.restore.lexicon import english_heads
from aidstories.restore.lexicon.byline import is_byline, parse_byline
from aidstories.restore.lexicon.imprint import is_imprint


def paper(text: str) -> str:
    start, end = english_heads.paper(text) or (0, 0)
    return text[start:end]


@pytest.mark.parametrize("case", cases("english_heads", "byline"))
def test_byline(case: dict[str, Any]) -> None:
    raw = case["raw"]
    assert is_byline(raw)
    assert [[p.name, p.role] for p in parse_byline(raw)] == case["people"]
    assert paper(raw) == case["paper"]


@pytest.mark.parametrize("case", cases("english_heads", "imprint"))
def test_imprint(case: dict[str, Any]) -> None:
    assert is_imprint(case["raw"])
    assert not is_byline(case["raw"])
    assert paper(case["raw"]) == case["paper"]


@pytest.mark.parametrize("case", cases("english_heads", "staff"))
def test_staff(case: dict[str, Any]) -> None:
    assert english_heads.is_staff(case["raw"])
    assert not is_byline(case["raw"])


@pytest.mark.parametrize("case", cases("english_heads", "none"))
def test_none(case: dict[str, Any]) -> None:
    assert not english_heads.parts(case["raw"])


@pytest.mark.parametrize("case", cases("english_heads", "neither"))
def test_neither(case: dict[str, Any]) -> None:
    """A day alone may close a letter, a time open a paragraph."""
    assert not english_heads.is_imprint(case["raw"])
    assert not english_heads.is_byline(case["raw"])
