"""Every value that the catalogue uses, in every form of its name that readers may type."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum

from aidstories.fields import Facet, Shape
from aidstories.search.documents import Document
from aidstories.search.spelling import spelled, squash
from aidstories.tables import Place, Tables

Address = Callable[[str, str], str]
"""The key of a facet and a value → the address of the value's page, from the site's root."""
_KIND = re.compile(
    r"\s(?:grong khyer|rdzong|chus|sa khul)$|་(?:གྲོང་ཁྱེར|རྫོང|ཆུས|ས་ཁུལ)།?$"
)
"""The kind of a place behind its name, in Wylie and in Tibetan: city, county, district, region."""


class Inside(IntEnum):
    """Where a name counts that stands inside a word."""

    ANY = 0
    """Among other names and the words of a question."""
    QUESTION = 1
    """In a question alone: it is a word of the language too (和平, a district), or one of many."""
    PERSON = 2
    """In a question alone, and not beside another person's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A value of the catalogue.

    ``numbers`` are the documents that have it, or have a value that lies in it, greatest first;
    ``url`` is the address of its page from the site's root, empty where it has none. ``keys`` are
    its names, squashed, each with where it counts.
    """

    facet: str
    value: str
    url: str
    numbers: tuple[int, ...]
    keys: Mapping[str, Inside]


def names_of(
    documents: Sequence[Document], numbers: Mapping[str, int], tables: Tables, address: Address
) -> Iterator[Name]:
    """Yield every value that ``documents``, numbered by id, have in a facet of ``tables``.

    Places that others lie in are values too. Facets that only narrow by a person who stands in an
    index of people as well (``author``) yield nothing of their own.
    """
    forms = Forms(tables)
    for facet in tables.facets:
        if facet.shape is not Shape.QUERY:
            for value, held in _held(facet, documents, numbers).items():
                yield Name(
                    facet=facet.key,
                    value=value,
                    url=address(facet.key, value),
                    numbers=tuple(sorted(held, reverse=True)),
                    keys=forms.keys(facet, value),
                )


class Forms:
    """What values are called, by the authorities of ``tables``."""

    def __init__(self, tables: Tables) -> None:
        self._places = {place.path: place for place in tables.places}
        self._others: Mapping[str, Mapping[str, tuple[str, ...]]] = {
            "places": dict(_of_places(tables)),
            "programmes": {row.zh: (row.bo, row.en) for row in tables.programmes},
            "publishers": {row.name: row.aliases for row in tables.publishers},
            "institutions": {row.name: row.aliases for row in tables.institutions},
        }
        self._tibetan = {row.zh: (row.bo, row.wylie) for row in tables.names}

    def keys(self, facet: Facet, value: str) -> dict[str, Inside]:
        """Return the names of ``value`` as readers type them, squashed, with where they count."""
        place = self._place(facet, value)
        words = set(map(squash, place.shorts)) if place and place.common else set()
        inside = _inside(facet)
        found = dict.fromkeys(filter(None, self._keys(facet, value)), inside)
        return found | {key: Inside.QUESTION for key in words & found.keys()}

    def _keys(self, facet: Facet, value: str) -> Iterator[str]:
        name = value.rpartition("/")[2] if facet.shape is Shape.TREE else value
        written = [value, name, *self._written(facet, value)]
        yield from map(squash, written)
        if facet.type == "year":
            yield squash(f"{value}年")
            return
        place = self._place(facet, value)
        if place:
            yield from (squash(place.pinyin.split(" ")[0]), squash(place.pinyin))
        for text in (name, *(place.shorts if place else ())):
            yield from spelled(text, person=facet.type == "people")

    def _written(self, facet: Facet, value: str) -> Iterator[str]:
        yield from self._others[facet.authority or "institutions"].get(value, ())
        yield from self._tibetan.get(value, ())

    def _place(self, facet: Facet, value: str) -> Place | None:
        return self._places.get(value) if facet.authority == "places" else None


def _inside(facet: Facet) -> Inside:
    if facet.shape is not Shape.INDEX:
        return Inside.ANY
    return Inside.PERSON if facet.type == "people" else Inside.QUESTION


def _of_places(tables: Tables) -> Iterator[tuple[str, tuple[str, ...]]]:
    elsewhere: dict[str, list[str]] = {}
    for row in tables.place_names:
        elsewhere.setdefault(row.path, []).extend(row.names)
    for place in tables.places:
        foreign = [name for name in (place.wylie, place.bo) if name]
        foreign += elsewhere.get(place.path, [])
        bare = [_KIND.sub("", name.strip()) for name in foreign]
        yield place.path, (*place.shorts, *place.former, *foreign, *bare)


def _held(
    facet: Facet, documents: Iterable[Document], numbers: Mapping[str, int]
) -> dict[str, set[int]]:
    held: dict[str, set[int]] = {}
    for document in documents:
        for value in document.facets.get(facet.key, ()):
            for part in _with_those_above(value) if facet.shape is Shape.TREE else (value,):
                held.setdefault(part, set()).add(numbers[document.id])
    return held


def _with_those_above(path: str) -> Iterator[str]:
    parts = path.split("/")
    return ("/".join(parts[:depth]) for depth in range(1, len(parts) + 1))
