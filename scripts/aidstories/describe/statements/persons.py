"""Ends that a person's name joins: who is of one house in one sentence and works at another's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aidstories.describe.statements.choose import Candidate, Quote
from aidstories.describe.statements.ends import End, Side
from aidstories.describe.statements.joins import Sentence, act_of
from aidstories.describe.statements.links import AID_ACT, ENTERS, PAST, VISIT
from aidstories.model import Evidence

_REACH = 24
"""Characters between a house and the name of its doctor: 骨与软组织肿瘤科医生张方林."""
_Of = tuple[Sentence, End, int]
"""Where a person is said to be of a house, and where the name ends there."""


def find_by_name(sentences: Sequence[Sentence], people: Sequence[Evidence]) -> Iterator[Candidate]:
    """Yield what a person of a donor does at a recipient, in a sentence that names the person.

    A name that two donors share joins nothing.
    """
    for name, (origin, donor, stop) in _persons(sentences, people).items():
        for sentence in sentences:
            if sentence is origin or any(e.side is Side.DONOR for e in sentence.ends):
                continue
            at = sentence.text.find(name, *sentence.span)
            for end in sentence.ends if at >= 0 else ():
                if _works(sentence, end, at):
                    yield from _chain((origin, donor, stop), sentence, end, (at, at + len(name)))


def _persons(sentences: Sequence[Sentence], people: Sequence[Evidence]) -> dict[str, _Of]:
    """Return the people whom the text calls of a donor, with where it does."""
    found: dict[str, _Of] = {}
    shared = set()
    for sentence in sentences:
        for end in sentence.ends:
            if end.side is not Side.DONOR or not (end.sends or end.staff):
                continue
            for e in people:
                if _is_of(sentence, end, e):
                    known = found.setdefault(e.value, (sentence, end, e.end or 0))
                    if known[1].members != end.members:
                        shared.add(e.value)
    return {name: of for name, of in found.items() if name not in shared and len(name) > 1}


def _is_of(sentence: Sentence, end: End, person: Evidence) -> bool:
    start = person.start or 0
    if person.passage != sentence.passage or not end.end <= start <= end.end + _REACH:
        return False
    return not set("，。；：“”") & set(sentence.text[end.end : start])


def _works(sentence: Sentence, end: End, at: int) -> bool:
    """Return whether the person named at ``at`` works at ``end``: by a verb, or by what is done."""
    if end.side is not Side.RECIPIENT or PAST.search(sentence.words):
        return False
    words = sentence.words
    if not AID_ACT.search(words) and VISIT.search(words):
        return False
    if at < end.start:
        return bool(end.receives or ENTERS.search(sentence.before(end)))
    return bool(AID_ACT.search(words)) and end.members[0].is_house


def _chain(of: _Of, sentence: Sentence, end: End, name: tuple[int, int]) -> Iterator[Candidate]:
    origin, donor, stop = of
    act, done = act_of(sentence, end, end)
    low, high = min(name[0], end.start), max(name[1], end.end, done)
    quotes = (
        Quote(origin.passage, donor.start, stop, origin.span[0]),
        Quote(sentence.passage, low, high, sentence.span[0]),
    )
    if len(donor.members) > 1:
        return
    for recipient in end.members:
        yield Candidate(
            donor=donor.members[0], recipient=recipient, act=act, quotes=tuple(sorted(quotes))
        )
