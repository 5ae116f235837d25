"""Pages as recognition gives them: boxes that tremble, heights that vary, a slight skew."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Sequence
from dataclasses import replace

from aidstories.restore.reading.extraction import Box, Line, Page


def noisy(
    pages: Sequence[Page], seed: int, *, heights: float = 0.15, skew: float = 1.0, lost: float = 0.0
) -> tuple[Page, ...]:
    """Return pages with the noise of recognition.

    ``heights``: by which share the heights of lines vary; ``skew``: degrees, at most; ``lost``:
    share of the lines that are not found. Boxes tremble by .12 em; lines come in any order.
    """
    rng = random.Random(seed)
    return tuple(_noisy(page, rng, heights, rng.uniform(-skew, skew), lost) for page in pages)


def _noisy(page: Page, rng: random.Random, heights: float, skew: float, lost: float) -> Page:
    lines = [line for line in page.lines if rng.random() >= lost]
    rng.shuffle(lines)
    slope = math.tan(math.radians(skew))
    return replace(page, lines=tuple(_shaken(lines, rng, heights, slope, page.width)))


def _shaken(
    lines: Sequence[Line], rng: random.Random, heights: float, slope: float, width: float
) -> Iterator[Line]:
    for line in lines:
        box, em = line.box, line.size
        size = em * rng.uniform(1 - heights, 1 + heights)
        tilt = slope * ((box.left + box.right) / 2 - width / 2)
        rise = abs(slope) * (box.right - box.left) / 2
        middle = (box.top + box.bottom) / 2 + tilt + rng.uniform(-0.08, 0.08) * em
        yield Line(
            text=line.text,
            box=Box(
                box.left + rng.uniform(-0.12, 0.12) * em,
                middle - size / 2 - rise,
                box.right + rng.uniform(-0.12, 0.12) * em,
                middle + size / 2 + rise,
            ),
            size=size,
            score=rng.uniform(0.9, 0.999),
        )
