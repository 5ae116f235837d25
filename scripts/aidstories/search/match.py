"""Where phrases stand in a text, for excerpts: all of the match and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from aidstories.search.query import Phrase
from aidstories.search.units import Unit, units_of

Span = tuple[int, int]


def spans(text: str, phrases: Iterable[Phrase]) -> list[Span]:
    """Return the spans of ``text`` that hold a phrase, in order, overlapping ones merged."""
    units = units_of(text)
    found = sorted(
        (units[n].start, units[n + len(phrase.units) - 1].end)
        for phrase in phrases
        for n in _places(units, phrase)
    )
    return _merged(found)


def excerpt(text: str, phrases: Iterable[Phrase], around: int = 30) -> str | None:
    """Return the first match with ``around`` characters on each side; None where there is none."""
    found = spans(text, phrases)
    if not found:
        return None
    start, end = max(0, found[0][0] - around), found[0][1] + around
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")


def _places(units: Sequence[Unit], phrase: Phrase) -> Iterator[int]:
    """Yield where among ``units`` the phrase begins."""
    length = len(phrase.units)
    for n in range(len(units) - length + 1):
        if all(
            unit.text == wanted and unit.place - units[n].place == place
            for unit, wanted, place in zip(
                units[n : n + length], phrase.units, phrase.places, strict=True
            )
        ):
            yield n


def _merged(found: Iterable[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in found:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
