"""The controlled lists of ``docs/data``, read once: what readers download is what is read here."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from aidstories.describe.gazetteer import Gazetteer, Name, level, read_names, several
from aidstories.describe.languages import Language, NameIndex, english_names, tibetan_names
from aidstories.restore.lexicon.chars import TRADITIONAL

DATA = Path(__file__).resolve().parents[3] / "docs" / "data"


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
    english: re.Pattern[str] | None
    """Its names in English; None where it has none."""


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
    other_names: Mapping[Language, NameIndex]
    """Names of places in other languages than Chinese."""
    cities: Mapping[str, tuple[str, ...]]
    """Paths of the prefectures by province."""
    abbreviations: Mapping[str, tuple[str, ...]]
    """Paths by one-character abbreviation: 长 is three cities."""
    programmes: tuple[Programme, ...]
    abroad: re.Pattern[str]
    """Another country as where something happens: 登陆巴西."""
    publishers: Mapping[str, Publisher]
    hosts: Mapping[str, Publisher]
    institutions: Mapping[str, str]
    """The authority's name by each name in use: 北京中医医院."""
    traditional: Mapping[int, int]
    """Code points of traditional characters with the simplified ones; see ``fold``."""
    signs: frozenset[str]
    """The traditional characters themselves."""

    def fold(self, text: str) -> str:
        """Return ``text`` in the characters of the lists, one for one: 臨洮 as 临洮.

        Characters that simplified names of the lists hold stay: 乾县 is no 干县.
        """
        if self.signs.isdisjoint(text):  # five times as fast as to translate nothing
            return text
        return text.translate(self.traditional)

    def city_by_sign(self, sign: str, province: str) -> str | None:
        """Return the only prefecture of ``province`` that ``sign`` stands for: 杭, 嘉; or None."""
        cities = self.cities.get(province, ())
        named = [p for p in cities if p in self.abbreviations.get(sign, ())]
        named = named or [p for p in cities if p.split("/")[1].startswith(sign)]
        return named[0] if len(named) == 1 else None


@cache
def authorities(data: Path = DATA) -> Authorities:
    """Read the lists in ``data``. Raises ``OSError`` where one is missing."""
    places, institutions = _rows(data / "places.csv"), _rows(data / "institutions.csv")
    publishers, hosts = _publishers(data)
    readings, others = _rows(data / "not_places.csv"), _rows(data / "place_names.csv")
    names = read_names(places, institutions, readings, publishers)
    traditional = _traditional(names)
    return Authorities(
        gazetteer=Gazetteer(names),
        other_names={
            Language.ENGLISH: english_names(places, others),
            Language.TIBETAN: tibetan_names(places, others),
        },
        cities=_cities(places),
        abbreviations=_abbreviations(places),
        programmes=tuple(_programme(row) for row in _rows(data / "programmes.csv")),
        abroad=_abroad(_rows(data / "countries.csv")),
        publishers=publishers,
        hosts=hosts,
        institutions={
            text: row["name"] for row in institutions for text in several(row["aliases"])
        },
        traditional=traditional,
        signs=frozenset(map(chr, traditional)),
    )


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _traditional(names: Iterable[Name]) -> dict[int, int]:
    kept = {ord(char) for name in names for char in name.text}
    return {old: new for old, new in TRADITIONAL.items() if old not in kept}


def _cities(places: list[dict[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in places:
        if level(row) == 2:
            province = row["path"].split("/")[0]
            found[province] = (*found.get(province, ()), row["path"])
    return found


def _abbreviations(places: list[dict[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for row in places:
        for sign in several(row["abbr"]):
            found[sign] = (*found.get(sign, ()), row["path"])
    return found


def _programme(row: Mapping[str, str]) -> Programme:
    """Compile a row; ``~`` in a pattern is a quotation mark or none: ~组团式~援藏."""
    batches = {}
    for cell in several(row["batches"]):
        number, first, last = map(int, re.split("[:-]", cell))
        batches[number] = (first, last)
    return Programme(
        id=row["id"],
        zh=row["zh"],
        tier=int(row["tier"]),
        broader=several(row["broader"]),
        region=row["region"],
        donor=row["donor"],
        batches=batches,
        pattern=re.compile(row["patterns"].replace("~", "[“”\"'‘’]?")),
        english=re.compile(row["patterns_en"]) if row["patterns_en"] else None,
    )


def _abroad(countries: list[dict[str, str]]) -> re.Pattern[str]:
    names = "|".join(name for row in countries for name in several(row["zh"]))
    return re.compile(f"(?:在|赴|抵达|登陆|访问|出访|飞往|走进|来到|中国援)(?:{names})")


def _publishers(data: Path) -> tuple[dict[str, Publisher], dict[str, Publisher]]:
    names: dict[str, Publisher] = {}
    hosts: dict[str, Publisher] = {}
    for row in _rows(data / "publishers.csv"):
        publisher = Publisher(name=row["name"], kind=row["kind"], place=row["place"])
        names |= dict.fromkeys((row["name"], *several(row["aliases"])), publisher)
        hosts |= dict.fromkeys(several(row["host"]), publisher)
    return names, hosts
