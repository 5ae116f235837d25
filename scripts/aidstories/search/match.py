"""Where phrases stand in a text: all of the match, marks amid it too, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from aidstories.search.particles import stem
from aidstories.search.query import Phrase
from aidstories.search.units import Unit, units_of

Span = tuple[int, int]


def spans(text: str, phrases: Iterable[Phrase]) -> list[Span]:
    """Return the spans of ``text`` that hold a phrase, in order, overlapping ones merged."""
    units = units_of(text)
    return _merged(sorted(span for phrase in phrases for span in occurrences(units, phrase)))


def occurrences(units: Sequence[Unit], phrase: Phrase) -> Iterator[Span]:
    """Yield the span of every occurrence of ``phrase`` among the ``units`` of a text."""
    length = len(phrase.units)
    for n in range(len(units) - length + 1):
        if all(
            wanted in (unit.text, stem(unit.text)) and unit.place - units[n].place == place
            for unit, wanted, place in zip(
                units[n : n + length], phrase.units, phrase.places, strict=True
            )
        ):
            yield units[n].start, units[n + length - 1].end


def _merged(found: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in found:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
