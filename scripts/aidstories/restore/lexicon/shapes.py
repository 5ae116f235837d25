"""Characters of one shape, and which words stand: the tables behind :mod:`.confusions`.

``data/confusions.toml`` says which characters are taken for which, ``data/known.txt`` which words
stand though the dictionary lacks them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from aidstories.restore.data import data_file, table
from aidstories.restore.lexicon.language import language

KNOWN = 4
"""Level from which the old reading counts as a word: the dictionary's 3s are often misprints."""
COMMON = 6
"""Level that the new word must have."""
WELL_KNOWN = 14
"""Level from which the dictionary's names count as words: it takes 康复 and 智慧 for names."""


@dataclass(frozen=True, slots=True)
class Shapes:
    """What ``confusions.toml`` and ``known.txt`` say, ready to be asked."""

    misread: re.Pattern[str]
    meant: Mapping[str, Sequence[str]]
    several: Mapping[str, Sequence[str]]
    phrases: Sequence[tuple[str, re.Pattern[str], str]]
    never: frozenset[str]
    field: frozenset[str]
    ambiguous: frozenset[str]
    surnames: frozenset[str]
    function: frozenset[str]
    free: frozenset[str]
    medicine: frozenset[str]
    known: frozenset[str]


@lru_cache(maxsize=1 << 15)
def meant_by(three: str) -> Sequence[str]:
    """Return what the middle one of three characters may stand for.

    Nothing where it makes a known word with a neighbour; else what makes a common one.
    """
    before, char, after = three[0], three[1], three[2]
    if level_shown(before + char) >= KNOWN or level_shown(char + after) >= KNOWN:
        return ()
    return tuple(
        new
        for new in shapes().meant[char]
        if level(before + new) >= COMMON or level(new + after) >= COMMON
    )


@lru_cache(maxsize=1 << 15)
def level(word: str) -> int:
    """Return how common the dictionary says ``word`` is, 0 to 30; 0 for single characters."""
    return language().words.get(word) & 31 if len(word) > 1 else 0


@lru_cache(maxsize=1 << 15)
def level_shown(word: str) -> int:
    """Return the level of a word that the capture shows; the field's own words are well known."""
    term = len(word) == 2 and shapes().medicine.issuperset(word)
    return WELL_KNOWN if term or word in shapes().known else level(word)


@lru_cache(maxsize=1)
def shapes() -> Shapes:
    """Return the tables, read at the first call."""
    data = table("confusions.toml")
    single = {pair[0]: tuple(pair[1:]) for pair in data["strokes"] + data["parts"]}
    several = {old: (new,) for old, new in data["words"]}
    return Shapes(
        misread=re.compile(f"[{''.join(single)}]"),
        meant=single,
        several=several,
        phrases=[(p["old"], re.compile(p["pattern"]), p["new"]) for p in data["phrase"]],
        never=frozenset(data["never"]),
        field=frozenset(data["field"]),
        ambiguous=frozenset(data["ambiguous"]),
        surnames=frozenset(data["surnames"]) - {"\n"},
        function=frozenset(data["function"]),
        free=frozenset(data["free"]),
        medicine=frozenset(data["medicine"]),
        known=frozenset(data_file("known.txt").read_text(encoding="utf-8").splitlines()[1:]),
    )
