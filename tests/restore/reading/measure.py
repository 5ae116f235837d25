"""How well printed pages are restored: characters, titles, captions, order, running heads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from tests.restore.reading.newspaper import Printed

from aidstories.model import Article, Role
from aidstories.restore import ledger, settle
from aidstories.restore.accept import accept
from aidstories.restore.reading.extraction import Part
from aidstories.restore.reading.pages.blocks import open_pages
from aidstories.restore.run import PASSES

BODY = ("dateline", "text", "heading")
_ASIDE = (Role.KICKER, Role.TITLE, Role.SUBTITLE, Role.BYLINE, Role.CAPTION, Role.CREDIT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What came of a printed page, over all of its stories."""

    wrong: int
    """Characters of the bodies to insert, delete or replace."""
    length: int
    titles: float
    """Share of the stories whose title is right."""
    captions: float
    """Share of the captions that are captions of their story."""
    paragraphs: float
    """Share of the paragraphs that are one passage, no more and no less."""
    running: int
    """Running heads that stand in a story."""
    stories: int
    """Articles found less stories printed."""

    @property
    def cer(self) -> float:
        """The character error rate of the bodies."""
        return self.wrong / max(1, self.length)


def restored(part: Part) -> tuple[Article, ...]:
    """Return the articles of a part, by all passes; the ledger is checked on the way."""
    draft = open_pages(part)
    for step in PASSES:
        draft = accept(draft, step.__name__, step(draft))
    book = settle.settle(draft)
    articles = ledger.apply(part.text, book)
    assert ledger.revert(articles, book) == part.text
    return articles


def score(printed: Printed, articles: Sequence[Article]) -> Score:
    """Compare restored articles with what was printed."""
    wrong = length = titles = captions = paragraphs = printed_paragraphs = 0
    said = 0
    for story in printed.stories:
        truth = [bare(t) for t in printed.of(story, *BODY)]
        article = _nearest("".join(truth), articles)
        body = _body(article, {bare(t) for t in printed.of(story, "note")})
        wrong += distance("".join(truth), "".join(body))
        length += sum(map(len, truth))
        paragraphs += sum(t in body for t in truth)
        printed_paragraphs += len(truth)
        found = [bare(t) for t in article.texts(Role.TITLE)]
        titles += [bare(t) for t in printed.of(story, "title")] == found
        shown = [bare(t) for t in article.texts(Role.CAPTION, Role.CREDIT)]
        wanted = [bare(t) for t in printed.of(story, "caption")]
        captions += sum(t in shown for t in wanted)
        said += len(wanted)
    texts = [bare(p.text) for a in articles for p in a.passages]
    heads = {bare(p.text) for p in printed.pieces if p.role == "running"}
    return Score(
        wrong=wrong,
        length=length,
        titles=titles / len(printed.stories),
        captions=captions / said if said else 1.0,
        paragraphs=paragraphs / max(1, printed_paragraphs),
        running=sum(t in heads for t in texts)
        - sum(p.role == "title" and bare(p.text) in heads for p in printed.pieces),
        stories=len(articles) - len(printed.stories),
    )


def bare(text: str) -> str:
    """Return ``text`` without white space."""
    return "".join(text.split())


def distance(one: str, other: str) -> int:
    """Return how many characters two texts differ by (an upper bound of Levenshtein's)."""
    if one == other:
        return 0
    codes = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    return sum(max(b - a, d - c) for tag, a, b, c, d in codes if tag != "equal")


def _body(article: Article, notes: set[str]) -> list[str]:
    texts = [bare(p.text) for p in article.passages if p.role not in _ASIDE]
    joined: list[str] = []
    roles = [p.role for p in article.passages if p.role not in _ASIDE]
    for n, text in enumerate(texts):
        if text in notes:
            continue
        if n and roles[n - 1] is Role.DATELINE:
            joined[-1] += text
        else:
            joined.append(text)
    return joined


def _nearest(body: str, articles: Sequence[Article]) -> Article:
    def common(article: Article) -> int:
        text = "".join(_body(article, set()))
        pieces = {body[i : i + 12] for i in range(0, len(body), 6)}
        return sum(piece in text for piece in pieces)

    return max(articles, key=common, default=Article(passages=()))
