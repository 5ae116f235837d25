"""Records ↔ shards, the files of the index. ``docs/guide/search-index.md`` gives the format."""

from __future__ import annotations

import gzip
import hashlib
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from aidstories.search import varint
from aidstories.search.postings import Record

LEAST, MOST = 4_000, 11_000
"""Bytes of a shard before gzip; it makes 8 KB of one at 10,000 stories, at most about 11 KB."""
POSITIONS = 6_000
"""Bytes of positions, before gzip, from which a file of positions ends."""
_BORDER = 64
"""One token in so many may end a shard, once it is long enough."""
CUT = (LEAST, MOST, POSITIONS, _BORDER)
"""What decides where files end: an index that was cut otherwise is made anew."""
DIGEST = 5
"""Bytes of a file's SHA-256 that name it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shard:
    """A decoded shard. ``places`` pairs the number of tokens and the name of each file of
    positions, in order.
    """

    tokens: tuple[tuple[str, str], ...]
    codes: tuple[tuple[int, int, int], ...]
    documents: tuple[bytes, ...]
    places: tuple[tuple[int, str], ...]


class Cutter:
    """Holds the records of the shard that is being filled.

    A shard ends where its tokens say so, not after a fixed number: what one story adds or takes
    away moves no border but those beside it.
    """

    def __init__(self) -> None:
        self.held: list[Record] = []
        self._size = 0

    def ends_before(self, record: Record) -> bool:
        """Return whether the shard is complete when ``record`` comes next."""
        long_enough = self._size >= MOST or (self._size >= LEAST and _is_border(record))
        return bool(self.held) and long_enough

    def push(self, record: Record) -> None:
        """Add ``record``."""
        self.held.append(record)
        self._size += len(record.documents) + len(record.second) * 3 + 4

    def take(self) -> list[Record]:
        """Return the records and begin the next shard."""
        held, self.held, self._size = self.held, [], 0
        return held


def cut(records: Iterable[Record]) -> Iterator[list[Record]]:
    """Part the records into shards."""
    cutter = Cutter()
    for record in records:
        if cutter.ends_before(record):
            yield cutter.take()
        cutter.push(record)
    if cutter.held:
        yield cutter.take()


def _is_border(record: Record) -> bool:
    """Return whether a shard may begin with ``record``."""
    return zlib.crc32(f"{record.first}\t{record.second}".encode()) % _BORDER == 0


def encode_shard(records: Sequence[Record]) -> tuple[bytes, dict[str, bytes]]:
    """Return a shard, gzipped, and by name the files of positions that it names."""
    files: dict[str, bytes] = {}
    places = bytearray()
    count = 0
    for part in _cut_positions(records):
        data = squeeze(
            varint.encode([len(part)])
            + varint.encode(len(r.positions) for r in part)
            + b"".join(r.positions for r in part)
        )
        files[name_of(data)] = data
        places += varint.encode([len(part)]) + bytes.fromhex(name_of(data))
        count += 1
    keys = _keys(records).encode("utf-8")
    codes = [r.codes[zone] for zone in range(3) for r in records]
    head = varint.encode(
        [len(records), len(keys), count, *codes, *(len(r.documents) for r in records)]
    )
    return squeeze(head + keys + places + b"".join(r.documents for r in records)), files


def decode_shard(data: bytes) -> Shard:
    """Return what `encode_shard` packed. Raises ValueError where the file is damaged."""
    try:
        reader = varint.Reader(gzip.decompress(data))
        count, keys, files = reader.numbers(3)
        codes = reader.numbers(3 * count)
        lengths = reader.numbers(count)
        tokens = tuple(_tokens(reader.piece(keys).decode("utf-8")))
        places = tuple((reader.number(), reader.piece(DIGEST).hex()) for _ in range(files))
        documents = tuple(map(reader.piece, lengths))
    except (OSError, EOFError, zlib.error, IndexError) as error:
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
    """Return the positions of each token of a file. Raises ValueError where it is damaged."""
    try:
        reader = varint.Reader(gzip.decompress(data))
        lengths = reader.numbers(reader.number())
        return [reader.piece(length) for length in lengths]
    except (OSError, EOFError, zlib.error, IndexError) as error:
        raise ValueError(f"a damaged file of positions: {error}") from error


def squeeze(data: bytes) -> bytes:
    """Return ``data`` gzipped, the same bytes for the same data."""
    return gzip.compress(data, compresslevel=9, mtime=0)


def name_of(data: bytes) -> str:
    """Return the name of a file: the beginning of its SHA-256."""
    return hashlib.sha256(data).digest()[:DIGEST].hex()


def _cut_positions(records: Sequence[Record]) -> Iterator[list[Record]]:
    held: list[Record] = []
    size = 0
    for record in records:
        if held and size + len(record.positions) > POSITIONS:
            yield held
            held, size = [], 0
        held.append(record)
        size += len(record.positions)
    if held:
        yield held


def _keys(records: Sequence[Record]) -> str:
    """Write ``first⇥second⇥second…`` on a line for each first unit."""
    lines: list[str] = []
    first = None
    for record in records:
        if record.first != first:
            first = record.first
            lines.append(first)
        lines[-1] += f"\t{record.second}"
    return "\n".join(lines)


def _tokens(keys: str) -> Iterator[tuple[str, str]]:
    for line in keys.split("\n"):
        first, *seconds = line.split("\t")
        for second in seconds:
            yield first, second
