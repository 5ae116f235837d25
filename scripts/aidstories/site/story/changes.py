"""编者改: what an editor made of a story's text after the machine, passage by passage.

Both texts are known: the ledger yields the machine's, the story's file holds the editor's. The
difference is found here anew, so it holds too where a file was changed after the last import.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from aidstories.model import Article, Gap, Passage, Span
from aidstories.site.story.aligned import are_alike, paired, regrouped, rising
from aidstories.site.story.hunks import hunks
from aidstories.stories.format.layout import canonical
from aidstories.stories.format.markdown import GAP_MARK


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
    joins, splits = regrouped(restored, ours, theirs, whole)
    pairs = paired([passage for _, passage in ours], theirs, joins, splits)
    order = sorted(pairs)
    still = {order[n] for n in rising([pairs[own] for own in order])}
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


def _in_order(restored: Sequence[Passage]) -> list[tuple[int, Passage]]:
    """Return the machine's passages as a file holds them, each with the number of its slot."""
    free: dict[tuple[str, Gap | None], list[int]] = {}
    for slot, passage in enumerate(restored):
        for plain in canonical(Article(passages=(passage,))).passages:
            free.setdefault((plain.text, plain.gap), []).append(slot)
    held = canonical(Article(passages=tuple(restored))).passages
    return [(free[p.text, p.gap].pop(0), p) for p in held]


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
        plain = text == ours.text and are_alike(text, theirs.text)
        every = (0, len(text), 0, len(theirs.text))
        for a, b, c, d in hunks(text, theirs.text, whole) if plain else (every,):
            yield Change(How.CHANGED, text[a:b], theirs.text[c:d], a, b)
    yield from _gap_changes(ours.gap, theirs.gap, len(text))


def _gap_changes(ours: Gap | None, theirs: Gap | None, length: int) -> Iterator[Change]:
    for gap, at in ((Gap.START, 0), (Gap.END, length)):
        if (ours is gap) != (theirs is gap):
            old, new = (GAP_MARK, "") if ours is gap else ("", GAP_MARK)
            yield Change(How.GAP, old, new, at, at)
