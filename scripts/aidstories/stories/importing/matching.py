"""Which article of a new ledger is which story of an old one: they share most characters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from aidstories.model import Ledger

_Owned = tuple[int, int, int]
"""A span of the capture, and the number of the article that it belongs to."""


def match_ids(new: Ledger, old: Ledger, ids: Sequence[str]) -> dict[int, str]:
    """Return which article of ``new`` is which story of ``old``: index → id.

    Articles are the same where they share most characters of the capture.
    """
    found: dict[int, str] = {}
    taken = set[int]()
    shared = _shared(_owned(new), _owned(old))
    for (i, k), _ in sorted(shared.items(), key=lambda pair: (-pair[1], pair[0])):
        if i not in found and k not in taken:
            found[i] = ids[k]
            taken.add(k)
    return found


def _owned(ledger: Ledger) -> list[_Owned]:
    return sorted(
        (start, end, number)
        for number, slots in enumerate(ledger.layout)
        for slot in slots
        for start, end in slot.spans
    )


def _shared(a: Sequence[_Owned], b: Sequence[_Owned]) -> Counter[tuple[int, int]]:
    """Return how many characters each two articles share, those that share any."""
    shared = Counter[tuple[int, int]]()
    for (low, high, i), others in _met(a, b):
        for start, end, k in others:
            if (common := min(high, end) - max(low, start)) > 0:
                shared[i, k] += common
    return shared


def _met(a: Sequence[_Owned], b: Sequence[_Owned]) -> Iterator[tuple[_Owned, Iterator[_Owned]]]:
    """Yield each span of ``a`` with those of ``b`` that it may meet; each side has no overlaps."""
    at = 0
    for span in a:
        while at < len(b) and b[at][1] <= span[0]:
            at += 1
        end = at
        while end < len(b) and b[end][0] < span[1]:
            end += 1
        yield span, iter(b[at:end])
