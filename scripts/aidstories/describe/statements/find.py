"""The statements of aid of one article, with their quotations."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aidstories.describe.aid import Aid
from aidstories.describe.authority import Authorities
from aidstories.describe.cues import SERVED, Part
from aidstories.describe.languages import Language, text_language
from aidstories.describe.mentions import parents, within
from aidstories.describe.programmes import NamedProgramme
from aidstories.describe.roles import Weighed, sentence_spans
from aidstories.describe.statements.chains import find_captions, find_chains, find_open
from aidstories.describe.statements.choose import Candidate, candidates_of, choose
from aidstories.describe.statements.ends import Scope, Side, find_ends, side_of
from aidstories.describe.statements.joins import Sentence, find_joins
from aidstories.describe.statements.lists import completed_donors
from aidstories.describe.statements.persons import find_by_name
from aidstories.model import AidStatement, Article, Evidence, Role

_MOST_NAMED = 100
"""Places of one sentence that it can join: each looks at all of its words. No sentence of 28 real
captures names more than 10."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stated:
    """The statements of an article and the evidence of them, in the order of the text.

    ``donors`` is the evidence of the list, completed by those that only statements name.
    """

    statements: tuple[AidStatement, ...]
    evidence: tuple[Evidence, ...]
    donors: tuple[Evidence, ...]


def find_statements(
    article: Article,
    weighed: Sequence[Weighed],
    aid: Aid,
    schemes: Sequence[NamedProgramme],
    people: Sequence[Evidence],
    lists: Authorities,
) -> Stated:
    """Return what ``article`` states of aid.

    A region or donor of ``aid`` that no sentence joins gets a statement with an open end.
    """
    province = aid.home.split("/")[0]
    inside = frozenset(e.value for e in aid.donors if within(e.value, province))
    served = {w.mention.path for w in weighed if w.part is Part.RECEIVES and w.weight >= SERVED}
    gave = {w.mention.path.split("/")[0] for w in weighed if w.part is Part.GIVES}
    helped = frozenset(path for path in served if path.split("/")[0] not in {*gave, province})
    scope = Scope(home=aid.home, inside=inside, helped=helped, names=lists.institutions)
    gives = any(side_of(w, scope) is Side.DONOR for w in weighed)
    if not gives and not any("援" in passage.text for passage in article.passages):
        return Stated(statements=(), evidence=(), donors=aid.donors)
    sentences = tuple(_sentences(article, weighed, scope))
    found: list[Candidate] = []
    for sentence in sentences:
        for join in find_joins(sentence):
            found += candidates_of(join)
    found += find_chains(article, sentences)
    found += find_by_name(sentences, people, "\n".join(p.text for p in article.passages))
    found += find_captions(sentences)
    found += find_open(article, sentences, found, aid)
    statements, evidence = choose(article, found, schemes, _signs(aid, lists))
    mentions = [w.mention for w in weighed]
    return Stated(
        statements=statements,
        evidence=evidence,
        donors=completed_donors(article, aid.donors, statements, evidence, mentions),
    )


def _signs(aid: Aid, lists: Authorities) -> dict[str, str]:
    """Return the regions, and what holds them, by the one character that stands for each."""
    paths = {above for e in aid.regions for above in parents(e.value)}
    named = ((sign, p) for sign, all_ in lists.abbreviations.items() for p in all_ if p in paths)
    return dict(named)


def _sentences(article: Article, weighed: Sequence[Weighed], scope: Scope) -> Iterator[Sentence]:
    """Yield the sentences that name a place."""
    named: defaultdict[int, list[Weighed]] = defaultdict(list)
    for w in weighed:
        named[w.mention.passage].append(w)
    for passage, here in sorted(named.items()):
        text = article.passages[passage].text
        chinese = text_language(text) is Language.CHINESE
        left = deque(here)
        for start, end in sentence_spans(text):
            inside = []
            while left and left[0].mention.start < end:
                inside.append(left.popleft())
            inside = inside[:_MOST_NAMED]
            if inside:
                yield Sentence(
                    passage=passage,
                    text=text,
                    span=(start, end),
                    ends=find_ends(text, inside, scope),
                    chinese=chinese,
                    caption=article.passages[passage].role is Role.CAPTION,
                )
