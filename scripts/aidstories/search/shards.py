"""Records ↔ shards, the files of the index. ``docs/guide/search-index.md`` gives the format.

A file begins with a shard; the pieces of its positions follow. Who reads asks for the bytes of one
of them, and takes them from the whole where a server sends no less.
"""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from types import MappingProxyType

import deflate

from aidstories.search import varint
from aidstories.search.occurrences import STEP
from aidstories.search.postings import PostingList

LEAST, MOST = 4_000, 11_000
"""Bytes of a shard before gzip; it makes 8 KB of one at 10,000 stories, at most about 11 KB."""
POSITIONS = 6_000
"""Bytes of positions, before gzip, from which a piece of positions ends."""
_BORDER = 64
"""One token in so many may end a shard, once it is long enough."""
_LEVEL = 6
"""Of libdeflate: as small as zlib's level 9, in a third of the time; unpacked in half of it."""
CUT = (LEAST, MOST, POSITIONS, STEP, _BORDER, _LEVEL, version("deflate"))
"""What decides which bytes files hold: an index that was cut or packed otherwise is made anew."""
DIGEST = 5
"""Bytes of a file's SHA-256 that name it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """A decoded shard. ``places`` has, for each piece of positions in order, its number of tokens,
    where it begins behind the shard and how many bytes it has.
    """

    tokens: tuple[tuple[str, str], ...]
    codes: tuple[tuple[int, int, int], ...]
    documents: tuple[bytes, ...]
    places: tuple[tuple[int, int, int], ...]


class Cutter:
    """Holds the posting lists of the shard that is being filled.

    A shard ends where its tokens say so, not after a fixed number: what one story adds or takes
    away moves no border but those beside it.
    """

    def __init__(self) -> None:
        self.pending: list[PostingList] = []
        self._size = 0

    def ends_before(self, posting_list: PostingList) -> bool:
        """Return whether the shard is complete when ``posting_list`` comes next."""
        long_enough = self._size >= MOST or (self._size >= LEAST and _is_border(posting_list))
        return bool(self.pending) and long_enough

    def push(self, posting_list: PostingList) -> None:
        """Add ``posting_list``."""
        self.pending.append(posting_list)
        self._size += len(posting_list.documents) + len(posting_list.second) * 3 + 4

    def take(self) -> list[PostingList]:
        """Return the posting lists and begin the next shard."""
        pending, self.pending, self._size = self.pending, [], 0
        return pending


def cut(lists: Iterable[PostingList]) -> Iterator[list[PostingList]]:
    """Part the posting lists into shards."""
    cutter = Cutter()
    for posting_list in lists:
        if cutter.ends_before(posting_list):
            yield cutter.take()
        cutter.push(posting_list)
    if cutter.pending:
        yield cutter.take()


def _is_border(posting_list: PostingList) -> bool:
    """Return whether a shard may begin with ``posting_list``."""
    return zlib.crc32(f"{posting_list.first}\t{posting_list.second}".encode()) % _BORDER == 0


def encode_shard(
    lists: Sequence[PostingList], squeezed: Mapping[bytes, bytes] = MappingProxyType({})
) -> tuple[bytes, bytes]:
    """Return a shard, gzipped, and the pieces of its positions, each gzipped, that follow it.

    A piece that is among those ``squeezed`` is not gzipped again.
    """
    pieces: list[bytes] = []
    places = bytearray()
    for part in _cut_positions(lists):
        raw = (
            varint.encode([len(part)])
            + varint.encode(len(r.positions) for r in part)
            + b"".join(r.positions for r in part)
        )
        data = squeezed.get(raw) or squeeze(raw)
        pieces.append(data)
        places += varint.encode([len(part), len(data)])
    keys = _keys(lists).encode("utf-8")
    codes = [r.codes[zone] for zone in range(3) for r in lists]
    lengths = (len(r.documents) for r in lists)
    head = varint.encode([len(lists), len(keys), len(pieces), *codes, *lengths])
    shard = squeeze(head + keys + places + b"".join(r.documents for r in lists))
    return shard, b"".join(pieces)


def decode_shard(data: bytes) -> Shard:
    """Return what `encode_shard` packed. Raises ValueError where the file is damaged."""
    try:
        reader = varint.Reader(unsqueezed(data))
        count, keys, files = reader.numbers(3)
        codes = reader.numbers(3 * count)
        lengths = reader.numbers(count)
        tokens = tuple(_tokens(reader.piece(keys).decode("utf-8")))
        places = tuple(_places(reader.numbers(2 * files)))
        documents = tuple(map(reader.piece, lengths))
    except IndexError as error:
        raise ValueError(f"a damaged shard: {error}") from error
    if len(tokens) != count or reader.at != len(reader.data):
        raise ValueError("a damaged shard: its lengths do not fit")
    zones = (codes[:count], codes[count : 2 * count], codes[2 * count :])
    return Shard(
        tokens=tokens,
        codes=tuple(zip(*zones, strict=True)),
        documents=documents,
        places=places,
    )


def decode_positions(data: bytes) -> list[bytes]:
    """Return the positions of each token of a piece. Raises ValueError where it is damaged."""
    return positions_of(unsqueezed(data))


def positions_of(piece: bytes) -> list[bytes]:
    """Return the positions of each token of a piece that is not gzipped.

    Raises ValueError where it is damaged.
    """
    try:
        reader = varint.Reader(piece)
        lengths = reader.numbers(reader.number())
        return [reader.piece(length) for length in lengths]
    except IndexError as error:
        raise ValueError(f"a damaged piece of positions: {error}") from error


def unsqueezed(data: bytes) -> bytes:
    """Return what `squeeze` packed. Raises ValueError where it is damaged."""
    try:
        return bytes(deflate.gzip_decompress(data))
    except (deflate.DeflateError, ValueError) as error:  # a ValueError where the head is no gzip
        raise ValueError(f"a damaged file: {error}") from error


def squeeze(data: bytes) -> bytes:
    """Return ``data`` gzipped, the same bytes for the same data."""
    return bytes(deflate.gzip_compress(data, _LEVEL))


def name_of(data: bytes) -> str:
    """Return the name of a file: the beginning of its SHA-256."""
    return hashlib.sha256(data).digest()[:DIGEST].hex()


def _cut_positions(lists: Sequence[PostingList]) -> Iterator[list[PostingList]]:
    pending: list[PostingList] = []
    size = 0
    for posting_list in lists:
        if pending and size + len(posting_list.positions) > POSITIONS:
            yield pending
            pending, size = [], 0
        pending.append(posting_list)
        size += len(posting_list.positions)
    if pending:
        yield pending


def _places(numbers: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    at = 0
    for count, length in zip(numbers[::2], numbers[1::2], strict=True):
        yield count, at, length
        at += length


def _keys(lists: Sequence[PostingList]) -> str:
    """Write ``first⇥second⇥second…`` on a line for each first unit."""
    lines: list[str] = []
    first = None
    for posting_list in lists:
        if posting_list.first != first:
            first = posting_list.first
            lines.append(first)
        lines[-1] += f"\t{posting_list.second}"
    return "\n".join(lines)


def _tokens(keys: str) -> Iterator[tuple[str, str]]:
    for line in keys.split("\n"):
        first, *seconds = line.split("\t")
        for second in seconds:
            yield first, second
