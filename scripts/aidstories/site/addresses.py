"""What the site takes from the tables: addresses of values, the search's words, Tibetan names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from aidstories.site.interface import pinyin
from aidstories.tables import Place, Tables

TIBET = "西藏自治区"
ValuePath = tuple[str, ...]
"""A value with all it lies in: ``("西藏自治区", "那曲市", "聂荣县")``."""

_LEVELS = 12
"""How deep values lie in each other at most: places have three levels, a page each."""


def path_of(value: str) -> ValuePath:
    """Return the path of an authority's value; none for an empty text.

    What lies deeper than `_LEVELS`, in a text that only looks like a path, is one last name.
    """
    return tuple(value.split("/", _LEVELS - 1)) if value else ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Addresses:
    """Addresses (one folder name each) of places and programmes, and all their names.

    Addresses depend on the tables alone, so they stay when stories come and go.
    """

    places: Mapping[ValuePath, str] = field(default_factory=dict)
    programmes: Mapping[ValuePath, str] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    tibetan: Mapping[ValuePath, str] = field(default_factory=dict)
    """Names in Tibetan, of places, programmes, people and institutions alike, where known."""

    def by_authority(self, authority: str | None) -> Mapping[ValuePath, str]:
        """Return the addresses that the table ``authority`` gives; most tables give none."""
        return {"places": self.places, "programmes": self.programmes}.get(authority or "", {})

    houses: Mapping[str, ValuePath] = field(default_factory=dict)
    """Where institutions lie, by all their names."""
    divisions: Mapping[str, tuple[ValuePath, ...]] = field(default_factory=dict)
    """Places by all their names; several may share one."""
    within: Mapping[ValuePath, tuple[str, ...]] = field(default_factory=dict)
    """The names of each place, and of those that lie in it."""

    def located(self, institution: str) -> tuple[ValuePath, ...]:
        """Return the places in which an institution may lie.

        The table says so, or the place with which its name begins: 桑珠孜区人民医院.
        """
        if institution in self.houses:
            return (self.houses[institution],)
        heads = (institution[:length] for length in range(len(institution) - 1, 1, -1))
        return next((self.divisions[head] for head in heads if head in self.divisions), ())

    def dictionary(self) -> str:
        """Return the words as a user dictionary for jieba, one a line."""
        return "".join(f"{word}\n" for word in self.words)


def addresses(tables: Tables) -> Addresses:
    """Return the addresses that ``tables`` give."""
    tibetan: dict[ValuePath, str] = {
        **{tuple(place.path.split("/")): place.bo for place in tables.places},
        **{(programme.zh,): programme.bo for programme in tables.programmes},
        **{(name.zh,): name.bo for name in tables.names},
    }
    divisions = _divisions(tables.places)
    names = {
        *(name for place in tables.places for name in (place.zh, *place.shorts)),
        *(programme.zh for programme in tables.programmes),
    }
    return Addresses(
        places=_place_addresses(tables.places),
        programmes={(programme.zh,): programme.id for programme in tables.programmes},
        words=tuple(sorted(filter(_is_word, names))),
        tibetan={path: name for path, name in tibetan.items() if name},
        houses={
            name: tuple(house.place.split("/"))
            for house in tables.institutions
            for name in (house.name, *house.aliases)
        },
        divisions=divisions,
        within=_within(divisions),
    )


def _divisions(places: Iterable[Place]) -> dict[str, tuple[ValuePath, ...]]:
    found: dict[str, tuple[ValuePath, ...]] = {}
    for place in places:
        shorts = () if place.common else place.shorts
        for name in {place.zh, *shorts, *place.former}:
            found[name] = (*found.get(name, ()), tuple(place.path.split("/")))
    return found


def _within(divisions: Mapping[str, Sequence[ValuePath]]) -> dict[ValuePath, tuple[str, ...]]:
    found: dict[ValuePath, list[str]] = {}
    for name, paths in divisions.items():
        above = {path[:length] for path in paths for length in range(1, len(path) + 1)}
        for path in above:
            found.setdefault(path, []).append(name)
    return {path: tuple(names) for path, names in found.items()}


def _is_word(name: str) -> bool:
    return len(name) > 1 and not any(c.isspace() for c in name)


def _place_addresses(places: Iterable[Place]) -> dict[ValuePath, str]:
    siblings: dict[ValuePath, dict[str, str]] = {}
    for place in places:
        *above, name = place.path.split("/")
        siblings.setdefault(tuple(above), {})[name] = place.pinyin
    return {
        (*above, name): address
        for above, spelled in siblings.items()
        for name, address in pinyin.slugs(spelled).items()
    }
