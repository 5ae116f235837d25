"""Pages set upright: turned where lines run from top to bottom, level where they lean."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pytest

from aidstories.restore.reading.extraction import Box, Line, Page
from aidstories.restore.reading.pages.upright import upright

EM = 10.0
WIDTH, HEIGHT = 600.0, 800.0
RULE, PICTURE = Box(100, 20, 300, 22), Box(350, 30, 500, 130)


def page(lines: Sequence[Line]) -> Page:
    """Return a page with a rule and a picture."""
    return Page(
        number=1,
        width=WIDTH,
        height=HEIGHT,
        lines=tuple(lines),
        rules=(RULE,),
        pictures=(PICTURE,),
    )


def standing(left: float, text: str = "义诊现场") -> Line:
    """Return a line from top to bottom."""
    return Line(text=text, box=Box(left, 50, left + EM, 50 + 10 * EM), size=EM)


def lying(top: float, text: str = "义诊现场", left: float = 50) -> Line:
    return Line(text=text, box=Box(left, top, left + 200, top + EM), size=EM)


def test_a_page_of_standing_lines_is_turned_by_a_quarter() -> None:
    """What stood at the right comes first."""
    found, back = upright(page([standing(500), standing(480)]), straighten=False)
    assert (found.width, found.height) == (HEIGHT, WIDTH)
    assert [n.box for n in found.lines] == [Box(50, 90, 150, 100), Box(50, 110, 150, 120)]
    assert found.rules == (Box(20, 300, 22, 500),)
    assert found.pictures == (Box(30, 100, 130, 250),)
    assert [back(n.box) for n in found.lines] == [standing(500).box, standing(480).box]
    assert back(found.rules[0]) == RULE and back(found.pictures[0]) == PICTURE


@pytest.mark.parametrize(
    "lines, turned",
    [
        pytest.param([standing(500), lying(300)], False, id="half of the characters"),
        pytest.param([standing(500, "义诊现场的"), lying(300)], True, id="one more than half"),
        pytest.param([standing(500, "义诊")], False, id="of two characters: it may be a number"),
        pytest.param([standing(500, "义诊了")], True, id="of three"),
        pytest.param(
            [standing(500), *(lying(20 * n, "页") for n in range(9))], True, id="short ones lie"
        ),
        pytest.param([], False, id="none"),
    ],
)
def test_most_characters_say_whether_a_page_is_turned(lines: list[Line], turned: bool) -> None:
    found, back = upright(page(lines), straighten=False)
    assert (found.width == HEIGHT) is turned
    assert turned or (found == page(lines) and back(RULE) == RULE)


def leaning(rows: int, tenths: float) -> list[Line]:
    """Return two columns whose common rows lean, by tenths of a degree, down to the right."""
    slope = math.tan(math.radians(tenths / 10))

    def box(left: float, top: float) -> Box:
        down = slope * (left + 100 - WIDTH / 2)
        return Box(left, top + down, left + 200, top + down + EM)

    return [
        Line(text="义诊现场", box=box(left, 100 + 20 * row), size=EM)
        for row in range(rows)
        for left in (50, 350)
    ]


def far(lines: Sequence[Line]) -> float:
    """Return by how much the second column stands below the first, at most."""
    tops = [line.box.top for line in lines]
    return max(abs(a - b) for a, b in zip(tops[::2], tops[1::2], strict=True))


@pytest.mark.parametrize("tenths", [-12, -6, 6, 12])
def test_a_page_that_leans_is_set_level(tenths: float) -> None:
    lines = leaning(8, tenths)
    found, back = upright(page(lines), straighten=True)
    assert far(found.lines) < 0.6 * far(lines) > 1.8
    assert (found.width, found.height) == (WIDTH, HEIGHT)
    for one, own in zip(found.lines, lines, strict=True):
        assert back(one.box) == pytest.approx(own.box)
    assert back(found.rules[0]) == pytest.approx(RULE) and found.rules[0] != RULE
    assert back(found.pictures[0]) == pytest.approx(PICTURE) and found.pictures[0] != PICTURE


@pytest.mark.parametrize(
    "rows, tenths, straighten",
    [
        pytest.param(8, 12, False, id="nobody asks"),
        pytest.param(8, 0, True, id="level"),
        pytest.param(5, 12, True, id="too few lines"),
    ],
)
def test_one_that_does_not_stays_as_it_is(rows: int, tenths: float, straighten: bool) -> None:
    lines = leaning(rows, tenths)
    assert upright(page(lines), straighten=straighten).page == page(lines)


def test_twelve_lines_say_enough() -> None:
    assert far(upright(page(leaning(6, 12)), straighten=True).page.lines) < 0.6
