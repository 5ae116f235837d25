"""Breaks in mid-sentence: join what belongs together, declare what is missing.

A column or page break cuts a paragraph in two, sometimes around a figure's caption (seed 001:
「从预警、评估到综合」 | two captions | 「救治的全流程意识」). One score decides: above .7 join,
from .3 an editor is asked, below it the text is cut off and the story says so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from aidstories.model import Gap, Role
from aidstories.restore.chars import ends_sentence
from aidstories.restore.continuity import FLAG, JOIN, continuity
from aidstories.restore.draft import Block, Doubt, Draft, Label, Lacuna, Merge, Proposal
from aidstories.restore.figures import is_credit, is_single_sentence
from aidstories.restore.opening import opens_inside

_RUNNING = (Role.PARAGRAPH, Role.NOTE)
_ASIDE = (Role.CAPTION, Role.CREDIT)
_INSETS = 4
"""Captions and credits that may stand inside one sentence."""
_PAUSE = re.compile(r"[：:；;—~]\s*$|[.．]\s*$")


def join_breaks(draft: Draft) -> Iterator[Proposal]:
    """Join paragraphs over a break; captions in between move behind them."""
    blocks = draft.blocks
    taken = 0
    for i, block in enumerate(blocks):
        if i < taken or block.role not in _RUNNING or not is_open(block.text):
            continue
        right, score = _continuation(draft, i)
        if right is None:
            continue
        if score > JOIN:
            yield Merge(left=i, right=right, reason="break")
            yield from (
                Label(block=k, role=Role.CREDIT if is_credit(blocks[k].text) else Role.CAPTION)
                for k in range(i + 1, right)
                if blocks[k].role not in _ASIDE
            )
            taken = right
        elif score > FLAG:
            start = max(0, len(block.text) - 12)
            yield Doubt(block=i, start=start, end=len(block.text), reason="break", weight=score)


def mark_gaps(draft: Draft) -> Iterator[Proposal]:
    """Mark paragraphs whose end the capture lacks, and articles whose beginning it lacks."""
    fresh = True
    for i, block in enumerate(draft.blocks):
        fresh = fresh or block.begins
        if block.role is Role.DATELINE:
            fresh = False
        if block.role is not Role.PARAGRAPH:
            continue
        if fresh and opens_inside(block.text):
            yield Lacuna(block=i, gap=Gap.START, reason="cut-off")
        elif is_open(block.text):
            yield Lacuna(block=i, gap=Gap.END, reason="cut-off")
        fresh = False


def is_open(text: str) -> bool:
    """Return whether a paragraph ends in mid-sentence; a colon may stand before a list."""
    return bool(text) and not ends_sentence(text) and not _PAUSE.search(text)


def _continuation(draft: Draft, i: int) -> tuple[int | None, float]:
    """Return the block that continues block ``i`` best, with its score."""
    blocks = draft.blocks
    best: tuple[int | None, float] = (None, 0.0)
    for k in _candidates(blocks, i):
        score = continuity(blocks[i].text, blocks[k].text, draft.raw)
        if score > best[1]:
            best = (k, score)
    return best


def _candidates(blocks: Sequence[Block], i: int) -> Iterator[int]:
    """Yield the paragraphs that may continue block ``i``: past captions, not past a headline."""
    passed = 0
    for k in range(i + 1, len(blocks)):
        block = blocks[k]
        if block.begins:
            return
        if block.role in _ASIDE:
            continue
        if block.role is not blocks[i].role:
            return
        yield k
        passed += 1
        if passed >= _INSETS or not (is_single_sentence(block.text) or is_credit(block.text)):
            return
