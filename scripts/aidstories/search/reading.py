"""What a query names: values of the catalogue, and the words that are left to look for.

A word, or a quotation, that is a name of a value stands for the value as well as for itself.
Names inside a word count where nothing but the words of a question stands between them:
谁帮助那曲, 2025年那曲. ``reading.js`` reads the same.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import NamedTuple

from aidstories.search.fold import fold
from aidstories.search.forms import Inside
from aidstories.search.name_files import NameTable, Row
from aidstories.search.particles import stems
from aidstories.search.query import Phrase, Query
from aidstories.search.spelling import is_latin
from aidstories.search.units import PARTED, classes, units

SEVERAL = 6
"""Words that a name in Latin letters or in Tibetan may be written in: bod rang skyong ljongs."""
LEAST = 2
"""Characters of a name that is looked for inside a word, so that no surname is one."""


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


class Kind(StrEnum):
    """What a piece of a word is: a name, a word that asks, one that a question may do without."""

    NAME = "name"
    ASKING = "asking"
    LIGHT = "light"
    REST = "rest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Units ``start`` to ``end`` of a phrase."""

    kind: Kind
    start: int
    end: int
    rows: tuple[Row, ...] = ()


def read(query: Query, table: NameTable, *, loose: bool = False) -> tuple[Part, ...]:
    """Return the parts of ``query``, whose phrases alone where it names no value.

    With ``loose`` names count inside any word: for a query of which no text holds the words.
    """
    try:
        parts = tuple(_read(query.wanted, table, loose=loose))
    except LookupError:  # a file of names is lost, which the index tells
        parts = ()
    return parts if any(part.named for part in parts) else tuple(map(Part, query.wanted))


def whole(phrase: Phrase, table: NameTable) -> Part:
    """Return ``phrase`` with the values that it is a name of as it is written."""
    try:
        part = _part(phrase, table.named(phrase.key))
    except LookupError:
        return Part(phrase)
    return Part(phrase) if part.name else part


def _read(phrases: Sequence[Phrase], table: NameTable, *, loose: bool) -> Iterator[Part]:
    wholes = list(_wholes(phrases, table))
    pieces = [[] if part.named else _pieces(part.phrase, table) for part in wholes]
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


def _pieces(phrase: Phrase, table: NameTable) -> list[Piece]:
    """Part a word: the longest name, or word of a question, from the left."""
    if phrase.quoted:
        return []
    found: list[Piece] = []
    at = 0
    while at < len(phrase.units):
        piece = _piece(phrase.units, at, table)
        found.append(piece)
        at = piece.end
    return found


def _piece(texts: Sequence[str], at: int, table: NameTable) -> Piece:
    ends = _ends(texts, at)
    named: dict[str, list[Row]] = {}
    if _may_part(texts, at) and table.may_begin("".join(texts[at:])):
        for row in table.beginning("".join(texts[at:])[:LEAST]):
            if row.key in ends and len(row.key) >= LEAST and not is_latin(row.key):
                named.setdefault(row.key, []).append(row)
    name = max((k for k in named if _may_part(texts, ends[k])), key=len, default="")
    word = max((w for w in ends if w in table.asking or w in table.light), key=len, default="")
    if name and len(name) >= len(word):
        return Piece(kind=Kind.NAME, start=at, end=ends[name], rows=tuple(named[name]))
    if word:
        kind = Kind.ASKING if word in table.asking else Kind.LIGHT
        return Piece(kind=kind, start=at, end=ends[word])
    return Piece(kind=Kind.REST, start=at, end=at + 1)


def _ends(texts: Sequence[str], at: int) -> dict[str, int]:
    """Return where each text ends that begins with unit ``at``, with a particle and without."""
    ends = range(len(texts), at, -1)
    stemmed = {"".join(stems(texts[at:end])): end for end in ends}
    return stemmed | {"".join(texts[at:end]): end for end in ends}


def _may_part(texts: Sequence[str], at: int) -> bool:
    """Whether a name may end or begin before unit ``at``: 2025 is no part of 12025."""
    return not (0 < at < len(texts) and texts[at - 1].isdecimal() and texts[at].isdecimal())


def _parts(part: Part, pieces: Sequence[Piece], *, asking: bool, loose: bool) -> Iterator[Part]:
    free = asking or loose
    found = list(_settled(pieces, free=free))
    names = sum(piece.kind is Kind.NAME for piece in found)
    rest = [piece for piece in found if piece.kind is Kind.REST]
    if not found or not (free or (names > 1 and not rest)) or (loose and not _apart(found)):
        yield part
        return
    for piece in found:
        if piece.kind in (Kind.NAME, Kind.REST):
            yield _part(_cut(part.phrase, piece), piece.rows)


def _settled(pieces: Iterable[Piece], *, free: bool) -> Iterator[Piece]:
    """Yield the pieces with the names that do not count made rest, and rest in one."""
    listed = list(pieces)
    counted = [
        replace(piece, kind=Kind.REST, rows=())
        if piece.kind is Kind.NAME and not _counts(listed, n, free=free)
        else piece
        for n, piece in enumerate(listed)
    ]
    for rest, group in itertools.groupby(counted, key=lambda piece: piece.kind is Kind.REST):
        run = list(group)
        yield from [replace(run[0], end=run[-1].end)] if rest else run


def _counts(pieces: Sequence[Piece], n: int, *, free: bool) -> bool:
    """Whether a name inside a word is one. Beside a person's, a person's is none: 次仁央金 is
    neither 次仁 nor 央金.
    """
    inside = _inside(pieces[n])
    beside = [*pieces[max(0, n - 1) : n], *pieces[n + 1 : n + 2]]
    if inside is Inside.PERSON:
        return free and all(_inside(piece) is not Inside.PERSON for piece in beside)
    return free or inside is Inside.ANY


def _inside(piece: Piece) -> Inside | None:
    """Return where the name counts that counts most; None where the piece is no name."""
    return min((row.inside for row in piece.rows), default=None)


def _apart(pieces: Sequence[Piece]) -> bool:
    """Whether no single character stands beside a name, which it may belong to: 李那曲."""
    single = [p.kind is Kind.REST and p.end == p.start + 1 for p in pieces]
    named = [p.kind is Kind.NAME for p in pieces]
    beside = itertools.pairwise(zip(single, named, strict=True))
    return not any((a[0] and b[1]) or (b[0] and a[1]) for a, b in beside)


def _cut(phrase: Phrase, piece: Piece) -> Phrase:
    places = phrase.places[piece.start : piece.end]
    return replace(
        phrase,
        units=stems(phrase.units[piece.start : piece.end]),
        places=tuple(place - places[0] for place in places),
    )
