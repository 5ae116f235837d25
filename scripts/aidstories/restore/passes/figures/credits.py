"""Credits cut from the captions and the texts that they stand behind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from aidstories.model import Kind, Role
from aidstories.restore.draft import (
    Block,
    Cut,
    Draft,
    Label,
    Proposal,
    Rewrite,
)
from aidstories.restore.lexicon.byline import (
    EVENT,
    credit_start,
    is_byline,
)
from aidstories.restore.lexicon.chars import HAN, ends_sentence, simplified
from aidstories.restore.lexicon.dateline import dateline_end
from aidstories.restore.lexicon.english_heads import photo_credit
from aidstories.restore.lexicon.houses import PICTURE_SERVICE
from aidstories.restore.lexicon.late import late
from aidstories.restore.passes.figures.words import (
    LONGEST,
    POSED,
    SAID,
    TAKEN,
    WRITTEN,
    is_first,
    source_of_picture,
)
from aidstories.restore.passes.furniture import furniture

_INLINE_CREDIT = late(
    rf"""
    (?<=[。！？”）)])\s*+
    ([（(]?\s*+
        (?:
            (?:本报|新华社|中新社|中新网|[{HAN}/／·]{{2,16}}?(?:[报网社台]|客户端)(?=记者))?\s*+
            (?:全媒体|见习|特约)?(?:记者|通讯员)?\s*+[:：]?
            [{HAN}·]{{1,8}}(?:[\s、]+(?:通讯员)?\s*+[{HAN}·]{{1,8}}){{0,4}}?
            \s*+/?(?:(?:摄|摄影|供图)|(?:摄|摄影|摄影报道){PICTURE_SERVICE})
          | (?<=[。！？”\s])(?:记者|通讯员)\s[{HAN}·\s、]{{2,24}}摄影报道
          | (?:(?:本文|文中)?(?:图片|照片)|(?:本文|文中)配图)[^。（）()]{{2,24}}(?:提供|摄|供图)
          | (?:新华社|中新社)发\s*+[（(][{HAN}·\s]{{2,12}}?\s*+摄
        )
    \s*+[)）]?\s*+[|｜]?\s*+)$
    """,
    re.X,
)
_CREDITED = late(rf"(?:[摄影图供]|摄影报道)(?:{PICTURE_SERVICE})?\s*+[)）]?\s*+[|｜]?\s*+$")
_CREDIT_IN_LETTERS = late(
    r"(?<=[.!?\"”’'])\s*+([(（][A-Z][A-Za-z.'’ ]{1,30}/[A-Z][A-Za-z.' ]{2,40}[)）])\s*+$"
)
"""The credit of a picture that is shown elsewhere, behind a text's words: (Xinhua/Lin Wei)."""
_FEW, _LONGEST_ALONE = 3, 400
"""Blocks of a page that may be a picture's caption and no more, and the characters that such a
caption may have, chosen by hand: an agency's tells the whole event, the credit behind it."""


def cut_credits(draft: Draft) -> Iterator[Proposal]:
    """Cut a credit from the end of its caption: ……指导工作。　吴琼　摄."""
    for i, block in enumerate(draft.blocks):
        said = block.role is None and block.text.endswith(")") and SAID.search(block.text)
        if said and (credit := _CREDIT_IN_LETTERS.search(block.text)):
            yield Cut(block=i, at=credit.start(1), role=Role.PARAGRAPH)
            continue
        if block.role is None and (at := photo_credit(block.text)):
            yield Cut(block=i, at=at, role=Role.CAPTION)
            continue
        if block.role is None and (ends := _before_dateline(block.text)):
            yield Cut(block=i, at=credit_start(simplified(block.text[:ends])), role=Role.CAPTION)
            yield Cut(block=i, at=ends, role=Role.CREDIT)
            continue
        if block.role is None and (over := _SHOWN_OVER.match(simplified(block.text))):
            yield Cut(block=i, at=over.start(1), role=Role.CAPTION)
            yield Cut(block=i, at=over.end(1), role=Role.CREDIT)
            continue
        if block.role is None and _PROFILED.fullmatch(simplified(block.text)):
            yield Label(block=i, role=Role.CAPTION)
            continue
        if block.role is None and (behind := _SHOWN_BEHIND.search(simplified(block.text))):
            yield Cut(block=i, at=behind.end(), role=Role.PARAGRAPH)
            if credit := _INLINE_CREDIT.search(simplified(block.text), behind.end()):
                yield Cut(block=i, at=credit.start(1), role=Role.CAPTION)
            continue
        longest = LONGEST if len(draft.blocks) > _FEW else _LONGEST_ALONE
        beside = _tells_beside_caption(draft.blocks, i)
        if block.role not in (None, Role.CAPTION) or (len(block.text) > longest and not beside):
            continue
        plain = simplified(block.text)
        m = _INLINE_CREDIT.search(plain) if _CREDITED.search(plain) else None
        if m and m[1].endswith("报道") and not (is_byline(m[1]) and _opens_text(draft.blocks, i)):
            continue  # it signs the text, or is a part of it
        pictured = m and m.start(1) > 4 and not (WRITTEN.search(m[1]) or EVENT.match(m[1]))
        inline = m.start(1) if m and pictured else 0
        starts = (credit_start(plain), inline, _source_amid_text(draft.blocks, i, plain))
        if at := min(filter(None, starts), default=0):
            alone = len(block.text) > LONGEST or beside or _goes_on(draft.blocks, i)
            alone = alone or bool(_DISPATCH.match(plain))
            if plain[at - 1] in "，,":
                yield Rewrite(i, at - 1, at, "", Kind.STRIP, "caption")
            yield Cut(block=i, at=at, role=Role.PARAGRAPH if alone else Role.CAPTION)


_SHOWN_BEHIND = late(r"(?<=[^\n]{30}[。！？”])\s*+(?=图为[^。！？]{6,80}(?:。[^。！？]{0,20})?$)")
"""Where a caption begins behind the last sentence of a paragraph: …问题。图为医生在讲解。"""
_PROFILED = late(
    rf"\s*+([{HAN}]{{2,4}})[，,][^\n]{{8,{LONGEST}}}。\s*+图为\1[^。！？\n]{{2,60}}。?\s*+"
)
"""A caption that says first who is shown: 段敏，某院医生。2013年来到某县。图为段敏在查房。"""
_SHOWN_OVER = late(
    rf"\s*+图为[^。！？\n]{{2,80}}。\s*+([{HAN}·\s]{{2,30}}(?:摄|摄影|供图)。\s*+)(?=[^\n]{{30}})"
)
"""A caption and its credit that the sentence below them stands right behind, on their line:
图为手术现场。某县委宣传部 供图。某县海拔高，…."""
_BELOW = 3
"""Lines below a caption among which its text goes on, chosen by hand: a heading, other captions."""


def _source_amid_text(blocks: Sequence[Block], i: int, plain: str) -> int:
    """Return where a line says whence its picture is, amid a text; behind it, it is of them all."""
    if not (at := source_of_picture(plain)):
        return 0
    below = (b.text for b in blocks[i + 1 : i + 1 + _BELOW])
    return at if any(ends_sentence(text) and not furniture(text) for text in below) else 0


_SHOT = late(r"(?:[摄攝]影?|供[图圖]|[华新華]社[发發])[)）]?(?=[\u4e00-\u9fff·《]{2,30}[讯訊电電])")
"""How a credit ends that a capture has no break behind, before the dateline of its text."""


def _before_dateline(text: str) -> int:
    """Return where the credit of a caption ends that the text's dateline stands right behind.

    手术现场。段敏 摄海角网讯 5月6日，…: the capture lost the lines. 0: nowhere.
    """
    for shot in _SHOT.finditer(text, 0, LONGEST):
        if credit_start(simplified(text[: shot.end()])) and dateline_end(text[shot.end() :]):
            return shot.end()
    return 0


def _opens_text(blocks: Sequence[Block], i: int) -> bool:
    """Return whether a sentence stands over a text, and no other of it above."""
    return is_first(blocks, i) and any("。" in b.text for b in blocks[i + 1 :])


def _goes_on(blocks: Sequence[Block], i: int) -> bool:
    """Return whether a line with a credit behind it goes on from the sentence above it.

    An agency sets the credit of its picture behind the last paragraph: 据了解，…。新华社发. Two
    sentences below a paragraph go on, unless they open as a caption does, with a day or a place.
    """
    over = blocks[i - 1] if i else None
    told = over is not None and over.role is None and ends_sentence(over.text)
    told = told and not (over and POSED.search(over.text))  # of which the picture is
    plain = simplified(blocks[i].text)
    several = over is not None and len(over.text) > _LONGEST_SHOWN < len(plain)
    several = several and plain.count("。") > 1 and not (_SHOWS.match(plain) or POSED.search(plain))
    return bool(told and (several or _GOES_ON.match(plain)))


_DISPATCH = late(r"\s*+(?:\d{1,2}月)?\d{1,2}日(?:消息|讯)[\s：:]")
"""How a portal opens what it tells: 5月6日消息：近日，…."""
_GOES_ON = late(r"\s*+(?:当[日天]|据(?:了解|悉|介绍|统计)|此次|目前|近年来)")
"""How a sentence opens that needs the one above it."""
_SHOWS = late(r"\s*+(?:\d|图|[▲△↑↓]|在|这是|近?日前?|昨)")
"""How a caption opens that has two sentences: 5月6日，…, 在某县医院，…."""


def _tells_beside_caption(blocks: Sequence[Block], i: int) -> bool:
    """Return whether a text with a credit behind it stands beside the caption of its picture."""
    told = blocks[i].text.count("。") >= _TELLS
    return told and any("日摄" in b.text and TAKEN.fullmatch(b.text) for b in blocks)


_TELLS = 3
"""Sentences of which a caption has no more beside another, chosen by hand."""
_LONGEST_SHOWN = 60
"""Characters that a paragraph of such a text has more than, chosen by hand."""
