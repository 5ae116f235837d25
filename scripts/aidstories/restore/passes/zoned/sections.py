"""Which lines are the article's own, whatever the model says: sections of a Markdown text, and
where the capture breaks off."""

from __future__ import annotations

from collections.abc import Sequence, Set
from itertools import pairwise

from aidstories.model import Role
from aidstories.restore.draft import Block, Draft
from aidstories.restore.lexicon.chars import ends_sentence, simplified
from aidstories.restore.lexicon.late import late
from aidstories.restore.passes.furniture import furniture, why
from aidstories.restore.passes.heads import is_head
from aidstories.restore.passes.lost_pictures.places import is_picture
from aidstories.restore.zones.cues import speaks_of_page
from aidstories.restore.zones.grammar import Part
from aidstories.restore.zones.labels import REASONS, Zone
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


def keep_cut(
    draft: Draft, recommended: Set[int], decisions: Sequence[Decision]
) -> Sequence[Decision]:
    """Return ``decisions`` with the text at which the capture breaks off no tail of its page.

    It has the words of a sentence and lacks its stop. Between the text that stays and it stand
    pictures, what is said of them, and perhaps a heading.
    """
    blocks, last = draft.blocks, len(draft.blocks) - 1
    if last < 1 or last in recommended or not _is_cut(draft, decisions, last):
        return decisions
    above = [i for i in range(last) if not _shows(blocks[i])][-2:]
    told = [i for i in above if decisions[i].part is Part.BODY]
    heads = [i for i in above[-1:] if i not in told and is_head(blocks[i].text)]
    if told[-1:] != above[-1:] and not (told and heads and _goes(draft, decisions, heads[0])):
        return decisions
    kept = {last: RUNNING} | dict.fromkeys(heads, _HEADS)
    return [kept.get(i, made) for i, made in enumerate(decisions)]


def _is_cut(draft: Draft, decisions: Sequence[Decision], i: int) -> bool:
    """Return whether a line that goes by its label alone has more words than a label."""
    text = draft.blocks[i].text.strip()
    words = _WORDS.match(text) or (len(text) > _LONG and _PAUSE.search(text))
    cut = bool(words) and text[-1:].isalpha() and not speaks_of_page(text)
    return cut and _goes(draft, decisions, i)


def _goes(draft: Draft, decisions: Sequence[Decision], i: int) -> bool:
    """Return whether a line goes by its label alone: no rule and no mark-up says so."""
    block = draft.blocks[i]
    free = block.role is None and not block.hints.tag and not block.hints.leads
    return free and decisions[i].label in REASONS and not why(draft.blocks, i)


def _shows(block: Block) -> bool:
    return is_picture(block) or block.role in (Role.CAPTION, Role.CREDIT)


_WORDS = late(r"[A-Z“\"][\w’',;:“”\"-]{0,30}(?:\s[\w’',;:“”\"-]{1,30}){9}")
"""Ten words of a language of letters, chosen by hand."""
_LONG, _PAUSE = 40, late("[，,；;]")
"""Characters that a line of Han has more than that is a sentence, chosen by hand, and its marks."""


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
