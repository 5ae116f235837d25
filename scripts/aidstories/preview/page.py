"""The review page as HTML."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader

from aidstories.errors import BadInput, Problem
from aidstories.model import Status
from aidstories.paths import ArchivePaths
from aidstories.preview.cards import make_card
from aidstories.preview.crops import Crops
from aidstories.stories.checks.review_items import Topic, all_review_items
from aidstories.stories.store.record import left_out
from aidstories.tables import read_tables

_PAGE = 20
"""Doubtful places on one page."""


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
    paths: ArchivePaths,
    choice: Choice,
    crops: Crops,
    *,
    token: str,
    problems: Sequence[Problem],
    faults: Sequence[Problem],
) -> str:
    """Return the page; ``problems`` are those of the last answer, ``faults`` those of the check."""
    tables = read_tables(paths.data)
    topics = tables.reasons_of("topic")
    every = all_review_items(paths)
    chosen = [i for i in every if choice.topic in ("", i.topic) and choice.story in ("", i.id)]
    pages = max(1, -(-len(chosen) // _PAGE))
    page = min(max(1, choice.page), pages)
    shown = chosen[(page - 1) * _PAGE : page * _PAGE]
    counts = Counter(item.topic for item in every)
    return (
        _templates()
        .get_template("review.html")
        .render(
            cards=[make_card(item, paths, tables, crops) for item in shown],
            topics=[(topic, topics[topic].zh, counts[topic]) for topic in Topic if counts[topic]],
            total=len(every),
            choice=choice,
            page=page,
            pages=pages,
            statuses=list(Status),
            places=sorted(tables.authority("places")),
            left_out=_left_out(paths),
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


def _left_out(paths: ArchivePaths) -> tuple[str, ...]:
    try:
        return left_out(paths)
    except BadInput:  # the check names it
        return ()
