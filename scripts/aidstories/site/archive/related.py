"""Where to read on: stories that share much with one, and its neighbours in a list."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from math import log
from typing import NamedTuple

import numpy as np

from aidstories.model import Role, Story
from aidstories.search.occurrences import Ints
from aidstories.site.archive.archive import Archive
from aidstories.site.facets import STORIES, UNSTATED, FacetValue, ancestry, paths_of
from aidstories.site.story.view import View
from aidstories.stories.store.keep import Keep, afresh

Features = tuple[str, ...]
"""What a story can share with others, in order: a tuple takes a tenth of the memory of a set."""
FEATURES = "features"
"""What the features of all stories are called among the values of a build."""
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

    ``keep`` keeps what each has to share.
    """
    views = tuple(archive.views.values())
    stories = tuple(view.story for view in views)
    likeness = Likeness(keep(FEATURES, stories, partial(features_of, stories)))
    return {
        view.story.id: tuple(views[other] for other in likeness.best(number))
        for number, view in enumerate(views)
    }


def features_of(stories: Iterable[Story]) -> tuple[Features, ...]:
    """Return what each of ``stories`` can share with others; equal features are one object."""
    known: dict[str, str] = {}
    return tuple(
        tuple(known.setdefault(each, each) for each in sorted(_features(story)))
        for story in stories
    )


class Likeness:
    """What stories share, of which each has some ``features``.

    A shared feature counts as much as it is rare: its inverse document frequency.
    """

    def __init__(self, features: Sequence[Features]) -> None:
        self.features = features
        self.having: dict[str, list[int]] = defaultdict(list)
        for number, found in enumerate(features):
            for feature in found:
                self.having[feature].append(number)
        self._shared: dict[str, _Shared] = {}

    def best(self, number: int) -> tuple[int, ...]:
        """Return the places of the stories nearest to one; of equals the newest comes first."""
        shared = [self._of(each) for each in self.features[number] if self.counts(each)]
        if not shared:
            return ()
        weights = np.repeat([one.weight for one in shared], [len(one.stories) for one in shared])
        stories = np.concatenate([one.stories for one in shared])
        scores = np.bincount(stories, weights, len(self.features))
        scores[number] = 0
        others = np.flatnonzero(scores)
        return tuple(others[np.argsort(-scores[others], kind="stable")[:SHOWN]].tolist())

    def counts(self, feature: str) -> bool:
        """Return whether to share ``feature`` tells anything."""
        return 1 < len(self.having.get(feature, ())) <= _COMMON

    def _of(self, feature: str) -> _Shared:
        if feature not in self._shared:
            numbers = self.having[feature]
            weight = log(len(self.features) / len(numbers))
            self._shared[feature] = _Shared(np.array(numbers), weight)
        return self._shared[feature]


class _Shared(NamedTuple):
    """The stories that have a feature, by their places in the archive, and what it counts."""

    stories: Ints
    weight: float


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
