"""The names of the catalogue as files: sorted by key, in shards that are read when asked for.

``names.js`` reads the same. What every search reads is one short file, the beginnings: it tells
of nearly every word that no name begins so, and which words ask.
"""

from __future__ import annotations

import functools
import itertools
import zlib
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from aidstories.fields import Facet, Shape
from aidstories.search.forms import Inside
from aidstories.search.index import Index, gaps_of, undo_gaps
from aidstories.search.names import Name
from aidstories.search.questions import ASKING, LIGHT
from aidstories.search.spelling import is_latin, squash

BEGINNING = 2
"""Characters of a name that the beginnings hold: at 10,000 stories 1,457 pairs, 1.5 KB."""
_ONE = "."
"""Stands for the second character of a name of one."""
_LEAST, _MOST, _BORDER = 12_000, 24_000, 8
"""Characters of a shard before gzip, about 5 KB behind it; one key in so many may begin one."""
_INLINE = 24
"""Documents of a name that stand in its row; longer lists are files, which its keys share."""
_FILE = 64_000
"""Bytes of a file of several pieces, of which a reader asks for one."""
Add = Callable[[bytes], str]


class Row(NamedTuple):
    """A key of a value: facet, value, documents that have it, address, numbers, where it counts.

    ``numbers`` are steps down, or the name of the file that holds them. ``name`` is the Chinese
    name that the key is read as, empty where it is one. A place that texts mention has no
    ``facet``.
    """

    key: str
    facet: str
    value: str
    total: int
    url: str
    numbers: list[int] | str
    inside: Inside
    name: str


class NameFiles(NamedTuple):
    """What the manifest says of the names, and the files that it does not name."""

    beginnings: str
    names: str
    others: frozenset[str]


def write_names(
    names: Iterable[Name], facets: Sequence[Facet], pack: Callable[[object], bytes], add: Add
) -> NameFiles:
    """Write the files of ``names`` in ``facets`` with ``add``, which returns a file's name.

    ``pack`` makes bytes of what is JSON.
    """
    listed = list(names)
    long = [n for n, name in enumerate(listed) if name.facet and len(name.numbers) > _INLINE]
    lists = _together([pack(gaps_of(listed[n].numbers)) for n in long], add)
    where = dict(zip(long, lists, strict=True))
    rows: list[Row] = []
    for n, name in enumerate(listed):
        numbers = where.get(n) or (gaps_of(name.numbers) if name.facet else [])
        value = (name.facet, name.value, len(name.numbers), name.url, numbers)
        rows += (Row(form.key, *value, form.inside, form.name) for form in name.forms)
    rows.sort(key=lambda row: (row.key, -row.total, row.value, row.facet))
    shards = list(_cut(rows))
    files = _together([pack(shard) for shard in shards], add)
    directory = {
        "keys": [shard[0].key for shard in shards],
        "files": files,
        "labels": {facet.key: facet.label for facet in facets},
        "trees": [facet.key for facet in facets if facet.shape is Shape.TREE],
        "years": [facet.key for facet in facets if facet.type == "year"],
        "light": LIGHT,
    }
    return NameFiles(
        beginnings=add(pack([_beginnings(row.key for row in rows), *ASKING])),
        names=add(pack(directory)),
        others=frozenset(piece.partition(":")[0] for piece in (*files, *lists)),
    )


class NameTable:
    """Reads the names of an index. Raises LookupError where a file of names cannot be read."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._rows = functools.cache(self._read)

    @functools.cached_property
    def directory(self) -> dict[str, Any]:
        """The first keys of the shards, their files, what facets are called, words of questions."""
        return dict(self._table(self._index.manifest["names"]))

    @functools.cached_property
    def asking(self) -> frozenset[str]:
        """The words that ask."""
        return frozenset(map(squash, self._table(self._index.manifest["beginnings"])[1:]))

    @functools.cached_property
    def light(self) -> frozenset[str]:
        """The words that a question may do without."""
        return frozenset(map(squash, self.directory["light"]))

    @functools.cached_property
    def beginnings(self) -> frozenset[str]:
        """The beginnings of the names that are not in Latin letters."""
        groups = self._table(self._index.manifest["beginnings"])[0].split(" ")
        return frozenset(group[0] + second for group in groups if group for second in group[1:])

    @property
    def labels(self) -> Mapping[str, str]:
        """What facets are called, by their keys."""
        return dict(self.directory["labels"])

    def label(self, row: Row) -> str:
        """Return the name of a row's value without what it lies in."""
        if not row.facet:
            return row.name or row.key
        return row.value.rpartition("/")[2] if row.facet in self.directory["trees"] else row.value

    def may_begin(self, text: str) -> bool:
        """Return whether some name may begin as the squashed ``text`` does."""
        if is_latin(text):
            return True
        return text[:BEGINNING] in self.beginnings or text[:1] + _ONE in self.beginnings

    def named(self, key: str) -> list[Row]:
        """Return the rows of the squashed name ``key``, those with most documents first."""
        rows = self.beginning(key) if self.may_begin(key) else ()
        return [row for row in rows if row.key == key]

    def beginning(self, prefix: str) -> Iterator[Row]:
        """Yield the rows whose keys begin with ``prefix``, which has at least one character."""
        keys = self.directory["keys"]
        first = max(0, bisect_right(keys, prefix) - 1)
        last = bisect_right(keys, prefix + "\U0010ffff")
        for file in self.directory["files"][first:last]:
            yield from (row for row in self._rows(file) if row.key.startswith(prefix))

    def numbers(self, row: Row) -> frozenset[int]:
        """Return the documents of a row."""
        gaps = self._table(row.numbers) if isinstance(row.numbers, str) else row.numbers
        return frozenset(undo_gaps(gaps))

    def _table(self, file: str) -> Any:
        try:
            return self._index.table(file)
        except (OSError, EOFError, zlib.error, ValueError) as error:
            self._index.lost.add(file)
            raise LookupError(file) from error

    def _read(self, file: str) -> list[Row]:
        rows = self._table(file)
        return [Row._make((*row[:6], Inside(row[6]), row[7])) for row in rows]


def _together(pieces: Sequence[bytes], add: Add) -> list[str]:
    """Write ``pieces`` one after the other, in files of about `_FILE` bytes.

    Returns ``file:start:length`` of each.
    """
    ends = itertools.accumulate(map(len, pieces))
    sized = zip(pieces, ends, strict=True)
    found: list[str] = []
    for _, part in itertools.groupby(sized, lambda pair: pair[1] // _FILE):
        chosen = [piece for piece, _ in part]
        name, start = add(b"".join(chosen)), 0
        for piece in chosen:
            found.append(f"{name}:{start}:{len(piece)}")
            start += len(piece)
    return found


def _cut(rows: Iterable[Row]) -> Iterator[list[Row]]:
    """Part the rows so that one name more or less moves no border but those beside it."""
    pending: list[Row] = []
    size = 0
    for key, group in itertools.groupby(rows, key=lambda row: row.key):
        border = zlib.crc32(key.encode("utf-8", "surrogatepass")) % _BORDER == 0
        if size >= _MOST or (size >= _LEAST and border):
            yield pending
            pending, size = [], 0
        found = list(group)
        pending += found
        size += sum(len("".join(map(str, row))) for row in found)
    if pending:
        yield pending


def _beginnings(keys: Iterable[str]) -> str:
    """Return ``那曲木 强.``: the first character of names, with each that follows it."""
    found = {(key + _ONE)[:BEGINNING] for key in keys if not is_latin(key)}
    groups = itertools.groupby(sorted(found), key=lambda pair: pair[0])
    return " ".join(first + "".join(pair[1] for pair in pairs) for first, pairs in groups)
