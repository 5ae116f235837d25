"""The catalogue as a search reads it: what a name names, and which stories have that.

A name is compared as a query is, by its units (`key`). The names are spread over small files by
their CRC-32, so that one file answers for one name, and no directory is needed to know which;
``catalogue.js`` reads the same.
"""

from __future__ import annotations

import functools
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from aidstories.search.documents import Document
from aidstories.search.fold import fold
from aidstories.search.index import Index, gaps_of, undo_gaps
from aidstories.search.particles import stems
from aidstories.search.units import joined, units
from aidstories.tables import Tables

FOLDER = "catalogue"
FULL = 3_000
"""Most weight of a file on the average: 16 for a name, 1 for each of its stories. Of 10,000 stories
there are 256 files, 1.8 KB in the median, gzipped, and 4.1 KB at most."""


class Value(NamedTuple):
    """A value of the catalogue: the key of its facet, the value in full (西藏自治区/那曲市), and
    the numbers of the stories that have it or, of a place, one that lies in it, greatest first.
    """

    facet: str
    value: str
    numbers: tuple[int, ...]


class Row(NamedTuple):
    """A name, as `key` writes it, with one value that it names."""

    name: str
    value: Value

    def listed(self) -> list[object]:
        """Return the row as its file holds it, JSON-ready."""
        return [self.name, self.value.facet, self.value.value, gaps_of(self.value.numbers)]


class Catalogue:
    """Reads the names of an index. Raises LookupError where a file of names cannot be read."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self._file = functools.cache(self._read)

    def named(self, name: str) -> tuple[Value, ...]:
        """Return the values that ``name`` names, written as `key` writes it; none where it is no
        name of the archive.
        """
        rows = self._file(file_of(name, self._index.manifest["catalogue"]["files"]))
        return tuple(
            Value(facet, value, tuple(undo_gaps(gaps)))
            for found, facet, value, gaps in rows
            if found == name
        )

    def value(self, facet: str, value: str) -> Value | None:
        """Return a value with its stories, or None where no story has it."""
        found = self.named(key(own_name(value)))
        return next((v for v in found if (v.facet, v.value) == (facet, value)), None)

    def _read(self, number: int) -> Sequence[Any]:
        name = f"{FOLDER}/{number}"
        try:
            return list(self._index.table(name))
        except (OSError, EOFError, zlib.error, ValueError) as error:
            self._index.lost.add(name)
            raise LookupError(name) from error


def key(name: str) -> str:
    """Return ``name`` as the catalogue compares names: folded, without marks (扎西·次仁) and
    without Tibetan particles.
    """
    found = units(fold(name))
    return joined(stems([unit.text for unit in found]), [unit.place for unit in found])


def own_name(value: str) -> str:
    """Return the name that a value has of itself: of a place, what its path ends with."""
    return value.rpartition("/")[2]


def rows(documents: Iterable[tuple[int, Document]], tables: Tables | None) -> list[Row]:
    """Return all names of the values that ``documents``, which come with numbers, have.

    They are sorted by name. Choices such as 未校对 are no names.
    """
    choices = {f.key for f in tables.facets if f.type == "choice"} if tables else {"status"}
    holders: dict[tuple[str, str], set[int]] = {}
    for number, document in documents:
        for facet in document.facets.keys() - choices:
            for value in document.facets[facet]:
                for whole in _ancestry(value):
                    holders.setdefault((facet, whole), set()).add(number)
    names = _Names(tables)
    return sorted(
        Row(name, Value(facet, value, tuple(sorted(numbers, reverse=True))))
        for (facet, value), numbers in holders.items()
        for name in dict.fromkeys(map(key, names.of(value)))
        if name
    )


def files(listed: Sequence[Row]) -> list[list[Row]]:
    """Spread sorted rows over files, a power of two, so that their number seldom changes."""
    weight = sum(16 + len(row.value.numbers) for row in listed)
    parts: list[list[Row]] = [[] for _ in range(1 << (weight // FULL).bit_length())]
    for row in listed:
        parts[file_of(row.name, len(parts))].append(row)
    return parts


def file_of(name: str, count: int) -> int:
    """Return which of ``count`` files has ``name``."""
    return zlib.crc32(name.encode("utf-8")) % count


def _ancestry(value: str) -> Iterator[str]:
    """Yield ``value`` and, of a place, those that it lies in: 西藏自治区, 西藏自治区/那曲市."""
    parts = value.split("/")
    yield from ("/".join(parts[:depth]) for depth in range(1, len(parts) + 1))


class _Names:
    """What values are called: each by its own name, places by their short names too."""

    def __init__(self, tables: Tables | None) -> None:
        places = tables.places if tables else ()
        self._shorts: Mapping[str, tuple[str, ...]] = {p.path: p.shorts for p in places}

    def of(self, value: str) -> Iterator[str]:
        """Yield the names of ``value``."""
        yield own_name(value)
        yield from self._shorts.get(value, ())
