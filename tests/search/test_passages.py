"""Which passages show a story among the results, in Python and in the browser."""

import json
import tomllib
from typing import Any

import pytest
from playwright.sync_api import Page

from aidstories.model import Article, Description, Passage, Role, Story
from aidstories.search.passages import (
    BEFORE,
    MOST,
    Standing,
    chosen,
    excerpt,
    passages_of,
    standing,
)
from aidstories.search.query import parse
from tests.search.corpus import described
from tests.search.site import ROOT

CASES = tomllib.loads((ROOT / "tests/cases/search_excerpts.toml").read_text("utf-8"))["case"]


def passages(case: dict[str, Any]) -> list[tuple[str, Standing]]:
    """Return the passages of a case with their standing."""
    return [(t, Standing.RAW if r == "raw" else standing(Role(r))) for r, t in case["passages"]]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["why"])
def test_the_best_passages_are_shown(case: dict[str, Any]) -> None:
    windows = chosen(passages(case), parse(case["query"], {}).wanted)
    assert [window.passage for window in windows] == case["shown"]


IN_BROWSER = """async given => {
  const base = new URL("../assets/javascripts/search/", document.baseURI)
  const { chosen } = await import(base + "passages.js")
  const { parse } = await import(base + "query.js")
  const { Fold } = await import(base + "fold.js")
  const folding = new Fold()
  return JSON.parse(given).map(([query, passages]) =>
    chosen(passages, parse(query, folding).phrases, folding).map(w => [w.passage, w.start, w.end]))
}"""


@pytest.mark.browser
def test_the_browser_shows_the_same(many_page: Page) -> None:
    given = json.dumps([[case["query"], passages(case)] for case in CASES])
    expected = [
        [[w.passage, w.start, w.end] for w in chosen(passages(c), parse(c["query"], {}).wanted)]
        for c in CASES
    ]
    assert many_page.evaluate(IN_BROWSER, given) == expected


def test_an_excerpt_begins_shortly_before_its_window() -> None:
    text = "一" * 100 + "青河" + "二" * 200
    (window,) = chosen([(text, Standing.RUNNING)], parse("青河", {}).wanted)
    assert excerpt(text, window) == f"……{text[100 - BEFORE : 100 - BEFORE + MOST]}……"
    (window,) = chosen([("青河。", Standing.RUNNING)], parse("青河", {}).wanted)
    assert excerpt("青河。", window) == "青河。"


@pytest.mark.parametrize(
    "lead, gap, together",
    [
        *((0, 106, True), (0, 107, False), (27, 79, True)),
        *((28, 78, True), (28, 79, False), (29, 78, True), (29, 79, False)),
    ],
)
def test_an_excerpt_has_110_characters_28_of_them_before(
    lead: int, gap: int, together: bool
) -> None:
    text = "一" * lead + "青河" + "二" * gap + "义诊" + "三" * 99
    windows = chosen([(text, Standing.RUNNING)], parse("青河 义诊", {}).wanted)
    assert (len(windows) == 1) is together
    shown = excerpt(text, windows[0]).strip("…")
    assert len(shown) == 110 and shown.startswith("一" * min(lead, 28) + "青河")
    assert ("义诊" in shown) is together


def test_a_record_says_how_each_passage_stands() -> None:
    roles = (Role.TITLE, Role.DATELINE, Role.PARAGRAPH, Role.VERSE, Role.CAPTION, Role.CREDIT)
    article = Article(passages=tuple(Passage(role=role, text="文") for role in roles))
    record = described(Story(id="a", article=article, description=Description())).record()
    assert record["standing"] == [
        *(Standing.ASIDE, Standing.RUNNING, Standing.RUNNING),
        *(Standing.BESIDE, Standing.ASIDE),
    ]


def test_of_titles_those_are_shown_that_do_not_head_the_result() -> None:
    titles = ["一路向西", "医疗队来了", "高原门诊"]
    record = {"title": titles[1], "titles": titles, "texts": ["正文。"], "standing": [2]}
    shown = passages_of({**record, "raw": [[0, "旧文", 3]]})
    assert shown == [
        *((text, Standing.BESIDE) for text in (titles[0], titles[2])),
        ("正文。", Standing(2)),
        ("旧文", Standing.RAW),
    ]


@pytest.mark.parametrize(
    ("published", "year", "date"),
    [
        ("2024-05-01", 2024, "2024-05-01"),
        (None, 2023, "2023"),
        ("XXXX-05", 2023, "2023-05"),
        ("XXXX-05", None, "0000-05"),
        (None, None, ""),
    ],
)
def test_results_are_ordered_by_what_is_known_of_the_day(
    published: str | None, year: int | None, date: str
) -> None:
    description = Description(published=published, year=year)
    assert (
        described(Story(id="a", article=Article(passages=()), description=description)).date == date
    )
