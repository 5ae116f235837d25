"""Folded text → units: a Han character, a letter or figure with its marks, a Tibetan syllable.

Units follow each other whatever punctuation and blanks stand between: “组团式”援藏 is six units in
a row. Only between two letters, or two figures, such a mark parts words or numbers and leaves one
place free: ``the art`` is not ``heart``, 20、25 is not 2025. Thousands are one number as GB/T
15835-2011 (5.1.1) writes them: 3,000 and 3 000 are 3000.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

from aidstories.search.fold import clusters, fold

HAN, LETTER, FIGURE, MARK, TIBETAN, BREAK = "hlfmt-"
"""Classes of characters. `HAN` are all letters without case, `LETTER` those with, `FIGURE` is a
decimal digit."""
PARTED = frozenset({LETTER, FIGURE})
_UNITS = re.compile(f"[{HAN}{LETTER}{FIGURE}]{MARK}*|{TIBETAN}+")
THOUSANDS = re.compile(
    r"(?<![0-9][, ])(?<![0-9])[0-9]{1,3}(?:(?:,[0-9]{3})+(?!,?[0-9])|(?: [0-9]{3})+(?! ?[0-9]))"
)


class Unit(NamedTuple):
    """A unit, its span in the text, and its place: 0 for the first of the text."""

    text: str
    start: int
    end: int
    place: int


def classes(folded: str) -> str:
    """Return the class of every character, a text as long as ``folded``."""
    return folded.translate(_CLASSES)


def units(folded: str) -> list[Unit]:
    """Return the units of a folded text in order."""
    kinds = classes(folded)
    grouped = {at for number in THOUSANDS.finditer(folded) for at in range(*number.span())}
    found: list[Unit] = []
    for match in _UNITS.finditer(kinds):
        start, end = match.span()
        place = 0
        if found:
            last = found[-1]
            same = kinds[start] == kinds[last.start] and kinds[start] in PARTED
            parted = same and start > last.end and last.end not in grouped
            place = last.place + 1 + parted
        found.append(Unit(folded[start:end], start, end, place))
    return found


def units_of(text: str) -> list[Unit]:
    """Return the units of ``text``; their spans are places of ``text`` as it stands."""
    starts: list[int] = []
    ends: list[int] = []
    for piece, start, end in clusters(text):
        starts += [start] * len(piece)
        ends += [end] * len(piece)
    return [u._replace(start=starts[u.start], end=ends[u.end - 1]) for u in units(fold(text))]


def joined(texts: Sequence[str], places: Sequence[int]) -> str:
    """Return units as a text; a blank stands where a place is free, tsheg between syllables."""
    written = ""
    for n, text in enumerate(texts):
        if n and places[n] > places[n - 1] + 1:
            written += " "
        elif n and classes(texts[n - 1][0] + text[0]) == TIBETAN * 2:
            written += "་"
        written += text
    return written


class _Classes(dict[int, str]):
    def __missing__(self, point: int) -> str:
        kind = _class(point)
        self[point] = kind
        return kind


def _class(point: int) -> str:
    category = unicodedata.category(chr(point))
    if 0x0F00 <= point < 0x1000 and category[0] in "LM":
        return TIBETAN
    if category in ("Lu", "Ll", "Lt"):
        return LETTER
    if category == "Nd":
        return FIGURE
    if category[0] in "LN" or 0x20000 <= point < 0x40000:  # all of these planes is for Han
        return HAN
    return MARK if category[0] == "M" else BREAK


_CLASSES = _Classes()
