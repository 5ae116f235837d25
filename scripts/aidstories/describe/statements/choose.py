"""Which of the joins found become statements, and what each quotes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from aidstories.describe.dates import find_dates
from aidstories.describe.evidence import in_text
from aidstories.describe.mentions import within
from aidstories.describe.programmes import NamedProgramme
from aidstories.describe.statements.ends import Member
from aidstories.describe.statements.joins import Join
from aidstories.model import AidStatement, Article, Evidence
from aidstories.restore.lexicon.late import late
from aidstories.tables import Programme

NOBODY = Member(path="")
_TRIED = 6
"""Quotations of one pair among which the best is chosen; no seed's pair has more than four."""
_LONGEST = 140
"""Characters that a quotation has at most when the words of its date are taken in."""
_LEFT = late(r"[^，。！？；：\n]{0,24}$")
_RIGHT = late(r"[^，。！？；：\n]{0,32}(?=[，。！？；：\n]|$)")
_LISTED = late(r"[^，。！？；：、\n]{0,32}(?=、)")
_SIGNED = late(r"援([\u4e00-\u9fff])(?:医疗|卫生|抗疫|医护|护理)+(?:队|专家|人员)")
_CLOSING = {"”": "“", "’": "‘", "）": "（", "》": "《"}


class Quote(NamedTuple):
    """A span of a passage; ``since`` is where its sentence begins."""

    passage: int
    start: int
    end: int
    since: int


class Candidate(NamedTuple):
    """A pair of ends with what joins them: one quotation, or a chain in the order of the text."""

    donor: Member
    recipient: Member
    act: str
    quotes: tuple[Quote, ...]

    @property
    def at(self) -> Quote:
        """Where the first of its quotations stands."""
        return min(self.quotes)


def candidates_of(join: Join) -> Iterator[Candidate]:
    """Yield each pair of places that ``join`` names; lists are paired as the text pairs them.

    Several donors of several recipients are only paired by 分别, one for one.
    """
    quote = Quote(join.sentence.passage, *join.span, join.sentence.span[0])
    for donor, recipient in _pairs(join):
        yield Candidate(donor=donor, recipient=recipient, act=join.act, quotes=(quote,))


def _pairs(join: Join) -> Iterable[tuple[Member, Member]]:
    donors, recipients = _distinct(join.donor.members), _distinct(join.recipient.members)
    many = len({m.path for m in donors}) > 1 and len({m.path for m in recipients}) > 1
    if not many:
        return product(donors, recipients)
    if join.respectively and len(donors) == len(recipients):
        return zip(donors, recipients, strict=True)
    return ()


def _distinct(members: Sequence[Member]) -> tuple[Member, ...]:
    """Return ``members`` without a place that only opens another of them."""
    return tuple(
        m
        for m in members
        if m.body or not any(o.path != m.path and within(o.path, m.path) for o in members)
    )


def choose(
    article: Article,
    found: Sequence[Candidate],
    schemes: Sequence[NamedProgramme],
    signs: Mapping[str, str],
) -> tuple[tuple[AidStatement, ...], tuple[Evidence, ...]]:
    """Return one statement of each that ``found`` holds, in the order of the text, and its words.

    ``signs`` are the characters that stand for the regions: 长 in 援长医疗队 is 长春市.
    Two are the same where the places are, and the institutions too; a team is no other donor than
    its place. One without an institution is left out where another has it, unless it alone says
    when.
    """
    stated = sorted((_stated(article, c, schemes, signs) for c in _first(found)), key=_rank)
    kept: list[tuple[Candidate, AidStatement]] = []
    for candidate, statement in stated:
        if any(_covers(k, candidate, s, statement) for k, s in kept):
            continue
        kept.append((candidate, statement))
    kept.sort(key=lambda k: k[0].at)
    unique = {statement.key: (candidate, statement) for candidate, statement in reversed(kept)}
    ordered = tuple(reversed(unique.values()))
    evidence = tuple(e for c, s in ordered for e in _evidence(article, c, s))
    return tuple(s for _, s in ordered), evidence


def _first(found: Sequence[Candidate]) -> Iterator[Candidate]:
    """Yield the first few candidates of each pair of ends: a long article has hundreds."""
    seen: Counter[tuple[Member, Member]] = Counter()
    for candidate in found:
        pair = candidate.donor, candidate.recipient
        seen[pair] += 1
        if seen[pair] <= _TRIED:
            yield candidate


def _rank(stated: tuple[Candidate, AidStatement]) -> tuple[object, ...]:
    """Put first what says most: both ends, houses, low places, when, in few and short words."""
    c, s = stated
    houses = c.donor.is_house + c.recipient.is_house
    return (
        -(bool(s.donor) + bool(s.recipient)),
        -(s.donor.count("/") + s.recipient.count("/")),
        -houses,
        not s.when,
        len(c.quotes),
        not s.act,
        sum(q.end - q.start for q in c.quotes),
        c.at,
    )


def _covers(kept: Candidate, other: Candidate, statement: AidStatement, late: AidStatement) -> bool:
    """Return whether ``other`` adds nothing to ``kept``."""
    if late.when and not statement.when and _same_places(kept, other):
        return False
    if not late.donor and late.recipient != statement.recipient:
        return False
    return _holds(kept.donor, other.donor) and _holds(kept.recipient, other.recipient)


def _same_places(one: Candidate, other: Candidate) -> bool:
    return (one.donor.path, one.recipient.path) == (other.donor.path, other.recipient.path)


def _holds(kept: Member, other: Member) -> bool:
    """Return whether ``other`` is ``kept``, or less exact."""
    if other.path and not within(kept.path, other.path):
        return False
    if kept.is_house and kept.path != other.path and other.gives:
        return False  # 陕西省援藏干部 is another end than a hospital of 西安
    return not other.is_house or kept.body == other.body


def _by_sign(words: str, signs: Mapping[str, str]) -> str:
    found = _SIGNED.search(words)
    return signs.get(found[1], "") if found else ""


def _stated(
    article: Article,
    candidate: Candidate,
    schemes: Sequence[NamedProgramme],
    signs: Mapping[str, str],
) -> tuple[Candidate, AidStatement]:
    quotes, when = _dated(article, _widened(article, candidate.quotes))
    words = "\n".join(article.passages[q.passage].text[q.start : q.end] for q in quotes)
    scheme = _scheme(words, schemes)
    recipient = candidate.recipient
    if not recipient.path:
        # 上海市援藏医生, 陕西援长医疗队: the scheme's name, or the team's, says to whom.
        helped = (scheme.region if scheme else "") or _by_sign(words, signs)
        if helped and not within(candidate.donor.path, helped):
            recipient = Member(path=helped)
    candidate = candidate._replace(quotes=quotes, recipient=recipient)
    return candidate, AidStatement(
        donor=candidate.donor.path,
        donor_body=candidate.donor.body,
        recipient=candidate.recipient.path,
        recipient_body=candidate.recipient.body,
        program=scheme.zh if scheme else "",
        act=candidate.act,
        when=when,
    )


def _widened(article: Article, quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    """Return ``quotes`` grown to the clauses that they stand in, where these are short."""
    return tuple(sorted({_grown(article.passages[q.passage].text, q) for q in quotes}))


def _grown(text: str, quote: Quote) -> Quote:
    left, right = _LEFT.search(text, quote.since, quote.start), _RIGHT.match(text, quote.end)
    start = left.start() if left else quote.start
    if start > quote.since and text[start - 1] not in "，。！？；：\n":
        start = quote.start
    right = right or _LISTED.match(text, quote.end)
    start, end = _balanced(text, start, right.end() if right else quote.end, quote)
    return quote._replace(start=start, end=end)


def _balanced(text: str, start: int, end: int, quote: Quote) -> tuple[int, int]:
    """Return the span without quotation marks at its ends whose partners stand outside."""
    while start < quote.start and text[start] in "”’）》、 \u3000":
        start += 1
    words = text[start:end]
    for closing, opening in _CLOSING.items():
        if text[start] == opening and words.count(opening) > words.count(closing):
            return start + 1, end
        if text[end - 1] == closing and words.count(closing) > words.count(opening):
            return start, end - 1
    return start, end


def _dated(article: Article, quotes: tuple[Quote, ...]) -> tuple[tuple[Quote, ...], str]:
    """Return ``quotes``, grown over the date that their last sentence gives, and the date."""
    *chain, last = quotes
    text = article.passages[last.passage].text
    dates = [d for d in find_dates(text[last.since : last.end]) if d.year]
    if not dates:
        return quotes, ""
    date = dates[-1]
    start = last.since + date.start
    if start < last.start:
        if last.end - start > _LONGEST:
            return quotes, ""
        last = last._replace(start=start)
    return (*chain, last), date.edtf()


def _scheme(words: str, schemes: Sequence[NamedProgramme]) -> Programme | None:
    """Return the narrowest scheme that ``words`` name, or None."""
    named = [
        s.programme
        for s in schemes
        if s.programme.pattern.search(words)
        or (s.programme.english and s.programme.english.search(words))
    ]
    tier = min((p.tier for p in named), default=0)
    hidden = {zh for p in named for zh in p.broader}
    return next((p for p in named if p.tier == tier and p.zh not in hidden), None)


def _evidence(
    article: Article, candidate: Candidate, statement: AidStatement
) -> Iterator[Evidence]:
    for q in candidate.quotes:
        yield in_text(article, "aid", statement.key, q.passage, (q.start, q.end))
