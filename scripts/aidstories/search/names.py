"""Every value that the catalogue uses, with its names and the documents that have it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from aidstories.fields import Facet, Shape
from aidstories.search.documents import Document, Filing
from aidstories.search.forms import Form, Forms
from aidstories.tables import Tables

Address = Callable[[str, str], str]
"""The key of a facet and a value → the address of the value's page, from the site's root."""
Spoken = Callable[[str, str], str]
"""The key of a facet and a value → what pages call it in Tibetan, empty where nothing."""


def no_name(facet: str, value: str) -> str:
    """Say that no value has a name but those of the tables."""
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A value of the catalogue; or, where ``facet`` is empty, a place that texts mention.

    ``numbers`` are the documents that have it, or have a value that lies in it, greatest first;
    ``url`` is the address of its page from the site's root, empty where it has none.
    """

    facet: str
    value: str
    url: str
    numbers: tuple[int, ...]
    forms: tuple[Form, ...]


class Value(NamedTuple):
    """A value of the catalogue, or a place, before it is named: as `Name` has it."""

    facet: str
    value: str
    url: str
    numbers: tuple[int, ...]


def values_of(
    documents: Sequence[Document | Filing],
    numbers: Mapping[str, int],
    mentions: Mapping[str, Sequence[str]],
    tables: Tables,
    address: Address,
) -> Iterator[Value]:
    """Yield every value that ``documents``, numbered by id, have in a facet of ``tables``.

    Places that others lie in are values too. Choices (未校对) are no names; an author who stands
    in the index of people is named there. Then come the places with a Tibetan name that are no
    value of any document and stand in a text: they may be typed so. ``mentions`` are those of
    `mentioned` by document.
    """
    used: set[str] = set()
    for facet in sorted(tables.facets, key=lambda facet: facet.shape is Shape.QUERY):
        for value, held in _held(facet, documents, numbers).items():
            if facet.type == "choice" or (facet.shape is Shape.QUERY and value in used):
                continue
            used.add(value)
            url, found = address(facet.key, value), tuple(sorted(held, reverse=True))
            yield Value(facet.key, value, url, found)
    texts: dict[str, list[int]] = {}
    for document in documents:
        for short in mentions[document.id]:
            texts.setdefault(short, []).append(numbers[document.id])
    for place in tables.places:
        if place.bo and place.path not in used and place.short in texts:
            yield Value("", place.path, "", tuple(texts[place.short]))


def named(values: Iterable[Value], tables: Tables, spoken: Spoken = no_name) -> Iterator[Name]:
    """Yield ``values`` with their names; ``spoken`` gives names that no table has."""
    forms, facets = Forms(tables), {facet.key: facet for facet in tables.facets}
    places = {place.path: place for place in tables.places}
    for value in values:
        if value.facet:
            called = spoken(value.facet, value.value)
            names = forms.of(facets[value.facet], value.value, called)
        else:
            names = forms.mentioned(places[value.value])
        yield Name(**value._asdict(), forms=names)


class Shorts:
    """Names of places that texts are searched for.

    A text of 1,600 characters has all characters of few: .13 ms for 225 names, .35 to seek each.
    """

    def __init__(self, shorts: Iterable[str]) -> None:
        self._shorts = [(short, frozenset(short)) for short in shorts]

    def mentioned(self, document: Document) -> tuple[str, ...]:
        """Return the names that stand in the text of ``document``, in their order."""
        text = "\n".join((*document.titles, *document.texts))
        there = set(text)
        return tuple(short for short, signs in self._shorts if signs <= there and short in text)


def _held(
    facet: Facet, documents: Iterable[Document | Filing], numbers: Mapping[str, int]
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
