"""Rows, items and quotations: the roles that the reader of a capture knew."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from aidstories.model import Kind, Role
from aidstories.restore.draft import Block, Draft, Label, Listed, Proposal, Rewrite
from aidstories.restore.lexicon.chars import is_prose
from aidstories.restore.lexicon.imprint import is_imprint
from aidstories.restore.lexicon.lists import BULLET, number_of

_LONGEST = 200
"""Characters of an item that prints no mark; a frame of list elements holds whole paragraphs."""


def label_parts(draft: Draft) -> Iterator[Proposal]:
    """Label rows, items and quotations; strip the bullet of an item."""
    apart = any(is_prose(b.text) and not _quoted(b) for b in draft.blocks)
    numbered = _numbered(draft.blocks)
    for i, block in enumerate(draft.blocks):
        if block.role is not None or block.level or is_imprint(block.text):
            continue
        if block.hints.row and "\t" in block.text:
            yield Label(block=i, role=Role.ROW)
        elif i in numbered or _is_item(block):
            yield Label(block=i, role=Role.ITEM)
            if (m := BULLET.match(block.text)) and block.hints.listed is Listed.UNORDERED:
                yield Rewrite(i, 0, m.end(), "", Kind.STRIP, "list-mark")
        elif apart and _quoted(block):
            yield Label(block=i, role=Role.QUOTE)


def _quoted(block: Block) -> bool:
    return "blockquote" in block.hints.within


def _is_item(block: Block) -> bool:
    listed = block.hints.listed
    return listed is Listed.ORDERED or (listed is not None and len(block.text) <= _LONGEST)


def _numbered(blocks: Sequence[Block]) -> set[int]:
    """Return the blocks that are items by their numbers: two or more that follow each other."""
    numbers = [number_of(b.text) if b.role is None else None for b in blocks]
    pairs = [
        (i, i + 1)
        for i, (one, other) in enumerate(pairwise(numbers))
        if one is not None and other == one + 1
    ]
    return {i for pair in pairs for i in pair}
