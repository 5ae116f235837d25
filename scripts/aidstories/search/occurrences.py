"""Documents → occurrences of tokens, as arrays: (first unit, second unit, document, position).

A token is a pair of units that follow each other, or a run's last unit with the sentinel `END`.
Positions tell the zone: titles from 0, texts from `TEXT`, the capture's own runs from `RAW`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from aidstories.search.documents import Document
from aidstories.search.fold import fold
from aidstories.search.units import MARK, TIBETAN, UNIT, classes, runs

END = ""
TEXT = 1 << 10
RAW = 1 << 24

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrences:
    """Parallel arrays in the order of the text; units are ids of a `Units` table."""

    first: Ints
    second: Ints
    position: Ints


class Units:
    """Numbers units: a single character by its code point, others as they are met.

    Id 0 is the sentinel; U+0000 is no unit.
    """

    def __init__(self) -> None:
        self._long: dict[str, int] = {}

    def id_of(self, unit: str) -> int:
        """Return the id of ``unit``."""
        if len(unit) <= 1:
            return ord(unit) if unit else 0
        return self._long.setdefault(unit, 0x110000 + len(self._long))

    def names(self, ids: Iterable[int]) -> list[str]:
        """Return the units of ``ids``."""
        long = list(self._long)
        return [END if i == 0 else long[i - 0x110000] if i >= 0x110000 else chr(i) for i in ids]


def occurrences(document: Document, units: Units) -> Occurrences:
    """Return all tokens of ``document``."""
    titles = "\n".join(document.titles)
    zones = [(0, titles), (TEXT, "\n".join(document.texts))]
    if len(titles) >= TEXT // 2:  # no title: positions in this zone would reach the next
        zones = [(TEXT, "\n".join((titles, *document.texts)))]
    zones.append((RAW, "\n".join(run.text for run in document.raw)))
    ids, positions = zip(*(_placed(fold(text), start, units) for start, text in zones), strict=True)
    unit, position = np.concatenate(ids), np.concatenate(positions)
    joined = np.diff(position) == 1
    second = np.zeros_like(unit)
    second[:-1][joined] = unit[1:][joined]
    return Occurrences(first=unit, second=second, position=position)


def _placed(folded: str, start: int, units: Units) -> tuple[Ints, Ints]:
    """Return the ids of the units of a text and their positions, which begin at ``start``."""
    kinds = classes(folded)
    if TIBETAN in kinds or MARK in kinds:
        return _placed_slowly(folded, start, units)
    points = np.frombuffer(folded.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
    is_unit = np.frombuffer(kinds.encode("ascii"), dtype=np.uint8) == ord(UNIT)
    begins = is_unit.copy()
    begins[1:] &= ~is_unit[:-1]
    breaks = np.cumsum(begins)[is_unit]
    number = np.arange(len(breaks))
    return points[is_unit].astype(np.int64), number + breaks - 1 + start


def _placed_slowly(folded: str, start: int, units: Units) -> tuple[Ints, Ints]:
    ids: list[int] = []
    positions: list[int] = []
    at = start
    for run in runs(folded):
        ids += map(units.id_of, run.units)
        positions += range(at, at + len(run.units))
        at += len(run.units) + 1
    return np.array(ids, dtype=np.int64), np.array(positions, dtype=np.int64)
