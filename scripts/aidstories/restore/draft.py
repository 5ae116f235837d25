"""A capture on its way: blocks of text that know where each character comes from.

A pass reads a `Draft` and proposes; `accept` carries the proposals out. Proposals of one pass
speak of the draft that the pass was given. Blocks and proposals, of which a capture has hundreds,
are named tuples: made in half of a dataclass's time.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from aidstories.model import Edit, Flag, Gap, Kind, Role, Span
from aidstories.restore.origin import Origin


class Border(StrEnum):
    """What bounds a block on one side."""

    HARD = "hard"
    """An element, a list item, a row, a stanza, a record, a blank line of clean text: printed."""
    SOFT = "soft"
    """A line end of OCR, of a column, of wrapped text: a sentence may go on behind it."""


class Listed(StrEnum):
    """The kind of list that an item stands in."""

    ORDERED = "ordered"
    UNORDERED = "unordered"


class Hints(NamedTuple):
    """What the reader of a capture knew of a block; plain text knows nothing of the kind."""

    tag: str = ""
    """The block-level element: ``p``, ``h2``, ``li``, ``td``."""
    names: str = ""
    """Class names and ids of the nearest elements, inner first."""
    within: frozenset[str] = frozenset()
    """All elements around the block: ``figcaption``, ``blockquote``, ``table``."""
    strong: bool = False
    """All of the block is bold."""
    linked: bool = False
    """All of the block is a link."""
    leads: bool = False
    """Most of the block is a link."""
    centred: bool = False
    listed: Listed | None = None
    row: bool = False
    """The block is a row of a table, tabs between its cells."""


class Block(NamedTuple):
    """A stretch of text between breaks.

    ``starts[i]`` and ``ends[i]`` bound the raw characters that ``text[i]`` stands for;
    ``spans`` are the raw spans that the block covers, deleted characters included.
    """

    text: str
    starts: array[int]
    ends: array[int]
    spans: tuple[Span, ...]
    role: Role | None = None
    level: int = 0
    """Heading level that the capture itself gave (``#``, ``<h2>``); 0: none."""
    lead: int = 1
    """Blank lines before the block; an image or a new element often leaves more than one."""
    begins: bool = False
    """The block is the first of an article."""
    gap: Gap | None = None
    src: str | None = None
    before: Border = Border.SOFT
    """The border above the block."""
    after: Border = Border.SOFT
    """The border below it."""
    hints: Hints = Hints()


class Rewrite(NamedTuple):
    """Replace ``text[start:end]`` of a block by ``new``."""

    block: int
    start: int
    end: int
    new: str
    kind: Kind
    reason: str


class Label(NamedTuple):
    """Say what a block is."""

    block: int
    role: Role


class Begin(NamedTuple):
    """Open an article with a block."""

    block: int


class Cut(NamedTuple):
    """Cut a block at a place in its text; the part before gets ``role``.

    ``border`` is what then stands between the two.
    """

    block: int
    at: int
    role: Role | None = None
    border: Border = Border.HARD


class Drop(NamedTuple):
    """Drop a block for a reason."""

    block: int
    reason: str


class Merge(NamedTuple):
    """Continue block ``left`` with block ``right``; ``glue`` stands between them.

    Blocks that stand between the two move behind the merged block.
    """

    left: int
    right: int
    reason: str
    glue: str = ""


class Place(NamedTuple):
    """Move a block before another one (``before`` may be the number of blocks)."""

    block: int
    before: int
    reason: str


class Lacuna(NamedTuple):
    """Mark that the capture lacks text at one end of a block."""

    block: int
    gap: Gap
    reason: str


class Doubt(NamedTuple):
    """Leave a flag on ``text[start:end]`` of a block; nothing changes."""

    block: int
    start: int
    end: int
    reason: str
    weight: float = 0.5


Proposal = Rewrite | Label | Begin | Cut | Drop | Merge | Place | Lacuna | Doubt


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """The decoded capture with the blocks and the edits accepted so far, in order of acceptance.

    An edit may cover earlier ones: the last and widest counts.
    """

    raw: str
    blocks: tuple[Block, ...]
    edits: tuple[Edit, ...] = ()
    flags: tuple[Flag, ...] = ()
    meta: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    origin: Origin = field(default_factory=Origin)
    """Whether recognition made the characters: what only a scan has, a pass asks of this."""
    others: tuple[int, ...] = ()
    """Where passages begin that stand in a draft of their own: those of another language."""


_COUNTED = array("l", range(1 << 16))
"""Offsets to copy, ten times as fast as counting anew; few captures are longer."""
Pass = Callable[[Draft], Iterable[Proposal]]


def offsets(start: int, end: int) -> array[int]:
    """Return the numbers from ``start`` up to ``end``, which is left out."""
    return _COUNTED[start:end] if end <= len(_COUNTED) else array("l", range(start, end))


def block_of(
    raw: str, start: int, end: int, *, role: Role | None = None, level: int = 0, lead: int = 1
) -> Block:
    """Return the block that covers ``raw[start:end]``, unedited."""
    return Block(
        text=raw[start:end],
        starts=offsets(start, end),
        ends=offsets(start + 1, end + 1),
        spans=((start, end),),
        role=role,
        level=level,
        lead=lead,
    )
