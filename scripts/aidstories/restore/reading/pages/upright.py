"""Pages set upright: vertical lines turned, a slight skew taken out."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import NamedTuple

from aidstories.restore.reading.extraction import Box, Line, Page

_TALL = 2.0
"""How much higher than wide a line set from top to bottom is."""
_STEPS = range(-15, 16)
"""Tenths of a degree of skew that are tried; recognition leaves less than one degree."""
_FEW = 12
"""Lines below which rows say nothing."""
_GAIN = 1.15
"""By how much rows have to stand better together for a page to be straightened."""


class Upright(NamedTuple):
    """A page whose lines run from left to right, level; ``back`` gives a box its own place."""

    page: Page
    back: Callable[[Box], Box]


def upright(page: Page, *, straighten: bool) -> Upright:
    """Return a page set upright: turned where most lines are vertical, level where asked."""
    if _is_vertical(page):
        width = page.width

        def back(box: Box) -> Box:
            return Box(width - box.bottom, box.left, width - box.top, box.right)

        return Upright(_turned(page), back)
    slope = _skew(page) if straighten else 0.0
    return (
        Upright(_moved(page, -slope), _sheared(slope, page.width))
        if slope
        else Upright(page, lambda box: box)
    )


def _is_vertical(page: Page) -> bool:
    """Return whether most characters of a page stand in lines from top to bottom."""
    long = [n for n in page.lines if len(n.text) > 2]
    tall = sum(
        len(n.text) for n in long if n.box.bottom - n.box.top > _TALL * (n.box.right - n.box.left)
    )
    return 2 * tall > sum(len(n.text) for n in long) > 0


def _turned(page: Page) -> Page:
    """Return a page of vertical lines, read from the right, turned by a quarter."""

    def turn(box: Box) -> Box:
        return Box(box.top, page.width - box.right, box.bottom, page.width - box.left)

    return replace(
        page,
        width=page.height,
        height=page.width,
        lines=tuple(n._replace(box=turn(n.box), edges=()) for n in page.lines),
        rules=tuple(map(turn, page.rules)),
        pictures=tuple(map(turn, page.pictures)),
    )


def _skew(page: Page) -> float:
    """Return the slope of a page's rows, 0 where none is sure: columns stand on common rows."""
    if len(page.lines) < _FEW:
        return 0.0
    em = max(0.01, sorted(n.size for n in page.lines)[len(page.lines) // 2])
    evenness = {step: _evenness(page.lines, _slope(step), em) for step in _STEPS}
    best = max(_STEPS, key=lambda step: (evenness[step], -abs(step)))
    return _slope(best) if evenness[best] >= _GAIN * evenness[0] else 0.0


def _sheared(slope: float, width: float) -> Callable[[Box], Box]:
    def move(box: Box) -> Box:
        by = slope * ((box.left + box.right) / 2 - width / 2)
        return Box(box.left, box.top + by, box.right, box.bottom + by)

    return move


def _moved(page: Page, slope: float) -> Page:
    move = _sheared(slope, page.width)
    return replace(
        page,
        lines=tuple(n._replace(box=move(n.box)) for n in page.lines),
        rules=tuple(map(move, page.rules)),
        pictures=tuple(map(move, page.pictures)),
    )


def _slope(tenths: int) -> float:
    return math.tan(math.radians(tenths / 10))


def _evenness(lines: Sequence[Line], slope: float, em: float) -> float:
    """Return how well lines stand on common rows, by the squares of a profile of .25 em."""
    rows: Counter[int] = Counter()
    for line in lines:
        x, y = (line.box.left + line.box.right) / 2, (line.box.top + line.box.bottom) / 2
        at = int((y - slope * x) / (0.25 * em))
        for step, weight in ((-1, 1), (0, 2), (1, 1)):
            rows[at + step] += weight
    return sum(n * n for n in rows.values())
