"""Where tokens occur: sorted in blocks, merged, and packed into one list for each token.

Memory holds one block of occurrences at a time, however many there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import pairwise, repeat
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from aidstories.search import varint
from aidstories.search.documents import Document
from aidstories.search.occurrences import RAW, TEXT, Ints, Rows, Units, occurrences

BLOCK = 1 << 18
"""Occurrences in a block: those of 150 stories, about 45 MB while they are packed."""


class PostingList(NamedTuple):
    """A token with its postings.

    ``codes`` are three numbers, for documents that have the token in their text, in a title, and
    in the capture alone: twice the number of documents, plus one where they are a bitmap.
    ``documents`` holds the three lists, ``positions`` the positions in all documents of the first
    and the third.
    """

    first: str
    second: str
    codes: tuple[int, int, int]
    documents: bytes
    positions: bytes


def posting_lists(
    documents: Iterable[tuple[int, Document]], folder: Path, block: int = BLOCK
) -> Iterator[PostingList]:
    """Yield the posting lists of all tokens in order, by the code points of their units.

    ``documents`` come with their numbers, newest (greatest) first. ``folder`` takes the blocks;
    they may hold ``block`` occurrences each, and a document is never parted.
    """
    units = Units()
    paths = [_spill(arrays, folder, n) for n, arrays in enumerate(_blocks(documents, units, block))]
    if not paths:
        return
    names = _rank(paths, units)
    for part in _merged(paths, block):
        yield from pack(part, names)


def posting_lists_in_memory(documents: Iterable[tuple[int, Document]]) -> Iterator[PostingList]:
    """Yield the same lists, everything in memory: for few documents."""
    units = Units()
    blocks = [*_blocks(documents, units, BLOCK), np.zeros((4, 0), np.int32)]
    arrays = np.concatenate(blocks, axis=1)
    ranks, names = _ordered(np.unique(arrays[:2]), units)
    yield from pack(_keyed(arrays, ranks, names), names)


def _blocks(documents: Iterable[tuple[int, Document]], units: Units, block: int) -> Iterator[Rows]:
    """Yield first unit, second unit, document and position of all occurrences, as four rows."""
    gathered: list[Rows] = []
    count = 0
    for number, document in documents:
        gathered.append(occurrences(document, number, units))
        count += gathered[-1].shape[1]
        if count >= block:
            yield np.concatenate(gathered, axis=1)
            gathered, count = [], 0
    if gathered:
        yield np.concatenate(gathered, axis=1)


def _spill(arrays: Rows, folder: Path, number: int) -> Path:
    path = folder / f"{number}.npy"
    np.save(path, arrays)
    return path


def _rank(paths: Sequence[Path], units: Units) -> list[str]:
    """Sort every block by its tokens, units ranked as texts; return the units by rank."""
    used = np.zeros(units.count, dtype=bool)
    for path in paths:
        used[np.load(path)[:2]] = True
    ranks, names = _ordered(np.flatnonzero(used), units)
    for path in paths:
        rows = _keyed(np.load(path), ranks, names)
        path.write_bytes(rows[0].tobytes() + rows[1:].astype(np.int32).tobytes())
    return names


def _ordered(ids: Ints, units: Units) -> tuple[Ints, list[str]]:
    """Return the ranks of units by id, and the units by rank: in the order of their texts."""
    texts = units.names(ids.tolist())
    by_text = sorted(range(len(texts)), key=texts.__getitem__)
    ranks = np.zeros(units.count, dtype=np.int64)
    ranks[ids[by_text]] = np.arange(len(texts))
    return ranks, [texts[n] for n in by_text]


def _keyed(arrays: Rows, ranks: Ints, names: Sequence[str]) -> Ints:
    """Return token, document and position of every occurrence, sorted by token."""
    token = ranks[arrays[0]] << _bits(names) | ranks[arrays[1]]
    order = _order(token)
    return np.stack((token[order], arrays[2][order], arrays[3][order]))


def _bits(names: Sequence[str]) -> int:
    """Bits of a token that tell its second unit."""
    return len(names).bit_length()


def _order(values: Ints) -> Ints:
    """Return what sorts ``values``; equal ones keep their order.

    Their places make all keys different, so that the sort need not be a stable one, and numpy's
    is ten times as fast then.
    """
    bits = len(values).bit_length()
    if len(values) and int(values.max()) >> (63 - bits):
        return np.argsort(values, kind="stable")
    return np.sort(values << bits | np.arange(len(values))) & ((1 << bits) - 1)


def _merged(paths: Sequence[Path], size: int) -> Iterator[Ints]:
    """Yield all occurrences in order, in parts of about ``size``; a token is never parted.

    Of a block no more is read than a part takes: what is mapped into memory counts as taken.
    """
    lengths = [path.stat().st_size // _BYTES for path in paths]
    total = sum(lengths)
    step = max(1, total // 4096)
    tokens = partial(map, np.fromfile, paths, repeat(np.int64), lengths)
    sample = np.sort(np.concatenate([held[::step] for held in tokens()]))
    parts = max(1, -(-total // size))
    bounds = [int(sample[len(sample) * n // parts]) for n in range(1, parts)]
    ends = [[0, *np.searchsorted(held, bounds).tolist(), len(held)] for held in tokens()]
    for number in range(parts):
        spans = [(at[number], at[number + 1], at[-1]) for at in ends]
        rows = [_read(path, *span) for path, span in zip(paths, spans, strict=True)]
        part = np.concatenate(rows, axis=1)
        if part.shape[1]:
            yield part[:, _order(part[0])]


_BYTES = 16
"""Bytes of an occurrence in a block's file: all tokens, then documents, then positions."""


def _read(path: Path, start: int, end: int, length: int) -> Ints:
    """Return the occurrences from ``start`` to ``end`` of a block of ``length`` in three rows."""
    rows = np.empty((3, end - start), dtype=np.int64)
    rows[0] = np.fromfile(path, np.int64, end - start, offset=8 * start)
    rows[1] = np.fromfile(path, np.int32, end - start, offset=8 * length + 4 * start)
    rows[2] = np.fromfile(path, np.int32, end - start, offset=12 * length + 4 * start)
    return rows


def pack(rows: Ints, names: Sequence[str]) -> Iterator[PostingList]:
    """Yield the posting lists of sorted occurrences: three rows, token, document and position."""
    if not rows.shape[1]:
        return
    token, number, position = rows
    new = _begins(token) | _begins(number)
    at = np.flatnonzero(new)
    begins = _begins(token)[at]
    of_posting = np.cumsum(begins) - 1
    tokens = token[at[begins]]
    numbers, earliest = number[at], position[at]
    lists = [
        _lists(numbers[chosen], of_posting[chosen], len(tokens))
        for chosen in (earliest < RAW, earliest < TEXT, earliest >= RAW)
    ]
    placed = _placed(at, position, of_posting)
    bits = _bits(names)
    pairs = zip((tokens >> bits).tolist(), (tokens & (1 << bits) - 1).tolist(), strict=True)
    for (first, second), text, title, raw, positions in zip(pairs, *lists, placed, strict=True):
        codes = (text[0], title[0], raw[0])
        yield PostingList(
            names[first], names[second], codes, text[1] + title[1] + raw[1], positions
        )


def document_list(numbers: Ints) -> tuple[int, bytes]:
    """Return code and bytes of documents, greatest number first, as a posting list has them."""
    return next(_lists(numbers, np.zeros(len(numbers), dtype=np.int64), 1))


def _begins(values: Ints) -> NDArray[np.bool_]:
    """Tell where a value differs from the one before it."""
    found = np.ones(len(values), dtype=bool)
    found[1:] = values[1:] != values[:-1]
    return found


def _lists(numbers: Ints, of_token: Ints, count: int) -> Iterator[tuple[int, bytes]]:
    """Yield code and bytes of each token's documents: the first, then the steps down."""
    gaps = np.where(_begins(of_token), numbers, -np.diff(numbers, prepend=0))
    data, ends = varint.encode_array(gaps)
    counts = np.bincount(of_token, minlength=count)
    stops = np.concatenate(([0], np.cumsum(counts)))
    edges = np.concatenate(([0], ends))[stops]
    firsts = np.zeros(count, dtype=np.int64)
    firsts[counts > 0] = numbers[stops[:-1][counts > 0]]
    shorter = np.diff(edges) > firsts // 8 + 1
    spans = zip(pairwise(stops.tolist()), pairwise(edges.tolist()), shorter.tolist(), strict=True)
    for (a, b), (start, end), is_bitmap in spans:
        if is_bitmap and a < b:
            yield 2 * (b - a) + 1, _bitmap(numbers[a:b])
        else:
            yield 2 * (b - a), data[start:end]


def _bitmap(numbers: Ints) -> bytes:
    bits = np.zeros(int(numbers[0]) + 1, dtype=np.uint8)
    bits[numbers] = 1
    return np.packbits(bits, bitorder="little").tobytes()


def _placed(at: Ints, position: Ints, of_posting: Ints) -> list[bytes]:
    """Return each token's positions: for each document their number, the first, the steps."""
    numbers = np.diff(np.append(at, len(position)))
    heads = at + np.arange(len(at))
    steps = np.diff(position, prepend=0)
    steps[at] = position[at]
    is_head = np.zeros(len(position) + len(at), dtype=bool)
    is_head[heads] = True
    values = np.empty(len(is_head), dtype=np.int64)
    values[is_head] = numbers
    values[~is_head] = steps
    data, ends = varint.encode_array(values)
    firsts = np.flatnonzero(_begins(of_posting))
    edges = np.append(np.concatenate(([0], ends))[heads[firsts]], len(data)).tolist()
    return [data[a:b] for a, b in pairwise(edges)]
