"""Spans of a capture's text → boxes on its pages. Pure.

A passage has one box in each column that it stands in; a sentence, which begins and ends within a
line, has an outline of several.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from statistics import median
from typing import NamedTuple

from aidstories.model import Edit, Slot, Span
from aidstories.restore.conservation import MARKS
from aidstories.restore.reading.extraction import Box, Extraction, PlacedLine

_APART = 3.0
"""Heights of a line between two lines of one column that belong to one box: a paragraph is set
solid or leaded to twice its type, and what is further apart has a picture or a headline between."""
_TALL = 2.0
"""How much higher than wide a line set from top to bottom is."""
_FLUSH = 0.75
"""Heights of a line by which two lines may differ at a side and still be one block: justified
lines that end with a half-width mark are short by half a character."""


class Place(NamedTuple):
    """A box on a page; ``page`` counts from 1, the box is in the page's own unit."""

    page: int
    box: Box


class Piece(NamedTuple):
    """A stretch of a restored passage and the stretch of the capture that it was made of."""

    text: Span
    raw: Span


class _Stretch(NamedTuple):
    """What of a line is meant: the whole line's box, and the part of it."""

    page: int
    line: Box
    box: Box


def lines_of(extraction: Extraction) -> tuple[PlacedLine, ...]:
    """Return the lines of all parts, their spans counted in the text of the whole capture."""
    found: list[PlacedLine] = []
    done = 0
    for part in extraction.parts:
        for line in part.lines:
            start, end = line.span
            found.append(line._replace(span=(start + done, end + done)))
        done += len(part.text)
    return tuple(found)


class Places:
    """Where a capture's text stands. ``lines`` follow the text and do not overlap."""

    def __init__(self, lines: Iterable[PlacedLine]) -> None:
        self._lines = sorted(lines, key=lambda line: line.span)
        self._starts = [line.span[0] for line in self._lines]

    def __bool__(self) -> bool:
        return bool(self._lines)

    def columns(self, spans: Iterable[Span]) -> tuple[Place, ...]:
        """Return one box for each column that ``spans`` stand in, in reading order."""
        return tuple(
            Place(run[0].page, _around(part.box for part in run))
            for run in _runs(self._stretches(spans))
        )

    def outline(self, spans: Iterable[Span]) -> tuple[tuple[Place, ...], ...]:
        """Return the boxes of the lines of ``spans``, column by column, flush ones as one."""
        found: list[tuple[Place, ...]] = []
        for run in _runs(self._stretches(spans)):
            blocks: list[Box] = []
            for _, line, box in run:
                if blocks and _is_flush(blocks[-1], box, line):
                    blocks[-1] = _around((blocks[-1], box))
                else:
                    blocks.append(box)
            found.append(tuple(Place(run[0].page, block) for block in blocks))
        return tuple(found)

    def around(self, at: int) -> tuple[Place, ...]:
        """Return the line that holds the character ``at``, or the last one before it, with the
        line above it and the one below in its column.
        """
        number = bisect_right(self._starts, at) - 1
        if number < 0:
            return ()
        lines = self._lines[max(0, number - 1) : number + 2]
        stretches = [_Stretch(line.page, line.box, line.box) for line in lines]
        own = stretches[number - max(0, number - 1)]
        (run,) = (run for run in _runs(stretches) if own in run)
        return tuple(Place(line.page, line.box) for line in run)

    def type_of(self, page: int) -> float:
        """Return how high a line of ``page`` usually is; 0 where the page has none."""
        heights = [line.box.bottom - line.box.top for line in self._lines if line.page == page]
        return median(heights) if heights else 0.0

    def _stretches(self, spans: Iterable[Span]) -> Iterator[_Stretch]:
        for start, end in spans:
            first = max(0, bisect_right(self._starts, start) - 1)
            for line in self._lines[first : bisect_left(self._starts, end)]:
                box = cut(line, (start, end))
                if box is not None:
                    yield _Stretch(line.page, line.box, box)


def cut(line: PlacedLine, span: Span) -> Box | None:
    """Return the part of a line's box where ``span`` stands, None where the two do not meet.

    Where the line does not know its characters, they are taken to be equally wide, as those of
    Chinese are; of a line set from top to bottom, equally high.
    """
    first, last = line.span
    start, end = max(span[0], first), min(span[1], last)
    if start >= end:
        return None
    box = line.box
    if (start, end) == line.span:  # the box itself is surer than its edges
        return box
    if len(line.edges) == last - first + 1:
        left, right = sorted((line.edges[start - first], line.edges[end - first]))
        return box._replace(left=left, right=right)
    before, after = ((at - first) / (last - first) for at in (start, end))
    width, height = box.right - box.left, box.bottom - box.top
    if height > _TALL * width:
        return box._replace(top=box.top + before * height, bottom=box.top + after * height)
    return box._replace(left=box.left + before * width, right=box.left + after * width)


def _runs(stretches: Iterable[_Stretch]) -> list[list[_Stretch]]:
    """Return the stretches by column."""
    runs: list[list[_Stretch]] = []
    for stretch in stretches:
        if runs and _goes_on(runs[-1][-1], stretch):
            runs[-1].append(stretch)
        else:
            runs.append([stretch])
    return runs


def _goes_on(before: _Stretch, after: _Stretch) -> bool:
    """Return whether a line stands below, or right behind, the one before it in one column."""
    one, other = before.line, after.line
    height = min(one.bottom - one.top, other.bottom - other.top)
    if before.page != after.page or other.top - one.bottom > _APART * height:
        return False
    beside = min(one.right, other.right) <= max(one.left, other.left)
    same_row = min(one.bottom, other.bottom) - max(one.top, other.top) > height / 2
    if same_row:
        return abs(other.left - one.right) < 2 * height or not beside
    return other.top > one.top and not beside


def _is_flush(block: Box, box: Box, line: Box) -> bool:
    slack = _FLUSH * (line.bottom - line.top)
    return abs(block.left - box.left) <= slack and abs(block.right - box.right) <= slack


def _around(boxes: Iterable[Box]) -> Box:
    left, top, right, bottom = zip(*boxes, strict=True)
    return Box(min(left), min(top), max(right), max(bottom))


def pieces(slot: Slot, edits: Sequence[Edit]) -> tuple[Piece, ...]:
    """Return the restored text of ``slot`` stretch by stretch, with what each was made of.

    ``edits`` are those of the ledger, in order. Text that was dropped is in no piece, a mark that
    an edit added stands where the edit does.
    """
    found: list[Piece] = []
    starts = [edit.start for edit in edits]
    at = 0
    for start, end in slot.spans:
        done = start
        first = bisect_left(starts, start)
        for edit in edits[first : bisect_left(starts, end, first)]:
            if edit.kind in MARKS:
                continue
            for text, raw in (
                (edit.start - done, (done, edit.start)),
                (len(edit.new), (edit.start, edit.end)),
            ):
                if text:
                    found.append(Piece((at, at + text), raw))
                at += text
            done = edit.end
        if done < end:
            found.append(Piece((at, at + end - done), (done, end)))
            at += end - done
    return tuple(found)


def raw_spans(made: Sequence[Piece], span: Span) -> tuple[Span, ...]:
    """Return the stretches of the capture that ``span`` of a restored passage was made of.

    Text that an edit wrote anew counts as a whole. Stretches that touch are one.
    """
    found: list[Span] = []
    for (start, end), (first, last) in made:
        low, high = max(start, span[0]), min(end, span[1])
        if low >= high or first == last:
            continue
        if end - start == last - first:
            first, last = first + low - start, last - (end - high)
        if found and found[-1][1] == first:
            found[-1] = (found[-1][0], last)
        else:
            found.append((first, last))
    return tuple(found)
