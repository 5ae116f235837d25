"""Distances and sizes that decide what a line of a page is: just below each, and just above.

Type of 10 points, so that .93 em are 9.3.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import pytest

from aidstories.restore.reading.extraction import Box, Line, Page
from aidstories.restore.reading.pages.asides import captions
from aidstories.restore.reading.pages.headlines import bylines, headlines
from aidstories.restore.reading.pages.paragraphs import (
    Habit,
    Row,
    bounds,
    goes_on,
    is_alike,
    is_heading,
    is_indented,
    is_short,
)  # fmt: skip
from aidstories.restore.reading.pages.pdfium import _char
from aidstories.restore.reading.pages.regions import Scale, columns
from aidstories.restore.reading.pages.rows import closed_up, rows
from aidstories.restore.reading.pages.running import notes, running
from aidstories.restore.reading.pages.upright import _evenness, upright

EM = 10.0


class Bound(NamedTuple):
    """What a number gives, and the values on both sides of it."""

    of: Callable[[float], Any]
    below: tuple[float, Any]
    above: tuple[float, Any]


def line(
    text: str = "字", left: float = 0, top: float = 0, right: float = 100, size: float = EM
) -> Line:
    """Return a line as high as its type."""
    return Line(text=text, box=Box(left, top, right, top + size), size=size)


PICTURE, LOWER = Box(0, 0, 100, 50), Box(0, 50, 100, 100)


def captioned(*lines: Line, picture: Box = PICTURE) -> int:
    return len(captions(lines, [picture], EM))


def _caption(**given: Any) -> bool:
    return captioned(line(**{"text": "义诊现场", "top": 55, "size": 9, **given})) == 1


def _caption_of_two(gap: float = 1, size: float = 9) -> int:
    return captioned(line("义诊", top=55, size=9), line("现场", top=64 + gap, size=size))


CAPTIONS = {
    "white space under a picture": Bound(lambda n: _caption(top=n), (69.9, True), (70.1, False)),
    "overlap with a picture": Bound(lambda n: _caption(top=n), (45.9, False), (46.1, True)),
    "left of a picture": Bound(lambda n: _caption(left=n), (-10.1, False), (-9.9, True)),
    "right of a picture": Bound(lambda n: _caption(right=n), (109.9, True), (110.1, False)),
    "type without words": Bound(lambda n: _caption(size=n), (9.2, True), (9.4, False)),
    "type with words": Bound(
        lambda n: _caption(text="图为义诊现场", size=n), (11.9, True), (12.1, False)
    ),
    "white space over a picture": Bound(
        lambda n: captioned(line(top=41 - n, size=9), picture=LOWER), (9.9, 1), (10.1, 0)
    ),
    "overlap over a picture": Bound(
        lambda n: captioned(line(top=41 + n, size=9), picture=LOWER), (3.9, 1), (4.1, 0)
    ),
    "type over a picture": Bound(
        lambda n: captioned(line(top=49 - n, size=n), picture=LOWER), (9.2, 1), (9.4, 0)
    ),
    "white space between its lines": Bound(lambda n: _caption_of_two(gap=n), (5.8, 2), (5.9, 1)),
    "lines of other type": Bound(lambda n: _caption_of_two(size=n), (6.2, 1), (6.4, 2)),
    "larger type under a full stop": Bound(
        lambda n: captioned(line("义诊。", top=55, size=8), line("文字", top=64, size=n)),
        (8.6, 2),
        (8.7, 1),
    ),
}
HEAD = line("医疗队走进牧区", top=50, size=20)


def _head(**given: Any) -> bool:
    one = line(**{"text": "长沙援藏", "top": 38, "size": 10.7, **given})
    return one in headlines([HEAD, one], EM, noisy=bool(given.get("noisy")))


def _signed(**given: Any) -> bool:
    return bool(bylines([line(**{"text": "本报记者 段敏", "top": 75, **given})], {HEAD}))


HEADLINES = {
    "type of a headline": Bound(
        lambda n: bool(headlines([line(size=n)], EM, noisy=True)), (12.4, False), (12.6, True)
    ),
    "white space over it": Bound(lambda n: _head(top=39.3 - n), (13.9, True), (14.1, False)),
    "white space under it": Bound(lambda n: _head(top=70 + n), (13.9, True), (14.1, False)),
    "overlap with it": Bound(lambda n: _head(top=39.3 + n), (3.9, True), (4.1, False)),
    "type of a kicker": Bound(lambda n: _head(size=n), (10.5, False), (10.7, True)),
    "type of a kicker with a dash": Bound(
        lambda n: _head(text="长沙援藏：", size=n), (5, True), (9, True)
    ),
    "left of a headline": Bound(lambda n: _head(left=n), (-10.1, False), (-9.9, True)),
    "right of a headline": Bound(
        lambda n: _head(left=n, right=n + 50), (100, True), (100.1, False)
    ),
    "byline over the foot of a headline": Bound(
        lambda n: _signed(top=70 - n), (9.9, True), (10.1, False)
    ),
    "byline under a headline": Bound(lambda n: _signed(top=70 + n), (19.9, True), (20.1, False)),
    "byline right of a headline": Bound(
        lambda n: _signed(left=n, right=n + 50), (99.9, True), (100, False)
    ),
    "byline left of a headline": Bound(
        lambda n: _signed(left=n - 50, right=n), (0, False), (0.1, True)
    ),
}


def _pieces(gap: float = 10, by: float = 0, size: float = EM, *more: Line, mark: str = "") -> int:
    one = line(f"张三{mark}", right=20)
    other = line("李四", left=20 + gap, right=40 + gap, top=by, size=size)
    return len(closed_up([one, other, *more], ())) - len(more)


PIECES = {
    "blank within a line": Bound(lambda n: _pieces(n), (21.9, 1), (22.1, 2)),
    "overlap of pieces": Bound(lambda n: _pieces(-n), (2.9, 1), (3.1, 2)),
    "pieces on other levels": Bound(lambda n: _pieces(by=n), (3.9, 1), (4.1, 2)),
    "pieces of other type": Bound(lambda n: _pieces(size=n), (8.1, 1), (7.9, 2)),
    "a line that ends where they part": Bound(
        lambda n: _pieces(10, 0, EM, line(top=20, right=20 + n)), (9.9, 2), (10.1, 1)
    ),
    "a line that begins where they part": Bound(
        lambda n: _pieces(10, 0, EM, line(top=20, left=30 + n, right=200)), (9.9, 2), (10.1, 1)
    ),
    "a line too near to show a gutter": Bound(
        lambda n: _pieces(10, 0, EM, line(top=n, right=20)), (5.9, 1), (6.1, 2)
    ),
    "a line too far to show a gutter": Bound(
        lambda n: _pieces(10, 0, EM, line(top=n, right=20)), (53.9, 2), (54.1, 1)
    ),
    "paper behind half a mark": Bound(
        lambda n: _pieces(n, 0, EM, line(top=20, right=20), mark="，"), (9.4, 1), (9.6, 2)
    ),
    "pieces that overlap in a row": Bound(
        lambda n: len(rows([line(right=20), line(left=20 - n, right=40)])), (4.9, 1), (5.1, 2)
    ),
    "pieces that stand half beside": Bound(
        lambda n: len(rows([line(right=20), line(left=30, right=40, top=n)])), (4.9, 1), (5.1, 2)
    ),
}
HABIT = Habit(em=EM, pitch=15, indents=True, noisy=False)


def _row(text: str = "字", at: float = 0, end: float = 200, top: float = 0) -> Row:
    return Row(line(text, left=at, right=end, top=top), 1, 0, 0, 200)


def _follows(by: float = 15, jumps: bool = False) -> bool:
    return goes_on(_row("医生"), _row("查房", top=by), [], HABIT, jumps=jumps)


PARAGRAPHS = {
    "the least indent": Bound(lambda n: is_indented(_row(at=n), HABIT), (7.9, False), (8.1, True)),
    "the deepest indent": Bound(
        lambda n: is_indented(_row(at=n), HABIT), (49.9, True), (50.1, False)
    ),
    "room for a character": Bound(
        lambda n: is_short(_row(end=200 - n), _row("医"), HABIT), (15.9, False), (16.1, True)
    ),
    "room for a long word": Bound(
        lambda n: is_short(_row(end=200 - n), _row("i" * 40), HABIT), (125, False), (127, True)
    ),
    "type of one paragraph": Bound(
        lambda n: is_alike(line(), line(size=n), HABIT), (11.1, True), (11.3, False)
    ),
    "type of one paragraph, recognised": Bound(
        lambda n: is_alike(line(), line(size=n), HABIT._replace(noisy=True)),
        (13.9, True),
        (14.1, False),
    ),
    "distance within a paragraph": Bound(lambda n: _follows(n), (21.7, True), (21.8, False)),
    "distance over the end of a column": Bound(
        lambda n: _follows(n, jumps=True), (21.7, True), (900, True)
    ),
    "characters of a heading": Bound(
        lambda n: is_heading([_row("字" * int(n)), _row(at=20)], HABIT), (30, True), (31, False)
    ),
    "lines of a heading": Bound(
        lambda n: is_heading([*[_row()] * int(n), _row(at=20)], HABIT), (2, True), (3, False)
    ),
    "the left side of a column": Bound(
        lambda n: bounds([line(left=20), line(left=20 + n), *[line(left=50)] * 6], EM)[0],
        (3.9, 20),
        (4.1, 50),
    ),
}


def _page(*lines: Line, **given: Any) -> Page:
    return Page(number=1, width=600, height=1000, lines=(line(top=400), *lines), **given)


def _foot(top: float, text: str = "3", size: float = EM, more: Sequence[Line] = ()) -> bool:
    return running([_page(line(text, top=top, size=size), *more)], EM, noisy=False) == [{1}]


def _again(top: float = 950, text: str = "高原日报", size: float = EM) -> bool:
    pages = [_page(line(text, top=950)), _page(line(text, top=top, size=size))]
    return running(pages, EM, noisy=False) == [{1}, {1}]


def _note(top: float = 605, rule: float = 600, **given: Any) -> bool:
    page = _page(line(top=top, **{"size": 9, **given}), rules=(Box(0, rule, 50, rule + 1),))
    return notes(page, {0}, EM) == [1]


RUNNING = {
    "place of a folio at the foot": Bound(lambda n: _foot(n), (844, False), (846, True)),
    "place of a folio at the head": Bound(lambda n: _foot(n), (144, True), (146, False)),
    "white space over a folio": Bound(
        lambda n: (
            running([_page(line("3", top=950), line(top=940 - n))], EM, noisy=False)[0] == {1}
        ),
        (6.9, False),
        (7.1, True),
    ),
    "type of a folio": Bound(lambda n: _foot(950, size=n), (14.9, True), (15.1, False)),
    "type of what names a page": Bound(
        lambda n: _foot(940, "第03版", size=n), (29.9, True), (30.1, False)
    ),
    "characters of a running line": Bound(
        lambda n: _again(text="高" * int(n)), (60, True), (61, False)
    ),
    "place of a running line": Bound(lambda n: _again(950 - n), (24.9, True), (25.1, False)),
    "larger type of a running line": Bound(lambda n: _again(size=n), (13.2, True), (13.4, False)),
    "smaller type of a running line": Bound(lambda n: _again(size=n), (7.4, False), (7.6, True)),
    "type of a note": Bound(lambda n: _note(size=n), (9.2, True), (9.4, False)),
    "place of its rule": Bound(lambda n: _note(n + 5, n), (500, False), (501, True)),
    "white space under its rule": Bound(lambda n: _note(601 + n), (19.9, True), (20.1, False)),
    "what stands over its rule": Bound(lambda n: _note(600 - n), (2.9, True), (3.1, False)),
    "left of its rule": Bound(lambda n: _note(left=n), (39.9, True), (40.1, False)),
}


def _columns(*lines: Line, rules: Sequence[Box] = ()) -> int:
    return len(columns(lines, rules, [], Scale(EM, lambda one: False)))


def _ruled(width: float = 100, crossing: float = 30) -> int:
    """Return how many parts a rule makes of lines over and under it; one may cross it."""
    lines = line(top=0), line(top=crossing), line(top=40)
    return _columns(*lines, rules=[Box(0, 15, width, 16)])


def _beside(gap: float = 20, wide: float = 60, usual: float = 1, tall: int = 3) -> int:
    """Return how many columns lines side by side are, all but the first ``usual`` times as wide."""
    widths = [wide, *[usual * wide] * (tall - 1)]
    left = [line(top=15 * n, right=width) for n, width in enumerate(widths)]
    start = wide + gap
    right = [line(left=start, top=15 * n, right=start + each) for n, each in enumerate(widths)]
    return _columns(*left, *right)


REGIONS = {
    "width of a rule that parts": Bound(lambda n: _ruled(n), (89, 1), (91, 2)),
    "a line above the middle of a rule": Bound(lambda n: _ruled(crossing=n), (8.4, 2), (8.6, 1)),
    "a line below the middle of a rule": Bound(lambda n: _ruled(crossing=n), (12.4, 1), (12.6, 2)),
    "a gutter": Bound(lambda n: _beside(n), (2.4, 1), (2.6, 2)),
    "width of a column": Bound(lambda n: _beside(wide=n), (49, 1), (51, 2)),
    "how full its lines are": Bound(lambda n: _beside(wide=100, usual=n), (0.59, 1), (0.61, 2)),
    "lines of narrow columns": Bound(lambda n: _beside(wide=40, tall=int(n)), (2, 2), (3, 1)),
}


def _is_turned(high: float) -> bool:
    one = Line(text="义诊现场", box=Box(0, 0, 10, high), size=EM)
    return upright(Page(number=1, width=600, height=1000, lines=(one,)), straighten=False).page != (
        Page(number=1, width=600, height=1000, lines=(one,))
    )


UPRIGHT = {
    "how high a line from top to bottom is": Bound(_is_turned, (19.9, False), (20.1, True)),
}
CODES = {
    "the first control": Bound(lambda n: _char(int(n)), (0, ""), (1, "\ufffd")),
    "a tabulator": Bound(lambda n: _char(int(n)), (8, "\ufffd"), (9, "")),
    "the last control": Bound(lambda n: _char(int(n)), (0x1F, ""), (0x20, " ")),
    "delete": Bound(lambda n: _char(int(n)), (0x7E, "~"), (0x7F, "")),
    "the first half of a pair": Bound(
        lambda n: _char(int(n)), (0xD7FF, "\ud7ff"), (0xD800, "\ufffd")
    ),
    "the last half of a pair": Bound(
        lambda n: _char(int(n)), (0xDFFF, "\ufffd"), (0xE000, "\ue000")
    ),
    "the last code": Bound(lambda n: _char(int(n)), (0x10FFFF, "\U0010ffff"), (0x110000, "\ufffd")),
    "hyphens": Bound(lambda n: _char(int(n)), (0x02, "-"), (0xAD, "-")),
    "marks without width": Bound(lambda n: _char(int(n)), (0x200A, "\u200a"), (0x200B, "")),
}
BOUNDS = {
    **CAPTIONS, **HEADLINES, **PIECES, **PARAGRAPHS, **RUNNING, **REGIONS, **UPRIGHT, **CODES,
}  # fmt: skip


@pytest.mark.parametrize("apart, even", [(0, 24), (2.4, 24), (2.6, 20), (5.1, 14), (7.6, 12)])
def test_how_evenly_two_lines_stand(apart: float, even: int) -> None:
    """Rows of a quarter of an em, which a line shares with those beside its own by half."""
    assert _evenness([line(top=100), line(top=100 + apart)], 0.0, EM) == even


@pytest.mark.parametrize("name", BOUNDS)
def test_a_number_decides_where_it_stands(name: str) -> None:
    bound = BOUNDS[name]
    for number, found in (bound.below, bound.above):
        assert bound.of(number) == found, number
