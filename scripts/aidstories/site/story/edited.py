"""A story's passages as an editor left them, in terms of what the apparatus has of the capture."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from aidstories.model import Span
from aidstories.site.story.changes import Change, How, Revised

_Item = tuple[int, int, int]
"""An item of the capture's share: its number, and where what it makes begins and ends."""


def edited(
    revised: Sequence[Revised], spans: Sequence[Sequence[Sequence[int]]], lengths: Sequence[int]
) -> dict[str, Any]:
    """Return ``changes`` and ``published`` of `apparatus`, nothing where nothing was changed.

    ``spans`` are the ranges of each slot, ``lengths`` how many characters each item makes. No
    item stands across the border of a change.
    """
    changes: list[list[str]] = []
    shown: list[list[Any]] = []
    ahead: list[Any] = []  # removed before the first passage that is left
    for one in revised:
        items = _items(spans[one.slot], lengths) if one.slot is not None else []
        items = _within(items, one.span) if one.span else items
        parts = list(_parts(items, one.changes, len(changes)))
        changes += [[c.how.value, c.old, c.new] for c in one.changes]
        if one.index is not None:
            shown.append([one.index, one.slot, ahead + parts])
            ahead = []
        elif shown:
            shown[-1][2] += parts
        else:
            ahead += parts
    if not changes:
        return {}
    held = {one.slot for one in revised}
    rest = [[None, n, list(map(list, ranges))] for n, ranges in enumerate(spans) if n not in held]
    nowhere = [[None, None, ahead]] if ahead else []
    return {"changes": changes, "published": shown + nowhere + rest}


def _items(ranges: Iterable[Sequence[int]], lengths: Sequence[int]) -> list[_Item]:
    items: list[_Item] = []
    at = 0
    for start, end in ranges:
        for number in range(start, end):
            items.append((number, at, at + lengths[number]))
            at += lengths[number]
    return items


def _within(items: Iterable[_Item], span: Span) -> list[_Item]:
    """Return the items of a part of a passage; what makes no text stays with what it follows."""
    a, b = span
    return [
        (number, start, end)
        for number, start, end in items
        if (a <= start < end <= b) or (start == end and (a < start <= b or start == a == 0))
    ]


def _parts(items: Sequence[_Item], changes: Sequence[Change], first: int) -> Iterable[Any]:
    """Yield the parts of a passage, in order; its changes are numbered from ``first``."""
    runs = [(*_run(items, change), first + n) for n, change in enumerate(changes)]
    done = 0
    for start, end, number in sorted(runs, key=lambda run: run[:2]):
        yield from _ranges(items[done:start])
        yield {"change": number, "raw": list(_ranges(items[start:end]))}
        done = max(done, end)
    yield from _ranges(items[done:])


def _run(items: Sequence[_Item], change: Change) -> Span:
    """Return which items ``change`` replaces; of what makes no text, what stands inside it."""
    if change.how is How.REMOVED:
        return 0, len(items)
    inside = [
        at
        for at, (_, start, end) in enumerate(items)
        if change.start <= start < end <= change.end or change.start < start == end < change.end
    ]
    if inside:
        return inside[0], inside[-1] + 1
    place = next((at for at, item in enumerate(items) if item[1] >= change.start), len(items))
    return place, place


def _ranges(items: Iterable[_Item]) -> Iterable[list[int]]:
    """Yield the numbers of ``items`` as ranges, those that follow one another together."""
    current: list[int] = []
    for number, *_ in items:
        if current and number == current[1]:
            current[1] += 1
        else:
            if current:
                yield current
            current = [number, number + 1]
    if current:
        yield current
