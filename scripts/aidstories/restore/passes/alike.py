"""Headings that the page's other headings tell: phrases that stand as these do."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aidstories.model import Role
from aidstories.restore.draft import Block, Doubt, Draft, Label, Proposal
from aidstories.restore.lexicon.byline import is_byline
from aidstories.restore.lexicon.chars import ends_sentence
from aidstories.restore.lexicon.imprint import is_imprint
from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.telling import tells
from aidstories.restore.passes.breaks import CERTAIN, continuation, is_hard
from aidstories.restore.passes.heads import is_head
from aidstories.restore.passes.lost_pictures.scenes import shows_scene

_PHRASE = late(r"[\u4e00-\u9fff0-9“”·—-]{3,16}")
"""A heading of words alone: 谁来数药, 一根鼻导管; what has pauses may be verse or a list."""
_WHOLE = 30
"""Characters of a paragraph from which no verse and no talk is as long, chosen by hand."""


def label_alike(draft: Draft) -> Iterator[Proposal]:
    """Label phrases between whole sentences that stand as another heading of the page does.

    谁来数药 over one short sentence, where 过期的药去哪了 heads a paragraph above; the second line
    of a heading of two.
    """
    blocks = draft.blocks
    heads = [i for i, block in enumerate(blocks) if block.role is Role.HEADING]
    heads = [i for i in heads if _PHRASE.fullmatch(blocks[i].text.strip())]
    for i in range(1, len(blocks) - 1) if heads else ():
        set_alike = any(_is_set_as(blocks, i, k) for k in heads)
        second = i - 1 in heads and blocks[i].lead == 0 and _may_be_second(blocks, i)
        if second or (set_alike and _may_head(blocks, i) and not _goes_on(draft, i)):
            yield Label(block=i, role=Role.HEADING)
            yield Doubt(block=i, start=0, end=len(blocks[i].text), reason="zone", weight=0.5)


def _is_set_as(blocks: Sequence[Block], i: int, k: int) -> bool:
    """Return whether two lines are set alike: the blanks before and behind, and the element."""
    one, other = blocks[i], blocks[k]
    alike = one.level == other.level and one.hints == other.hints and one.lead == other.lead
    return alike and blocks[i + 1].lead == blocks[min(k + 1, len(blocks) - 1)].lead


def _may_be_second(blocks: Sequence[Block], i: int) -> bool:
    """Return whether a phrase between a heading and a whole paragraph is the heading's last line:
    专家来了 / 老人从百公里外赶来.
    """
    after = blocks[i + 1]
    return _is_phrase(blocks[i]) and len(after.text) >= _WHOLE and _is_told(after)


def _is_phrase(block: Block) -> bool:
    text = block.text.strip()
    if block.role not in (None, Role.PARAGRAPH) or not _PHRASE.fullmatch(text):
        return False
    return is_head(text) and not (
        shows_scene(text) or tells(text) or is_byline(text) or is_imprint(text)
    )


def _may_head(blocks: Sequence[Block], i: int) -> bool:
    before, block, after = blocks[i - 1 : i + 2]
    text = block.text.strip()
    if not _is_phrase(block):
        return False
    whole = any(len(b.text) >= _WHOLE for b in (before, after))
    return whole and _is_told(before) and _is_told(after) and len(after.text) > len(text)


def _is_told(block: Block) -> bool:
    return block.role in (None, Role.PARAGRAPH) and ends_sentence(block.text)


def _goes_on(draft: Draft, i: int) -> bool:
    """Return whether a phrase is the opening of the sentence below it, whatever stands between."""
    blocks = draft.blocks
    apart = is_hard(blocks, i, i + 1) or blocks[i + 1].lead > 0
    return not apart and continuation(draft, i)[1] > CERTAIN
