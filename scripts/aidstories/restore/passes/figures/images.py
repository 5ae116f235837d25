"""Images, and the captions that are theirs."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from aidstories.model import Kind, Role
from aidstories.restore.draft import (
    Block,
    Draft,
    Merge,
    Proposal,
    Rewrite,
)
from aidstories.restore.lexicon.chars import bare
from aidstories.restore.passes.figures.words import is_single_sentence
from aidstories.restore.passes.lost_pictures.places import breaks_off


def caption_images(draft: Draft) -> Iterator[Proposal]:
    """Give an image the caption that follows it, or that stands over it where all do so."""
    blocks = draft.blocks
    above = frozenset(_over_images(blocks))
    yield from (Merge(left=i, right=i + 1, reason="caption") for i in above)
    for i, (image, after) in enumerate(itertools.pairwise(blocks)):
        if _says_again(image, after):
            yield Rewrite(i, 0, len(image.text), "", Kind.STRIP, "repeat")
            yield Merge(left=i, right=i + 1, reason="caption")
        if not _is_bare_image(image) or after.src is not None or i - 1 in above or i + 1 in above:
            continue
        credited = i + 2 < len(blocks) and blocks[i + 2].role is Role.CREDIT
        if after.role is Role.CAPTION or (
            after.role is None
            and is_single_sentence(after.text)
            and not breaks_off(blocks, i + 1)
            and (len(after.text) <= 60 or credited)
        ):
            yield Merge(left=i, right=i + 1, reason="caption")


def _says_again(image: Block, after: Block) -> bool:
    """Return whether a caption says what the picture over it holds for those who do not see it.

    ![段敏查房](a.jpg) over 图：段敏查房（本人供图）.
    """
    told = image.src is not None and _is_bare_caption(after) and bare(image.text)
    return bool(told) and bare(image.text) in bare(after.text)


def _over_images(blocks: Sequence[Block]) -> Iterator[int]:
    """Yield the captions over their images: one and one, a caption first, an image last."""
    shown = [_is_bare_image(b) or (False if _is_bare_caption(b) else None) for b in blocks]
    at = 0
    for kind, run in itertools.groupby(shown, key=lambda s: s is not None):
        row = list(run)
        turns = kind and row[::2] == [False] * (len(row) // 2) and all(row[1::2])
        if turns and len(row) % 2 == 0 and len(row) > 2:
            yield from range(at, at + len(row), 2)
        at += len(row)


def _is_bare_image(block: Block) -> bool:
    return block.src is not None and not block.text


def _is_bare_caption(block: Block) -> bool:
    return block.src is None and block.role is Role.CAPTION
