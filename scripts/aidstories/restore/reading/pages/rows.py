"""Pieces side by side → the one line that they are."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Sequence
from itertools import islice, pairwise

from aidstories.restore.reading.extraction import Box, Line

_BLANK = 2.2
"""Em of the widest blank within a line: 张三　　李四."""
_HALF_BLANK = tuple("，。、；：！？）》」』”’")
_BEHIND_MARK = 0.95
"""Em of ink-free paper behind a mark that fills half of its square: recognition cuts a line there
(讲课，｜外科). At the end of a column there is the gutter as well, together 1.3 em and more."""
_SEEN = 6.0
"""Em above and below a line within which other lines show whether a gutter is there."""


def closed_up(lines: Sequence[Line], rules: Sequence[Box]) -> list[Line]:
    """Return the lines, pieces that only a wide blank parts made one: 张三　李四 under a title.

    Where the next row parts at the same place, it is a gutter.
    """
    ordered = sorted(lines, key=lambda n: (n.box.top, n.box.left))
    tops = [n.box.top for n in ordered]
    rest = deque(ordered)
    found: list[Line] = []
    while rest:
        line = rest.popleft()
        reach = _SEEN * line.size
        near = ordered[
            bisect_left(tops, line.box.top - reach) : bisect_right(tops, line.box.top + reach)
        ]
        other = next((n for n in islice(rest, 40) if _belongs(line, n, near, rules)), None)
        if other is None:
            found.append(line)
        else:
            rest.remove(other)
            rest.appendleft(_whole([line, other]))
    return found


def _belongs(one: Line, other: Line, lines: Sequence[Line], rules: Sequence[Box]) -> bool:
    size = max(one.size, other.size)
    left, right = sorted((one, other), key=lambda n: n.box.left)
    gap = (left.box.right, right.box.left)
    same = (
        abs(_centre(one) - _centre(other)) < 0.4 * size and abs(one.size - other.size) < 0.2 * size
    )
    if not same or not -0.3 * size < gap[1] - gap[0] < _BLANK * size:
        return False
    if _is_cut(left, right):
        return True
    middle = (gap[0] + gap[1]) / 2
    if any(r.left - 1 <= middle <= r.right + 1 and r.top < _centre(one) < r.bottom for r in rules):
        return False
    near = [n for n in lines if 0.6 * size < abs(_centre(n) - _centre(one)) < 0.9 * _SEEN * size]
    ends = any(abs(n.box.right - gap[0]) < size for n in near)
    starts = any(abs(n.box.left - gap[1]) < size for n in near)
    return not (ends or starts)


def _is_cut(left: Line, right: Line) -> bool:
    """Return whether nothing but the blank half of a mark parts two pieces."""
    gap = right.box.left - left.box.right
    return left.text.endswith(_HALF_BLANK) and gap < _BEHIND_MARK * max(left.size, right.size)


def _centre(line: Line) -> float:
    return (line.box.top + line.box.bottom) / 2


def rows(lines: Sequence[Line]) -> list[Line]:
    """Return the lines of a column from top to bottom, pieces of one line made one."""
    found: list[list[Line]] = []
    for line in sorted(lines, key=lambda n: (n.box.top + n.box.bottom) / 2):
        if found and _same_row(found[-1], line):
            found[-1].append(line)
        else:
            found.append([line])
    return [_whole(row) for row in found]


def _same_row(row: Sequence[Line], line: Line) -> bool:
    for other in row:
        over = min(other.box.bottom, line.box.bottom) - max(other.box.top, line.box.top)
        high = min(other.box.bottom - other.box.top, line.box.bottom - line.box.top)
        apart = line.box.left >= other.box.right - 0.5 * high or (
            line.box.right <= other.box.left + 0.5 * high
        )
        if over < 0.5 * high or not apart:
            return False
    return True


def _whole(row: Sequence[Line]) -> Line:
    """Return the one line that pieces side by side make, a blank between what blanks part."""
    if len(row) == 1:
        return row[0]
    pieces = sorted(row, key=lambda n: n.box.left)
    text, edges = pieces[0].text, list(pieces[0].edges)
    for before, piece in pairwise(pieces):
        cut = _is_cut(before, piece)
        # The right side of the last character is the left side of what follows, or of the blank.
        edges = [*(edges[:-1] if cut else edges), *piece.edges]
        text += piece.text if cut else f" {piece.text}"
    size = sum(len(p.text) for p in pieces)
    return Line(
        text=text,
        box=Box(
            min(p.box.left for p in pieces),
            min(p.box.top for p in pieces),
            max(p.box.right for p in pieces),
            max(p.box.bottom for p in pieces),
        ),
        size=max(pieces, key=lambda p: len(p.text)).size,
        bold=all(p.bold for p in pieces),
        score=sum(p.score * len(p.text) for p in pieces) / max(1, size),
        edges=tuple(edges) if all(p.edges for p in pieces) else (),
    )
