"""Tibetan names of institutions and newspapers, put together from the parts of their Chinese ones.

A name is read as parts that are known (places, words, ordinals, kinds: 人民医院) and proper names
between them, which are written by their sound: 北京 + 安贞 + 医院. Each kind closes a phrase, and a
phrase stands behind the genitive of the one that it belongs to: 大连医科大学附属第一医院 is
ཏ་ལེན་གསོ་རིག་སློབ་གྲྭ་ཆེན་མོའི་སྨན་ཁང་དང་པོ།
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from aidstories.site.addresses import ValuePath
from aidstories.site.interface.tibetan import TSHEG, genitive
from aidstories.tables import TibetanPart

PLACE, PROPER = "place", "proper"
"""What a piece is that no part is: a division, and a proper name that is written by its sound."""
KIND, ORDINAL, WORD, LINK = "institution", "ordinal", "word", "link"
"""Types of parts: what closes a phrase, what counts it, what stands before it, what belongs."""
_KNOWN, _PROPER, _SPOKEN = 1, 2, 2
"""What a piece costs, a proper name, and each of its characters: the cheapest reading is taken,
which leaves as little as possible to the sound and has the fewest pieces."""
_PROPER_LENGTH, _WHOLE_LENGTH = range(2, 4), range(2, 5)
"""The characters of a proper name (安贞, 积水潭), and of one that is a paper's whole name (趣头条).
Longer ones hold words that no table knows."""
_WORDS = re.compile(
    "[^\u4e00-\u9fff]|[第科病症医药疗术院校所局]|^[县市区州省]|[乡镇村旗盟县市区州省]$|街道$|社区$"
)
"""What a proper name has not: 胸科 and 血液病 are words to be translated, and a name
before 乡 or 镇 is of a place that no table has, perhaps of a Tibetan one."""
_SMALL = "乡镇村"
_LONGEST = 12


class Piece(NamedTuple):
    """A piece of a Chinese name with its Tibetan; ``path`` is that of a place."""

    type: str
    zh: str
    bo: str
    how: str = ""
    path: ValuePath = ()


class _Reading(NamedTuple):
    cost: int
    pieces: tuple[Piece, ...]


def read_pieces(
    zh: str,
    parts: Mapping[str, Mapping[str, TibetanPart]],
    place: Callable[[str, Sequence[Piece]], Piece | None],
    sound: Callable[[str], str],
) -> tuple[Piece, ...]:
    """Return the pieces of a Chinese name, none where it cannot be read.

    ``parts`` are those of the table by type and Chinese; ``place`` says which division a text
    means behind the pieces before it, ``sound`` writes a text by its sound.
    """
    best: dict[int, _Reading] = {0: _Reading(0, ())}
    for start in range(len(zh)):
        if start not in best:
            continue
        cost, before = best[start]
        for piece in _pieces(zh, start, before, parts, place, sound):
            length = len(piece.zh)
            more = _PROPER + _SPOKEN * length if piece.type == PROPER else _KNOWN
            new = _Reading(cost + more, (*before, piece))
            end = start + length
            if end not in best or new.cost < best[end].cost:
                best[end] = new
    return best.get(len(zh), _Reading(0, ())).pieces


def _pieces(
    zh: str,
    start: int,
    before: Sequence[Piece],
    parts: Mapping[str, Mapping[str, TibetanPart]],
    place: Callable[[str, Sequence[Piece]], Piece | None],
    sound: Callable[[str], str],
) -> Iterator[Piece]:
    """Yield what may stand at ``start``: of what costs the same, the first is taken."""
    for length in range(min(_LONGEST, len(zh) - start), 0, -1):
        text = zh[start : start + length]
        if division := place(text, before):
            yield division
        for type_ in (KIND, ORDINAL, WORD, LINK):
            if part := parts.get(type_, {}).get(text):
                yield Piece(type_, text, part.bo)
        last = start + length == len(zh)
        if last or (before and before[-1].type == PROPER) or not is_proper(text, parts):
            continue
        if spoken := sound(text):
            yield Piece(PROPER, text, spoken)


def is_proper(
    text: str, parts: Mapping[str, Mapping[str, TibetanPart]], *, whole: bool = False
) -> bool:
    """Return whether ``text`` may be a proper name: it is short and holds no word that is known.

    One that is the ``whole`` name of a paper may be longer.
    """
    if len(text) not in (_WHOLE_LENGTH if whole else _PROPER_LENGTH) or _WORDS.search(text):
        return False
    inner = (text[at : at + 2] for at in range(len(text) - 1))
    return not any(pair in parts.get(type_, {}) for pair in inner for type_ in (KIND, WORD))


def is_name(pieces: Sequence[Piece], *, listed: bool = False) -> bool:
    """Return whether pieces name an institution: they end in a kind, and say which.

    A proper name before a kind of one character is more often a person's (李海网), unless a table
    has it; before 村卫生室 it is a village's, which may be a Tibetan one.
    """
    if len(pieces) < 2 or pieces[-1].type != KIND or pieces[0].type in (KIND, ORDINAL, LINK):
        return False
    if any(a.type == PROPER and b.zh[0] in _SMALL for a, b in pairwise(pieces)):
        return False
    types = [piece.type for piece in pieces]
    return listed or types != [PROPER, KIND] or len(pieces[-1].zh) > 1


def composed(pieces: Iterable[Piece]) -> str:
    """Return the Tibetan of pieces, without a shad: each phrase behind the genitive of the last.

    What no kind closes is a phrase too: a proper name alone.
    """
    owner, words, counted = "", list[str](), list[str]()
    for piece in pieces:
        if piece.type == ORDINAL:
            counted.append(piece.bo)
        elif piece.type != LINK:
            words.append(piece.bo)
        if piece.type == KIND:
            phrase = _run_together([*words, *counted])
            owner = f"{genitive(owner)}{TSHEG}{phrase}" if owner else phrase
            words, counted = [], []
    return owner or _run_together(words)


def _run_together(words: Iterable[str]) -> str:
    """Return words with a tsheg between; what one ends and the next begins with is said once.

    青岛市 ཆིང་ཏའོ་གྲོང་ཁྱེར and 市立医院 གྲོང་ཁྱེར་གྱི་སྨན་ཁང have གྲོང་ཁྱེར in common.
    """
    said: list[str] = []
    for word in words:
        syllables = word.split(TSHEG)
        most = min(len(said), len(syllables))
        twice = next((n for n in range(most, 1, -1) if said[-n:] == syllables[:n]), 0)
        said += syllables[twice:]
    return TSHEG.join(said)
