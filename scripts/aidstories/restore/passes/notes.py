"""Editors' notes: the paragraphs from 编者按 to the next headline."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aidstories.model import Kind, Role
from aidstories.restore.draft import Draft, Drop, Label, Proposal, Rewrite
from aidstories.restore.lexicon.chars import HAN, simplified

_NOTE = re.compile(
    r"^[【\[（(“]?\s*(?:编者按|编者的话|编者案|编前语?|编前话|编后|开栏的话|开栏语|开篇语)\s*[】\]）)”]?\s*[:：]?\s*"
)


def label_notes(draft: Draft) -> Iterator[Proposal]:
    """Label the editor's note: the paragraphs from 编者按 to the next headline."""
    inside = False
    for i, block in enumerate(draft.blocks):
        if block.role is not None:
            inside = False
            continue
        found = _NOTE.match(simplified(block.text))
        if found and (found.end() == len(block.text) or re.search("[】）:：]", found.group())):
            inside = True
            if found.end() == len(block.text):
                yield Drop(block=i, reason="label")
                continue
            yield Rewrite(
                block=i, start=0, end=found.end(), new="", kind=Kind.STRIP, reason="label"
            )
            yield Label(block=i, role=Role.NOTE)
        elif inside and re.search(rf"[{HAN}].*[。！？”…]$", block.text) and "。" in block.text:
            yield Label(block=i, role=Role.NOTE)
        else:
            inside = False
