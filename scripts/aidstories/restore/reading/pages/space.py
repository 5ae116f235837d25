"""The space of a PDF, which counts from the bottom, and that of the page as it is seen."""

from __future__ import annotations

from typing import NamedTuple

from aidstories.restore.reading.extraction import Box
from aidstories.restore.reading.pages.glyphs import Glyph


class Character(NamedTuple):
    """A character in the space of the PDF: y grows upwards."""

    char: str
    x: float
    y: float
    left: float
    right: float
    top: float
    bottom: float
    size: float
    angle: int
    run: int
    bold: bool
    hidden: bool


class Frame(NamedTuple):
    """What is seen of a page: the crop box, turned clockwise by ``turn`` degrees."""

    left: float
    bottom: float
    right: float
    top: float
    turn: int

    @property
    def width(self) -> float:
        """The width as it is seen."""
        return self.top - self.bottom if self.turn % 180 else self.right - self.left

    @property
    def height(self) -> float:
        """The height as it is seen."""
        return self.right - self.left if self.turn % 180 else self.top - self.bottom

    def at(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the PDF stands, from the top left."""
        if self.turn == 90:
            return y - self.bottom, x - self.left
        if self.turn == 180:
            return self.right - x, y - self.bottom
        if self.turn == 270:
            return self.top - y, self.right - x
        return x - self.left, self.top - y

    def box(self, left: float, bottom: float, right: float, top: float) -> Box:
        """Return where a rectangle of the PDF stands."""
        (a, b), (c, d) = self.at(left, bottom), self.at(right, top)
        return Box(min(a, c), min(b, d), max(a, c), max(b, d))

    def glyph(self, c: Character) -> Glyph:
        """Return a character in its place; a full-width one is as wide as it is high."""
        x, base = self.at(c.x, c.y)
        box = self.box(c.left, c.bottom, c.right, c.top)
        wide = ord(c.char) >= 0x2E80
        right = max(box.right, x + c.size) if wide and c.angle == self.turn else box.right
        return Glyph(
            char=c.char,
            left=min(x, box.left) if c.angle == self.turn else box.left,
            right=max(right, x),
            base=base,
            top=box.top,
            bottom=box.bottom,
            size=c.size,
            run=c.run,
            bold=c.bold,
            hidden=c.hidden,
            turned=(c.angle - self.turn) % 360,
        )

    def holds(self, g: Glyph) -> bool:
        """Return whether a character stands on the page."""
        x, y = (g.left + g.right) / 2, g.base - g.size / 3
        return -1 <= x <= self.width + 1 and -1 <= y <= self.height + 1
