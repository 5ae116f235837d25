"""What is printed on a page besides lines of text: rules and pictures."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np
import numpy.typing as npt

from aidstories.recognition.lines import Ink
from aidstories.restore.reading.extraction import Box

_LONG = 6.0
"""Em of the shortest rule; the longest stroke of a headline of five lines' height has 4.5."""
_THIN = 0.4
"""Em of the thickest rule."""
_LARGE = 5.0
"""Em of the sides of the smallest picture."""
_DENSE = 0.5
"""Share of a picture that is no paper, or edges."""


def rules(dark: Ink, em: float) -> tuple[Box, ...]:
    """Return the printed lines of a page, level and upright; ``em`` is the size of its type."""
    length = max(3, round(_LONG * em))
    found = []
    for wide, high in ((length, 1), (1, length)):
        # A break or a lean of a pixel or two does not end a rule.
        joined = cv2.dilate(
            dark.astype(np.uint8), np.ones((3, 1) if high == 1 else (1, 3), np.uint8)
        )
        long = cv2.morphologyEx(joined, cv2.MORPH_OPEN, np.ones((high, wide), np.uint8))
        for box in _pieces(long):
            if min(box.right - box.left, box.bottom - box.top) <= max(4, _THIN * em):
                found.append(box)
    return tuple(sorted(found, key=lambda box: (box.top, box.left)))


def pictures(page: npt.NDArray[np.uint8], lines: Sequence[Box], em: float) -> tuple[Box, ...]:
    """Return the pictures of a page: large, not paper, and not text."""
    scale = 4 / max(4.0, em)  # a character is 4 pixels
    size = max(1, round(page.shape[1] * scale)), max(1, round(page.shape[0] * scale))
    small = cv2.resize(page, size, interpolation=cv2.INTER_AREA)
    paper = float(np.percentile(small, 90))
    filled = (small < paper - 30).astype(np.uint8)
    for box in lines:
        left, top, right, bottom = (round(side * scale) for side in box)
        filled[max(0, top - 1) : bottom + 2, max(0, left - 1) : right + 2] = 0
    closed = cv2.morphologyEx(filled, cv2.MORPH_CLOSE, np.ones((5, 5), np.uint8))
    opened = cv2.morphologyEx(closed, cv2.MORPH_OPEN, np.ones((7, 7), np.uint8))
    least = _LARGE * em
    found = []
    for box in _pieces(opened):
        whole = Box(*(side / scale for side in box))
        wide, high = whole.right - whole.left, whole.bottom - whole.top
        rows, columns = slice(int(box.top), int(box.bottom)), slice(int(box.left), int(box.right))
        if min(wide, high) >= least and opened[rows, columns].mean() >= _DENSE:
            found.append(whole)
    return tuple(sorted(found, key=lambda box: (box.top, box.left)))


def _pieces(mask: cv2.typing.MatLike) -> list[Box]:
    _, _, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    return [
        Box(float(x), float(y), float(x + wide), float(y + high))
        for x, y, wide, high, _ in stats[1:].tolist()
    ]
