"""Where to read on: stories that share much with one, and its neighbours in a list."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from math import log
from typing import NamedTuple

import numpy as np

from aidstories.model import Role, Story
from aidstories.search.occurrences import Ints
from aidstories.site.archive.archive import Archive
from aidstories.site.facets import STORIES, UNSTATED, FacetValue, ancestry, paths_of
from aidstories.site.story.view import View

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


def related(archive: Archive) -> Mapping[str, tuple[View, ...]]:
    """Return, by id, the stories that share most with each, at most `SHOWN`, best first.

    A shared feature counts as much as it is rare: its inverse document frequency.
    """
    views = tuple(archive.views.values())
    features = [_features(view.story) for view in views]
    having: dict[str, list[int]] = defaultdict(list)
    for number, found in enumerate(features):
        for feature in found:
            having[feature].append(number)
    shared = {
        feature: _Shared(np.array(numbers), log(len(views) / len(numbers)))
        for feature, numbers in having.items()
        if 1 < len(numbers) <= _COMMON
    }
    return {
        view.story.id: tuple(views[other] for other in _best(number, found, shared, len(views)))
        for number, (view, found) in enumerate(zip(views, features, strict=True))
    }


class _Shared(NamedTuple):
    """The stories that have a feature, by their places in the archive, and what it counts."""

    stories: Ints
    weight: float


def _best(
    number: int, features: set[str], shared: Mapping[str, _Shared], total: int
) -> Iterator[int]:
    """Yield the places of the stories that are nearest; of equals the newest comes first."""
    having = [shared[feature] for feature in sorted(features & shared.keys())]
    if not having:
        return
    weights = np.repeat([each.weight for each in having], [len(each.stories) for each in having])
    scores = np.bincount(np.concatenate([each.stories for each in having]), weights, total)
    scores[number] = 0
    others = np.flatnonzero(scores)
    yield from others[np.argsort(-scores[others], kind="stable")[:SHOWN]].tolist()


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
