"""A query → the stories that match it, exactly. ``engine.js`` does the same in the browser."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce

from aidstories.search.fold import fold
from aidstories.search.index import Index, Token
from aidstories.search.match import spans
from aidstories.search.name_files import NameTable
from aidstories.search.occurrences import END, RAW, TEXT
from aidstories.search.query import Filter, Phrase, Query, parse
from aidstories.search.reading import Part, read, whole

TokenPlace = tuple[str, int]
"""A shard and a token's place in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A story that matches. ``titles`` counts the phrases in its titles, ``named`` those that its
    catalogue says; ``raw`` tells that some phrase stands only in the capture, ``read`` that one
    was only read as what the story has (naqu as 那曲).
    """

    number: int
    titles: int
    named: int
    raw: bool
    read: bool = False

    @property
    def catalogue(self) -> bool:
        """Whether its catalogue says a phrase, be it in the text or not."""
        return self.named > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """The hits, best first. ``parts`` are what they have, ``loose`` tells that no story has the
    words as they stand in the query. ``lost`` names files that could not be read: hits may be
    missing.
    """

    hits: tuple[Hit, ...]
    parts: tuple[Part, ...] = ()
    loose: bool = False
    lost: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Where a phrase is: ``starts`` holds its first position by document, ``named`` the documents
    whose catalogue says it.
    """

    starts: Mapping[int, int]
    named: frozenset[int]

    @property
    def documents(self) -> set[int]:
        """All documents that have the phrase."""
        return {*self.starts, *self.named}


@dataclass(frozen=True, slots=True, kw_only=True)
class Atom:
    """A token of a phrase at ``offset``; ``second`` None stands for any."""

    first: str
    second: str | None
    offset: int


def search(index: Index, text: str, *, by_date: bool = False) -> Results:
    """Return the stories of ``index`` that match the query ``text``.

    A story has a phrase where its text does, or where the phrase names a value of the catalogue
    that the story has. Where no story has the words as they stand, names inside them count too.
    Best first: more phrases in titles, more that the catalogue says, restored text before the
    capture's own, newest first; or newest first alone. What a phrase is only read as (naqu)
    comes behind what has the phrase itself.
    """
    query = parse(text, index.words)
    table = NameTable(index)
    parts = read(query, table)
    hits, loose = _searched(index, query, parts, table, by_date), False
    if not hits and query.wanted and (freely := read(query, table, loose=True)) != parts:
        hits = _searched(index, query, freely, table, by_date)
        parts, loose = (freely, True) if hits else (parts, False)
    return Results(hits=hits, parts=parts, loose=loose, lost=frozenset(index.lost))


def _searched(
    index: Index, query: Query, parts: Sequence[Part], table: NameTable, by_date: bool
) -> tuple[Hit, ...]:
    """Return the hits for ``parts`` as they are written, then for what they are read as."""
    written = [Part(part.phrase) if part.name else part for part in parts]
    found = _sorted(_hits(index, query, written, table), index, by_date)
    if all(part.name is None for part in parts):
        return found
    named = [Part(part.name or part.phrase, part.rows) for part in parts]
    numbers = {hit.number for hit in found}
    others = (hit for hit in _hits(index, query, named, table) if hit.number not in numbers)
    more = [replace(hit, read=True) for hit in others]
    if by_date:
        return _sorted((*found, *more), index, by_date)
    return (*found, *_sorted(more, index, by_date))


def _hits(index: Index, query: Query, parts: Sequence[Part], table: NameTable) -> list[Hit]:
    if not query.phrases and not query.filters:
        return []

    def found(part: Part) -> Found:
        return Found(starts=_starts(index, part.phrase), named=_named(part, table))

    wanted = [found(part) for part in parts]
    numbers = reduce(set[int].intersection, (f.documents for f in wanted), _all(index, query))
    for excluded in (found(whole(p, table)) for p in query.phrases if p.exclude):
        numbers -= {n for n, at in excluded.starts.items() if at < RAW} | excluded.named
    for chosen in query.filters:
        matching = _matching(index, chosen)
        numbers = numbers - matching if chosen.exclude else numbers & matching
    return [_hit(number, wanted) for number in numbers]


def _named(part: Part, table: NameTable) -> frozenset[int]:
    """Return the documents whose catalogue says ``part``; those of a lost list are unknown."""
    found: set[int] = set()
    for row in part.rows:
        with contextlib.suppress(LookupError):
            found |= table.numbers(row)
    return frozenset(found)


def _hit(number: int, wanted: Sequence[Found]) -> Hit:
    starts = [found.starts.get(number) for found in wanted]
    named = [number in found.named for found in wanted]
    return Hit(
        number=number,
        titles=sum(at is not None and at < TEXT for at in starts),
        named=sum(named),
        raw=any(
            at is not None and at >= RAW and not says
            for at, says in zip(starts, named, strict=True)
        ),
    )


def _all(index: Index, query: Query) -> set[int]:
    """Return every document: those of the facet that all have."""
    if query.wanted:
        return set(range(index.numbers))
    return set[int]().union(*index.facet("status").values())


def _sorted(hits: Iterable[Hit], index: Index, by_date: bool) -> tuple[Hit, ...]:
    ranks = index.ranks()
    age: Callable[[int], int] = (lambda n: -n) if ranks is None else ranks.__getitem__
    if by_date:
        return tuple(sorted(hits, key=lambda hit: age(hit.number)))
    best = sorted(hits, key=lambda hit: (hit.raw, -hit.titles, -hit.named, age(hit.number)))
    return tuple(best)


def _matching(index: Index, chosen: Filter) -> set[int]:
    values = index.facet(chosen.facet)
    matching = (numbers for value, numbers in values.items() if chosen.value in fold(value))
    return set[int]().union(*matching)


def _starts(index: Index, phrase: Phrase) -> dict[int, int]:
    """Return the documents that hold ``phrase``, with its first position.

    Where a file of the index is lost, the texts themselves are read.
    """
    parts = atoms(phrase)
    try:
        places = {atom: _places(index, atom) for atom in parts}
        documents = {atom: _documents(index, places[atom]) for atom in parts}
        common = reduce(set[int].intersection, (set(d) for d in documents.values()))
        if len(parts) == 1:
            return documents[parts[0]]
        return _confirmed(index, list(places.items()), common)
    except LookupError:
        read = ((n, _start_in_text(index, n, phrase)) for n in range(index.numbers))
        return {n: at for n, at in read if at is not None}


def _confirmed(
    index: Index, chosen: Sequence[tuple[Atom, Sequence[TokenPlace]]], numbers: set[int]
) -> dict[int, int]:
    found: dict[int, set[int]] = {}
    for nth, (atom, places) in enumerate(chosen):
        at = _positions(index, places, numbers)
        starts = {n: {p - atom.offset for p in at.get(n, ())} for n in numbers}
        found = starts if nth == 0 else {n: found[n] & starts[n] for n in numbers}
        numbers = {n for n in numbers if found[n]}
    return {n: min(found[n]) for n in numbers}


def _start_in_text(index: Index, number: int, phrase: Phrase) -> int | None:
    try:
        record = index.record(number)
    except OSError:
        return None
    zones = (record["titles"], 0), (record["texts"], TEXT), ([r[1] for r in record["raw"]], RAW)
    return next((at for texts, at in zones if any(spans(t, [phrase]) for t in texts)), None)


def atoms(phrase: Phrase) -> list[Atom]:
    """Return tokens that together settle every unit of a phrase and its place.

    Of a run every second pair is enough, and the last. A unit between breaks ends its run: that
    is the sentinel; alone at the end of the phrase it may be the first of any pair.
    """
    found: list[Atom] = []
    last = len(phrase.units) - 1
    settled = -1
    for n, (unit, place) in enumerate(zip(phrase.units, phrase.places, strict=True)):
        follows = n < last and phrase.places[n + 1] == place + 1
        ends_run = follows and not (n + 1 < last and phrase.places[n + 2] == place + 2)
        if follows and (n > settled or ends_run):
            found.append(Atom(first=unit, second=phrase.units[n + 1], offset=place))
            settled = n + 1
        elif n > settled:
            found.append(Atom(first=unit, second=END if n < last else None, offset=place))
            settled = n
    return found


def _places(index: Index, atom: Atom) -> list[TokenPlace]:
    if atom.second is None:
        return list(index.beginning(atom.first))
    token: Token = (atom.first, atom.second)
    found = index.find(token)
    return [found] if found else []


def _documents(index: Index, places: Iterable[TokenPlace]) -> dict[int, int]:
    """Return the documents of any of ``places``, each with where the zone begins."""
    zones: dict[int, int] = {}
    for place in places:
        text, title, raw = index.documents(*place)
        for numbers, zone in ((raw, RAW), (text, TEXT), (title, 0)):
            zones.update((n, min(zone, zones.get(n, zone))) for n in numbers)
    return zones


def _positions(
    index: Index, places: Iterable[TokenPlace], numbers: set[int]
) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for place in places:
        for number, positions in index.positions(*place).items():
            if number in numbers:
                found.setdefault(number, []).extend(positions)
    return found
