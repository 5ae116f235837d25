"""Documents → the index. A small change is worked into the index that is there."""

from __future__ import annotations

import errno
import hashlib
import json
import os
import shutil
import tempfile
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

from aidstories.bounded import read_json
from aidstories.errors import BadInput
from aidstories.search.documents import Document, Filing
from aidstories.search.fold import simplified
from aidstories.search.index import (
    FORMAT,
    MANIFEST,
    TEXTS,
    TOGETHER,
    encode_directory,
    file_names,
    gaps_of,
    joined_texts,
    read_manifest,
    text_file,
    text_pieces,
)
from aidstories.search.name_files import NameFiles, write_names
from aidstories.search.names import (
    Address,
    Shorts,
    Spoken,
    Value,
    named,
    no_name,
    values_of,
)
from aidstories.search.postings import BLOCK, posting_lists
from aidstories.search.query import query_words
from aidstories.search.shards import CUT, cut, name_of, squeeze
from aidstories.search.sums import SUMS, Damaged, Sums
from aidstories.search.update import ShardFiles, change, write_shard
from aidstories.stories.store.files import bytes_of, write_atomically
from aidstories.stories.store.keep import Keep, afresh
from aidstories.tables import Tables

STATE = "state.json"
"""What the next build must know; browsers do not read it."""
_GONE = (errno.ENOENT, errno.EISDIR, errno.ENOTDIR)
"""Faults of a file that is not there as a file: the index is made anew. A full disk is none."""
_MOST_CHANGED = 0.05
"""Share of documents from which the index is made anew."""


_Asked = tuple[Address, Spoken, Keep]
Filed = Document | Filing


def no_address(facet: str, value: str) -> str:
    """Say that no value has a page."""
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What a build did. ``shards`` counts the shards that were made, ``kept`` those that stayed."""

    documents: int
    changed: int
    shards: int
    kept: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexState:
    """The index that is there: number and digest of each document by id, and its shards.

    ``mentions`` are the places that each document mentions, of those ``sought``.
    """

    documents: Mapping[str, tuple[int, str]]
    shards: tuple[ShardFiles, ...]
    mentions: Mapping[str, Sequence[str]]
    sought: Sequence[str]


def build_index(
    documents: Sequence[Document],
    folder: Path,
    tables: Tables | None = None,
    *,
    address: Address = no_address,
    spoken: Spoken = no_name,
    block: int = BLOCK,
    keep: Keep = afresh,
) -> Built:
    """Make the index of ``documents``, oldest first, in ``folder``.

    ``tables`` are the archive's, for the names of values, ``address`` says where these have
    pages, ``spoken`` what these call them in Tibetan, which is the same for as long as ``keep``
    keeps the names. What is there of an earlier index is kept where it still holds; the manifest
    is written last, then what nothing names goes. An index of which a file is damaged or gone is
    made anew.
    """
    asked = address, spoken, keep
    try:
        return _built(documents, folder, tables, asked, block)
    except (Damaged, ValueError, OSError) as error:
        if isinstance(error, OSError) and error.errno not in _GONE:
            raise
        clear(folder)
        return _built(documents, folder, tables, asked, block)


def clear(folder: Path) -> None:
    """Remove an index, of which nothing is lost that cannot be made again."""
    shutil.rmtree(folder, ignore_errors=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Changes:
    """What differs from an earlier index; the numbers of documents and their digests by id."""

    numbers: Mapping[str, int]
    digests: Mapping[str, str]
    changed: Sequence[Document]
    gone: set[int]

    @property
    def states(self) -> dict[str, tuple[int, str]]:
        """Number and digest of each document, as the next build must know them."""
        return {id_: (self.numbers[id_], digest) for id_, digest in self.digests.items()}

    @property
    def told(self) -> dict[int, Document]:
        """The changed documents by their numbers."""
        return {self.numbers[document.id]: document for document in self.changed}


def _built(
    documents: Sequence[Document],
    folder: Path,
    tables: Tables | None,
    asked: _Asked,
    block: int,
) -> Built:
    """Make the index as `build_index` does. Raises `Damaged` where what is there is damaged."""
    earlier = read_state(folder)
    if not earlier.documents:
        clear(folder)  # what no state tells of is not trusted
    (folder / TEXTS).mkdir(parents=True, exist_ok=True)
    sums = Sums(folder)
    if earlier.shards:
        sums.hold(published(folder))
        sums.hold(f"{shard.name}.bin" for shard in earlier.shards)
        sums.hold({text_file(number) for number, _ in earlier.documents.values()})
    found = _changes(documents, earlier)
    shards = _shards(documents, found, earlier, folder, block)
    write_texts(folder, {**dict.fromkeys(found.gone), **found.told}, anew=not earlier.documents)
    sought = sorted({place.short for place in tables.places if place.bo}) if tables else []
    state = IndexState(
        documents=found.states,
        shards=shards,
        mentions=_mentions(documents, found.digests, sought, earlier),
        sought=sought,
    )
    files = Named(folder)
    names = _names(documents, state, tables, asked, files)
    manifest = _finish(documents, found.numbers, state, files, tables) | {
        "beginnings": names.beginnings,
        "names": names.names,
    }
    write_atomically(folder / STATE, state_json(state))
    write_atomically(folder / MANIFEST, summed(json.dumps(manifest, indent=1)))
    sweep(folder, state, manifest, names.others)
    sums.note(published(folder))
    kept = len({p.name for p in earlier.shards} & {p.name for p in shards})
    changed = len(found.changed)
    return Built(documents=len(documents), changed=changed, shards=len(shards) - kept, kept=kept)


def _changes(documents: Sequence[Document], earlier: IndexState) -> _Changes:
    """Return what of ``documents`` is not in the earlier index, and what there is of others."""
    digests = {document.id: digest_of(document) for document in documents}
    numbers = _numbers(documents, earlier, digests)
    return _Changes(
        numbers=numbers,
        digests=digests,
        changed=[
            d for d in documents if earlier.documents.get(d.id) != (numbers[d.id], digests[d.id])
        ],
        gone={number for number, _ in earlier.documents.values()} - set(numbers.values()),
    )


def _shards(
    documents: Sequence[Document], found: _Changes, earlier: IndexState, folder: Path, block: int
) -> tuple[ShardFiles, ...]:
    """Work a small change into the shards that are there, or make all anew."""
    changes = len(found.changed) + len(found.gone)
    if earlier.shards and changes <= max(1, len(documents) * _MOST_CHANGED):
        before = (earlier.documents.get(d.id) for d in found.changed)
        replaced = found.gone | {state[0] for state in before if state}
        new = [(found.numbers[d.id], d) for d in found.changed]
        return tuple(change(folder, earlier.shards, replaced, new, Named(folder).add))
    newest_first = [(found.numbers[d.id], d) for d in documents]
    newest_first.sort(key=lambda pair: -pair[0])
    return tuple(_make(newest_first, folder, block))


def summed(manifest: str) -> str:
    """Return a manifest with the CRC-32 of all that stands before it as its last entry."""
    before = manifest.removesuffix("\n}")
    return f'{before},\n "sum": "{zlib.crc32(before.encode("utf-8")):08x}"\n}}\n'


def published(folder: Path) -> list[str]:
    """Return the files of the index that browsers need, relative to ``folder``, in order."""
    found = []
    for here, _, names in os.walk(folder):
        below = Path(here).relative_to(folder).as_posix()
        inside = "" if below == "." else f"{below}/"
        own = (name for name in names if name not in (STATE, SUMS) and not name.startswith("."))
        found += [f"{inside}{name}" for name in own]
    return sorted(found)


def write_texts(folder: Path, changed: Mapping[int, Document | None], *, anew: bool) -> None:
    """Write the texts of ``changed`` documents by their numbers; None for one that is gone.

    The others of a file stay, unless all is made ``anew``.
    """
    for file, numbers in groupby(sorted(changed), text_file):
        path = folder / file
        data = None if anew else bytes_of(path)
        pieces = text_pieces(data) if data else [b""] * TOGETHER
        for number in numbers:
            document = changed[number]
            pieces[number % TOGETHER] = _squeezed(document.record()) if document else b""
        _write(path, joined_texts(pieces))


def _numbers(
    documents: Sequence[Document], earlier: IndexState, digests: Mapping[str, str]
) -> dict[str, int]:
    """Number the documents, oldest 0. Those that have a number keep it while few change."""
    numbered = {d.id: earlier.documents[d.id][0] for d in documents if d.id in earlier.documents}
    same = sum(earlier.documents[id_][1] == digests[id_] for id_ in numbered)
    if not earlier.shards or len(documents) - same > max(1, len(documents) * _MOST_CHANGED):
        return {d.id: n for n, d in enumerate(documents)}
    free = 1 + max((number for number, _ in earlier.documents.values()), default=-1)
    new = [d.id for d in documents if d.id not in numbered]
    return numbered | {id_: free + n for n, id_ in enumerate(new)}


def _make(
    documents: Iterable[tuple[int, Document]], folder: Path, block: int
) -> Iterator[ShardFiles]:
    files = Named(folder)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".blocks-") as blocks:
        for chosen in cut(posting_lists(documents, Path(blocks), block)):
            yield write_shard(chosen, files.add)


def _finish(
    documents: Sequence[Document],
    numbers: Mapping[str, int],
    state: IndexState,
    files: Named,
    tables: Tables | None,
) -> dict[str, object]:
    return {
        "format": FORMAT,
        "documents": len(documents),
        "numbers": max(numbers.values(), default=-1) + 1,
        "directory": files.add(directory_of(state.shards)),
        "facets": {
            key: files.add(_facet(documents, numbers, key)) for key in _keys(documents, tables)
        },
        "words": query_words(tables.facets) if tables else {},
        "fold": files.add(_squeezed("".join(a + b for a, b in simplified().items()))),
        "order": _order(documents, numbers, files),
        "texts": texts_of(state),
    }


def _order(filed: Sequence[Filed], numbers: Mapping[str, int], files: Named) -> str | None:
    """Return the file with the numbers of documents, newest first; None where these fall."""
    newest_first = [numbers[each.id] for each in reversed(filed)]
    falling = newest_first == sorted(newest_first, reverse=True)
    return None if falling else files.add(_squeezed(newest_first))


def directory_of(shards: Iterable[ShardFiles]) -> bytes:
    """Return the file that says which shard holds a token."""
    return encode_directory([(shard.token, shard.name, shard.length) for shard in shards])


def texts_of(state: IndexState) -> str:
    """Return what stands for all texts together: other texts, another digest."""
    texts = "".join(digest for _, digest in sorted(state.documents.values()))
    return hashlib.sha256(texts.encode()).hexdigest()[:10]


def _mentions(
    documents: Iterable[Document],
    digests: Mapping[str, str],
    sought: Sequence[str],
    earlier: IndexState,
) -> dict[str, Sequence[str]]:
    """Return which of ``sought`` each document mentions; one that stays is not read again."""
    same = list(earlier.sought) == list(sought)
    known = {id_: digest for id_, (_, digest) in earlier.documents.items()} if same else {}
    shorts = Shorts(sought)
    return {
        d.id: earlier.mentions[d.id] if known.get(d.id) == digests[d.id] else shorts.mentioned(d)
        for d in documents
    }


class Renaming(NamedTuple):
    """What a manifest says of the names and values of an index, and the ``others`` of its files."""

    manifest: Mapping[str, object]
    others: frozenset[str]


def renamed(
    filings: Sequence[Filing],
    state: IndexState,
    tables: Tables,
    asked: tuple[Address, Spoken],
    files: Named,
) -> Renaming:
    """Write names and values of ``filings``, oldest first, as `build_index` writes documents'."""
    numbers = {id_: number for id_, (number, _) in state.documents.items()}
    names = _names(filings, state, tables, (*asked, afresh), files)
    facets = {key: files.add(_facet(filings, numbers, key)) for key in _keys((), tables)}
    order = _order(filings, numbers, files)
    told = {
        "facets": facets,
        "order": order,
        "beginnings": names.beginnings,
        "names": names.names,
    }
    return Renaming(told, names.others)


def _names(
    documents: Sequence[Filed],
    state: IndexState,
    tables: Tables | None,
    asked: _Asked,
    files: Named,
) -> NameFiles:
    """Write the names of the catalogue's values; without tables there are none."""
    address, spoken, keep = asked
    numbers = {id_: number for id_, (number, _) in state.documents.items()}
    values: tuple[Value, ...] = ()
    if tables:
        values = tuple(values_of(documents, numbers, state.mentions, tables, address))

    def make() -> NameFiles:
        names = named(values, tables, spoken) if tables else ()
        return write_names(names, tables.facets if tables else (), _squeezed, files.add)

    found = keep("search names", values, make)
    return found if files.have({found.beginnings, found.names, *found.others}) else make()


def _keys(documents: Iterable[Document], tables: Tables | None) -> tuple[str, ...]:
    """Return the keys of the facets that narrow; without tables, those that documents have."""
    if tables:
        return tuple(facet.key for facet in tables.facets if facet.searched)
    return tuple(dict.fromkeys(key for d in documents for key in d.facets))


def _facet(documents: Sequence[Filed], numbers: Mapping[str, int], key: str) -> bytes:
    found: dict[str, list[int]] = {}
    for document in documents:
        for value in dict.fromkeys(document.facets.get(key, ())):
            found.setdefault(value, []).append(numbers[document.id])
    listed = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
    return _squeezed([[value, gaps_of(sorted(holders, reverse=True))] for value, holders in listed])


def digest_of(document: Document) -> str:
    """Return a digest of all that is said of a document; a lone surrogate is escaped by `repr`."""
    values = repr([getattr(document, one.name) for one in fields(document)])
    return hashlib.sha256(values.encode("utf-8")).hexdigest()[:16]


def _json(values: object) -> bytes:
    """Return compact JSON; a lone surrogate, which UTF-8 cannot hold, is escaped."""
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return text.encode("utf-8", "backslashreplace")


def _squeezed(values: object) -> bytes:
    return squeeze(_json(values))


class Named:
    """Files named by their content: one that is there already is not written again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def have(self, names: Iterable[str]) -> bool:
        """Return whether all files of these names are there."""
        return all((self.folder / f"{name}.bin").is_file() for name in names)

    def add(self, data: bytes) -> str:
        """Write ``data`` and return its name. Raises ValueError where two contents share it."""
        path = self.folder / f"{name_of(data)}.bin"
        if not path.exists():
            _write(path, data)
        elif path.stat().st_size != len(data):
            raise ValueError(f"two files would be named {path.name}")
        return path.stem


def _write(path: Path, data: bytes) -> None:
    """Write a file that can be made again, so without waiting for the disk."""
    beside = path.with_name(f".{path.name}")
    beside.write_bytes(data)
    beside.replace(path)


def sweep(
    folder: Path, state: IndexState, manifest: Mapping[str, object], others: Iterable[str]
) -> None:
    """Remove the files that neither state nor manifest of an index names, nor ``others``."""
    named = {*file_names(manifest), *(shard.name for shard in state.shards), *others}
    for path in folder.glob("*.bin"):
        if path.stem not in named:
            path.unlink()
    held = {text_file(number) for number, _ in state.documents.values()}
    for path in (folder / TEXTS).glob("*.bin"):
        if path.relative_to(folder).as_posix() not in held:
            path.unlink()


def state_json(state: IndexState) -> str:
    """Return what the next build must know as JSON, with its own sum (CRC-32) first."""
    shards = [[*shard.token, shard.name, shard.length] for shard in state.shards]
    values = {
        "cut": CUT,
        "documents": dict(state.documents),
        "parts": shards,
        "mentions": dict(state.mentions),
        "sought": state.sought,
    }
    return _with_sum(json.dumps(values, separators=(",", ":")))


def _with_sum(text: str) -> str:
    return f'{{"sum":"{zlib.crc32(text.encode("utf-8")):08x}",{text[1:]}'


def read_state(folder: Path) -> IndexState:
    """Return the state of the index in ``folder``; an empty one where it cannot be used."""
    try:
        read_manifest(folder)
        text = (folder / STATE).read_text("utf-8")
        data = read_json(text)
        if text != _with_sum("{" + text.partition(",")[2]) or tuple(data["cut"]) != CUT:
            raise ValueError(data["cut"])
        return IndexState(
            documents={
                id_: (int(n), str(digest)) for id_, (n, digest) in data["documents"].items()
            },
            shards=tuple(
                ShardFiles(token=(first, second), name=name, length=int(length))
                for first, second, name, length in data["parts"]
            ),
            mentions={id_: data["mentions"][id_] for id_ in data["documents"]},
            sought=data["sought"],
        )
    except (BadInput, OSError, ValueError, KeyError, TypeError):
        return IndexState(documents={}, shards=(), mentions={}, sought=())
