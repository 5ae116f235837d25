"""Repeated blocks: a page break doubles a paragraph, or its first half (seed 001, 颈动脉)."""

from __future__ import annotations

from collections.abc import Iterator

from aidstories.model import Role
from aidstories.restore.draft import Draft, Drop, Proposal
from aidstories.restore.lexicon.chars import ends_sentence

_SHORTEST = 24
"""Characters below which a repeated sentence may be the writer's own."""
_SHORTEST_STUMP = 8
"""Characters below which the first part of an earlier block may be a headline."""


def drop_repeats(draft: Draft) -> Iterator[Proposal]:
    """Drop a block that an earlier one contains whole, or that is the first part of one."""
    seen = "\n"
    for i, block in enumerate(draft.blocks):
        text = "".join(block.text.split())
        if block.role not in (Role.TITLE, Role.HEADING) and _repeats(text, seen):
            yield Drop(block=i, reason="repeat")
        else:
            seen += text + "\n"


def _repeats(text: str, seen: str) -> bool:
    if len(text) >= _SHORTEST:
        return text in seen
    return len(text) >= _SHORTEST_STUMP and not ends_sentence(text) and f"\n{text}" in seen
