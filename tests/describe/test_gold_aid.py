"""What the seeds' stories state of aid, against the labels made by hand."""

from __future__ import annotations

import tomllib
from typing import Any

from aidstories.model import AidStatement, Description

from .helpers import GOLD
from .test_gold import STORIES

LABELS: list[dict[str, Any]] = tomllib.loads(
    (GOLD / "labels" / "aid.toml").read_text(encoding="utf-8")
)["statement"]
_HOUSES = ("医院", "保健院", "中心", "医学部", "医疗集团")


def labels_of(title: str) -> list[dict[str, Any]]:
    return [label for label in LABELS if label["story"] == title]


def fits(label: dict[str, Any], made: AidStatement) -> bool:
    """Return whether both have the same ends; a team counts as the place that sends it."""
    ends = {"donor": made.donor, "recipient": made.recipient}
    if any(label.get(end, "") != path for end, path in ends.items()):
        return False
    houses = {"donor_body": made.donor_body, "recipient_body": made.recipient_body}
    return all(label.get(b, "") == (h if h.endswith(_HOUSES) else "") for b, h in houses.items())


def test_the_labels_quote_their_stories() -> None:
    texts = {s["title"]: [p.text for p in article.passages] for article, s, _ in STORIES}
    for label in LABELS:
        assert 1 <= len(label["quotes"]) <= 3
        for quote in label["quotes"]:
            assert any(quote in text for text in texts[label["story"]]), quote


def test_nothing_is_stated_that_the_stories_do_not_say() -> None:
    """Precision 1.0: each statement is one of the labels, and no label is met twice."""
    for _, story, got in STORIES:
        labels = labels_of(story["title"])
        for made in got.aid:
            assert any(fits(label, made) for label in labels), made.key
        for label in labels:
            assert sum(fits(label, made) for made in got.aid) <= 1, label


def test_what_the_stories_say_is_stated() -> None:
    """Recall: 28 of 29; a floor only rises."""
    wanted = [label for label in LABELS if not label.get("optional")]
    met = [label for label in wanted if any(fits(label, made) for made in _made(label))]
    assert len(met) >= 0.96 * len(wanted), [x["quotes"] for x in wanted if x not in met]


def test_a_label_that_says_when_is_dated() -> None:
    dated = [label for label in LABELS if "when" in label]
    for label in dated:
        (made,) = (m for m in _made(label) if fits(label, m))
        assert made.when == label["when"]


def test_a_reader_sees_few() -> None:
    assert all(1 <= len(got.aid) <= 7 for _, _, got in STORIES)


def _made(label: dict[str, Any]) -> tuple[AidStatement, ...]:
    return _story(label["story"]).aid


def _story(title: str) -> Description:
    return next(got for _, story, got in STORIES if story["title"] == title)
