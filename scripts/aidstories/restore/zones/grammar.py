"""Which label may stand in which part of a page, and what may follow what."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

import numpy as np

from aidstories.restore.zones.chain import Table
from aidstories.restore.zones.labels import Zone


class Part(StrEnum):
    """A part of an article on its page."""

    HEAD = "head"
    BODY = "body"
    TAIL = "tail"


class State(NamedTuple):
    """A label in a part."""

    part: Part
    label: Zone


_LABELS = {
    Part.HEAD: (
        Zone.BANNER, Zone.CRUMB, Zone.CONTROL, Zone.KICKER, Zone.TITLE, Zone.SUBTITLE, Zone.BYLINE,
        Zone.SOURCE, Zone.NOTE, Zone.CAPTION, Zone.CREDIT, Zone.STAFF,
    ),
    Part.BODY: (Zone.TEXT, Zone.HEADING, Zone.CAPTION, Zone.CREDIT, Zone.BYLINE, Zone.CONTROL),
    Part.TAIL: (
        Zone.BYLINE, Zone.SOURCE, Zone.STAFF, Zone.CONTROL, Zone.RELATED, Zone.FOOT, Zone.CAPTION,
        Zone.CREDIT, Zone.CRUMB,
    ),
}  # fmt: skip
STATES = tuple(State(part, label) for part, labels in _LABELS.items() for label in labels)
_AFTER = {
    Part.HEAD: (Part.HEAD, Part.BODY),
    Part.BODY: (Part.HEAD, Part.BODY, Part.TAIL),
    Part.TAIL: (Part.HEAD, Part.TAIL),
}
"""A tail never goes back to its text; the head of another article may follow."""
_CLOSES = (Zone.TEXT, Zone.CAPTION, Zone.CREDIT, Zone.BYLINE, Zone.CONTROL)
"""What may be the last of a body; a heading has text behind it."""


def allowed() -> Table:
    """Return 0 where one state may follow another, minus infinity where it may not."""
    return np.array([[0.0 if _follows(a, b) else -np.inf for b in STATES] for a in STATES])


def openings() -> Table:
    """Return 0 for the states that may open a page: all but those of a tail."""
    return np.array([-np.inf if s.part is Part.TAIL else 0.0 for s in STATES])


def _follows(one: State, other: State) -> bool:
    if other.part not in _AFTER[one.part]:
        return False
    if one.part is Part.HEAD and other.part is Part.BODY:
        return other.label in (Zone.TEXT, Zone.HEADING)
    return one.part is other.part or one.part is not Part.BODY or one.label in _CLOSES
