"""A story that stands in other lists than before: which lists these are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import chain
from typing import NamedTuple

from aidstories.site.addresses import ValuePath
from aidstories.site.facets import FacetValue
from aidstories.site.patching.filed import Paths
from aidstories.site.patching.sides import Side, Sides
from aidstories.site.patching.story import Both


class Move(NamedTuple):
    """A story on both ``sides``; ``paths`` are its values in each facet in which they differ."""

    sides: Sides
    before: Side
    after: Side
    paths: Mapping[str, Paths]

    @property
    def id(self) -> str:
        """The story's id."""
        return self.story.after.story.id

    @property
    def story(self) -> Both:
        """The story."""
        return self.sides.story

    @property
    def both(self) -> tuple[Side, Side]:
        """Both sides of the archive."""
        return self.before, self.after

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
        for key in self.listed:
            paths = self.paths[key]
            before, after = (side.archive.trees[key] for side in self.both)
            held = {
                path[:n] for path in chain(paths.before, paths.after) for n in range(len(path) + 1)
            }
            yield from _along(before, after, held)


def _along(
    before: FacetValue, after: FacetValue, paths: set[ValuePath]
) -> Iterator[tuple[FacetValue, FacetValue]]:
    yield before, after
    for children in zip(before.children, after.children, strict=True):
        if children[0].path in paths:
            yield from _along(*children, paths)
