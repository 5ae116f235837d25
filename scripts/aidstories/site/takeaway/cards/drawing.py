"""A share card as a picture: a newspaper's page of title, in three inks on paper."""

from __future__ import annotations

from functools import cache, cached_property
from pathlib import Path

from PIL import Image, ImageChops, ImageDraw

from aidstories.site.takeaway.cards.breaking import breaks_words, cut_short, set_lines
from aidstories.site.takeaway.cards.png import png
from aidstories.site.takeaway.cards.type import Face, Type, face, inked, settable, type_of
from aidstories.site.takeaway.cards.wording import Wording
from aidstories.words import word_divider

WIDTH, HEIGHT = 1200, 630
"""Pixels; what Open Graph's readers ask for (1.91 : 1)."""
PAPER, INK, SOFT, CINNABAR = (250, 247, 240), (36, 32, 27), (95, 86, 74), (154, 43, 31)
"""The colours of the light pages (tokens.css)."""
MOST = 20_000
"""Bytes of a card: a title of 11 signs takes 10 KB, one of 33 takes 14."""
_COLOURS = (PAPER, SOFT, INK, CINNABAR)
_ON_PAPER, _SOFTER, _INKED, _RED = range(4)
_BLACK = bytes([_ON_PAPER] * 96 + [_SOFTER] * 94 + [_INKED] * 66)
"""The colour of a pixel by its share of ink, of 255: edges are softened by the lighter ink."""
_GREY, _CINNABAR = (bytes([_ON_PAPER] * 112 + [one] * 144) for one in (_SOFTER, _RED))
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
        page, letters = self._blank.copy(), face(self.theme)
        y = self._foot(page, said, letters)
        _headline(page, settable(said.title), letters, y)
        return png(page, _COLOURS)

    @property
    def _stands(self) -> bool:
        """Whether the name stands below itself at the right, as a newspaper's does."""
        return len(self.name) <= _NAMED and all("\u3400" <= c <= "\u9fff" for c in self.name)

    @cached_property
    def _blank(self) -> Image.Image:
        """The card without texts: rules, seal and name, by the numbers of their colours."""
        page = Image.new("P", (WIDTH, HEIGHT))
        canvas = ImageDraw.Draw(page)
        right = WIDTH - _EDGE
        for thick, thin in ((36, 45), (590, 584)):
            canvas.rectangle((_EDGE, thick, right, thick + 4), fill=_INKED)
            canvas.rectangle((_EDGE, thin, right, thin), fill=_INKED)
        canvas.line((right - _COLUMN, 76, right - _COLUMN, HEIGHT - 76), fill=_SOFTER)
        self._sign(page, right - _COLUMN // 2)
        return page

    def _sign(self, page: Image.Image, middle: int) -> None:
        """Set the name, sign below sign, and the seal below it."""
        side, gap = 92, 8
        name = self.name if self._stands else ""
        size = min(_NAME, 330 // max(1, len(name)) - gap)
        height = len(name) * (size + gap) + side + (26 if name else 0)
        y = (HEIGHT - height) // 2
        for letter in name:
            type_ = type_of(face(self.theme), size)
            type_.draw(page, middle - size / 2, y + size * 0.88, letter, _BLACK)
            y += size + gap
        if self.seal.is_file():
            seal = inked(_stamp(self.seal, side), _CINNABAR)
            page.paste(seal.colours, (middle - side // 2, y + (26 if name else 0)), seal.printed)

    def _foot(self, page: Image.Image, said: Wording, letters: Face) -> float:
        """Set imprint and aid from below; return where the headline must end."""
        y = float(_BOTTOM)
        imprint = "　".join(filter(None, (said.imprint, "" if self._stands else self.name)))
        if imprint := settable(imprint):
            y = _line(page, imprint, type_of(letters, _IMPRINT), y, _GREY) - 16
        for line in reversed(said.aid):
            y = _line(page, settable(line), type_of(letters, _AID), y, _CINNABAR) - 6
        return y


def _line(page: Image.Image, text: str, type_: Type, y: float, tones: bytes) -> float:
    """Set one line that ends at ``y``, shortened where it must; return where it begins."""
    (line,) = cut_short(text, type_.width, _TEXT, 1)
    type_.draw(page, _LEFT, y - type_.size * 0.12, line, tones)
    return y - type_.size * (_TIBETAN_LEADING if _tibetan(line) else _LEADING)


def _headline(page: Image.Image, title: str, letters: Face, bottom: float) -> None:
    leading = _TIBETAN_LEADING if _tibetan(title) else _LEADING
    room = bottom - _TOP
    size, lines = _composed(title, letters, room / leading)
    type_ = type_of(letters, size)
    y = _TOP + (room - len(lines) * size * leading) * 0.42 + size * (leading / 2 + 0.36)
    for line in lines:
        hanging = size * 0.45 if line[:1] in tuple(_HANGING) else 0
        type_.draw(page, _LEFT - hanging, y, line, _BLACK)
        y += size * leading


def _composed(title: str, letters: Face, high: float) -> tuple[int, tuple[str, ...]]:
    """Return the size of a title and its lines, all of which are ``high`` without leading.

    A size or two smaller is taken where that keeps words whole.
    """
    divide = cache(word_divider())  # asked for the whole title at every size
    found: list[tuple[int, tuple[str, ...]]] = []
    for size, most in _SIZES:
        fits = min(most, int(high / size))
        if fits and (lines := set_lines(title, type_of(letters, size).width, _TEXT, fits, divide)):
            found.append((size, lines))
            if not breaks_words(lines, divide(title)):
                return found[-1] if len(found) <= _SMALLER else found[0]
    if found:
        return found[0]
    size, most = _SIZES[-1]
    fits = max(1, min(most, int(high / size)))
    return size, cut_short(title, type_of(letters, size).width, _TEXT, fits, divide)


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
