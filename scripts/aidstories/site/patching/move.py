"""A story that stands in other lists than before: which lists these are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain
from typing import NamedTuple

from aidstories.fields import Facet
from aidstories.model import Story
from aidstories.site.addresses import ValuePath
from aidstories.site.facets import FacetValue, paths_of
from aidstories.site.patching.sides import Side, Sides
from aidstories.site.patching.story import Both
from aidstories.site.story.view import View

FILED = ("regions", "donors", "programs")
"""Fields that put a story into lists and say no more of it: not when it came out, nor who is in
it."""


class Paths(NamedTuple):
    """The values of a facet that a story had, and those that it has."""

    before: tuple[ValuePath, ...]
    after: tuple[ValuePath, ...]


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
    def languages(self) -> tuple[str, ...]:
        """The languages of the site."""
        return self.sides.words.ground.languages

    def values(self) -> Iterator[tuple[FacetValue, FacetValue]]:
        """Yield the values that hold the story, or held it, as they were and are."""
        for key, paths in self.paths.items():
            before, after = (side.archive.trees[key] for side in self.both)
            held = {path[:n] for path in chain(*paths) for n in range(len(path) + 1)}
            yield from _along(before, after, held)


def _along(
    before: FacetValue, after: FacetValue, paths: set[ValuePath]
) -> Iterator[tuple[FacetValue, FacetValue]]:
    yield before, after
    for children in zip(before.children, after.children, strict=True):
        if children[0].path in paths:
            yield from _along(*children, paths)


def refiled_paths(story: Both, facets: Mapping[str, Facet]) -> dict[str, Paths]:
    """Return the values of each facet of lists in which they differ."""
    told = {
        key: Paths(*(paths_of(facet, view.story) for view in story))
        for key, facet in facets.items()
        if facet.field in FILED
    }
    return {key: paths for key, paths in told.items() if paths.before != paths.after}


def unfiled(view: View) -> View:
    """Return ``view`` in no list of `FILED`."""
    empty: dict[str, tuple[str, ...]] = dict.fromkeys(FILED, ())
    return replace(view, story=_with(view.story, empty))


def _with(story: Story, told: Mapping[str, tuple[str, ...]]) -> Story:
    return replace(story, description=replace(story.description, **told))  # type: ignore[arg-type]
