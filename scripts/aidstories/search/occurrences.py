"""Documents → occurrences of tokens.

A token is a pair of units that follow each other, or with the sentinel `END` the last unit of a
passage, of a word or of a number. A syllable with a Tibetan particle in it stands also without, at
the same position. Positions tell the zone: titles from 0, texts from `TEXT`, the
capture's own runs from `RAW`.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from aidstories.search.documents import Document
from aidstories.search.fold import fold, folds_alone
from aidstories.search.particles import stem
from aidstories.search.units import (
    BREAK,
    FIGURE,
    HAN,
    LETTER,
    THOUSANDS,
    classes,
    units,
)

END = ""
TEXT = 1 << 10
RAW = 1 << 24
STEP = 128
"""Between two places where a passage of a text may begin: what a word adds to one passage moves
none behind it. Of 1,200 tokens of a story an edited sentence changes 60, and 480 where passages
follow each other at once; 64 and 256 change 68 and 54, and make a larger index, as 1 does."""
MANY = (RAW - TEXT) // STEP // 2
"""Passages of a text that follow each other at once: so many rows of a table would leave no room
in its zone for long ones."""

Ints = NDArray[np.int64]
N = TypeVar("N", int, NDArray[np.int64])
Rows = NDArray[np.int32]
_CHARACTERS = sys.maxunicode + 1
_NEW, _NO_UNIT, _DROPPED, _OTHER, _HAN, _LETTER, _FIGURE = range(7)
"""What becomes of a character when it is folded. `_OTHER`: its neighbours or more units count."""
_GROUP, _GROUPED = 5, re.compile("[0-9][, ][0-9]{3}")
"""What `THOUSANDS` begins with behind its first figures, and how long that is."""
_ONE_UNIT = {HAN: _HAN, LETTER: _LETTER, FIGURE: _FIGURE}


class Units:
    """Numbers units: a single character by its code point, others as they are met.

    Id 0 is the sentinel; U+0000 is no unit. Remembers how characters fold.
    """

    def __init__(self) -> None:
        self._long: dict[str, int] = {}
        self._stems: dict[int, int] = {}
        self._kinds = np.full(_CHARACTERS, _NEW, dtype=np.uint8)
        self._folded = np.zeros(_CHARACTERS, dtype=np.int32)

    def id_of(self, unit: str) -> int:
        """Return the id of ``unit``."""
        if len(unit) <= 1:
            return ord(unit) if unit else 0
        if unit not in self._long:
            number = self._long[unit] = _CHARACTERS + len(self._long)
            if (without := stem(unit)) != unit:
                self._stems[number] = self.id_of(without)
        return self._long[unit]

    def stems(self, ids: Ints) -> Ints:
        """Return the ids of the units without Tibetan particles, 0 where there is none."""
        found = np.zeros(len(ids), dtype=np.int64)
        for at in np.flatnonzero(ids >= _CHARACTERS).tolist():
            found[at] = self._stems.get(int(ids[at]), 0)
        return found

    @property
    def count(self) -> int:
        """The greatest id, plus one."""
        return _CHARACTERS + len(self._long)

    def names(self, ids: Iterable[int]) -> list[str]:
        """Return the units of ``ids``."""
        long = list(self._long)
        return [
            END if i == 0 else long[i - _CHARACTERS] if i >= _CHARACTERS else chr(i) for i in ids
        ]

    def placed(self, passages: Sequence[str], start: int, step: int = 1) -> tuple[Ints, Ints]:
        """Return the ids of the units of ``passages`` and their positions, from ``start`` on.

        A place is left free between two passages; each begins a multiple of ``step`` behind it.
        """
        found = self._together(passages, step)
        if found is None and len(passages) == 1:
            found = self._slowly(fold(passages[0]))
        if found is not None:
            return found[0], found[1] + start
        ids: list[Ints] = [np.zeros(0, dtype=np.int64)]
        positions: list[Ints] = [np.zeros(0, dtype=np.int64)]
        for passage in passages:
            units_, places = self.placed((passage,), start)
            if len(units_):
                ids.append(units_)
                positions.append(places)
                start += _taken(int(places[-1]) - start, step)
        return np.concatenate(ids), np.concatenate(positions)

    def _together(self, passages: Sequence[str], step: int) -> tuple[Ints, Ints] | None:
        """Return units and places of ``passages`` as one text; None where that takes more care."""
        text = "".join(passages)
        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        kinds = self._kinds[points]
        if not kinds.all():
            self._learn(np.unique(points[kinds == _NEW]).tolist())
            kinds = self._kinds[points]
        if (kinds == _OTHER).any():
            return None
        held = kinds != _DROPPED
        kept = kinds[held]
        at = np.flatnonzero(kept >= _HAN)
        of = kept[at]
        owner = np.repeat(np.arange(len(passages)), [len(passage) for passage in passages])
        ends = np.flatnonzero(np.diff(owner[held][at]))
        parted = (np.diff(at) > 1) & (of[1:] == of[:-1]) & (of[1:] != _HAN)
        figures = at[:-1][parted & (of[1:] == _FIGURE)]
        if len(figures) and _may_group(points[held], figures) and THOUSANDS.search(fold(text)):
            return None
        places = np.arange(len(at))
        places[1:] += np.cumsum(parted)
        if len(ends):
            firsts = np.concatenate(([0], places[ends + 1]))
            begins = np.zeros(len(firsts), dtype=np.int64)
            begins[1:] = np.cumsum(_taken(places[ends] - firsts[:-1], step))
            places += np.repeat(begins - firsts, np.diff(ends, prepend=-1, append=len(at) - 1))
        return self._folded[points[kinds >= _HAN]].astype(np.int64), places

    def _learn(self, points: Iterable[int]) -> None:
        for point in points:
            folded = fold(chr(point))
            kinds = set(classes(folded))
            if not folds_alone(chr(point)):
                self._kinds[point] = _OTHER
            elif not kinds:
                self._kinds[point] = _DROPPED
            elif kinds == {BREAK}:
                self._kinds[point] = _NO_UNIT
            elif kinds < _ONE_UNIT.keys() and len(folded) == 1:
                self._kinds[point] = _ONE_UNIT[kinds.pop()]
                self._folded[point] = ord(folded)
            else:
                self._kinds[point] = _OTHER

    def _slowly(self, folded: str) -> tuple[Ints, Ints]:
        found = units(folded)
        ids = np.array([self.id_of(unit.text) for unit in found], dtype=np.int64)
        return ids, np.array([unit.place for unit in found], dtype=np.int64)


def _taken(last: N, step: int) -> N:
    """Return how many places a passage takes whose last unit is the ``last``, counted from 0."""
    return (last + 1 + step) // step * step


def _may_group(points: NDArray[np.uint32], figures: Ints) -> bool:
    """Return whether a group of three figures may stand behind one of ``figures``, places in text.

    Nearly every text has a date or a share (2024.5), few have 10,000; to fold all of it takes .25
    ms. Of ``points`` each folds alone.
    """
    after = ("".join(map(chr, points[at : at + _GROUP])) for at in figures.tolist())
    return bool(_GROUPED.search(fold("\n".join(after))))


def occurrences(document: Document, number: int, table: Units) -> Rows:
    """Return all tokens of ``document`` in the order of its text.

    Four rows: first unit, second unit, the document's ``number``, position. Units are ids of
    ``table``.
    """
    titles, texts = document.titles, document.texts
    step = STEP if len(texts) < MANY else 1
    zones = [table.placed(titles, 0), table.placed(texts, TEXT, step)]
    if len(zones[0][1]) and zones[0][1][-1] >= TEXT - 2:  # its positions would reach the next zone
        zones = [table.placed((*titles, *texts), TEXT, step)]
    zones.append(table.placed([run.text for run in document.raw], RAW, step))
    unit, position = (np.concatenate(arrays) for arrays in zip(*zones, strict=True))
    rows = [
        (first, second, np.full(len(at), number), at)
        for first, second, at in _pairs(unit, table.stems(unit), position)
    ]
    found = np.concatenate([np.array(row, dtype=np.int32) for row in rows], axis=1)
    return found if len(rows) == 1 else found[:, np.argsort(found[3], kind="stable")]


def _pairs(unit: Ints, stem: Ints, position: Ints) -> Iterator[tuple[Ints, Ints, Ints]]:
    """Yield first units, second units, positions; ``stem`` is 0 where a unit has none."""
    after, stem_after = np.zeros_like(unit), np.zeros_like(unit)
    joined = np.flatnonzero(np.diff(position) == 1)
    after[joined], stem_after[joined] = unit[joined + 1], stem[joined + 1]
    yield unit, after, position
    if stem.any():
        for first, second, chosen in (
            (stem, after, stem > 0),
            (unit, stem_after, stem_after > 0),
            (stem, stem_after, (stem > 0) & (stem_after > 0)),
        ):
            yield first[chosen], second[chosen], position[chosen]
