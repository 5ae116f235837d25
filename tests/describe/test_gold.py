"""The seeds' stories: every field of the gold, and the labels of people and institutions."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from aidstories.describe import describe
from aidstories.model import Article, Description
from tests.archive import TABLES

from .helpers import GOLD, gold_articles
from .measure import Tally, more, without

PLACES = ("regions", "donors", "programs")


def told() -> Iterator[tuple[Article, dict[str, Any], Description]]:
    for _, articles, meta, stories in gold_articles():
        yield from zip(articles, stories, describe(articles, meta, TABLES), strict=True)


STORIES = list(told())
NAMES = [story["title"] for _, story, _ in STORIES]


@pytest.mark.parametrize(("article", "story", "got"), STORIES, ids=NAMES)
def test_fields(article: Article, story: dict[str, Any], got: Description) -> None:
    """Source, dateline, dates and people of the byline are the gold's."""
    want = {k: story[k] for k in ("source", "via", "dateline", "published", "year", "year_basis")}
    found = {k: getattr(got, k) for k in want}
    assert found == want
    assert sorted(p.name for p in got.byline) == sorted(b["name"] for b in story["byline"])


@pytest.mark.parametrize(("article", "story", "got"), STORIES, ids=NAMES)
def test_places_and_programmes(article: Article, story: dict[str, Any], got: Description) -> None:
    """Nothing of the gold is missing and nothing is added but places inside the gold's."""
    for field in PLACES:
        assert without(story[field], getattr(got, field)) == []
        assert more(story[field], getattr(got, field)) == []


def test_people_and_institutions() -> None:
    """Precision and recall on the hand-made labels; a floor is never lowered."""
    path = GOLD / "labels" / "people_institutions.json"
    labels = json.loads(path.read_text(encoding="utf-8"))
    for field in ("people", "institutions"):
        tally = Tally()
        for _, story, got in STORIES:
            values = getattr(got, field)
            names = [v.name for v in values] if field == "people" else list(values)
            tally.add(labels[story["title"]][field], names)
        assert tally.precision >= 0.97
        assert tally.recall >= 0.97


@pytest.mark.parametrize(("article", "story", "got"), STORIES, ids=NAMES)
def test_every_value_has_evidence(
    article: Article, story: dict[str, Any], got: Description
) -> None:
    """Each tag names the span that shows it, and the span reads its quote."""
    shown = {(e.field, e.value) for e in got.evidence}
    for field in ("regions", "donors", "programs", "institutions"):
        assert {(field, value) for value in getattr(got, field)} <= shown
    assert {("people", p.name) for p in got.people} <= shown
    for e in got.evidence:
        if e.by == "text":
            assert e.passage is not None
            assert article.passages[e.passage].text[e.start : e.end] == e.quote
        else:
            assert (e.passage, e.start, e.end) == (None, None, None)
