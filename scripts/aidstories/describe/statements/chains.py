"""Ends that sentences after one another join: a team that was named before, a place that was."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aidstories.describe.aid import Aid
from aidstories.describe.cues import AID
from aidstories.describe.mentions import SILENT, within
from aidstories.describe.roles import sentence_spans
from aidstories.describe.statements.choose import NOBODY, Candidate, Quote
from aidstories.describe.statements.ends import End, Member, Side
from aidstories.describe.statements.joins import Sentence, act_of
from aidstories.describe.statements.links import (
    ACTS,
    AGENT,
    AID_ACT,
    AT,
    COUNTED,
    ENTERS,
    HELPERS,
    HERE,
    NOT_SUBJECT,
    OTHERWISE,
    PAST,
    VERBS,
    VISIT,
)
from aidstories.model import Article, Evidence, Role, Span
from aidstories.restore.lexicon.late import late

_HEAD = (Role.TITLE, Role.KICKER, Role.SUBTITLE)
_AID = late(AID)
_OPERATES = late(r"主刀|手术|带教|坐诊|查房|会诊|指导|义诊|救治|诊治")
_CLAUSE = late("[，；：、“”]")
_ADVERBS = 8
"""Characters between the start of a clause and the team in it: 目前，第十批…"""
_NEAR = 300
"""Characters around a sentence in which helpers without a sender are looked for."""
_PRONOUNS = ("他", "她", "他们", "她们")
_NAMED = tuple[Sentence, End]


def find_chains(article: Article, sentences: Sequence[Sentence]) -> Iterator[Candidate]:
    """Yield what a team does in a sentence that does not say whose it is: 医疗队深入色尼区…

    It is the team named last in the passage, else the only one that the article names.
    """
    whole = _only_team(article, sentences)
    last: _NAMED | None = None
    sends = any(e.side is Side.DONOR and e.sends for s in sentences for e in s.ends)
    for sentence in sentences if sends else ():
        if last and last[0].passage != sentence.passage:
            last = None
        for end in sentence.ends:
            if end.side is Side.DONOR:
                last = (sentence, end) if end.sends else last
            elif (last or whole.places) and (team := _acting(sentence, end)):
                at = sentence.span[0] + team.start()
                other = HELPERS.search(sentence.text, max(0, at - _NEAR), at)
                alone = team[0] in _PRONOUNS or other
                named = last or (None if alone else whole.before(sentence))
                if named and named[0] is not sentence:
                    yield from _chain(named, sentence, end, team)


def _acting(sentence: Sentence, end: End) -> re.Match[str] | None:
    """Return the team that acts on ``end`` without being named."""
    donors = [e for e in sentence.ends if e.side is Side.DONOR and e.start < end.start]
    if donors or not sentence.chinese:
        return None
    words, before = sentence.words, sentence.before(end)
    teams = [t for t in AGENT.finditer(words) if _is_subject(words, t)]
    first = next((t for t in teams if t.end() <= len(before)), None)
    if first and (end.receives or ENTERS.search(before)):
        after = sentence.after(end)[:40]
        visits = VISIT.search(after) and not AID_ACT.search(before + after)
        return None if PAST.search(before) or visits else first
    if OTHERWISE.search(words):
        return None
    return next((t for t in teams if t.end() <= len(before) or _opens(words, t)), None)


def _opens(words: str, team: re.Match[str]) -> bool:
    """Return whether a team opens a clause: …，他带出了六名徒弟, 由援藏医疗队牵头，…"""
    return _CLAUSE.split(words[: team.start()])[-1] in ("", "由", "在")


def _is_subject(before: str, team: re.Match[str]) -> bool:
    clause = _CLAUSE.split(before[: team.start()])[-1]
    return len(clause) <= _ADVERBS and not NOT_SUBJECT.search(clause)


@dataclass(frozen=True, slots=True)
class _Team:
    """Where the only team of an article is named in full: in its head, and all places in order."""

    head: _NAMED | None
    places: tuple[_NAMED, ...]
    keys: tuple[tuple[int, Span], ...]

    def before(self, sentence: Sentence) -> _NAMED | None:
        """Return where the team is named before ``sentence``: in the head, else last."""
        at = bisect_left(self.keys, (sentence.passage, sentence.span))
        head = self.head
        if head and (head[0].passage, head[0].span) < (sentence.passage, sentence.span):
            return head
        return self.places[at - 1] if at else None


def _only_team(article: Article, sentences: Sequence[Sentence]) -> _Team:
    """Return the only team of the article, named nowhere where it has more."""
    teams = [(s, e) for s in sentences for e in s.ends if e.side is Side.DONOR and e.sends]
    paths = {m.path for _, e in teams for m in e.members}
    lowest = {p for p in paths if not any(q != p and within(q, p) for q in paths)}
    whole = tuple(t for t in teams if {m.path for m in t[1].members} >= lowest)
    heads = (t for t in whole if article.passages[t[0].passage].role in _HEAD)
    return _Team(next(heads, None), whole, tuple((s.passage, s.span) for s, _ in whole))


def _chain(named: _NAMED, sentence: Sentence, end: End, team: re.Match[str]) -> Iterator[Candidate]:
    origin, donor = named
    start = sentence.span[0] + team.start()
    agent = End(
        passage=sentence.passage,
        start=start,
        end=sentence.span[0] + team.end(),
        side=Side.DONOR,
        members=donor.members,
        gives=donor.gives,
        receives=0.0,
        staff=0,
    )
    first, second = sorted((agent, end), key=lambda e: e.start)
    act, stop = act_of(sentence, first, second)
    quotes = (
        Quote(origin.passage, donor.start, donor.end, origin.span[0]),
        _quote_of(sentence, first.start, max(stop, second.end)),
    )
    if len(donor.members) > 1 and len({m.path for m in end.members}) > 1:
        return
    for member in donor.members:
        for recipient in end.members:
            yield Candidate(
                donor=member, recipient=recipient, act=act, quotes=tuple(sorted(quotes))
            )


def find_captions(sentences: Sequence[Sentence]) -> Iterator[Candidate]:
    """Yield who works in a picture: 襄阳市第一人民医院主治医师为藏族妇女做手术."""
    for sentence in sentences:
        for end in sentence.ends if sentence.caption else ():
            if end.side is not Side.DONOR or not end.staff or AT.search(sentence.before(end)):
                continue
            after = sentence.after(end)
            act = ACTS.search(after)
            if AID_ACT.search(after) and not VISIT.search(sentence.words):
                stop = end.end + act.end() if act else end.staff
                quote = Quote(sentence.passage, end.start, stop, sentence.span[0])
                for member in end.members:
                    yield Candidate(
                        donor=member,
                        recipient=NOBODY,
                        act=act[0] if act else "",
                        quotes=(quote,),
                    )


def find_open(
    article: Article,
    sentences: Sequence[Sentence],
    found: Sequence[Candidate],
    aid: Aid,
) -> Iterator[Candidate]:
    """Yield statements with one end for the donors and regions that nothing joins."""
    joined = {c.donor.path for c in found}
    for evidence in aid.donors:
        if not any(within(path, evidence.value) for path in joined):
            yield _from(sentences, evidence, aid.regions)
    reached = {c.recipient.path for c in found}
    helpers = _find_helpers(article)
    for evidence in aid.regions:
        if helpers and evidence.value not in reached:
            yield from _to(article, sentences, evidence, aid, helpers)


def _from(
    sentences: Sequence[Sentence], evidence: Evidence, regions: Sequence[Evidence]
) -> Candidate:
    """Return what a donor does, with the place that the text calls 当地, 县医院; else open."""
    named = [
        (s, e, m)
        for s in sentences
        for e in s.ends
        for m in e.members
        if e.side is Side.DONOR and m.path == evidence.value
    ]
    places = [e for e in regions if e.passage is not None]
    for sentence, end, member in named if len(places) == 1 else ():
        here = HERE.search(sentence.after(end)) if end.sends else None
        if here:
            stop = end.end + here.end()
            verbs = VERBS.findall(sentence.text[end.end : stop])
            quotes = (_quote(places[0]), _quote_of(sentence, end.start, stop))
            return Candidate(
                donor=member,
                recipient=Member(path=places[0].value),
                act=verbs[-1] if verbs else "",
                quotes=tuple(sorted(quotes)),
            )
    best = min(named, key=lambda n: (not n[1].sends, -n[1].gives), default=None)
    if best is None:
        nobody = Member(path=evidence.value)
        return Candidate(donor=nobody, recipient=NOBODY, act="", quotes=(_quote(evidence),))
    sentence, end, member = best
    act = VERBS.search(sentence.after(end)[:24]) or ACTS.search(sentence.after(end)[:24])
    stop = end.end + act.end() if act else max(end.end, end.staff)
    return Candidate(
        donor=member,
        recipient=NOBODY,
        act=act[0] if act else "",
        quotes=(_quote_of(sentence, end.start, stop),),
    )


def _to(
    article: Article,
    sentences: Sequence[Sentence],
    evidence: Evidence,
    aid: Aid,
    helpers: _Helpers,
) -> Iterator[Candidate]:
    """Yield that aid arrives at a region, where the text says so and not from whom."""
    path = evidence.value
    if path == aid.home and (quote := _counted(article)):
        yield Candidate(donor=NOBODY, recipient=Member(path=path), act="", quotes=(quote,))
        return
    for sentence in sentences:
        if any(e.side is Side.DONOR for e in sentence.ends):
            continue
        for end in sentence.ends:
            member = next((m for m in end.members if m.path == path), None)
            quotes = member and _helped(helpers, sentence, end)
            if member and quotes:
                yield Candidate(donor=NOBODY, recipient=member, act=quotes[0], quotes=quotes[1])
                return


def _counted(article: Article) -> Quote | None:
    """Return where the head or the text counts those who came: 2417人次“组团式”援藏专家进藏."""
    for index, passage in enumerate(article.passages):
        told = passage.role in (*_HEAD, Role.PARAGRAPH, Role.NOTE) and "援" in passage.text
        if hit := COUNTED.search(passage.text) if told else None:
            spans = sentence_spans(passage.text)
            since = next(start for start, end in spans if hit.start() < end)
            return Quote(index, hit.start(), hit.end(), since)
    return None


def _helped(
    helpers: _Helpers, sentence: Sentence, end: End
) -> tuple[str, tuple[Quote, ...]] | None:
    """Return what helpers from somewhere do at ``end``, and the words that say so.

    They are named in the sentence, in the next ones of the passage (昌都市人民医院… 援藏专家蒋永祥
    主刀), or before it, where it speaks of the team: 医疗团队还在聂荣县人民医院带教.
    """
    text, (begin, stop) = sentence.text, sentence.span
    if aid := _AID.search(text, begin, stop):
        low, high = min(aid.start(), end.start), max(aid.end(), end.end)
        act = ACTS.search(text, high, stop)
        return (act[0] if act else ""), (_quote_of(sentence, low, act.end() if act else high),)
    before = helpers.before(sentence)
    if before and (team := _acting(sentence, end)):
        start = begin + team.start()
        act = ACTS.search(text, end.end, stop)
        here = _quote_of(sentence, start, act.end() if act else end.end)
        return (act[0] if act else ""), (before, here)
    near = text[stop : stop + _NEAR] if end.members[0].is_house else ""
    for start, finish in sentence_spans(near):
        hit = HELPERS.search(near, start, finish)
        act = hit and _OPERATES.search(near, hit.end(), finish)
        if hit and act:
            since = stop + start
            there = Quote(sentence.passage, stop + hit.start(), stop + act.end(), since)
            return act[0], (_quote_of(sentence, end.start, end.end), there)
    return None


@dataclass(frozen=True, slots=True)
class _Helpers:
    """Where the article names those who help, whoever sent them, in the order of the text."""

    places: tuple[Quote, ...]

    def before(self, sentence: Sentence) -> Quote | None:
        """Return the last place before ``sentence``."""
        at = bisect_left(self.places, Quote(sentence.passage, *sentence.span, 0))
        return self.places[at - 1] if at else None


def _find_helpers(article: Article) -> _Helpers | None:
    """Return where the text names helpers, or None where it has no word of a scheme.

    The lines of its publication do not count.
    """
    if not any("援" in passage.text for passage in article.passages):
        return None
    return _Helpers(
        tuple(
            Quote(index, hit.start(), hit.end(), max(0, hit.start() - _NEAR))
            for index, passage in enumerate(article.passages)
            if passage.role not in SILENT and "援" in passage.text
            for hit in HELPERS.finditer(passage.text)
        )
    )


def _quote_of(sentence: Sentence, start: int, end: int) -> Quote:
    return Quote(sentence.passage, start, end, sentence.span[0])


def _quote(evidence: Evidence) -> Quote:
    passage, start, end = evidence.passage or 0, evidence.start or 0, evidence.end or 0
    return Quote(passage, start, end, start)
