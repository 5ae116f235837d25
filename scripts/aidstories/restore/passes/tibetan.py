"""Regularise Tibetan: one code for the tsheg, no deprecated vowels, marks in canonical order.

And label the lines of source, date and writer, by the labels that they print.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from aidstories.model import Kind, Role
from aidstories.restore.draft import Block, Draft, Label, Merge, Proposal, Rewrite
from aidstories.restore.lexicon.chars import IS_BO
from aidstories.restore.lexicon.late import late
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


_HEADLINE = late(r"[^།༎\n]{12,220}་[པབ]།?")
"""A line that one mark ends, behind what makes a noun of its verb: …མཐོ་རུ་གཏོང་བ།."""


_SHOWN = late(r"འདི་ནི་[^།༎\n]{8,220}་བཞིན་པ(?:འི་[^།༎\n]{2,24})?།?|[^།༎\n]{8,160}་(?:ཡུལ་དངོས|མཐོང་རིས)།?")
"""What a picture shows: འདི་ནི་…བྱེད་བཞིན་པ། (these are …ing), ཚོགས་འདུའི་ཡུལ་དངོས། (the scene of …)."""


def _is_headline(first: Block, second: Block) -> bool:
    """Return whether a line names what happened, and the next is longer, with sentences."""
    told = len(second.text) > len(first.text) and second.text.count("།") > 1
    plain = first.role is second.role is None and not first.level
    plain = plain and not _SHOWN.fullmatch(first.text.strip())
    return plain and told and bool(_HEADLINE.fullmatch(first.text.strip()))


def label_heads(draft: Draft) -> Iterator[Proposal]:
    """Label lines that say by their labels who published a text, when, and who wrote it.

    And those that say what a picture shows. The first line is the headline where it names what
    happened, and sentences follow.
    """
    if len(draft.blocks) > 1 and _is_headline(*draft.blocks[:2]):
        yield Label(block=0, role=Role.TITLE)
    for i, block in enumerate(draft.blocks):
        if block.role is not None or not IS_BO.search(block.text):
            continue
        if is_byline(block.text):
            yield Label(block=i, role=Role.BYLINE)
        elif is_imprint(block.text) and any(fields(block.text)):
            yield Label(block=i, role=Role.SOURCE)
        elif not block.level and _SHOWN.fullmatch(block.text.strip()):
            yield Label(block=i, role=Role.CAPTION)
