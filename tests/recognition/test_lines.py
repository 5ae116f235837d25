"""Lines are found once each, and cut where another column begins."""

from __future__ import annotations

import numpy as np
import pytest

from aidstories.recognition import is_tibetan, is_unread
from aidstories.recognition.lines import (
    Ink,
    alone,
    at_gutters,
    cut_out,
    detection_scale,
    find_lines,
)
from aidstories.recognition.printed import pictures, rules
from aidstories.recognition.seen import Quad, Read
from aidstories.recognition.straighten import Grey, ink
from aidstories.recognition.tesseract import tibetan_text
from aidstories.restore.reading.extraction import Box


def quad(left: float, top: float, right: float, bottom: float) -> Quad:
    return np.array([[left, top], [right, top], [right, bottom], [left, bottom]], np.float32)


def sides(found: Quad) -> tuple[int, int, int, int]:
    (left, top), (right, bottom) = found.min(axis=0), found.max(axis=0)
    return round(float(left)), round(float(top)), round(float(right)), round(float(bottom))


def set_page(columns: list[tuple[int, int]], size: tuple[int, int] = (600, 900)) -> Grey:
    """Return lines of 20 pixels, 30 apart, in columns."""
    image = np.full(size, 255, np.uint8)
    for left, right in columns:
        for top in range(30, size[0] - 30, 30):
            for x in range(left, right - 15, 22):
                image[top : top + 20, x : x + 3] = 0
                image[top + 8 : top + 11, x : x + 18] = 0
    return image


COLUMNS = set_page([(50, 300), (330, 580), (610, 860)])
ACROSS = quad(47, 117, 863, 143)


def test_a_line_over_three_columns_is_cut_in_three() -> None:
    parts = [sides(part) for part in at_gutters(ACROSS, ink(COLUMNS))]
    assert [(left, right) for left, _, right, _ in parts] == [
        pytest.approx((47, 290), abs=15), pytest.approx((330, 570), abs=15),
        pytest.approx((610, 863), abs=15),
    ]  # fmt: skip


def test_a_rule_between_columns_does_not_hide_their_gutter() -> None:
    ruled = COLUMNS.copy()
    ruled[:, 314:316] = 0
    assert len(at_gutters(ACROSS, ink(ruled))) == 3


def test_a_sliver_of_the_next_column_is_cut_off() -> None:
    (part,) = at_gutters(quad(322, 117, 615, 143), ink(COLUMNS))
    left, _, right, _ = sides(part)
    assert left >= 322 and right < 605


def test_a_blank_within_a_line_is_no_gutter() -> None:
    blank = set_page([(50, 860)])
    blank[110:150, 400:440] = 255
    assert len(at_gutters(quad(47, 117, 863, 143), ink(blank))) == 1


def test_a_headline_over_the_columns_is_not_cut() -> None:
    page = COLUMNS.copy()
    page[200:420] = 255
    for x in range(60, 840, 90):
        page[250:320, x : x + 80] = 0
    assert len(at_gutters(quad(50, 240, 860, 330), ink(page))) == 1


class Rows:
    """A detector that finds each run of inked rows, in the columns that it spans.

    Each time it looks, it sees them ``shaken`` pixels up or down, by turns.
    """

    def __init__(self, shaken: int = 0) -> None:
        self.heights: list[int] = []
        self.shaken = shaken

    def find(self, image: Grey) -> list[Quad]:
        self.heights.append(image.shape[0])
        inked = (image < 128).any(axis=1)
        changes = np.flatnonzero(np.diff(np.concatenate(([0], inked.astype(np.int8), [0]))))
        columns = np.flatnonzero((image < 128).any(axis=0))
        by = self.shaken * (-1) ** len(self.heights)
        return [
            quad(columns[0], a + by, columns[-1], b + by)
            for a, b in zip(changes[::2], changes[1::2], strict=True)
        ]


@pytest.mark.parametrize("height", [600, 2400, 5000])
def test_each_line_of_a_long_page_is_found_once(height: int) -> None:
    page = set_page([(50, 860)], (height, 900))
    detector = Rows()
    found = find_lines(page, ink(page), detector)
    tops = [round(sides(one)[1] / 30) for one in found]
    assert tops == list(range(1, len(range(30, height - 30, 30)) + 1))
    assert max(detector.heights) * 900 * detection_scale(ink(page)) < 2_500_000


@pytest.mark.parametrize("shaken", [-4, 4])
def test_a_line_that_two_strips_see_apart_is_found_once(shaken: int) -> None:
    """Its middle is above the border of the strips in one, and below it in the other."""
    page = set_page([(50, 860)], (3000, 900))
    for lower in range(0, 30, 3):
        lowered = np.roll(page, lower, axis=0)
        found = find_lines(lowered, ink(lowered), Rows(shaken))
        assert len(found) == len(range(30, 2970, 30)), lower


def test_small_type_is_enlarged_and_large_type_reduced() -> None:
    page = COLUMNS
    small = np.repeat(np.repeat(page, 3, axis=0), 3, axis=1)
    assert detection_scale(ink(small)) < detection_scale(ink(page))
    assert detection_scale(np.zeros((50, 50), bool)) == 1.0


def test_a_line_is_cut_out_and_one_on_end_is_laid_down() -> None:
    page = COLUMNS
    assert cut_out(page, quad(50, 117, 300, 143)).shape == (26, 250)
    assert cut_out(page, quad(50, 100, 80, 300)).shape == (30, 200)


def test_neighbours_are_kept_out_of_a_line() -> None:
    page = np.full((200, 300), 255, np.uint8)
    page[80:110, 40:260:20] = 0  # the line
    page[70:74, 50:58] = 0  # its vowel
    page[56:62, 100:106] = 0  # a stack that hangs from the line above
    dark: Ink = page < 128
    lines = [quad(30, 66, 270, 114), quad(30, 10, 270, 62)]
    line = alone(page, dark, lines[0], [lines[1]])
    assert line.shape == (40, 201)
    assert (line < 128).sum() == dark[68:].sum()


def test_rules_are_told_from_type_and_pictures_from_both() -> None:
    page = COLUMNS.copy()
    page[10:12, 40:870] = 0
    page[30:580, 314:316] = 0
    page[300:460, 612:850] = 120
    found = rules(ink(page), 20)
    level = [r for r in found if r.right - r.left > r.bottom - r.top]
    upright = [r for r in found if r.right - r.left < r.bottom - r.top]
    assert any(r.left <= 42 and r.right >= 868 for r in level)
    assert any(r.top <= 32 and r.bottom >= 578 and 310 < r.left < 318 for r in upright)
    lines = [Box(50, y, 600, y + 20) for y in range(30, 570, 30)]
    (picture,) = pictures(page[:, :], [*lines, Box(605, 20, 870, 290), Box(605, 470, 870, 580)], 20)
    assert picture.left == pytest.approx(612, abs=10) and picture.right == pytest.approx(
        850, abs=10
    )
    assert picture.top == pytest.approx(300, abs=10) and picture.bottom == pytest.approx(
        460, abs=10
    )


def test_a_page_of_text_has_neither() -> None:
    lines = [Box(50, y, 860, y + 20) for y in range(30, 570, 30)]
    assert rules(ink(COLUMNS), 20) == ()
    assert pictures(COLUMNS, lines, 20) == ()


@pytest.mark.parametrize(
    ("text", "score", "width", "unread"),
    [
        ("医疗队来到那曲", 0.99, 200, False),
        ("Aid for Nagqu", 0.95, 200, False),
        ("8", 0.99, 20, False),
        ("555", 0.84, 600, True),  # Tibetan, seen by the Chinese model
        ("医疗队来到那曲", 0.5, 200, True),
    ],
)
def test_lines_of_another_script_are_seen(
    text: str, score: float, width: int, unread: bool
) -> None:
    assert is_unread(Read(text, score), quad(0, 0, width, 30)) is unread


@pytest.mark.parametrize(
    ("text", "score", "tibetan"),
    [
        ("བོད་ལྗོངས།", 0.8, True),
        ("བོད་ལྗོངས།", 0.3, False),
        ("«= -~ ་ .", 0.9, False),
        ("།་།", 0.9, False),
        ("", 0.0, False),
    ],
)
def test_a_line_of_tibetan_has_letters(text: str, score: float, tibetan: bool) -> None:
    assert is_tibetan(Read(text, score)) is tibetan


@pytest.mark.parametrize(
    ("seen", "meant"),
    [
        ("དང་ འདུ་ ལས།", "དང་འདུ་ལས།"),
        ("དམངས། །ཁང་ཚོགས", "དམངས། ཁང་ཚོགས"),
        ("གི། གྲྭ་ཁང་", "གི། གྲྭ་ཁང་"),
        ("བོད། །", "བོད། །"),
        ("ལོ་ 2021 ལ", "ལོ་ 2021 ལ"),
    ],
)
def test_blanks_within_tibetan_go(seen: str, meant: str) -> None:
    assert tibetan_text(seen) == meant
