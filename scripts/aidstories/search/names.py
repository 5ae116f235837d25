"""Every value that the catalogue uses, with its names and the documents that have it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from aidstories.fields import Facet, Shape
from aidstories.search.documents import Document
from aidstories.search.forms import Form, Forms
from aidstories.tables import Place, Tables

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


def names_of(
    documents: Sequence[Document],
    numbers: Mapping[str, int],
    tables: Tables,
    address: Address,
    spoken: Spoken = no_name,
) -> Iterator[Name]:
    """Yield every value that ``documents``, numbered by id, have in a facet of ``tables``.

    Places that others lie in are values too. Choices (未校对) are no names; an author who stands
    in the index of people is named there. Then come the places with a Tibetan name that are no
    value of any document and stand in a text: they may be typed so. ``spoken`` gives names that
    no table has.
    """
    forms = Forms(tables)
    used: set[str] = set()
    for facet in sorted(tables.facets, key=lambda facet: facet.shape is Shape.QUERY):
        for value, held in _held(facet, documents, numbers).items():
            if facet.type == "choice" or (facet.shape is Shape.QUERY and value in used):
                continue
            used.add(value)
            yield Name(
                facet=facet.key,
                value=value,
                url=address(facet.key, value),
                numbers=tuple(sorted(held, reverse=True)),
                forms=forms.of(facet, value, spoken(facet.key, value)),
            )
    places = [place for place in tables.places if place.bo and place.path not in used]
    for place, mentioned in _mentioned(places, documents, numbers):
        names = forms.mentioned(place)
        yield Name(facet="", value=place.path, url="", numbers=mentioned, forms=names)


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


def _mentioned(
    places: Sequence[Place], documents: Iterable[Document], numbers: Mapping[str, int]
) -> Iterator[tuple[Place, tuple[int, ...]]]:
    """Yield the places that stand in texts, with the numbers of these in their order."""
    found: dict[str, list[int]] = {}
    shorts = {place.short for place in places}
    for document in documents:
        text = "\n".join((*document.titles, *document.texts))
        for short in shorts:
            if short in text:
                found.setdefault(short, []).append(numbers[document.id])
    for place in places:
        if place.short in found:
            yield place, tuple(found[place.short])
