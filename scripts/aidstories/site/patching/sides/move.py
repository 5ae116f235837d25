"""A story that stands in other lists than before: which lists these are."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from itertools import chain
from typing import NamedTuple

from aidstories.site.addresses import ValuePath
from aidstories.site.archive.answers import answers
from aidstories.site.facets import FacetValue, paths_of
from aidstories.site.patching.sides.sides import Side, Sides
from aidstories.site.patching.words.filed import Paths
from aidstories.site.patching.words.story import Both


class Move(NamedTuple):
    """A story on both ``sides``; ``paths`` are its values in each facet in which they differ.

    ``trees`` are those in which it may stand elsewhere, with its values in these; of all that hold
    it where it is ``told`` otherwise than by its values in lists. Pages of the values that hold any
    of the stories ``led`` elsewhere may show that.
    """

    sides: Sides
    before: Side
    after: Side
    paths: Mapping[str, Paths]
    trees: Mapping[str, Paths]
    told: bool
    led: Collection[str]

    @property
    def id(self) -> str:
        """The story's id."""
        return self.story.after.story.id

    @property
    def story(self) -> Both:
        """The story."""
        return self.sides.story

    @property
    def comes(self) -> bool:
        """Whether the archive did not have the story."""
        return self.id not in self.before.archive.positions

    @property
    def both(self) -> tuple[Side, Side]:
        """Both sides of the archive."""
        return self.before, self.after

    def place(self, side: Side) -> int:
        """Return the place of the story among all of a side; where it is not, the one between."""
        held = (one.archive.positions for one in (side, *self.both))
        return next(places[self.id] for places in held if self.id in places)

    @property
    def orders(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The ids of all stories, as they stood and stand."""
        before, after = (tuple(side.archive.views) for side in self.both)
        return before, after

    @property
    def listed(self) -> tuple[str, ...]:
        """The facets that have pages of those in which its values differ."""
        facets = self.before.archive.facets
        return tuple(key for key in self.paths if facets[key].paged)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages of the site."""
        return self.sides.words.ground.languages

    def values(self) -> Iterator[tuple[FacetValue, FacetValue]]:
        """Yield the values that hold the story, or held it, as they were and are."""
        for key, paths in self.trees.items():
            before, after = (side.archive.trees[key] for side in self.both)
            held = {
                path[:n] for path in chain(paths.before, paths.after) for n in range(len(path) + 1)
            }
            along = _along(before, after, held)
            yield from (pair for pair in along if pair[0].path or not pair[0].facet.indexed)

    def led_values(self) -> Iterator[tuple[FacetValue, FacetValue]]:
        """Yield the other values that answer and hold a story which is led elsewhere."""
        own = {old.url for old, _ in self.values()}
        stories = [self.sides.shelves.head(id_) for id_ in self.led]
        for key, facet in self.before.archive.facets.items() if stories else ():
            if facet.paged:
                paths = chain.from_iterable(paths_of(facet, story) for story in stories)
                held = {path[:n] for path in paths for n in range(1, len(path) + 1)}
                before, after = (side.archive.trees[key] for side in self.both)
                for pair in _along(before, after, held):
                    if answers(pair[0]) and pair[0].url not in own:
                        yield pair


def _along(
    before: FacetValue, after: FacetValue, paths: set[ValuePath]
) -> Iterator[tuple[FacetValue, FacetValue]]:
    yield before, after
    for children in zip(before.children, after.children, strict=True):
        if children[0].path in paths:
            yield from _along(*children, paths)
