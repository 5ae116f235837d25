"""Pictures that are lost but for their numbers, with what was said of each below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aidstories.model import Role
from aidstories.restore.draft import Block, Doubt, Draft, Drop, Label, Proposal
from aidstories.restore.lexicon.chars import ends_sentence
from aidstories.restore.lexicon.late import late
from aidstories.restore.passes.figures.words import SHORT
from aidstories.restore.passes.lost_pictures.scenes import shows_scene

_NUMBER = late(r"\s*+(?:图\s?)?(\d{1,2})\s*+")


def label_counted(draft: Draft) -> Iterator[Proposal]:
    """Label what stands below each of a page's numbers, from 1 on, as the caption of a picture.

    1 / 活动现场 / …。 / 2 / 医生为老人检查: at least half of the phrases say what a picture shows,
    or they head what is counted.
    """
    blocks = draft.blocks
    found = [i for i, b in enumerate(blocks) if b.role is None and _NUMBER.fullmatch(b.text)]
    numbers = [int(m[1]) for i in found if (m := _NUMBER.fullmatch(blocks[i].text))]
    counted = len(found) > 1 and numbers == list(range(1, len(found) + 1))
    if not counted or not all(_stands_over_phrase(blocks, i) for i in found):
        return
    scenes = sum(shows_scene(blocks[i + 1].text.strip()) for i in found)
    for i in found if 2 * scenes >= len(found) else ():
        yield Drop(block=i, reason="figure-number")
        yield Label(block=i + 1, role=Role.CAPTION)
        yield Doubt(block=i + 1, start=0, end=len(blocks[i + 1].text), reason="caption")


def _stands_over_phrase(blocks: Sequence[Block], i: int) -> bool:
    """Return whether a number behind a sentence has a phrase below it, and a sentence then."""
    if not 0 < i < len(blocks) - 2:
        return False
    over, phrase, below = blocks[i - 1], blocks[i + 1], blocks[i + 2]
    short = phrase.role is None and 1 < len(phrase.text.strip()) <= SHORT
    told = ends_sentence(over.text) and "。" in below.text
    return short and told and not ends_sentence(phrase.text)
