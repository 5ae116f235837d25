"""Set right what recognition and decoding misread; ask about what only may be misread.

The paper's own misprints, names and figures stay: 深耕结果 is right, 颌亚珍 is a name.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from aidstories.model import Kind, Role
from aidstories.restore.decode import plausibility
from aidstories.restore.draft import Doubt, Draft, Proposal, Rewrite
from aidstories.restore.lexicon.confusions import confusions
from aidstories.restore.passes.unshift import is_suspect, unshift

_NAMES = (Role.BYLINE, Role.CREDIT, Role.DATELINE, Role.SOURCE)
_RUN = re.compile(r"[^\x00-\x7f]{6,}")
_DOUBTFUL = 0.4
_GARBLED = 0.2
"""Plausibility below which a run is looked at; Chinese prose has .4 and more."""


def shift_back(draft: Draft) -> Iterator[Proposal]:
    """Decode runs again that lost half a character."""
    for i, block in enumerate(draft.blocks):
        for m in _RUN.finditer(block.text) if is_suspect(block.text) else ():
            garbled = plausibility(m.group()) < _GARBLED
            if garbled and (new := unshift(m.group())) is not None:
                yield Rewrite(
                    block=i, start=m.start(), end=m.end(), new=new, kind=Kind.CORR,
                    reason="encoding",
                )  # fmt: skip


def correct_confusions(draft: Draft) -> Iterator[Proposal]:
    """Correct characters of one shape where the dictionary knows one reading only."""
    for i, block in enumerate(draft.blocks):
        if block.role in _NAMES:
            continue
        for found in confusions(block.text):
            place = {"block": i, "start": found.start, "end": found.end}
            if found.certain:
                yield Rewrite(**place, new=found.new, kind=Kind.CORR, reason="confusion")
            else:
                yield Doubt(**place, reason="confusion", weight=_DOUBTFUL)
