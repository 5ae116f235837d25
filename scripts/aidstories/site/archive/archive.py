"""The whole archive as the site shows it: stories in order, and the trees that lead to them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial

from aidstories.fields import Facet, Field, ways_of
from aidstories.model import Story
from aidstories.site.addresses import Addresses, ValuePath
from aidstories.site.archive.index import Entry, by_story, entries, recurring
from aidstories.site.facets import (
    STORIES,
    UNSTATED,
    FacetValue,
    ancestry,
    grow,
    paths_of,
)
from aidstories.site.interface import pinyin
from aidstories.site.story.statements import Line
from aidstories.site.story.view import View, view
from aidstories.stories.format.values import texts_of
from aidstories.stories.store.days import Days
from aidstories.stories.store.keep import Keep, afresh

PER_PAGE = 100
"""Stories on one page of a list: about 80 KB of HTML, 10 behind gzip."""
Named = tuple[str, ValuePath]
"""A facet's key and one of its values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """All stories, newest first, with the values of each facet as a tree, by the facet's key.

    ``facets`` are the archive's by key, in their order. ``positions`` says which place a story
    has, by its id; every value keeps that order. ``indexes`` holds the entries of each index.
    """

    facets: Mapping[str, Facet]
    views: Mapping[str, View]
    positions: Mapping[str, int]
    trees: Mapping[str, FacetValue]
    indexes: Mapping[str, tuple[Entry, ...]]
    names: Mapping[str, Mapping[str, str]]
    """By facet and name, the address of its list, or of its place in the index."""
    bearers: Mapping[str, Mapping[tuple[str, str], Entry]]
    """By facet, and by name and story: who bears the name there."""
    addresses: Mapping[str, Mapping[ValuePath, str]]
    """By facet and value, the address of its list."""
    aid: Mapping[Named, tuple[Line, ...]]
    """By facet and value, the statements of aid that name it or what lies in it, newest first."""
    authority: Addresses
    days: Mapping[str, Days] = field(default_factory=dict)
    """When stories came in and changed, by id; see `aidstories.stories.store.days`."""
    linking: frozenset[str] = frozenset()
    """Fields whose values are other stories."""
    unsaid: frozenset[str] = frozenset()
    """Such fields that are for editors alone."""
    _chains: dict[Named, tuple[FacetValue, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    """What values lie in, as far as somebody has asked: `ancestry` looks through each level."""

    @property
    def stories(self) -> Sequence[View]:
        """All stories, newest first."""
        return tuple(self.views.values())

    @property
    def years(self) -> str:
        """The span of known years: ``2021–2025``; empty where none is known."""
        stories = self.trees[STORIES.key].stories
        years = sorted({story.description.year or 0 for story in stories} - {0})
        return "–".join(str(year) for year in dict.fromkeys((*years[:1], *years[-1:])))

    @property
    def ways(self) -> tuple[Facet, ...]:
        """The facets whose values have pages, in the order of pages."""
        return ways_of(self.facets.values())

    @property
    def names_of(self) -> tuple[Facet, ...]:
        """The facets that are indexes of names."""
        return tuple(facet for facet in self.facets.values() if facet.indexed)

    def url_of(self, key: str, path: ValuePath) -> str:
        """Return the address of the list of a facet's value, or an empty text."""
        return self.addresses.get(key, {}).get(path, "")

    def places(self, key: str) -> int:
        """Count the values of a facet that have no other below them."""
        return sum(
            bool(value.path) and not value.children and UNSTATED not in value.path
            for value in self.trees[key].walk()
        )

    def tags(self, story: View) -> list[tuple[Facet, list[tuple[FacetValue, ...]]]]:
        """Return, by facet, the values of a story, each with all that it lies in."""
        return [
            (facet, [self._chain(facet.key, path) for path in paths])
            for facet in self.ways
            if (paths := paths_of(facet, story.story)) != ((UNSTATED,),)
        ]

    def _chain(self, key: str, path: ValuePath) -> tuple[FacetValue, ...]:
        chain = self._chains.get((key, path))
        if chain is None:
            chain = self._chains[key, path] = ancestry(self.trees[key], path)
        return chain

    def others(self, story: View) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        """Yield the fields of a story that the archive's own table adds and `tags` has not.

        Each value has its address in the index of its facet, or an empty one. A field of stories
        leads to these; one that nobody else has a name for is the editors' own.
        """
        indexes = {facet.field: self.bearers[facet.key] for facet in self.names_of}
        paged = {facet.field for facet in self.ways}
        for name, _ in story.story.description.other:
            if name in self.linking:
                yield name, [*self._linked(story, name)]
            elif name not in paged and name not in self.unsaid:
                urls = indexes.get(name, {})
                texts = texts_of(story.story, name)
                found = ((text, urls.get((text, story.story.id))) for text in texts)
                yield name, [(text, _onward(entry) if entry else "") for text, entry in found]

    def _linked(self, story: View, name: str) -> Iterator[tuple[str, str]]:
        for id_ in texts_of(story.story, name):
            other = self.views.get(id_)
            yield (other.title, other.url) if other else (id_, "")


def build_archive(
    stories: Sequence[Story],
    names: Addresses,
    facets: Sequence[Facet],
    days: Mapping[str, Days] | None = None,
    fields: Iterable[Field] = (),
    keep: Keep = afresh,
) -> Archive:
    """Put ``stories`` in order and grow the trees of ``facets`` over them."""
    seen = (keep(("view", story.id), story, partial(view, story)) for story in stories)
    views = sorted(seen, key=lambda story_view: pinyin.sort_key(story_view.title))
    views.sort(key=recency, reverse=True)
    ordered = [story_view.story for story_view in views]
    trees = {
        facet.key: grow(facet, ordered, names.by_authority(facet.authority))
        for facet in (*facets, STORIES)
        if facet.paged
    }
    indexes = {facet.key: grow(facet, ordered, {}) for facet in facets if facet.indexed}
    seen_by = {story_view.story.id: story_view for story_view in views}

    def where(story: Story, name: str) -> str:
        seen = seen_by[story.id]
        return seen.at(seen.where(name))

    lists = {key: entries(tree, names.located, where) for key, tree in indexes.items()}
    trees |= {key: recurring(tree, lists[key]) for key, tree in indexes.items()}
    linking, unsaid = linking_fields(fields)
    return Archive(
        facets={facet.key: facet for facet in facets},
        views=seen_by,
        positions={story.id: place for place, story in enumerate(ordered)},
        trees=trees,
        indexes=lists,
        names={key: {e.name: e.url for e in reversed(found)} for key, found in lists.items()},
        bearers={key: by_story(found) for key, found in lists.items()},
        addresses={key: {v.path: v.url for v in tree.walk()} for key, tree in trees.items()},
        aid=_aid(facets, views),
        authority=names,
        days=days or {},
        linking=linking,
        unsaid=unsaid,
    )


def linking_fields(fields: Iterable[Field]) -> tuple[frozenset[str], frozenset[str]]:
    """Return the fields whose values are other stories: those told, and the editors' own."""
    listed = [field for field in fields if field.type == "stories"]
    told = frozenset(field.name for field in listed if field.dc)
    return told, frozenset(field.name for field in listed) - told


def _onward(entry: Entry) -> str:
    """Return where a story's own page leads for a name: not to itself, unless to a passage."""
    return entry.place if entry.alone and "#" not in entry.url else entry.url


def recency(story_view: View) -> tuple[int, str]:
    """Return what puts a story before others, its title aside."""
    description = story_view.story.description
    return description.year or 0, description.published or ""


_ENDS: Mapping[str, Callable[[Line], Iterable[ValuePath]]] = {
    "regions": lambda line: (end.place for end in line.recipients),
    "donors": lambda line: (end.place for end in line.donors),
    "programs": lambda line: ((line.program,),),
}
"""What a line says of the values of each field."""


def _aid(facets: Iterable[Facet], views: Iterable[View]) -> Mapping[Named, tuple[Line, ...]]:
    lines = sorted((line for v in views for line in v.lines), key=_when, reverse=True)
    found: dict[Named, list[Line]] = {}
    for facet in (facet for facet in facets if facet.field in _ENDS):
        for line in lines:
            paths = (path for path in _ENDS[facet.field](line) if any(path))
            above = dict.fromkeys(path[:n] for path in paths for n in range(1, len(path) + 1))
            for path in above:
                found.setdefault((facet.key, path), []).append(line)
    return {key: tuple(these) for key, these in found.items()}


def _when(line: Line) -> tuple[int, str]:
    return line.year or 0, line.when or line.story.description.published or ""
