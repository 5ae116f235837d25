"""Which of the machine's paragraphs became which of an editor's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

_ALIKE = 0.4
"""Least share of pairs of characters (Dice) by which a paragraph is one that was rewritten.

As in `aidstories.site.story.aligned`, where it was measured.
"""
_MOVED = 0.7
"""The same for one that stands elsewhere now; two of one story are seldom half as alike."""
_HELD = 0.7
"""Least share of a paragraph's pairs of characters that another holds which it was split from."""
_MOST = 40_000
"""Pairs of paragraphs that are weighed (.3 s); more that were rewritten together are not paired."""


class Group(NamedTuple):
    """Indexes of the machine's paragraphs, and of those that stand for them; one may be empty.

    ``moved`` are those that stand elsewhere than the machine had put them.
    """

    old: tuple[int, ...]
    new: tuple[int, ...]
    moved: bool = False


def paired(ours: Sequence[str], theirs: Sequence[str]) -> list[Group]:
    """Return every paragraph of ``ours``, the machine's, and of ``theirs`` in one group.

    A paragraph that was split, or joined with its neighbour, stands with its parts.
    """
    pairs = dict(_in_order(ours, theirs))
    left = [n for n in range(len(ours)) if n not in pairs]
    taken = set(pairs.values())
    right = [n for n in range(len(theirs)) if n not in taken]
    groups = [Group((a,), (b,)) for a, b in pairs.items()]
    groups = _parts_joined(groups, left, right, ours, theirs)
    joined = {n for group in groups for n in group.old}, {n for group in groups for n in group.new}
    left = [n for n in left if n not in joined[0]]
    right = [n for n in right if n not in joined[1]]
    moved = dict(_moved(left, right, ours, theirs))
    groups += [Group((a,), (b,), moved=True) for a, b in moved.items()]
    groups += [Group((a,), ()) for a in left if a not in moved]
    return groups + [Group((), (b,)) for b in right if b not in moved.values()]


def _in_order(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the paragraphs that stayed or were rewritten where they stood."""
    for tag, i, j, k, m in SequenceMatcher(None, ours, theirs, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from zip(range(i, j), range(k, m), strict=True)
        elif (j - i) * (m - k) <= _MOST:
            for a, b in _rewritten(ours[i:j], theirs[k:m]):
                yield i + a, k + b


def _rewritten(ours: Sequence[str], theirs: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the pairs, in order, that are most alike taken together (Needleman and Wunsch)."""
    one, two = list(map(_pairs_of, ours)), list(map(_pairs_of, theirs))
    alike = [[_dice(a, b) for b in two] for a in one]
    best = [[0.0] * (len(two) + 1) for _ in range(len(one) + 1)]
    for i in range(len(one) - 1, -1, -1):
        for k in range(len(two) - 1, -1, -1):
            both = alike[i][k] + best[i + 1][k + 1] if alike[i][k] >= _ALIKE else 0.0
            best[i][k] = max(best[i + 1][k], best[i][k + 1], both)
    i = k = 0
    while i < len(one) and k < len(two):
        if best[i][k] == best[i + 1][k]:
            i += 1
        elif best[i][k] == best[i][k + 1]:
            k += 1
        else:
            yield i, k
            i, k = i + 1, k + 1


def _parts_joined(
    groups: list[Group],
    left: Sequence[int],
    right: Sequence[int],
    ours: Sequence[str],
    theirs: Sequence[str],
) -> list[Group]:
    """Return the groups, each with those beside it that are parts of its paragraphs."""
    found: list[Group] = []
    for old, new, _ in groups:
        if ours[old[0]] != theirs[new[0]]:
            new = _grown(new, right, theirs, ours[old[0]])
            old = old if len(new) > 1 else _grown(old, left, ours, theirs[new[0]])
        found.append(Group(old, new))
    return found


def _grown(
    numbers: tuple[int, ...], free: Sequence[int], texts: Sequence[str], whole: str
) -> tuple[int, ...]:
    """Return ``numbers`` with those of ``free`` beside them whose texts ``whole`` holds too."""
    held = _pairs_of(whole)
    first, last = numbers[0], numbers[-1]
    while first - 1 in free and _held(_pairs_of(texts[first - 1]), held) >= _HELD:
        first -= 1
    while last + 1 in free and _held(_pairs_of(texts[last + 1]), held) >= _HELD:
        last += 1
    return tuple(range(first, last + 1))


def _moved(
    left: Sequence[int], right: Sequence[int], ours: Sequence[str], theirs: Sequence[str]
) -> Iterator[tuple[int, int]]:
    """Yield which paragraphs stand elsewhere now, the most alike first."""
    if len(left) * len(right) > _MOST:
        return
    one, two = {a: _pairs_of(ours[a]) for a in left}, {b: _pairs_of(theirs[b]) for b in right}
    ranked = sorted(((_dice(x, y), a, b) for a, x in one.items() for b, y in two.items()))
    used: tuple[set[int], set[int]] = (set(), set())
    for alike, a, b in reversed(ranked):
        if alike >= _MOVED and a not in used[0] and b not in used[1]:
            used[0].add(a)
            used[1].add(b)
            yield a, b


def _pairs_of(text: str) -> Counter[tuple[str, str]]:
    return Counter(pairwise(f" {text}"))


def _dice(one: Counter[tuple[str, str]], other: Counter[tuple[str, str]]) -> float:
    both = one.total() + other.total()
    return 2 * (one & other).total() / both if both else 1.0


def _held(part: Counter[tuple[str, str]], whole: Counter[tuple[str, str]]) -> float:
    """Return how much of ``part`` stands in ``whole``."""
    return (part & whole).total() / part.total() if part else 0.0
