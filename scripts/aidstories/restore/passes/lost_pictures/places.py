"""Evidence of place: under a file's name, between paragraphs, among headings that are numbered."""

from __future__ import annotations

import re
from collections.abc import Sequence

from aidstories.restore.draft import (
    Block,
    Border,
)
from aidstories.restore.lexicon.chars import HAN, ends_sentence
from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.person_names import SURNAMES
from aidstories.restore.passes.figures.words import POSED, SECTION, SHORT

_PART = late(r"[（(][上中下][)）]$")
"""Which part of a series a title heads: 山里的医生（上）."""
PARTED = late("[：:；;！？!?【】]")
"""What parts a phrase, or cries: no caption amid text has it."""
_VISIT = late(
    r"\s*+[^，。：；！？]{2,24}?(?:一行[^，。：；！？]{2,40}"
    r"|(?:书记|院长|主任|校长|教授|局长|市长|县长|队长)"
    rf"(?=[{SURNAMES}])[{HAN}]{{2,3}}(?:讲话|致辞|发言|授课|授旗)"
    rf"|(?:欢送|[为给])[{HAN}]{{1,8}}?(?:医[生师护]|队员?|专家|同志)"
    r"(?:送[行别]|壮行|援[藏疆青]|出征|凯旋))\s*+"
)
"""Who is seen at what: 书记段敏一行与队员座谈, 院长何青致辞, 院长在机场为何医生送行."""
_PICTURE = late(
    r"(?:image|img|pic|photo|微信图片|QQ图片)[-_]?\d{8,}(?:[-_]\d{1,3})?(?:\.(?:jpe?g|png))?"
    r"|(?:DSC|DSCN|DSCF|IMG|MVIMG)[-_]?\d{3,5}"
    r"|[^\s，。]{1,30}\.(?:jpe?g|png|gif|bmp|webp)",
    re.I,
)
"""How a program or a camera names a picture: image-20240506084612-1; 03段敏.jpg; DSC_0123."""


_MARK = late(r"[\[【（(](?:图片|配图|图|照片)\s?\d{0,2}[\])】）]")
"""A mark that a page leaves of a picture: [图片]."""


def breaks_off(blocks: Sequence[Block], i: int) -> bool:
    """Return whether the last line of a page that captions none of its pictures is no caption.

    Right below two others of its pictures paragraphs stand: 段敏还慰问了 begins the next.
    """
    text = blocks[i].text.rstrip()
    if i + 1 < len(blocks) or ends_sentence(text) or blocks[i].hints.tag or not text[-1:].isalnum():
        return False
    shown = [is_picture(block) for block in blocks]
    below = [blocks[k + 1] for k in range(i - 1) if shown[k] and not shown[k + 1]]
    told = [b for b in below if len(b.text) > SHORT and ends_sentence(b.text)]
    return len(told) > 1 and len(told) == len(below)


def is_picture(block: Block) -> bool:
    """Return whether a block is a picture, its file's name or its mark, and no words with it."""
    text = block.text.strip()
    named = _PICTURE.fullmatch(text) or _MARK.fullmatch(text)
    return bool(named) or (block.src is not None and not text)


def names_picture(before: Block, block: Block) -> bool:
    """Return whether a short line stands under the file's name of a picture that is not here."""
    text = block.text.strip()
    short = 3 < len(text) <= SHORT and not (block.level or SECTION.match(text))
    named = _PICTURE.fullmatch(before.text.strip()) and not _PICTURE.fullmatch(text)
    return short and bool(named) and not text.endswith("。")


def shows_visit(blocks: Sequence[Block], i: int) -> bool:
    """Return whether a line between whole paragraphs says who is seen at what, without a stop.

    书记段敏一行与医疗队员座谈 stands under a picture that is lost; a heading names nobody so. The
    last line of a page is one where another is.
    """
    if not i or blocks[i].level or not _VISIT.fullmatch(blocks[i].text):
        return False
    before = next((b for b in blocks[i - 1 :: -1] if b.src is None), blocks[i])
    whole = len(before.text) >= SHORT and ends_sentence(before.text)
    if i + 1 == len(blocks):
        return whole and any(_VISIT.fullmatch(b.text) for b in blocks[:i])
    after = blocks[i + 1]
    return whole and len(after.text) >= SHORT and "。" in after.text


def stands_posed(blocks: Sequence[Block], i: int) -> bool:
    """Return whether a phrase set apart says where someone stands: 段敏（右）带当地医生查房."""
    block = blocks[i]
    text = block.text.strip()
    if len(text) > SHORT or not POSED.search(text) or text[-1:] in tuple("。！？：；，、…"):
        return False
    alone = block.lead > 0 and (i + 1 == len(blocks) or blocks[i + 1].lead > 0)
    apart = Border.HARD is block.before is block.after or alone
    if i == 0 or _PART.search(text):
        return False
    over = blocks[i - 1]
    whole = over.role is not None or ends_sentence(over.text) or POSED.search(over.text)
    return apart and not block.level and (over.src is not None or bool(whole))


def is_set_apart(blocks: Sequence[Block], i: int, lead: int) -> bool:
    """Return whether a line is no heading where headings are numbered, but stands by a picture.

    Pictures leave more than the usual blank lines: 某医院“组团式”帮扶某县 between 一、 and 二、.
    So they do where they leave no more, if the next heading follows at once.
    """
    block = blocks[i]
    text = block.text.strip()
    phrase = 4 <= len(text) <= SHORT and text[-1] not in "。！？：；，、…"
    if not phrase or block.level or block.hints.tag or SECTION.match(text):
        return False
    if block.lead >= lead:
        return True
    before, after = blocks[i - 1 : i], blocks[i + 1 : i + 2]
    follows = before and after and SECTION.match(after[0].text)
    return bool(follows) and before[0].text.endswith("。") and not PARTED.search(text)


def is_free(block: Block) -> bool:
    """Return whether nothing but its words says what a line is: no role, no level, no element."""
    return block.role is None and not block.level and not block.hints.tag
