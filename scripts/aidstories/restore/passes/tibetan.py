"""Regularise Tibetan: one code for the tsheg, no deprecated vowels, marks in canonical order."""

from __future__ import annotations

from collections.abc import Iterator

from aidstories.model import Kind
from aidstories.restore.draft import Draft, Proposal, Rewrite
from aidstories.restore.lexicon.chars import IS_BO
from aidstories.restore.lexicon.tibetan import SYLLABLE, UNBREAKABLE, canonical


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
