"""Which parts of a Markdown text are the article's own, whatever their headings are called."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from aidstories.restore.draft import Block, Draft
from aidstories.restore.lexicon.chars import ends_sentence
from aidstories.restore.zones.grammar import Part
from aidstories.restore.zones.labels import Zone
from aidstories.restore.zones.model import RUNNING, Decision

_HEADS = Decision(Zone.HEADING, Part.BODY, sure=1.0, gone=0.0, heads=0.0)


def keep_sections(draft: Draft, decisions: Sequence[Decision]) -> Sequence[Decision]:
    """Return ``decisions`` with the article's own sections no list of other articles."""
    if not any(made.label is Zone.RELATED for made in decisions):
        return decisions
    own = _own(draft)
    return [
        (_HEADS if block.level else RUNNING) if i in own and made.label is Zone.RELATED else made
        for i, (block, made) in enumerate(zip(draft.blocks, decisions, strict=True))
    ]


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
