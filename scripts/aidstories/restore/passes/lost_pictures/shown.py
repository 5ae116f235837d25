"""Which lines before the zones are captions of lost pictures, by all evidence that there is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aidstories.model import Role
from aidstories.restore.draft import Block, Doubt, Draft, Label, Proposal
from aidstories.restore.lexicon.late import late
from aidstories.restore.passes.figures.words import is_single_sentence, wide_lead
from aidstories.restore.passes.lost_pictures.people import (
    named_row,
    names_somebody,
    tells_of_above,
)
from aidstories.restore.passes.lost_pictures.places import (
    breaks_off,
    is_set_apart,
    names_picture,
    shows_visit,
    stands_posed,
)

_ALL = late("[均皆]")
_WIDE = 2
"""Blank lines that set a line apart at least, chosen by hand."""


def label_shown(draft: Draft) -> Iterator[Proposal]:
    """Label captions told by their place, and flag them: nothing in their words says so."""
    blocks = draft.blocks
    lead = wide_lead(blocks, _WIDE)
    apart = (i for i in range(1, len(blocks) - 1) if names_somebody(blocks, i, lead))
    for i in (*range(_opening_row(blocks) or named_row(blocks)), *apart):
        yield Label(block=i, role=Role.CAPTION)
        yield Doubt(block=i, start=0, end=len(blocks[i].text), reason="caption")


def _opening_row(blocks: Sequence[Block]) -> int:
    """Return how many sentences open a page over the last of a credit: （均由受访者供图）."""
    credit = next((i for i, block in enumerate(blocks) if block.role is Role.CREDIT), 0)
    over = blocks[: max(0, credit - 1)]
    whole = all(block.role is None and is_single_sentence(block.text) for block in over)
    return len(over) if over and whole and _ALL.search(blocks[credit].text) else 0


def shows_surely(blocks: Sequence[Block], i: int) -> bool:
    """Return whether a line amid text surely is the caption of a lost picture."""
    named = i > 0 and names_picture(blocks[i - 1], blocks[i]) and not breaks_off(blocks, i)
    return named or stands_posed(blocks, i)


def may_show(blocks: Sequence[Block], i: int, lead: int | None) -> bool:
    """Return whether a line amid text may be such a caption, which is to be flagged.

    ``lead`` are the blank lines that set a line apart, None where the page numbers no headings.
    """
    apart = lead is not None and is_set_apart(blocks, i, lead)
    return shows_visit(blocks, i) or apart or tells_of_above(blocks, i)
