"""What the mark-up of a page says of a block: its element, its names, its style."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bs4 import Tag

from aidstories.restore.draft import Hints, Listed
from aidstories.restore.reading.headline import names
from aidstories.restore.reading.pieces import Piece

_LISTS = {"ol": Listed.ORDERED, "ul": Listed.UNORDERED, "menu": Listed.UNORDERED}
_BOLD = ("strong", "b")
_NEAR = 4
"""Elements whose names speak of a block: its own, and the wrappers around it."""


def hints_of(group: Sequence[Piece]) -> Hints:
    """Return what the page says of the block that ``group``, at least one piece, makes."""
    first = group[0]
    home = first.home
    words = [p for p in group if p.text.strip()]
    return Hints(
        tag=home.name if home else "",
        names=" ".join(filter(None, map(names, first.near[:_NEAR]))),
        within=first.around.names,
        strong=bool(words) and all(p.inside(*_BOLD) for p in words),
        linked=bool(words) and all(p.inside("a") for p in words),
        leads=sum(len(p.text.strip()) * (1 if p.inside("a") else -1) for p in words) > 0,
        centred=home is not None and is_centred(home),
        listed=_listed(first),
        row=first.row is not None,
    )


def is_centred(home: Tag) -> bool:
    """Return whether an element sets its text in the middle, by its own attributes."""
    return (
        home.name == "center" or "center" in f"{home.get('align')}{home.get('style')}{names(home)}"
    )


def _outward(piece: Piece) -> Iterator[str]:
    """Yield the names of the elements around a piece, inner first."""
    return (element.near[0].name for element in piece.around.outward())


def _listed(piece: Piece) -> Listed | None:
    """Return the kind of list whose item the piece stands in."""
    if not piece.inside("li"):
        return None
    return next((_LISTS[t] for t in _outward(piece) if t in _LISTS), Listed.UNORDERED)
