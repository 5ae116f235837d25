"""How well lines are recognised, whatever their order: characters by the piece they belong to."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import cv2
import numpy as np

from aidstories.restore.reading.extraction import Box, Line
from aidstories.restore.reading.pages.recognition import Recognition, on_capture
from tests.recognition.degrade import skewing
from tests.restore.reading.newspaper import Piece

_WIDTHS = str.maketrans(",:;?!()", "，：；？！（）")
"""Half-width marks beside Chinese are a matter of the passes, not of recognition."""


class Errors(NamedTuple):
    """Characters (or syllables) to insert, delete or replace, of how many."""

    wrong: int
    length: int

    @property
    def rate(self) -> float:
        """The error rate."""
        return self.wrong / max(1, self.length)


def seen_lines(seen: Recognition) -> list[Line]:
    """Return the lines of the first page with their places in the picture of the capture."""
    sheet = seen.sheets[0]
    return [line._replace(box=on_capture(sheet, line.box)) for line in sheet.page.lines]


def before_skew(lines: Sequence[Line], shape: tuple[int, ...], degrees: float) -> list[Line]:
    """Return lines of a page that `skew` turned where they stood before."""
    back = cv2.invertAffineTransform(skewing(shape, degrees)[0])
    found = []
    for line in lines:
        left, top, right, bottom = line.box
        x, y = back @ np.array([(left + right) / 2, (top + bottom) / 2, 1])
        half = (right - left) / 2, line.size / 2
        found.append(line._replace(box=Box(x - half[0], y - half[1], x + half[0], y + half[1])))
    return found


def errors(pieces: Sequence[Piece], lines: Sequence[Line], scale: float) -> Errors:
    """Compare lines with what was printed; ``scale`` is pixels of the page in a CSS pixel.

    A line belongs to the piece in whose place its middle lies; a line in none counts as wrong.
    """
    places = [(n, i, p.box) for n, piece in enumerate(pieces) for i, p in enumerate(piece.places)]
    heard: defaultdict[int, list[tuple[int, Line]]] = defaultdict(list)
    stray = 0
    for line in lines:
        x, y = (
            (line.box.left + line.box.right) / 2 / scale,
            (line.box.top + line.box.bottom) / 2 / scale,
        )
        nearest = min(places, key=lambda place: (_away(place[2], x, y), _area(place[2])))
        if _away(nearest[2], x, y) > 12:
            stray += len(bare(line.text))
        else:
            heard[nearest[0]].append((nearest[1], line))
    wrong, length = stray, 0
    for n, piece in enumerate(pieces):
        truth = bare(piece.text)
        wrong += distance(truth, bare("".join(_in_order(heard[n]))))
        length += len(truth)
    return Errors(wrong, length)


def _in_order(lines: Sequence[tuple[int, Line]]) -> list[str]:
    """Return the texts of a piece's lines: by place, from top to bottom, from left to right."""
    ordered = sorted(lines, key=lambda one: (one[0], one[1].box.top + one[1].box.bottom))
    rows: list[list[tuple[int, Line]]] = []
    for one in ordered:
        last = rows[-1][0] if rows else None
        same = last and last[0] == one[0] and one[1].box.top < last[1].box.top + 0.5 * last[1].size
        if same:
            rows[-1].append(one)
        else:
            rows.append([one])
    return [line.text for row in rows for _, line in sorted(row, key=lambda o: o[1].box.left)]


def _away(box: Box, x: float, y: float) -> float:
    return max(box.left - x, x - box.right, box.top - y, y - box.bottom, 0.0)


def _area(box: Box) -> float:
    return (box.right - box.left) * (box.bottom - box.top)


def bare(text: str) -> str:
    """Return the characters that recognition answers for."""
    return "".join(text.split()).translate(_WIDTHS)


def distance(one: Sequence[str], other: Sequence[str]) -> int:
    """Return Levenshtein's distance of two texts, or of two lists of syllables."""
    row = list(range(len(other) + 1))
    for i, char in enumerate(one, 1):
        above, row = row, [i]
        for j, (before, after) in enumerate(pairwise(above)):
            row.append(min(before + (char != other[j]), after + 1, row[j] + 1))
    return row[-1]


def syllables(text: str) -> list[str]:
    """Return the syllables of a Tibetan text."""
    return [one for one in re.split(r"[་།༄༅༎\s]+", text) if one]


def first_page(pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces of the first page, with their places there."""
    here = [p._replace(places=tuple(q for q in p.places if q.page == 1)) for p in pieces]
    return [piece for piece in here if piece.places]
