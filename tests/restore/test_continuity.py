"""Broken sentences go on, cut-off ones do not."""

from __future__ import annotations

import random
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.restore.damage import middles

from aidstories.restore.lexicon.continuity import FLAG, JOIN, continuity
from aidstories.restore.lexicon.language import language

CASES = tomllib.loads(
    (Path(__file__).parents[1] / "cases/continuity.toml").read_text(encoding="utf-8")
)
OPEN_PLACES = 12
"""A lost end is one of the last places inside a sentence."""


@pytest.mark.parametrize("case", CASES["join"], ids=lambda c: c[0][-8:])
def test_joins(case: list[str]) -> None:
    assert continuity(*case) > JOIN


@pytest.mark.parametrize("case", CASES["apart"], ids=lambda c: c[0][-8:])
def test_keeps_apart(case: list[str]) -> None:
    assert continuity(*case) < FLAG


@pytest.mark.parametrize("case", CASES["elsewhere"], ids=lambda c: c["left"][-8:])
def test_the_document_is_evidence(case: dict[str, str]) -> None:
    left, right = case["left"], case["right"]
    alone = continuity(left, right, f"{left}\n\n{right}")
    assert continuity(left, right, f"{left}\n\n{right}\n\n{case['document']}") > alone


def test_the_break_itself_is_no_evidence() -> None:
    left, right = CASES["apart"][-4]
    assert continuity(left, right, f"{left}\n\n{right}") == continuity(left, right)


def scores(cut: bool) -> list[float]:
    """Return the scores of breaks in the articles, or of lost ends before the next paragraph."""
    rng, found = random.Random(1), []
    for article in CASES["article"]:
        texts = article["paragraphs"]
        for i, text in enumerate(texts[:-1]):
            for _ in range(8):
                places = middles(text)
                at = rng.choice(places[-OPEN_PLACES:] if cut else places)
                right = texts[i + 1] if cut else text[at:]
                document = "\n\n".join([*texts[:i], text[:at], right, *texts[i + 1 + cut :]])
                found.append(continuity(text[:at], right, document))
    return found


def test_floors_on_text_that_was_never_counted() -> None:
    """Floors are only ever raised, the bound only ever lowered."""
    breaks, ends = scores(cut=False), scores(cut=True)
    wins = sum((b > e) + (b == e) / 2 for b in breaks for e in ends)
    assert wins / (len(breaks) * len(ends)) > 0.92
    assert sum(b > JOIN for b in breaks) / len(breaks) >= 0.86
    assert sum(b > FLAG for b in breaks) / len(breaks) >= 0.96
    assert sum(e > JOIN for e in ends) / len(ends) <= 0.23


def test_data_names_their_sources() -> None:
    header = language().header
    assert header["version"]
    sources = header["sources"]
    assert isinstance(sources, list)
    for source in sources:
        assert source["name"]
        assert source["licence"] == "MIT"
    assert any(len(source.get("sha256", "")) == 64 for source in sources)


@given(st.text(), st.text(), st.text())
def test_is_a_probability(left: str, right: str, document: str) -> None:
    assert 0 <= continuity(left, right, document) <= 1


@given(st.text(alphabet='医疗队在藏，。“”（）"0年 \n', max_size=60), st.integers(0, 60))
def test_is_a_probability_for_cut_text(text: str, at: int) -> None:
    assert 0 <= continuity(text[:at], text[at:], text) <= 1
