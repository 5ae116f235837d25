"""The letters of share cards: Chinese and Latin from one font, Tibetan from another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from PIL import ImageDraw, ImageFont, features

FONTS = Path(__file__).parent / "fonts"
CHARACTERS = FONTS / "characters.txt"
MISSING = "〓"
"""What printers set where they lack a character."""
_RUNS = re.compile("([\u0f00-\u0fff]+)")
_TIBETAN_SIZE = 1.2
"""How much larger Tibetan is set than Chinese beside it, as on pages (tibetan.css)."""
_Font = ImageFont.FreeTypeFont


class Face(NamedTuple):
    """The files of the letters: Chinese and Latin, and Tibetan."""

    chinese: Path
    tibetan: Path


def face(theme: Path) -> Face:
    """Return the letters of cards; the Tibetan font is the one of the pages."""
    return Face(
        FONTS / "noto-serif-cjk-sc-bold.woff2",
        theme / "assets/fonts/noto-serif-tibetan-tibetan-700-normal.woff2",
    )


@cache
def characters() -> frozenset[str]:
    """Return the signs that the Chinese font has."""
    return frozenset(CHARACTERS.read_text("utf-8").rstrip("\n"))


def shapes_tibetan() -> bool:
    """Return whether this Pillow can set Tibetan: its wheels bring Raqm along."""
    return bool(features.check("raqm"))


def settable(text: str) -> str:
    """Return ``text`` as the fonts can set it, `MISSING` for each letter that they lack.

    What is no letter and lacks, an emoji for one, is left out.
    """
    return "".join(
        c if _has(c) else MISSING if c.isalnum() else "" for c in text if _has(c) or c.isprintable()
    ).strip()


def lacking(text: str) -> str:
    """Return the signs of ``text`` that the fonts lack, each once."""
    return "".join(dict.fromkeys(c for c in text if not _has(c)))


def _has(character: str) -> bool:
    if "\u0f00" <= character <= "\u0fff":
        return shapes_tibetan()
    return character in characters()


class Type:
    """Letters of one size, in pixels."""

    def __init__(self, face: Face, size: float) -> None:
        self.size = size
        self._face = face
        self._widths: dict[str, float] = {}

    def width(self, text: str) -> float:
        """Return how wide ``text`` is set, in pixels."""
        if text not in self._widths:
            self._widths[text] = sum(font.getlength(run) for font, run in self._runs(text))
        return self._widths[text]

    def draw(self, canvas: ImageDraw.ImageDraw, x: float, y: float, text: str) -> None:
        """Set ``text`` in white, its base line beginning at ``x``, ``y``."""
        for font, run in self._runs(text):
            canvas.text((x, y), run, fill=255, font=font, anchor="ls")
            x += font.getlength(run)

    def _runs(self, text: str) -> Iterator[tuple[_Font, str]]:
        for place, run in enumerate(_RUNS.split(text)):
            if run:
                yield _font(*self._sort(place % 2 == 1)), run

    def _sort(self, tibetan: bool) -> tuple[Path, float, bool]:
        if tibetan:
            return self._face.tibetan, self.size * _TIBETAN_SIZE, True
        return self._face.chinese, self.size, False


@cache
def _font(path: Path, size: float, shaped: bool) -> _Font:
    engine = ImageFont.Layout.RAQM if shaped else ImageFont.Layout.BASIC
    return ImageFont.truetype(path, size, layout_engine=engine)
