"""Whether a story with another title stands where it stood, and which stories are alike now."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from aidstories.model import Role
from aidstories.site.archive.archive import recency
from aidstories.site.archive.related import Features, Likeness, features_of
from aidstories.site.fonts.stacks import stacks
from aidstories.site.interface.pinyin import sort_key
from aidstories.site.patching.kept.ground import Ground
from aidstories.site.patching.pieces.tables import Unlike
from aidstories.site.patching.words.relating import Lists
from aidstories.site.patching.words.story import Both
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
    if id_ in given.leading or not all(map(plain, story)):
        raise Unlike(story.after.title)
    if not _stays(story.after, place, given, view_of):
        raise Unlike("order")
    (own,) = features_of([story.after.story])
    now = (*features[:place], own, *features[place + 1 :])
    sides = Side(Likeness(features), given.order), Side(Likeness(now), given.order)
    return Alike(now, other_lists(sides, id_))


@dataclass(frozen=True)
class Side:
    """What stories share, of which ``order`` are the ids in the order of the archive."""

    likeness: Likeness
    order: tuple[str, ...]

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The place of each story."""
        return {id_: place for place, id_ in enumerate(self.order)}

    def best(self, id_: str) -> tuple[str, ...]:
        """Return the stories nearest to one."""
        return tuple(self.order[other] for other in self.likeness.best(self.places[id_]))


def other_lists(sides: tuple[Side, Side], id_: str, *, dated: bool = False) -> Mapping[str, Lists]:
    """Return the lists that differ, by story: of those that have what ``id_`` won or lost.

    Where it is ``dated`` otherwise, all that share anything with it may; these lists show its day.
    """
    own = [{*side.likeness.features[side.places[id_]]} for side in sides]
    touched = {
        side.order[number]: None
        for feature in (own[0] | own[1] if dated else own[0] ^ own[1])
        if any(side.likeness.counts(feature) for side in sides)
        for side in sides
        for number in side.likeness.having.get(feature, ())
    }
    told = {each: Lists(*(side.best(each) for side in sides)) for each in {**touched, id_: None}}
    return {
        each: lists
        for each, lists in told.items()
        if lists.before != lists.after or (dated and id_ in lists.after)
    }


def all_lists(sides: tuple[Side, Side]) -> Mapping[str, Lists]:
    """Return all lists that differ, by story; one that is not there has an empty one."""
    ids = dict.fromkeys(id_ for side in sides for id_ in side.order)
    told = (
        (id_, Lists(*(side.best(id_) if id_ in side.places else () for side in sides)))
        for id_ in ids
    )
    return {id_: lists for id_, lists in told if lists.before != lists.after}


def plain(view: View) -> bool:
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
