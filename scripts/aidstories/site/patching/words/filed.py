"""Which fields put a story into lists, and say no more of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from aidstories.fields import Facet
from aidstories.model import Status, YearBasis
from aidstories.site.addresses import ValuePath
from aidstories.site.facets import paths_of
from aidstories.site.patching.words.story import Both
from aidstories.site.story.naming import naming
from aidstories.site.story.view import View

DATED = ("year", "published", "year_basis")
"""Fields that say when a story came out, which puts it into its place in all its lists."""
NAMED = ("people", "institutions")
"""Fields that name whom others name too: who bears a name is told by all its stories."""
FILED = ("regions", "donors", "programs", "status", *DATED, *NAMED)
"""Fields that put a story into lists and say no more of it."""


class Paths(NamedTuple):
    """The values of a facet that a story had, and those that it has.

    ``paged`` says whether they have pages.
    """

    before: tuple[ValuePath, ...]
    after: tuple[ValuePath, ...]
    paged: bool


def refiled_paths(story: Both, facets: Mapping[str, Facet]) -> dict[str, Paths]:
    """Return the values of each facet of lists in which they differ."""
    before, after = story
    told = {
        key: Paths(paths_of(facet, before.story), paths_of(facet, after.story), facet.paged)
        for key, facet in facets.items()
        if facet.field in FILED
    }
    return {key: paths for key, paths in told.items() if paths.before != paths.after}


def unfiled(view: View) -> View:
    """Return ``view`` in no list of `FILED`, and without what says why it was in one."""
    known = view.story.description
    evidence = tuple(each for each in known.evidence if each.field not in FILED)
    filed: dict[str, Any] = dict.fromkeys(("regions", "donors", "programs", *NAMED), ())
    filed |= {"year": None, "published": None}
    described = replace(known, **filed, year_basis=YearBasis.UNKNOWN, evidence=evidence)
    return replace(
        view,
        story=replace(view.story, description=described, status=Status.UNCHECKED),
        grounds=tuple(ground for ground in view.grounds if ground.field not in FILED),
    )


def redated(story: Both) -> bool:
    """Return whether a story says that it came out at another time."""
    before, after = ([getattr(v.story.description, name) for name in DATED] for v in story)
    return before != after


def named_otherwise(story: Both) -> bool:
    """Return whether a story names others, or says something else of them."""
    before, after = ([getattr(v.story.description, name) for name in NAMED] for v in story)
    return before != after


def quoted_alike(story: Both) -> bool:
    """Return whether programmes that a story had and has are named in the same sentences."""
    before, after = (view.story.description.programs for view in story)
    both = (name for name in before if name in after)
    return all(len({naming(view, "programs", name) for view in story}) == 1 for name in both)
