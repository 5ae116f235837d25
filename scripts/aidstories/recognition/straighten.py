"""A picture of a page → the page: its perspective undone, upright, evenly lit."""

from __future__ import annotations

from typing import NamedTuple

import cv2
import numpy as np
import numpy.typing as npt

from aidstories.restore.reading.pages.recognition import IDENTITY, Matrix

Grey = npt.NDArray[np.uint8]
"""Height × width levels of grey."""
Square = npt.NDArray[np.float64]
"""A matrix of three by three."""
Points = tuple[npt.NDArray[np.float64], npt.NDArray[np.float64], npt.NDArray[np.int64], int]
"""x, y and strip of pixels, and the height of their page."""

MOST_PIXELS = 36_000_000
"""Of a page that is worked on, which takes 12 bytes for each: a newspaper of 42 × 59 cm at 300 dpi
has 35 million."""
MOST_SKEW = 10.0
"""Degrees; a scan lies within 3, a page held by hand within 8."""
LEAST_SKEW = 0.15
"""Degrees left as they are, 3 pixels over a column of 1,000: as well as `skew` measures."""
_SMALL = 600
"""Pixels of the longer side in which the edges of a paper are looked for."""
_LEAST_PAPER, _MOST_PAPER = 0.25, 0.97
"""Share of the picture that a paper takes up when its edges are worth undoing."""
_CONTRAST = 40
"""Levels of grey by which paper is brighter than what it lies on."""
_UNEVEN = 40
"""Levels between the bright and the dark parts of a paper from which light is evened out."""
_STRIPS = 4
"""Parts of a page whose lines are measured apart: columns need not have common lines."""


class Straight(NamedTuple):
    """A page, and the map from its pixels to those of the picture."""

    image: Grey
    to_picture: Matrix


def reduced(picture: Grey, most: int = MOST_PIXELS) -> tuple[Grey, float]:
    """Return a picture of ``most`` pixels at most, and how much larger the given one is."""
    height, width = picture.shape
    factor = (height * width / most) ** 0.5
    if factor <= 1:
        return picture, 1.0
    size = max(1, round(width / factor)), max(1, round(height / factor))
    return np.asarray(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), np.uint8), factor


def enlarged(matrix: Matrix, factor: float) -> Matrix:
    """Return ``matrix`` followed by an enlargement."""
    if factor == 1:
        return matrix
    return _as_matrix(np.diag([factor, factor, 1.0]) @ np.array(matrix).reshape(3, 3))


def straighten(picture: Grey) -> Straight:
    """Return the page of a picture; a scan that lies straight stays as it is."""
    matrix, (width, height) = _unfolded(picture)
    turn = skew(_warped(picture, matrix, (width, height)))
    if abs(turn) >= LEAST_SKEW:
        matrix, (width, height) = _turned(matrix, (width, height), turn)
    if np.array_equal(matrix, np.eye(3)):
        return Straight(even_light(picture), IDENTITY)
    back = np.asarray(np.linalg.inv(matrix), np.float64)
    image = even_light(_warped(picture, matrix, (width, height)))
    return Straight(image, _as_matrix(back))


def turned_back(matrix: Matrix, turns: int, shape: tuple[int, ...]) -> Matrix:
    """Return ``matrix`` followed by the way back from a picture turned to the left.

    ``turns`` counts quarters, ``shape`` is the height and width of the picture before.
    """
    height, width = shape
    back = {
        0: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
        1: [[0, -1, width], [1, 0, 0], [0, 0, 1]],
        2: [[-1, 0, width], [0, -1, height], [0, 0, 1]],
        3: [[0, 1, 0], [-1, 0, height], [0, 0, 1]],
    }[turns]
    return _as_matrix(np.array(back, np.float64) @ np.array(matrix).reshape(3, 3))


def _as_matrix(square: Square) -> Matrix:
    a, b, c, d, e, f, g, h, i = (float(number) for number in (square / square[2, 2]).flat)
    return a, b, c, d, e, f, g, h, i


def _warped(picture: Grey, matrix: Square, size: tuple[int, int]) -> Grey:
    if np.array_equal(matrix, np.eye(3)):
        return picture
    paper = int(np.percentile(picture[::16, ::16], 90))
    warped = cv2.warpPerspective(picture, matrix, size, flags=cv2.INTER_CUBIC, borderValue=(paper,))
    return np.asarray(warped, np.uint8)


# ---------------------------------------------------------------- perspective


def _unfolded(picture: Grey) -> tuple[Square, tuple[int, int]]:
    """Return the map from the picture to its paper, and the paper's size."""
    corners = paper(picture)
    height, width = picture.shape
    if corners is None:
        return np.eye(3), (width, height)
    upper_left, upper_right, lower_right, lower_left = corners
    width = round(max(_apart(upper_left, upper_right), _apart(lower_left, lower_right)))
    height = round(max(_apart(upper_left, lower_left), _apart(upper_right, lower_right)))
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    matrix = cv2.getPerspectiveTransform(corners, target)
    return np.asarray(matrix, np.float64), (width, height)


def _apart(one: npt.NDArray[np.float32], other: npt.NDArray[np.float32]) -> float:
    return float(np.linalg.norm(one - other))


def paper(picture: Grey) -> npt.NDArray[np.float32] | None:
    """Return the corners of a bright paper on a darker ground, clockwise from the upper left.

    None where the page fills the picture, or nothing with four edges is there.
    """
    height, width = picture.shape
    scale = min(1.0, _SMALL / max(height, width))
    size = max(1, round(width * scale)), max(1, round(height * scale))
    small = cv2.GaussianBlur(cv2.resize(picture, size, interpolation=cv2.INTER_AREA), (5, 5), 0)
    _, bright = cv2.threshold(small, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    bright = cv2.morphologyEx(bright, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8))
    outlines, _ = cv2.findContours(bright, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not outlines:
        return None
    hull = cv2.convexHull(max(outlines, key=cv2.contourArea))
    share = cv2.contourArea(hull) / (size[0] * size[1])
    corners = cv2.approxPolyDP(hull, 0.02 * cv2.arcLength(hull, True), True)
    if len(corners) != 4 or not _LEAST_PAPER <= share <= _MOST_PAPER:
        return None
    inside = cv2.fillConvexPoly(np.zeros_like(small), corners, (1,)).astype(bool)
    if inside.all() or small[inside].mean() - small[~inside].mean() < _CONTRAST:
        return None
    return _clockwise(corners.reshape(4, 2).astype(np.float32) / np.float32(scale))


def _clockwise(corners: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    total, difference = corners.sum(axis=1), corners[:, 1] - corners[:, 0]
    order = [total.argmin(), difference.argmin(), total.argmax(), difference.argmax()]
    return corners[order]


# ---------------------------------------------------------------- skew


def skew(page: Grey) -> float:
    """Return by how many degrees the lines of a page fall to the right, 0 where none are found.

    Lines are upright when the rows of the page differ most in ink.
    """
    points = _ink_points(page)
    if len(points[0]) < 100:
        return 0.0
    best = 0.0
    for step, reach, rows in ((0.25, MOST_SKEW, 3), (0.05, 0.4, 1), (0.02, 0.06, 1)):
        angles = best + np.arange(-reach, reach + step / 2, step)
        found = [_sharpness(points, angle, rows) for angle in angles]
        best = float(angles[int(np.argmax(found))])
    return 0.0 if abs(best) > MOST_SKEW else best


def _ink_points(page: Grey) -> Points:
    """Return the dark pixels of a reduced page."""
    height, width = page.shape
    scale = min(1.0, 1600 / max(height, width))
    size = max(1, round(width * scale)), max(1, round(height * scale))
    small = cv2.resize(page, size, interpolation=cv2.INTER_AREA)
    dark = ink(np.asarray(small, np.uint8))
    rows, columns = np.nonzero(dark)
    few = slice(None, None, max(1, len(rows) // 60_000))
    xs, ys = columns[few].astype(np.float64), rows[few].astype(np.float64)
    strips = np.minimum(xs * _STRIPS // max(1, size[0]), _STRIPS - 1).astype(np.int64)
    return xs, ys, strips, size[1]


def _sharpness(points: Points, angle: float, together: int) -> float:
    """Return how much rows differ in ink, ``together`` of them taken as one."""
    xs, ys, strips, height = points
    slope = np.radians(angle)
    rows = (ys * np.cos(slope) - xs * np.sin(slope)) / together
    rows = np.rint(rows).astype(np.int64) + 2 * height
    counts = np.bincount(strips * 5 * height + np.clip(rows, 0, 5 * height - 1))
    return float(np.square(np.diff(counts)).sum())


def ink(page: Grey, window: int = 31) -> npt.NDArray[np.bool_]:
    """Return which pixels are darker than what is around them within ``window`` pixels."""
    dark = cv2.adaptiveThreshold(
        page, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, window, 15
    )
    return np.asarray(dark, np.uint8).astype(bool)


def _turned(
    matrix: Square, size: tuple[int, int], degrees: float
) -> tuple[Square, tuple[int, int]]:
    """Return ``matrix`` followed by a turn about the middle, and the size that holds all of it."""
    width, height = size
    turn = np.vstack([cv2.getRotationMatrix2D((width / 2, height / 2), degrees, 1), [0, 0, 1]])
    cosine, sine = abs(turn[0, 0]), abs(turn[0, 1])
    wide, high = round(height * sine + width * cosine), round(height * cosine + width * sine)
    turn[:2, 2] += (wide - width) / 2, (high - height) / 2
    return turn @ matrix, (wide, high)


# ---------------------------------------------------------------- light


def even_light(page: Grey) -> Grey:
    """Return the page with its paper equally bright all over; a page that is so stays as it is."""
    height, width = page.shape
    size = max(1, width // 8), max(1, height // 8)
    small = cv2.resize(page, size, interpolation=cv2.INTER_AREA)
    closed = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((9, 9), np.uint8))
    ground = cv2.GaussianBlur(closed, (0, 0), 5)
    dark, bright = np.percentile(ground, (5, 95))
    if bright - dark < _UNEVEN:
        return page
    light = cv2.resize(ground, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(page, np.maximum(light, 1), scale=245), np.uint8)
