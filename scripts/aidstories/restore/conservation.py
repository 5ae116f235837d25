"""Conservation: each character of a capture has one fate, and no edit reaches over a passage."""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from aidstories.model import Edit, Kind, Ledger, Span

MARKS = (Kind.MOVE, Kind.GAP)
"""Kinds that change no character."""
GONE = (Kind.STRIP, Kind.JOIN)
"""Kinds whose characters no passage keeps."""


class LedgerError(ValueError):
    """The ledger does not fit the text: an ``old`` is not there, or edits overlap."""


def count(length: int, edits: Sequence[Edit]) -> Mapping[str, int]:
    """Return how many of ``length`` characters met which fate; the values add up to it."""
    dropped: Counter[str] = Counter()
    folded = corrected = 0
    moves: list[Span] = []
    for start, end, _, _, kind, _, reason in edits:
        if kind in GONE:
            dropped[reason] += end - start
        elif kind is Kind.REG:
            folded += end - start
        elif kind is Kind.CORR:
            corrected += end - start
        elif kind is Kind.MOVE:
            moves.append((start, end))
    fates = {f"dropped:{reason}": size for reason, size in dropped.items()}
    fates |= {"folded": folded, "corrected": corrected}
    edited = sum(fates.values())
    starts = [e.start for e in edits] if moves else []
    fates["moved"] = 0
    for start, end in moves:
        inside = edits[bisect_left(starts, start) : bisect_left(starts, end)]
        changed = sum(e.end - e.start for e in inside if e.kind not in MARKS)
        fates["moved"] += end - start - changed
    fates["kept"] = length - edited - fates["moved"]
    return MappingProxyType(dict(sorted((k, v) for k, v in fates.items() if v)))


def check(raw: str, ledger: Ledger) -> None:
    """Raise LedgerError where ``ledger`` is none of ``raw``.

    An edit's ``old`` must stand there, edits must not overlap, and each character must have one
    fate: kept in one passage, or taken by one edit.
    """
    if len(raw) != ledger.length:
        raise LedgerError(f"the capture has {len(raw)} characters, the ledger {ledger.length}")
    spans = [span for article in ledger.layout for slot in article for span in slot.spans]
    fates = list(spans)
    end = 0
    for start, stop, old, _, kind, _, _ in ledger.edits:
        if stop > len(raw) or raw[start:stop] != old:
            raise LedgerError(f"{old!r} does not stand at {start}")
        if kind in MARKS:
            continue
        if start < end:
            raise LedgerError(f"edits overlap at {start}")
        end = stop
        if kind in GONE:
            fates.append((start, stop))
    if next(uncovered(fates, len(raw)), None):
        raise LedgerError("a character of the capture has no fate")
    ordered = sorted(spans)
    if any(a[1] > b[0] for a, b in itertools.pairwise(ordered)):
        raise LedgerError("two passages claim the same characters")
    edges = [*itertools.chain.from_iterable(ordered), len(raw)]
    for start, stop, *_ in ledger.edits:
        if stop - start > 1 and edges[bisect_right(edges, start)] < stop:
            raise LedgerError(f"the edit at {start} reaches beyond its passage")


def uncovered(spans: Iterable[Span], length: int) -> Iterator[Span]:
    """Yield what ``spans`` leave of the characters 0 to ``length``, in order."""
    done = 0
    for start, end in sorted(spans):
        if start > done:
            yield done, start
        if end > done:
            done = end
    if done < length:
        yield done, length


def is_inside(span: Span, spans: Sequence[Span]) -> bool:
    """Return whether one of ``spans`` holds ``span``."""
    return any(a <= span[0] and span[1] <= b for a, b in spans)
