"""Whether a block continues the sentence that the block before it leaves open.

One logistic score over the few features that :func:`features` names. Its weights and the counts
behind them are trained by ``scripts/train_continuity.py``; :mod:`.language` holds the data.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from operator import add

from aidstories.restore.lexicon.chars import simplified
from aidstories.restore.lexicon.language import (
    END,
    START,
    Language,
    divide,
    language,
    paths,
    words_to,
)
from aidstories.restore.lexicon.late import late

JOIN = 0.62
"""Above this a join is certain: set where held-out articles and their lost ends fare best."""
FLAG = 0.3
"""Above this, and not above :data:`JOIN`, an editor should look."""
NO_START = 0.999
"""Score of a block that begins with a mark no paragraph begins with (seed 001: 「年,先后」)."""

_WIDE = tuple(zip(",:;?!()", "，：；？！（）", strict=True))
_DIGITS = late(r"\d\d*+")
_MARK = late("[，。、：；？！”“（）《》…—]")
_FINAL = tuple("。？！…")
_PAIRS = {"”": "“", "’": "‘", "）": "（", "》": "《", "」": "「", "』": "『", "】": "【"}
_BRACKET = late("[“”‘’（）《》「」『』【】]")
_CLOSING = "，。、；：？！”’）》」』】…%％"


@lru_cache(maxsize=256)
def fold(text: str, *, inside: bool = False) -> str:
    """Return ``text`` simplified, without spaces, with full-width marks, every number as ``0``.

    Straight quotation marks are directed by turns; ``inside`` says that the first one closes.
    """
    text = _DIGITS.sub("0", simplified("".join(text.split())))
    for half, full in _WIDE:  # ten times as fast as str.translate
        text = text.replace(half, full)
    if '"' not in text:
        return text
    first, *rest = text.split('"')
    return first + "".join("“”"[(i + inside) % 2] + part for i, part in enumerate(rest))


def fold_pair(left: str, right: str) -> tuple[str, str]:
    """Fold two blocks; a quotation that ``left`` leaves open may be closed by ``right``."""
    odd = left.count('"') % 2 == 1 and right.count('"') % 2 == 1
    return fold(left), fold(right, inside=odd)


def unclosed(text: str) -> tuple[str, str]:
    """Return the marks that ``text`` opens and does not close, and the first it only closes.

    Both are given as opening marks, such as “ and （.
    """
    stack: list[str] = []
    lacking = ""
    for mark in _BRACKET.findall(text):
        if mark not in _PAIRS:
            stack.append(mark)
        elif _PAIRS[mark] in stack:
            while stack.pop() != _PAIRS[mark]:
                pass
        else:
            lacking = lacking or _PAIRS[mark]
    return "".join(stack), lacking


_MANY = 256
"""Places of two characters that are looked at; 一、 stands at each of ten thousand items."""
_INDEXED = 20_000
"""Characters of a document from which its pairs of characters are listed once: a capture has 20
breaks in 3,000 characters, and looking each up takes less than the list does."""


def elsewhere(left: str, right: str, document: str) -> int:
    """Return how many characters around the break stand together elsewhere in ``document``.

    All are folded. 0 where not even the two that meet do; at most 8, four from each side.
    """
    return _elsewhere(left[-12:], right[:12], document)


@lru_cache(maxsize=1024)
def _elsewhere(left: str, right: str, document: str) -> int:
    longest = 0
    for at in _places(left[-1:] + right[:1], document):
        before, after = document[max(0, at - 11) : at + 1], document[at + 1 : at + 13]
        if not (before.endswith(left) and after.startswith(right)):
            together = _alike(before[:-5:-1], left[:-5:-1]) + _alike(after[:4], right)
            longest = max(longest, together)
    return longest


def begins(left: str, right: str, document: str) -> int:
    """Return how many of the first two and first three characters begin a sentence elsewhere."""
    return _begins(left[-10:], right[:24], document)


@lru_cache(maxsize=1024)
def _begins(left: str, right: str, document: str) -> int:
    starts = [
        at
        for at in _places(right[:2], document)
        if (not at or document[at - 1] in "。！？”…")
        and document[max(0, at - 10) : at] != left
        and not document.startswith(right, at)
    ]
    return bool(starts) + any(document.startswith(right[:3], at) for at in starts)


def _alike(one: str, other: str) -> int:
    """Return with how many characters in common two texts begin."""
    pairs = zip(one, other, strict=False)
    return next((i for i, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def _places(text: str, document: str) -> Iterator[int]:
    """Yield the first places where ``text``, mostly two characters, stands in ``document``."""
    if len(text) == 2 and len(document) >= _INDEXED:
        yield from _pairs_of(document).get(text, ())
        return
    at = document.find(text)
    for _ in range(_MANY):
        if at < 0:
            return
        yield at
        at = document.find(text, at + 1)


@lru_cache(maxsize=2)
def _pairs_of(document: str) -> Mapping[str, Sequence[int]]:
    """Return the first places of each pair of neighbouring characters."""
    found: dict[str, array[int]] = {}
    for at, pair in enumerate(map(add, document, document[1:])):
        places = found.setdefault(pair, array("l"))
        if len(places) < _MANY:
            places.append(at)
    return found


@dataclass(frozen=True, slots=True)
class Seam:
    """The words around a break, and by how much it is likelier that one spans it."""

    before: list[str]
    after: list[str]
    gain: float


def seam(left: str, right: str, model: Language) -> Seam:
    """Divide the last six characters of ``left`` and the first nine of ``right``."""
    left, right = left[-6:], right[:9]
    whole, at = left + right, len(left)
    prices = model.prices(whole)
    best, come = paths(prices, len(whole))
    price_right, after = divide(right, prices[at:])
    return Seam(words_to(left, come, at), after, best[-1] - best[at] - price_right)


def sparse(left: str, right: str, words: Seam, model: Language) -> list[str]:
    """Name the sparse features of a break: how ``right`` starts, what clause would result."""
    mark = _MARK.search(right, 0, 40)
    to = mark.start() if mark else min(40, len(right))
    since = len(_MARK.split(left[-40:])[-1])
    opened, closed = left[-since - 1 : len(left) - since], mark[0] if mark else ""
    a, b, c = [*words.after, "", "", ""][:3]
    y, z = ["", "", *words.before][-2:]
    ka, kb, kc, ky, kz = (model.word_class(w) for w in (a, b, c, y, z))
    return [
        *(f"a{right[:k]}" for k in (1, 2, 3, 4)),
        f"b{right[1:3]}",
        f"c{right[2:4]}",
        f"d{closed}{min(to, 12)}",
        f"e{closed}{right[max(0, to - 1) : to]}",
        f"e{closed}{right[max(0, to - 2) : to]}",
        f"f{min(30, since + to)}",
        f"g{min(9, since)}|{min(12, to)}",
        f"h{opened}{closed}",
        f"i{opened}{closed}{min(10, (since + to) // 3)}",
        f"j{a}",
        f"k{b}",
        f"l{ka}{kb}",
        f"m{ka}{kb}{kc}",
        f"n{a}|{kb}",
        f"o{kz}{ka}",
        f"p{z}|{ka}",
        f"q{kz}|{a}",
        f"r{ky}{kz}{ka}",
        f"s{kz}{ka}{kb}",
        f"t{z}",
    ]


def features(left: str, right: str, document: str, model: Language) -> dict[str, float]:
    """Return the named evidence about two blocks and the document they stand in, all folded."""
    head, tail = right[:2], left[-2:]
    from_start = model.text(START, head)
    words = seam(left, right, model)
    pending, lacking = unclosed(left)[0], unclosed(right)[1]
    return {
        "bias": 1.0,
        "follows": model.text(tail, head) - from_start,
        "opens": from_start - model.text("", head),
        "ends": model.char(tail, END),
        "word": words.gain,
        "shape": model.sparse(sparse(left, right, words, model)),
        "elsewhere": float(max(0, elsewhere(left, right, document) - 1)),
        "begins": float(begins(left, right, document)),
        "closes": float(bool(lacking) and lacking in pending),
        "number": float(left[-1:] == right[:1] == "0"),
        "colon": float(left[-1:] in "：；"),
        "short_left": float(len(left) <= 30 and not _MARK.search(left)),
        "short_right": float(len(right) <= 30 and not _is_final(right)),
    }


def _is_final(text: str) -> bool:
    """Return whether a folded text ends a sentence."""
    return text.rstrip("”’」』）").endswith(_FINAL) or text.endswith("——")


def score(found: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Return the logistic of the weighted sum, 0 to 1."""
    total = sum(weights.get(name, 0.0) * value for name, value in found.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


@lru_cache(maxsize=4)
def _folded(document: str) -> str:
    return fold(document)


@lru_cache(maxsize=256)
def continuity(left: str, right: str, document: str = "") -> float:
    """Return the probability, 0 to 1, that ``right`` continues the sentence of ``left``.

    Both are whole blocks; spaces in them do not count, punctuation may have either width.
    ``document`` is the whole capture: what stands together elsewhere in it is evidence. After
    a block that ends its sentence the score is 0, unless a quotation is still open.
    """
    left, right = fold_pair(left, right)
    if not left or not right or (_is_final(left) and not unclosed(left)[0]):
        return 0.0
    if right[0] in _CLOSING:
        return NO_START
    model = language()
    return score(features(left, right, _folded(document), model), model.weights["continuity"])
