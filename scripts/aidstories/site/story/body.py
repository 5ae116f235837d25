"""The body of a story page: blocks with permanent anchors, and what they give evidence of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from sys import intern

from aidstories.model import Article, Evidence, Gap, Passage, Role
from aidstories.paths import archived_picture
from aidstories.stories.format.layout import FIELDS

_WITH_GROUNDS = ("source", "via", "published", "year", "regions", "donors", "programs")
"""Fields whose grounds readers see; people and institutions prove themselves."""
ANCHORS = {
    Role.PARAGRAPH: "p",
    Role.HEADING: "h",
    Role.ITEM: "li",
    Role.ROW: "tr",
    Role.VERSE: "v",
    Role.QUOTE: "q",
    Role.QUESTION: "qa",
    Role.ANSWER: "qa",
    Role.SALUTATION: "s",
    Role.SIGNATURE: "s",
    Role.CAPTION: "fig",
    Role.CREDIT: "fig",
}
"""What the anchor of a block begins with; the terms ``link.p``, ``report.p`` name it."""
_HEAD = {
    Role.KICKER: "kicker",
    Role.TITLE: "title",
    Role.SUBTITLE: "subtitle",
    Role.DATELINE: "line",
    Role.BYLINE: "line",
    Role.NOTE: "note",
    Role.SOURCE: "line",
}
"""Where the passages outside the body stand in the page."""
_NUMBERED = re.compile(r"\d{1,9}\. |[（(]?\d{1,3}[.．、)）](?!\d)|[①-⑳]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A picture's caption and credit. ``src`` is set only where the archive holds the image."""

    caption: str = ""
    credit: str = ""
    src: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BodyBlock:
    """A piece of the body: a heading, a paragraph, an item, a row or, with ``figure``, a picture.

    ``anchor`` is permanent as long as no block of its kind is put before it: ``p1``, ``h1``,
    ``fig1``. ``passages`` are the indexes into ``Article.passages`` that it shows.
    """

    role: Role
    anchor: str
    passages: tuple[int, ...]
    text: str = ""
    gap: Gap | None = None
    figure: Figure | None = None

    @property
    def cells(self) -> tuple[str, ...]:
        """The cells of a row."""
        return tuple(self.text.split("\t"))

    @property
    def numbered(self) -> bool:
        """Whether an item begins with its own number, as printed."""
        return bool(_NUMBERED.match(self.text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """Why a field has a value: a quotation, where it stands, or who else says so."""

    field: str
    value: str
    by: str
    quote: str
    anchor: str | None


def blocks(article: Article) -> tuple[BodyBlock, ...]:
    """Return the body's blocks in order. A credit belongs to the picture just before it."""
    body: list[BodyBlock] = []
    counts: dict[str, int] = {}
    for index, passage in enumerate(article.passages):
        kind = ANCHORS.get(passage.role)
        if kind is None:
            continue
        before = body[-1] if body else None
        if passage.role is Role.CREDIT and before and before.figure:
            body[-1] = _credited(before, before.figure, index, passage.text)
            continue
        counts[kind] = counts.get(kind, 0) + 1
        body.append(_block(passage, intern(f"{kind}{counts[kind]}"), index))
    return tuple(body)


@cache
def _alone(index: int) -> tuple[int]:
    """Return ``index`` in a tuple: one for all stories, of which 10,000 have 100,000 passages."""
    return (index,)


def _block(passage: Passage, anchor: str, index: int) -> BodyBlock:
    figure = None
    if passage.role is Role.CAPTION:
        figure = Figure(caption=passage.text, src=archived_picture(passage.src))
    elif passage.role is Role.CREDIT:
        figure = Figure(credit=passage.text)
    text = "" if figure else passage.text
    return BodyBlock(
        role=passage.role,
        anchor=anchor,
        passages=_alone(index),
        text=text,
        gap=passage.gap,
        figure=figure,
    )


def _credited(block: BodyBlock, figure: Figure, index: int, credit: str) -> BodyBlock:
    credits = "　".join(filter(None, [figure.credit, credit]))
    return replace(block, passages=(*block.passages, index), figure=replace(figure, credit=credits))


def anchors_of(article: Article, body: Iterable[BodyBlock]) -> dict[int, str]:
    """Return the ``id`` in the story's page of every passage that has one, by its index."""
    head = {n: _HEAD[p.role] for n, p in enumerate(article.passages) if p.role in _HEAD}
    return head | {index: block.anchor for block in body for index in block.passages}


def grounds(evidence: Iterable[Evidence], anchors: Mapping[int, str]) -> tuple[Ground, ...]:
    """Return what a reader may check, ``anchors`` being those of `anchors_of`.

    Names of people and institutions prove themselves; statements of aid stand by themselves.
    """
    return tuple(
        Ground(
            field=item.field,
            value=item.value.replace("/", " › "),
            by=item.by,
            quote=item.quote,
            anchor=None if item.passage is None else anchors.get(item.passage),
        )
        for item in evidence
        if item.field in _WITH_GROUNDS or item.field not in FIELDS
    )
