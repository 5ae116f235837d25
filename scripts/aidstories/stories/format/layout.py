"""The order in which a story's file holds its passages.

Front matter and body have one order, so a file gives its passages in one order too:
kickers, title, subtitles, statement, editor's note, body with figures, source lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from itertools import chain

from aidstories.model import TEXT_ROLES, AidStatement, Article, Passage, Role
from aidstories.stories.format.markdown import mark_gap, read_gap

KEYS = {
    Role.KICKER: "kicker",
    Role.TITLE: "title",
    Role.SUBTITLE: "subtitle",
    Role.NOTE: "editors_note",
    Role.SOURCE: "source_line",
}
"""Where the passages outside the body stand in the front matter."""

FIELDS = (
    *("id", "title", "kicker", "subtitle", "statement", "byline", "source", "source_line", "via"),
    *("dateline", "published", "year", "year_basis", "regions", "donors", "programs", "people"),
    *(
        "institutions",
        "aid",
        "editors_note",
        "figures",
        "evidence",
        "status",
        "seed",
        "seed_sha256",
    ),
    "seed_part",
)
"""The order of the front matter; fields that an archive's own table adds come behind."""

PAGE_KEYS = frozenset({"description", "hide", "icon", "search", "tags", "template"})
"""Keys that a page of the site may have besides the fields."""
FIGURE_KEYS = ("caption", "credit", "src")
PERSON_KEYS = ("name", "role")
AID_KEYS = tuple(f.name for f in fields(AidStatement))
EVIDENCE_KEYS = ("field", "value", "by", "quote")

STATEMENT = frozenset({Role.BYLINE, Role.DATELINE})
FIGURE = frozenset({Role.CAPTION, Role.CREDIT})
_BODY = FIGURE.union(TEXT_ROLES)


def canonical(article: Article) -> Article:
    """Return ``article`` as its file can hold it.

    Passages come in the order of the file, a credit directly behind its caption, a second title
    as a subtitle, a row of one cell or a stanza of one line as a paragraph. Empty passages are
    left out, a text that begins or ends with the gap mark has a gap, and bytes of an address that
    could not be decoded are percent-encoded.
    """
    passages = [_plain(p) for p in article.passages]
    titles = [p for p in passages if p.role is Role.TITLE]
    more = [replace(p, role=Role.SUBTITLE) for p in titles[1:]]
    groups = (
        with_roles(passages, {Role.KICKER}),
        titles[:1],
        more,
        with_roles(passages, {Role.SUBTITLE}),
        with_roles(passages, STATEMENT),
        with_roles(passages, {Role.NOTE}),
        chain.from_iterable(body_items(passages)),
        with_roles(passages, {Role.SOURCE}),
    )
    return Article(passages=tuple(p for p in chain.from_iterable(groups) if _holds(p)))


def with_roles(passages: Iterable[Passage], roles: Iterable[Role]) -> list[Passage]:
    """Return the passages that have one of ``roles``, in order."""
    wanted = frozenset(roles)
    return [p for p in passages if p.role in wanted]


def body_items(passages: Iterable[Passage]) -> Iterator[list[Passage]]:
    """Yield the passages of the text alone, each caption together with its credits.

    A credit with no caption before it stands alone, as a figure of its own.
    """
    items: list[list[Passage]] = []
    figure: list[Passage] | None = None
    for passage in with_roles(passages, _BODY):
        if not _holds(passage):
            continue
        if passage.role is Role.CREDIT and figure is not None:
            figure.append(passage)
            continue
        items.append([passage])
        if passage.role in FIGURE:
            figure = items[-1]
    return (item for item in items if len(item) > 1 or not _blank(item[0]))


def _holds(passage: Passage) -> bool:
    return bool(passage.text or passage.gap or passage.role is Role.CAPTION)


def _blank(passage: Passage) -> bool:
    return not (passage.text or passage.gap or passage.src)


def _plain(passage: Passage) -> Passage:
    text, gap = read_gap(mark_gap(passage.text, passage.gap))
    src = passage.src if passage.role is Role.CAPTION else None
    role = passage.role if _has_form(passage.role, text) else Role.PARAGRAPH
    return Passage(role=role, text=text, gap=gap, src=_address(src) if src else None)


def _has_form(role: Role, text: str) -> bool:
    """Return whether ``text`` has the cells of a row, the lines of a stanza."""
    if role is Role.ROW:
        return "\t" in text
    return role is not Role.VERSE or ("\n" in text and text == text.strip("\n"))


def _address(src: str) -> str:
    """Return an address whose undecodable bytes (PEP 383) are percent-encoded, as in any URL."""
    return re.sub("[\udc80-\udcff]", lambda m: f"%{ord(m[0]) - 0xDC00:02X}", src)
