"""Headlines by size: which rank they have, and which open an article."""

from __future__ import annotations

from collections.abc import Sequence

from aidstories.restore.lexicon.byline import is_byline
from aidstories.restore.lexicon.dateline import dateline_end
from aidstories.restore.reading.pages.flow import Block
from aidstories.restore.reading.pages.paragraphs import Habit

_ARTICLE = 1.5
"""Em from which a headline opens an article by its size alone; smaller ones head sections."""
_OWN = 0.9
"""Share of the largest headline of a document in one column from which one opens an article."""


def rank(blocks: Sequence[Block], habit: Habit, *, one_column: bool) -> None:
    """Say of each headline its level, and whether it opens an article."""
    flow = [b for b in blocks if b.kind not in ("running", "note", "caption")]
    largest = max((_size(b) for b in flow if b.kind == "head"), default=0.0)
    n = 0
    while n < len(flow):
        if flow[n].kind != "head":
            n += 1
            continue
        group = [flow[n]]
        while n + len(group) < len(flow) and flow[n + len(group)].kind == "head":
            group.append(flow[n + len(group)])
        follows = flow[n + len(group)] if n + len(group) < len(flow) else None
        sizes = sorted({_size(b) for b in group}, reverse=True)
        ranks = _ranks(sizes, habit)
        first = n == 0
        opens = first or _opens(sizes[0], follows, habit, largest if one_column else 0.0)
        opens = opens or group[0].rows[0].hard
        for block in group:
            block.level = ranks[_size(block)] + (not opens)
        group[0].begins = opens
        n += len(group)
    if flow and not flow[0].begins:
        flow[0].begins = True


def _ranks(sizes: Sequence[float], habit: Habit) -> dict[float, int]:
    """Return the rank of each size, the largest first; nearly equal ones share it."""
    ranks: dict[float, int] = {}
    rank, top = 0, 0.0
    for size in sizes:
        if not ranks or size * (1.2 if habit.noisy else 1.08) < top:
            rank, top = rank + 1, size
        ranks[size] = rank
    return ranks


def _opens(size: float, follows: Block | None, habit: Habit, largest: float) -> bool:
    """Return whether a headline amid text opens an article."""
    if size >= _ARTICLE * habit.em:
        return size >= _OWN * largest
    text = follows.rows[0].line.text if follows else ""
    return is_byline(text) or bool(dateline_end(text))


def _size(block: Block) -> float:
    return max(r.line.size for r in block.rows)
