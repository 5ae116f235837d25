"""A change of few documents, worked into the shards that hold their tokens.

The result is, byte for byte, what making the index anew with the same numbers gives.
"""

from __future__ import annotations

import gzip
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from aidstories.bounded import read_json
from aidstories.search import varint
from aidstories.search.documents import Document
from aidstories.search.index import (
    TOGETHER,
    Token,
    document_lists,
    text_file,
    text_pieces,
)
from aidstories.search.occurrences import Ints
from aidstories.search.postings import PostingList, packed, posting_lists_in_memory
from aidstories.search.raw import RawRun
from aidstories.search.shards import Cutter, decode_positions, decode_shard, encode_shard

Add = Callable[[bytes], str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShardFiles:
    """A shard in the index: its first token, its file, how many bytes of this it has itself."""

    token: Token
    name: str
    length: int


def change(
    folder: Path,
    shards: Sequence[ShardFiles],
    replaced: set[int],
    new: Iterable[tuple[int, Document]],
    add: Add,
) -> Iterator[ShardFiles]:
    """Yield the shards of the index without the documents ``replaced`` and with ``new``.

    ``add`` writes a file and returns its name. Shards that hold no token of these documents are
    yielded as they are, unless a border beside them moved.
    """
    before = _by_token((n, _document(folder, n)) for n in sorted(replaced, reverse=True))
    after = _by_token(sorted(new, key=lambda pair: -pair[0]))
    added = {token: found for token, found in after.items() if found != before.get(token)}
    gone = {token for token, found in before.items() if found != after.get(token)}
    touched = _by_shard(shards, gone | added.keys())
    # A shard ends before a token that may be gone: then it goes on with what follows.
    opened = {n - 1: set[Token]() for n in touched if n and shards[n].token in gone}
    touched = {**opened, **touched}
    cutter = Cutter()
    for number, shard in enumerate(shards):
        lists = list(_posting_lists(folder, shard)) if cutter.pending or number in touched else None
        if lists is None or (
            cutter.pending and number not in touched and cutter.ends_before(lists[0])
        ):
            yield from _flush(cutter, add)
            yield shard
            continue
        edited = _edited(lists, touched.get(number, ()), replaced, added)
        for posting_list in edited:
            if cutter.ends_before(posting_list):
                yield from _flush(cutter, add)
            cutter.push(posting_list)
    yield from _flush(cutter, add)


def _by_token(documents: Iterable[tuple[int, Document]]) -> dict[Token, PostingList]:
    """Return the posting lists of ``documents``, the last number first, by their tokens."""
    return {_token(found): found for found in posting_lists_in_memory(documents)}


def write_shard(chosen: Sequence[PostingList], add: Add) -> ShardFiles:
    """Write a shard and its positions with ``add``, which returns a file's name."""
    shard, positions = encode_shard(chosen)
    return ShardFiles(token=_token(chosen[0]), name=add(shard + positions), length=len(shard))


def _flush(cutter: Cutter, add: Add) -> Iterator[ShardFiles]:
    if cutter.pending:
        yield write_shard(cutter.take(), add)


def _token(posting_list: PostingList) -> Token:
    return posting_list.first, posting_list.second


def _document(folder: Path, number: int) -> Document:
    """Return the document as the index holds it: what tokens come from, nothing else."""
    pieces = text_pieces((folder / text_file(number)).read_bytes())
    data = read_json(gzip.decompress(pieces[number % TOGETHER]))
    raw = (RawRun(before=before, text=text, after=after) for before, text, after in data["raw"])
    return Document(
        id=data["id"],
        date="",
        titles=tuple(data["titles"]),
        texts=tuple(data["texts"]),
        raw=tuple(raw),
        facets={},
        card={},
    )


def _by_shard(shards: Sequence[ShardFiles], tokens: Iterable[Token]) -> Mapping[int, set[Token]]:
    first = [shard.token for shard in shards]
    found: dict[int, set[Token]] = {}
    for token in tokens:
        found.setdefault(max(0, bisect_right(first, token) - 1), set()).add(token)
    return found


def _posting_lists(folder: Path, files: ShardFiles) -> Iterator[PostingList]:
    data = (folder / f"{files.name}.bin").read_bytes()
    shard, behind = decode_shard(data[: files.length]), data[files.length :]
    placed = (
        positions
        for _, start, length in shard.places
        for positions in decode_positions(behind[start : start + length])
    )
    for token, codes, data, positions in zip(
        shard.tokens, shard.codes, shard.documents, placed, strict=True
    ):
        yield PostingList(*token, codes, data, positions)


def _edited(
    lists: Sequence[PostingList],
    tokens: Iterable[Token],
    replaced: set[int],
    added: Mapping[Token, PostingList],
) -> list[PostingList]:
    """Return the posting lists of a shard after the change of ``tokens``."""
    found, touched = {_token(posting_list): posting_list for posting_list in lists}, sorted(tokens)
    before = _rows([(n, found.pop(one)) for n, one in enumerate(touched) if one in found])
    before = before[:, ~np.isin(before[1], list(replaced))]
    after = _rows([(n, added[one]) for n, one in enumerate(touched) if one in added])
    rows = np.concatenate((before, after), axis=1)
    rows = rows[:, np.lexsort((rows[2], -rows[1], rows[0]))]
    found |= {_token(made): made for made in packed(rows, touched)}
    return [found[token] for token in sorted(found)]


def _rows(lists: Sequence[tuple[int, PostingList]]) -> Ints:
    """Return the number, the document and the position of each occurrence in ``lists``.

    Each comes with its number. All are read at once: one word more in a story moves a thousand
    tokens, and numpy takes longer to begin than for one list.
    """
    values = varint.decode_array(b"".join(one.positions for _, one in lists))
    documents = [(n, document) for n, one in lists for document in _documents(one)]
    heads = _heads(values.tolist(), len(documents))
    counts = values[heads]
    steps = np.delete(values, heads)
    firsts = np.cumsum(counts) - counts
    at = np.cumsum(steps)
    at -= np.repeat(at[firsts] - steps[firsts], counts)
    of = np.array(documents, dtype=np.int64).reshape(-1, 2).repeat(counts, axis=0)
    return np.vstack((of.T, at))


def _documents(posting_list: PostingList) -> list[int]:
    """Return the documents that a posting list has positions in, in their order."""
    text, _, raw = document_lists(posting_list.codes, posting_list.documents)
    return sorted((*text, *raw), reverse=True)


def _heads(values: Sequence[int], count: int) -> list[int]:
    """Return where ``count`` documents begin: each with how many values follow."""
    heads, at = [], 0
    for _ in range(count):
        heads.append(at)
        at += 1 + values[at]
    return heads
