"""Which label may stand in which part of a page, and what may follow what."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

import numpy as np

from aidstories.restore.zones.chain import Table
from aidstories.restore.zones.labels import Zone


class Part(StrEnum):
    """A part of an article on its page."""

    ABOVE = "above"
    """What stands over the headline."""
    HEAD = "head"
    """The headline, and what stands between it and the text."""
    BODY = "body"
    TAIL = "tail"


class State(NamedTuple):
    """A label in a part."""

    part: Part
    label: Zone


HEADS = (Part.ABOVE, Part.HEAD)
_LABELS = {
    Part.ABOVE: (
        Zone.BANNER, Zone.CRUMB, Zone.CONTROL, Zone.KICKER, Zone.BYLINE, Zone.SOURCE, Zone.NOTE,
        Zone.CAPTION, Zone.CREDIT, Zone.STAFF,
    ),
    Part.HEAD: (
        Zone.BANNER, Zone.CRUMB, Zone.CONTROL, Zone.TITLE, Zone.SUBTITLE, Zone.BYLINE, Zone.SOURCE,
        Zone.NOTE, Zone.CAPTION, Zone.CREDIT, Zone.STAFF,
    ),
    Part.BODY: (Zone.TEXT, Zone.HEADING, Zone.CAPTION, Zone.CREDIT, Zone.BYLINE, Zone.CONTROL),
    Part.TAIL: (
        Zone.BYLINE, Zone.SOURCE, Zone.STAFF, Zone.CONTROL, Zone.RELATED, Zone.FOOT, Zone.CAPTION,
        Zone.CREDIT, Zone.CRUMB,
    ),
}  # fmt: skip
STATES = tuple(State(part, label) for part, labels in _LABELS.items() for label in labels)
_AFTER = {
    Part.ABOVE: (Part.ABOVE, Part.HEAD, Part.BODY),
    Part.HEAD: (Part.HEAD, Part.BODY),
    Part.BODY: (Part.ABOVE, Part.HEAD, Part.BODY, Part.TAIL),
    Part.TAIL: (Part.ABOVE, Part.HEAD, Part.TAIL),
}
"""A tail never goes back to its text; the head of another article may follow."""
_CLOSES = (Zone.TEXT, Zone.CAPTION, Zone.CREDIT, Zone.BYLINE, Zone.CONTROL)
"""What may be the last of a body; a heading has text behind it."""


def allowed() -> Table:
    """Return 0 where one state may follow another, minus infinity where it may not."""
    return np.array([[0.0 if _follows(a, b) else -np.inf for b in STATES] for a in STATES])


def openings() -> Table:
    """Return 0 for the states that may open a page: no tail, nor what a title stands over."""
    return np.array([0.0 if _opens(s) else -np.inf for s in STATES])


def _opens(state: State) -> bool:
    if state.part is Part.HEAD:
        return state.label is Zone.TITLE
    return state.part is not Part.TAIL


def _follows(one: State, other: State) -> bool:
    if other.part not in _AFTER[one.part]:
        return False
    if other.part is Part.HEAD is not one.part and other.label is not Zone.TITLE:
        return False
    if one.part in HEADS and other.part is Part.BODY:
        return other.label in (Zone.TEXT, Zone.HEADING)
    return one.part is other.part or one.part is not Part.BODY or one.label in _CLOSES
