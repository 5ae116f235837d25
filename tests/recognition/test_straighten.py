"""Pages are set straight, and their places are found again in the picture."""

from __future__ import annotations

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aidstories.recognition.straighten import (
    LEAST_SKEW,
    Grey,
    enlarged,
    even_light,
    ink,
    paper,
    reduced,
    skew,
    straighten,
    turned_back,
)
from aidstories.restore.reading.pages.recognition import IDENTITY, mapped
from tests.recognition import degrade

MARKS = [(150, 150), (650, 150), (150, 1050), (650, 1050), (380, 600)]


def page() -> Grey:
    """Return two columns of lines of strokes, and five squares to find again."""
    rng = np.random.default_rng(7)
    image = np.full((1200, 800), 245, np.uint8)
    for left in (80, 420):
        for top in range(200, 1000, 30):
            for x in range(left, left + 290, 20):
                for _ in range(3):
                    row, wide = top + rng.integers(0, 16), rng.integers(6, 16)
                    image[row : row + 2, x : x + wide] = 30
    for x, y in MARKS:
        cv2.rectangle(image, (x - 9, y - 9), (x + 9, y + 9), (0,), -1)
    return image


PAGE = page()


def squares(image: Grey) -> list[tuple[float, float]]:
    """Return the middles of the squares, from the top and the left."""
    dark = cv2.erode((image < 110).astype(np.uint8), np.ones((9, 9), np.uint8))
    _, _, _, middles = cv2.connectedComponentsWithStats(dark)
    return sorted((float(x) + 0.5, float(y) + 0.5) for x, y in middles[1:])


@settings(max_examples=12, deadline=None)
@given(st.floats(-8, 8))
def test_skew_is_measured(degrees: float) -> None:
    assert skew(degrade.skew(PAGE, degrees)) == pytest.approx(degrees, abs=LEAST_SKEW)


@pytest.mark.parametrize(
    "picture",
    [
        degrade.skew(PAGE, 3),
        degrade.skew(PAGE, -6.5),
        degrade.perspective(PAGE),
        degrade.skew(degrade.perspective(PAGE, 0.04), 2),
        degrade.perspective(degrade.shade(PAGE)),
    ],
)
def test_places_are_found_again_in_the_picture(picture: Grey) -> None:
    image, matrix = straighten(picture)
    there = sorted(mapped(matrix, x, y) for x, y in squares(image))
    expected = squares(even_light(picture))
    assert len(there) == len(MARKS)
    for one in there:
        assert min(np.hypot(one[0] - x, one[1] - y) for x, y in expected) < 1.5
    assert abs(skew(image)) <= LEAST_SKEW


def test_perspective_is_undone() -> None:
    image, _ = straighten(degrade.perspective(PAGE))
    height, width = image.shape
    found = [(x / width, y / height) for x, y in squares(image)]
    assert len(found) == len(MARKS)
    for x, y in MARKS:
        assert min(np.hypot(x / 800 - a, y / 1200 - b) for a, b in found) < 0.02


@given(
    st.integers(0, 3),
    st.tuples(st.integers(1, 50), st.integers(1, 50)),
    st.floats(0, 1),
    st.floats(0, 1),
)
def test_a_turned_picture_is_turned_back(
    turns: int, shape: tuple[int, int], across: float, down: float
) -> None:
    numbers = np.arange(shape[0] * shape[1]).reshape(shape)
    turned = np.rot90(numbers, turns)
    row, column = int(across * (turned.shape[0] - 1)), int(down * (turned.shape[1] - 1))
    x, y = mapped(turned_back(IDENTITY, turns, shape), column + 0.5, row + 0.5)
    assert numbers[int(y), int(x)] == turned[row, column]


def test_a_large_picture_is_reduced() -> None:
    image, factor = reduced(PAGE, 60_000)
    assert image.shape == (300, 200)
    assert mapped(enlarged(IDENTITY, factor), 50, 60) == pytest.approx((200, 240))
    small, none = reduced(image, 60_000)
    assert small is image and enlarged(IDENTITY, none) is IDENTITY


def test_a_straight_scan_stays_as_it_is() -> None:
    image, matrix = straighten(PAGE)
    assert matrix == IDENTITY
    assert np.array_equal(image, PAGE)


@pytest.mark.parametrize("level", [0, 128, 255])
@pytest.mark.parametrize("shape", [(1, 1), (3, 2000), (400, 300)])
def test_a_blank_page_stays_as_it_is(level: int, shape: tuple[int, int]) -> None:
    blank = np.full(shape, level, np.uint8)
    image, matrix = straighten(blank)
    assert matrix == IDENTITY
    assert image.shape == shape


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("side", [2, 5, 30])
def test_a_picture_of_a_few_points_has_no_paper(side: int) -> None:
    assert paper(np.full((side, side), 255, np.uint8)) is None


def test_a_paper_is_told_from_a_picture_on_a_page() -> None:
    assert paper(degrade.perspective(PAGE)) is not None
    framed = PAGE.copy()
    framed[300:700, 100:700] = 90
    assert paper(PAGE) is None
    assert paper(framed) is None
    assert paper(degrade.perspective(PAGE, table=225)) is None  # a white table: no edge to see


def test_uneven_light_is_evened_out_and_even_light_left() -> None:
    shaded = degrade.shade(np.full((800, 600), 240, np.uint8), 0.4)
    assert np.ptp(shaded) > 100
    assert np.ptp(even_light(shaded)) < 40
    assert even_light(PAGE) is PAGE


def test_ink_is_what_is_darker_than_its_surroundings() -> None:
    dark = ink(degrade.shade(PAGE))
    assert dark[200:1000, 80:370].mean() > 0.04
    assert dark[20:120, 20:700].mean() == 0
