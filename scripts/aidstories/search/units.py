"""Folded text → units: a Han character, a letter or digit with its marks, a Tibetan syllable.

Units that follow each other directly have positions that follow each other; a blank, a
punctuation mark or any other sign between them leaves one position free. A tsheg between two
Tibetan syllables is no break.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from aidstories.search.fold import clusters, fold

UNIT, MARK, TIBETAN, TSHEG, BREAK = "umts-"
_UNITS = re.compile(f"{UNIT}{MARK}*|{TIBETAN}+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Units with no break between them; ``spans`` are their places in the folded text."""

    units: tuple[str, ...]
    spans: tuple[tuple[int, int], ...]


def classes(folded: str) -> str:
    """Return the class of every character, a text as long as ``folded``."""
    return folded.translate(_CLASSES)


def runs(folded: str) -> Iterator[Run]:
    """Yield the runs of a folded text in order."""
    kinds = classes(folded)
    units: list[str] = []
    spans: list[tuple[int, int]] = []
    for match in _UNITS.finditer(kinds):
        start, end = match.span()
        if spans and not _joined(kinds[spans[-1][1] - 1 : start + 1]):
            yield Run(units=tuple(units), spans=tuple(spans))
            units, spans = [], []
        units.append(folded[start:end])
        spans.append((start, end))
    if units:
        yield Run(units=tuple(units), spans=tuple(spans))


def runs_of(text: str) -> list[Run]:
    """Return the runs of ``text``; their spans are places of ``text`` as it stands."""
    starts: list[int] = []
    ends: list[int] = []
    for piece, start, end in clusters(text):
        starts += [start] * len(piece)
        ends += [end] * len(piece)
    return [
        Run(units=r.units, spans=tuple((starts[a], ends[b - 1]) for a, b in r.spans))
        for r in runs(fold(text))
    ]


def _joined(kinds: str) -> bool:
    """Whether a unit follows the one before it, given what stands between, with both edges."""
    return len(kinds) == 2 or kinds == TIBETAN + TSHEG * (len(kinds) - 2) + TIBETAN


class _Classes(dict[int, str]):
    def __missing__(self, point: int) -> str:
        kind = _class(point)
        self[point] = kind
        return kind


def _class(point: int) -> str:
    if point == 0x0F0B:
        return TSHEG
    category = unicodedata.category(chr(point))[0]
    if 0x0F00 <= point < 0x1000 and category in "LM":
        return TIBETAN
    if category in "LN" or 0x20000 <= point < 0x40000:  # all of these planes is for Han
        return UNIT
    return MARK if category == "M" else BREAK


_CLASSES = _Classes()
