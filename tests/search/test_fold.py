"""Folding is the same in Python and in the browser, and each character keeps its place."""

import json
import sys
import unicodedata
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from playwright.sync_api import Page

from aidstories.characters import normalized
from aidstories.search.fold import _is_jamo, clusters, fold, simplified
from aidstories.search.match import spans
from aidstories.search.occurrences import Units
from aidstories.search.query import parse
from aidstories.search.units import FIGURE, HAN, LETTER, classes, joined, units, units_of

VECTORS = json.loads(Path(__file__).with_name("vectors.json").read_text("utf-8"))
MIXED = (
    st.text()
    | st.text("12,， 3")
    | st.text("e\u0301ｶﾞ한ᄒ\u1161\u11ab醫Ａﬁ①㎡ßΣ\u200bལྷ་༣0\u0f0c \ud800")
)

IN_BROWSER = """async given => {
  const [pairs, texts] = JSON.parse(given)
  const base = new URL("../assets/javascripts/search/", document.baseURI)
  const { Fold } = await import(base + "fold.js")
  const { units } = await import(base + "units.js")
  const folding = new Fold(pairs)
  return JSON.stringify(texts.map(text => {
    const folded = folding.fold(text)
    const found = units(folded).map(({ unit, place }) => [unit, place])
    return [folded, found, [...folding.clusters(text)].map(c => c[0]).join("") === folded]
  }))
}"""


@pytest.mark.parametrize("vector", VECTORS, ids=lambda v: v["why"])
def test_python_folds_as_the_vectors_say(vector: dict[str, Any]) -> None:
    folded = fold(vector["text"])
    assert folded == vector["folded"]
    assert [[unit.text, unit.place] for unit in units(folded)] == placed(vector["rows"])


@pytest.mark.browser
def test_the_browser_folds_as_the_vectors_say(many_page: Page) -> None:
    found = in_browser(many_page, [v["text"] for v in VECTORS])
    assert found == [[v["folded"], placed(v["rows"]), True] for v in VECTORS]


def placed(rows: list[list[str]]) -> list[list[object]]:
    """Return units with their places; one is free between two rows."""
    every = [(unit, n) for n, row in enumerate(rows) for unit in row]
    return [[unit, place + n] for place, (unit, n) in enumerate(every)]


@pytest.mark.browser
def test_every_character_folds_alike_in_both(many_page: Page) -> None:
    """Characters that this Python's Unicode does not know yet are left out."""
    every = map(chr, range(sys.maxunicode + 1))
    known = [c for c in every if unicodedata.category(c) not in ("Cn", "Cs", "Co")]
    known += ["a" + "\u0301\u0323" * 1250, "༣" + "\U000e0100\u0f72\u0f71" * 999 + "Ａ"]
    found = in_browser(many_page, known)
    for character, (folded, listed, _) in zip(known, found, strict=True):
        assert folded == fold(character), ascii(character)
        assert listed == [[unit.text, unit.place] for unit in units(folded)], ascii(character)


def in_browser(page: Page, texts: list[str]) -> Any:
    pairs = "".join(old + new for old, new in simplified().items())
    return json.loads(page.evaluate(IN_BROWSER, json.dumps([pairs, texts])))


@pytest.mark.parametrize("text", ["a" + "\u0301\u0323" * 499, "\u0301" * 999 + "e\u0301" * 600])
def test_few_marks_in_a_row_are_as_unicode_has_them(text: str) -> None:
    assert normalized("NFC", text) == unicodedata.normalize("NFC", text) != text


def test_many_marks_in_a_row_are_put_in_order_a_thousand_by_a_thousand() -> None:
    ordered = ["\u0323" * half + "\u0301" * half for half in (500, 500, 250)]
    assert normalized("NFC", "éa" + "\u0301\u0323" * 1250 + "é") == f"éa{''.join(ordered)}é"


@given(MIXED)
def test_pieces_fold_as_the_whole(text: str) -> None:
    assert "".join(piece for piece, _, _ in clusters(text)) == fold(text)


@given(MIXED)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(MIXED)
def test_every_unit_has_a_place_in_the_text(text: str) -> None:
    spans_ = [(unit.start, unit.end) for unit in units_of(text)]
    assert all(0 <= a < b <= len(text) for a, b in spans_)
    assert list(spans_) == sorted(spans_)


def test_no_character_that_is_folded_away_stays_in_an_index() -> None:
    assert not simplified().keys() & set(simplified().values())


def test_a_class_for_every_character() -> None:
    assert classes("医a5") == HAN + LETTER + FIGURE
    assert len(classes("ལྷ་ས། e\u0301")) == 8


@pytest.mark.parametrize(
    ("text", "query", "found"),
    [
        ("醫療幫扶，医疗", "医疗", ["醫療", "医疗"]),
        ("５Ｇ和5g", "5G", ["５Ｇ", "5g"]),
        ("médecin MÉDECIN me\u0301decin", "Médecin", ["médecin", "MÉDECIN", "me\u0301decin"]),
        ("ལྷ་ས་ལ། ལྷ་སར", "ལྷ་ས", ["ལྷ་ས", "ལྷ་སར"]),
        ("援藏援藏援", "援藏援", ["援藏援藏援"]),
        ("援藏援。援藏援藏援", "援藏援", ["援藏援", "援藏援藏援"]),
        ("人民、医院", '"人民，医院"', ["人民、医院"]),
        ("手术", "术", ["术"]),
        ("手 术", "手术", ["手 术"]),
        ("的“组团式”援藏。", "组团式援藏", ["组团式”援藏"]),
        ("那曲市，人民医院", '"那曲市人民医院"', ["那曲市，人民医院"]),
        ("CTA、ICU", "AI", []),
    ],
)
def test_all_of_the_match_is_marked_and_nothing_else(
    text: str, query: str, found: list[str]
) -> None:
    assert [text[a:b] for a, b in spans(text, parse(query, {}).phrases)] == found


@given(MIXED, st.sampled_from([1, 4, 128]))
@example("1,000台，2.5万，２，０００人，10 000元，2024.5、1,00，1…000，1\u200b,\u200b000", 1)
@example("1 000人藏" * 40, 128)
@example("山西", 4)
@example("山西藏", 4)
def test_arrays_hold_the_same_units_at_the_same_places(text: str, step: int) -> None:
    ids, positions = Units().placed([text, "", text], 7, step)
    found = units(fold(text))
    free = range(0, 10**6, step)
    second = next(at for at in free if not found or at >= found[-1].place + 2)
    table = Units()
    assert ids.tolist() == [table.id_of(unit.text) for unit in found] * 2
    places = [unit.place + 7 for unit in found]
    assert positions.tolist() == [*places, *(place + second for place in places)]


@pytest.mark.parametrize(
    ("texts", "places", "written"),
    [
        ("", (), ""),
        ("西藏", (0, 1), "西藏"),
        ("西医", (0, 2), "西 医"),
        (("སྨན", "ཁང"), (0, 1), "སྨན་ཁང"),
        (("སྨན", "ཁང"), (0, 3), "སྨན ཁང"),
        (("藏", "སྨན", "医"), (0, 1, 2), "藏སྨན医"),
    ],
)
def test_units_are_written_as_readers_write(
    texts: Sequence[str], places: Sequence[int], written: str
) -> None:
    assert joined(texts, places) == written


@pytest.mark.parametrize(
    "character, korean",
    [("가", True), ("겅", True), ("힣", True), ("\ud7a4", False), ("\uabff", False), ("医", False)],
)
def test_a_syllable_of_korean(character: str, korean: bool) -> None:
    assert _is_jamo(character) is korean
