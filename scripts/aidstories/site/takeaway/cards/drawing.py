"""A share card as a picture: a newspaper's page of title, in three inks on paper."""

from __future__ import annotations

import io
from collections.abc import Sequence
from functools import cache, partial
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageChops, ImageDraw

from aidstories.site.takeaway.cards.breaking import breaks_words, cut_short, set_lines
from aidstories.site.takeaway.cards.type import Face, Type, face, settable
from aidstories.site.takeaway.cards.wording import Wording
from aidstories.stories.importing.ids import word_divider

WIDTH, HEIGHT = 1200, 630
"""Pixels; what Open Graph's readers ask for (1.91 : 1)."""
PAPER, INK, SOFT, CINNABAR = (250, 247, 240), (36, 32, 27), (95, 86, 74), (154, 43, 31)
"""The colours of the light pages (tokens.css)."""
MOST = 20_000
"""Bytes of a card. A title of 13 characters takes 17 KB in four shades of an ink, one of 45 takes
24 KB; level 6 of zlib takes 4 ms where 9 takes 30 for a tenth less."""
_SHADES = (4, 3, 2, 1)
_EIGHT_BITS = 17
"""Colours with which a pixel is a byte: such a PNG is smaller than one of four bits a pixel."""
_LEFT, _TOP, _BOTTOM, _EDGE = 72, 92, 552, 44
_COLUMN = 168
"""How wide the column of the archive's name is."""
_TEXT = WIDTH - _LEFT - _EDGE - _COLUMN - 44
_SIZES = ((80, 2), (72, 3), (64, 3), (54, 4), (48, 4))
"""Sizes of the title with the lines that may be set in each, the first that fits is taken."""
_SMALLER = 3
"""Sizes among which one that keeps words whole is taken, the largest included."""
_LEADING, _TIBETAN_LEADING = 1.34, 1.9
_AID, _IMPRINT, _NAME = 38, 27, 46
_NAMED = 9
"""Signs of an archive's name that stand below each other; a longer one stands in the imprint."""
_HANGING = "“‘《〈「『【〔（"


class Sheet(NamedTuple):
    """The three inks, white where they print."""

    ink: Image.Image
    soft: Image.Image
    cinnabar: Image.Image


class Press:
    """Sets cards with the fonts and the seal of the folder ``theme``, for the archive ``name``."""

    def __init__(self, theme: Path, name: str) -> None:
        self.theme, self.name = theme, settable(name)

    @property
    def files(self) -> tuple[Path, ...]:
        """All files that a card depends on."""
        return (self.seal, *face(self.theme))

    @property
    def seal(self) -> Path:
        """The archive's seal; a card without one has none."""
        return self.theme / "assets/images/seal-512.png"

    def card(self, said: Wording) -> bytes:
        """Return a card as PNG."""
        sheet = Sheet(*(Image.new("L", (WIDTH, HEIGHT)) for _ in Sheet._fields))
        letters = face(self.theme)
        self._frame(sheet, letters)
        y = self._foot(sheet, said, letters)
        _headline(sheet, settable(said.title), letters, y)
        return _printed(sheet)

    @property
    def _stands(self) -> bool:
        """Whether the name stands below itself at the right, as a newspaper's does."""
        return len(self.name) <= _NAMED and all("\u3400" <= c <= "\u9fff" for c in self.name)

    def _frame(self, sheet: Sheet, letters: Face) -> None:
        """Draw rules, seal and name."""
        ink, soft = ImageDraw.Draw(sheet.ink), ImageDraw.Draw(sheet.soft)
        right = WIDTH - _EDGE
        for thick, thin in ((36, 45), (590, 584)):
            ink.rectangle((_EDGE, thick, right, thick + 4), fill=255)
            ink.rectangle((_EDGE, thin, right, thin), fill=255)
        middle = right - _COLUMN // 2
        soft.rectangle((right - _COLUMN, 76, right - _COLUMN, HEIGHT - 76), fill=120)
        side, gap = 92, 8
        name = self.name if self._stands else ""
        size = min(_NAME, 330 // max(1, len(name)) - gap)
        height = len(name) * (size + gap) + side + (26 if name else 0)
        y = (HEIGHT - height) // 2
        for letter in name:
            Type(letters, size).draw(ink, middle - size / 2, y + size * 0.88, letter)
            y += size + gap
        if self.seal.is_file():
            at = (middle - side // 2, y + (26 if name else 0))
            sheet.cinnabar.paste(_stamp(self.seal, side), at)

    def _foot(self, sheet: Sheet, said: Wording, letters: Face) -> float:
        """Set imprint and aid from below; return where the headline must end."""
        y = float(_BOTTOM)
        imprint = "　".join(filter(None, (said.imprint, "" if self._stands else self.name)))
        if imprint := settable(imprint):
            y = _column(ImageDraw.Draw(sheet.soft), (imprint,), Type(letters, _IMPRINT), y) - 16
        for line in reversed(said.aid):
            y = (
                _column(ImageDraw.Draw(sheet.cinnabar), (settable(line),), Type(letters, _AID), y)
                - 6
            )
        return y


def _column(canvas: ImageDraw.ImageDraw, texts: Sequence[str], type_: Type, y: float) -> float:
    """Set one line that ends at ``y``, shortened where it must; return where it begins."""
    (text,) = texts
    (line,) = cut_short(text, type_.width, _TEXT, 1)
    type_.draw(canvas, _LEFT, y - type_.size * 0.12, line)
    return y - type_.size * (_TIBETAN_LEADING if _tibetan(line) else _LEADING)


def _headline(sheet: Sheet, title: str, letters: Face, bottom: float) -> None:
    leading = _TIBETAN_LEADING if _tibetan(title) else _LEADING
    room = bottom - _TOP
    size, lines = _composed(title, letters, room / leading)
    canvas, type_ = ImageDraw.Draw(sheet.ink), Type(letters, size)
    y = _TOP + (room - len(lines) * size * leading) * 0.42 + size * (leading / 2 + 0.36)
    for line in lines:
        hanging = size * 0.45 if line[:1] in tuple(_HANGING) else 0
        type_.draw(canvas, _LEFT - hanging, y, line)
        y += size * leading


def _composed(title: str, letters: Face, high: float) -> tuple[int, tuple[str, ...]]:
    """Return the size of a title and its lines, all of which are ``high`` without leading.

    A size or two smaller is taken where that keeps words whole.
    """
    divide = word_divider()
    found: list[tuple[int, tuple[str, ...]]] = []
    for size, most in _SIZES:
        fits = min(most, int(high / size))
        if fits and (lines := set_lines(title, Type(letters, size).width, _TEXT, fits, divide)):
            found.append((size, lines))
            if not breaks_words(lines, divide(title)):
                return found[-1] if len(found) <= _SMALLER else found[0]
    if found:
        return found[0]
    size, most = _SIZES[-1]
    fits = max(1, min(most, int(high / size)))
    return size, cut_short(title, Type(letters, size).width, _TEXT, fits, divide)


def _tibetan(text: str) -> bool:
    return any("\u0f00" <= c <= "\u0fff" for c in text)


@cache
def _stamp(path: Path, side: int) -> Image.Image:
    """Return the seal as ink: dark where it is green least, nothing where it is clear."""
    with Image.open(path) as picture:
        seal = picture.convert("RGBA").resize((side, side), Image.Resampling.LANCZOS)
    _, green, _, clear = seal.split()
    low, high = CINNABAR[1], PAPER[1]
    dark = green.point([round(255 * min(1, max(0, (high - g) / (high - low)))) for g in range(256)])
    return ImageChops.multiply(dark, clear)


def _printed(sheet: Sheet) -> bytes:
    """Return the inks on paper, in as many shades as `MOST` bytes hold."""
    for shades in _SHADES:
        data = _encoded(sheet, shades)
        if len(data) <= MOST:
            break
    return data


def _encoded(sheet: Sheet, shades: int) -> bytes:
    """Return a PNG of 8 bits a pixel; where two inks lie on each other the later one is seen."""
    page = Image.new("P", (WIDTH, HEIGHT))
    palette = [*PAPER]
    steps = [round(level * shades / 255) for level in range(256)]
    seen = [255 if step else 0 for step in steps]
    for number, (mask, colour) in enumerate(zip(sheet, (INK, SOFT, CINNABAR), strict=True)):
        first = number * shades
        page.paste(mask.point([first + step for step in steps]), mask=mask.point(seen))
        for step in range(1, shades + 1):
            palette += map(partial(_mixed, step / shades), PAPER, colour)
    page.putpalette(palette + [*PAPER] * (_EIGHT_BITS - len(palette) // 3))
    out = io.BytesIO()
    page.save(out, "PNG", compress_level=6)
    return out.getvalue()


def _mixed(share: float, paper: int, ink: int) -> int:
    return round(paper + (ink - paper) * share)
