"""Heads and feet of articles in English: By Lin Wei in Lhasa | Plateau Daily | Updated: 2024-05-06.

A line is one where all of its parts are: who wrote, whose page it is, when it was written, who
edited it. A sentence goes on in words that are none of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from aidstories.model import Person
from aidstories.restore.lexicon.late import late


class Part(StrEnum):
    """What a part of a line says."""

    WRITER = "writer"
    PAPER = "paper"
    SOURCE = "source"
    """A paper behind its label."""
    DAY = "day"
    STAFF = "staff"


class HeadPart(NamedTuple):
    """A part of a line with the span of its words, labels apart; ``role`` is a writer's label."""

    part: Part
    start: int
    end: int
    role: str = ""


_LONGEST = 140
"""Characters of such a line; the longest of English captures has 96."""
_PAPER = (
    r"(?:[Xx]inhua|XINHUA|CCTV|CGTN|[Ee]cns)(?: News Agency| News|\.cn|\+)?"
    r"|(?:(?:The )?[A-Z][\w'’]+ ){1,3}(?:Daily|DAILY|News|NEWS|Times|TIMES|Post|POST|Review|REVIEW"
    r"|Weekly|Herald|Agency|Online|Net|Express|Media|Journal|Network)(?: Online| App)?"
)
"""A paper or an agency by the form of its name: Plateau Daily, PLATEAU NEWS."""
_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\\.?"
_DAY = (
    r"(?:(?:Updated|Published|Posted|Release(?:d| time)|Time|Date|Update)\s*+:?\s*+)?"
    rf"(?:\d{{4}}[-/]\d{{1,2}}[-/]\d{{1,2}}|{_MONTH} \d{{1,2}},? ?\d{{4}}"
    rf"|\d{{1,2}}(?:st|nd|rd|th)? {_MONTH},? ?\d{{4}}|(?<=[ed] ){_MONTH} ?\d{{1,2}}(?![\d:])"
    r"|\d{1,2}:\d{2}(?::\d{2})?(?: ?(?:[ap]\.?m\.?|GMT\+?\d?))?)"
)
_NAME = r"[A-Z][\w'’.-]*+(?: (?!(?:Updated|Published|Posted)\b)[A-Z][\w'’.-]*+){1,3}"
_NAMES = rf"{_NAME}(?:(?:, and |, | and | & |; ){_NAME}){{0,7}}"
_TRADE = (
    r"(?:(?:(?:[Oo]ur|[Ss]taff|[Ss]pecial|[Ss]enior|[Cc]hief|[A-Z][\w'’]+) ){0,3}"
    r"(?:[Ww]riters?|[Rr]eporters?|[Cc]orrespondents?|[Ii]ntern)s? )"
)
_BY = (
    r"(?:By|by)(?:\s*+:)?"
    r"|(?:Written|Text|Story|Words|Reported|Contributed|Photos?|Photographs|Video) by"
    r"|photos? by"
    r"|(?:Author|Reporter|Writer|Correspondent)s?\s*+:"
)
_EDITORS = rf"(?:(?:Web|Copy|Responsible|Executive) )?(?:E|e)ditors?\s*+[:：]\s*+{_NAMES}"
_ADDRESS = r"(?:Contact|contact) the (?:writer|reporter|editor)s? at \S{3,60}@\S{3,40}"
_BESIDE = r"\s*+(?:$|\||\d|Published|Updated|Author|Editor)"
_ITEM = late(
    rf"(?P<day>{_DAY})|Source\s*+:\s*+(?P<source>{_PAPER}|[A-Z][\w'’.& -]{{1,30}}?(?={_BESIDE}))"
    rf"|(?P<staff>{_EDITORS}|{_ADDRESS})|(?P<role>{_BY})\s*+(?P<trade>{_TRADE})?(?P<writer>{_NAMES})"
    rf"(?: in (?P<where>[A-Z][\w'’]+(?:,? [A-Z][\w'’]+){{0,3}}))?"
    rf"|(?P<helper>{_NAMES}) (?:also )?contributed to (?:this|the) (?:story|report|article)"
    rf"|(?P<paper>{_PAPER})(?![\w'’])"
)
_PLAIN = ((Part.DAY, "day"), (Part.SOURCE, "source"), (Part.STAFF, "staff"), (Part.PAPER, "paper"))
_IN_TRADE = late(rf"(?:{_PAPER})(?= )")
"""The paper that a writer's trade names: Xinhua writers."""
_GAP = late(r"[\s|,;()\[\]/·•.—–-]+|and(?= )")
_SPLIT = late(r", and |, | and | & |; ")
_WHOLE_PAPER = late(_PAPER)
_HAN = late("[\u4e00-\u9fff\u0f00-\u0fff]")
_MAY = late(r"\d|[Bb]y |[:|]|contributed to|@")
"""What such a line has one of; most lines have none."""


@lru_cache(maxsize=256)
def parts(text: str) -> tuple[HeadPart, ...]:
    """Return the parts of a line that is nothing but a head or a foot, else none."""
    if not 4 < len(text) <= _LONGEST or not _MAY.search(text) or _HAN.search(text):
        return ()
    found: list[HeadPart] = []
    at = 0
    while at < len(text):
        if gap := _GAP.match(text, at):
            at = gap.end()
        elif item := _ITEM.match(text, at):
            found += _read(item)
            at = item.end()
        else:
            return ()
    return tuple(found) if {p.part for p in found} - {Part.PAPER} else ()


def _read(item: re.Match[str]) -> Iterator[HeadPart]:
    for part, group in _PLAIN:
        if item[group]:
            yield HeadPart(part, *item.span(group))
    if item["trade"] and (paper := _IN_TRADE.match(item["trade"])):
        yield HeadPart(Part.PAPER, item.start("trade"), item.start("trade") + paper.end())
    role = (item["role"] or "").rstrip(" :")
    for group in ("writer", "helper"):
        if item[group]:
            yield from _named(item.string, *item.span(group), role)


def _named(text: str, start: int, end: int, role: str) -> Iterator[HeadPart]:
    """Yield the names of a list; a paper among them is one: By Lin Wei, Plateau Daily."""
    at = start
    for gap in (*_SPLIT.finditer(text, start, end), None):
        stop = gap.start() if gap else end
        paper = _WHOLE_PAPER.fullmatch(text, at, stop)
        yield HeadPart(Part.PAPER if paper else Part.WRITER, at, stop, "" if paper else role)
        at = gap.end() if gap else end


def is_byline(text: str) -> bool:
    """Return whether a line names writers, and no more than their paper and the day beside them."""
    return any(p.part is Part.WRITER for p in parts(text))


def is_imprint(text: str) -> bool:
    """Return whether a line says whose a page is, with or without its day, and no writer."""
    kinds = {p.part for p in parts(text)}
    return (Part.SOURCE in kinds or kinds >= {Part.DAY, Part.PAPER}) and Part.WRITER not in kinds


def is_staff(text: str) -> bool:
    """Return whether a line names who edited a page, or where to write to, and nothing else."""
    return {p.part for p in parts(text)} == {Part.STAFF}


def people(text: str) -> tuple[Person, ...]:
    """Return the writers that a line names, with what they did as printed: By, Photos by."""
    return tuple(
        Person(name=text[p.start : p.end], role=p.role)
        for p in parts(text)
        if p.part is Part.WRITER
    )


def is_day(text: str) -> bool:
    """Return whether a line is a day and no more."""
    return {p.part for p in parts(text)} == {Part.DAY}


def is_paper(text: str) -> bool:
    """Return whether a line is no more than a paper or an agency, by the form of its name."""
    return bool(_WHOLE_PAPER.fullmatch(text.strip()))


def is_paper_with_day(one: str, other: str) -> bool:
    """Return whether of two lines one is a paper and the other its day: Plateau Daily / May 6."""
    return (is_paper(one) and is_day(other)) or (is_day(one) and is_paper(other))


def paper(text: str) -> tuple[int, int] | None:
    """Return where a line names the paper whose page it is, one with a label before others."""
    if is_paper(text):
        return (len(text) - len(text.lstrip()), len(text.rstrip()))
    found = [p for kind in (Part.SOURCE, Part.PAPER) for p in parts(text) if p.part is kind]
    return (found[0].start, found[0].end) if found else None


_PHOTO_BY = late(
    r"(?:^|(?<=[.!?])\s+)"
    r"(?P<by>(?:(?:Photos?|Images?|Pictures?)(?:\s?: | by | courtesy of | from )|PHOTOS? BY )"
    r"[A-Z][A-Za-z.'’ ]{2,40}(?:/[A-Z][A-Za-z ]{1,20})?)\s*+$"
)
_IN_CAPITALS = late(
    r"(?:^|(?<=[.!?])\s+)(?P<by>[A-Z]{2,20}(?: [A-Z]{2,20}){1,3} ?/ ?"
    r"[A-Z]{3,12}(?: [A-Z]{2,12}){0,3})\s*+$"
)
"""Who took a picture, and for whom, as a paper's own style sets it: LIN WEI/PLATEAU DAILY."""
_IN_BRACKETS = late(
    r"(?:^|(?<!\s)\s+)(?P<by>\([A-Z]{2,20}(?: [A-Z]{2,20}){1,3}\)"
    r"|[\[(](?:Photos?|Images?|Pictures?)(?: ?/ ?| by | from | courtesy of | provided (?:to|by) )"
    r"[^\[\]()]{2,60}[\])]"
    r"|\([A-Z][A-Za-z.'’ ]{1,30}/[A-Z][A-Za-z.' ]{2,40}\))\s*+$"
)
"""The same in brackets: … on May 6 (LIN WEI), [Photo provided to Plateau Daily], (PN/Lin Wei)."""
_CREDIT = 80
"""Characters of such a credit at most."""
_CAPTION = 480
"""Characters of a caption at most, as in `passes.figures.words`."""


def photo_credit(text: str) -> int | None:
    """Return where it begins to say who took the picture: … on May 6. Photo: Lin Wei/PN."""
    signs = "photo" in text.lower() or "/" in text[-_CREDIT:] or text.rstrip()[-3:-1].isupper()
    if len(text) > _CAPTION or not signs:
        return None
    start = max(0, len(text) - _CREDIT)
    found = _PHOTO_BY.search(text) or _IN_CAPITALS.search(text, start)
    found = found or _IN_BRACKETS.search(text, start)
    return found.start("by") if found else None
