"""Broken sentences go on, cut-off ones do not."""

from __future__ import annotations

import random
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.restore.damage import middles

from aidstories.restore.lexicon.continuity import (
    _INDEXED,
    FLAG,
    JOIN,
    begins,
    continuity,
    elsewhere,
    features,
    fold,
    seam,
    sparse,
)
from aidstories.restore.lexicon.language import LONGEST_WORD, language

CASES = tomllib.loads(
    (Path(__file__).parents[1] / "cases/continuity.toml").read_text(encoding="utf-8")
)
OPEN_PLACES = 12
"""A lost end is one of the last places inside a sentence."""


@pytest.mark.parametrize(
    ("text", "inside", "folded"),
    [
        ('他說 "好", 20 天', False, "他说“好”，0天"),
        ('好"，他说', True, "好”，他说"),
        ('好"，他说"行', True, "好”，他说“行"),
        ("他说好", True, "他说好"),
    ],
)
def test_what_is_compared_is_folded(text: str, inside: bool, folded: str) -> None:
    assert fold(text, inside=inside) == folded


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


@pytest.mark.parametrize("case", CASES["features"], ids=lambda c: c["left"][-8:])
def test_the_features_of_a_break(case: dict[str, str]) -> None:
    """Their names are those that the weights were trained on."""
    model, left, right = language(), case["left"], case["right"]
    words = seam(left, right, model)
    assert [words.before, words.after] == [case["before"].split(), case["after"].split()]
    assert sparse(left, right, words, model) == case["sparse"].split()
    found = features(left, right, left + right, model)
    assert {name for name in case["holds"].split() if not found[name]} == set()
    rest = {"elsewhere", "begins", "closes", "number", "colon", "short_left", "short_right"}
    assert {name for name in rest - {*case["holds"].split()} if found[name]} == set()


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


SEAM = ("全县医疗服务能力有了很大提高，目", "前，病人不出县就能看上好大夫。")


@pytest.mark.parametrize(
    ("rest", "together"),
    [
        ("", 0),  # the break itself proves nothing
        ("院前急救。", 0),
        ("牧民说目前，", 3),
        ("有了提高，目前，病人多了。", 8),
        ("目前不出县。提高，目前", 5),  # the longest counts
    ],
)
def test_what_stands_together_elsewhere(rest: str, together: int) -> None:
    left, right = SEAM
    assert elsewhere(left, right, f"{left}\n{right}\n{rest}") == together
    assert elsewhere(left, right, f"{left}{right}{rest}") == together


@pytest.mark.parametrize(
    ("rest", "number"),
    [
        ("", 0),
        ("牧民说，病人不少。", 0),
        ("来了。病房多了。", 0),
        ("来了。病人少了。", 1),
        ("来了。病人不少。", 2),
    ],
)
def test_what_begins_a_sentence_elsewhere(rest: str, number: int) -> None:
    left, right = "全县医疗服务能力有了很大提高，", "病人不出县就能看上好大夫。"
    assert begins(left, right, f"{left}{right}{rest}") == number


@pytest.mark.parametrize("length", [0, _INDEXED - 1, _INDEXED, 2 * _INDEXED])
def test_a_long_document_is_asked_as_a_short_one(length: int) -> None:
    said = "他们来到那曲。孩子们笑了，孩子们又来了。"
    document = "".join(chr(0x5000 + n % 9000) for n in range(length - len(said))) + said
    assert elsewhere("大家说，孩", "子们又来", document) == 6
    assert begins("大家说", "孩子们走", document) == 2
    assert elsewhere("大家说", "走了", document) == begins("大家说", "走了", document) == 0


@pytest.mark.parametrize("length", [0, _INDEXED])
def test_of_what_stands_everywhere_the_first_places_count(length: int) -> None:
    rest = "，" * length + "大家笑"
    assert elsewhere("众大", "家笑", "大家，" * 255 + rest) == 3
    assert elsewhere("众大", "家笑", "大家，" * 256 + rest) == 2


def test_no_word_is_missed_where_one_begins() -> None:
    """The look-up stops where no word goes on: the dictionary must hold every beginning."""
    model = language()
    text = "".join(CASES["join"][k][n] for k in range(8) for n in (0, 1))
    for i, row in enumerate(model.prices(text)):
        known = {n for n in range(2, LONGEST_WORD + 1) if model.word(text[i : i + n]) is not None}
        han = [c for c in text[i : i + LONGEST_WORD] if "\u4e00" <= c <= "\u9fff"]
        whole = {n for n in known if i + n <= len(text) and len(han) >= n}
        assert whole == {n for n, _ in row if n > 1}, text[i : i + LONGEST_WORD]
