"""Editors' notes: their label goes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aidstories.model import Kind, Role
from aidstories.restore.draft import Draft, Drop, Proposal, Rewrite
from aidstories.restore.lexicon.chars import simplified
from aidstories.restore.lexicon.late import late

_NOTE = late(
    r"^[【\[（(“]?\s*+(?:编者按|编者的话|编者案|编前语?|编前话|编后|开栏的话|开栏语|开篇语)\s*+[】\]）)”]?\s*+[:：]?\s*+"
)


def strip_note_labels(draft: Draft) -> Iterator[Proposal]:
    """Strip 编者按 from the note that it opens; the structure says it."""
    for i, block in enumerate(draft.blocks):
        found = _NOTE.match(simplified(block.text)) if block.role is Role.NOTE else None
        if found and found.end() == len(block.text):
            yield Drop(block=i, reason="label")
        elif found and re.search("[】）:：]", found.group()):
            yield Rewrite(
                block=i, start=0, end=found.end(), new="", kind=Kind.STRIP, reason="label"
            )
