"""对照原稿: the pages of a story's capture as pictures, with its passages at their places."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from aidstories.restore.reading.extraction import Box

FOLDER = "facsimile"
"""Folder of the pictures in the site, one below it for each capture."""
TITLE = "sheet"
"""Where a link to the title leads: the story's own beginning."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A passage on a page: ``anchor`` is its block's; ``boxes`` are in the page's unit."""

    anchor: str
    boxes: tuple[Box, ...]

    @property
    def kind(self) -> str:
        """What the block is: the terms ``report.<kind>`` name it."""
        return self.anchor.rstrip("0123456789")

    @property
    def number(self) -> str:
        """Which block of its kind it is, empty for the title."""
        return self.anchor.removeprefix(self.kind)

    @property
    def rectangles(self) -> tuple[tuple[float, float, float, float], ...]:
        """The boxes as x, y, width, height."""
        return tuple(
            (tenths(x), tenths(y), tenths(right - x), tenths(bottom - y))
            for x, y, right, bottom in self.boxes
        )


class Link(NamedTuple):
    """Where a block leads: the anchor of its first place, and the page that it is on.

    ``kind`` and ``number`` are those of its `Mark`.
    """

    target: str
    page: int
    kind: str
    number: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPage:
    """A page with the passages on it. ``pictures`` are addresses by width, the narrowest first.

    ``type`` is how high a line usually is, in the page's unit.
    """

    number: int
    width: float
    height: float
    type: float
    pictures: Mapping[int, str]
    marks: tuple[Mark, ...]

    @property
    def pixels(self) -> tuple[int, int]:
        """The sides of the widest picture."""
        width = max(self.pictures)
        return width, round(width * self.height / self.width)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facsimile:
    """The pages of a story.

    ``files`` are the pictures by their addresses, relative to the site's root. ``sentences``
    follow the slots of the ledger's layout. A sentence is ``[length, column …]``, a column
    ``[page, box …]``, a box ``[left, top, right, bottom]``.
    """

    pages: tuple[ShownPage, ...]
    files: Mapping[str, Path]
    sentences: tuple[Any, ...]

    @property
    def links(self) -> Mapping[str, Link]:
        """Where each block leads, by its anchor."""
        found: dict[str, Link] = {}
        for page in self.pages:
            for mark in page.marks:
                target = f"page-{page.number}-{mark.anchor}"
                found.setdefault(mark.anchor, Link(target, page.number, mark.kind, mark.number))
        return found


def tenths(number: float) -> float:
    """Return ``number`` with one decimal at most, as an integer where it is one."""
    rounded = round(number, 1)
    return int(rounded) if rounded == int(rounded) else rounded
