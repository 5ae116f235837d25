"""An editor's decisions about a capture's text, carried out as the editor's edits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aidstories.model import Correction, Kind
from aidstories.restore.draft import Block, Draft, Proposal, Rewrite


class CorrectionError(LookupError):
    """A correction does not fit the text; ``corrections`` holds all that do not."""

    def __init__(self, corrections: Sequence[Correction]) -> None:
        self.corrections = tuple(corrections)
        super().__init__("; ".join(f"{c.old!r} → {c.new!r}" for c in corrections))


def correct(draft: Draft, corrections: Sequence[Correction]) -> Iterator[Proposal]:
    """Rewrite what the editor decided, in the restored text.

    Raises CorrectionError where ``old`` (within ``context``) does not stand exactly once.
    """
    places = [list(_places(draft.blocks, c)) for c in corrections]
    wrong = [c for c, found in zip(corrections, places, strict=True) if len(found) != 1]
    if wrong:
        raise CorrectionError(wrong)
    for c, [(block, at)] in zip(corrections, places, strict=True):
        yield Rewrite(
            block=block,
            start=at,
            end=at + len(c.old),
            new=c.new,
            kind=Kind.CORR,
            reason="decision",
        )


def _places(blocks: Sequence[Block], c: Correction) -> Iterator[tuple[int, int]]:
    context = c.context or c.old
    inside = context.find(c.old)
    if not c.old or inside < 0:
        return
    for i, block in enumerate(blocks):
        at = block.text.find(context)
        while at >= 0:
            yield i, at + inside
            at = block.text.find(context, at + 1)
