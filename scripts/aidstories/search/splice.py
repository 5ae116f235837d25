"""A token's postings of some documents put in the place of others, without reading the rest.

One word more at the beginning of a story moves a thousand tokens, common ones among them, that
ten thousand documents have: their positions stay bytes, of which a piece is exchanged.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from aidstories.search import varint
from aidstories.search.occurrences import Ints
from aidstories.search.postings import PostingList, document_list


def spliced(
    whole: PostingList, gone: PostingList | None, new: PostingList | None
) -> PostingList | None:
    """Return ``whole`` with the postings ``new`` of some documents in the place of ``gone``.

    All three are of one token. None where no document is left. Byte for byte what packing all
    occurrences anew gives.
    """
    zones, old, own = (_zones(each) for each in (whole, gone, new))
    positions = _positions(whole.positions, _placed(zones), _pieces(gone, old), _pieces(new, own))
    if not positions:
        return None
    lists = [_exchanged(*zone) for zone in zip(zones, old, own, strict=True)]
    codes = (lists[0][0], lists[1][0], lists[2][0])
    data = b"".join(data for _, data in lists)
    return whole._replace(codes=codes, documents=data, positions=positions)


class _Zone(NamedTuple):
    """One of a posting list's three lists: as it is packed, and unpacked, greatest number first.

    ``ends`` is where each step ends in ``data``, nothing in a bitmap.
    """

    code: int
    data: bytes
    numbers: Ints
    ends: Ints

    @property
    def packed(self) -> tuple[int, bytes]:
        return self.code, self.data


_FEW = 64
"""Numbers that take less time one by one than as an array, 25 µs."""
_NONE = np.zeros(0, dtype=np.int64)
_EMPTY = _Zone(0, b"", _NONE, _NONE)


def _zones(of: PostingList | None) -> list[_Zone]:
    if of is None:
        return [_EMPTY] * 3
    zones, at = [], 0
    for code in of.codes:
        zones.append(_zone(code, of.documents[at:]))
        at += len(zones[-1].data)
    return zones


def _zone(code: int, data: bytes) -> _Zone:
    """Return the list of a ``code`` that ``data`` begins with."""
    count = code >> 1
    if not count:
        return _EMPTY
    raw = np.frombuffer(data, dtype=np.uint8)
    if code & 1:
        found = np.flatnonzero(np.unpackbits(raw, bitorder="little"))[:count]
        return _Zone(code, data[: int(found[-1]) // 8 + 1], found[::-1], _NONE)
    ends = np.flatnonzero(raw < 0x80)[:count] + 1
    data = data[: int(ends[-1])]
    gaps = varint.decode_array(data)
    return _Zone(code, data, 2 * gaps[0] - np.cumsum(gaps), ends)


def _exchanged(zone: _Zone, gone: _Zone, new: _Zone) -> tuple[int, bytes]:
    """Return code and bytes of ``zone`` without what is ``gone`` and with ``new``.

    Steps change from the first document that comes or goes to behind the last; the others stay.
    """
    if gone.packed == new.packed:
        return zone.packed
    if not len(zone.numbers):
        return new.packed
    numbers, others = zone.numbers, np.concatenate((gone.numbers, new.numbers))
    first = int(np.searchsorted(-numbers, -others.max()))
    behind = int(np.searchsorted(-numbers, -others.min(), "right")) + 1
    moved = numbers[first:behind]
    if len(gone.numbers):
        moved = moved[~np.isin(moved, gone.numbers)]
    if len(new.numbers):
        moved = np.sort(np.concatenate((moved, new.numbers)))[::-1]
    if len(zone.ends):
        count = first + len(moved) + max(0, len(numbers) - behind)
        greatest = int(numbers[0] if first else moved[0]) if count else 0
        steps = np.append(numbers[first - 1 : first], moved)
        packed = _packed(np.abs(np.diff(steps, prepend=0)[-len(moved) :]) if len(moved) else moved)
        start, end = (int(zone.ends[n - 1]) if n else 0 for n in (first, min(behind, len(numbers))))
        data = zone.data[:start] + packed + zone.data[end:]
        if len(data) <= greatest // 8 + 1:
            return 2 * count, data
    return document_list(np.concatenate((numbers[:first], moved, numbers[behind:])))


def _packed(steps: Ints) -> bytes:
    few = len(steps) < _FEW
    return varint.encode(steps.tolist()) if few else varint.encode_array(steps)[0]


def _placed(zones: list[_Zone]) -> Ints:
    """Return the documents that have positions, greatest number first."""
    text, _, raw = (zone.numbers for zone in zones)
    return np.sort(np.concatenate((text, raw)))[::-1] if len(raw) else text


def _pieces(of: PostingList | None, zones: list[_Zone]) -> dict[int, bytes]:
    """Return the positions in each of the documents of ``zones`` by its number."""
    if of is None:
        return {}
    numbers = _placed(zones).tolist()
    edges = _edges(of.positions, range(len(numbers) + 1))
    return {n: of.positions[a:b] for n, (a, b) in zip(numbers, pairwise(edges), strict=True)}


def _positions(
    data: bytes, numbers: Ints, gone: Collection[int], new: Mapping[int, bytes]
) -> bytes:
    """Return the positions ``data`` of documents ``numbers``, greatest first, with ``new`` ones.

    Those of the documents that are ``gone`` are left out.
    """
    changed = sorted({*gone, *new}, reverse=True)
    below = -np.array(changed, dtype=np.int64)
    starts, ends = (np.searchsorted(-numbers, below, side).tolist() for side in ("left", "right"))
    borders = sorted({*starts, *ends})
    edges = dict(zip(borders, _edges(data, borders), strict=True))
    out, at = [], 0
    for number, start, end in zip(changed, starts, ends, strict=True):
        out += [data[at : edges[start]], new.get(number, b"")]
        at = edges[end]
    return b"".join([*out, data[at:]])


def _edges(data: bytes, borders: Iterable[int]) -> list[int]:
    """Return where the positions of documents begin, by their numbers in a row, which ascend.

    Each begins with how many positions follow, so that one has to be read before the next: of a
    common token ten thousand, of which few are asked for.
    """
    raw = np.frombuffer(data, dtype=np.uint8)
    starts = np.concatenate(([0], np.flatnonzero(raw < 0x80) + 1))
    first = raw[starts[:-1]].tobytes()
    edges, at, done = [], 0, 0
    for border in borders:
        for _ in range(border - done):
            follow = first[at]
            if follow > 0x7F:
                follow = varint.Reader(data, int(starts[at])).number()
            at += 1 + follow
        done = border
        edges.append(int(starts[at]))
    return edges
