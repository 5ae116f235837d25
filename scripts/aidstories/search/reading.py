"""What a query names: values of the catalogue, and the words that are left to look for.

A word, or a quotation, that is a name of a value stands for the value as well as for itself.
Names inside a word count where nothing but the words of a question stands between them:
谁帮助那曲, 2025年那曲. ``reading.js`` reads the same.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from aidstories.search.fold import fold
from aidstories.search.name_files import NameTable, Row
from aidstories.search.particles import stems
from aidstories.search.pieces import Kind, Piece, apart, pieces_of, settled
from aidstories.search.query import Phrase, Query
from aidstories.search.spelling import is_latin
from aidstories.search.units import PARTED, classes, units

SEVERAL = 9
"""Words that a name in Latin letters or in Tibetan may be written in: bod rang skyong ljongs."""


class Part(NamedTuple):
    """What every hit has: a phrase in its text, or by the catalogue a value of ``rows``.

    ``name`` is the name that the phrase is read as (naqu is 那曲), which a hit may have instead.
    """

    phrase: Phrase
    rows: tuple[Row, ...] = ()
    name: Phrase | None = None

    @property
    def named(self) -> bool:
        """Whether the phrase is a name."""
        return bool(self.rows or self.name)


def read(query: Query, table: NameTable, *, loose: bool = False) -> tuple[Part, ...]:
    """Return the parts of ``query``, whose phrases alone where it names no value.

    With ``loose`` names count inside any word, and a question is read without its own words even
    if it names nothing: for a query of which no text holds the words.
    """
    try:
        parts = tuple(_read(query.wanted, table, loose=loose))
    except LookupError:  # a file of names is lost, which the index tells
        parts = ()
    read_so = any(part.named for part in parts) or (loose and parts)
    return parts if read_so else tuple(map(Part, query.wanted))


def whole(phrase: Phrase, table: NameTable) -> Part:
    """Return ``phrase`` with the values that it is a name of as it is written."""
    try:
        part = _part(phrase, table.named(phrase.key))
    except LookupError:
        return Part(phrase)
    return Part(phrase) if part.name else part


def _read(phrases: Sequence[Phrase], table: NameTable, *, loose: bool) -> Iterator[Part]:
    wholes = list(_wholes(phrases, table))
    pieces = [[] if part.named else pieces_of(part.phrase, table) for part in wholes]
    asking = any(piece.kind is Kind.ASKING for found in pieces for piece in found)
    for part, found in zip(wholes, pieces, strict=True):
        yield from _parts(part, found, asking=asking, loose=loose)


def _wholes(phrases: Sequence[Phrase], table: NameTable) -> Iterator[Part]:
    """Yield each phrase with what it names as a whole; words that make up one name become one."""
    at = 0
    while at < len(phrases):
        length, rows = next(_several(phrases[at : at + SEVERAL], table), (1, []))
        phrase = functools.reduce(_joined, phrases[at : at + length])
        yield _part(phrase, rows or table.named(phrase.key))
        at += length


def _several(phrases: Sequence[Phrase], table: NameTable) -> Iterator[tuple[int, list[Row]]]:
    """Yield how many of ``phrases`` are one name together, the most first, and its rows."""
    spelled = list(itertools.takewhile(_is_spelled, phrases))
    for length in range(len(spelled), 1, -1):
        key = "".join(phrase.key for phrase in spelled[:length])
        if rows := table.named(key):
            yield length, rows


def _part(phrase: Phrase, rows: Sequence[Row]) -> Part:
    """Return the part of a phrase that names ``rows``, the most used first."""
    name = rows[0].name if rows and all(row.name for row in rows) else ""
    found = units(fold(name))
    read_as = Phrase(units=tuple(u.text for u in found), places=tuple(u.place for u in found))
    return Part(phrase, tuple(row for row in rows if row.facet), read_as if name else None)


def _is_spelled(phrase: Phrase) -> bool:
    """Whether a word is in Latin letters or in Tibetan, which part a name by blanks."""
    key = phrase.key
    return not phrase.quoted and (is_latin(key) or all("\u0f00" <= c <= "\u0fff" for c in key))


def _joined(before: Phrase, after: Phrase) -> Phrase:
    edge = set(classes(before.units[-1][0] + after.units[0][0]))
    first = before.places[-1] + (2 if len(edge) == 1 and edge <= PARTED else 1)
    places = (*before.places, *(first + place for place in after.places))
    return replace(before, units=(*before.units, *after.units), places=places)


def _parts(part: Part, pieces: Sequence[Piece], *, asking: bool, loose: bool) -> Iterator[Part]:
    free = asking or loose
    found = list(settled(pieces, free=free))
    names = sum(piece.kind is Kind.NAME for piece in found)
    rest = [piece for piece in found if piece.kind is Kind.REST]
    whole = not (names or asking) or not (free or (names > 1 and not rest))
    if not found or whole or (loose and not apart(found)):
        yield part
        return
    for piece in found:
        if piece.kind in (Kind.NAME, Kind.REST):
            yield _part(_cut(part.phrase, piece), piece.rows)


def _cut(phrase: Phrase, piece: Piece) -> Phrase:
    places = phrase.places[piece.start : piece.end]
    return replace(
        phrase,
        units=stems(phrase.units[piece.start : piece.end]),
        places=tuple(place - places[0] for place in places),
    )
