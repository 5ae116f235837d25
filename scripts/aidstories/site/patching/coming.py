"""A story that the archive did not have, or has no more: what shows it, and what counts it."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Iterator, Mapping
from functools import cached_property, partial
from itertools import chain
from pathlib import Path
from typing import Any

from aidstories.site.archive.browse import URL as BROWSE
from aidstories.site.archive.home import Feature, feature
from aidstories.site.archive.home_files import in_language, lean
from aidstories.site.archive.listings import Listing
from aidstories.site.facets import STORIES, paths_of
from aidstories.site.fonts.stacks import stacks
from aidstories.site.interface.terms import TIBETAN
from aidstories.site.patching.kept.ground import HOLDERS, Ground
from aidstories.site.patching.lists.bearing import led_edits
from aidstories.site.patching.lists.carried import carried_edits
from aidstories.site.patching.lists.counted import number_edits
from aidstories.site.patching.lists.fronts import Front, front_edits, front_of
from aidstories.site.patching.lists.harvested import harvested_edits
from aidstories.site.patching.lists.indexes import (
    index_edits,
    indexes_now,
    led_elsewhere,
    others_named,
)
from aidstories.site.patching.lists.listed import Lists as Pages
from aidstories.site.patching.lists.listed import list_edits, moved_lists
from aidstories.site.patching.lists.onward import onward_edits
from aidstories.site.patching.lists.ordered import (
    Files,
    entries_now,
    features_now,
    filled,
    row_edits,
)
from aidstories.site.patching.pieces.exchange import Edit
from aidstories.site.patching.pieces.tables import Read, Unlike, page_of
from aidstories.site.patching.refiling import Refiling
from aidstories.site.patching.sides.move import Move
from aidstories.site.patching.sides.placed import order_with
from aidstories.site.patching.sides.shelves import ABROAD, Now, moved_trees
from aidstories.site.patching.sides.sides import Sides
from aidstories.site.patching.words.filed import Paths
from aidstories.site.patching.words.relating import Lists
from aidstories.site.patching.words.staying import all_lists, plain
from aidstories.site.story.view import View
from aidstories.site.takeaway.cards import NAME as CARD
from aidstories.site.takeaway.oai import PER_FILE, path_of
from aidstories.site.takeaway.parts import in_parts


class Coming(Refiling):
    """What exchanges an archive for one with a story more, where it ``comes``, or one less.

    ``path`` is the story's file; the rest is as `Refiling` has it.
    """

    def __init__(self, sides: Sides, read: Read, path: Path, *, comes: bool) -> None:
        self._sides, self._read, self._path, self._comes = sides, read, path, comes
        self._doubtful: Collection[str] = ()
        self._given, self._told = sides.words.ground, True
        view = sides.story.after
        self._id = view.story.id
        if not _alone(view) or self._named():
            raise Unlike(self._id)
        order = order_with(view, self._given, sides.shelves, comes=comes)
        places = {id_: place for place, id_ in enumerate(order)}
        rows = indexes_now(sides, places)
        self._names = others_named(sides, rows)
        self._trees = self._standing()
        self._paths = {key: one for key, one in self._trees.items() if key != STORIES.key}
        branches = moved_trees(self._trees, self._id, order, sides.value)
        self._now = Now(order, branches, rows, moves=True)

    @property
    def order(self) -> tuple[str, ...]:
        """The ids of all stories now, newest first."""
        return self._now.order

    def _named(self) -> bool:
        """Return whether another story names this one in a field."""
        shelves = self._sides.shelves
        others = (shelves.head(id_) for id_ in self._given.order if id_ != self._id)
        said = (told for story in others for _, told in story.description.other)
        return any(self._id in (told if isinstance(told, tuple) else (told,)) for told in said)

    def _standing(self) -> dict[str, Paths]:
        """Return the trees in which the story stands, or stood, with its values there."""
        shelves, found = self._sides.shelves, dict[str, Paths]()
        for facet in (*shelves.facets.values(), STORIES):
            paths = paths_of(facet, self._sides.story.after.story)
            if facet.indexed and paths:  # only those have a list whom many stories name
                listed = {child[0] for child in shelves.branch(facet.key)[3]}
                paths = tuple(path for path in paths if path[0] in listed) or ((),)
            if paths and (facet.paged or facet.indexed):
                before, after = ((), paths) if self._comes else (paths, ())
                found[facet.key] = Paths(before, after, facet.paged)
        return found

    def edits(self) -> Iterator[tuple[str, Edit]]:
        """Yield what exchanges all outputs but the story's own pages, the tables and the index."""
        move = self.move
        yield from onward_edits(move, self._related)
        yield from list_edits(move, self._lists)
        yield from front_edits(move, self._fronts)
        yield from number_edits(move)
        yield from carried_edits(move, self._lists)
        yield from index_edits(move)
        yield from led_edits(move)
        yield from row_edits(move)
        yield from harvested_edits(move, self._read, self._path)
        for files, html in ((self._entries, self._entry), (self._features, self._featured_html)):
            yield from filled(move, files, html, self._read)

    @property
    def came(self) -> Iterator[View | Listing]:
        """What has pages now that had none: the story, the last of lists."""
        yield from self._lists.came
        if self._comes:
            yield self._sides.story.after

    @property
    def went(self) -> Iterator[View | Listing]:
        """What had pages and has none: the story, the last of lists."""
        yield from self._lists.gone
        if not self._comes:
            yield self._sides.story.before

    @property
    def gone(self) -> Iterator[str]:
        """The outputs that are no more: the story's own, the last of lists and of other files."""
        url, languages = self._sides.story.after.url, self.move.languages
        if not self._comes:
            yield f"{url}{CARD}"
        files = (both[0].keys() - both[1].keys() for both in (self._entries, self._features))
        for uri in (*(page_of(page.url) for page in self.went), *chain.from_iterable(files)):
            yield from (f"{self._sides.words.folder(language)}{uri}" for language in languages)

    @cached_property
    def _lists(self) -> Pages:
        return moved_lists(self.move)

    @cached_property
    def move(self) -> Move:
        """Both sides."""
        sides, story, related = self._sides, self._sides.story, self._related

        def nearest(id_: str, side: int) -> tuple[str, ...]:
            return related[id_][side] if id_ in related else self._likeness[side].best(id_)

        was = Now(self._given.order)
        before = sides.side(story.before, was, partial(nearest, side=0))
        after = sides.side(story.after, self._now, partial(nearest, side=1), before)
        move = Move(sides, before, after, self._paths, self._trees, self._told, ())
        return move._replace(led=led_elsewhere(move))

    @cached_property
    def _related(self) -> Mapping[str, Lists]:
        """The related stories of those that have others now: each counts for all."""
        return all_lists(self._likeness)

    @cached_property
    def _fronts(self) -> tuple[Front, Front]:
        pool = frozenset(id_ for ids in self._given.features.values() for id_ in ids)
        before = front_of(self._given.order, pool, self._featured)
        if before.pool != tuple(id_ for ids in self._given.features.values() for id_ in ids):
            raise Unlike("home")
        own = {self._id} if self._comes and self._featured(self._id).sentence else set[str]()
        lead = before.lead
        said = {lead.view.story.id} if lead.sentence else set[str]()
        pool = (pool | own | said) - (set() if self._comes else {self._id})
        return before, front_of(self._now.order, pool, self._featured)

    def _featured(self, id_: str) -> Feature:
        """Return a story with the sentence that stands for it."""
        own = self._sides.story.after
        view = own if id_ == self._id else self._sides.shelves.view(id_)
        if view.story.capture is None:
            return feature(view)
        found: Feature = self._sides.value(("feature", id_))
        return found

    @cached_property
    def _entries(self) -> tuple[Files, Files]:
        return self._given.entries, entries_now(self._now.order)

    @cached_property
    def _features(self) -> tuple[Files, Files]:
        return self._given.features, features_now(self._fronts[1].pool)

    def _entry(self, language: str, id_: str) -> str:
        archive, renderers = self.move.after
        return str(renderers[language].fragments.entry(BROWSE, archive.views[id_]))

    def _featured_html(self, language: str, id_: str) -> str:
        fragments = self.move.after.renderers[language].fragments
        found = in_language(self._featured(id_), fragments)
        return lean(fragments.render("feature", "", found=found))

    def ground(self, given: Ground) -> Ground:
        """Return the ground of the next patch."""
        order, days = self._now.order, self._sides.days
        parts = in_parts(order, lambda _: 1, PER_FILE)
        return given._replace(
            **self._lists_now(given),
            order=order,
            days={id_: told for id_, told in days.items() if self._comes or id_ != self._id},
            entries=self._entries[1],
            features=self._features[1],
            records={path_of(number): ids for number, ids in enumerate(parts, 1)},
            leading=self._fronts[1].leading(order),
        )

    @cached_property
    def values(self) -> Mapping[Hashable, Any]:
        """The values that are others now."""
        found, gone = dict(self._values_now()), {*self.gone}
        found[HOLDERS] = {
            id_: tuple(uri for uri in uris if uri not in gone)
            for id_, uris in found[HOLDERS].items()
            if self._comes or id_ != self._id
        }
        if abroad := self.move.after.renderers.get(TIBETAN):
            known = self._sides.shelves.abroad()
            found[ABROAD] = tuple(known._replace(moved=dict(abroad.locale.moved)))
        return found


def _alone(view: View) -> bool:
    """Return whether an editor wrote a story, in Chinese, that says nothing of who helped whom."""
    texts = (passage.text for passage in view.story.article.passages)
    made = view.story.capture is None and not view.statements and not view.lines
    return made and plain(view) and not stacks(" ".join(texts))
