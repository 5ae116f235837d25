"""Captions that neither a mark nor a credit of their own tells, but their place beside others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from aidstories.model import Role
from aidstories.restore.draft import Block, Doubt, Draft, Label, Proposal
from aidstories.restore.lexicon.chars import ends_sentence, simplified
from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.lists import counted
from aidstories.restore.lexicon.person_names import TIBETAN_NAME, are_names
from aidstories.restore.passes.figures.words import is_single_sentence

_IN_TIBET = late(TIBETAN_NAME)
_ALL = late("[均皆]")
_WIDE = 2
"""Blank lines that set a line apart at least, chosen by hand."""
_NEAR = 4
"""Blocks around a line in which the people of its text are named, chosen by hand."""
_SHORTEST, _SHORT = 4, 40
"""Characters of a phrase under a picture, at least and at most, chosen by hand."""


def label_shown(draft: Draft) -> Iterator[Proposal]:
    """Label captions told by their place, and flag them: nothing in their words says so."""
    blocks = draft.blocks
    leads = Counter(block.lead for block in blocks[1:])
    usual = leads.most_common(1)[0][0] if leads else 1
    lead = max(_WIDE, usual + 1)
    apart = (i for i in range(1, len(blocks) - 1) if _shows_somebody(blocks, i, lead))
    for i in (*range(_opening_row(blocks)), *apart):
        yield Label(block=i, role=Role.CAPTION)
        yield Doubt(block=i, start=0, end=len(blocks[i].text), reason="caption")


def _opening_row(blocks: Sequence[Block]) -> int:
    """Return how many sentences open a page over the last of a credit: （均由受访者供图）."""
    credit = next((i for i, block in enumerate(blocks) if block.role is Role.CREDIT), 0)
    over = blocks[: max(0, credit - 1)]
    whole = all(block.role is None and is_single_sentence(block.text) for block in over)
    return len(over) if over and whole and _ALL.search(blocks[credit].text) else 0


def _shows_somebody(blocks: Sequence[Block], i: int, lead: int) -> bool:
    """Return whether a phrase that more blanks part from the text around it names its people.

    何青在山里查房 between paragraphs of which one tells of 何青; a heading has fewer blanks behind.
    """
    before, block, after = blocks[i - 1 : i + 2]
    text = block.text.strip()
    free = block.role is None and not block.level and not block.hints.tag and counted(text) is None
    if not free or not _SHORTEST <= len(text) <= _SHORT or text[-1] in "。！？：；，、…”":
        return False
    apart = min(block.lead, after.lead) >= lead and len(after.text) > len(text)
    if not apart or len(before.text) <= _SHORT or not ends_sentence(before.text):
        return False
    near = (*blocks[max(0, i - _NEAR) : i], *blocks[i + 1 : i + _NEAR])
    told, plain = simplified("".join(b.text for b in near)), simplified(text)
    names = (plain[at : at + n] for n in (2, 3) for at in range(len(plain) - n + 1))
    return any(_is_name(name) and name in told for name in names)


def _is_name(word: str) -> bool:
    return are_names(word) or bool(_IN_TIBET.fullmatch(word))
