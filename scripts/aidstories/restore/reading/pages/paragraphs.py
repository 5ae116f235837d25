"""Whether a line goes on with the paragraph of the line before: indent, short last line, size."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from aidstories.restore.lexicon.chars import BO, HAN, cells, ends_sentence
from aidstories.restore.lexicon.late import late
from aidstories.restore.reading.extraction import Line

_INDENT, _DEEPEST = 0.8, 5.0
"""Em of a first line's indent: Chinese 2, English 1 to 1.5; beyond 5 a line is centred."""
_ROOM = 0.6
"""Em that a line leaves free beside the word that did not fit, set ragged or with a full stop."""
_SIZES = (1.12, 1.4)
"""Ratio of sizes within a paragraph: of a file's own type, and with recognition's noise of 15 %."""
_PITCH = 1.45
"""Distances of lines from which white space parts paragraphs."""
_LEFT = 0.25
"""Share of lines that begin at the left side of a column, at least: the others are indented."""
_UNIT = late(
    rf"[{HAN}][，。、；：？！”’）》」』…]*|[“‘（《「『]?[{HAN}]|[{BO}]+?[\u0f0b\u0f0d]"
    r"|[\w.,:%'’-]+[，。、；：？！”）]*|\S"
)
"""What a line break does not cut."""
_BO = late(rf"[{BO}]")
_STOPS = late(r"[。！？；…]|[：:；;，,、]$|[a-z]{3}[.,]")
_HEADING = 30
"""Characters of a heading over a paragraph."""


class Row(NamedTuple):
    """A line in its column: ``left`` and ``right`` bound the column, ``column`` numbers it.

    ``hard``: a rule or a frame stands above it; ``head``: it is a headline's.
    """

    line: Line
    page: int
    column: int
    left: float
    right: float
    hard: bool = False
    head: bool = False


class Habit(NamedTuple):
    """How the pages are set: em and distance of lines of running text; whether first lines are
    indented; whether recognition made the lines."""

    em: float
    pitch: float
    indents: bool
    noisy: bool


def bounds(lines: Sequence[Line], em: float) -> tuple[float, float]:
    """Return the left and the right side of the column that lines, at least one, are set in."""
    lefts = sorted(n.box.left for n in lines)
    rights = sorted(n.box.right for n in lines)
    least = max(1, round(_LEFT * len(lefts)))
    left = next(
        (x for x in lefts if sum(abs(x - other) <= 0.4 * em for other in lefts) >= least), lefts[0]
    )
    return left, rights[min(len(rights) - 1, int(0.9 * len(rights)))]


def is_indented(row: Row, habit: Habit) -> bool:
    """Return whether a line stands in by a paragraph's indent."""
    return _INDENT * habit.em <= row.line.box.left - row.left <= _DEEPEST * habit.em


def is_short(row: Row, following: Row, habit: Habit) -> bool:
    """Return whether the first word of the next line would have had room in a line."""
    room = row.right - row.line.box.right
    found = _UNIT.match(following.line.text)
    unit = _width(found[0]) if found else 1.0
    size = max(row.line.size, habit.em)
    return room > (min(unit, 12.0) + _ROOM) * size


def _width(text: str) -> float:
    """Return about how wide a text is, in em; what Tibetan stacks stands over one letter."""
    letters = "".join(c for c in text if not unicodedata.combining(c) and not "ྐ" <= c <= "ྼ")
    return cells(letters) * (0.6 if _BO.match(text) else 1.0)


def is_alike(one: Line, other: Line, habit: Habit) -> bool:
    """Return whether two lines are set in type of one size."""
    low, high = sorted((max(one.size, 0.01), max(other.size, 0.01)))
    return high <= _SIZES[habit.noisy] * low


def goes_on(before: Row, row: Row, after: Sequence[Row], habit: Habit, *, jumps: bool) -> bool:
    """Return whether ``row`` goes on with the paragraph whose last line is ``before``.

    ``after`` are the rows that follow it.
    ``jumps``: a picture, a column's or a page's end stands between, so that their distance says
    nothing.
    """
    if row.hard or not is_alike(before.line, row.line, habit):
        return False
    if not jumps and row.line.box.top - before.line.box.top > _PITCH * habit.pitch:
        return False
    ended = ends_sentence(before.line.text)
    if is_indented(row, habit):
        level = abs(row.line.box.left - row.left - (before.line.box.left - before.left))
        inset = level < 0.5 * habit.em and is_indented(before, habit)
        inset = inset and bool(after) and is_indented(after[0], habit)  # a passage set in
        return inset and not ended and not is_short(before, row, habit) and not jumps
    if is_short(before, row, habit):
        return False
    return not (ended and (is_heading([row, *after], habit) or (not habit.indents and jumps)))


def is_heading(rows: Sequence[Row], habit: Habit) -> bool:
    """Return whether rows, up to two of them, not set in, stand over a paragraph that is."""
    if not habit.indents or is_indented(rows[0], habit):
        return False
    end = next((n for n, row in enumerate(rows[:3]) if is_indented(row, habit)), 0)
    text = "".join(row.line.text for row in rows[:end])
    return 0 < len(text) <= _HEADING and not _STOPS.search(text)
