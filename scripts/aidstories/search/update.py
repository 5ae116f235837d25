"""A change of few documents, worked into the shards that hold their tokens.

The result is, byte for byte, what making the index anew with the same numbers gives.
"""

from __future__ import annotations

import gzip
from bisect import bisect_right
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from aidstories.bounded import read_json
from aidstories.search.documents import Document
from aidstories.search.index import (
    TOGETHER,
    Token,
    text_file,
    text_pieces,
)
from aidstories.search.postings import PostingList, posting_lists_in_memory
from aidstories.search.raw import RawRun
from aidstories.search.shards import Cutter, decode_shard, encode_shard, positions_of, unsqueezed
from aidstories.search.splice import spliced

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
    cutter, squeezed = Cutter(), dict[bytes, bytes]()
    for number, shard in enumerate(shards):
        if not cutter.pending:
            squeezed.clear()
        opens = cutter.pending or number in touched
        lists = list(_posting_lists(folder, shard, squeezed)) if opens else None
        if lists is None or (
            cutter.pending and number not in touched and cutter.ends_before(lists[0])
        ):
            yield from _flush(cutter, add, squeezed)
            yield shard
            continue
        for posting_list in _edited(lists, touched.get(number, ()), before, added):
            if cutter.ends_before(posting_list):
                yield from _flush(cutter, add, squeezed)
            cutter.push(posting_list)
    yield from _flush(cutter, add, squeezed)


def _by_token(documents: Iterable[tuple[int, Document]]) -> dict[Token, PostingList]:
    """Return the posting lists of ``documents``, the last number first, by their tokens."""
    return {_token(found): found for found in posting_lists_in_memory(documents)}


def write_shard(
    chosen: Sequence[PostingList], add: Add, squeezed: Mapping[bytes, bytes] | None = None
) -> ShardFiles:
    """Write a shard and its positions with ``add``, which returns a file's name.

    ``squeezed`` are pieces of positions as they are gzipped, where that is known.
    """
    shard, positions = encode_shard(chosen, squeezed or {})
    return ShardFiles(token=_token(chosen[0]), name=add(shard + positions), length=len(shard))


def _flush(cutter: Cutter, add: Add, squeezed: Mapping[bytes, bytes]) -> Iterator[ShardFiles]:
    if cutter.pending:
        yield write_shard(cutter.take(), add, squeezed)


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


def _posting_lists(
    folder: Path, files: ShardFiles, squeezed: dict[bytes, bytes]
) -> Iterator[PostingList]:
    """Yield the posting lists of a shard; note its pieces of positions as they are gzipped."""
    data = (folder / f"{files.name}.bin").read_bytes()
    shard, behind = decode_shard(data[: files.length]), data[files.length :]
    placed: list[bytes] = []
    for _, start, length in shard.places:
        piece = behind[start : start + length]
        raw = unsqueezed(piece)
        squeezed[raw] = piece
        placed += positions_of(raw)
    for token, codes, data, positions in zip(
        shard.tokens, shard.codes, shard.documents, placed, strict=True
    ):
        yield PostingList(*token, codes, data, positions)


def _edited(
    lists: Iterable[PostingList],
    tokens: Iterable[Token],
    gone: Mapping[Token, PostingList],
    added: Mapping[Token, PostingList],
) -> Iterator[PostingList]:
    """Yield the posting lists of a shard after the change of ``tokens``."""
    touched = deque(sorted(tokens))
    for posting_list in lists:
        token = _token(posting_list)
        while touched and touched[0] < token:
            yield added[touched.popleft()]
        if not touched or touched[0] != token:
            yield posting_list
        else:
            touched.popleft()
            if left := spliced(posting_list, gone.get(token), added.get(token)):
                yield left
    yield from (added[token] for token in touched)
