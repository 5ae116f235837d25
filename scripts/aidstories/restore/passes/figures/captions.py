"""Captions: 图①…, 图为…, and sentences that stand by their place beside a picture."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from aidstories.model import Kind, Role
from aidstories.restore.draft import (
    Block,
    Doubt,
    Draft,
    Label,
    Proposal,
    Rewrite,
)
from aidstories.restore.lexicon.byline import (
    is_byline,
)
from aidstories.restore.lexicon.chars import ends_sentence, simplified
from aidstories.restore.lexicon.late import late
from aidstories.restore.passes.figures.words import (
    LONGEST_IN_LETTERS,
    NEVER,
    NUMBER,
    SECTION,
    WIDE,
    is_caption,
    is_credit,
    is_first,
    is_single_sentence,
    wide_lead,
)
from aidstories.restore.passes.lost_pictures.shown import may_show, shows_surely

_NUMBERED = 2
"""Numbered headings from which a page is one that numbers them."""
_ROW, _OPENING, _OPENING_IN_LETTERS = 2, 10, 24
"""Captions from which a page may be a picture story, and the characters with which one opens as
others do, in Chinese and in letters, chosen by hand."""
_OVER, _SHOWN = 3, 45
"""Sentences over a byline, and the characters of each, chosen by hand."""


def label_figures(draft: Draft) -> Iterator[Proposal]:
    """Label captions and credits; strip the number of a figure (图①：)."""
    usual = wide_lead(draft.blocks, least=0)
    numbered = sum(bool(SECTION.match(b.text)) for b in draft.blocks) >= _NUMBERED
    for i, block in enumerate(draft.blocks):
        if block.role not in (None, Role.CAPTION):
            continue
        amid = i and ends_sentence(draft.blocks[i - 1].text) and _DATED.match(block.text)
        lead = max(usual, 2 if amid else WIDE)  # the blank lines that a picture left
        if m := NUMBER.match(simplified(block.text)):
            yield Rewrite(
                block=i, start=0, end=m.end(), new="", kind=Kind.STRIP, reason="figure-number"
            )
        after = draft.blocks[i + 1] if i + 1 < len(draft.blocks) else None
        if is_credit(block.text):
            yield Label(block=i, role=Role.CREDIT)
        elif block.role is None and is_byline(block.text):
            continue
        elif block.role is None and is_caption(block, after, lead):
            if is_caption(block, after, NEVER):
                yield Label(block=i, role=Role.CAPTION)
            elif lead < WIDE or not _is_behind(draft, i, lead):
                pictured = _shows_pictures(draft.blocks)
                if pictured or (after and not _leads(draft.blocks, i)):
                    yield Label(block=i, role=Role.CAPTION)
                if not pictured:
                    yield Doubt(block=i, start=0, end=len(block.text), reason="caption")
        elif block.role is None and shows_surely(draft.blocks, i):
            yield Label(block=i, role=Role.CAPTION)
        elif block.role is None and may_show(draft.blocks, i, lead if numbered else None):
            yield Label(block=i, role=Role.CAPTION)
            yield Doubt(block=i, start=0, end=len(block.text), reason="caption")


_DATED = late(r"\s*+(?:(?:\d{1,2}月)?\d{1,2}日|近日|日前|昨[日天])")


def _leads(blocks: Sequence[Block], i: int) -> bool:
    """Return whether a sentence opens the text with its day: 9月1日，医疗队来到某县."""
    return is_first(blocks, i) and bool(_DATED.match(blocks[i].text))


def _shows_pictures(blocks: Sequence[Block]) -> bool:
    """Return whether a page has a caption or a credit that says so itself.

    Then its gaps stand for pictures; else a sentence behind one may be the text's as well, and
    the last of a page is.
    """
    return any(
        block.src is not None
        or block.role is Role.CAPTION
        or is_credit(block.text)
        or is_caption(block, None, NEVER)
        for block in blocks
    )


def _is_behind(draft: Draft, i: int, lead: int) -> bool:
    """Return whether blank lines alone mark a line, left on both sides of a caption over it."""
    blocks = draft.blocks
    k = i - 1 if i and not is_credit(blocks[i - 1].text) else i - 2
    if k < 0:
        return False
    before = blocks[k]
    own = before.role is Role.CAPTION or is_caption(before, None, NEVER)
    return before.lead >= lead and (own or not ends_sentence(before.text))


def label_rows(draft: Draft) -> Iterator[Proposal]:
    """Label the sentences beside captions that open as one of these does: a picture story.

    7月8日，在某市的友谊医院，医生在阅片 tells each picture so, though few have a sign of one.
    """
    blocks = draft.blocks
    shown = [i for i, b in enumerate(blocks) if b.role is Role.CAPTION]
    if len(shown) < _ROW:
        return
    openings = {_opening(blocks[i].text) for i in shown} - {""}
    for start, step in ((shown[0], -1), (shown[-1], 1)):
        i = start + step
        while 0 <= i < len(blocks) and blocks[i].role is None:
            if _opening(blocks[i].text) not in openings:
                break
            yield Label(block=i, role=Role.CAPTION)
            yield Doubt(block=i, start=0, end=len(blocks[i].text), reason="caption")
            i += step


def label_opening_row(draft: Draft) -> Iterator[Proposal]:
    """Label the sentences below a caption that opens the text, where some open as it does; flag
    them where none does.

    A portal sets all pictures over its text, and of one alone the words say so: 在某县医院，段敏
    （左）为病人检查 over 在某县某乡，…, 义诊期间，….
    """
    blocks = draft.blocks
    first = next((i for i, b in enumerate(blocks) if b.role is Role.CAPTION), len(blocks))
    if any(ends_sentence(b.text) for b in blocks[:first]):
        return
    row = list(takewhile(_may_follow, blocks[first + 1 :]))
    below = blocks[first + 1 + len(row) :]
    alike = [n for n, b in enumerate(row) if _place(b) == _place(blocks[first])]
    if len(row) < _ROW or not below or len(below[0].text) <= _LEAD:
        return
    for i in range(first + 1, first + 1 + len(row)):
        if len(alike) >= _ROW:
            yield Label(block=i, role=Role.CAPTION)
        yield Doubt(block=i, start=0, end=len(blocks[i].text), reason="caption")


def label_cut_caption(draft: Draft) -> Iterator[Proposal]:
    """Label the last line of a capture, cut off in the words of the captions above it.

    An agency says of each picture where it was taken: … at a village in the valley, M.
    """
    over = [b.text for b in draft.blocks[:-1] if b.role is Role.CAPTION]
    if not over or draft.blocks[-2].role is not Role.CAPTION:
        return
    last, i = draft.blocks[-1], len(draft.blocks) - 1
    words = last.text.rstrip()[-_SAME:]
    plain = last.role is None and len(words) == _SAME and not ends_sentence(last.text)
    if plain and any(words in text for text in over):
        yield Label(block=i, role=Role.CAPTION)
        yield Doubt(block=i, start=0, end=len(last.text), reason="caption")


_SAME = 40
"""Characters at the end of such a line that a caption has, chosen by hand."""
_PLACE, _LEAD = 3, 80
"""Characters with which sentences of such a row open, 在某县, and more than which its text has in
its first paragraph, chosen by hand."""


def _place(block: Block) -> str:
    return block.text.strip()[:_PLACE]


def _may_follow(block: Block) -> bool:
    plain = block.role is None and block.src is None and not block.level
    return plain and len(block.text) <= _SHOWN and bool(_opening(block.text))


def _opening(text: str) -> str:
    """Return the words that a sentence under a picture opens with, empty where it is none."""
    text = text.strip()
    if text.isascii():
        return text[:_OPENING_IN_LETTERS] if len(text) <= LONGEST_IN_LETTERS else ""
    return text[:_OPENING] if is_single_sentence(text) else ""


def doubt_over_byline(draft: Draft) -> Iterator[Proposal]:
    """Flag sentences over the line that signs a text without a headline.

    They are its pictures' captions or its lead; where they stand does not tell which.
    """
    blocks = draft.blocks[: _OVER + 1]
    signed = next((i for i, b in enumerate(blocks) if b.role is Role.BYLINE), 0)
    over = blocks[:signed]
    if signed + 1 < len(draft.blocks) and all(map(_may_be_shown, over)):
        for i, block in enumerate(over):
            yield Doubt(block=i, start=0, end=len(block.text), reason="inset")


def label_over_dateline(draft: Draft) -> Iterator[Proposal]:
    """Label and flag the sentences over the dateline that opens a text without a headline.

    Several short ones are its pictures' captions; one may be its lead.
    """
    blocks = draft.blocks[: _OVER + 1]
    sent = next((i for i, b in enumerate(blocks) if b.role is Role.DATELINE), 0)
    if _ROW <= sent < len(draft.blocks) - 1 and all(map(_may_be_shown, blocks[:sent])):
        for i, block in enumerate(blocks[:sent]):
            yield Label(block=i, role=Role.CAPTION)
            yield Doubt(block=i, start=0, end=len(block.text), reason="caption")


def _may_be_shown(block: Block) -> bool:
    running = block.role in (None, Role.PARAGRAPH)
    return running and len(block.text) <= _SHOWN and is_single_sentence(block.text)
