"""The review page as HTML."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader

from aidstories.errors import BadInput, Problem
from aidstories.model import Status
from aidstories.preview.cards import make_card
from aidstories.stories.checks.review_items import Topic, all_review_items
from aidstories.stories.fields import read_authority
from aidstories.stories.store.record import left_out

_PAGE = 20
"""Doubtful places on one page."""

TOPICS = {
    Topic.PROPOSED: "程序的新结果与编者的文字冲突",
    Topic.FLAG: "文字存疑",
    Topic.GAP: "原文残缺",
    Topic.PLACE: "受援地区不明",
    Topic.NO_YEAR: "年份不明",
    Topic.YEAR: "年份系推定",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which doubtful places are asked for: of a topic, of a story, which page of them."""

    topic: str = ""
    story: str = ""
    page: int = 1

    def query(self, **other: object) -> str:
        """Return the address's query with some of it changed."""
        asked = {"topic": self.topic, "story": self.story, "page": self.page} | other
        return urlencode({k: v for k, v in asked.items() if v and (k, v) != ("page", 1)})


def review_page(
    docs: Path,
    seeds: Path,
    choice: Choice,
    *,
    token: str,
    problems: Sequence[Problem],
    faults: Sequence[Problem],
) -> str:
    """Return the page; ``problems`` are those of the last answer, ``faults`` those of the check."""
    every = all_review_items(docs, seeds)
    chosen = [d for d in every if choice.topic in ("", d.topic) and choice.story in ("", d.id)]
    pages = max(1, -(-len(chosen) // _PAGE))
    page = min(max(1, choice.page), pages)
    shown = chosen[(page - 1) * _PAGE : page * _PAGE]
    counts = Counter(doubt.topic for doubt in every)
    return (
        _templates()
        .get_template("review.html")
        .render(
            cards=[make_card(doubt, docs, seeds) for doubt in shown],
            topics=[(topic, TOPICS[topic], counts[topic]) for topic in Topic if counts[topic]],
            total=len(every),
            choice=choice,
            page=page,
            pages=pages,
            statuses=list(Status),
            places=sorted(read_authority(docs / "data", "places")),
            left_out=_left_out(docs),
            token=token,
            problems=problems,
            faults=faults,
        )
    )


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("aidstories.preview"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _left_out(docs: Path) -> tuple[str, ...]:
    try:
        return left_out(docs)
    except BadInput:  # the check names it
        return ()
