"""Where to read on: stories that share much with one, and its neighbours in a list."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from heapq import nlargest
from itertools import pairwise
from math import log

from aidstories.model import Role, Story
from aidstories.site.archive.archive import Archive
from aidstories.site.facets import STORIES, UNSTATED, FacetValue, ancestry, paths_of
from aidstories.site.story.view import View
from aidstories.stories.store.keep import Keep, afresh

SHOWN = 4
_COMMON = 300
"""A feature that more stories than this have tells nothing, and would cost their square."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbours:
    """The next newer and older story among those of ``value``; None at either end."""

    value: FacetValue
    newer: View | None
    older: View | None


def neighbours(archive: Archive, view: View) -> Neighbours:
    """Return a story's neighbours in the smallest list that holds others beside it.

    Regions come before programmes; where both hold it alone, all stories are the list.
    """
    value = next(_lists(archive, view), archive.trees[STORIES.key])
    order = archive.positions
    at = bisect_left(value.stories, order[view.story.id], key=lambda story: order[story.id])
    newer, older = value.stories[max(at - 1, 0) : at], value.stories[at + 1 : at + 2]
    return Neighbours(
        value=value,
        newer=archive.views[newer[0].id] if newer else None,
        older=archive.views[older[0].id] if older else None,
    )


def _lists(archive: Archive, view: View) -> Iterator[FacetValue]:
    for key in ("region", "program"):
        for path in paths_of(archive.facets[key], view.story):
            for value in reversed(ancestry(archive.trees[key], path)):
                if len(value.stories) > 1 and UNSTATED not in value.path:
                    yield value


def related(archive: Archive, keep: Keep = afresh) -> Mapping[str, tuple[View, ...]]:
    """Return, by id, the stories that share most with each, at most `SHOWN`, best first.

    A shared feature counts as much as it is rare: its inverse document frequency.
    """
    features = {
        id_: keep(("features", id_), view.story, partial(_features, view.story))
        for id_, view in archive.views.items()
    }
    having: dict[str, list[str]] = defaultdict(list)
    for story_id, found in features.items():
        for feature in found:
            having[feature].append(story_id)
    total = len(features)
    weights = {f: log(total / len(ids)) for f, ids in having.items() if len(ids) <= _COMMON}
    return {
        story_id: _best(story_id, found, having, weights, archive)
        for story_id, found in features.items()
    }


def _best(
    story_id: str,
    features: set[str],
    having: Mapping[str, list[str]],
    weights: Mapping[str, float],
    archive: Archive,
) -> tuple[View, ...]:
    scores: dict[str, float] = defaultdict(float)
    for feature in sorted(features & weights.keys()):
        for other in having[feature]:
            scores[other] += weights[feature]
    scores.pop(story_id, None)
    best = nlargest(SHOWN, scores, key=lambda other: (scores[other], -archive.positions[other]))
    return tuple(archive.views[other] for other in best if scores[other] > 0)


def _features(story: Story) -> set[str]:
    description = story.description
    places = [("at", path) for path in description.regions] + [
        ("from", path) for path in description.donors
    ]
    found = {f"{kind}:{'/'.join(names)}" for kind, path in places for names in _levels(path)}
    found |= {f"programme:{name}" for name in description.programs}
    found |= {f"person:{person.name}" for person in (*description.people, *description.byline)}
    found |= {f"institution:{name}" for name in description.institutions}
    for text in story.article.texts(Role.KICKER, Role.TITLE, Role.SUBTITLE, Role.HEADING):
        found |= {f"word:{a}{b}" for a, b in pairwise(text) if (a + b).isalnum()}
    return found


def _levels(path: str) -> Iterator[list[str]]:
    names = path.split("/")
    for depth in range(1, len(names) + 1):
        yield names[:depth]
