"""A word in pieces: names of the catalogue, the words of a question, and the rest."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from aidstories.search.forms import Inside
from aidstories.search.name_files import NameTable, Row
from aidstories.search.particles import stems
from aidstories.search.query import Phrase
from aidstories.search.spelling import is_latin

LEAST = 2
"""Characters of a name that is looked for inside a word, so that no surname is one."""
LONGEST = 40
"""Units of a name that is looked for inside a word: the longest path of places has 25."""
MOST = 100
"""Units of a word that is looked into: no question is longer."""


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


def pieces_of(phrase: Phrase, table: NameTable) -> list[Piece]:
    """Part a word: the longest name, or word of a question, from the left.

    There are none of a quotation and of a text that is too long to be a question.
    """
    if phrase.quoted or len(phrase.units) > MOST:
        return []
    found: list[Piece] = []
    at = 0
    while at < len(phrase.units):
        piece = _piece(phrase.units, at, table)
        found.append(piece)
        at = piece.end
    return found


def settled(pieces: Sequence[Piece], *, free: bool) -> Iterator[Piece]:
    """Yield the pieces with the names that do not count made rest, and rest in one.

    A single character between others is one of them, whatever it may be elsewhere: 传帮带.
    """
    rest = [
        piece.kind is Kind.REST or (piece.kind is Kind.NAME and not _counts(pieces, n, free=free))
        for n, piece in enumerate(pieces)
    ]
    kept = [not (rest[n] or _is_amid(piece, n, rest)) for n, piece in enumerate(pieces)]
    for keep, group in itertools.groupby(zip(kept, pieces, strict=True), key=lambda pair: pair[0]):
        run = [piece for _, piece in group]
        joined = Piece(kind=Kind.REST, start=run[0].start, end=run[-1].end)
        yield from run if keep else [joined]


def _is_amid(piece: Piece, n: int, rest: Sequence[bool]) -> bool:
    single = piece.kind is Kind.LIGHT and piece.end == piece.start + 1
    return single and 0 < n < len(rest) - 1 and rest[n - 1] and rest[n + 1]


def apart(pieces: Sequence[Piece]) -> bool:
    """Whether no single character stands beside a name, which it may belong to: 李那曲."""
    single = [p.kind is Kind.REST and p.end == p.start + 1 for p in pieces]
    named = [p.kind is Kind.NAME for p in pieces]
    beside = itertools.pairwise(zip(single, named, strict=True))
    return not any((a[0] and b[1]) or (b[0] and a[1]) for a, b in beside)


def _piece(texts: Sequence[str], at: int, table: NameTable) -> Piece:
    ends = _ends(texts, at)
    named: dict[str, list[Row]] = {}
    text = "".join(texts[at : at + LONGEST])
    if _may_part(texts, at) and table.may_begin(text):
        for row in table.beginning(text[:LEAST]):
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
    ends = range(min(len(texts), at + LONGEST), at, -1)
    stemmed = {"".join(stems(texts[at:end])): end for end in ends}
    return stemmed | {"".join(texts[at:end]): end for end in ends}


def _may_part(texts: Sequence[str], at: int) -> bool:
    """Whether a name may end or begin before unit ``at``: 2025 is no part of 12025."""
    return not (0 < at < len(texts) and texts[at - 1].isdecimal() and texts[at].isdecimal())


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
