"""编者改: what an editor made of a story's text after the machine, passage by passage.

Both texts are known: the ledger yields the machine's, the story's file holds the editor's. The
difference is found here anew, so it holds too where a file was changed after the last import.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import pairwise
from typing import NamedTuple

from aidstories.model import Article, Gap, Passage, Span
from aidstories.stories.format.layout import canonical
from aidstories.stories.format.markdown import GAP_MARK

_ALIKE = 0.4
"""Least share of pairs of characters by which two passages are one that was rewritten (Dice).

Of 926 pairs of passages of one story of the archive, 3 are as alike; of 23 paragraphs of three
sentences and more with a third of these replaced by other stories', all are.
"""
_UNITS = re.compile(r"[A-Za-z0-9.,%]+|[\u0f40-\u0fbc]+[\u0f0b\u0f0d]?|.", re.S)
"""What a change replaces whole: a word, a figure, a Tibetan syllable, else one character."""


class How(StrEnum):
    """What an editor did. The terms ``editor.<how>`` name it."""

    CHANGED = "changed"
    ADDED = "added"
    """A passage that the machine has not."""
    REMOVED = "removed"
    MOVED = "moved"
    JOINED = "joined"
    """A passage goes on in the one before it."""
    SPLIT = "split"
    """A passage begins in the midst of the machine's."""
    ROLE = "role"
    """The text is something else: a paragraph that the machine took for a heading."""
    GAP = "gap"
    """The mark of a gap was set or taken away."""
    DECIDED = "decided"
    """The ledger's own edit, by a decision on the capture (`Correction`)."""


class Change(NamedTuple):
    """``old``, at ``[start, end)`` of a passage of the machine's, reads ``new``.

    Where a passage was moved, joined, split off or became something else, ``old`` and ``new`` are
    its text, and its place is a point, as is that of a mark of a gap, which is no part of the text.
    """

    how: How
    old: str = ""
    new: str = ""
    start: int = 0
    end: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Revised:
    """A passage as it is published. ``index`` is that of the article's passage, None where it
    was removed or goes on in the one before; ``slot`` that of the machine's, None where it was
    added. ``span`` is the part of the slot's text that it is, None for all of it.
    """

    index: int | None
    slot: int | None
    changes: tuple[Change, ...] = ()
    span: Span | None = None


def revise(
    restored: Sequence[Passage], article: Article, whole: Sequence[Iterable[Span]] = ()
) -> tuple[Revised, ...]:
    """Return what became of the machine's passages, in the order in which ``article`` has them.

    A passage that was removed stands behind the one that it followed. ``whole`` are, for each
    passage, spans of its text that a change replaces whole or not at all.
    """
    ours, theirs = _in_order(restored), article.passages
    joins, splits = _regrouped(restored, ours, theirs, whole)
    pairs = _paired([passage for _, passage in ours], theirs, joins, splits)
    order = sorted(pairs)
    still = {order[n] for n in _rising([pairs[own] for own in order])}
    found = [Revised(index=at, slot=None, changes=_added(one)) for at, one in enumerate(theirs)]
    for own, at in pairs.items():
        slot, passage = ours[own]
        text, now = restored[slot].text, theirs[at].text
        moved = () if own in still else (Change(How.MOVED, now, now),)
        if at in joins:
            changes = tuple(_set_apart(passage, theirs[at], 0))
            found[at] = Revised(index=at, slot=slot, changes=(*moved, *changes))
        elif own in splits:
            found[at : at + len(splits[own])] = _split(
                slot, passage, at, theirs, splits[own], moved
            )
        else:
            spans = whole[slot] if whole else ()
            changes = tuple(_changes(text, passage, theirs[at], spans))
            found[at] = Revised(index=at, slot=slot, changes=(*moved, *changes))
    joined = {own for owns in joins.values() for own in owns}
    for own, (slot, _) in enumerate(ours):
        if own not in pairs:
            text = restored[slot].text
            gone = Change(How.REMOVED, old=text, end=len(text))
            if own in joined:
                gone = Change(How.JOINED, text, text)
            at = _behind(found, [slot for slot, _ in ours[:own]])
            found.insert(at, Revised(index=None, slot=slot, changes=(gone,)))
    return tuple(found)


def _split(
    slot: int,
    passage: Passage,
    at: int,
    theirs: Sequence[Passage],
    parts: Sequence[int],
    moved: tuple[Change, ...],
) -> list[Revised]:
    """Return the passages ``parts`` of the article, which the slot's one became."""
    found: list[Revised] = []
    start = 0
    for part in parts:
        text = theirs[part].text
        first = moved if part == at else (Change(How.SPLIT, text, text, start, start),)
        role = tuple(_set_apart(passage, theirs[part], start))
        span = (start, start + len(text))
        found.append(Revised(index=part, slot=slot, changes=(*first, *role), span=span))
        start += len(text)
    return found


def _set_apart(ours: Passage, theirs: Passage, at: int) -> Iterator[Change]:
    if ours.role is not theirs.role:
        yield Change(How.ROLE, theirs.text, theirs.text, at, at)


def _regrouped(
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
    borders = _offsets(texts)[1:-1]
    return not any(start < at < end for start, end in whole for at in borders)


def _same(ours: Sequence[Passage], theirs: Sequence[Passage]) -> dict[int, int]:
    """Return which passages stand unchanged, in order."""
    keys = [[(p.text, p.gap) for p in side] for side in (ours, theirs)]
    blocks = SequenceMatcher(None, keys[0], keys[1], autojunk=False).get_matching_blocks()
    return {a + n: b + n for a, b, size in blocks for n in range(size)}


def _in_order(restored: Sequence[Passage]) -> list[tuple[int, Passage]]:
    """Return the machine's passages as a file holds them, each with the number of its slot."""
    free: dict[tuple[str, Gap | None], list[int]] = {}
    for slot, passage in enumerate(restored):
        for plain in canonical(Article(passages=(passage,))).passages:
            free.setdefault((plain.text, plain.gap), []).append(slot)
    held = canonical(Article(passages=tuple(restored))).passages
    return [(free[p.text, p.gap].pop(0), p) for p in held]


def _paired(
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


def _bigrams(text: str) -> frozenset[str]:
    return frozenset(text[n : n + 2] for n in range(len(text) - 1))


def _dice(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / max(1, len(one) + len(other))


def _rising(order: Sequence[int]) -> frozenset[int]:
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


def _behind(found: Sequence[Revised], before: Sequence[int]) -> int:
    """Return where a passage belongs that followed the slots ``before`` in the machine's text."""
    at = {revised.slot: n for n, revised in enumerate(found) if revised.slot is not None}
    return next((at[slot] + 1 for slot in reversed(before) if slot in at), 0)


def _added(passage: Passage) -> tuple[Change, ...]:
    return (Change(How.ADDED, new=passage.text), *_gap_changes(None, passage.gap, 0))


def _changes(text: str, ours: Passage, theirs: Passage, whole: Iterable[Span]) -> Iterator[Change]:
    """Yield the changes of one passage; ``text`` is that of its slot."""
    if ours.role is not theirs.role:
        yield Change(How.ROLE, theirs.text, theirs.text)
    if ours.text != theirs.text:
        plain = text == ours.text and _dice(_bigrams(text), _bigrams(theirs.text)) >= _ALIKE
        every = (0, len(text), 0, len(theirs.text))
        for a, b, c, d in _hunks(text, theirs.text, whole) if plain else (every,):
            yield Change(How.CHANGED, text[a:b], theirs.text[c:d], a, b)
    yield from _gap_changes(ours.gap, theirs.gap, len(text))


def _gap_changes(ours: Gap | None, theirs: Gap | None, length: int) -> Iterator[Change]:
    for gap, at in ((Gap.START, 0), (Gap.END, length)):
        if (ours is gap) != (theirs is gap):
            old, new = (GAP_MARK, "") if ours is gap else ("", GAP_MARK)
            yield Change(How.GAP, old, new, at, at)


_Hunk = tuple[int, int, int, int]


def _hunks(old: str, new: str, whole: Iterable[Span]) -> list[_Hunk]:
    """Return where two texts differ, ``old[a:b]`` reading ``new[c:d]``, in units of `_UNITS`.

    A single unit that stays between two changes is coincidence: the two are one.
    """
    a, b = _UNITS.findall(old), _UNITS.findall(new)
    at, to = _offsets(a), _offsets(b)
    codes = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    hunks: list[_Hunk] = []
    last = -2
    for tag, i, j, n, m in codes:
        if tag == "equal":
            continue
        hunk = (at[i], at[j], to[n], to[m])
        hunks[-1:] = [_joined(hunks[-1], hunk)] if i - last <= 1 else [*hunks[-1:], hunk]
        last = j
    for span in whole:
        hunks = _kept_whole(hunks, span)
    return hunks


def _offsets(units: Sequence[str]) -> list[int]:
    found = [0]
    for unit in units:
        found.append(found[-1] + len(unit))
    return found


def _joined(one: _Hunk, other: _Hunk) -> _Hunk:
    return (one[0], other[1], one[2], other[3])


def _kept_whole(hunks: list[_Hunk], span: Span) -> list[_Hunk]:
    """Return the hunks so that none cuts ``span``: those that do grow together over it."""
    start, end = span
    inside = [n for n, (a, b, *_) in enumerate(hunks) if a < end and b > start]
    if not inside:
        return hunks
    first, last = inside[0], inside[-1]
    a, b, c, d = _joined(hunks[first], hunks[last])
    grown = (min(a, start), max(b, end), c - max(0, a - start), d + max(0, end - b))
    return [*hunks[:first], grown, *hunks[last + 1 :]]
