"""What an editor should look at in the outcome: slight articles beside others, lines said again,
texts that open or end with words of the page, articles on which several things are doubtful."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from aidstories.model import TEXT_ROLES, Role
from aidstories.restore.data import table
from aidstories.restore.draft import Block, Doubt, Draft, Proposal
from aidstories.restore.lexicon.chars import bare, ends_sentence
from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.source_line import Item, What, items

_SLIGHT = 120
"""Characters of text that the shortest brief of the seeds and 23 captures has more than."""
_TIMES, _LINE = 3, range(8, 46)
"""How often a line stands in an article that is doubtful, and its characters, chosen by hand."""


_POINTS = table("trouble.toml")
"""Points of each sign that a text is not what its page says, and how many make it doubtful."""
_OPENING = 40
"""Characters that the flag on a doubtful text quotes, chosen by hand."""


def doubt_slight(draft: Draft) -> Iterator[Proposal]:
    """Flag the first line of an article that has hardly any text, beside one that has some.

    The name of a section, a list of headlines or an editor's note was taken for an article.
    """
    articles = _articles(draft)
    slight = [
        start
        for start, end in articles
        if sum(len(b.text) for b in draft.blocks[start:end] if _is_text(b)) < _SLIGHT
    ]
    if len(slight) < len(articles):
        yield from (_doubt(draft.blocks, start) for start in slight)


def doubt_said_again(draft: Draft) -> Iterator[Proposal]:
    """Flag a line of the text that stands there again and again: it may stand for pictures."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for i, block in enumerate(draft.blocks):
        own = bare(block.text) if len(block.text) <= 2 * _LINE.stop and _is_text(block) else ""
        if len(own) in _LINE and not block.hints.row:
            places[own].append(i)
    for found in places.values():
        if len(found) >= _TIMES:
            yield _doubt(draft.blocks, found[0])


def doubt_page_words(draft: Draft) -> Iterator[Proposal]:
    """Flag what a text opens or ends with that is the page's: a head that lost its lines.

    A line whose label is in doubt has a flag already.
    """
    known = {flag.start for flag in draft.flags if flag.reason == "zone"}
    for start, end in _articles(draft):
        told = [i for i in range(start, end) if _is_text(draft.blocks[i])]
        for i in dict.fromkeys((*told[:_OUTER], *told[-1:])):
            block = draft.blocks[i]
            size = of_page(block.text)
            if size and block.starts[0] not in known:
                yield Doubt(block=i, start=0, end=size, reason="zone", weight=0.3)


def doubt_troubled(draft: Draft) -> Iterator[Proposal]:
    """Flag how a text opens on which several things are doubtful: its ends may stand elsewhere,
    or its paragraphs. Each alone says little."""
    points = _POINTS["points"]
    articles = [(s, e) for s, e in _articles(draft) if any(b.text for b in draft.blocks[s:e])]
    places = [next(b.starts[0] for b in draft.blocks[s:e] if b.text) for s, e in articles]
    flagged: list[list[str]] = [[] for _ in articles]
    for flag in draft.flags if articles else ():
        flagged[max(0, bisect_right(places, flag.start) - 1)].append(flag.reason)
    for (start, end), reasons in zip(articles, flagged, strict=True):
        signs = _signs(draft.blocks[start:end], reasons)
        if sum(points[sign] * times for sign, times in signs.items()) >= _POINTS["doubtful"]:
            told = next((i for i in range(start, end) if _is_text(draft.blocks[i])), start)
            size = min(len(draft.blocks[told].text), _OPENING)
            yield Doubt(block=told, start=0, end=size, reason="body", weight=0.6)


def _signs(blocks: Sequence[Block], flagged: Sequence[str]) -> dict[str, int]:
    """Return how often each sign of trouble stands on an article; ``flagged`` are the reasons of
    the flags on it."""
    paragraphs = [b.text for b in blocks if b.role in (None, Role.PARAGRAPH)]
    open_ended = sum(not ends_sentence(text) for text in paragraphs)
    return {
        "doubtful_line": min(flagged.count("zone"), _POINTS["lines"]),
        "open_paragraph": open_ended > 0,
        "open_paragraphs": open_ended > _POINTS["share"] * len(paragraphs),
        "remnant": "remnant" in flagged,
        "no_text": not any(map(_is_text, blocks)),
    }


def _articles(draft: Draft) -> list[tuple[int, int]]:
    """Return where each article begins and ends, in blocks."""
    starts = [i for i, block in enumerate(draft.blocks) if block.begins or i == 0]
    return list(pairwise((*starts, len(draft.blocks))))


def of_page(text: str) -> int:
    """Return how many characters of a text are words of its page, 0 where it opens as text does."""
    opens = _STOP.split(text, maxsplit=1)[0]
    labels = [i for i in items(text[:_HEAD]) if _MARK.search(text, i.at, i.start)]
    labelled = [i for i in labels if i.at < len(opens) and _is_told(i, text)]
    if len(labels) > 1 or labelled:
        return labels[-1].end
    if hit := _STAMP.search(opens):
        return hit.end()
    for mark, least in ((_BAR, 2), (_PARTED, _TIMES)):
        marks = list(mark.finditer(opens[:_HEAD]))
        if len(marks) >= least:
            return len(opens) if len(opens) < _HEAD else marks[-1].end()
    own = text[:_TWICE] if _WITHIN.search(text[:_TWICE]) else text[: 2 * _TWICE]
    return max(0, text[:_HEAD].rfind(own)) if len(own) >= _TWICE else 0


def _is_told(item: Item, text: str) -> bool:
    """Return whether a label says who or when: 时间：三天 is none."""
    if item.what is What.OTHER or _WITHIN.search(text[: item.at]):
        return False
    value = text[item.start : item.end]
    return bool(_FIGURE.search(value)) if item.what is What.DAY else len(value) < _NAMED


_NAMED = 16
"""Characters of a name behind a label, chosen by hand; a question may stand behind 记者：."""
_WITHIN = late(r"[\u4e00-\u9fff]$")
"""What makes a label the end of another word: 义诊时间：."""
_OUTER, _HEAD, _TWICE = 2, 160, 12
"""Passages from the top that may open so; characters of a head, and of one that is said twice."""
_STOP = late(r"[。！？；…]|[.!?]\s")
_MARK = late(r"[:：|｜丨】]")
_FIGURE = late(r"\d")
_STAMP = late(r"(?:19|20)\d\d-\d\d?-\d\d?|\d{1,2}:\d\d:\d\d")
_BAR = late(r"[|｜>»]")
_PARTED = late(r"(?<=[\u4e00-\u9fff])[ \u3000]+(?=[\u4e00-\u9fff])")
"""What stands between the words of a menu: 要闻 民生 健康."""


def _doubt(blocks: Sequence[Block], i: int) -> Doubt:
    return Doubt(block=i, start=0, end=len(blocks[i].text), reason="zone")


def _is_text(block: Block) -> bool:
    return block.role in (None, *TEXT_ROLES) and block.role is not Role.HEADING
