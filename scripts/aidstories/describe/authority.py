"""The tables as description needs them: names by their texts, publishers by their hosts."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from aidstories.describe.gazetteer import Gazetteer, Name, gazetteer_names
from aidstories.describe.languages import Language, NameIndex, english_names, tibetan_names
from aidstories.restore.lexicon.chars import TRADITIONAL, has_traditional
from aidstories.tables import Country, Place, Programme, Publisher, Tables


@dataclass(frozen=True, slots=True, kw_only=True)
class Authorities:
    """All lists. ``publishers`` has a key for each name and alias, ``hosts`` for each site.

    A Tibetan name of a publisher is one of its keys, without the shad.
    """

    gazetteer: Gazetteer
    other_names: Mapping[Language, NameIndex]
    """Names of places in other languages than Chinese."""
    cities: Mapping[str, tuple[str, ...]]
    """Paths of the prefectures by province."""
    abbreviations: Mapping[str, tuple[str, ...]]
    """Paths by one-character abbreviation: 长 is three cities."""
    programmes: tuple[Programme, ...]
    aided: tuple[str, ...]
    """Paths of the territories that schemes for all of China are for: 西藏自治区."""
    giving: frozenset[str]
    """Provinces that a scheme pairs with another as its donor: 浙江省 in 浙川协作."""
    receiving: frozenset[str]
    """Provinces that a scheme is for, and no donor in any: 四川省."""
    abroad: re.Pattern[str]
    """Another country as where something happens: 登陆巴西."""
    publishers: Mapping[str, Publisher]
    hosts: Mapping[str, Publisher]
    institutions: Mapping[str, str]
    """The authority's name by each name in use: 北京中医医院."""
    traditional: Mapping[int, int]
    """Code points of traditional characters with the simplified ones; see ``fold``."""

    def fold(self, text: str) -> str:
        """Return ``text`` in the characters of the lists, one for one: 臨洮 as 临洮.

        Characters that simplified names of the lists hold stay: 乾县 is no 干县.
        """
        return text.translate(self.traditional) if has_traditional(text) else text

    def receives_from(self, path: str, other: str) -> bool:
        """Return whether schemes bring aid to the province of ``path`` and from the other's.

        A territory that all of China helps receives from every province but such a one.
        """
        province, its = path.split("/")[0], other.split("/")[0]
        if its in self.aided:
            return False
        return province in self.aided or (province in self.receiving and its in self.giving)

    def city_by_sign(self, sign: str, province: str) -> str | None:
        """Return the only prefecture of ``province`` that ``sign`` stands for: 杭, 嘉; or None."""
        cities = self.cities.get(province, ())
        named = [p for p in cities if p in self.abbreviations.get(sign, ())]
        named = named or [p for p in cities if p.split("/")[1].startswith(sign)]
        return named[0] if len(named) == 1 else None


@lru_cache(maxsize=2)
def authorities(tables: Tables) -> Authorities:
    """Return ``tables`` as description needs them, worked out once for each."""
    names = gazetteer_names(tables)
    papers = tables.publishers
    return Authorities(
        gazetteer=Gazetteer(names),
        other_names={
            Language.ENGLISH: english_names(tables),
            Language.TIBETAN: tibetan_names(tables),
        },
        cities=_cities(tables.places),
        abbreviations=_abbreviations(tables.places),
        programmes=tables.programmes,
        aided=_aided(tables.programmes),
        giving=(giving := _provinces(p.donor for p in tables.programmes)),
        receiving=_provinces(p.region for p in tables.programmes) - giving,
        abroad=_abroad(tables.countries),
        publishers={
            **{text: paper for paper in papers for text in (paper.name, *paper.aliases)},
            **_tibetan_papers(tables),
        },
        hosts={host: paper for paper in papers for host in paper.hosts},
        institutions={
            alias: house.name for house in tables.institutions for alias in house.aliases
        },
        traditional=_traditional(names),
    )


def _tibetan_papers(tables: Tables) -> dict[str, Publisher]:
    papers = {paper.name: paper for paper in tables.publishers}
    named = (row for row in tables.names if row.zh in papers)
    return {row.bo.rstrip("།་ "): papers[row.zh] for row in named}


def _aided(programmes: Sequence[Programme]) -> tuple[str, ...]:
    """Return the regions of the schemes that narrower ones belong to, and no one donor."""
    broader = {zh for p in programmes for zh in p.broader}
    return tuple(p.region for p in programmes if p.region and not p.donor and p.zh in broader)


def _provinces(paths: Iterable[str]) -> frozenset[str]:
    return frozenset(path.split("/")[0] for path in paths if path)


def _abroad(countries: Iterable[Country]) -> re.Pattern[str]:
    names = "|".join(name for country in countries for name in country.names)
    return re.compile(f"(?:在|赴|抵达|到达|到访|登陆|访问|出访|飞往|走进|来到|中国援)(?:{names})")


def _traditional(names: Iterable[Name]) -> dict[int, int]:
    kept = {ord(char) for name in names for char in name.text}
    return {old: new for old, new in TRADITIONAL.items() if old not in kept}


def _cities(places: Iterable[Place]) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for place in places:
        if place.level == 2:
            found[place.path.split("/")[0]].append(place.path)
    return {province: tuple(paths) for province, paths in found.items()}


def _abbreviations(places: Iterable[Place]) -> dict[str, tuple[str, ...]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for place in places:
        for sign in place.abbr:
            found[sign].append(place.path)
    return {sign: tuple(paths) for sign, paths in found.items()}
