"""Which parts of a Markdown text are the article's own, whatever their headings are called."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from aidstories.restore.draft import Block, Draft
from aidstories.restore.lexicon.chars import ends_sentence, simplified
from aidstories.restore.passes.furniture import furniture
from aidstories.restore.zones.grammar import Part
from aidstories.restore.zones.labels import Zone
from aidstories.restore.zones.model import RUNNING, Decision

_HEADS = Decision(Zone.HEADING, Part.BODY, sure=1.0, gone=0.0, heads=0.0)


def keep_sections(draft: Draft, decisions: Sequence[Decision]) -> Sequence[Decision]:
    """Return ``decisions`` with the article's own sections no list of other articles.

    Nor is what heads one a page's control, unless a rule knows its words: ## Overview.
    """
    taken = {made.label for made in decisions}
    if taken.isdisjoint((Zone.RELATED, Zone.CONTROL)):
        return decisions
    own = _own(draft) if Zone.RELATED in taken else frozenset[int]()
    return [
        _of_section(block, made, own=i in own)
        for i, (block, made) in enumerate(zip(draft.blocks, decisions, strict=True))
    ]


def _of_section(block: Block, made: Decision, *, own: bool) -> Decision:
    if own and made.label is Zone.RELATED:
        return _HEADS if block.level else RUNNING
    heads = made.label is Zone.CONTROL and block.level > 1 and not block.hints.tag
    return _HEADS if heads and not furniture(simplified(block.text.strip())) else made


def _own(draft: Draft) -> frozenset[int]:
    """Return the lines below headings of a rank that heads text over them, and that hold no link.

    ## 相关疾病 with a list of diseases parts a text as ## 摘要 does; a list of other articles
    leads to them. An element of HTML is no such part: a page's boxes have headings of any rank.
    """
    heads = [i for i, b in enumerate(draft.blocks) if b.level > 1 and not b.hints.tag]
    told: set[int] = set()
    own: set[int] = set()
    for head, end in pairwise([*heads, len(draft.blocks)]):
        lines = draft.blocks[head:end]
        if draft.blocks[head].level in told and not _leads(draft, lines):
            own.update(range(head, end))
        if any(ends_sentence(b.text) for b in lines):
            told.add(draft.blocks[head].level)
    return frozenset(own)


def _leads(draft: Draft, lines: Sequence[Block]) -> bool:
    """Return whether lines lead anywhere: [山里的医生](/n/7.html), or an address as it stands."""
    said = [b for b in lines if b.text]
    raw = draft.raw[said[0].starts[0] : said[-1].ends[-1]] if said else ""
    return "](" in raw or "://" in raw
