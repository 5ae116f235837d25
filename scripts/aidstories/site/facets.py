"""Ways into the archive: trees of a facet's values, each with the stories that have it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from aidstories.fields import Facet, Shape
from aidstories.model import Person, Story
from aidstories.site.addresses import ValuePath, path_of
from aidstories.site.interface import pinyin
from aidstories.stories.format.values import texts_of, values_of

UNSTATED = "未注明"
UNDATED = "年份不详"
_LAST = {UNSTATED: "unstated", UNDATED: "undated"}

STORIES = Facet(
    key="story", folder="stories", shape=Shape.LIST, label="全部报道", field="id", type="id"
)
"""The list of all stories, which is laid out as the list of a value is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetValue:
    """A value of a facet; the empty path stands for the whole facet.

    ``stories`` are those of the value and of all below it, each once, in the archive's order.
    ``url`` is relative to the site's root and ends with a slash.
    """

    facet: Facet
    path: ValuePath
    url: str
    stories: Sequence[Story]
    children: tuple[FacetValue, ...]

    @property
    def label(self) -> str:
        """The value's own name, or the facet's."""
        return self.path[-1] if self.path else self.facet.label

    def walk(self) -> Iterator[FacetValue]:
        """Yield this value and all below it, parents first."""
        yield self
        for child in self.children:
            yield from child.walk()


def paths_of(facet: Facet, story: Story) -> tuple[ValuePath, ...]:
    """Return the values that ``story`` has in ``facet``; an index knows no missing ones."""
    if facet is STORIES:
        return ((),)
    values = texts_of(story, facet.field)
    if facet.indexed:
        names = chain(values, *(texts_of(story, field) for field in facet.beside))
        return tuple((name,) for name in dict.fromkeys(names))
    if facet.type == "year":
        return tuple((f"{year}年",) for year in values) or ((UNDATED,),)
    if facet.shape is Shape.TREE:
        return tuple(path_of(value) or ("",) for value in values) or ((UNSTATED,),)
    return tuple((value,) for value in values) or ((UNSTATED,),)


def people_of(facet: Facet, story: Story) -> Iterator[Person]:
    """Yield everybody whom the index ``facet`` takes from ``story``, with their roles."""
    for field in (facet.field, *facet.beside):
        yield from (value for value in values_of(story, field) if isinstance(value, Person))


Placed = Sequence[tuple[ValuePath, Story]]


def grow(facet: Facet, stories: Sequence[Story], addresses: Mapping[ValuePath, str]) -> FacetValue:
    """Return the tree of all values that ``stories`` have in ``facet``.

    ``known`` holds the addresses that an authority gives; others are spelled in pinyin.
    """
    placed = [(path, story) for story in stories for path in paths_of(facet, story)]
    return _branch(facet, (), f"{facet.folder}/", placed, addresses)


def _branch(
    facet: Facet, path: ValuePath, url: str, placed: Placed, addresses: Mapping[ValuePath, str]
) -> FacetValue:
    depth = len(path)
    below: dict[str, list[tuple[ValuePath, Story]]] = {}
    for at, story in placed:
        if len(at) > depth:
            below.setdefault(at[depth], []).append((at, story))
    folders = _folders(path, below, addresses)
    children = [
        _branch(facet, (*path, name), f"{url}{folders[name]}/", below[name], addresses)
        for name in _ordered(folders, descending=facet.type == "year")
    ]
    stories = tuple({story.id: story for _, story in placed}.values())
    return FacetValue(facet=facet, path=path, url=url, stories=stories, children=tuple(children))


def _folders(
    path: ValuePath, names: Iterable[str], addresses: Mapping[ValuePath, str]
) -> dict[str, str]:
    spelled = {name: addresses.get((*path, name)) or _LAST.get(name, "") for name in names}
    return pinyin.slugs(spelled)


def _ordered(folders: Mapping[str, str], *, descending: bool) -> list[str]:
    listed = sorted(folders, key=lambda name: (folders[name], name), reverse=descending)
    return sorted(listed, key=_LAST.__contains__)


def ancestry(root: FacetValue, path: ValuePath) -> tuple[FacetValue, ...]:
    """Return the values from the first level of ``root`` down to ``path``."""
    found: list[FacetValue] = []
    here = root
    for depth in range(1, len(path) + 1):
        here = next(child for child in here.children if child.path == path[:depth])
        found.append(here)
    return tuple(found)


def largest(values: Iterable[FacetValue]) -> list[FacetValue]:
    """Return ``values``, those with most stories first; of equals the order stays."""
    return sorted(values, key=lambda value: (value.label in _LAST, -len(value.stories)))


def all_values(roots: Iterable[FacetValue]) -> Iterator[FacetValue]:
    """Yield every value of every tree."""
    return chain.from_iterable(root.walk() for root in roots)
