"""What an editor should look at in the outcome: slight articles beside others, lines said again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from aidstories.model import TEXT_ROLES, Role
from aidstories.restore.draft import Block, Doubt, Draft, Proposal
from aidstories.restore.lexicon.chars import bare

_SLIGHT = 120
"""Characters of text that the shortest brief of the seeds and 23 captures has more than."""
_TIMES, _LINE = 3, range(8, 46)
"""How often a line stands in an article that is doubtful, and its characters, chosen by hand."""


def doubt_slight(draft: Draft) -> Iterator[Proposal]:
    """Flag the first line of an article that has hardly any text, beside one that has some.

    The name of a section, a list of headlines or an editor's note was taken for an article.
    """
    starts = [i for i, block in enumerate(draft.blocks) if block.begins or i == 0]
    told = [
        sum(len(b.text) for b in draft.blocks[start:end] if _is_text(b))
        for start, end in pairwise((*starts, len(draft.blocks)))
    ]
    slight = [start for start, size in zip(starts, told, strict=True) if size < _SLIGHT]
    if len(slight) < len(starts):
        yield from (_doubt(draft.blocks, start) for start in slight)


def doubt_said_again(draft: Draft) -> Iterator[Proposal]:
    """Flag a line of the text that stands there again and again: it may stand for pictures."""
    places: defaultdict[str, list[int]] = defaultdict(list)
    for i, block in enumerate(draft.blocks):
        own = bare(block.text) if len(block.text) <= 2 * _LINE.stop and _is_text(block) else ""
        if len(own) in _LINE and not block.hints.row:
            places[own].append(i)
    for found in places.values():
        if len(found) >= _TIMES:
            yield _doubt(draft.blocks, found[0])


def _doubt(blocks: Sequence[Block], i: int) -> Doubt:
    return Doubt(block=i, start=0, end=len(blocks[i].text), reason="zone")


def _is_text(block: Block) -> bool:
    return block.role in (None, *TEXT_ROLES) and block.role is not Role.HEADING
