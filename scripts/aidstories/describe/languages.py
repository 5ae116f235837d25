"""Names of places in English and in Tibetan, and where they stand in a text.

English names come from place_names.csv and from the pinyin; Tibetan ones from there and from the
column bo of places.csv. A county counts by its name and type (Dangxiong County), and by its name
alone only where that was said, for it is too often another's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from aidstories.restore.lexicon.late import late
from aidstories.tables import Place, PlaceName, Tables

_HAN = late(r"[\u4e00-\u9fff]")
_TIBETAN = late(r"[\u0f40-\u0fbc]")
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
_TYPE_BO = late("་(?:གྲོང་ཁྱེར|ས་ཁུལ|ཞིང་ཆེན|རང་སྐྱོང་ལྗོངས)$")


_KIND = late(r" (?:County|District|City|Banner|Prefecture|Province|Municipality)$")
"""What English writes with a small letter too: Baicheng county, Aksu prefecture."""
_OWNED = late("['’]s$")
"""What English sets behind a name: Beijing's."""


class Language(StrEnum):
    """What a passage is written in."""

    CHINESE = "zh"
    ENGLISH = "en"
    TIBETAN = "bo"


def text_language(text: str) -> Language:
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
        named = self.names.get(word[0]) or self.names.get(_OWNED.sub("", word[0]), ())
        for name, path in named:
            if text.startswith(name, start) and not self.letter.match(text, start + len(name)):
                return start + len(name), path
        return None


def english_names(tables: Tables) -> NameIndex:
    """Return the English names of the divisions.

    A county has its pinyin's beside those of the table: Cona City is Cuona City too. A province or
    a prefecture has not, for it may be another's: 陕西 is Shaanxi, and Shanxi is 山西.
    """
    tabled = list(_table_names(tables.place_names, Language.ENGLISH))
    named, taken = {path for _, path in tabled}, {name for name, _ in tabled}
    others = (each for each in tables.places if each.level == 3 or each.path not in named)
    derived = (
        (name, place.path) for place in others for name in _roman(place) if name not in taken
    )
    word = re.compile(r"[A-Z\u00c0-\u00de][a-z\u00df-\u00ff]+(?:['’][a-z]+)?")
    found = _unique([*tabled, *derived])
    written = {_KIND.sub(lambda m: m[0].lower(), name): path for name, path in found.items()}
    return _index(word, re.compile(r"\w"), written | found)


def tibetan_names(tables: Tables) -> NameIndex:
    """Return the Tibetan names of the divisions."""
    named = (place for place in tables.places if place.bo)
    derived = ((name, place.path) for place in named for name in _tibetan(place))
    found = _unique([*_table_names(tables.place_names, Language.TIBETAN), *derived])
    # The genitive's འི may go on a name: ལྷ་སའི.
    return _index(
        re.compile(r"[\u0f40-\u0fbc]+?(?=འི|(?![\u0f40-\u0fbc]))"),
        re.compile(r"(?!འི)[\u0f40-\u0fbc]"),
        found,
    )


def _table_names(rows: Iterable[PlaceName], language: Language) -> Iterator[tuple[str, str]]:
    for row in rows:
        if row.language == language:
            yield from ((name, row.path) for name in row.names)


def _roman(place: Place) -> tuple[str, ...]:
    """Return the English names that a place's pinyin gives: Hefei, Dangxiong County."""
    stem = place.pinyin.split(" ")[0].capitalize()
    if place.type in _PLAIN and place.level < 3:
        return (stem,)
    kind = _KINDS.get(place.type)
    return (f"{stem} {kind}",) if kind else ()


def _tibetan(place: Place) -> tuple[str, ...]:
    """Return a place's Tibetan name and, of a prefecture, the name without its type."""
    full = place.bo.rstrip("།་ ")
    short = _TYPE_BO.sub("", full)
    return (full, short) if place.level < 3 and "་" in short else (full,)


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


_SURNAME_BEFORE = late(
    r"\b(?:Wang|Li|Zhang|Liu|Chen|Yang|Zhao|Huang|Zhou|Wu|Xu|Sun|Hu|Zhu|Gao|Lin|Guo|Ma|Luo|Liang|Song|Zheng"
    r"|Xie|Han|Tang|Feng|Yu|Dong|Xiao|Cheng|Cao|Yuan|Deng|Fu|Shen|Zeng|Peng|Su|Lu|Jiang|Cai|Jia|Ding|Wei|Xue"
    r"|Ye|Yan|Pan|Du|Dai|Xia|Zhong|Tian|Ren|Fan|Fang|Shi|Yao|Tan|Liao|Zou|Xiong|Jin|Hao|Kong|Bai|Cui|Kang"
    r"|Mao|Qiu|Qin|Gu|Hou|Shao|Meng|Long|Wan|Duan|Qian|Yin)\s$"
)
"""A surname before a given name that is a city's too: Wang Zhenjiang."""
_NAME_BEFORE = late(
    r"\b([A-Z][a-z]+), (?:(?:(?:north|south)(?:east|west)?|east|west|central)(?:ern)? )?"
    r"(?:China['’]s )?$"
)
"""A name before its province's, with where that lies: Kangmar, southwest China's Xizang."""
_FAR = 48
"""Characters that such words take at most before the province."""
_COUNTIES = late(r"\b((?:[A-Z][a-z]{2,16}(?:, and |, | and )){1,5}[A-Z][a-z]{2,16}) [Cc]ounties\b")
"""Counties whose kind is said once, behind all: Nyalam and Gyirong counties."""
_CAPITALIZED = late(r"[A-Z][a-z]+")
_OF_COUNTY = 2
"""Steps from a province to a county in a path."""
_SHORTEST = 5
"""Letters of a county's name that counts alone: Lang, of Lang county, is somebody's too."""
Named = tuple[int, int, str]
"""Where a name begins and ends (characters of its passage), and the path that it means."""


def find_names(
    texts: Iterable[tuple[int, str]], names: Mapping[Language, NameIndex]
) -> Mapping[int, Sequence[Named]]:
    """Return the places that each passage in English or Tibetan names, by its index.

    A county counts by its name alone once its kind was said: Baicheng county, then Baicheng, which
    is a city's name too.
    """
    texts = tuple(texts)
    found = {i: list(_named(text, names)) for i, text in texts}
    if counties := _counties(texts, found):
        known = names[Language.ENGLISH]
        alone = _index(known.word, known.letter, counties)
        for i, text in texts:
            own = [one for one in alone.find(text) if not _is_given_name(text, one[0])]
            whole = [one for one in found[i] if text[one[0] : one[1]] not in counties]
            taken = {start for start, _, _ in whole}
            found[i] = [*whole, *(one for one in own if one[0] not in taken)]
    return found


def _named(text: str, names: Mapping[Language, NameIndex]) -> Iterator[Named]:
    index = names.get(text_language(text))
    for start, end, path in index.find(text) if index else ():
        if path.count("/") != 1 or not _is_given_name(text, start):
            yield start, end, path
            if index and (county := _county_before(text, start, path, index)):
                yield county
    if index and "ounties" in text:
        yield from _together(text, index)


def _county_before(text: str, start: int, path: str, index: NameIndex) -> Named | None:
    """Return the county that the division at ``start`` tells of: Bole, Xinjiang.

    Its name alone may be somebody's; its province behind it leaves one county.
    """
    word = _NAME_BEFORE.search(text, max(0, start - _FAR), start)
    if not word or _is_given_name(text, word.start(1)):
        return None
    paths = {inner for inner in _by_stem(word[1], index) if inner.startswith(f"{path}/")}
    return (word.start(1), word.end(1), paths.pop()) if len(paths) == 1 else None


def _by_stem(word: str, index: NameIndex) -> set[str]:
    """Return the counties whose name without its kind is ``word``."""
    return {
        path
        for name, path in index.names.get(word, ())
        if path.count("/") == _OF_COUNTY and _without_kind(name) == word
    }


def _together(text: str, index: NameIndex) -> Iterator[Named]:
    """Yield each county of a list that their kind closes, where it is the only one of its name."""
    for listed in _COUNTIES.finditer(text):
        for word in _CAPITALIZED.finditer(text, listed.start(1), listed.end(1)):
            paths = _by_stem(word[0], index)
            if len(paths) == 1:
                yield word.start(), word.end(), paths.pop()


def _counties(
    texts: Iterable[tuple[int, str]], found: Mapping[int, Sequence[Named]]
) -> Mapping[str, str]:
    """Return the counties that are named with their kind, by their names without it."""
    whole = (
        (_without_kind(text[start:end]), path)
        for i, text in texts
        for start, end, path in found[i]
        if path.count("/") == _OF_COUNTY
    )
    return {
        stem: path
        for stem, path in whole
        if len(stem) >= _SHORTEST and not _SURNAME_BEFORE.search(f"{stem} ")
    }


def _without_kind(name: str) -> str:
    """Return an English name without its kind, or an empty text: Baicheng county is Baicheng."""
    stem, _, kind = name.rpartition(" ")
    return stem if stem and _KIND.fullmatch(f" {kind.capitalize()}") else ""


def _is_given_name(text: str, start: int) -> bool:
    return bool(_SURNAME_BEFORE.search(text, max(0, start - 12), start))
