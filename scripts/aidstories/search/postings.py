"""Where tokens occur: sorted in blocks, merged, and packed into one record for each token.

Memory holds one block of occurrences (32 bytes each) at a time, however many there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from aidstories.search import varint
from aidstories.search.documents import Document
from aidstories.search.occurrences import RAW, TEXT, Ints, Units, occurrences

BLOCK = 1 << 21
"""Occurrences in a block: about 64 MB while it is sorted."""


class Record(NamedTuple):
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


def records(
    documents: Iterable[tuple[int, Document]], folder: Path, block: int = BLOCK
) -> Iterator[Record]:
    """Yield the records of all tokens in order, by the code points of their units.

    ``documents`` come with their numbers, newest (greatest) first. ``folder`` takes the blocks;
    they may hold ``block`` occurrences each, and a document is never parted.
    """
    units = Units()
    paths = [_spill(arrays, folder, n) for n, arrays in enumerate(_blocks(documents, units, block))]
    if not paths:
        return
    names = _rank(paths, units)
    blocks = [np.load(path, mmap_mode="r") for path in paths]
    for part in _merged(blocks, block):
        yield from pack(part, names)


def of_documents(documents: Iterable[tuple[int, Document]]) -> Iterator[Record]:
    """Yield the same records, everything in memory: for few documents."""
    units = Units()
    arrays = np.concatenate([*_blocks(documents, units, BLOCK), np.zeros((0, 4), np.int64)])
    ids = np.unique(arrays[:, :2])
    order, names = _ordered(ids, units)
    yield from pack(_keyed(arrays, ids, order), names)


def _blocks(
    documents: Iterable[tuple[int, Document]], units: Units, block: int
) -> Iterator[NDArray[np.int64]]:
    held: list[NDArray[np.int64]] = []
    count = 0
    for number, document in documents:
        found = occurrences(document, units)
        numbers = np.full_like(found.first, number)
        held.append(np.column_stack((found.first, found.second, numbers, found.position)))
        count += len(numbers)
        if count >= block:
            yield np.concatenate(held)
            held, count = [], 0
    if held:
        yield np.concatenate(held)


def _spill(arrays: NDArray[np.int64], folder: Path, number: int) -> Path:
    path = folder / f"{number}.npy"
    np.save(path, arrays)
    return path


def _rank(paths: Sequence[Path], units: Units) -> list[str]:
    """Sort every block by its tokens, units ranked as texts; return the units by rank."""
    ids = np.unique(np.concatenate([np.unique(np.load(path)[:, :2]) for path in paths]))
    order, names = _ordered(ids, units)
    for path in paths:
        np.save(path, _keyed(np.load(path), ids, order))
    return names


def _ordered(ids: Ints, units: Units) -> tuple[Ints, list[str]]:
    texts = units.names(ids.tolist())
    by_text = sorted(range(len(texts)), key=texts.__getitem__)
    ranks = np.empty(len(texts), dtype=np.int64)
    ranks[by_text] = np.arange(len(texts))
    return ranks, [texts[n] for n in by_text]


def _keyed(arrays: NDArray[np.int64], ids: Ints, ranks: Ints) -> NDArray[np.int64]:
    """Return rows (token, document, position), sorted by token; equal ones keep their order."""
    first = ranks[np.searchsorted(ids, arrays[:, 0])]
    second = ranks[np.searchsorted(ids, arrays[:, 1])]
    token = first << 32 | second
    order = np.argsort(token, kind="stable")
    return np.column_stack((token[order], arrays[order, 2], arrays[order, 3]))


def _merged(blocks: Sequence[NDArray[np.int64]], size: int) -> Iterator[NDArray[np.int64]]:
    """Yield all rows in order, in parts of about ``size``; a token is never parted."""
    total = sum(map(len, blocks))
    sample = np.sort(np.concatenate([b[:: max(1, total // 4096), 0] for b in blocks]))
    parts = max(1, -(-total // size))
    bounds = [int(sample[len(sample) * n // parts]) for n in range(1, parts)]
    at = [0] * len(blocks)
    for bound in [*bounds, 1 << 62]:
        ends = [int(np.searchsorted(b[:, 0], bound)) for b in blocks]
        part = np.concatenate([b[a:e] for b, a, e in zip(blocks, at, ends, strict=True)])
        at = ends
        if len(part):
            yield part[np.argsort(part[:, 0], kind="stable")]


def pack(rows: NDArray[np.int64], names: Sequence[str]) -> Iterator[Record]:
    """Yield the records of sorted rows (token, document, position)."""
    if not len(rows):
        return
    token, number, position = rows.T
    new = np.ones(len(rows), dtype=bool)
    new[1:] = (np.diff(token) != 0) | (np.diff(number) != 0)
    at = np.flatnonzero(new)
    tokens, of_posting = np.unique(token[at], return_inverse=True)
    held, earliest = number[at], position[at]
    lists = [
        _lists(held[chosen], of_posting[chosen], len(tokens))
        for chosen in (earliest < RAW, earliest < TEXT, earliest >= RAW)
    ]
    placed = _placed(at, position, of_posting, len(tokens))
    pairs = zip((tokens >> 32).tolist(), (tokens & 0xFFFFFFFF).tolist(), strict=True)
    for (first, second), *parts, positions in zip(pairs, *lists, placed, strict=True):
        codes = tuple(code for code, _ in parts)
        held_bytes = b"".join(data for _, data in parts)
        yield Record(names[first], names[second], codes, held_bytes, positions)


def _lists(numbers: Ints, of_token: Ints, count: int) -> list[tuple[int, bytes]]:
    """Return code and bytes of each token's documents: the first, then the steps down."""
    gaps = numbers.copy()
    same = np.diff(of_token) == 0
    gaps[1:][same] = (numbers[:-1] - numbers[1:])[same]
    data, ends = varint.encode_array(gaps)
    stops = np.concatenate(([0], np.cumsum(np.bincount(of_token, minlength=count))))
    edges = np.concatenate(([0], ends))[stops].tolist()
    stops_ = stops.tolist()
    return [
        document_list(numbers[stops_[n] : stops_[n + 1]], data[edges[n] : edges[n + 1]])
        for n in range(count)
    ]


def document_list(numbers: Ints, gaps: bytes) -> tuple[int, bytes]:
    """Return code and bytes of a list of documents, as a bitmap where that is shorter."""
    count = len(numbers)
    if not count or len(gaps) <= int(numbers[0]) // 8 + 1:
        return 2 * count, gaps
    bits = np.zeros(int(numbers[0]) + 1, dtype=np.uint8)
    bits[numbers] = 1
    return 2 * count + 1, np.packbits(bits, bitorder="little").tobytes()


def _placed(at: Ints, position: Ints, of_posting: Ints, count: int) -> list[bytes]:
    """Return each token's positions: for each document their number, the first, the steps."""
    numbers = np.diff(np.append(at, len(position)))
    values = np.empty(len(position) + len(at), dtype=np.int64)
    heads = at + np.arange(len(at))
    steps = position.copy()
    steps[1:] = np.diff(position)
    steps[at] = position[at]
    is_head = np.zeros(len(values), dtype=bool)
    is_head[heads] = True
    values[is_head] = numbers
    values[~is_head] = steps
    data, ends = varint.encode_array(values)
    firsts = np.searchsorted(of_posting, np.arange(count))
    edges = np.append(np.concatenate(([0], ends))[heads[firsts]], len(data)).tolist()
    return [data[edges[n] : edges[n + 1]] for n in range(count)]
