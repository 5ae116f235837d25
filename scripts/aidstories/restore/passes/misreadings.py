"""Set right what recognition and decoding misread; ask about what only may be misread.

Recognition misreads characters; on a web page a strange word is a word. The paper's own misprints,
names and figures stay: 深耕结果 is right, 颌亚珍 is a name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aidstories.model import Kind, Role
from aidstories.restore.draft import Block, Doubt, Draft, Proposal, Rewrite
from aidstories.restore.lexicon.confusions import Confusion, confusions
from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.plausible import plausibility
from aidstories.restore.lexicon.shapes import shapes
from aidstories.restore.origin import CERTAIN
from aidstories.restore.passes.unshift import is_suspect, unshift

_NAMES = (Role.BYLINE, Role.CREDIT, Role.DATELINE, Role.SOURCE)
_RUN = late(r"[^\x00-\x7f]{6,}")
_DOUBTFUL = 0.4
_GARBLED = 0.2
"""Plausibility below which a run is looked at; Chinese prose has .4 and more."""


def shift_back(draft: Draft) -> Iterator[Proposal]:
    """Decode runs again that lost half a character."""
    for i, block in enumerate(draft.blocks):
        for m in _RUN.finditer(block.text) if is_suspect(block.text) else ():
            garbled = is_suspect(m.group()) and plausibility(m.group()) < _GARBLED
            if garbled and (new := unshift(m.group())) is not None:
                yield Rewrite(
                    block=i, start=m.start(), end=m.end(), new=new, kind=Kind.CORR,
                    reason="encoding",
                )  # fmt: skip


def correct_confusions(draft: Draft) -> Iterator[Proposal]:
    """Correct impossible words where the capture came from recognition; ask about all else.

    A word that stands far more often than the one it would be misread from is no misreading.
    """
    found = [
        (i, c)
        for i, block in enumerate(draft.blocks)
        if block.role not in _NAMES
        for c in confusions(block.text)
    ]
    outvoted = _outvoted([c for _, c in found], draft.blocks)
    impossible = {c.stands for _, c in found if c.certain} - outvoted
    origin = draft.origin.with_words(len(impossible), len(draft.raw))
    for i, c in found:
        place = {"block": i, "start": c.start, "end": c.end}
        if c.certain and c.stands in impossible and origin.ocr >= CERTAIN:
            yield Rewrite(**place, new=c.new, kind=Kind.CORR, reason="confusion")
        elif c.certain or c.stands not in outvoted:
            yield Doubt(**place, reason="confusion", weight=_DOUBTFUL)


def _outvoted(found: Sequence[Confusion], blocks: Sequence[Block]) -> set[str]:
    """Return the words that stand twice or more, and far more often than what they would mean.

    Recognition that misreads a word twice reads it right elsewhere; who writes 搏弈 twice means it.
    """
    if not found:
        return set()
    text = "\n".join(b.text for b in blocks)
    meant = {c.stands: c.meant for c in found if c.stands not in shapes().never}
    votes = {word: text.count(other) for word, other in meant.items()}
    return {word for word, other in votes.items() if text.count(word) > max(1, 2 * other)}
