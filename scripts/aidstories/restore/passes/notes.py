"""Editors' notes: what their label says they are, and their label goes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aidstories.model import Kind, Role
from aidstories.restore.draft import Draft, Drop, Label, Proposal, Rewrite
from aidstories.restore.lexicon.chars import simplified
from aidstories.restore.lexicon.late import late

_LABEL = (
    r"(?:编\s*+者\s*+[按案]|编者的话|编\s*+[前后](?:\s*+[语话])?"
    r"|开\s*+栏\s*+的\s*+话|开栏语|开篇语)"
)
_NOTE = late(rf"^[【\[（(“]?\s*+{_LABEL}\s*+[】\]）)”]?\s*+[:：]?\s*+")
_LABEL_ALONE = late(rf"\s*+[【\[（(“]?\s*+{_LABEL}\s*+[】\]）)”]?\s*+[:：]?\s*+")
_MARKED = late(rf"[【\[（(]\s*+{_LABEL}\s*+(?:[】\]）)]|[:：])|{_LABEL}\s*+[:：]")


_RUNNING = (None, Role.PARAGRAPH)
_INNER = late(r"(?<=\w)\s+(?=\w)")
_OPENS = late(r"[（(][^）)]*+$")
"""A bracket that the label leaves open: （编后：."""


def close_labels(draft: Draft) -> Iterator[Proposal]:
    """Close up the label of a note that print has spaced out on a line of its own: 编 者 按."""
    for i, block in enumerate(draft.blocks):
        if block.role is not None or not _LABEL_ALONE.fullmatch(simplified(block.text)):
            continue
        for blank in _INNER.finditer(block.text):
            yield Rewrite(i, *blank.span(), "", Kind.STRIP, "blank")


def label_notes_behind(draft: Draft) -> Iterator[Proposal]:
    """Label a note behind the text: it opens with its label and a mark (（编后：…）), or stands
    below the label."""
    blocks = draft.blocks
    for i in range(1, len(blocks)):
        text = simplified(blocks[i].text.lstrip())
        if blocks[i].role not in _RUNNING:
            continue
        below = i + 1 < len(blocks) and blocks[i + 1].role in _RUNNING
        if below and _LABEL_ALONE.fullmatch(text):
            yield from (Label(block=k, role=Role.NOTE) for k in (i, i + 1))
        elif _MARKED.match(text) and not _LABEL_ALONE.fullmatch(text):
            yield Label(block=i, role=Role.NOTE)


def strip_note_labels(draft: Draft) -> Iterator[Proposal]:
    """Strip 编者按 from the note that it opens; the structure says it."""
    for i, block in enumerate(draft.blocks):
        found = _NOTE.match(simplified(block.text)) if block.role is Role.NOTE else None
        if found and found.end() == len(block.text):
            yield Drop(block=i, reason="label")
        elif found and re.search("[】）:：]", found.group()):
            yield Rewrite(i, 0, found.end(), "", Kind.STRIP, "label")
            end = len(block.text.rstrip())
            if _OPENS.match(found.group()) and block.text[end - 1] in ")）":
                yield Rewrite(i, end - 1, end, "", Kind.STRIP, "label")
