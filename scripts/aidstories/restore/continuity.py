"""Whether a block continues the sentence that the block before it leaves open.

One logistic score over the few features named in :func:`features`. The weights and the counts
behind them are trained by ``scripts/train_continuity.py``; see :mod:`.language` for the data.
"""

from __future__ import annotations

import math
import re
from functools import lru_cache

from aidstories.restore.language import END, START, Language, language

JOIN = 0.7
"""Above this a join is certain."""
FLAG = 0.3
"""Above this, and not above :data:`JOIN`, an editor should look."""

_HALF = str.maketrans(",:;?!()", "，：；？！（）")
_DIGITS = re.compile(r"\d+")
_SPACE = re.compile(r"\s+")
_HAN = "\u3400-\u4dbf\u4e00-\u9fff"
_HAN_END = re.compile(f"[{_HAN}]{{0,6}}$")
_HAN_START = re.compile(f"[{_HAN}]{{0,6}}")
_MARKS = "，。、：；？！”“（）《》…—"
_MARK = re.compile(f"[{_MARKS}]")
_FINAL = re.compile(r"[。？！…][”’」』）]*$|——$")
_PAIRS = {"”": "“", "’": "‘", "）": "（", "》": "《", "」": "「", "』": "『", "】": "【"}


def fold(text: str) -> str:
    """Return ``text`` with full-width punctuation, directed quotes and figures as ``0``."""
    text = _DIGITS.sub("0", _SPACE.sub("", text).translate(_HALF))
    parts = text.split('"')
    return parts[0] + "".join("“”"[i % 2] + p for i, p in enumerate(parts[1:]))


def unclosed(text: str) -> str:
    """Return the quotation marks and brackets that ``text`` opens and does not close."""
    stack: list[str] = []
    for c in text:
        if c in _PAIRS.values():
            stack.append(c)
        elif c in _PAIRS and _PAIRS[c] in stack:
            while stack.pop() != _PAIRS[c]:
                pass
    return "".join(stack)


def closes(text: str) -> str:
    """Return the first mark that ``text`` closes without having opened it, or ""."""
    stack: list[str] = []
    for c in text:
        if c in _PAIRS.values():
            stack.append(c)
        elif c in _PAIRS:
            if _PAIRS[c] not in stack:
                return _PAIRS[c]
            while stack.pop() != _PAIRS[c]:
                pass
    return ""


def sparse(left: str, right: str) -> list[str]:
    """Name the sparse features of a folded break: how ``right`` starts, how long the clause is."""
    head = right[:40]
    mark = _MARK.search(head)
    to = mark.start() if mark else len(head)
    at = len(left)
    while at and left[at - 1] not in _MARKS:
        at -= 1
    since, before, after = len(left) - at, left[at - 1 : at], mark[0] if mark else ""
    return [
        *(f"a{head[:k]}" for k in (1, 2, 3, 4)),
        f"b{head[1:3]}",
        f"c{head[2:4]}",
        f"d{after}{min(to, 12)}",
        f"e{after}{head[max(0, to - 1) : to]}",
        f"e{after}{head[max(0, to - 2) : to]}",
        f"f{min(30, since + to)}",
        f"g{min(9, since)}|{min(12, to)}",
        f"h{before}{after}",
        f"i{before}{after}{min(10, (since + to) // 3)}",
    ]


@lru_cache(maxsize=8)
def _squeezed(document: str) -> str:
    return fold(document)


def elsewhere(left: str, right: str, document: str) -> int:
    """Return how many characters around the break stand together elsewhere in ``document``.

    0 where not even the two that meet do; at most 8, four from each side. ``left`` and
    ``right`` are folded, ``document`` is not.
    """
    text = _squeezed(document)
    here = left[-12:] + right[:12]
    longest = 0
    for i in range(1, min(4, len(left)) + 1):
        for j in range(1, min(4, len(right)) + 1):
            span = left[-i:] + right[:j]
            if text.count(span) <= text.count(here):
                break
            longest = max(longest, i + j)
    return longest


def features(left: str, right: str, document: str, model: Language) -> dict[str, float]:
    """Return the named evidence about the folded blocks ``left`` and ``right``.

    Positive values speak for a continued sentence, except ``opens``, ``ends`` and the two
    ``short`` ones.
    """
    head, tail = right[:3], left[-2:]
    from_start = model.text(START, head)
    a, b = _HAN_END.search(left), _HAN_START.match(right)
    han_left, han_right = (a[0] if a else ""), (b[0] if b else "")
    pending, closed = unclosed(left), closes(right)
    return {
        "bias": 1.0,
        "follows": model.text(tail, head) - from_start,
        "opens": from_start - model.text("", head),
        "ends": model.char(tail, END),
        "word": model.cut(han_left + han_right) - model.cut(han_left) - model.cut(han_right),
        "shape": model.sparse(sparse(left[-40:], right)),
        "document": float(max(0, elsewhere(left, right, document) - 1)),
        "closed": float(bool(closed) and closed in pending),
        "unclosed": float(bool(pending) and closed not in pending),
        "short_left": float(len(left) <= 30 and not _MARK.search(left)),
        "short_right": float(len(right) <= 30 and not _FINAL.search(right)),
    }


def score(found: dict[str, float], weights: dict[str, float]) -> float:
    """Return the logistic of the weighted sum, 0 to 1."""
    total = sum(weights.get(name, 0.0) * value for name, value in found.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def continuity(left: str, right: str, document: str = "") -> float:
    """Return the probability, 0 to 1, that ``right`` continues the sentence of ``left``.

    Both are whole blocks without column spaces, punctuation of either width. ``document`` is
    the whole capture: what stands together elsewhere in it is evidence. A block that ends its
    sentence is not continued, so the score is 0 after 。, unless a quotation is still open.
    """
    left, right = fold(left), fold(right)
    if not left or not right or (_FINAL.search(left) and not unclosed(left)):
        return 0.0
    model = language()
    return score(features(left, right, document, model), dict(model.weights["continuity"]))
