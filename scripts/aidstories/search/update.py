"""A change of few documents, worked into the shards that hold their tokens.

The result is, byte for byte, what making the index anew with the same numbers gives.
"""

from __future__ import annotations

import gzip
import json
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from aidstories.search.documents import Document
from aidstories.search.index import TEXTS, Token, document_lists, document_positions
from aidstories.search.occurrences import Ints
from aidstories.search.postings import Record, of_documents, pack
from aidstories.search.raw import RawRun
from aidstories.search.shards import Cutter, decode_positions, decode_shard, encode_shard

Add = Callable[[bytes], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A shard in the index: its first token, its name, the names of its positions' files."""

    token: Token
    name: str
    places: tuple[str, ...]


def change(
    folder: Path,
    parts: Sequence[Part],
    replaced: set[int],
    new: Iterable[tuple[int, Document]],
    add: Add,
) -> Iterator[Part]:
    """Yield the shards of the index without the documents ``replaced`` and with ``new``.

    ``add`` writes a file and returns its name. Shards that hold no token of these documents are
    yielded as they are, unless a border beside them moved.
    """
    before = list(of_documents((n, _document(folder, n)) for n in sorted(replaced, reverse=True)))
    after = list(of_documents(sorted(new, key=lambda pair: -pair[0])))
    wanted = {_token(record): record for record in after}
    touched = _by_part(parts, {*map(_token, before), *wanted})
    cutter = Cutter()
    for number, part in enumerate(parts):
        held = list(_records(folder, part)) if cutter.held or number in touched else None
        if held is None or (cutter.held and number not in touched and cutter.ends_before(held[0])):
            yield from _flush(cutter, add)
            yield part
            continue
        edited = _edited(held, touched.get(number, ()), replaced, wanted)
        for record in edited:
            if cutter.ends_before(record):
                yield from _flush(cutter, add)
            cutter.push(record)
    yield from _flush(cutter, add)


def write_part(chosen: Sequence[Record], add: Add) -> Part:
    """Write a shard and its positions with ``add``, which returns a file's name."""
    data, positions = encode_shard(chosen)
    for content in positions.values():
        add(content)
    return Part(token=_token(chosen[0]), name=add(data), places=tuple(positions))


def _flush(cutter: Cutter, add: Add) -> Iterator[Part]:
    if cutter.held:
        yield write_part(cutter.take(), add)


def _token(record: Record) -> Token:
    return record.first, record.second


def _document(folder: Path, number: int) -> Document:
    """Return the document as the index holds it: what tokens come from, nothing else."""
    data = json.loads(gzip.decompress((folder / TEXTS / f"{number}.bin").read_bytes()))
    raw = (RawRun(before=before, text=text, after=after) for before, text, after in data["raw"])
    return Document(
        id=data["id"],
        date="",
        titles=tuple(data["titles"]),
        texts=tuple(data["texts"]),
        raw=tuple(raw),
        facets={},
        names=(),
        card={},
    )


def _by_part(parts: Sequence[Part], tokens: Iterable[Token]) -> Mapping[int, set[Token]]:
    first = [part.token for part in parts]
    found: dict[int, set[Token]] = {}
    for token in tokens:
        found.setdefault(max(0, bisect_right(first, token) - 1), set()).add(token)
    return found


def _records(folder: Path, part: Part) -> Iterator[Record]:
    shard = decode_shard((folder / f"{part.name}.bin").read_bytes())
    placed = (
        positions
        for name in part.places
        for positions in decode_positions((folder / f"{name}.bin").read_bytes())
    )
    for token, codes, data, positions in zip(
        shard.tokens, shard.codes, shard.documents, placed, strict=True
    ):
        yield Record(*token, codes, data, positions)


def _edited(
    held: Sequence[Record],
    tokens: Iterable[Token],
    replaced: set[int],
    wanted: Mapping[Token, Record],
) -> list[Record]:
    """Return the records of a shard after the change of ``tokens``."""
    found = {_token(record): record for record in held}
    for token in tokens:
        rows = _rows(found[token]) if token in found else np.zeros((3, 0), np.int64)
        rows = rows[:, ~np.isin(rows[1], list(replaced))]
        if token in wanted:
            rows = np.concatenate((rows, _rows(wanted[token])), axis=1)
        rows = rows[:, np.lexsort((rows[2], -rows[1]))]
        found.pop(token, None)
        for record in pack(rows, token):
            found[token] = record
    return [found[token] for token in sorted(found)]


def _rows(record: Record) -> Ints:
    """Return a record's rows, as `pack` takes them, the token being units 0 and 1."""
    text, _, raw = document_lists(record.codes, record.documents)
    positions = document_positions(record.positions, sorted((*text, *raw), reverse=True))
    rows = [(1, number, at) for number, found in positions.items() for at in found]
    return np.array(rows, dtype=np.int64).reshape(-1, 3).T
