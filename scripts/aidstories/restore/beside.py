"""A translation set beside its original, paragraph by paragraph: which one says what.

Lengths, roles and numbers decide (Gale and Church 1993), and where the two languages take turns,
what stands beside what. What is not sure is flagged.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from aidstories.model import TEXT_ROLES, Role
from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.tibetan_dates import in_figures
from aidstories.restore.tongues import amounts

BODY = (*TEXT_ROLES, Role.CAPTION)
"""Passages that are set beside each other; those of the head have one place each."""
_NUMBER = late(r"\d+")
_ALONE, _SEVERAL, _OTHER_ROLE, _OTHER_NUMBERS, _NEXT = 1.3, 0.6, 0.7, 1.2, 0.8
"""What it costs that a paragraph has no counterpart, that two are one, that roles or numbers
differ, and what it is worth that both stand beside each other; in units of the logarithm of the
lengths' ratio, chosen by hand on the captures of the tests."""
_RATES = 1.0, 1.6
"""Syllables for a character at least and at most, as in the captures of the tests: where a
paragraph lacks its translation, those of the rest say less."""
_LIKE = math.log(2.2)
"""A pair is sure while the one is not over 2.2 times as long as the other leads to expect."""


class Told(NamedTuple):
    """A paragraph as the alignment sees it; ``at`` is where it begins in the capture."""

    role: Role
    text: str
    at: int


class Pair(NamedTuple):
    """What stands for what: indexes of originals and of translated paragraphs, none, one or two."""

    originals: tuple[int, ...]
    translated: tuple[int, ...]
    sure: bool


def align(originals: Sequence[Told], translated: Sequence[Told]) -> tuple[Pair, ...]:
    """Return the pairs in order; each paragraph of both sides stands in one."""
    cost = _Costs(originals, translated)
    rows, columns = len(originals) + 1, len(translated) + 1
    best = [[math.inf] * columns for _ in range(rows)]
    come = [[(0, 0)] * columns for _ in range(rows)]
    best[0][0] = 0.0
    for i in range(rows):
        for j in range(columns):
            for a, b in _MOVES:
                if a <= i and b <= j:
                    price = best[i - a][j - b] + cost.of(range(i - a, i), range(j - b, j))
                    if price < best[i][j]:
                        best[i][j], come[i][j] = price, (a, b)
    return tuple(reversed(list(_back(come, cost))))


_MOVES = ((1, 1), (1, 0), (0, 1), (2, 1), (1, 2))


def _back(come: Sequence[Sequence[tuple[int, int]]], cost: _Costs) -> Iterator[Pair]:
    i, j = len(come) - 1, len(come[0]) - 1
    while i or j:
        a, b = come[i][j]
        one, other = range(i - a, i), range(j - b, j)
        yield Pair(tuple(one), tuple(other), cost.is_sure(one, other))
        i, j = i - a, j - b


class _Costs:
    """What it costs to set paragraphs beside each other."""

    def __init__(self, originals: Sequence[Told], translated: Sequence[Told]) -> None:
        self.originals, self.translated = originals, translated
        self.sizes = [_size(t.text) for t in originals], [_size(t.text) for t in translated]
        rate = sum(self.sizes[1]) / max(1, sum(self.sizes[0]))
        self.rate = min(max(rate, _RATES[0]), _RATES[1])
        self.numbers = [_numbers(t.text) for t in originals], [_numbers(t.text) for t in translated]
        self.near = frozenset(_beside(originals, translated))

    def of(self, one: range, other: range) -> float:
        """Return the cost of a pair."""
        if not one or not other:
            return _ALONE
        price = abs(self._ratio(one, other)) + _SEVERAL * (len(one) + len(other) - 2)
        price += _OTHER_ROLE * (not self._one_role(one, other))
        price += _OTHER_NUMBERS * (1 - self._shared(one, other))
        return price - _NEXT * ((one[-1], other[0]) in self.near)

    def is_sure(self, one: range, other: range) -> bool:
        """Return whether a pair is certain; a paragraph that is not translated certainly is not."""
        if not one or not other:
            return not other
        single = len(one) == len(other) == 1
        if not single or self._contradict(one, other):
            return False
        near = (one[0], other[0]) in self.near
        return near or (self._one_role(one, other) and abs(self._ratio(one, other)) <= _LIKE)

    def _ratio(self, one: range, other: range) -> float:
        expected = self.rate * sum(self.sizes[0][i] for i in one)
        return math.log((sum(self.sizes[1][j] for j in other) + 1) / (expected + 1))

    def _one_role(self, one: range, other: range) -> bool:
        return self.originals[one[0]].role is self.translated[other[0]].role

    def _contradict(self, one: range, other: range) -> bool:
        return self._shared(one, other) == 0

    def _shared(self, one: range, other: range) -> float:
        """Return which part of the numbers both sides say; 1 where one of them says none."""
        ours = frozenset[str]().union(*(self.numbers[0][i] for i in one))
        theirs = frozenset[str]().union(*(self.numbers[1][j] for j in other))
        return len(ours & theirs) / len(ours | theirs) if ours and theirs else 1.0


def _size(text: str) -> int:
    return sum(amounts(text)) + len(_NUMBER.findall(text))


def _numbers(text: str) -> frozenset[str]:
    return frozenset(_NUMBER.findall(in_figures(text)))


def _beside(originals: Sequence[Told], translated: Sequence[Told]) -> Iterator[tuple[int, int]]:
    """Yield the pairs that stand beside each other where the languages take turns."""
    order = sorted(
        [(t.at, 0, i) for i, t in enumerate(originals)]
        + [(t.at, 1, j) for j, t in enumerate(translated)]
    )
    sides = [side for _, side, _ in order]
    turns = sum(a != b for a, b in pairwise(sides))
    if turns < max(2, min(len(originals), len(translated))):
        return
    first = order[0][1]
    for (_, side, n), (_, following, m) in pairwise(order):
        if side == first and following != first:
            yield (n, m) if first == 0 else (m, n)
