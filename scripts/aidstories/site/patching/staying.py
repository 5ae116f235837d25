"""Whether a story with another title stands where it stood, and which stories are alike now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import NamedTuple

from aidstories.model import Role
from aidstories.site.archive.archive import recency
from aidstories.site.archive.related import Features, Likeness, features_of
from aidstories.site.fonts.stacks import stacks
from aidstories.site.interface.pinyin import sort_key
from aidstories.site.patching.ground import Ground
from aidstories.site.patching.relating import Lists
from aidstories.site.patching.story import Both
from aidstories.site.patching.tables import Unlike
from aidstories.site.story.view import View
from aidstories.site.takeaway.cards.wording import printable


class Alike(NamedTuple):
    """The features of all stories now, and the related stories of those that have others."""

    features: tuple[Features, ...]
    changed: Mapping[str, Lists]


def alike(
    story: Both, given: Ground, features: tuple[Features, ...], view_of: Callable[[str], View]
) -> Alike:
    """Return what stories share now; ``features`` is what they had, in the order of the archive.

    ``view_of`` returns another story by its id. Raises `Unlike` where the title moves the story,
    where the home page leads with it, and where an output might show it otherwise than as it
    stands.
    """
    id_ = story.after.story.id
    place = given.order.index(id_)
    if id_ in given.leading or not all(map(_plain, story)):
        raise Unlike(story.after.title)
    if not _stays(story.after, place, given, view_of):
        raise Unlike("order")
    (own,) = features_of([story.after.story])
    now = (*features[:place], own, *features[place + 1 :])
    return Alike(now, other_lists(Likeness(features), Likeness(now), place, given.order))


def other_lists(
    before: Likeness, after: Likeness, place: int, order: tuple[str, ...]
) -> Mapping[str, Lists]:
    """Return the lists that differ, by story: of those that have what the one at ``place`` won."""
    touched = {
        number
        for feature in {*before.features[place]} ^ {*after.features[place]}
        if before.counts(feature) or after.counts(feature)
        for one in (before, after)
        for number in one.having.get(feature, ())
    } | {place}
    told = {number: (before.best(number), after.best(number)) for number in sorted(touched)}
    return {
        order[number]: Lists(*(tuple(order[other] for other in best) for best in both))
        for number, both in told.items()
        if both[0] != both[1]
    }


def _plain(view: View) -> bool:
    """Return whether a title is the only one, without Tibetan, on one line that all can show."""
    alone = view.story.article.texts(Role.TITLE) == (view.title,)
    return alone and printable(view.title) == view.title and not stacks(view.title)


def _stays(view: View, place: int, given: Ground, view_of: Callable[[str], View]) -> bool:
    """Return whether the story stays at its ``place``: of one day, titles go by pinyin."""
    newer = map(view_of, given.order[max(0, place - 1) : place])
    older = map(view_of, given.order[place + 1 : place + 2])
    pairs = (*((one, view) for one in newer), *((view, one) for one in older))
    return all(
        sort_key(one.title) < sort_key(two.title)
        for one, two in pairs
        if recency(one) == recency(two)
    )
