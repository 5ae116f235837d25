"""Which article of a new ledger is which story of an old one: they share most characters."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from aidstories.model import Ledger, Span


def match_ids(new: Ledger, old: Ledger, ids: Sequence[str]) -> dict[int, str]:
    """Return which article of ``new`` is which story of ``old``: index → id.

    Articles are the same where they share most characters of the capture.
    """
    pairs = (
        (_shared(_spans(new, i), _spans(old, k)), i, k)
        for i, k in product(range(len(new.layout)), range(len(ids)))
    )
    found: dict[int, str] = {}
    for shared, i, k in sorted(pairs, key=lambda pair: (-pair[0], pair[1:])):
        if shared and i not in found and ids[k] not in found.values():
            found[i] = ids[k]
    return found


def _spans(ledger: Ledger, article: int) -> list[Span]:
    return sorted(span for slot in ledger.layout[article] for span in slot.spans)


def _shared(a: Sequence[Span], b: Sequence[Span]) -> int:
    return sum(max(0, min(p[1], q[1]) - max(p[0], q[0])) for p, q in product(a, b))
