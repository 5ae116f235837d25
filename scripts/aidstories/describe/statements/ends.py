"""The ends of aid that a sentence names: places, hospitals and teams that give or receive."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from aidstories.describe.cues import SCHEME, SENDS, Part
from aidstories.describe.mentions import Mention, within
from aidstories.describe.roles import Weighed
from aidstories.describe.statements.links import STAFF, TEAM
from aidstories.restore.lexicon.late import late

_LIST = late(r"(?:等)?[、和与及]|以及|, and |, | and ")


class Side(StrEnum):
    """Which end of the aid a name can be, by where it lies."""

    DONOR = "donor"
    RECIPIENT = "recipient"


class Member(NamedTuple):
    """A place of an end with its institution or team, empty where only the place is named."""

    path: str
    body: str = ""
    is_house: bool = False
    """Whether ``body`` is an institution, which tells one end from another; a team does not."""
    gives: bool = False
    """Whether it is named by a scheme's own word: 陕西省援藏干部."""


class End(NamedTuple):
    """One end of aid as a sentence names it: a place, or several in one list.

    ``start`` and ``end`` are characters of the passage and hold the body too. ``gives`` and
    ``receives`` are the weights of the cue that says so, 0 where none does.
    """

    passage: int
    start: int
    end: int
    side: Side
    members: tuple[Member, ...]
    gives: float
    receives: float
    staff: int
    """Where the words for its people end, 0 where none follow."""

    @property
    def sends(self) -> bool:
        """Whether the words say by themselves that it gives."""
        return self.gives >= SENDS


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What the article is about: the territory that is helped, and how its houses are named.

    ``home`` is empty where nobody is named as helped. ``inside`` are the donors of its province, as
    a city whose hospital helps the counties is one; ``helped`` are places elsewhere that the text
    says to be helped, and never to give.
    """

    home: str
    inside: frozenset[str]
    helped: frozenset[str]
    names: Mapping[str, str]


def find_ends(text: str, weighed: Sequence[Weighed], scope: Scope) -> tuple[End, ...]:
    """Return the ends that the mentions of one sentence of ``text`` name, lists as one."""
    ends: list[End] = []
    for end in _each(text, weighed, scope):
        last = ends[-1] if ends else None
        if last and last.side is end.side and _goes_on(text, last, end):
            ends[-1] = _joined(text, last, end)
        else:
            ends.append(end)
    return tuple(ends)


def _each(text: str, weighed: Sequence[Weighed], scope: Scope) -> Iterator[End]:
    start: int | None = None
    for w, following in zip(weighed, (*weighed[1:], None), strict=False):
        m = w.mention
        if following and _opens(m, following.mention):
            start = m.start
            continue
        side = side_of(w, scope)
        if side:
            yield _end(text, w, side, m.start if start is None else start, scope)
        start = None


def _opens(mention: Mention, following: Mention) -> bool:
    """Return whether a province only opens its cities: 浙江 in 浙江杭嘉援藏医疗队."""
    return (
        mention.end >= following.start
        and mention.path != following.path
        and within(following.path, mention.path)
    )


def side_of(w: Weighed, scope: Scope) -> Side | None:
    """Return which end a mention can be; None where the words around it say that it is none."""
    if w.part is Part.NAMED and w.weight == 0:
        return None
    path = w.mention.path
    if not scope.home:
        return Side.DONOR if w.part is Part.GIVES else Side.RECIPIENT
    if path in scope.inside and (w.part is Part.GIVES or w.mention.institution):
        return Side.DONOR
    if within(path, scope.home):
        return Side.RECIPIENT
    if within(scope.home, path):
        return None
    if w.part is not Part.GIVES and any(within(h, path) for h in scope.helped):
        return None
    near = path.split("/")[0] == scope.home.split("/")[0]
    return Side.RECIPIENT if near else Side.DONOR


def _end(text: str, w: Weighed, side: Side, start: int, scope: Scope) -> End:
    m = w.mention
    end, body, is_house = m.end, "", False
    if m.institution:
        printed = text[max(m.start, m.end - len(m.institution)) : m.end]
        body, is_house = scope.names.get(m.institution, printed), True
    elif side is Side.DONOR and (team := TEAM.match(text, m.end)):
        end = team.end()
        body = text[start:end]
    people = STAFF.match(text, end) if side is Side.DONOR else None
    return End(
        passage=m.passage,
        start=start,
        end=end,
        side=side,
        members=(Member(path=m.path, body=body, is_house=is_house, gives=w.weight >= SCHEME),),
        gives=w.weight if w.part is Part.GIVES else 0.0,
        receives=w.weight if w.part is Part.RECEIVES else 0.0,
        staff=people.end() if people else 0,
    )


def _goes_on(text: str, last: End, end: End) -> bool:
    between = text[last.end : end.start]
    return end.start <= last.end or bool(_LIST.fullmatch(between))


def _joined(text: str, last: End, end: End) -> End:
    """Return both as one end; a team that closes a list is of all: 山东、上海援藏医疗队."""
    old, new = last.members, end.members
    shared = end.start < last.end or not any(m.body for m in old)
    if shared and new[-1].body and not new[-1].is_house:
        team = text[last.start : end.end]
        old, new = (tuple(m._replace(body=team) for m in side) for side in (old, new))
    return last._replace(
        end=max(last.end, end.end),
        members=(*old, *(m for m in new if m not in old)),
        gives=max(last.gives, end.gives),
        receives=max(last.receives, end.receives),
        staff=end.staff,
    )
