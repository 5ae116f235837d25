"""Which schemes of aid an article is about, by the words that the authority gives them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from aidstories.describe.authority import Authorities, Programme
from aidstories.describe.mentions import SILENT, within
from aidstories.model import Article, Evidence, Role

_PROMINENT = (Role.TITLE, Role.KICKER, Role.SUBTITLE, Role.HEADING, Role.NOTE)
_LEAD = 2
"""Paragraphs at the start that count as prominent."""
_PAST = re.compile(r"(?:曾|曾经|参加过|先后参加|多次参加|有过)[^，。；]{0,8}$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A programme that the article names, with its first and most prominent place."""

    programme: Programme
    count: int
    prominent: bool
    evidence: Evidence


def find_programmes(
    article: Article, lists: Authorities, places: Collection[str]
) -> tuple[Found, ...]:
    """Return the schemes the article is about, in the order of the authority.

    ``places`` are the paths that the article names. A scheme for a territory counts only where
    a place of that territory is named: a doctor of Changzhi who once went to Tibet makes no
    story about Tibet. Named schemes hide general ones, and narrower ones the broader.
    """
    found = [
        f
        for programme in lists.programmes
        if (f := _search(article, programme))
        and (f.prominent or f.count > 1)
        and _in_its_place(programme, places)
    ]
    if not found:
        return ()
    tier = min(f.programme.tier for f in found)
    named = [f for f in found if f.programme.tier == tier]
    hidden = {zh for f in named for zh in f.programme.broader}
    return tuple(f for f in named if f.programme.zh not in hidden)


def _in_its_place(programme: Programme, places: Collection[str]) -> bool:
    region = programme.region
    return not region or any(within(p, region) or within(region, p) for p in places)


def _search(article: Article, programme: Programme) -> Found | None:
    hits = list(_matches(article, programme))
    if not hits:
        return None
    first = next((hit for hit in hits if hit[3]), hits[0])
    index, start, end, _ = first
    return Found(
        programme=programme,
        count=len(hits),
        prominent=any(hit[3] for hit in hits),
        evidence=Evidence(
            field="programs",
            value=programme.zh,
            by="text",
            quote=article.passages[index].text[start:end],
            passage=index,
            start=start,
            end=end,
        ),
    )


def _matches(article: Article, programme: Programme) -> Iterator[tuple[int, int, int, bool]]:
    """Yield ``(passage, start, end, whether prominent)`` of each place that names it."""
    paragraphs = 0
    for index, passage in enumerate(article.passages):
        if passage.role in SILENT:
            continue
        paragraphs += passage.role is Role.PARAGRAPH
        prominent = passage.role in _PROMINENT or (
            passage.role is Role.PARAGRAPH and paragraphs <= _LEAD
        )
        for hit in programme.pattern.finditer(passage.text):
            if not _PAST.search(passage.text[max(0, hit.start() - 16) : hit.start()]):
                yield index, hit.start(), hit.end(), prominent
