"""Fields of a description that an editor should look at: what is lacking, or may be more exact.

A field is doubtful where the text has a rival for it: a county named beside the prefecture that
was chosen, a scheme named beside the broader one. What is lacking is doubtful where a story of
aid would have it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from aidstories.describe.cues import Part
from aidstories.describe.mentions import within
from aidstories.describe.programmes import NamedProgramme
from aidstories.describe.roles import Weighed
from aidstories.model import Article, Description, Flag, Restoration, Role, YearBasis


class FieldDoubt(NamedTuple):
    """``field`` is doubtful; ``quote`` is what speaks against its value, or empty."""

    field: str
    quote: str = ""


def find_doubts(
    article: Article,
    found: Description,
    weighed: Sequence[Weighed],
    schemes: Sequence[NamedProgramme],
) -> tuple[FieldDoubt, ...]:
    """Return the doubtful fields of ``found``, which describes ``article``, each once."""
    doubts = [
        *_of_title(article),
        *_of_year(article, found),
        *_of_regions(article, found, weighed),
        *_of_donors(article, found, weighed, schemes),
        *_of_programmes(found, schemes),
    ]
    return tuple({doubt.field: doubt for doubt in reversed(doubts)}.values())[::-1]


def _of_title(article: Article) -> Iterator[FieldDoubt]:
    """Doubt that a story has no title where one of its first lines is no sentence."""
    lines = [
        p.text
        for p in article.passages[:_FIRST]
        if p.role in _MAY_HEAD and len(p.text) <= _LINE and "。" not in p.text
    ]
    if article.first(Role.TITLE) is None and lines:
        yield FieldDoubt("title", lines[0])


_FIRST = 2
"""Passages among which a line that is no sentence may be the title, chosen by hand."""
_MAY_HEAD = (Role.KICKER, Role.SUBTITLE, Role.HEADING, Role.PARAGRAPH)
_LINE = 60
"""Characters of such a line, chosen by hand."""
_PRINTED = re.compile(r"(?<!\d)(?:19|20)\d{2}(?=年|-\d|/\d)|\b20\d{2}\b(?!年)")


def _of_year(article: Article, found: Description) -> Iterator[FieldDoubt]:
    """Doubt a year that was inferred, and none where the text prints one."""
    if found.year is not None and found.year_basis is not YearBasis.STATED:
        yield FieldDoubt("year", next((e.quote for e in found.evidence if e.field == "year"), ""))
    elif found.year is None:
        printed = (hit[0] for p in article.passages for hit in _PRINTED.finditer(p.text))
        yield from (FieldDoubt("year", year) for year in islice(printed, 1))


def _of_regions(
    article: Article, found: Description, weighed: Sequence[Weighed]
) -> Iterator[FieldDoubt]:
    """Doubt a territory in which a smaller place is named, and none at all in a story of aid."""
    if not found.regions and (found.programs or found.donors):
        yield FieldDoubt("regions")
    for w in _below(found.regions, weighed):
        if w.part is not Part.GIVES and w.weight:
            yield FieldDoubt("regions", _quote(article, w))


def _of_donors(
    article: Article,
    found: Description,
    weighed: Sequence[Weighed],
    schemes: Sequence[NamedProgramme],
) -> Iterator[FieldDoubt]:
    """Doubt a giver of which a smaller part gives too, and none where aid arrived."""
    expected = any(s.programme.tier < _NEIGHBOURLY for s in schemes if _is_named(s, found))
    if not found.donors and found.regions and (expected or found.aid):
        yield FieldDoubt("donors")
    for w in _below(found.donors, weighed):
        if w.part is Part.GIVES and w.weight:
            yield FieldDoubt("donors", _quote(article, w))


_NEIGHBOURLY = 3
"""The tier of schemes that no other place need have a part in: 医共体, 巡回医疗."""


def _is_named(scheme: NamedProgramme, found: Description) -> bool:
    return scheme.programme.zh in found.programs


def _of_programmes(found: Description, schemes: Sequence[NamedProgramme]) -> Iterator[FieldDoubt]:
    """Doubt a scheme of which a narrower one is named, and none where somebody gave."""
    if not found.programs and found.donors and found.regions:
        yield FieldDoubt("programs", schemes[0].evidence.quote if schemes else "")
    for scheme in schemes:
        named = scheme.programme
        if named.zh not in found.programs and set(named.broader) & set(found.programs):
            yield FieldDoubt("programs", scheme.evidence.quote)


def _below(paths: Collection[str], weighed: Sequence[Weighed]) -> Iterator[Weighed]:
    """Yield the mentions of places inside one of ``paths`` in which no other of these lies."""
    lowest = [p for p in paths if not any(q != p and within(q, p) for q in paths)]
    for w in weighed:
        path = w.mention.path
        if any(path != p and within(path, p) for p in lowest):
            yield w


def _quote(article: Article, w: Weighed) -> str:
    return article.passages[w.mention.passage].text[w.mention.start : w.mention.end]


def field_flags(
    restored: Restoration, doubts: Sequence[tuple[FieldDoubt, ...]]
) -> tuple[Flag, ...]:
    """Return the doubts of each article of ``restored`` as flags where it begins in the capture."""
    return tuple(
        Flag(start=start, end=end, by="describe", reason=one.field, quote=one.quote, weight=0.4)
        for slots, own in zip(restored.ledger.layout, doubts, strict=True)
        for start, end in [slots[0].spans[0]]
        for one in own
    )
