"""Captions of pictures that a capture lost, amid its text."""

from __future__ import annotations

import re
from collections.abc import Sequence

from aidstories.restore.draft import (
    Block,
    Border,
)
from aidstories.restore.lexicon.chars import HAN, bare, ends_sentence, simplified
from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.person_names import SURNAMES, are_names
from aidstories.restore.passes.figures.words import POSED, SECTION, SHORT
from aidstories.restore.zones.view import pairs

_PART = late(r"[（(][上中下][)）]$")
"""Which part of a series a title heads: 山里的医生（上）."""
_PARTED = late("[：:；;！？!?【】]")
_VISIT = late(
    r"\s*+[^，。：；！？]{2,24}?(?:一行[^，。：；！？]{2,40}"
    r"|(?:书记|院长|主任|校长|教授|局长|市长|县长|队长)"
    rf"(?=[{SURNAMES}])[{HAN}]{{2,3}}(?:讲话|致辞|发言|授课|授旗))\s*+"
)
"""Who is seen at what: 书记段敏一行与队员座谈, 院长何青致辞."""
_NEAR = 4
"""Blocks around a line of whose words it is asked, chosen by hand."""
_PHRASE = 8
"""Characters of a caption without a sign of one, chosen by hand: a heading may be shorter."""
_TOLD, _SAID_BELOW = 0.8, 0.15
"""Which part of a line's pairs of characters the text above holds at least, and that below at
most, chosen by hand."""
_PICTURE = late(
    r"(?:image|img|pic|photo|微信图片|QQ图片)[-_]?\d{8,}(?:[-_]\d{1,3})?(?:\.(?:jpe?g|png))?"
    r"|[^\s，。]{1,30}\.(?:jpe?g|png|gif|bmp|webp)",
    re.I,
)
"""How a program names a picture: image-20240506084612-1; 03段敏.jpg."""


def names_picture(before: Block, block: Block) -> bool:
    """Return whether a short line stands under the file's name of a picture that is not here."""
    text = block.text.strip()
    short = 3 < len(text) <= SHORT and not (block.level or SECTION.match(text))
    named = _PICTURE.fullmatch(before.text.strip()) and not _PICTURE.fullmatch(text)
    return short and bool(named) and not text.endswith("。")


def shows_visit(blocks: Sequence[Block], i: int) -> bool:
    """Return whether a line between whole paragraphs says who is seen at what, without a stop.

    书记段敏一行与医疗队员座谈 stands under a picture that is lost; a heading names nobody so.
    """
    if not 0 < i < len(blocks) - 1 or blocks[i].level or not _VISIT.fullmatch(blocks[i].text):
        return False
    before = next((b for b in blocks[i - 1 :: -1] if b.src is None), blocks[i])
    after = blocks[i + 1]
    whole = len(before.text) >= SHORT and ends_sentence(before.text)
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
    return bool(follows) and before[0].text.endswith("。") and not _PARTED.search(text)


def tells_of_above(blocks: Sequence[Block], i: int) -> bool:
    """Return whether a line between paragraphs says what the text above has told, not that below.

    It stands by a picture that is lost: 77岁的患者何某某, where she spoke one paragraph before. A
    heading has its words from what follows, and seldom ends with a person's name.
    """
    if not 0 < i < len(blocks) - 1 or not _is_phrase(blocks[i]):
        return False
    before, after = blocks[i - 1], blocks[i + 1]
    if _is_short(before) or not ends_sentence(before.text):
        return False
    above = before.text + blocks[max(i - 2, 0)].text
    if _is_short(after) or not _ends_with_person(blocks[i].text.strip(), above):
        return False
    own, below = _pairs(blocks[i : i + 1]), _pairs(blocks[i + 1 : i + _NEAR])
    told = len(own & _pairs(blocks[max(0, i - _NEAR) : i])) / max(len(own), 1)
    return len(own & below) <= _SAID_BELOW * len(own) and told >= _TOLD


def _ends_with_person(text: str, above: str) -> bool:
    """Return whether a line ends with the name of somebody of whom the text ``above`` speaks."""
    names = (simplified(text[-length:]) for length in (3, 2))
    return any(are_names(name) and name in simplified(above) for name in names)


def _pairs(blocks: Sequence[Block]) -> frozenset[str]:
    return pairs("".join(bare(b.text) for b in blocks))


def _is_phrase(block: Block) -> bool:
    text = block.text.strip()
    said = _PHRASE <= len(text) <= SHORT and text[-1] not in "！？：；，、…”"
    free = block.role is None and not block.level and not block.hints.tag
    return said and free and not _PARTED.search(text) and not SECTION.match(text)


def _is_short(block: Block) -> bool:
    return len(block.text) <= SHORT
