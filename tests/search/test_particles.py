"""Tibetan particles that are fused to a syllable: their word is found both ways."""

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page

from aidstories.search.forms import Forms
from aidstories.search.match import spans
from aidstories.search.particles import stem, stems, sure_stem
from aidstories.search.query import parse
from aidstories.search.spelling import squash
from aidstories.site.addresses import addresses
from aidstories.site.interface.tibetan_names import spoken, tibetan_names
from tests.archive import TABLES
from tests.search.corpus import ids, indexed, make
from tests.search.site import ROOT

CASES = tomllib.loads((ROOT / "tests/cases/tibetan_particles.toml").read_text("utf-8"))
SYLLABLE = st.text("ལསརབའཁངམདོིྱཾ", min_size=1, max_size=6)


@pytest.mark.parametrize("case", CASES["particle"], ids=lambda case: case["syllable"])
def test_a_particle_is_told_from_its_syllable(case: dict[str, str]) -> None:
    assert stem(case["syllable"]) == case["stem"]


@pytest.mark.parametrize("case", CASES["whole"], ids=lambda case: case["syllable"])
def test_other_syllables_stay_whole(case: dict[str, str]) -> None:
    assert stem(case["syllable"]) == sure_stem(case["syllable"]) == case["syllable"]


@pytest.mark.parametrize("case", CASES["find"], ids=lambda case: case["query"])
def test_a_word_is_found_with_its_particles(case: dict[str, Any], tmp_path: Path) -> None:
    phrases = parse(case["query"], {}).phrases
    assert [case["text"][a:b] for a, b in spans(case["text"], phrases)] == case["marked"]
    index = indexed([make(0, case["text"])], tmp_path)
    assert ids(index, case["query"]) == ["story-0"] * bool(case["marked"])


@given(SYLLABLE)
def test_what_is_without_particles_stays_so(syllable: str) -> None:
    assert stem(stem(syllable)) in (stem(syllable), stem(syllable)[:-1])
    assert stem(syllable)


def test_a_name_is_compared_without_particles() -> None:
    assert squash("ལྷ་སའི") == squash("ལྷ་ས།") == "ལྷས"
    assert squash("ཆུ་ཤུར") == parse('"ཆུ་ཤུར"', {}).phrases[0].key
    assert squash("ལས") == "ལས"


@pytest.mark.parametrize("case", CASES["name"], ids=lambda case: case["value"])
def test_a_value_is_typed_in_any_of_its_writings(case: dict[str, Any]) -> None:
    facet = next(facet for facet in TABLES.facets if facet.key == case["facet"])
    keys = {form.key for form in Forms(TABLES).of(facet, case["value"])}
    assert [typed for typed in case["typed"] if squash(typed.strip("་")) not in keys] == []
    assert [typed for typed in case["other"] if squash(typed) in keys] == []


def test_a_name_that_was_made_by_rule_is_typed_as_pages_show_it() -> None:
    called = spoken(tibetan_names(TABLES, addresses(TABLES)))
    value, facet = "辽宁省/鞍山市", next(f for f in TABLES.facets if f.key == "donor")
    shown = called("donor", value)
    assert shown
    given = {form.key for form in Forms(TABLES).of(facet, value)}
    assert squash(shown) not in given
    made = {form.key for form in Forms(TABLES).of(facet, value, shown)}
    assert made - given == {squash(shown), squash(shown.replace("་གྲོང་ཁྱེར།", ""))}


IN_BROWSER = """async given => {
  const base = new URL("../assets/javascripts/search/", document.baseURI)
  const { spans, stems } = await import(base + "units.js")
  const { parse } = await import(base + "query.js")
  const { Fold } = await import(base + "fold.js")
  const folding = new Fold()
  const { words, cases } = JSON.parse(given)
  const marked = ({ query, text }) =>
    spans(text, parse(query, folding).phrases, folding).map(([a, b]) => text.slice(a, b))
  return [words.map(word => stems(["ལྷ", word])[1]), cases.map(marked)]
}"""


@pytest.mark.browser
def test_the_browser_does_the_same(many_page: Page) -> None:
    words = [case["syllable"] for case in (*CASES["particle"], *CASES["whole"]) if case["syllable"]]
    letters = ["ཀ", "མཁ", "དག", "ལྷ", "པདྨ", "བོ", "ལེའུ", "བོད", "གན", "ས"]
    words += [a + b for a in letters for b in ("", "ས", "ར", "འི", "འོ", "འམ", "འང", "འིའང", "འུ")]
    given_ = json.dumps({"words": words, "cases": CASES["find"]})
    found, marked = many_page.evaluate(IN_BROWSER, given_)
    assert found == [stems(["ལྷ", word])[1] for word in words]
    assert marked == [case["marked"] for case in CASES["find"]]
