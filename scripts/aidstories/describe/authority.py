"""The controlled lists of ``docs/data``, read once: what readers download is what is read here."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

DATA = Path(__file__).resolve().parents[3] / "docs" / "data"


class Form(StrEnum):
    """What a name in the gazetteer stands for."""

    FULL = "full"
    """A division with its type: 聂荣县."""
    SHORT = "short"
    """A division without it: 聂荣."""
    INSTITUTION = "institution"
    OTHER = "other"
    """No place, though one is in it: 长治久安, 西藏日报."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A name and the divisions that it may mean.

    ``guarded`` names set nothing alone: they are words too (白银), or several divisions share
    them (城关区), or they are short names of counties (和平).
    """

    text: str
    form: Form
    paths: tuple[str, ...] = ()
    guarded: bool = False


class Gazetteer:
    """Finds names in a text in one pass, the longest at each place, none overlapping."""

    def __init__(self, names: Iterable[Name]) -> None:
        self._names = {name.text: name for name in names}
        lengths: dict[str, set[int]] = {}
        for text in self._names:
            lengths.setdefault(text[:2], set()).add(len(text))
        self._lengths = {head: sorted(found, reverse=True) for head, found in lengths.items()}

    def find(self, text: str) -> Iterator[tuple[int, Name]]:
        """Yield ``(start, name)`` for each name in ``text``, in order.

        A guarded name gives way to a sure one that begins inside it: 莅临西峡县 holds 西峡县,
        not 临西.
        """
        heads, at, last = self._lengths, 0, len(text) - 1
        while at < last:
            if text[at : at + 2] in heads:  # nine places in ten open no name
                name = self._at(text, at)
                if name and not (name.guarded and self._inside(text, at, name)):
                    yield at, name
                    at += len(name.text)
                    continue
            at += 1

    def _at(self, text: str, at: int) -> Name | None:
        """Return the longest name that begins at ``at``."""
        for length in self._lengths.get(text[at : at + 2], ()):
            if name := self._names.get(text[at : at + length]):
                return name
        return None

    def _inside(self, text: str, at: int, name: Name) -> bool:
        later = (self._at(text, i) for i in range(at + 1, at + len(name.text)))
        return any(
            n and not n.guarded and len(n.text) > len(name.text) and n.form is not Form.OTHER
            for n in later
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Programme:
    """A scheme of aid. ``tier`` 1 is a named scheme, 2 a general one, 3 an instrument."""

    id: str
    zh: str
    tier: int
    broader: tuple[str, ...]
    region: str
    donor: str
    batches: Mapping[int, tuple[int, int]]
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Publisher:
    """Who publishes; ``kind`` ``platform`` only passes on what others published."""

    name: str
    kind: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Authorities:
    """All lists. ``publishers`` has a key for each name and alias, ``hosts`` for each site."""

    gazetteer: Gazetteer
    cities: Mapping[str, tuple[str, ...]]
    """Paths of the prefectures by province."""
    abbreviations: Mapping[str, tuple[str, ...]]
    """Paths by one-character abbreviation: 长 is three cities."""
    programmes: tuple[Programme, ...]
    publishers: Mapping[str, Publisher]
    hosts: Mapping[str, Publisher]
    institutions: Mapping[str, str]
    """The authority's name by each name in use: 北京中医医院."""

    def city_by_sign(self, sign: str, province: str) -> str | None:
        """Return the only prefecture of ``province`` that ``sign`` stands for: 杭, 嘉; or None."""
        cities = self.cities.get(province, ())
        named = [p for p in cities if p in self.abbreviations.get(sign, ())]
        named = named or [p for p in cities if p.split("/")[1].startswith(sign)]
        return named[0] if len(named) == 1 else None


@cache
def authorities(data: Path = DATA) -> Authorities:
    """Read the lists in ``data``. Raises ``OSError`` where one is missing."""
    places = _rows(data / "places.csv")
    publishers, hosts = _publishers(data)
    return Authorities(
        gazetteer=Gazetteer(_names(places, data, publishers)),
        cities=_cities(places),
        abbreviations=_abbreviations(places),
        programmes=tuple(_programme(row) for row in _rows(data / "programmes.csv")),
        publishers=publishers,
        hosts=hosts,
        institutions={
            text: row["name"]
            for row in _rows(data / "institutions.csv")
            for text in _several(row["aliases"])
        },
    )


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _several(cell: str) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()


def _names(
    places: list[dict[str, str]], data: Path, publishers: Mapping[str, Publisher]
) -> list[Name]:
    """Return every name once; what is certain to be something else hides the place in it."""
    names: dict[str, Name] = {}
    reading = {row["phrase"]: row["reading"] for row in _rows(data / "not_places.csv")}
    guarded = {phrase for phrase, kind in reading.items() if kind == "guarded"}
    for text, (form, paths, high) in _place_names(places, guarded).items():
        few = len(paths) == 1
        free = few and (high or form is Form.FULL) and len(text) > 1 and text not in guarded
        free = free and not (form is Form.FULL and len(text) == 2)
        free = free or (few and form is Form.SHORT and len(text) > 2)
        names[text] = Name(text=text, form=form, paths=paths, guarded=not free)
    for row in _rows(data / "institutions.csv"):
        for text in (row["name"], *_several(row["aliases"])):
            names[text] = Name(text=text, form=Form.INSTITUTION, paths=(row["place"],))
    others = {phrase for phrase, kind in reading.items() if kind == "other"}
    for text in (*publishers, *others):
        if len(text) > 1:
            names[text] = Name(text=text, form=Form.OTHER)
    return list(names.values())


def _place_names(
    places: list[dict[str, str]], guarded: set[str]
) -> dict[str, tuple[Form, tuple[str, ...], bool]]:
    """Return ``(form, paths, whether a province or prefecture has it)`` by name.

    A short name that divisions of two levels share is the higher one's (吉林, 长沙), unless it
    is guarded (朝阳).
    """
    found: dict[str, tuple[Form, tuple[str, ...], bool]] = {}
    level: dict[str, int] = {}
    taken = {row["zh"] for row in places}
    for row in sorted(places, key=_level):
        short = "" if row["common"] else row["short"]
        full = "|".join(filter(None, (row["zh"], row["former"], *_county_once(row, taken))))
        for form, cell in ((Form.FULL, full), (Form.SHORT, short)):
            for text in _several(cell):
                old = found.get(text)
                if old is None:
                    found[text] = (form, (row["path"],), _level(row) < 3)
                    level[text] = _level(row)
                elif form is Form.FULL or level[text] == _level(row) or text in guarded:
                    found[text] = (old[0], (*old[1], row["path"]), old[2])
    return found


def _county_once(row: Mapping[str, str], taken: set[str]) -> tuple[str, ...]:
    """Return the county's name that a district or city had, unless another has it: 水城县."""
    once = f"{row['short']}县"
    made = row["type"] in ("市辖区", "县级市") and len(once) > 2
    return (once,) if made and "|" not in once and once not in taken else ()


def _level(row: Mapping[str, str]) -> int:
    """Return 1 for a province, 2 for a prefecture, 3 for a county."""
    if row["code"].endswith("0000"):
        return 1
    return 2 if row["code"].endswith("00") else 3


def _cities(places: list[dict[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in places:
        if _level(row) == 2:
            province = row["path"].split("/")[0]
            found[province] = (*found.get(province, ()), row["path"])
    return found


def _abbreviations(places: list[dict[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in places:
        for sign in _several(row["abbr"]):
            found[sign] = (*found.get(sign, ()), row["path"])
    return found


def _programme(row: Mapping[str, str]) -> Programme:
    """Compile a row; ``~`` in a pattern is a quotation mark or none: ~组团式~援藏."""
    batches = {}
    for cell in _several(row["batches"]):
        number, first, last = map(int, re.split("[:-]", cell))
        batches[number] = (first, last)
    return Programme(
        id=row["id"],
        zh=row["zh"],
        tier=int(row["tier"]),
        broader=_several(row["broader"]),
        region=row["region"],
        donor=row["donor"],
        batches=batches,
        pattern=re.compile(row["patterns"].replace("~", "[“”\"'‘’]?")),
    )


def _publishers(data: Path) -> tuple[dict[str, Publisher], dict[str, Publisher]]:
    names: dict[str, Publisher] = {}
    hosts: dict[str, Publisher] = {}
    for row in _rows(data / "publishers.csv"):
        publisher = Publisher(name=row["name"], kind=row["kind"], place=row["place"])
        names |= dict.fromkeys((row["name"], *_several(row["aliases"])), publisher)
        hosts |= dict.fromkeys(_several(row["host"]), publisher)
    return names, hosts
