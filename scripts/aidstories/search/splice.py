"""A token's postings of some documents put in the place of others, without reading the rest.

One word more at the beginning of a story moves a thousand tokens, common ones among them, that
ten thousand documents have: their positions stay bytes, of which a piece is exchanged.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
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
    """One of a posting list's three lists: as it is packed, and unpacked, greatest number first."""

    code: int
    data: bytes
    numbers: Ints

    @property
    def packed(self) -> tuple[int, bytes]:
        return self.code, self.data


_EMPTY = _Zone(0, b"", np.zeros(0, dtype=np.int64))


def _zones(of: PostingList | None) -> list[_Zone]:
    if of is None:
        return [_EMPTY] * 3
    zones, at = [], 0
    for code in of.codes:
        numbers, length = _numbers(code, of.documents[at:])
        zones.append(_Zone(code, of.documents[at : at + length], numbers))
        at += length
    return zones


def _numbers(code: int, data: bytes) -> tuple[Ints, int]:
    """Return the documents that ``data`` begins with, and how many bytes they take."""
    count = code >> 1
    if not count:
        return _EMPTY.numbers, 0
    raw = np.frombuffer(data, dtype=np.uint8)
    if code & 1:
        found = np.flatnonzero(np.unpackbits(raw, bitorder="little"))[:count]
        return found[::-1], int(found[-1]) // 8 + 1
    length = int(np.flatnonzero(raw < 0x80)[count - 1]) + 1
    gaps = varint.decode_array(data[:length])
    return 2 * gaps[0] - np.cumsum(gaps), length


def _exchanged(zone: _Zone, gone: _Zone, new: _Zone) -> tuple[int, bytes]:
    """Return code and bytes of ``zone`` without what is ``gone`` and with ``new``."""
    if gone.packed == new.packed:
        return zone.packed
    kept = zone.numbers[~np.isin(zone.numbers, gone.numbers)]
    return document_list(np.sort(np.concatenate((kept, new.numbers)))[::-1])


def _placed(zones: list[_Zone]) -> Ints:
    """Return the documents that have positions, greatest number first."""
    text, _, raw = (zone.numbers for zone in zones)
    return np.sort(np.concatenate((text, raw)))[::-1] if len(raw) else text


def _pieces(of: PostingList | None, zones: list[_Zone]) -> dict[int, bytes]:
    """Return the positions in each of the documents of ``zones`` by its number."""
    if of is None:
        return {}
    numbers = _placed(zones).tolist()
    edges = _edges(of.positions, len(numbers))
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
    edges = _edges(data, max(ends))
    out, at = [], 0
    for number, start, end in zip(changed, starts, ends, strict=True):
        out += [data[at : edges[start]], new.get(number, b"")]
        at = edges[end]
    return b"".join([*out, data[at:]])


def _edges(data: bytes, count: int) -> list[int]:
    """Return where the positions of the first ``count`` documents begin, and where they end.

    Each begins with how many positions follow, so that one has to be read before the next.
    """
    raw = np.frombuffer(data, dtype=np.uint8)
    starts = np.concatenate(([0], np.flatnonzero(raw < 0x80) + 1))
    first, places = raw[starts[:-1]].tolist(), starts.tolist()
    edges, at = [0], 0
    for _ in range(count):
        follow = first[at]
        if follow > 0x7F:
            follow = varint.Reader(data, places[at]).number()
        at += 1 + follow
        edges.append(places[at])
    return edges
