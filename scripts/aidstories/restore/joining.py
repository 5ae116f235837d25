"""The drafts of a capture's parts → one draft of the whole."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import replace

from aidstories.model import Edit, Flag
from aidstories.restore.draft import Block, Border, Draft


def joined(drafts: Sequence[Draft]) -> Draft:
    """Return one draft of all ``drafts``; each of them begins an article of its own."""
    if len(drafts) == 1:
        return drafts[0]
    blocks: list[Block] = []
    edits: list[Edit] = []
    flags: list[Flag] = []
    by = 0
    for draft in drafts:
        first, rest = draft.blocks[:1], draft.blocks[1:]
        bounded = [b._replace(begins=True, before=Border.HARD) for b in first]
        blocks += (_block_moved(block, by) for block in (*bounded, *rest))
        edits += (e._replace(start=e.start + by, end=e.end + by) for e in draft.edits)
        flags += (replace(f, start=f.start + by, end=f.end + by) for f in draft.flags)
        by += len(draft.raw)
    return Draft(
        raw="".join(draft.raw for draft in drafts),
        blocks=tuple(blocks),
        edits=tuple(edits),
        flags=tuple(flags),
    )


def _block_moved(block: Block, by: int) -> Block:
    return block._replace(
        starts=_moved(block.starts, by),
        ends=_moved(block.ends, by),
        spans=tuple((start + by, end + by) for start, end in block.spans),
    )


def _moved(places: Iterable[int], by: int) -> array[int]:
    return array("l", (place + by for place in places))
