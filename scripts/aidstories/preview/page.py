"""The review page as HTML: what waits, what is alike, what is settled."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, PackageLoader

from aidstories.errors import Problem
from aidstories.model import Status
from aidstories.paths import ArchivePaths
from aidstories.preview.cards import (
    NOTHING,
    ROLES,
    Card,
    Shown,
    buttons,
    label,
    make_card,
    story_passages,
    why,
)
from aidstories.preview.opened import Captures
from aidstories.preview.settled import Row, settled_rows
from aidstories.stories.checks.review_index import Review
from aidstories.stories.checks.review_items import ReviewItem, Topic
from aidstories.stories.editing.journal import Entry
from aidstories.table_reader import whole_number
from aidstories.tables import Tables, read_tables

_PAGE = 20
"""Doubtful places on one page."""
_SETTLED = 50
"""Settled ones on one page; each is a line or two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Which doubtful places are asked for: of a topic, of a story, which page of them.

    ``at`` is the anchor of one that must be on the page. ``same`` asks for those alike that one,
    of its words or of its ``kind``; ``settled`` for what is settled.
    """

    topic: str = ""
    story: str = ""
    page: int = 1
    at: str = ""
    same: str = ""
    kind: bool = False
    settled: bool = False

    def query(self, **other: object) -> str:
        """Return the address's query with some of it changed; ``at`` belongs to one look."""
        asked = {"topic": self.topic, "story": self.story, "page": self.page} | other
        if self.settled:
            asked = {"settled": 1} | asked
        return urlencode({k: v for k, v in asked.items() if v and (k, v) != ("page", 1)})


def read_choice(asked: Mapping[str, str]) -> Choice:
    """Return the choice that the query of an address makes.

    Raises `BadCell` where the page is no number.
    """
    return Choice(
        topic=asked.get("topic", ""),
        story=asked.get("story", ""),
        page=whole_number(asked.get("page", "1")),
        at=asked.get("at", ""),
        same=asked.get("same", ""),
        kind="kind" in asked,
        settled="settled" in asked,
    )


def chosen(items: Iterable[ReviewItem], choice: Choice) -> list[ReviewItem]:
    """Return the items that ``choice`` asks for, on whatever page."""
    return [i for i in items if choice.topic in ("", i.topic) and choice.story in ("", i.id)]


def those_alike(items: Sequence[ReviewItem], choice: Choice) -> list[ReviewItem]:
    """Return the items that are alike the one that ``choice`` names, itself among them."""
    one = next((item for item in items if item.anchor == choice.same), None)
    common = one.alike(words=not choice.kind) if one else None
    return [i for i in items if common is not None and i.alike(words=not choice.kind) == common]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What there is to say of the last answer.

    ``problems`` are those of an answer that failed and ``given`` is its form; ``done`` is the
    answer that was carried out, ``note`` what became of one that was taken back.
    """

    problems: tuple[Problem, ...] = ()
    given: Mapping[str, str] = field(default_factory=dict)
    done: Entry | None = None
    note: str = ""


def review_page(
    captures: Captures,
    review: Review,
    choice: Choice,
    *,
    token: str,
    told: Told,
    faults: Sequence[Problem],
) -> str:
    """Return the page; ``faults`` are those of the check."""
    tables = read_tables(captures.paths.data)
    common = {
        "choice": choice,
        "token": token,
        "told": told,
        "faults": faults,
        "total": len(review.items),
        "topics": _topics(review.items, tables),
        "told_rows": settled_rows([told.done], review, tables) if told.done else (),
    }
    if choice.settled:
        return _render("settled.html", common | _settled(captures.paths, review, choice, tables))
    if choice.same:
        return _render("same.html", common | _same(review, choice, tables))
    return _render("review.html", common | _doubts(captures, review, choice, tables, told))


def _topics(items: Sequence[ReviewItem], tables: Tables) -> list[tuple[Topic, str, int]]:
    names, counts = tables.reasons_of("topic"), Counter(item.topic for item in items)
    return [(topic, names[topic].zh, counts[topic]) for topic in Topic if counts[topic]]


def _doubts(
    captures: Captures, review: Review, choice: Choice, tables: Tables, told: Told
) -> dict[str, Any]:
    found = chosen(review.items, choice)
    pages = max(1, -(-len(found) // _PAGE))
    page = min(max(1, _page_of(found, choice) or choice.page), pages)
    alike = [Counter(item.alike(words=words) for item in review.items) for words in (True, False)]
    shown = found[(page - 1) * _PAGE : page * _PAGE]
    answered = told.given.get("key")
    cards = [
        make_card(
            item,
            captures,
            tables,
            same=_count(alike[0], item.alike()),
            kind=_count(alike[1], item.alike(words=False)),
            given=told.given if item.key == answered else NOTHING,
        )
        for item in shown
    ]
    return {
        "cards": cards,
        "focus": _focus(cards, choice, answered),
        "page": page,
        "pages": pages,
        "statuses": list(Status),
        "roles": ROLES,
        "passages": _story_passages(captures, choice.story, review),
        "places": sorted(tables.authority("places")) if _asks_places(shown) else (),
        "left_out": review.left_out,
        "settled": len(review.settled),
    }


def _count(alike: Mapping[Any, int], common: tuple[str, ...] | None) -> int:
    return alike[common] if common is not None else 0


def _page_of(found: Sequence[ReviewItem], choice: Choice) -> int | None:
    at = (n for n, item in enumerate(found) if item.anchor == choice.at)
    return next((n // _PAGE + 1 for n in at), None) if choice.at else None


def _focus(cards: Sequence[Card], choice: Choice, answered: str | None) -> str:
    """Return the id of what gets the focus: what a failed answer typed, else the asked card."""
    failed = next((card.item.anchor for card in cards if card.item.key == answered), None)
    if failed:
        return f"t{failed}"
    anchors = [card.item.anchor for card in cards]
    return choice.at if choice.at in anchors else ""


def _asks_places(items: Iterable[ReviewItem]) -> bool:
    return any(item.topic is Topic.PLACE for item in items)


def _story_passages(captures: Captures, id_: str, review: Review) -> tuple[str, tuple[Shown, ...]]:
    """Return the capture of the story that alone is shown, and all its passages."""
    name = review.captures.get(id_, "")
    opened = captures.of(name) if name else None
    if opened is None:
        return "", ()
    number = [story.id for story in opened.record.stories].index(id_)
    return name, story_passages(opened, number, -1)


def _same(review: Review, choice: Choice, tables: Tables) -> dict[str, Any]:
    found = those_alike(review.items, choice)
    first = found[0] if found else None
    return {
        "found": found,
        "titles": review.titles,
        "around": review.around,
        "why": why(first, tables) if first else "",
        "buttons": buttons(first) if first else (),
        "label": label(first) if first else "",
        "places": sorted(tables.authority("places")) if _asks_places(found[:1]) else (),
    }


def _settled(paths: ArchivePaths, review: Review, choice: Choice, tables: Tables) -> dict[str, Any]:
    rows: tuple[Row, ...] = tuple(settled_rows(None, review, tables, paths))
    pages = max(1, -(-len(rows) // _SETTLED))
    page = min(max(1, choice.page), pages)
    shown = rows[(page - 1) * _SETTLED : page * _SETTLED]
    return {"rows": shown, "count": len(rows), "page": page, "pages": pages}


def _render(template: str, values: Mapping[str, Any]) -> str:
    return _templates().get_template(template).render(values)


@cache
def _templates() -> Environment:
    return Environment(
        loader=PackageLoader("aidstories.preview"),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
    )
