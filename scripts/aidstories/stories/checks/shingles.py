"""Texts that have much in common, found by their shingles: runs of eight letters.

A quarter of the shingles, chosen by their hashes, finds the pairs (Manber, Finding Similar Files in
a Large File System, 1994); each text is paired with the first that has the shingle, so the work
grows as the number of texts does, whatever is the same in them. All shingles then weigh the pairs.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

LENGTH = 8
_SAMPLE = 4
_MAYBE = 0.25
"""Share of the sampled shingles from which a pair is weighed; of short texts there are only 25."""
_AT_ONCE = 1 << 20
"""Hashes that are sorted at once: a hundred thousand stories have forty times as many."""
Hashes = NDArray[np.uint64]


def _hashed(letters: str) -> Hashes:
    """Return a hash of each shingle of ``letters``."""
    points = np.frombuffer(letters.encode("utf-32-le", "surrogatepass"), np.uint32)
    count = max(len(points) - LENGTH + 1, 0)
    hashes: Hashes = np.zeros(count, np.uint64)
    for at in range(LENGTH):
        hashes = hashes * np.uint64(0x100000001B3) + points[at : at + count].astype(np.uint64)
    hashes ^= hashes >> np.uint64(33)  # the lowest bits then depend on all letters
    hashes *= np.uint64(0xFF51AFD7ED558CCD)
    mixed: Hashes = hashes ^ (hashes >> np.uint64(33))
    return mixed


def sampled(letters: str) -> Hashes:
    """Return the shingles by which texts find each other, a quarter of all, the same everywhere."""
    hashes = _hashed(letters)
    some: Hashes = np.unique(hashes[hashes % np.uint64(_SAMPLE) == 0])
    return some


def candidates(samples: Sequence[Hashes]) -> Iterator[tuple[int, int]]:
    """Yield the pairs of indexes that share a good part of the smaller one's sample."""
    if len(samples) < 2:
        return
    sizes = np.array([len(sample) for sample in samples])
    hashes = np.concatenate(samples)
    owners = np.repeat(np.arange(len(samples), dtype=np.uint32), sizes)
    parts = np.uint64(1 + len(hashes) // _AT_ONCE)
    places = hashes // np.uint64(_SAMPLE) % parts
    met = [_met(hashes[here], owners[here]) for here in (places == n for n in range(int(parts)))]
    pairs, which = np.unique(np.concatenate([p for p, _ in met]), return_inverse=True)
    counts = np.bincount(which, np.concatenate([c for _, c in met]), len(pairs))
    one, other = pairs >> np.uint64(32), pairs & np.uint64(0xFFFFFFFF)
    enough = counts >= np.maximum(2, _MAYBE * np.minimum(sizes[one], sizes[other]))
    yield from zip(one[enough].tolist(), other[enough].tolist(), strict=True)


def _met(hashes: Hashes, owners: NDArray[np.uint32]) -> tuple[Hashes, NDArray[np.int64]]:
    """Return each pair of owners that have hashes in common, as one number, and how many."""
    order = np.argsort(hashes, kind="stable")
    hashes, owners = hashes[order], owners[order]
    starts = np.ones(len(hashes), np.bool_)
    starts[1:] = hashes[1:] != hashes[:-1]
    firsts = owners[np.maximum.accumulate(np.where(starts, np.arange(len(hashes)), 0))]
    both = firsts[~starts].astype(np.uint64) << np.uint64(32) | owners[~starts]
    pairs, counts = np.unique(both, return_counts=True)
    return pairs, counts


def share(one: str, other: str) -> float:
    """Return how much of the shorter text (0 to 1) stands in the other, by all shingles."""
    a, b = np.unique(_hashed(one)), np.unique(_hashed(other))
    both = len(np.intersect1d(a, b, assume_unique=True))
    return both / max(min(len(a), len(b)), 1)


def longest_run(one: str, other: str) -> tuple[int, int, int]:
    """Return where the longest run that both texts have begins in each, and its length.

    Runs of less than a shingle are not seen; of a shingle that stands in ``one`` twice the first
    counts.
    """
    places: dict[str, int] = {}
    for at in range(len(one) - LENGTH, -1, -1):
        places[one[at : at + LENGTH]] = at
    best, at = (0, 0, 0), 0
    while at + LENGTH <= len(other):
        begin = places.get(other[at : at + LENGTH])
        length = 0
        if begin is not None:
            while one[begin + length : begin + length + 1] == other[at + length : at + length + 1]:
                if begin + length >= len(one) or at + length >= len(other):
                    break
                length += 1
            best = max(best, (begin, at, length), key=lambda run: run[2])
        at += max(1, length - LENGTH + 1)
    return best
