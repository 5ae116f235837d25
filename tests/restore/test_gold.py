"""The five seeds against the gold: what the newspapers printed."""

from __future__ import annotations

import json
import tomllib
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pytest
from tests.archive import GOLD_SEEDS

from aidstories.model import Article, Kind, Role
from aidstories.restore.lexicon.byline import parse_byline
from aidstories.restore.lexicon.dateline import parse_place
from aidstories.restore.run import restore

ROOT = Path(__file__).parents[2]
FLOORS = tomllib.loads((ROOT / "tests/gold/floors.toml").read_text(encoding="utf-8"))
GOLD = {
    path.stem: json.loads(path.read_text(encoding="utf-8"))
    for path in sorted((ROOT / "tests/gold").glob("00?.json"))
}
ARTICLES = {
    name: restore(next(GOLD_SEEDS.glob(f"{name}_*")).read_bytes()).articles for name in GOLD
}
PAIRS = [
    pytest.param(name, story, id=f"{name}-{story['title'][:8]}")
    for name, stories in GOLD.items()
    for story in stories
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """How a restored body differs from the gold: characters, and paragraph boundaries."""

    characters: int
    joins: int
    splits: int


def squeezed(text: str) -> str:
    """Return the text without white space."""
    return "".join(text.split())


def boundaries(texts: list[str]) -> set[int]:
    """Return the offsets at which the paragraphs end, white space left out."""
    ends, at = set(), 0
    for text in texts:
        at += len(squeezed(text))
        ends.add(at)
    return ends


def difference(found: list[str], gold: list[str]) -> Difference:
    """Compare two bodies; boundaries are compared at the same characters of the gold."""
    a, b = squeezed("".join(gold)), squeezed("".join(found))
    codes = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    errors = sum(max(i2 - i1, j2 - j1) for tag, i1, i2, j1, j2 in codes if tag != "equal")
    mapped = set()
    for end in boundaries(found):
        tag, i1, i2, j1, _ = next(c for c in codes if c[4] >= end)
        mapped.add(i1 + end - j1 if tag == "equal" else i2)
    want = boundaries(gold)
    return Difference(characters=errors, joins=len(want - mapped), splits=len(mapped - want))


def of_title(name: str, title: str) -> Article | None:
    """Return the restored article of that title."""
    return next((a for a in ARTICLES[name] if a.first(Role.TITLE) == title), None)


def body(article: Article | None) -> list[str]:
    return list(article.texts(Role.PARAGRAPH, Role.HEADING)) if article else []


def test_stories_are_found_and_none_invented() -> None:
    found = [of_title(n, s["title"]) for n, stories in GOLD.items() for s in stories]
    assert sum(a is not None for a in found) >= FLOORS["stories"]
    assert sum(map(len, ARTICLES.values())) - len(found) <= FLOORS["strays"]


def test_bodies_reach_the_floors() -> None:
    results = [
        difference(body(of_title(n, s["title"])), [b["text"] for b in s["body"]])
        for n, stories in GOLD.items()
        for s in stories
    ]
    assert sum(r.characters for r in results) <= FLOORS["character_errors"]
    assert sum(r.joins for r in results) <= FLOORS["wrong_joins"]
    assert sum(r.splits for r in results) <= FLOORS["wrong_splits"]
    exact = sum(r == Difference(characters=0, joins=0, splits=0) for r in results)
    assert exact >= FLOORS["exact_stories"]


@pytest.mark.parametrize(("name", "gold"), PAIRS)
def test_head_and_byline(name: str, gold: dict[str, Any]) -> None:
    article = of_title(name, gold["title"])
    assert article
    assert article.first(Role.KICKER) == gold["kicker"]
    assert article.first(Role.SUBTITLE) == gold["subtitle"]
    statements = article.texts(Role.BYLINE, Role.DATELINE)
    assert [p.name for t in statements for p in parse_byline(t)] == [
        b["name"] for b in gold["byline"]
    ]
    places = [parse_place(t) for t in article.texts(Role.DATELINE)]
    assert next(iter(places), None) == gold["dateline"]


@pytest.mark.parametrize(("name", "gold"), PAIRS)
def test_figures(name: str, gold: dict[str, Any]) -> None:
    article = of_title(name, gold["title"])
    assert article
    assert list(article.texts(Role.CAPTION)) == [f["caption"] for f in gold["figures"]]
    credits = {f["credit"] for f in gold["figures"] if f["credit"]}
    assert credits <= set(article.texts(Role.CREDIT))
    addresses = [p.src for p in article.passages if p.role is Role.CAPTION]
    assert addresses == [f.get("src") for f in gold["figures"]]


@pytest.mark.parametrize(("name", "gold"), PAIRS)
def test_gaps(name: str, gold: dict[str, Any]) -> None:
    article = of_title(name, gold["title"])
    assert article
    assert [(p.text[:8], p.gap) for p in article.passages if p.gap] == [
        (b["text"][:8], b["gap"]) for b in gold["body"] if b.get("gap")
    ]


@pytest.mark.parametrize(("name", "gold"), PAIRS)
def test_clean_text_is_left_alone(name: str, gold: dict[str, Any]) -> None:
    """The gold itself, laid out as a capture, needs no join, no correction and no move."""
    lines = [gold["kicker"], gold["title"], gold["subtitle"]]
    lines.append("本报记者 " + " ".join(b["name"] for b in gold["byline"]))
    lines += [b["text"] for b in gold["body"]]
    for figure in gold["figures"]:
        lines += [f"图为{figure['caption'].removeprefix('图为')}", figure["credit"]]
    result = restore("\n\n".join(line for line in lines if line).encode())
    assert [e for e in result.ledger.edits if e.kind in (Kind.JOIN, Kind.CORR, Kind.MOVE)] == []
    [article] = result.articles
    assert body(article) == [b["text"] for b in gold["body"]]
