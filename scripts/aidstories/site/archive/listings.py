"""The pages of every list: a value's stories, what they answer, and the indexes of names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise
from typing import TypeVar

from aidstories.site.archive.answers import (
    Answer,
    Item,
    Items,
    Pages,
    answers,
    groups_of,
    items,
    lines_of,
    years_of,
)
from aidstories.site.archive.archive import PER_PAGE, Archive
from aidstories.site.archive.index import Entry, page_starts, page_url
from aidstories.site.archive.mentions import institutions_of, people_of
from aidstories.site.facets import STORIES, FacetValue, all_values, ancestry
from aidstories.site.render import UNDER
from aidstories.site.story.view import View

T = TypeVar("T")
Held = Callable[[Sequence[Item]], Sequence[Item]]

ANSWERED_PER_PAGE = 40
"""Stories on a page that answers as well."""
LINES_PER_PAGE = 36
"""Statements of aid on one page: about 32 KB of HTML, 4 behind gzip."""
SENTENCES_PER_PAGE = 80
"""Sentences that name somebody, on one page; those of a story stay together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """One page of the list of a value; ``number`` counts from 1 to ``total``.

    ``answer`` is what stands before the stories. The page of an index shows ``names`` in place of
    stories, of ``entries`` altogether.
    """

    value: FacetValue
    parents: tuple[FacetValue, ...]
    items: Sequence[Item]
    number: int
    total: int
    names: tuple[Entry, ...] = ()
    entries: int = 0
    answer: Answer | None = None

    @property
    def stories(self) -> tuple[View, ...]:
        """The page's stories."""
        return tuple(item.view for item in self.items)

    def level(self, item: Item) -> int:
        """Return the level of the heading of ``item``: under the page's, or under a part's."""
        return UNDER + 1 if self.answer or item.bearer else UNDER

    @property
    def url(self) -> str:
        """The page's address, relative to the site's root."""
        return self.url_of(self.number)

    def url_of(self, number: int) -> str:
        """Return the address of another page of the same list."""
        return page_url(self.value.url, number)

    @property
    def count(self) -> int:
        """Stories on all pages of the list together; in an index, its names."""
        return self.entries or len(self.value.stories)

    @property
    def title(self) -> str:
        """The page's title; later pages say which they are."""
        return self.value.label + (f"（第{self.number}页）" if self.number > 1 else "")


def listings(archive: Archive) -> Iterator[Listing]:
    """Yield every page of every list. The page of a whole facet shows its tree instead."""
    for value in all_values(archive.trees.values()):
        yield from pages_of(value, archive)


def pages_of(value: FacetValue, archive: Archive, held: Held = tuple) -> Iterator[Listing]:
    """Yield every page of the list of ``value``; ``held`` returns what it holds of its items."""
    root = archive.trees[value.facet.key]
    whole = Listing(
        value=value,
        parents=(root, *ancestry(root, value.path[:-1])) if value.path else (),
        items=(),
        number=1,
        total=1,
    )
    if value is root and value.facet.indexed:
        yield from _index_pages(whole, archive.indexes[value.facet.key])
    else:
        yield from _list_pages(whole, archive, held)


def _list_pages(whole: Listing, archive: Archive, held: Held) -> Iterator[Listing]:
    value = whole.value
    shown = items(value, archive) if value.path or value.facet is STORIES else ()
    lines = lines_of(value, archive)
    listed = _cut_items(shown, ANSWERED_PER_PAGE if lines else PER_PAGE)
    said = _cut(lines, LINES_PER_PAGE)
    pages = Pages(lines=_starts(said), stories=_starts(listed), url_of=whole.url_of)
    years = years_of(value, lines, pages) if answers(value) else ()
    total = max(len(listed), len(said))
    for number in range(1, total + 1):
        page, these = _part(listed, number), _part(said, number)
        first = number == 1
        found = years and Answer(
            count=len(lines),
            years=years,
            groups=groups_of(these, years),
            institutions=institutions_of(value, lines, archive) if first else (),
            people=people_of(value, archive) if first else (),
        )
        yield replace(whole, items=held(page), number=number, total=total, answer=found or None)


def _index_pages(whole: Listing, names: Sequence[Entry]) -> Iterator[Listing]:
    starts = [*page_starts([entry.initial for entry in names]), len(names)]
    pages = [names[first:end] for first, end in pairwise(starts)]
    for number, page in enumerate(pages, 1):
        yield replace(whole, names=tuple(page), entries=len(names), number=number, total=len(pages))


def _cut_items(listed: Sequence[Item], most: int) -> Sequence[Sequence[Item]]:
    """Cut a list into pages of ``most`` stories, or fewer where it quotes many sentences."""
    if isinstance(listed, Items):
        return _cut(listed, most)
    pages: list[list[Item]] = [[]]
    sentences = 0
    for item in listed:
        sentences += len(item.sentences)
        if len(pages[-1]) == most or (pages[-1] and sentences > SENTENCES_PER_PAGE):
            pages.append([])
            sentences = len(item.sentences)
        pages[-1].append(item)
    return pages


def _part(parts: Sequence[Sequence[T]], number: int) -> Sequence[T]:
    """Return a part, counted from 1; an empty one behind the last."""
    return parts[number - 1] if number <= len(parts) else ()


def _starts(pages: Iterable[Sequence[object]]) -> list[int]:
    """Return the number of the first item of each page."""
    return list(accumulate((len(page) for page in pages), initial=0))[:-1]


def _cut(items: Sequence[T], size: int) -> list[Sequence[T]]:
    return [items[n : n + size] for n in range(0, len(items), size)] or [()]
