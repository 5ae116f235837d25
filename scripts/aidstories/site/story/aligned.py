"""Which passages of an editor's text are which of the machine's."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import pairwise

from aidstories.model import Passage, Span
from aidstories.site.story.hunks import offsets

_ALIKE = 0.4
"""Least share of pairs of characters by which two passages are one that was rewritten (Dice).

Of 926 pairs of passages of one story of the archive, 3 are as alike; of 23 paragraphs of three
sentences and more with a third of these replaced by other stories', all are.
"""


def regrouped(
    restored: Sequence[Passage],
    ours: Sequence[tuple[int, Passage]],
    theirs: Sequence[Passage],
    whole: Sequence[Iterable[Span]],
) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
    """Return which of ``ours`` became one of ``theirs``, by it, and which of ``theirs`` each of
    ``ours`` was split into. Their texts together are the same, and no mark of a gap is concerned.
    """
    same = _same([passage for _, passage in ours], theirs)
    left = {
        own: passage.text
        for own, (slot, passage) in enumerate(ours)
        if own not in same and not passage.gap and restored[slot].text == passage.text
    }
    taken = set(same.values())
    right = {n: p.text for n, p in enumerate(theirs) if n not in taken and not p.gap}
    joins = dict(_runs(left, right))
    used = {own for owns in joins.values() for own in owns}
    left = {own: text for own, text in left.items() if own not in used}
    right = {at: text for at, text in right.items() if at not in joins}
    splits = {
        own: ats
        for own, ats in _runs(right, left)
        if not whole or _clear(whole[ours[own][0]], [right[at] for at in ats])
    }
    return joins, splits


def _runs(parts: dict[int, str], wholes: dict[int, str]) -> Iterator[tuple[int, list[int]]]:
    """Yield each of ``wholes`` that neighbours among ``parts`` make together, and these."""
    used: set[int] = set()
    for at, text in wholes.items():
        for first in parts:
            run, rest = list[int](), text
            number = first
            while rest and number in parts and number not in used and parts[number]:
                if not rest.startswith(parts[number]):
                    break
                rest = rest.removeprefix(parts[number])
                run.append(number)
                number += 1
            if not rest and len(run) > 1:
                used.update(run)
                yield at, run
                break


def _clear(whole: Iterable[Span], texts: Sequence[str]) -> bool:
    """Return whether no border between ``texts`` stands inside a span."""
    borders = offsets(texts)[1:-1]
    return not any(start < at < end for start, end in whole for at in borders)


def _same(ours: Sequence[Passage], theirs: Sequence[Passage]) -> dict[int, int]:
    """Return which passages stand unchanged, in order."""
    keys = [[(p.text, p.gap) for p in side] for side in (ours, theirs)]
    blocks = SequenceMatcher(None, keys[0], keys[1], autojunk=False).get_matching_blocks()
    return {a + n: b + n for a, b, size in blocks for n in range(size)}


def paired(
    ours: Sequence[Passage],
    theirs: Sequence[Passage],
    joins: Mapping[int, Sequence[int]],
    splits: Mapping[int, Sequence[int]],
) -> dict[int, int]:
    """Return which of ``theirs`` each of ``ours`` became: the same, one alike, one in its place.

    Of those that were joined or split, the first stands for the others.
    """
    pairs = _same(ours, theirs)
    pairs |= {owns[0]: at for at, owns in joins.items()}
    pairs |= {own: ats[0] for own, ats in splits.items()}
    rest = {own for owns in joins.values() for own in owns[1:]}
    parts = {at for ats in splits.values() for at in ats[1:]}

    def left() -> list[int]:
        return sorted(set(range(len(ours))) - pairs.keys() - rest)

    def right() -> list[int]:
        return sorted(set(range(len(theirs))) - set(pairs.values()) - parts)

    for own in left():  # moved as it is
        key = ours[own].text, ours[own].gap
        at = [n for n in right() if (theirs[n].text, theirs[n].gap) == key]
        if at:
            pairs[own] = at[0]
    pairs.update(
        _alike([(n, ours[n].text) for n in left()], [(n, theirs[n].text) for n in right()])
    )
    borders = [(-1, -1), *((a, pairs[a]) for a in sorted(pairs)), (len(ours), len(theirs))]
    for (a, b), (c, d) in pairwise(borders):
        here, there = [n for n in left() if a < n < c], [n for n in right() if b < n < d]
        if [ours[n].role for n in here] == [theirs[n].role for n in there]:
            pairs.update(zip(here, there, strict=True))
    return pairs


def _alike(
    ours: Sequence[tuple[int, str]], theirs: Sequence[tuple[int, str]]
) -> Iterator[tuple[int, int]]:
    """Yield the pairs of texts that are alike, the most alike first, each text once."""
    sides = [[(n, _bigrams(text)) for n, text in side] for side in (ours, theirs)]
    weighed = ((_dice(a, b), own, at) for own, a in sides[0] for at, b in sides[1])
    taken: tuple[set[int], set[int]] = (set(), set())
    for _, own, at in sorted((w for w in weighed if w[0] >= _ALIKE), key=lambda w: -w[0]):
        if own not in taken[0] and at not in taken[1]:
            taken[0].add(own)
            taken[1].add(at)
            yield own, at


def are_alike(one: str, other: str) -> bool:
    """Return whether one text is the other, rewritten."""
    return _dice(_bigrams(one), _bigrams(other)) >= _ALIKE


def _bigrams(text: str) -> frozenset[str]:
    return frozenset(text[n : n + 2] for n in range(len(text) - 1))


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / max(1, len(one) + len(other))


def rising(order: Sequence[int]) -> frozenset[int]:
    """Return the places of a longest rising run of ``order``: what stands as it stood."""
    ends: list[int] = []
    best: list[int] = []
    before: dict[int, int | None] = {}
    for place, value in enumerate(order):
        at = bisect_left(ends, value)
        before[place] = best[at - 1] if at else None
        ends[at : at + 1], best[at : at + 1] = [value], [place]
    run = best[-1:]
    while run and (earlier := before[run[-1]]) is not None:
        run.append(earlier)
    return frozenset(run)
