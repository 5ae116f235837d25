"""Lines of a card's headline: where they break."""

import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidstories.site.takeaway.cards.breaking import (
    ELLIPSIS,
    breaks_words,
    cut_short,
    set_lines,
    units,
)

CASES = tomllib.loads((Path(__file__).parents[1] / "cases/card_lines.toml").read_text("utf-8"))
SIGNS = st.text(st.sampled_from("一二三，。《》“”（）ab1 .-—…བོད་།"), max_size=60)
CLOSING, OPENING = "，。》”）…—", "《“（"


@pytest.mark.parametrize(
    "case", [*CASES["case"], *CASES["negative"]], ids=lambda case: case["note"]
)
def test_lines(case: dict[str, Any]) -> None:
    text, words = case["text"], case.get("words")
    divide = (lambda _: words) if words else units
    assert words is None or "".join(words) == text
    lines = set_lines(text, len, case["width"], 9, divide)
    assert list(lines or ()) == case["lines"]


@given(SIGNS)
def test_pieces_are_the_text(text: str) -> None:
    pieces = units(text)
    assert "".join(pieces) == text
    assert not any(piece[0] in CLOSING for piece in pieces[1:])
    assert not any(piece.strip()[-1:] in tuple(OPENING) for piece in pieces[:-1])


@given(SIGNS, st.integers(4, 20))
def test_no_character_is_lost_and_no_line_is_too_wide(text: str, width: int) -> None:
    lines = set_lines(text, len, width, 99)
    assert lines is not None
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert all(len(line) <= width for line in lines)


@given(SIGNS, st.integers(4, 20), st.integers(1, 3))
def test_what_is_cut_short_says_so_and_fits(text: str, width: int, most: int) -> None:
    lines = cut_short(text, len, width, most)
    assert len(lines) <= most and all(len(line) <= width for line in lines)
    kept = "".join("".join(lines).split())
    whole = "".join(text.split())
    assert kept == whole or (kept.endswith(ELLIPSIS) and whole.startswith(kept[:-1]))


def test_a_headline_that_fits_is_not_cut() -> None:
    assert cut_short("扎根雪域", len, 4, 1) == ("扎根雪域",)
    assert cut_short("扎根雪域高原", len, 4, 1) == ("扎根雪…",)


def test_a_break_within_a_word_is_seen() -> None:
    assert breaks_words(("在家门", "口看病"), ("在", "家门口", "看病"))
    assert not breaks_words(("在家门口", "看病"), ("在", "家门口", "看病"))
    assert not breaks_words(("扎根", "雪域"), ("扎根", " ", "雪域"))
