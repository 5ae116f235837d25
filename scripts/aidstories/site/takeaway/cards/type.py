"""The letters of share cards: Chinese and Latin from one font, Tibetan from another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont, features

FONTS = Path(__file__).parent / "fonts"
CHARACTERS = FONTS / "characters.txt"
MISSING = "〓"
"""What printers set where they lack a character."""
_RUNS = re.compile("[\u0f00-\u0fff]+|[\u2e80-\U0010ffff]|[^\u0f00-\u0fff\u2e80-\U0010ffff]+")
"""What is set as one: a run of Tibetan, a Chinese sign, a run of others."""
_SIGNS, _WIDTHS = 512, 1 << 13
"""Signs of a size that are kept as pictures, of 4 KB at most, and widths: titles share most."""
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


class Sign(NamedTuple):
    """A run as a picture: the colours of its pixels by number, and where it is printed at all.

    ``at`` is where its left upper corner stands, from the beginning of the base line.
    """

    colours: Image.Image
    printed: Image.Image
    at: tuple[int, int]


class Type:
    """Letters of one size, in pixels.

    What was set once is measured and drawn no more, for as long as the type is used: lines are
    sought piece by piece, each piece three times a size.
    """

    def __init__(self, face: Face, size: float) -> None:
        self.size = size
        self._chinese = _Sort(face.chinese, size, False)
        self._tibetan = _Sort(face.tibetan, size * _TIBETAN_SIZE, True)
        self.width = lru_cache(maxsize=_WIDTHS)(self._width)

    def _width(self, text: str) -> float:
        """Return how wide ``text`` is set, in pixels."""
        return sum(sort.width(run) for sort, run in self._runs(text))

    def draw(self, page: Image.Image, x: float, y: float, text: str, tones: bytes) -> None:
        """Set ``text`` on ``page``, its base line beginning at ``x``, ``y``.

        ``tones`` says for each of 256 shares of ink which colour a pixel has, by number.
        """
        for sort, run in self._runs(text):
            sign = sort.sign(run, tones)
            corner = (round(x) + sign.at[0], round(y) + sign.at[1])
            page.paste(sign.colours, corner, sign.printed)
            x += sort.width(run)

    def _runs(self, text: str) -> Iterator[tuple[_Sort, str]]:
        for run in _RUNS.findall(text):
            yield self._tibetan if "\u0f00" <= run[0] <= "\u0fff" else self._chinese, run


class _Sort:
    """The signs of one font in one size."""

    def __init__(self, path: Path, size: float, shaped: bool) -> None:
        self._font = cache(lambda: _font(path, size, shaped))
        self.width = lru_cache(maxsize=_WIDTHS)(self._width)
        self.sign = lru_cache(maxsize=_SIGNS)(self._sign)

    def _width(self, run: str) -> float:
        return self._font().getlength(run)

    def _sign(self, run: str, tones: bytes) -> Sign:
        font = self._font()
        left, top, right, bottom = map(round, font.getbbox(run, anchor="ls"))
        mask = Image.new("L", (max(1, right - left), max(1, bottom - top)))
        ImageDraw.Draw(mask).text((-left, -top), run, fill=255, font=font, anchor="ls")
        return inked(mask, tones, (left, top))


@cache
def type_of(face: Face, size: float) -> Type:
    """Return the letters of ``face`` in one size, in pixels: one for all cards."""
    return Type(face, size)


def forget_types() -> None:
    """Let go of all types with what they set."""
    type_of.cache_clear()


def inked(mask: Image.Image, tones: bytes, at: tuple[int, int] = (0, 0)) -> Sign:
    """Return what ``mask``, the share of ink of each pixel, prints in ``tones``."""
    colours = mask.point(list(tones))
    return Sign(colours.convert("P"), colours.point([0, *[255] * 255]), at)


@cache
def _font(path: Path, size: float, shaped: bool) -> _Font:
    engine = ImageFont.Layout.RAQM if shaped else ImageFont.Layout.BASIC
    return ImageFont.truetype(path, size, layout_engine=engine)
