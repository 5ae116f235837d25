"""The place of a story among all that says that it came out at another time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from aidstories.site.archive.archive import recency
from aidstories.site.interface.pinyin import sort_key
from aidstories.site.patching.kept.ground import Ground
from aidstories.site.patching.pieces.tables import Unlike
from aidstories.site.patching.sides.shelves import Shelves
from aidstories.site.patching.words.story import Both
from aidstories.site.story.view import View

Order = tuple[str, ...]
"""The ids of all stories, newest first."""


def order_now(story: Both, given: Ground, shelves: Shelves) -> Order:
    """Return the order of all stories now, as `build_archive` makes it.

    Raises `Unlike` for a story that may lead the home page, and where two have one date and title:
    these stand in the order of their files.
    """
    id_ = story.after.story.id
    others = tuple(each for each in given.order if each != id_)
    at = _place(story.after, others, shelves)
    if any(each in given.leading for each in (id_, *others[at:])):
        raise Unlike(id_)
    return (*others[:at], id_, *others[at:])


def order_with(view: View, given: Ground, shelves: Shelves, *, comes: bool) -> Order:
    """Return the order of all stories with one that ``comes``, or without it.

    Raises `Unlike` as `order_now` does.
    """
    id_ = view.story.id
    others = tuple(each for each in given.order if each != id_)
    at = _place(view, others, shelves)
    return (*others[:at], id_, *others[at:]) if comes else others


def _place(view: View, others: Order, shelves: Shelves) -> int:
    """Return where a story stands among others. Raises `Unlike` where that is not known."""
    own, title = recency(view), sort_key(view.title)
    oldest_first = others[::-1]
    older, not_newer = (
        cut(oldest_first, own, key=lambda each: recency(shelves.view(each)))
        for cut in (bisect_left, bisect_right)
    )
    alike = others[len(others) - not_newer : len(others) - older]
    titles = [sort_key(shelves.view(each).title) for each in alike]
    if title in titles:
        raise Unlike(view.title)
    return len(others) - not_newer + bisect_left(titles, title)


def beside(order: Order, id_: str, most: int) -> tuple[str | None, str | None]:
    """Return which stories stand before a story and behind it in its part.

    Parts are those of `in_parts`, of ``most`` stories.
    """
    at, count = order.index(id_), len(order)
    part = _part(at, count, most)
    near = (each for each in (at - 1, at + 1))
    before, behind = (
        order[each] if 0 <= each < count and _part(each, count, most) == part else None
        for each in near
    )
    return before, behind


def same_part(before: Order, after: Order, id_: str, most: int) -> bool:
    """Return whether a story stands in the part in which it stood: see `beside`."""
    parts = (_part(order.index(id_), len(order), most) for order in (before, after))
    return len(set(parts)) == 1


def _part(place: int, count: int, most: int) -> int:
    return (count - 1 - place) // most
