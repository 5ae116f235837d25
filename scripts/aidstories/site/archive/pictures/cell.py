"""What all pictures are made of: rectangles that stand for stories."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

from aidstories.site.addresses import ValuePath

WIDTH = 360
_DIGIT = 6.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A rectangle that stands for ``count`` stories and opens ``url``.

    ``paths`` say what it stands for: a programme and a year, a donor and a region. ``text`` is
    the number that is written in or above it, empty where it would not fit.
    """

    paths: tuple[ValuePath, ...]
    count: int
    url: str
    x: float
    y: float
    width: float
    height: float
    shade: float = 1
    text: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """The values' own names."""
        return tuple(path[-1] for path in self.paths)

    @property
    def middle(self) -> float:
        """Where its text is centred."""
        return self.x + self.width / 2


def fits(count: int, width: float) -> bool:
    """Return whether the digits of ``count`` fit ``width``."""
    return _DIGIT * len(str(count)) <= width


def shade(count: int, most: int) -> float:
    """Return how dark a cell is, 0 to 1: enough to be seen, never so much that text drowns."""
    return round(0.1 + 0.35 * sqrt(count / most), 3) if count else 0
