"""A story filed under other values: what shows it there, and what leads from there to others."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from functools import cached_property, partial
from typing import Any

from aidstories.fields import Facet
from aidstories.search.documents import filing_of
from aidstories.search.exchange import Renamed
from aidstories.site.archive.index import bearing
from aidstories.site.archive.related import FEATURES, Features, Likeness, features_of
from aidstories.site.archive.search import page_of as page_of_value
from aidstories.site.facets import FacetValue, paths_of
from aidstories.site.interface.tibetan_names import spoken
from aidstories.site.patching.carried import books_now, carried_edits, feeds_now
from aidstories.site.patching.counted import count_edits
from aidstories.site.patching.exchange import Edit
from aidstories.site.patching.filed import Paths
from aidstories.site.patching.ground import HOLDERS, Ground
from aidstories.site.patching.heads import head_of
from aidstories.site.patching.lazily import Shelf
from aidstories.site.patching.leaving import ids_on
from aidstories.site.patching.listed import Lists as Pages
from aidstories.site.patching.listed import list_edits, listed_now, moved_lists, quoted_now
from aidstories.site.patching.move import Move
from aidstories.site.patching.onward import led_to, onward_edits, own_pages
from aidstories.site.patching.relating import Lists
from aidstories.site.patching.shelves import ENTRIES, HEADS, TREE, Branch
from aidstories.site.patching.sides import Sides
from aidstories.site.patching.staying import other_lists
from aidstories.site.patching.tables import Read, Unlike, page_of
from aidstories.site.patching.titled import cited
from aidstories.tables import Tables


class Refiling:
    """What exchanges a story for one with other values in the facets of ``paths``.

    ``branches`` are the trees in which it stands elsewhere now.
    """

    def __init__(
        self,
        sides: Sides,
        paths: Mapping[str, Paths],
        branches: Mapping[str, Branch],
        read: Read,
    ) -> None:
        self._sides, self._paths, self._branches, self._read = sides, paths, branches, read
        self._given: Ground = sides.words.ground
        self._id = sides.story.after.story.id

    def edits(self) -> Iterator[tuple[str, Edit]]:
        """Yield what exchanges all outputs but the tables and the index. Raises `Unlike`."""
        move = self.move
        if not self._bear_alike():
            raise Unlike(self._id)
        yield from own_pages(move)
        yield from onward_edits(move, self._related)
        yield from list_edits(move, self._lists)
        yield from count_edits(move)
        yield from carried_edits(move, self._lists)
        yield from cited(move.story, self._sides.words, self._read)

    @cached_property
    def move(self) -> Move:
        """Both sides."""
        story, related = self._sides.story, self._related
        likeness, order = Likeness(self._before), self._given.order
        places = self._sides.shelves.places

        def led(id_: str, side: int) -> tuple[str, ...]:
            if id_ in related:
                return related[id_][side]
            return tuple(order[other] for other in likeness.best(places[id_]))

        before = self._sides.side(story.before, {}, partial(led, side=0))
        after = self._sides.side(story.after, self._branches, partial(led, side=1), before)
        return Move(self._sides, before, after, self._paths)

    @cached_property
    def _before(self) -> tuple[Features, ...]:
        found: tuple[Features, ...] = self._sides.value(FEATURES)
        return found

    @cached_property
    def _now(self) -> tuple[Features, ...]:
        place = self._sides.shelves.places[self._id]
        (own,) = features_of([self._sides.story.after.story])
        return (*self._before[:place], own, *self._before[place + 1 :])

    @cached_property
    def _related(self) -> Mapping[str, Lists]:
        """The related stories of those that have others now."""
        both, place = (Likeness(self._before), Likeness(self._now)), self._sides.shelves.places
        return other_lists(*both, place[self._id], self._given.order)

    @cached_property
    def _lists(self) -> Pages:
        return moved_lists(self.move)

    def _bear_alike(self) -> bool:
        """Return whether whoever bears a name of the story is told apart from others as before."""
        shelves, story = self._sides.shelves, self._sides.story
        return all(
            self._bears_alike(facet, path[0])
            for facet in shelves.facets.values()
            if facet.indexed
            for path in paths_of(facet, story.after.story)
        )

    def _bears_alike(self, facet: Facet, name: str) -> bool:
        shelves = self._sides.shelves
        rows = [row for row in self._sides.value((ENTRIES, facet.key)) if row[0] == name]
        ids = sorted({id_ for row in rows for id_ in row[3]}, key=shelves.places.__getitem__)
        if len(ids) == 1:
            return True
        views = self.move.after.archive.views
        stories = Shelf(tuple(ids), lambda id_: views[id_].story)
        value = FacetValue(facet=facet, path=(name,), url="", stories=stories, children=())
        now = [
            (entry.number, tuple(story.id for story in entry.stories), entry.at, entry.roles)
            for entry in bearing(value, self._sides.authority.located)
        ]
        before = sorted((row[6], row[3], row[5], row[2]) for row in rows)
        return before == now

    def names(self, tables: Tables) -> Renamed:
        """Return what the search's names of values are made of now."""
        shelves, own = self._sides.shelves, self._sides.story.after.story
        facets = tuple(tables.facets)
        stories = (own if id_ == own.id else shelves.head(id_) for id_ in shelves.order)
        filings = [filing_of(story, facets) for story in stories]
        filings.sort(key=lambda one: (one.date, one.id))
        address = page_of_value(self.move.after.archive)
        return Renamed(filings, tables, address, spoken(self._sides.names))

    def ground(self, given: Ground) -> Ground:
        """Return the ground of the next patch."""
        return given._replace(
            lists=listed_now(self._lists, given.lists),
            quoted=quoted_now(self._lists, given.quoted),
            feeds=feeds_now(self.move),
            books=books_now(self.move),
        )

    @cached_property
    def values(self) -> Mapping[Hashable, Any]:
        """The values that are others now."""
        heads = list(self._sides.value(HEADS))
        heads[self._sides.shelves.places[self._id]] = head_of(self._sides.story.after.story)
        trees: dict[Hashable, Any] = {(TREE, key): tree for key, tree in self._branches.items()}
        held = self._holders()
        return {**trees, FEATURES: self._now, HEADS: tuple(heads), HOLDERS: held}

    def _holders(self) -> dict[str, tuple[str, ...]]:
        """Return which pages may show a story now; those that show one no more may stay."""
        words, move = self._sides.words, self.move
        found = {id_: dict.fromkeys(uris) for id_, uris in self._sides.value(HOLDERS).items()}

        def hold(id_: str, url: str) -> None:
            for language in move.languages:
                found.setdefault(id_, {})[f"{words.folder(language)}{page_of(url)}"] = None

        for page in self._lists.after:
            for id_ in _shown(page):
                hold(id_, page.url)
        for id_, by in led_to(move, self._related):
            hold(id_, move.after.archive.views[by].url)
        return {id_: tuple(uris) for id_, uris in found.items()}


def _shown(page: Any) -> Iterator[str]:
    """Yield the stories that a page of a list shows."""
    yield from ids_on(page)
    if page.answer:
        mentions = (*page.answer.institutions, *page.answer.people)
        yield from (mention.view.story.id for mention in mentions)
        yield from (line.story.id for _, lines in page.answer.groups for line in lines)
