"""Who wrote an article and where it was sent from: its statement of responsibility."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from aidstories.describe.authority import Authorities
from aidstories.describe.evidence import in_text
from aidstories.describe.names import SURNAME
from aidstories.describe.sources import publisher
from aidstories.model import Article, Evidence, Person, Role
from aidstories.restore.byline import parse_byline, parse_place

_WRITERS = re.compile(r"(?:作\s*者|记\s*者|通\s*讯\s*员|撰\s*[稿文]|文\s*[/／])\s*[:：]?\s*\S")
_BODY = re.compile(r"(?:中心|编辑部|新闻部|[报网社台院局委办部处组]|摄影|摄像|编辑|责编)$")
_NAME = re.compile(rf"{SURNAME}[\u4e00-\u9fff]{{1,2}}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """``place`` is the dateline's as printed, ``path`` the division that it means."""

    byline: tuple[Person, ...] = ()
    place: str | None = None
    path: str | None = None
    evidence: tuple[Evidence, ...] = ()


def find_statement(article: Article, meta: Mapping[str, str], lists: Authorities) -> Statement:
    """Return who signs ``article`` and its dateline.

    A source line may name the writer too (来源：西藏日报 作者：段敏); the capture's own author
    counts where the text names nobody and the author is a person.
    """
    people: list[Person] = []
    place: str | None = None
    shown: tuple[Evidence, ...] = ()
    for index, passage in enumerate(article.passages):
        people += _people(passage.role, passage.text)
        found = parse_place(passage.text) if passage.role is Role.DATELINE else None
        if found and place is None:
            place, start = found, passage.text.find(found)
            shown = (in_text(article, "dateline", found, index, (start, start + len(found))),)
    author = meta.get("author", "").strip()
    if not people and _NAME.fullmatch(author) and not publisher(author, lists):
        people = [Person(name=author, role="作者")]
    byline = [p for p in people if not _BODY.search(p.name) and not publisher(p.name, lists)]
    return Statement(
        byline=tuple(dict.fromkeys(byline)),
        place=place,
        path=_path(place, lists) if place else None,
        evidence=shown,
    )


def _people(role: Role, text: str) -> tuple[Person, ...]:
    if role in (Role.BYLINE, Role.DATELINE):
        return parse_byline(text)
    writers = _WRITERS.search(text) if role is Role.SOURCE else None
    return parse_byline(text[writers.start() :]) if writers else ()


def _path(place: str, lists: Authorities) -> str | None:
    """Return the division that a dateline names, or None where several have the name."""
    for start, name in lists.gazetteer.find(f"{place}\n"):
        if start == 0 and len(name.text) == len(place) and len(name.paths) == 1:
            return name.paths[0]
    return None
