"""Where phrases stand in a text, for excerpts: all of the match and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from aidstories.search.query import Phrase
from aidstories.search.units import runs_of

Span = tuple[int, int]


def spans(text: str, phrases: Iterable[Phrase]) -> list[Span]:
    """Return the spans of ``text`` that hold a phrase, in order, overlapping ones merged."""
    units: list[str] = []
    places: list[int] = []
    at: list[Span] = []
    for run in runs_of(text):
        start = places[-1] + 2 if places else 0
        units += run.units
        places += range(start, start + len(run.units))
        at += run.spans
    found = sorted(
        (at[n][0], at[n + len(phrase.units) - 1][1])
        for phrase in phrases
        for n in _places(units, places, phrase)
    )
    return _merged(found)


def excerpt(text: str, phrases: Iterable[Phrase], around: int = 30) -> str | None:
    """Return the first match with ``around`` characters on each side; None where there is none."""
    found = spans(text, phrases)
    if not found:
        return None
    start, end = max(0, found[0][0] - around), found[0][1] + around
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")


def _places(units: list[str], places: list[int], phrase: Phrase) -> Iterator[int]:
    length = len(phrase.units)
    for n in range(len(units) - length + 1):
        if tuple(units[n : n + length]) == phrase.units and all(
            places[n + k] - places[n] == place for k, place in enumerate(phrase.places)
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
