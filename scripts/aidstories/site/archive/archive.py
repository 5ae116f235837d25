"""The whole archive as the site shows it: stories in order, and the trees that lead to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from aidstories.fields import Facet, ways_of
from aidstories.model import Story
from aidstories.site.addresses import Addresses
from aidstories.site.archive.index import Entry, entries, recurring
from aidstories.site.facets import (
    STORIES,
    UNSTATED,
    FacetValue,
    all_values,
    ancestry,
    grow,
    paths_of,
)
from aidstories.site.interface import pinyin
from aidstories.site.story.view import View, view
from aidstories.stories.format.values import texts_of

T = TypeVar("T")

PER_PAGE = 50
"""Stories on one page of a list: about 40 KB of HTML."""
NAMES_PER_PAGE = 300
"""Names on one page of an index: about 60 KB of HTML."""


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

    @property
    def stories(self) -> tuple[View, ...]:
        """All stories, newest first."""
        return tuple(self.views.values())

    @property
    def characters(self) -> int:
        """Characters of all bodies together."""
        return sum(story.length for story in self.views.values())

    @property
    def years(self) -> str:
        """The span of known years: ``2021–2025``; empty where none is known."""
        years = sorted({v.story.description.year or 0 for v in self.stories} - {0})
        return "–".join(str(year) for year in dict.fromkeys((*years[:1], *years[-1:])))

    @property
    def ways(self) -> tuple[Facet, ...]:
        """The facets whose values have pages, in the order of pages."""
        return ways_of(self.facets.values())

    @property
    def names_of(self) -> tuple[Facet, ...]:
        """The facets that are indexes of names."""
        return tuple(facet for facet in self.facets.values() if facet.indexed)

    def places(self, key: str) -> int:
        """Count the values of a facet that have no other below them."""
        return sum(
            not value.children and UNSTATED not in value.path for value in self.trees[key].walk()
        )

    def tags(self, story: View) -> list[tuple[Facet, list[tuple[FacetValue, ...]]]]:
        """Return, by facet, the values of a story, each with all that it lies in."""
        return [
            (facet, [ancestry(self.trees[facet.key], path) for path in paths])
            for facet in self.ways
            if (paths := paths_of(facet, story.story)) != ((UNSTATED,),)
        ]

    def others(self, story: View) -> Iterator[tuple[str, list[tuple[str, str]]]]:
        """Yield the fields of a story that the archive's own table adds and `tags` has not.

        Each value has its address in the index of its facet, or an empty one.
        """
        indexes = {facet.field: self.names[facet.key] for facet in self.names_of}
        paged = {facet.field for facet in self.ways}
        for field, _ in story.story.description.other:
            if field not in paged:
                urls = indexes.get(field, {})
                yield field, [(text, urls.get(text, "")) for text in texts_of(story.story, field)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One page of the list of a value; ``number`` counts from 1 to ``total``.

    The page of an index shows ``names`` in place of stories, of ``entries`` altogether.
    """

    value: FacetValue
    parents: tuple[FacetValue, ...]
    stories: tuple[View, ...]
    number: int
    total: int
    names: tuple[Entry, ...] = ()
    entries: int = 0

    @property
    def url(self) -> str:
        """The page's address, relative to the site's root."""
        return self.url_of(self.number)

    def url_of(self, number: int) -> str:
        """Return the address of another page of the same list."""
        return _page_url(self.value, number)

    @property
    def count(self) -> int:
        """Stories on all pages of the list together; in an index, its names."""
        return self.entries or len(self.value.stories)

    @property
    def title(self) -> str:
        """The page's title; later pages say which they are."""
        return self.value.label + (f"（第{self.number}页）" if self.number > 1 else "")


def build_archive(stories: Sequence[Story], names: Addresses, facets: Sequence[Facet]) -> Archive:
    """Put ``stories`` in order and grow the trees of ``facets`` over them."""
    views = sorted(map(view, stories), key=lambda story_view: pinyin.sort_key(story_view.title))
    views.sort(key=_recency, reverse=True)
    ordered = [story_view.story for story_view in views]
    trees = {
        facet.key: grow(facet, ordered, names.by_authority(facet.authority))
        for facet in (*facets, STORIES)
        if facet.paged
    }
    indexes = {facet.key: grow(facet, ordered, {}) for facet in facets if facet.indexed}
    lists = {key: entries(tree) for key, tree in indexes.items()}
    return Archive(
        facets={facet.key: facet for facet in facets},
        views={story_view.story.id: story_view for story_view in views},
        positions={story.id: place for place, story in enumerate(ordered)},
        trees=trees | {key: recurring(tree) for key, tree in indexes.items()},
        indexes=lists,
        names={key: dict(_addresses(indexes[key], found)) for key, found in lists.items()},
    )


def _addresses(tree: FacetValue, listed: Sequence[Entry]) -> Iterator[tuple[str, str]]:
    for place, entry in enumerate(listed):
        page = _page_url(tree, place // NAMES_PER_PAGE + 1)
        yield entry.name, entry.value.url if entry.value else f"{page}#{entry.anchor}"


def _recency(story_view: View) -> tuple[int, str]:
    description = story_view.story.description
    return description.year or 0, description.published or ""


def listings(archive: Archive) -> Iterator[Listing]:
    """Yield every page of every list. The page of a whole facet shows its tree instead."""
    for value in all_values(archive.trees.values()):
        root = archive.trees[value.facet.key]
        whole = Listing(
            value=value,
            parents=(root, *ancestry(root, value.path[:-1])) if value.path else (),
            stories=(),
            number=1,
            total=1,
        )
        if value is root and value.facet.indexed:
            yield from _index_pages(whole, archive.indexes[value.facet.key])
        else:
            yield from _list_pages(whole, archive)


def _list_pages(whole: Listing, archive: Archive) -> Iterator[Listing]:
    value = whole.value
    pages = _cut(value.stories if value.path or value.facet is STORIES else (), PER_PAGE)
    for number, page in enumerate(pages, 1):
        stories = tuple(archive.views[story.id] for story in page)
        yield replace(whole, stories=stories, number=number, total=len(pages))


def _index_pages(whole: Listing, names: Sequence[Entry]) -> Iterator[Listing]:
    pages = _cut(names, NAMES_PER_PAGE)
    for number, page in enumerate(pages, 1):
        yield replace(whole, names=tuple(page), entries=len(names), number=number, total=len(pages))


def _page_url(value: FacetValue, number: int) -> str:
    return value.url if number == 1 else f"{value.url}page/{number}/"


def _cut(items: Sequence[T], size: int) -> list[Sequence[T]]:
    return [items[n : n + size] for n in range(0, len(items), size)] or [()]
