"""A story filed under other values: what shows it there, and what leads from there to others."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping
from functools import cached_property, partial
from itertools import product
from typing import Any

from aidstories.search.documents import filing_of
from aidstories.search.exchange import Renamed
from aidstories.site.archive.related import FEATURES, Features, Likeness, features_of
from aidstories.site.archive.search import page_of as page_of_value
from aidstories.site.facets import STORIES, paths_of
from aidstories.site.interface.tibetan_names import spoken
from aidstories.site.patching.kept.ground import HOLDERS, Ground
from aidstories.site.patching.lists.bearing import (
    bearing_edits,
    index_pages,
    led_otherwise,
    renamed,
    rows_with,
)
from aidstories.site.patching.lists.carried import books_now, carried_edits, feeds_now
from aidstories.site.patching.lists.counted import count_edits
from aidstories.site.patching.lists.listed import Lists as Pages
from aidstories.site.patching.lists.listed import list_edits, listed_now, moved_lists, quoted_now
from aidstories.site.patching.lists.onward import led_to, onward_edits, own_pages
from aidstories.site.patching.lists.shifted import shifted_edits, shifted_now
from aidstories.site.patching.pieces.exchange import Edit
from aidstories.site.patching.pieces.tables import Read, Unlike, page_of
from aidstories.site.patching.sides.heads import head_of
from aidstories.site.patching.sides.leaving import ids_on
from aidstories.site.patching.sides.move import Move
from aidstories.site.patching.sides.placed import order_now
from aidstories.site.patching.sides.shelves import ENTRIES, HEADS, TREE, Now, moved_trees
from aidstories.site.patching.sides.sides import Sides
from aidstories.site.patching.words.filed import Paths, named_otherwise, redated
from aidstories.site.patching.words.relating import Lists
from aidstories.site.patching.words.staying import Side, other_lists
from aidstories.site.patching.words.titled import cited
from aidstories.tables import Tables


class Refiling:
    """What exchanges a story for one with other values in the facets of ``paths``, or other dates.

    ``read`` returns what the site holds, ``doubtful`` are words of the story's capture that are
    flagged. Raises `Unlike`, as all that it returns does.
    """

    def __init__(
        self, sides: Sides, paths: Mapping[str, Paths], read: Read, doubtful: Collection[str]
    ) -> None:
        self._sides, self._read, self._doubtful = sides, read, doubtful
        self._given: Ground = sides.words.ground
        self._id = sides.story.after.story.id
        stated = any(view.statements or view.lines for view in sides.story)
        if self._id in self._given.leading or (stated and redated(sides.story)):
            raise Unlike(self._id)
        order = self._given.order
        if redated(sides.story):
            order = order_now(sides.story, self._given, sides.shelves)
        places = {id_: place for place, id_ in enumerate(order)}
        self._names = renamed(sides, places)
        others = redated(sides.story) or named_otherwise(sides.story)
        self._told = others or any(self._names.values())
        if self._told and self._id in sides.own_abroad:  # it has a card in its own language
            raise Unlike(self._id)
        trees = {key: both for key, both in paths.items() if both.paged}
        trees |= self._standing() if self._told else {}
        branches = moved_trees(trees, self._id, order, sides.value)
        self._now = Now(order, branches, rows_with(sides, self._names))
        self._paths, self._trees = paths, trees

    def _standing(self) -> dict[str, Paths]:
        """Return the trees in which the story stands, with its values there."""
        shelves, found = self._sides.shelves, dict[str, Paths]()
        for facet in (*shelves.facets.values(), STORIES):
            before, after = (paths_of(facet, view.story) for view in self._sides.story)
            if facet.indexed:  # only those have a list whom many stories name
                if bool(before) != bool(after):
                    raise Unlike(facet.key)
                listed = {child[0] for child in shelves.branch(facet.key)[3]}
                before, after = (
                    tuple(path for path in paths if path[0] in listed) or ((),) * bool(paths)
                    for paths in (before, after)
                )
            if before and (facet.paged or facet.indexed):
                found[facet.key] = Paths(before, after, facet.paged)
        return found

    def edits(self) -> Iterator[tuple[str, Edit]]:
        """Yield what exchanges all outputs but the tables and the index."""
        move = self.move
        yield from own_pages(move)
        yield from onward_edits(move, self._related)
        yield from list_edits(move, self._lists)
        yield from count_edits(move)
        yield from carried_edits(move, self._lists)
        yield from cited(move.story, self._sides.words, self._read)
        if move.told:
            yield from bearing_edits(move, self._names, self._read)
            yield from shifted_edits(move, self._read, self._doubtful)

    @cached_property
    def move(self) -> Move:
        """Both sides."""
        story, related, sides = self._sides.story, self._related, self._sides
        likeness = self._likeness[0]

        def nearest(id_: str, side: int) -> tuple[str, ...]:
            return related[id_][side] if id_ in related else likeness.best(id_)

        was = Now(self._given.order)
        before = sides.side(story.before, was, partial(nearest, side=0))
        after = sides.side(story.after, self._now, partial(nearest, side=1), before)
        led = led_otherwise(self._names) - {self._id}
        return Move(sides, before, after, self._paths, self._trees, self._told, led)

    @cached_property
    def _before(self) -> tuple[Features, ...]:
        found: tuple[Features, ...] = self._sides.value(FEATURES)
        return found

    @cached_property
    def _after(self) -> tuple[Features, ...]:
        (own,) = features_of([self._sides.story.after.story])
        known = dict(zip(self._given.order, self._before, strict=True)) | {self._id: own}
        return tuple(known[id_] for id_ in self._now.order)

    @cached_property
    def _likeness(self) -> tuple[Side, Side]:
        was, now = Likeness(self._before), Likeness(self._after)
        return Side(was, self._given.order), Side(now, self._now.order)

    @cached_property
    def _related(self) -> Mapping[str, Lists]:
        """The related stories of those that have others now, or another date of one."""
        return other_lists(self._likeness, self._id, dated=self._told)

    @cached_property
    def _lists(self) -> Pages:
        lists = moved_lists(self.move)
        if lists.came or lists.gone:
            raise Unlike("pages")
        return lists

    def names(self, tables: Tables) -> Renamed:
        """Return what the search's names of values are made of now."""
        shelves, own = self._sides.shelves, self._sides.story.after.story
        facets = tuple(tables.facets)
        stories = (own if id_ == own.id else shelves.head(id_) for id_ in self._now.order)
        filings = [filing_of(story, facets) for story in stories]
        filings.sort(key=lambda one: (one.date, one.id))
        address = page_of_value(self.move.after.archive)
        return Renamed(filings, tables, address, spoken(self._sides.names))

    def ground(self, given: Ground) -> Ground:
        """Return the ground of the next patch."""
        return given._replace(**shifted_now(self.move), **self._lists_now(given))

    def _lists_now(self, given: Ground) -> dict[str, Any]:
        return {
            "lists": listed_now(self._lists, given.lists),
            "quoted": quoted_now(self._lists, given.quoted),
            "feeds": feeds_now(self.move),
            "books": books_now(self.move),
        }

    @cached_property
    def values(self) -> Mapping[Hashable, Any]:
        """The values that are others now."""
        return self._values_now()

    def _values_now(self) -> Mapping[Hashable, Any]:
        heads = dict(zip(self._given.order, self._sides.value(HEADS), strict=True))
        heads[self._id] = head_of(self._sides.story.after.story)
        lists: dict[Hashable, Any] = {(TREE, key): tree for key, tree in self._now.trees.items()}
        lists |= {(ENTRIES, key): rows for key, rows in self._now.rows.items()}
        ordered = tuple(heads[id_] for id_ in self._now.order)
        return {**lists, FEATURES: self._after, HEADS: ordered, HOLDERS: self._holders()}

    def _holders(self) -> dict[str, tuple[str, ...]]:
        """Return which pages may show a story now; those that show one no more may stay."""
        words, move = self._sides.words, self.move
        found = {id_: dict.fromkeys(uris) for id_, uris in self._sides.value(HOLDERS).items()}

        def hold(id_: str, url: str) -> None:
            for language in move.languages:
                found.setdefault(id_, {})[f"{words.folder(language)}{page_of(url)}"] = None

        for page in (*self._lists.after, *self._lists.came):
            for id_ in _shown(page):
                hold(id_, page.url)
        for key, names in self._names.items():
            url = self._sides.shelves.branch(key)[1]
            ids = {id_ for one in names.values() for row in one.after for id_ in row[3]}
            pages = {at for code in move.languages for at in index_pages(move, code, url)}
            for id_, at in product(sorted(ids), sorted(pages)):
                hold(id_, at)
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
