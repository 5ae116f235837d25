"""Signs that a page sets before each of its headings: □师者之尊, □师者离去."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from aidstories.model import Role
from aidstories.restore.draft import Block

_SIGNS = tuple("□■●○◎◆◇▲△★☆")


def marked_heads(blocks: Sequence[Block], unsigned: Iterable[int]) -> Mapping[str, int]:
    """Return where each sign first stands before a heading, or before a line of ``unsigned``."""
    found: dict[str, int] = {}
    headings = (i for i, block in enumerate(blocks) if block.role is Role.HEADING)
    for i in (*unsigned, *headings):
        if (sign := _sign(blocks[i])) in _SIGNS:
            found[sign] = min(i, found.get(sign, i))
    return found


def goes_as_marked(
    blocks: Sequence[Block], marked: Mapping[str, int], titles: Sequence[int]
) -> bool:
    """Return whether a line opens with the sign of a heading above it, which nobody signs.

    Both head parts of one text, whoever signs the second.
    """
    return bool(titles) and marked.get(_sign(blocks[titles[0]]), titles[0]) < titles[0]


def _sign(block: Block) -> str:
    return block.text.lstrip()[:1]
