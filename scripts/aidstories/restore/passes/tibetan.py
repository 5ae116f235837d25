"""Regularise Tibetan: one code for the tsheg, no deprecated vowels, marks in canonical order.

And label the lines of source, date and writer, by the labels that they print.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from aidstories.model import Kind, Role
from aidstories.restore.draft import Draft, Label, Merge, Proposal, Rewrite
from aidstories.restore.lexicon.chars import IS_BO
from aidstories.restore.lexicon.tibetan import SYLLABLE, UNBREAKABLE, canonical
from aidstories.restore.lexicon.tibetan_heads import (
    LONGEST_NAME,
    fields,
    is_byline,
    is_head,
    is_imprint,
    waits,
)


def regularise_tibetan(draft: Draft) -> Iterator[Proposal]:
    """Regularise the tsheg, deprecated vowels and the order of marks."""
    for i, block in enumerate(draft.blocks):
        if not IS_BO.search(block.text):
            continue
        for m in UNBREAKABLE.finditer(block.text):
            yield Rewrite(
                block=i,
                start=m.start(),
                end=m.end(),
                new="\u0f0b",
                kind=Kind.REG,
                reason="tibetan",
            )
        for m in SYLLABLE.finditer(block.text):
            new = canonical(m.group())
            if new != m.group():
                yield Rewrite(
                    block=i,
                    start=m.start(),
                    end=m.end(),
                    new=new,
                    kind=Kind.REG,
                    reason="tibetan",
                )


def join_labels(draft: Draft) -> Iterator[Proposal]:
    """Join a label with what it says, where that stands on a line of its own."""
    for i, (label, said) in enumerate(pairwise(draft.blocks)):
        if label.role not in (None, Role.SOURCE) or not waits(label.text):
            continue
        if said.role is None and len(said.text) <= LONGEST_NAME and not is_head(said.text):
            yield Merge(left=i, right=i + 1, reason="space", glue=" ")


def label_heads(draft: Draft) -> Iterator[Proposal]:
    """Label lines that say by their labels who published a text, when, and who wrote it."""
    for i, block in enumerate(draft.blocks):
        if block.role is not None or not IS_BO.search(block.text):
            continue
        if is_byline(block.text):
            yield Label(block=i, role=Role.BYLINE)
        elif is_imprint(block.text) and any(fields(block.text)):
            yield Label(block=i, role=Role.SOURCE)
