"""Names of places in English and in Tibetan, and where they stand in a text.

English names come from place_names.csv, else from the pinyin; Tibetan ones from there and from the
column bo of places.csv. A county counts by its name and type only (Dangxiong County), for its name
alone is too often another's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from aidstories.describe.gazetteer import Row, level, several

_HAN = re.compile(r"[\u4e00-\u9fff]")
_TIBETAN = re.compile(r"[\u0f40-\u0fbc]")
_KINDS = {
    "县": "County",
    "自治县": "County",
    "市辖区": "District",
    "县级市": "City",
    "旗": "Banner",
    "自治旗": "Banner",
}
_PLAIN = ("省", "直辖市", "地级市", "地区")
"""Types of provinces and prefectures whose pinyin is the name that English uses."""
_TYPE_BO = re.compile("་(?:གྲོང་ཁྱེར|ས་ཁུལ|ཞིང་ཆེན|རང་སྐྱོང་ལྗོངས)$")


class Language(StrEnum):
    """What a passage is written in."""

    CHINESE = "zh"
    ENGLISH = "en"
    TIBETAN = "bo"


def language(text: str) -> Language:
    """Return the language of a passage by its script; one Chinese character makes it Chinese."""
    if _HAN.search(text):
        return Language.CHINESE
    return Language.TIBETAN if _TIBETAN.search(text) else Language.ENGLISH


@dataclass(frozen=True, slots=True)
class NameIndex:
    """Names with the paths that they mean, by their first words, the longest first."""

    word: re.Pattern[str]
    letter: re.Pattern[str]
    """What goes on a word: a name ends before none."""
    names: Mapping[str, Sequence[tuple[str, str]]]

    def find(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield ``(start, end, path)`` for each name in ``text``, in order, none overlapping."""
        end = 0
        for word in self.word.finditer(text):
            if word.start() >= end and (found := self._at(text, word)):
                yield word.start(), found[0], found[1]
                end = found[0]

    def _at(self, text: str, word: re.Match[str]) -> tuple[int, str] | None:
        start = word.start()
        for name, path in self.names.get(word[0], ()):
            if text.startswith(name, start) and not self.letter.match(text, start + len(name)):
                return start + len(name), path
        return None


def english_names(places: Sequence[Row], others: Sequence[Row]) -> NameIndex:
    """Return the English names of ``places`` (rows of places.csv) and of place_names.csv."""
    told = list(_told(others, Language.ENGLISH))
    known = {path for _, path in told}
    derived = ((n, row["path"]) for row in places if row["path"] not in known for n in _roman(row))
    word = re.compile(r"[A-Z\u00c0-\u00de][a-z\u00df-\u00ff]+(?:['’][a-z]+)?")
    return _index(word, re.compile(r"\w"), _unique([*told, *derived]))


def tibetan_names(places: Sequence[Row], others: Sequence[Row]) -> NameIndex:
    """Return the Tibetan names of ``places`` (rows of places.csv) and of place_names.csv."""
    derived = ((name, row["path"]) for row in places if row["bo"] for name in _tibetan(row))
    found = _unique([*_told(others, Language.TIBETAN), *derived])
    # The genitive's འི may go on a name: ལྷ་སའི.
    return _index(
        re.compile(r"[\u0f40-\u0fbc]+?(?=འི|(?![\u0f40-\u0fbc]))"),
        re.compile(r"(?!འི)[\u0f40-\u0fbc]"),
        found,
    )


def _told(others: Iterable[Row], of: Language) -> Iterator[tuple[str, str]]:
    for row in others:
        if row["language"] == of:
            yield from ((name, row["path"]) for name in several(row["names"]))


def _roman(row: Row) -> tuple[str, ...]:
    """Return the English names that a row's pinyin gives: Hefei, Dangxiong County."""
    stem = row["pinyin"].split(" ")[0].capitalize()
    if row["type"] in _PLAIN and level(row) < 3:
        return (stem,)
    kind = _KINDS.get(row["type"])
    return (f"{stem} {kind}",) if kind else ()


def _tibetan(row: Row) -> tuple[str, ...]:
    """Return a row's Tibetan name and, of a prefecture, the name without its type."""
    full = row["bo"].rstrip("།་ ")
    short = _TYPE_BO.sub("", full)
    return (full, short) if level(row) < 3 and "་" in short else (full,)


def _unique(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Return paths by names; a name of two levels is the higher one's, of two places nobody's."""
    found: dict[str, str] = {}
    shared: set[str] = set()
    for name, path in sorted(pairs, key=lambda pair: pair[1].count("/")):
        if name not in found:
            found[name] = path
        elif found[name] != path and found[name].count("/") == path.count("/"):
            shared.add(name)
    return {name: path for name, path in found.items() if name not in shared}


def _index(word: re.Pattern[str], letter: re.Pattern[str], paths: Mapping[str, str]) -> NameIndex:
    names: dict[str, list[tuple[str, str]]] = {}
    for name in sorted(paths, key=len, reverse=True):
        if head := word.match(name):
            names.setdefault(head[0], []).append((name, paths[name]))
    return NameIndex(word, letter, names)
