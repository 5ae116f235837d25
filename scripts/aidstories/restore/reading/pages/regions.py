"""A page's lines → columns in reading order, by white space, rules and headlines.

A region is cut again and again (recursive X-Y cut, Nagy and Seth 1984), in this order: between
articles side by side, each with its headline on top; along rules and beside headlines that stand
free over the whole width; between columns; above and below what spans columns.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from aidstories.restore.reading.extraction import Box, Line
from aidstories.restore.reading.pages.frames import Item, framed

_GUTTER = 0.55
"""Em of white space between columns: newspapers set 1 to 1.6, noise of recognition takes .4."""
_LOOSE = 0.15
"""Em by which boxes may reach into white space."""
_TOP = 4.0
"""Em below the top of a region within which headlines of articles side by side begin."""
_SPAN = 0.9
"""Share of a region's width or height that a rule has to part."""
_CROSSED = 0.15
"""Share of the lines that may cross a gutter: headlines, captions under wide pictures."""
_COLUMN = 5.0
"""Em of the narrowest column of text; what is narrower is a table's."""
_FILLED = 0.6
"""Share of a column that its middle line fills; cells of a table are of any width."""
_DEPTH = 40


class Column(NamedTuple):
    """Lines under one another; ``hard``: a rule or a frame stands between it and the one before."""

    lines: tuple[Line, ...]
    hard: bool = False


class Scale(NamedTuple):
    """The measures of a page: ``em`` of running text, and what is a headline."""

    em: float
    is_head: Callable[[Line], bool]


def columns(
    lines: Sequence[Line], rules: Sequence[Box], pictures: Sequence[Box], scale: Scale
) -> list[Column]:
    """Return the columns of a page in reading order; every line stands in one of them."""
    items = [Item(line.box, line) for line in lines]
    items += [Item(p) for p in pictures]
    whole, free = framed(items, rules, scale.em)
    page = _Cutter(scale, free)
    found = list(page.cut(whole, 0, hard=False))
    return [c for c in found if c.lines]


class _Cutter:
    """Cuts regions; ``rules`` are those that make no frame."""

    def __init__(self, scale: Scale, rules: Sequence[Box]) -> None:
        self.scale, self.em = scale, scale.em
        self.flat = [r for r in rules if r.right - r.left > r.bottom - r.top]
        self.tall = [r for r in rules if r.bottom - r.top >= r.right - r.left]

    def cut(self, items: Sequence[Item], depth: int, hard: bool) -> Iterator[Column]:
        """Yield the columns of a region."""
        if len(items) == 1 and items[0].inner:
            yield from self.cut(items[0].inner, depth + 1, hard=True)
            return
        parts, ruled = self._parts(items) if depth < _DEPTH and len(items) > 1 else ([], False)
        if len(parts) < 2:
            yield from self._leaf(items, hard)
            return
        after_frame = False
        for n, part in enumerate(parts):
            bounded = (hard if n == 0 else ruled) or after_frame
            yield from self.cut(part, depth + 1, bounded)
            after_frame = any(i.inner for i in part)

    def _leaf(self, items: Sequence[Item], hard: bool) -> Iterator[Column]:
        """Yield a region that is not cut; a frame in it stands where its top is."""
        lines: list[Line] = []
        for item in sorted(items, key=lambda i: (i.box.top, i.box.left)):
            if item.inner:
                yield Column(tuple(lines), hard)
                lines = []
                yield from self.cut(item.inner, _DEPTH // 2, hard=True)
                hard = True
            elif item.line is not None:
                lines.append(item.line)
        yield Column(tuple(lines), hard)

    def _parts(self, items: Sequence[Item]) -> tuple[list[list[Item]], bool]:
        """Return the parts of a region in reading order, and whether rules part them."""
        strips = self._strips(items)
        if beside := self._beside(items, strips):
            return beside, False
        rules = [(r.top + r.bottom) / 2 for r in self.flat if self._parts_width(r, items)]
        if rules and len(parts := _split(items, rules, _middle_y)) > 1:
            return parts, True
        gaps = self._gaps(items)
        heads = [i for i in items if i.line is not None and self.scale.is_head(i.line)]
        for cuts in (self._tops(items, heads, gaps), self._next_to(heads, gaps)):
            if cuts and len(parts := _split(items, cuts, _middle_y)) > 1:
                return parts, False
        if len(strips) > 1:
            return (strips, False) if self._are_columns(strips) else ([], False)
        valleys = self._valleys(items)
        over = _GUTTER * self.em  # a mark may hang into a gutter
        crossing = [
            i for i in items if any(i.box.left + over < v < i.box.right - over for v in valleys)
        ]
        if valleys and len(parts := _split(items, self._next_to(crossing, gaps), _middle_y)) > 1:
            return parts, False
        if valleys:
            return _split(items, valleys, _left), False
        return [], False

    def _beside(
        self, items: Sequence[Item], strips: Sequence[list[Item]]
    ) -> list[list[Item]] | None:
        """Return the articles side by side, each with a headline on top; None where are none."""
        top = min(i.box.top for i in items)
        begins = [n for n, strip in enumerate(strips) if self._has_head(strip, top)]
        if len(begins) < 2:
            return None
        sides = [
            (min(i.box.left for i in strip), max(i.box.right for i in strip)) for strip in strips
        ]
        gaps = [0.0, *(b[0] - a[1] for a, b in pairwise(sides))]
        starts = [0]
        for one, other in pairwise(begins):
            # A centred headline leaves columns of its own at its left: the widest gutter parts.
            widest = max(range(one + 1, other + 1), key=lambda n: (round(gaps[n] / self.em, 1), n))
            starts.append(widest)
        ends = [*starts[1:], len(strips)]
        return [
            [item for strip in strips[a:b] for item in strip]
            for a, b in zip(starts, ends, strict=True)
        ]

    def _has_head(self, strip: Sequence[Item], top: float) -> bool:
        first = sorted((i for i in strip if i.line is not None), key=lambda i: i.box.top)[:2]
        return bool(first) and any(
            i.line is not None and self.scale.is_head(i.line) and i.box.top <= top + _TOP * self.em
            for i in first
        )

    def _tops(
        self, items: Sequence[Item], heads: Sequence[Item], gaps: Sequence[float]
    ) -> list[float]:
        """Return the gaps above the headlines of further articles, and around frames."""
        top = min(i.box.top for i in items) + _TOP * self.em
        found = set(self._next_to([i for i in items if i.inner], gaps))
        for head in heads:
            at = bisect_right(gaps, _middle_y(head)) - 1
            if at >= 0 and gaps[at] > top and not self._is_within(gaps[at], heads):
                found.add(gaps[at])
        return sorted(found)

    def _is_within(self, gap: float, heads: Sequence[Item]) -> bool:
        """Return whether a gap parts lines of one headline."""
        above = [h for h in heads if 0 <= gap - h.box.bottom + 0.2 * self.em < 1.5 * self.em]
        below = [h for h in heads if 0 <= h.box.top + 0.2 * self.em - gap < 1.5 * self.em]
        return any(
            a.box.left < b.box.right + 2 * self.em and b.box.left < a.box.right + 2 * self.em
            for a in above
            for b in below
        )

    def _parts_width(self, rule: Box, items: Sequence[Item]) -> bool:
        left, right = min(i.box.left for i in items), max(i.box.right for i in items)
        over = min(rule.right, right) - max(rule.left, left)
        middle, slack = (rule.top + rule.bottom) / 2, 0.3 * self.em
        crossed = any(i.box.top + slack < middle < i.box.bottom - slack for i in items)
        return over >= _SPAN * (right - left) and not crossed

    def _strips(self, items: Sequence[Item]) -> list[list[Item]]:
        """Return the items by the white space, or the rules, from top to bottom between them."""
        loose, em = _LOOSE * self.em, self.em
        ordered = sorted(items, key=lambda i: i.box.left)
        top, bottom = min(i.box.top for i in items), max(i.box.bottom for i in items)
        walls = sorted(
            (r.left + r.right) / 2
            for r in self.tall
            if min(r.bottom, bottom) - max(r.top, top) >= _SPAN * 0.9 * (bottom - top)
        )
        strips: list[list[Item]] = [[ordered[0]]]
        reach = ordered[0].box.right - loose
        for item in ordered[1:]:
            gap = item.box.left + loose - reach
            wall = bisect_right(walls, reach) < bisect_right(walls, item.box.left + loose)
            if gap >= _GUTTER * em or (wall and gap > 0):
                strips.append([])
            strips[-1].append(item)
            reach = max(reach, item.box.right - loose)
        return strips

    def _are_columns(self, strips: Sequence[list[Item]]) -> bool:
        """Return whether strips are columns of text, not of a table: read down, not across."""
        for strip in strips:
            lines = [i.box for i in strip if i.line is not None]
            if len(lines) < 3:
                continue
            width = max(b.right for b in lines) - min(b.left for b in lines)
            usual = sorted(b.right - b.left for b in lines)[len(lines) // 2]
            if width >= _COLUMN * self.em and usual >= _FILLED * width:
                return True
        tall = max(len(strip) for strip in strips)
        return tall < 3

    def _gaps(self, items: Sequence[Item]) -> list[float]:
        """Return the middles of the white space over the whole width."""
        loose = 0.2 * self.em
        gaps, reach = [], None
        for item in sorted(items, key=lambda i: i.box.top):
            top, bottom = item.box.top + loose, item.box.bottom - loose
            if reach is not None and top > reach:
                gaps.append((top + reach) / 2)
            reach = max(bottom, reach if reach is not None else bottom)
        return gaps

    def _next_to(self, some: Sequence[Item], gaps: Sequence[float]) -> list[float]:
        """Return the gaps right above or below one of the items."""
        found = set()
        for item in some:
            middle = (item.box.top + item.box.bottom) / 2
            at = bisect_right(gaps, middle)
            found |= {gaps[k] for k in (at - 1, at) if 0 <= k < len(gaps)}
        return sorted(found)

    def _valleys(self, items: Sequence[Item]) -> list[float]:
        """Return the middles of the gutters that few items cross."""
        lines = [i for i in items if i.line is not None]
        if len(lines) < 6:
            return []
        step = 0.25 * self.em
        left = min(i.box.left for i in items)
        size = min(4000, int((max(i.box.right for i in items) - left) / step) + 1)
        counts = [0] * (size + 1)
        for i in lines:
            first = min(size, max(0, int((i.box.left - left) / step + 0.9)))
            last = min(size, int((i.box.right - left) / step + 0.1))
            counts[first] += 1
            counts[max(first, last)] -= 1
        covered, total = [], 0
        for change in counts[:size]:
            total += change
            covered.append(total)
        low = max(1.0, _CROSSED * max(covered))
        if max(covered) < 4:
            return []
        runs, start = [], None
        for x, count in enumerate([*covered, len(lines)]):
            if count <= low and start is None:
                start = x
            elif count > low and start is not None:
                if start > 0 and x - start >= 2 and x < size:
                    runs.append(left + (start + x) / 2 * step)
                start = None
        return runs


def _split(
    items: Sequence[Item], cuts: Sequence[float], place: Callable[[Item], float]
) -> list[list[Item]]:
    """Return the items between ``cuts``, none of the parts empty."""
    cuts = sorted(cuts)
    parts: list[list[Item]] = [[] for _ in range(len(cuts) + 1)]
    for item in items:
        parts[bisect_right(cuts, place(item))].append(item)
    return [part for part in parts if part]


def _middle_y(item: Item) -> float:
    return (item.box.top + item.box.bottom) / 2


def _left(item: Item) -> float:
    return item.box.left
