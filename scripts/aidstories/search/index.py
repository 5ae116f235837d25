"""The index on disk: one manifest, files named by their content, a text for each story."""

from __future__ import annotations

import functools
import gzip
import itertools
import struct
import zlib
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from aidstories.bounded import read_json
from aidstories.errors import BadInput, Problem
from aidstories.search import varint
from aidstories.search.shards import DIGEST, Shard, decode_positions, decode_shard, squeeze

FORMAT = 5
MANIFEST = "manifest.json"
TEXTS = "texts"
TOGETHER = 32
"""Texts in one file: 80 KB, of which a page of results takes 3 KB for each of its stories."""
Token = tuple[str, str]
Numbers = list[int]


class Index:
    """Reads an index. Files are read when they are needed and kept.

    A file that is missing or damaged leaves its tokens unknown; its name is in ``lost``.
    """

    def __init__(self, folder: Path) -> None:
        """Open the index in ``folder``. Raises `BadInput` where there is none of `FORMAT`."""
        self.folder = folder
        self.manifest = read_manifest(folder)
        self.directory = decode_directory(self._bytes(self.manifest["directory"]))
        self._first = [token for token, _, _ in self.directory]
        self._lengths = {name: length for _, name, length in self.directory}
        self.lost: set[str] = set()
        self.shard = functools.cache(self._shard)
        self.places = functools.cache(self._places)
        self.table = functools.cache(self._table)

    @property
    def numbers(self) -> int:
        """The greatest number of a document, plus one."""
        return int(self.manifest["numbers"])

    @property
    def words(self) -> Mapping[str, str]:
        """What may stand before a colon in a query, with the key of the facet that it means."""
        return dict(self.manifest["words"])

    def find(self, token: Token) -> tuple[str, int] | None:
        """Return the shard that holds ``token`` and its place there.

        Returns None where the index does not have it; raises LookupError where that is unknown.
        """
        at = bisect_right(self._first, token) - 1
        if at < 0:
            return None
        name = self.directory[at][1]
        return (name, found) if (found := self._tokens(name).get(token)) is not None else None

    def beginning(self, first: str) -> Iterator[tuple[str, int]]:
        """Yield shard and place of every token that begins with the unit ``first``.

        Raises LookupError where a shard cannot be read.
        """
        at = max(0, bisect_right(self._first, (first, "")) - 1)
        for token, name, _ in self.directory[at:]:
            if token[0] > first:
                return
            for (unit, _), place in self._tokens(name).items():
                if unit == first:
                    yield name, place

    def documents(self, name: str, place: int) -> tuple[Numbers, Numbers, Numbers]:
        """Return a token's documents: in the text, in a title, in the capture alone."""
        shard = self.shard(name)
        return document_lists(shard.codes[place], shard.documents[place])

    def positions(self, name: str, place: int) -> dict[int, Numbers]:
        """Return a token's positions by document. Raises LookupError where they are lost."""
        shard = self.shard(name)
        text, _, raw = self.documents(name, place)
        data, at = b"", place
        for count, start, length in shard.places:
            if at < count:
                data = self.places(name, start, length)[at]
                break
            at -= count
        return document_positions(data, sorted((*text, *raw), reverse=True))

    def record(self, number: int) -> dict[str, Any]:
        """Return what the index shows of a document. Raises OSError where it is missing."""
        data = text_pieces((self.folder / text_file(number)).read_bytes())[number % TOGETHER]
        if not data:
            raise OSError(f"{text_file(number)}: no text {number}")
        return dict(read_json(gzip.decompress(data)))

    def facet(self, key: str) -> dict[str, set[int]]:
        """Return the documents of each value of a facet; none where the index has no such facet."""
        name = self.manifest["facets"].get(key)
        values = self.table(name) if name else ()
        return {value: set(undo_gaps(gaps)) for value, gaps in values}

    def ranks(self) -> dict[int, int] | None:
        """Return the rank by date of each number, newest 0; None: the greatest is the newest."""
        name = self.manifest["order"]
        return None if name is None else {n: rank for rank, n in enumerate(self.table(name))}

    def _table(self, name: str) -> Any:
        """Return the JSON file ``name``, or the piece ``name:start:length`` of one."""
        return read_json(gzip.decompress(piece_of(name, self._bytes)))

    def _tokens(self, name: str) -> dict[Token, int]:
        return {token: n for n, token in enumerate(self.shard(name).tokens)}

    def _shard(self, name: str) -> Shard:
        try:
            return decode_shard(self._bytes(name)[: self._lengths[name]])
        except (OSError, ValueError) as error:
            self.lost.add(name)
            raise LookupError(name) from error

    def _places(self, name: str, start: int, length: int) -> list[bytes]:
        try:
            at = self._lengths[name] + start
            return decode_positions(self._bytes(name)[at : at + length])
        except (OSError, ValueError) as error:
            self.lost.add(name)
            raise LookupError(name) from error

    def _bytes(self, name: str) -> bytes:
        return (self.folder / f"{name}.bin").read_bytes()


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest. Raises `BadInput` where there is none, or of another format."""
    path = folder / MANIFEST
    try:
        manifest = read_json(path.read_text("utf-8"))
        if manifest["format"] == FORMAT:
            return dict(manifest)
        found = manifest["format"]
        zh, en = f"索引的格式是 {found}，应为 {FORMAT}", f"format {found}, not {FORMAT}"
    except (OSError, ValueError, KeyError, TypeError) as error:
        zh, en = f"读不到检索索引（{error}）", f"no search index ({error})"
    raise BadInput([Problem(file=str(path), zh=zh, en=en)])


def piece_of(name: str, read: Callable[[str], bytes]) -> bytes:
    """Return the file ``name``, or the piece ``file:start:length`` of one that ``read`` returns."""
    file, _, span = name.partition(":")
    if not span:
        return read(file)
    start, length = map(int, span.split(":"))
    return read(file)[start : start + length]


def text_file(number: int) -> str:
    """Return the path of the file that holds the text of a document, from the index's folder."""
    return f"{TEXTS}/{number // TOGETHER}.bin"


def text_pieces(data: bytes) -> list[bytes]:
    """Return the texts of a file, gzipped, those that are not there empty.

    A file begins with the length of each in four bytes, the lowest first. Raises OSError where it
    is too short for that.
    """
    if len(data) < TOGETHER * 4:
        raise OSError("a damaged file of texts")
    at = TOGETHER * 4
    found: list[bytes] = []
    for length in struct.unpack_from(f"<{TOGETHER}I", data):
        found.append(data[at : at + length])
        at += length
    return found


def joined_texts(pieces: Sequence[bytes]) -> bytes:
    """Return the file that `text_pieces` parts."""
    return struct.pack(f"<{TOGETHER}I", *map(len, pieces)) + b"".join(pieces)


def encode_directory(entries: Sequence[tuple[Token, str, int]]) -> bytes:
    """Return the directory: the first token, the file and the length of every shard."""
    keys = "\n".join("\t".join(token) for token, _, _ in entries).encode("utf-8")
    names = b"".join(bytes.fromhex(name) for _, name, _ in entries)
    lengths = varint.encode(length for _, _, length in entries)
    return squeeze(varint.encode([len(entries), len(keys)]) + keys + names + lengths)


def decode_directory(data: bytes) -> list[tuple[Token, str, int]]:
    """Return what `encode_directory` packed. Raises BadInput where it is damaged."""
    try:
        reader = varint.Reader(gzip.decompress(data))
        count, length = reader.numbers(2)
        keys = reader.piece(length).decode("utf-8").split("\n") if count else []
        names = [reader.piece(DIGEST).hex() for _ in range(count)]
        lengths = reader.numbers(count)
        tokens = [key.split("\t") for key in keys]
        found = zip(tokens, names, lengths, strict=True)
        return [((a, b), name, length) for (a, b), name, length in found]
    except (OSError, EOFError, zlib.error, IndexError, ValueError) as error:
        zh, en = "检索索引的目录损坏", "the directory of the index is damaged"
        raise BadInput([Problem(file=MANIFEST, zh=zh, en=en)]) from error


def document_lists(codes: tuple[int, int, int], data: bytes) -> tuple[Numbers, Numbers, Numbers]:
    """Return the three lists of a record's documents, greatest number first."""
    reader = varint.Reader(data)
    text, title, raw = (_document_list(code, reader) for code in codes)
    return text, title, raw


def _document_list(code: int, reader: varint.Reader) -> Numbers:
    count = code >> 1
    if not code & 1:
        return undo_gaps(reader.numbers(count))
    found: Numbers = []
    number = 0
    while len(found) < count:
        byte = reader.piece(1)[0]
        found += [number + bit for bit in _BITS[byte]]
        number += 8
    return found[::-1]


_BITS = tuple(tuple(bit for bit in range(8) if byte >> bit & 1) for byte in range(256))
"""The bits that are set, of each byte of a bitmap."""


def undo_gaps(gaps: Sequence[int]) -> Numbers:
    """Return numbers from the first and the steps down."""
    found: Numbers = []
    for gap in gaps:
        found.append(found[-1] - gap if found else gap)
    return found


def gaps_of(numbers: Sequence[int]) -> Numbers:
    """Return the first of descending ``numbers`` and the steps down."""
    return [*numbers[:1], *(a - b for a, b in itertools.pairwise(numbers))]


def document_positions(data: bytes, numbers: Sequence[int]) -> dict[int, Numbers]:
    """Return a record's positions, given its documents in order."""
    values = varint.decode_array(data)
    found: dict[int, Numbers] = {}
    at = 0
    for number in numbers:
        end = at + 1 + int(values[at])
        found[number] = np.cumsum(values[at + 1 : end]).tolist()
        at = end
    return found


def file_names(manifest: Mapping[str, Any]) -> Iterator[str]:
    """Yield the files that a manifest names."""
    for key in ("directory", "fold", "beginnings", "names", "order"):
        if manifest[key]:
            yield manifest[key]
    yield from manifest["facets"].values()
