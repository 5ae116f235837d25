"""Editors' notes: what their label says they are, and their label goes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from aidstories.model import Kind, Role
from aidstories.restore.draft import Block, Draft, Drop, Label, Proposal, Rewrite
from aidstories.restore.lexicon.byline import is_byline
from aidstories.restore.lexicon.chars import ends_sentence, simplified
from aidstories.restore.lexicon.late import late
from aidstories.restore.passes.heads import is_head
from aidstories.restore.passes.page_top import HEAD_LINES

_LABEL = (
    r"(?:编\s*+者\s*+[按案]|编者的话|编\s*+[前后](?:\s*+[语话])?"
    r"|开\s*+栏\s*+的\s*+话|开栏语|开篇语)"
)
_NOTE = late(rf"^[【\[（(“]?\s*+{_LABEL}\s*+[】\]）)”]?\s*+[:：]?\s*+")
_LABEL_ALONE = late(rf"\s*+[【\[（(“]?\s*+{_LABEL}\s*+[】\]）)”]?\s*+[:：]?\s*+")
_MARKED = late(rf"[【\[（(]\s*+{_LABEL}\s*+(?:[】\]）)]|[:：])|{_LABEL}\s*+[:：]")


_RUNNING = (None, Role.PARAGRAPH)
_TOLD = (*_RUNNING, Role.NOTE)
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


def label_opening_note(draft: Draft) -> Iterator[Proposal]:
    """Label the note under the first headline, whose label stands on a line of its own.

    It ends where the writers are named. Over these may stand the headline of a series' first
    story, 名医下乡 / 编者按 / …。 / 山里的医生 / 记者 段敏: the first line then is its kicker.
    """
    top = draft.blocks[:HEAD_LINES]
    if len(top) < _SERIES or any(b.role is not None for b in top[:_SERIES]):
        return
    if not (is_head(top[0].text.strip()) and _LABEL_ALONE.fullmatch(simplified(top[1].text))):
        return
    end = 2 + len(list(takewhile(lambda b: ends_sentence(b.text), top[2:])))
    signed = [i for i in (end, end + 1) if i < len(top) and is_byline(top[i].text)][:1]
    series = signed == [end + 1] and is_head(top[end].text)
    told = range(1, end) if series or signed == [end] else range(1, min(end, 3))
    yield Label(block=0, role=Role.KICKER if series else Role.TITLE)
    yield from (Label(block=i, role=Role.NOTE) for i in told)
    if series:
        yield Label(block=end, role=Role.TITLE)


_SERIES = 4
"""Lines of such a page at least."""


def label_notes_behind(draft: Draft) -> Iterator[Proposal]:
    """Label a note behind the text: it opens with its label and a mark (（编后：…）), or stands
    below the label."""
    blocks = draft.blocks
    for i in range(1, len(blocks)):
        text = simplified(blocks[i].text.lstrip())
        alone = blocks[i].role in (*_TOLD, Role.HEADING) and _LABEL_ALONE.fullmatch(text)
        if alone and i + 1 < len(blocks) and blocks[i + 1].role in _TOLD:
            end = _note_end(draft, i)
            yield from (Label(block=k, role=Role.NOTE) for k in range(i, end))
            if end > i + 2 and any(b.role is Role.TITLE for b in blocks[:i]):
                yield Label(block=end, role=Role.HEADING)
        elif blocks[i].role in _RUNNING and _MARKED.match(text) and not alone:
            yield Label(block=i, role=Role.NOTE)


_SERIES_SAYS = late(
    r"本[报刊网台站](?:记者|[今即]|特|现|从|将)[^。]{0,24}(?:采访|走访|走进|探访|深入|刊发|刊登|推出|开设|开辟|转载)"
    r"|以飨读者|敬请(?:关注|垂注|期待)"
)
"""What a note ends with: what the paper does for its readers. 本报记者日前采访了多位医生."""


def _note_end(draft: Draft, label: int) -> int:
    """Return where the note ends that stands below its ``label``, a block behind its last.

    It has one paragraph, or all down to the one over a heading that says what the paper does.
    """
    run = list(takewhile(_is_told, draft.blocks[label + 1 : label + 1 + HEAD_LINES]))
    end = label + 1 + len(run)
    heads = end + 1 < len(draft.blocks) and is_head(draft.blocks[end].text.strip())
    closes = heads and _SERIES_SAYS.search(simplified(run[-1].text)) if run else None
    return end if closes else label + 2


def _is_told(block: Block) -> bool:
    return block.role in _TOLD and ends_sentence(block.text)


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
