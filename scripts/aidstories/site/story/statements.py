"""Aid as a story states it: who helped whom, with the words that say so and where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from aidstories.model import AidStatement, Origin, Story
from aidstories.site.addresses import ValuePath, path_of

_YEAR = re.compile(r"\d{4}")


class Quotation(NamedTuple):
    """Words of a story. ``anchor`` is the ``id`` of their block in its page, or empty."""

    text: str
    anchor: str = ""


class End(NamedTuple):
    """One end of aid: a place, a body (an institution or a team), or both; neither if unstated."""

    place: ValuePath
    body: str = ""

    def __bool__(self) -> bool:
        """Whether the story names this end at all."""
        return bool(self.place or self.body)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """A statement of a story; without quotations, it is the editor's."""

    said: AidStatement
    quotations: tuple[Quotation, ...] = ()

    @property
    def anchor(self) -> str:
        """The block of the first quotation that has one, or an empty text."""
        return first_anchor(self.quotations)

    @property
    def donor(self) -> End:
        """From where the aid came."""
        return End(path_of(self.said.donor), self.said.donor_body)

    @property
    def recipient(self) -> End:
        """Where it arrived."""
        return End(path_of(self.said.recipient), self.said.recipient_body)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Statements that differ in their ends alone, as one line: 杭州市、嘉兴市 → 色尼区.

    Every donor of a line helped every recipient of it, in the words that it quotes. ``year`` is
    that of the aid where the story says when, else the story's, which ``when`` then leaves out.
    """

    story: Story
    donors: tuple[End, ...]
    recipients: tuple[End, ...]
    program: str
    act: str
    when: str
    quotations: tuple[Quotation, ...]

    @property
    def year(self) -> int | None:
        """The year under which the line stands: the last that ``when`` names, or the story's."""
        named = _YEAR.findall(self.when)
        return int(named[-1]) if named else self.story.description.year

    @property
    def anchor(self) -> str:
        """The block of the first quotation that has one, or an empty text."""
        return first_anchor(self.quotations)


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """Who helped whom, in a few words: 杭州、嘉兴 → 色尼区 · 2025."""

    donors: tuple[End, ...]
    recipients: tuple[End, ...]
    year: int | None


def first_anchor(quotations: Iterable[Quotation]) -> str:
    """Return the block of the first quotation that has one, or an empty text."""
    return next((quotation.anchor for quotation in quotations if quotation.anchor), "")


def stated(story: Story, anchors: Mapping[int, str]) -> tuple[Stated, ...]:
    """Return the statements of ``story`` with their quotations, in its order.

    ``anchors`` holds the blocks' anchors by the index of each passage.
    """
    quoted: dict[str, dict[Quotation, None]] = {}
    for item in story.description.evidence:
        if item.field == "aid" and item.quote and item.by in (Origin.TEXT, Origin.EDITOR):
            at = _holding(story, item.quote) if item.passage is None else item.passage
            quotation = Quotation(item.quote, anchors.get(at, ""))
            quoted.setdefault(item.value, {})[quotation] = None
    return tuple(
        Stated(said=one, quotations=tuple(quoted.get(one.key, ()))) for one in story.description.aid
    )


def _holding(story: Story, quote: str) -> int:
    """Return the index of the passage that an editor quoted, or -1."""
    passages = enumerate(story.article.passages)
    return next((index for index, passage in passages if quote in passage.text), -1)


def lines(story: Story, statements: Iterable[Stated]) -> tuple[Line, ...]:
    """Return ``statements`` as lines: ends that one sentence joins stand together.

    Donors are joined first, then the recipients that have the same donors.
    """
    donors: dict[tuple[End, _About], list[End]] = {}
    for one in statements:
        about = _About(one.said.program, one.said.act, one.said.when, one.quotations)
        donors.setdefault((one.recipient, about), []).append(one.donor)
    recipients: dict[tuple[tuple[End, ...], _About], list[End]] = {}
    for (recipient, about), found in donors.items():
        recipients.setdefault((_once(found), about), []).append(recipient)
    return tuple(
        Line(story=story, donors=who, recipients=_once(whom), **about._asdict())
        for (who, about), whom in recipients.items()
    )


def without_anchors(line: Line) -> Line:
    """Return ``line`` for a page that does not show the text that it quotes."""
    return replace(line, quotations=tuple(Quotation(q.text) for q in line.quotations))


class _About(NamedTuple):
    program: str
    act: str
    when: str
    quotations: tuple[Quotation, ...]


def cards(found: Iterable[Line]) -> tuple[Card, ...]:
    """Return the lines of a story in a few words, each once.

    A place stands for the bodies in it; an end that another line joins to something is not said
    again without.
    """
    pairs = dict.fromkeys(
        (_short(donor), _short(recipient), line.year)
        for line in found
        for donor in line.donors
        for recipient in line.recipients
    )
    joined = {end for *ends, _ in pairs if all(ends) for end in ends}
    kept = [pair for pair in pairs if all(pair[:2]) or not joined.intersection(pair[:2])]
    donors: dict[tuple[End, int | None], list[End]] = {}
    for donor, recipient, year in kept:
        donors.setdefault((recipient, year), []).append(donor)
    recipients: dict[tuple[tuple[End, ...], int | None], list[End]] = {}
    for (recipient, year), who in donors.items():
        recipients.setdefault((_once(who), year), []).append(recipient)
    return tuple(
        Card(donors=who, recipients=_once(whom), year=year)
        for (who, year), whom in recipients.items()
    )


def _short(end: End) -> End:
    return End(end.place) if end.place else end


def _once(ends: Iterable[End]) -> tuple[End, ...]:
    return tuple(dict.fromkeys(ends))
