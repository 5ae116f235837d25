"""Repeated blocks: a page break doubles a paragraph, or its first half (seed 001, 颈动脉)."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator

from aidstories.model import Role
from aidstories.restore.draft import Draft, Drop, Proposal
from aidstories.restore.lexicon.chars import ends_sentence, is_prose

_KEPT = (Role.TITLE, Role.HEADING, Role.VERSE)
_SHORTEST = 24
"""Characters below which a repeated sentence may be the writer's own."""
_SHORTEST_STUMP = 8
"""Characters below which the first part of an earlier block may be a headline."""
_NEAR = 10
"""Blocks back to which a page break repeats: 4 in the seeds, more where figures stand between.
What stands again further on is the writer's own, or another article's."""


def drop_repeats(draft: Draft) -> Iterator[Proposal]:
    """Drop a block that is an earlier one again, or the first or last part of one."""
    seen: deque[str] = deque(maxlen=_NEAR)
    for i, block in enumerate(draft.blocks):
        text = "".join(block.text.split())
        if block.role not in _KEPT and not block.hints.row and _repeats(text, seen):
            yield Drop(block=i, reason="repeat")
        else:
            seen.append(text)


def _repeats(text: str, seen: Iterable[str]) -> bool:
    if len(text) >= _SHORTEST:
        return any(earlier.startswith(text) or earlier.endswith(text) for earlier in seen)
    stump = len(text) >= _SHORTEST_STUMP and not ends_sentence(text)
    return stump and any(earlier.startswith(text) and is_prose(earlier) for earlier in seen)
