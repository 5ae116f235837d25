"""Head and tail: every line around the running text gets its label in one decision.

What is no part of an article is dropped, what the model is unsure of is flagged and stays. Between
the first and the last running text only what certainly is none goes; which short lines there are
headings, and where another article begins, `heads.label_heads` says.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from aidstories.model import Role
from aidstories.restore.draft import Block, Doubt, Draft, Drop, Label, Merge, Proposal
from aidstories.restore.lexicon.chars import ends_sentence, simplified
from aidstories.restore.passes.furniture import furniture
from aidstories.restore.passes.heads import is_head
from aidstories.restore.zones.grammar import Part
from aidstories.restore.zones.labels import REASONS, ROLES, Zone
from aidstories.restore.zones.model import Decision, decide

_SURE = 0.8
"""Probability from which a label stands without a flag."""
_GONE = 0.9
"""Probability from which a line is dropped by its label alone."""
_HEADLINES = (Zone.KICKER, Zone.TITLE, Zone.SUBTITLE)
_PROSE = 20
_FIGURES = (Role.CAPTION, Role.CREDIT)


def label_zones(draft: Draft) -> Iterator[Proposal]:
    """Label head and tail; drop what a page carries beside its articles."""
    decisions = decide(draft)
    top = _top(decisions)
    titled = any(d.label is Zone.TITLE for d in decisions[:top])
    titled = titled and not (top < len(decisions) and _closes(decisions))
    for i, (block, made) in enumerate(zip(draft.blocks, decisions, strict=True)):
        if block.src is not None or not block.text.strip():
            continue
        reason = _why_dropped(block, made)
        if reason:
            yield Drop(block=i, reason=reason)
        elif made.label in _HEADLINES:
            if titled and i < top:
                yield Label(block=i, role=ROLES[made.label])
                yield from _doubted(i, block, made.sure)
        elif made.label in ROLES and block.role not in _FIGURES:
            if made.label is Zone.SOURCE and made.part is Part.HEAD and i >= top and made.sure < _GONE:
                continue
            yield Label(block=i, role=ROLES[made.label])
            yield from _doubted(i, block, made.sure)
        elif made.label in REASONS:
            yield from _doubted(i, block, made.gone)
            if block.role is None and made.part is Part.TAIL:
                yield Label(block=i, role=Role.PARAGRAPH)
        elif block.role is None and made.label is Zone.TEXT and _is_cry(block, made):
            yield Label(block=i, role=Role.PARAGRAPH)
    if titled:
        yield from _joined(draft.blocks, decisions[:top])


def _top(decisions: Sequence[Decision]) -> int:
    """Return where the running text begins."""
    return next((i for i, d in enumerate(decisions) if d.part is not Part.HEAD), len(decisions))


def _closes(decisions: Sequence[Decision]) -> bool:
    """Return whether a headline stands behind the last text: it is that text's (seed 000)."""
    labels = [d.label for d in reversed(decisions)]
    return Zone.TITLE in labels and labels.index(Zone.TITLE) < _index(labels, Zone.TEXT)


def _index(labels: Sequence[Zone], label: Zone) -> int:
    return labels.index(label) if label in labels else len(labels)


def _why_dropped(block: Block, made: Decision) -> str | None:
    """Return why a block is certainly no text, by a rule of furniture or by the whole page."""
    text = block.text.strip()
    rule = furniture(text) if block.role in (None, Role.SOURCE) else None
    if made.label in REASONS:
        kept = made.part is Part.BODY and _is_sentence(text)
        sure = rule or (made.gone >= _GONE and not kept)
        return (rule or REASONS[made.label]) if sure else None
    return rule if made.sure < _GONE else None


def _is_cry(block: Block, made: Decision) -> bool:
    """Return whether a short line is certainly text and no heading, though it ends in ！ or ？."""
    return made.sure >= _GONE and is_head(block.text) and ends_sentence(block.text)


def _is_sentence(text: str) -> bool:
    return len(text) > _PROSE and ends_sentence(simplified(text))


def _doubted(i: int, block: Block, sure: float) -> Iterator[Proposal]:
    if sure < _SURE:
        yield Doubt(block=i, start=0, end=len(block.text), reason="zone", weight=sure)


def _joined(blocks: Sequence[Block], head: Sequence[Decision]) -> Iterator[Proposal]:
    """Join two lines of one title."""
    titles = [i for i, d in enumerate(head) if d.label is Zone.TITLE]
    pair = next(((a, b) for a, b in itertools.pairwise(titles) if b == a + 1), None)
    if pair:
        glue = "" if blocks[pair[0]].text.rstrip().endswith(tuple("！？，：!?,:、")) else " "
        yield Merge(left=pair[0], right=pair[1], reason="title-lines", glue=glue)
