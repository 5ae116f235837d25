"""Ends that a person's name joins: who is of one house in one sentence and works at another's."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence

from aidstories.describe.names import SURNAME
from aidstories.describe.said import Said
from aidstories.describe.statements.choose import Candidate, Quote
from aidstories.describe.statements.ends import End, Side
from aidstories.describe.statements.joins import Sentence, act_of
from aidstories.describe.statements.links import AID_ACT, ENTERS, PAST, SPEAKS, VISIT
from aidstories.model import Evidence
from aidstories.restore.lexicon.late import late

_REACH = 24
"""Characters between a house and the name of its doctor: 骨与软组织肿瘤科医生张方林."""
_MOST = 60
"""People of donors that an article has at most; a list of more (a roll of honour) joins nobody."""
_TITLED = late(
    rf"[^，。；：“”]{{0,{_REACH}}}?(?:医生|医师|专家|护士长?|教授|主任|博士|药师|技师|队员|院长)([\u4e00-\u9fff]{{2,3}})"
)
_SURNAME = late(SURNAME)
_Of = tuple[Sentence, End, int]
"""Where a person is said to be of a house, and where the name ends there."""


def find_by_name(
    sentences: Sequence[Sentence], people: Sequence[Evidence], whole: str
) -> Iterator[Candidate]:
    """Yield what a person of a donor does at a recipient, in a sentence that names the person.

    A name that two donors share joins nothing. ``whole`` is the text of the article.
    """
    for name, (origin, donor, stop) in _persons(sentences, people, whole).items():
        for sentence in sentences:
            if sentence is origin or any(e.side is Side.DONOR for e in sentence.ends):
                continue
            at = sentence.text.find(name, *sentence.span)
            for end in sentence.ends if at >= 0 else ():
                if _works(sentence, end, at):
                    yield from _chain((origin, donor, stop), sentence, end, (at, at + len(name)))


def _persons(
    sentences: Sequence[Sentence], people: Sequence[Evidence], whole: str
) -> dict[str, _Of]:
    """Return the people whom the text calls of a donor, with where it does."""
    found: dict[str, _Of] = {}
    shared = set()
    by_passage: defaultdict[int | None, list[Evidence]] = defaultdict(list)
    for e in sorted(people, key=_start):
        by_passage[e.passage].append(e)
    said = Said(whole)
    for sentence in sentences:
        here = by_passage[sentence.passage]
        for end in sentence.ends:
            if end.side is not Side.DONOR or not (end.sends or end.staff):
                continue
            near = range(*(bisect_left(here, at, key=_start) for at in _reached(sentence, end)))
            names = [
                (here[n].value, here[n].end or 0) for n in near if _is_of(sentence, end, here[n])
            ]
            for name, stop in names or _again(sentence, end, said):
                known = found.setdefault(name, (sentence, end, stop))
                if known[1].members != end.members:
                    shared.add(name)
            if len(found) > _MOST:
                return {}
    return {name: of for name, of in found.items() if name not in shared and len(name) > 1}


def _start(person: Evidence) -> int:
    return person.start or 0


def _reached(sentence: Sentence, end: End) -> tuple[int, int]:
    """Return from where to where the people of ``end`` may be spoken of."""
    return end.end, max(end.end, _reach(sentence, end))


def _reach(sentence: Sentence, end: End) -> int:
    """Return where the people of ``end`` are no longer spoken of: at the next end at the latest."""
    later = (e.start for e in sentence.ends if e.start >= end.end)
    return min(next(later, sentence.span[1]), sentence.span[1], end.end + _REACH + 8)


def _again(sentence: Sentence, end: End, whole: Said) -> Iterator[tuple[str, int]]:
    """Yield the name behind a doctor's title that the article has again: 骨科医生刘秀英报名…"""
    hit = _TITLED.match(sentence.text, end.end, _reach(sentence, end))
    if hit and _SURNAME.match(hit[1]):
        for name in (hit[1], hit[1][:2]):
            if whole.count(name) > 1:
                yield name, hit.start(1) + len(name)
                return


def _is_of(sentence: Sentence, end: End, person: Evidence) -> bool:
    return not set("，。；：“”") & set(sentence.text[end.end : _start(person)])


def _works(sentence: Sentence, end: End, at: int) -> bool:
    """Return whether the person named at ``at`` works at ``end``: by a verb, or by what is done."""
    if end.side is not Side.RECIPIENT or PAST.search(sentence.words):
        return False
    words = sentence.words
    if not AID_ACT.search(words) and VISIT.search(words):
        return False
    if at < end.start:
        if SPEAKS.search(sentence.text, at, end.start):
            return False
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
