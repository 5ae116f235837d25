"""The whole archive as the site shows it: stories in order, and the trees that lead to them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from aidstories.model import Story
from aidstories.site.addresses import Addresses
from aidstories.site.archive.index import Entry, entries, recurring
from aidstories.site.facets import (
    DIMENSIONS,
    INDEXES,
    STORIES,
    UNSTATED,
    Dimension,
    Facet,
    all_facets,
    ancestry,
    grow,
)
from aidstories.site.interface import pinyin
from aidstories.site.story.view import View, view

T = TypeVar("T")

PER_PAGE = 50
"""Stories on one page of a list: about 40 KB of HTML."""
NAMES_PER_PAGE = 300
"""Names on one page of an index: about 60 KB of HTML."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """All stories, newest first, with the facet trees by the key of their dimension.

    ``positions`` says which place a story has, by its id; every facet keeps that order.
    ``indexes`` holds the entries of each index by the key of its dimension.
    """

    views: Mapping[str, View]
    positions: Mapping[str, int]
    trees: Mapping[str, Facet]
    indexes: Mapping[str, tuple[Entry, ...]]
    names: Mapping[str, Mapping[str, str]]
    """By dimension and name, the address of its list, or of its place in the index."""

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
        known = sorted({v.story.description.year or 0 for v in self.stories} - {0})
        return "–".join(str(year) for year in dict.fromkeys((*known[:1], *known[-1:])))

    def places(self, key: str) -> int:
        """Count the values of a dimension that have no other below them."""
        return sum(
            not facet.children and UNSTATED not in facet.path for facet in self.trees[key].walk()
        )

    def tags(self, story: View) -> list[tuple[Dimension, list[tuple[Facet, ...]]]]:
        """Return, by dimension, the values of a story, each as the chain of facets to it."""
        return [
            (dimension, [ancestry(self.trees[dimension.key], path) for path in paths])
            for dimension in DIMENSIONS
            if (paths := dimension.paths(story.story)) != ((UNSTATED,),)
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One page of the list of a facet; ``number`` counts from 1 to ``total``.

    The page of an index shows ``names`` in place of stories, of ``entries`` altogether.
    """

    facet: Facet
    parents: tuple[Facet, ...]
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
        return _page_url(self.facet, number)

    @property
    def count(self) -> int:
        """Stories on all pages of the list together; in an index, its names."""
        return self.entries or len(self.facet.stories)

    @property
    def title(self) -> str:
        """The page's title; later pages say which they are."""
        return self.facet.label + (f"（第{self.number}页）" if self.number > 1 else "")


def build_archive(stories: Sequence[Story], names: Addresses) -> Archive:
    """Put ``stories`` in order and grow the trees over them."""
    views = sorted(map(view, stories), key=lambda shown: pinyin.sort_key(shown.title))
    views.sort(key=_recency, reverse=True)
    ordered = [shown.story for shown in views]
    trees = {d.key: grow(d, ordered, d.authority(names)) for d in (*DIMENSIONS, STORIES)}
    indexes = {d.key: grow(d, ordered, {}) for d in INDEXES}
    lists = {key: entries(tree) for key, tree in indexes.items()}
    return Archive(
        views={shown.story.id: shown for shown in views},
        positions={story.id: place for place, story in enumerate(ordered)},
        trees=trees | {key: recurring(tree) for key, tree in indexes.items()},
        indexes=lists,
        names={key: dict(_addresses(indexes[key], found)) for key, found in lists.items()},
    )


def _addresses(tree: Facet, found: Sequence[Entry]) -> Iterator[tuple[str, str]]:
    for place, entry in enumerate(found):
        page = _page_url(tree, place // NAMES_PER_PAGE + 1)
        yield entry.name, entry.facet.url if entry.facet else f"{page}#{entry.anchor}"


def _recency(shown: View) -> tuple[int, str]:
    known = shown.story.description
    return known.year or 0, known.published or ""


def listings(archive: Archive) -> Iterator[Listing]:
    """Yield every page of every list. The page of a whole dimension shows its tree instead."""
    for facet in all_facets(archive.trees.values()):
        root = archive.trees[facet.dimension.key]
        whole = Listing(
            facet=facet,
            parents=(root, *ancestry(root, facet.path[:-1])) if facet.path else (),
            stories=(),
            number=1,
            total=1,
        )
        if facet is root and facet.dimension in INDEXES:
            yield from _index_pages(whole, archive.indexes[facet.dimension.key])
        else:
            yield from _list_pages(whole, archive)


def _list_pages(whole: Listing, archive: Archive) -> Iterator[Listing]:
    facet = whole.facet
    pages = _cut(facet.stories if facet.path or facet.dimension is STORIES else (), PER_PAGE)
    for number, page in enumerate(pages, 1):
        stories = tuple(archive.views[story.id] for story in page)
        yield replace(whole, stories=stories, number=number, total=len(pages))


def _index_pages(whole: Listing, names: Sequence[Entry]) -> Iterator[Listing]:
    pages = _cut(names, NAMES_PER_PAGE)
    for number, page in enumerate(pages, 1):
        yield replace(whole, names=tuple(page), entries=len(names), number=number, total=len(pages))


def _page_url(facet: Facet, number: int) -> str:
    return facet.url if number == 1 else f"{facet.url}page/{number}/"


def _cut(shown: Sequence[T], size: int) -> list[Sequence[T]]:
    return [shown[n : n + size] for n in range(0, len(shown), size)] or [()]
