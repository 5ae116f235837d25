"""Documents → occurrences of tokens.

A token is a pair of units that follow each other, or a run's last unit with the sentinel `END`.
Positions tell the zone: titles from 0, texts from `TEXT`, the capture's own runs from `RAW`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from aidstories.search.documents import Document
from aidstories.search.fold import fold, folds_alone
from aidstories.search.units import BREAK, UNIT, classes, runs

END = ""
TEXT = 1 << 10
RAW = 1 << 24

Ints = NDArray[np.int64]
Rows = NDArray[np.int32]
_CHARACTERS = sys.maxunicode + 1
_NEW, _ONE_UNIT, _NO_UNIT, _DROPPED, _OTHER = range(5)
"""What becomes of a character when it is folded. `_OTHER`: its neighbours or more units count."""


class Units:
    """Numbers units: a single character by its code point, others as they are met.

    Id 0 is the sentinel; U+0000 is no unit. Remembers how characters fold.
    """

    def __init__(self) -> None:
        self._long: dict[str, int] = {}
        self._kinds = np.full(_CHARACTERS, _NEW, dtype=np.uint8)
        self._folded = np.zeros(_CHARACTERS, dtype=np.int32)

    def id_of(self, unit: str) -> int:
        """Return the id of ``unit``."""
        if len(unit) <= 1:
            return ord(unit) if unit else 0
        return self._long.setdefault(unit, _CHARACTERS + len(self._long))

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

    def placed(self, text: str, start: int) -> tuple[Ints, Ints]:
        """Return the ids of the units of ``text`` and their positions, which begin at ``start``."""
        points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        kinds = self._kinds[points]
        if not kinds.all():
            self._learn(np.unique(points[kinds == _NEW]).tolist())
            kinds = self._kinds[points]
        if (kinds == _OTHER).any():
            return self._placed_slowly(fold(text), start)
        kept = kinds != _DROPPED
        is_unit = kinds[kept] == _ONE_UNIT
        begins = is_unit.copy()
        begins[1:] &= ~is_unit[:-1]
        breaks = np.cumsum(begins)[is_unit]
        ids = self._folded[points[kept][is_unit]]
        return ids.astype(np.int64), np.arange(len(breaks)) + breaks - 1 + start

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
            elif kinds == {UNIT} and len(folded) == 1:
                self._kinds[point], self._folded[point] = _ONE_UNIT, ord(folded)
            else:
                self._kinds[point] = _OTHER

    def _placed_slowly(self, folded: str, start: int) -> tuple[Ints, Ints]:
        ids: list[int] = []
        positions: list[int] = []
        at = start
        for run in runs(folded):
            ids += map(self.id_of, run.units)
            positions += range(at, at + len(run.units))
            at += len(run.units) + 1
        return np.array(ids, dtype=np.int64), np.array(positions, dtype=np.int64)


def occurrences(document: Document, number: int, units: Units) -> Rows:
    """Return all tokens of ``document`` in the order of its text.

    Four rows: first unit, second unit, the document's ``number``, position. Units are ids of
    ``units``.
    """
    titles, texts = "\n".join(document.titles), "\n".join(document.texts)
    zones = [units.placed(titles, 0), units.placed(texts, TEXT)]
    if len(zones[0][1]) and zones[0][1][-1] >= TEXT - 2:  # its positions would reach the next zone
        zones = [units.placed(f"{titles}\n{texts}", TEXT)]
    zones.append(units.placed("\n".join(run.text for run in document.raw), RAW))
    unit, position = (np.concatenate(arrays) for arrays in zip(*zones, strict=True))
    found = np.zeros((4, len(unit)), dtype=np.int32)
    found[0], found[2], found[3] = unit, number, position
    joined = np.flatnonzero(np.diff(position) == 1)
    found[1, joined] = unit[joined + 1]
    return found
