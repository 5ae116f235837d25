"""The tables of ``docs/data``, read here and nowhere else: typed rows, all problems at once.

Each class below is one row of one table. Its fields are the table's columns, in the order in
which an editor sees them, each with what reads its cells. What readers download is what is read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache
from itertools import chain, permutations
from pathlib import Path
from types import MappingProxyType
from typing import Any

from aidstories.errors import BadInput, Problem
from aidstories.fields import AUTHORITIES, Facet, Field, facets_of
from aidstories.table_reader import (
    BadCell,
    column,
    keys_of,
    one_of,
    read_rows,
    several,
)

_QUOTE_OR_NONE = "[“”\"'‘’]?"
"""What ``~`` stands for in a pattern: ~组团式~援藏 is also “组团式”援藏."""


_STATUS = one_of("exact", "near", "composed", "unattested")
_NAME_STATUS = one_of("two-sources", "one-source", "composed", "")


_STRANGE = "\u2603\ue000"
"""A text that no article holds: what matches it, matches every article."""
_KINDS = ("newspaper", "agency", "broadcaster", "magazine", "government", "site", "platform")


_REPEATED = re.compile(r"(?<!\\)\)(?:[*+]|\{\d*,\})")
_WORDS = re.compile(r"\((?:\?:)?([^()\[\]{}*+?.\\]+)\)(?:[*+]|\{\d*,\})")
"""A group of words alone that is repeated: (?:医疗|教育)*."""


def _has_no_end(cell: str) -> bool:
    """Return whether a pattern may take time that doubles with each character: (甲+)+乙.

    It does where a group that is repeated without end can match one text in two ways. Words of
    which none opens another cannot.
    """
    groups = [found[1].split("|") for found in _WORDS.finditer(cell)]
    apart = all(not b.startswith(a) for words in groups for a, b in permutations(words, 2))
    return not apart or len(groups) < len(_REPEATED.findall(cell))


def _pattern(cell: str) -> re.Pattern[str]:
    """Compile a pattern; a blank one matches nothing, and none matches everything."""
    try:
        pattern = re.compile(cell.replace("~", _QUOTE_OR_NONE) or r"(?!)")
    except re.error as error:
        zh = f"“{cell}”不是合规的正则表达式（{error.msg}）"
        raise BadCell(zh, f"'{cell}' is no regular expression ({error.msg})") from error
    if _has_no_end(cell):
        zh = f"“{cell}”里反复的括号会让程序算不完；括号里只写几个不同的词，用竖线隔开"
        raise BadCell(zh, f"'{cell}' repeats a group without end: have distinct words in it alone")
    if pattern.search("") or pattern.search(_STRANGE):
        zh = f"“{cell}”与任何文字都对得上；写上项目特有的词"
        raise BadCell(zh, f"'{cell}' matches any text: write words of the programme's own")
    return pattern


def _division_code(cell: str) -> str:
    """Read a code of GB/T 2260."""
    if not re.fullmatch(r"[1-9]\d{5}", cell):
        zh = f"“{cell}”不是行政区划代码；应为六位数字，如 540602"
        raise BadCell(zh, f"'{cell}' is no division code: six digits, as 540602")
    return cell


def _batches(cell: str) -> Mapping[int, tuple[int, int]]:
    """Read ``1:1995-1998|2:1998-2001``: the years of each batch."""
    if not re.fullmatch(r"(\d+:\d{4}-\d{4}(\|(?!$)|$))*", cell):
        zh = f"应写作 1:1995-1998|2:1998-2001，现为“{cell}”"
        raise BadCell(zh, f"expected 1:1995-1998|2:1998-2001, found '{cell}'")
    years = (tuple(map(int, re.split("[:-]", batch))) for batch in several(cell))
    return {batch: (first, last) for batch, first, last in years}


def _tier(cell: str) -> int:
    return int(one_of("1", "2", "3")(cell))


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A division of China. ``path`` holds the divisions above it: 西藏自治区/那曲市/聂荣县.

    ``pinyin`` has the kind of place apart (``naqu shi``), ``common`` marks a short name that is a
    word too.
    """

    code: str = column(_division_code, key=True)
    parent: str = column()
    type: str = column(required=True)
    zh: str = column(required=True)
    path: str = column(required=True)
    pinyin: str = column()
    shorts: tuple[str, ...] = column(several, name="short")
    common: str = column()
    former: tuple[str, ...] = column(several)
    abbr: tuple[str, ...] = column(several)
    bo: str = column()
    wylie: str = column()
    source: str = column()
    source2: str = column(optional=True)
    status: str = column(_NAME_STATUS, optional=True)
    reviewer: str = column(optional=True)

    @property
    def short(self) -> str:
        """The first short name, or the full one where there is none."""
        return self.shorts[0] if self.shorts else self.zh

    @property
    def level(self) -> int:
        """1 for a province, 2 for a prefecture, 3 for a county."""
        if self.code.endswith("0000"):
            return 1
        return 2 if self.code.endswith("00") else 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """A scheme of aid. ``tier`` 1 is a named scheme, 2 a general one, 3 an instrument.

    ``batches`` holds the first and last year of each batch that was sent.
    """

    id: str = column(key=True)
    zh: str = column(required=True)
    bo: str = column()
    en: str = column()
    definition: str = column()
    tier: int = column(_tier, required=True)
    broader: tuple[str, ...] = column(several)
    region: str = column()
    donor: str = column()
    batches: Mapping[int, tuple[int, int]] = column(_batches)
    pattern: re.Pattern[str] = column(_pattern, name="patterns")
    english: re.Pattern[str] = column(_pattern, name="patterns_en")


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """Who publishes; ``kind`` ``platform`` only passes on what others published."""

    name: str = column(key=True)
    kind: str = column(one_of(*_KINDS), required=True)
    place: str = column()
    aliases: tuple[str, ...] = column(several)
    hosts: tuple[str, ...] = column(several, name="host")


@dataclass(frozen=True, slots=True, kw_only=True)
class Institution:
    """A hospital or another institution, the division it stands in, its other names."""

    name: str = column(key=True)
    place: str = column(required=True)
    aliases: tuple[str, ...] = column(several)


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """Words that hold a place's name: ``other`` is no place, ``guarded`` one with support only."""

    text: str = column(name="phrase", key=True)
    reading: str = column(one_of("other", "guarded"))
    meaning: str = column()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceName:
    """Names of a division in another language than Chinese."""

    path: str = column(key=True)
    language: str = column(one_of("en", "bo"), key=True)
    names: tuple[str, ...] = column(several, required=True)
    source: str = column(required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Country:
    """A country other than China, with its names in Chinese; ``code`` is ISO 3166-1 alpha-2."""

    code: str = column(key=True)
    names: tuple[str, ...] = column(several, name="zh", required=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class TibetanName:
    """The Tibetan name of a person, an institution, a publisher, a programme.

    ``status`` is ``two-sources`` (read in two that do not copy each other), ``one-source`` or
    ``composed`` (put together from words that were read); ``reviewer`` names who has settled it.
    """

    zh: str = column(key=True)
    bo: str = column(required=True)
    wylie: str = column()
    source: str = column(required=True)
    source2: str = column(optional=True)
    status: str = column(_NAME_STATUS, optional=True)
    reviewer: str = column(optional=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class TibetanPart:
    """What a Tibetan name is put together from where no source has it whole.

    ``initial``, ``final`` and ``syllable`` are sounds: ``part`` is pinyin without tones (ü is
    ``v``, - no initial), ``bo`` how newspapers in Tibet write it. The others are words: the kind
    of a place (县), a nation (羌族), the kind of an institution or a paper (人民医院), an ordinal
    (第一), the end of a programme's name (对口合作), a word before a kind (医科), a link that says
    that one belongs to another (附属, in Tibetan a genitive). ``source`` names what attests it.
    """

    type: str = column(
        one_of(
            *("initial", "final", "syllable"),
            *("kind", "nation", "institution", "word", "link", "ordinal", "programme"),
        ),
        key=True,
    )
    part: str = column(key=True)
    bo: str = column()
    source: str = column(required=True)
    status: str = column(_NAME_STATUS, required=True)
    reviewer: str = column(optional=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Remaining:
    """What stands in Chinese on Tibetan pages, and why.

    ``keys`` are patterns of keys of the interface's texts (``lead.*``), ``facets`` those whose
    values may lack a name, ``marks`` CSS selectors of elements.
    """

    what: str = column(key=True)
    keys: tuple[str, ...] = column(several)
    facets: tuple[str, ...] = column(several)
    marks: tuple[str, ...] = column(several)
    why: str = column(required=True)

    def holds(self, key: str) -> bool:
        """Return whether the text of ``key`` is meant."""
        return any(fnmatchcase(key, pattern) for pattern in self.keys)


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A text of the interface in its languages. ``{name}`` in it is put in by who shows it.

    ``source`` says where ``bo`` was read; ``status`` is ``exact`` (read with this meaning),
    ``near`` (read with a neighbouring meaning or as part of a phrase), ``composed`` (put together
    from words that were read) or ``unattested`` (``bo`` is empty: nothing is invented).
    ``reviewer`` names the native reader who has settled ``bo``.
    """

    key: str = column(key=True)
    zh: str = column(required=True, spaced=True)
    bo: str = column(spaced=True)
    en: str = column(spaced=True)
    source: str = column()
    status: str = column(_STATUS)
    reviewer: str = column(optional=True)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """What a repair is called: its kind, its reason, or the topic of what is left to an editor.

    ``why`` explains it to readers; the rest is as in `Term`.
    """

    type: str = column(one_of("kind", "reason", "topic"), key=True)
    key: str = column(key=True)
    zh: str = column(required=True)
    bo: str = column()
    en: str = column(required=True)
    source: str = column()
    status: str = column(_STATUS)
    why: str = column()
    reviewer: str = column(optional=True)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Tables:
    """All tables of one archive, as they stood when they were read; compared by identity."""

    fields: Mapping[str, Field]
    places: tuple[Place, ...]
    programmes: tuple[Programme, ...]
    publishers: tuple[Publisher, ...]
    institutions: tuple[Institution, ...]
    phrases: tuple[Phrase, ...]
    place_names: tuple[PlaceName, ...]
    countries: tuple[Country, ...]
    names: tuple[TibetanName, ...]
    parts: tuple[TibetanPart, ...]
    remaining: tuple[Remaining, ...]
    reasons: tuple[Reason, ...]
    terms: Mapping[str, Term]

    @property
    def facets(self) -> tuple[Facet, ...]:
        """What readers browse by and narrow by, in the order in which pages show it."""
        begin = "facet."
        named = {k.removeprefix(begin): t.zh for k, t in self.terms.items() if k.startswith(begin)}
        return facets_of(self.fields.values(), named)

    def reasons_of(self, type_: str) -> dict[str, Reason]:
        """Return the kinds, the reasons or the topics by key."""
        return {row.key: row for row in self.reasons if row.type == type_}

    def authority(self, name: str) -> tuple[str, ...]:
        """Return the values that the authority ``name`` (a key of `fields.AUTHORITIES`) allows."""
        rows: Sequence[Any] = getattr(self, name)
        return tuple(getattr(row, AUTHORITIES[name]) for row in rows)


_FILES: Mapping[str, tuple[str, type[Any]]] = {
    "fields": ("fields.csv", Field),
    "places": ("places.csv", Place),
    "programmes": ("programmes.csv", Programme),
    "publishers": ("publishers.csv", Publisher),
    "institutions": ("institutions.csv", Institution),
    "phrases": ("not_places.csv", Phrase),
    "place_names": ("place_names.csv", PlaceName),
    "countries": ("countries.csv", Country),
    "names": ("names_bo.csv", TibetanName),
    "parts": ("parts_bo.csv", TibetanPart),
    "remaining": ("remaining_bo.csv", Remaining),
    "reasons": ("reasons.csv", Reason),
    "terms": ("terms.csv", Term),
}


def read_tables(data: Path) -> Tables:
    """Return the tables in the folder ``data``; unchanged files are not read twice.

    Raises `BadInput` with the problems of all tables: file, line, column, what was found.
    """
    return _read(data, tuple(_stamp(data / file) for file, _ in _FILES.values()))


def table_path(data: Path, name: str) -> Path:
    """Return the file of the table ``name`` (an attribute of `Tables`)."""
    return data / _FILES[name][0]


def key_columns(file: str) -> tuple[str, ...]:
    """Return the columns that tell the rows of a file of tables apart; none for another file."""
    types = (row_type for name, row_type in _FILES.values() if name == file)
    return tuple(chain.from_iterable(map(keys_of, types)))


def _stamp(path: Path) -> tuple[int, int, int] | None:
    """Return what changes with a file: an edited table is read anew by who keeps running."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_mtime_ns, status.st_size, status.st_ino


@lru_cache(maxsize=2)
def _read(data: Path, stamps: tuple[object, ...]) -> Tables:
    read = {name: read_rows(data / file, row_type) for name, (file, row_type) in _FILES.items()}
    problems: list[Problem] = [problem for _, faults in read.values() for problem in faults]
    if problems:
        raise BadInput(problems)
    rows = {name: found for name, (found, _) in read.items()}
    return Tables(
        fields=MappingProxyType({row.name: row for row in rows.pop("fields")}),
        terms=MappingProxyType({row.key: row for row in rows.pop("terms")}),
        **{name: tuple(listed) for name, listed in rows.items()},
    )
