"""Frames of rules: what stands in one is read by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from aidstories.restore.reading.extraction import Box, Line


class Item(NamedTuple):
    """What takes up room on a page: a line, a picture, or a frame with what it holds."""

    box: Box
    line: Line | None = None
    inner: tuple[Item, ...] = ()


def framed(items: Sequence[Item], rules: Sequence[Box], em: float) -> tuple[list[Item], list[Box]]:
    """Return the items, those within a frame of rules made one, and the rules of no frame."""
    frames = list(_frames(rules, em))
    frames = [f for f in frames if not any(g != f and _holds(g, f, 1.0) for g in frames)]
    out: list[Item] = []
    rest = list(items)
    for frame in frames:
        inner = [i for i in rest if _holds(frame, i.box, 0.6 * em)]
        if sum(i.line is not None for i in inner) >= 2 and len(inner) < len(items):
            rest = [i for i in rest if i not in inner]
            out.append(Item(frame, None, tuple(inner)))
    used = [f.box for f in out]
    free = [r for r in rules if not any(_is_side(r, f, em) for f in used)]
    return [*rest, *out], free


def _frames(rules: Sequence[Box], em: float) -> Iterator[Box]:
    """Yield the rectangles that four rules make."""
    flat = [r for r in rules if r.right - r.left > r.bottom - r.top]
    tall = [r for r in rules if r.bottom - r.top > r.right - r.left]
    near = 0.5 * em
    for i, top in enumerate(flat[:400]):
        for low in flat[:400]:
            same = abs(top.left - low.left) < near and abs(top.right - low.right) < near
            if not same or low.top - top.top < 2 * em:
                continue
            sides = [
                t for t in tall if abs(t.top - top.top) < em and abs(t.bottom - low.bottom) < em
            ]
            left = any(abs(t.left - top.left) < near for t in sides)
            right = any(abs(t.right - top.right) < near for t in sides)
            if left and right and flat.index(top) == i:
                yield Box(top.left, top.top, top.right, low.bottom)


def _holds(outer: Box, inner: Box, slack: float) -> bool:
    return (
        outer.left - slack <= inner.left
        and inner.right <= outer.right + slack
        and outer.top - slack <= inner.top
        and inner.bottom <= outer.bottom + slack
    )


def _is_side(rule: Box, frame: Box, em: float) -> bool:
    if not _holds(frame, rule, 0.5 * em):
        return False
    near = 0.5 * em
    flat = rule.right - rule.left > rule.bottom - rule.top
    if flat:
        return min(abs(rule.top - frame.top), abs(rule.bottom - frame.bottom)) < near
    return min(abs(rule.left - frame.left), abs(rule.right - frame.right)) < near
