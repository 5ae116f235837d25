"""Repeated blocks: a page break doubles a paragraph, or its first half (seed 001, 颈动脉)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aidstories.model import Role
from aidstories.restore.draft import Draft, Drop, Proposal

_SHORTEST = 24
"""Characters below which a repetition may be the writer's own."""


def drop_repeats(draft: Draft) -> Iterator[Proposal]:
    """Drop a block of 24 characters or more that an earlier block contains whole."""
    seen = ""
    for i, block in enumerate(draft.blocks):
        text = re.sub(r"[\W_]+", "", block.text)
        if len(text) >= _SHORTEST and text in seen and block.role not in (Role.TITLE, Role.HEADING):
            yield Drop(block=i, reason="repeat")
        else:
            seen += "\n" + text
