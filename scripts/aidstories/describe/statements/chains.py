"""Ends that sentences after one another join: a team that was named before, a place that was."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from aidstories.describe.aid import Aid
from aidstories.describe.cues import AID
from aidstories.describe.mentions import within
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
from aidstories.model import Article, Evidence, Role

_HEAD = (Role.TITLE, Role.KICKER, Role.SUBTITLE)
_AID = re.compile(AID)
_OPERATES = re.compile(r"主刀|手术|带教|坐诊|查房|会诊|指导|义诊|救治|诊治")
_CLAUSE = re.compile("[，；：、“”]")
_ADVERBS = 8
"""Characters between the start of a clause and the team in it: 目前，第十批…"""
_PRONOUNS = ("他", "她", "他们", "她们")
_NAMED = tuple[Sentence, End]


def find_chains(article: Article, sentences: Sequence[Sentence]) -> Iterator[Candidate]:
    """Yield what a team does in a sentence that does not say whose it is: 医疗队深入色尼区…

    It is the team named last in the passage, else the only one that the article names.
    """
    whole = _only_team(sentences)
    last: _NAMED | None = None
    for sentence in sentences:
        if last and last[0].passage != sentence.passage:
            last = None
        for end in sentence.ends:
            if end.side is Side.DONOR:
                last = (sentence, end) if end.sends else last
            elif team := _acting(sentence, end):
                other = HELPERS.search(sentence.text, 0, sentence.span[0] + team.start())
                alone = team[0] in _PRONOUNS or other
                named = last or (None if alone else _named_before(article, whole, sentence))
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


def _only_team(sentences: Sequence[Sentence]) -> tuple[_NAMED, ...]:
    """Return where the only team of the article is named in full; nothing where it has more."""
    teams = [(s, e) for s in sentences for e in s.ends if e.side is Side.DONOR and e.sends]
    paths = {m.path for _, e in teams for m in e.members}
    lowest = {p for p in paths if not any(q != p and within(q, p) for q in paths)}
    return tuple(t for t in teams if {m.path for m in t[1].members} >= lowest)


def _named_before(article: Article, teams: Sequence[_NAMED], sentence: Sentence) -> _NAMED | None:
    """Return where ``teams`` are named before ``sentence``: in the head, else last."""
    before = [t for t in teams if (t[0].passage, t[0].span) < (sentence.passage, sentence.span)]
    heads = (t for t in before if article.passages[t[0].passage].role in _HEAD)
    return next(heads, before[-1] if before else None)


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
    for evidence in aid.regions:
        if evidence.value not in reached:
            yield from _to(article, sentences, evidence, aid)


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
    article: Article, sentences: Sequence[Sentence], evidence: Evidence, aid: Aid
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
            quotes = member and _helpers(article, sentence, end)
            if member and quotes:
                yield Candidate(donor=NOBODY, recipient=member, act=quotes[0], quotes=quotes[1])
                return


def _counted(article: Article) -> Quote | None:
    """Return where the head or the text counts those who came: 2417人次“组团式”援藏专家进藏."""
    for index, passage in enumerate(article.passages):
        if passage.role in (*_HEAD, Role.PARAGRAPH, Role.NOTE):
            for start, end in sentence_spans(passage.text):
                if hit := COUNTED.search(passage.text, start, end):
                    return Quote(index, hit.start(), hit.end(), start)
    return None


def _helpers(
    article: Article, sentence: Sentence, end: End
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
    if team := _acting(sentence, end):
        start = begin + team.start()
        act = ACTS.search(text, end.end, stop)
        here = _quote_of(sentence, start, act.end() if act else end.end)
        before = _helpers_before(article, sentence)
        return ((act[0] if act else ""), (before, here)) if before else None
    for start, finish in sentence_spans(text) if end.members[0].is_house else ():
        hit = HELPERS.search(text, start, finish) if start > begin else None
        act = hit and _OPERATES.search(text, hit.end(), finish)
        if hit and act:
            there = Quote(sentence.passage, hit.start(), act.end(), start)
            return act[0], (_quote_of(sentence, end.start, end.end), there)
    return None


def _helpers_before(article: Article, sentence: Sentence) -> Quote | None:
    for index in range(sentence.passage, -1, -1):
        text = article.passages[index].text
        limit = sentence.span[0] if index == sentence.passage else len(text)
        hits = list(HELPERS.finditer(text, 0, limit))
        if hits:
            since = max((s for s, _ in sentence_spans(text) if s <= hits[-1].start()), default=0)
            return Quote(index, hits[-1].start(), hits[-1].end(), since)
    return None


def _quote_of(sentence: Sentence, start: int, end: int) -> Quote:
    return Quote(sentence.passage, start, end, sentence.span[0])


def _quote(evidence: Evidence) -> Quote:
    passage, start, end = evidence.passage or 0, evidence.start or 0, evidence.end or 0
    return Quote(passage, start, end, start)
