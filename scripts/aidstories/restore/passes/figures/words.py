"""What the words of a line say of a picture: that they are its caption, or its credit."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from aidstories.restore.draft import (
    Block,
)
from aidstories.restore.lexicon.byline import (
    credits_picture,
    may_credit_picture,
)
from aidstories.restore.lexicon.chars import HAN, ends_sentence, simplified
from aidstories.restore.lexicon.dateline import dateline_end
from aidstories.restore.lexicon.english_heads import photo_credit
from aidstories.restore.lexicon.houses import PICTURE_SERVICE
from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.person_names import SURNAMES

_ORDINAL = "[0-9一二三四五六七八九十]{1,2}"
NUMBER = late(
    rf"^\s*+[（(]?\s*+图\s*+(?:[①-⑳]|{_ORDINAL}(?=\s*+[:：、.]))\s*+[)）]?\s*+[:：、.]?\s*+"
    r"|^图\s?\d{1,2}\s*+(?=[^\d、:：.，。！？；][^，。！？；]{3,39}$)"
    r"|^\s*+(?:Figure|Fig\.?)\s?\d{1,2}[a-z]?\s?[.:：．]\s*+"
)
_CAPTION = late(
    rf"""
    ^\s*+(?:
        [▲△▼↑↓←→■●] | [^。！？▲△]{{4,80}}[▲△]\s*+$
      | [（(]?\s*+图\s*+(?:[①-⑳]|{_ORDINAL}\s*+[:：、.])
      | 图\s?\d{{1,2}}(?![\d、:：.])[^，。！？；]{{4,40}}$
      | 图\s?\d{{1,2}}[a-zA-Z]\s*+[^，。！？；、]{{1,40}}$
      | (?:Figure|Fig\.?)\s?\d{{1,2}}[a-z]?\s?[.:：．]\s*+\S
      | [（(]?[上下左右中题本前后]?图(?:为(?![己用])|[:：]|片说明|注[:：])
      | (?!组图)[{HAN}]{{1,2}}图[:：]
      | [（(【]?资料图(?!片?\s*+[)）】]?\s*+$) | 图说[:：] | 照片[:：] | [（(【]图为
      | (?:[左右][一二三四五]|[前后]排[左右]?[一二三四五]?)为[^，。；：]{{4,40}}$
      | (?:视频|网络|电视)截图\s*+$
      | [（(\[【]?(?:Photo|Picture|Caption)s?\s?:
    )
    """,
    re.X,
)
_STAMPED = late(
    r"[^。！？；]{2,60}。?\s*+[（(]?(?:资料图片?|资料照片|[^（）()。]{0,10}截图)[)）]?\s*+"
)
"""A caption that says what its picture is: 义诊现场（资料图）, 手术室。视频截图."""
TAKEN = late(r"[^。！？；]{2,120}。?\s*+[（(](?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日摄[)）]。?\s*+")
"""A caption that says on which day it was taken: 段敏在查房（5月6日摄）。"""
_STAMPS = ("资料图", "资料照片", "截图")
"""Words of which such a caption has one: to look for them costs a tenth of the pattern."""
_PHOTO = late(
    r"[\[(（]\s*+(?:Photos?\b[^\])）]{0,80}|[A-Z][A-Za-z.'’ ]{1,30}/(?:[A-Z][A-Za-z.' ]{2,40})?"
    r"|[A-Z]{2,20}(?: [A-Z]{2,20}){1,3})[\])）]\s*+$"
)
"""How a caption in English ends: [Photo provided to …], (Xinhua/Lin Wei), (LIN WEI)."""
_PHOTO_ENDS = ("]", ")", "）")
_CREDITED_LINE = late(
    rf"[^。！？]{{2,140}}[（(](?:[{HAN}·\s]{{2,20}}(?:供图|摄影|摄|提供|资料图)|(?:摄影|供图|图)(?:\s*+[:：／/]|\s)[^（）()]{{2,24}})[)）]\s*+"
)
"""A line with its credit in brackets: 义诊现场（某医院供图）."""
_SOURCED = late(r"(?<=[。\s])((?:图片来源|图源)\s*+[:：]\s*+[^，。！？：:\s]{2,16}\s*+)$")
_SOURCE = 32
"""8月1日，列车通车。图片来源：某社: the credit, and the characters of it with its blanks."""
POSED = late("[（(](?:[左右上下前后]|正?中)(?:[一二三四五六1-6]|排|侧|坐|站|立|图|者){0,3}[)）]")
"""Where someone stands in the picture: （左二）, （中坐者）, （右）."""
_POSED_IN_LETTERS = late(
    r"\((?:\d(?:st|nd|rd|th) )?(?:[LRC]|left|right|cent(?:er|re))(?:, (?:front|back|rear))?\)", re.I
)
"""The same in English: (L), (2nd R, front)."""
SAID = late(
    r"[,?!][\"”’']+\s*+(?:[a-z]|[A-Z][\w. ]{1,40} (?:said|says|told|added)\b)"
    r"|\b(?:said|added)\b[^.]{0,40}[,:]\s*+[\"“]"
)
"""Words that someone says: a sentence of the text, though a picture's credit ends it."""
_HANDS = "摄|摄影|供图|制图|绘图|配图|/图|／图"
CREDIT = late(
    rf"""
    ^\s*+[（(【]?+\s*+
    (?!.*(?:[。！？].|[了着])|[{SURNAMES}][{HAN}]{{1,2}}\s++(?:图片|照片|配图))
    (?:
        [{HAN}A-Za-z·\s、，/／:：]{{0,40}}\s*+(?:(?:{_HANDS})|(?:摄|摄影|摄影报道){PICTURE_SERVICE})
      | [^。]{{0,14}}(?:图片|照片|图)[^。]{{0,10}}(?:由|来源|提供)[^。]{{0,24}}
      | (?:(?:摄影|图片来源|图源|供图)\s*+[:：]|(?:摄影|图源|供图|图)\s*+[／/丨|｜])[^。]{{2,24}}
      | 图源\s*+[{HAN}A-Za-z]{{2,10}}
      | (?:新华社|中新社)发\s*+[（(][{HAN}·\s]{{2,12}}?\s*+摄
    )
    \s*+[)）】]?\s*+。?\s*+$
    """,
    re.X,
)
_OF_ALL = late(
    r"[\s（(【]*+(?:本文|文中|以上)?(?:图片|照片|配图)(?:均|都)?(?:由|来源)[^，。]*+[\s）)】]*+"
)
WRITTEN = late(r"[/／、]\s*+文|文(?:字\s*+)?[/／:：、]|(?<=\s)文\s")
"""A line that names the writer too is a byline: 段敏/文 王燕/图."""
_SPOKEN = late('[！？：“”"；]|[说道]，')
LONGEST = 160
"""Characters a caption with its credit may have; the longest of the five seeds has 58."""
LONGEST_IN_LETTERS = 3 * LONGEST
"""The same in a language of letters: English takes about three for a Chinese character."""
NEVER = 1 << 30
"""Blank lines that nothing has before it: a caption is told by its words then."""
WIDE = 3
"""Blank lines that set an element apart: in the seeds an image leaves three."""
SECTION = late(r"\s*+[（(]?[一二三四五六七八九十]{1,3}[、)）]")
"""A numbered heading: 一、, （二）."""
SHORT = 40
"""Characters of a caption without a full stop that stands by its place alone, chosen by hand."""


def wide_lead(blocks: Sequence[Block], least: int = WIDE) -> int:
    """Return how many blank lines set a line of a page apart: ``least``, or more than is usual."""
    leads = Counter(block.lead for block in blocks[1:])
    usual = leads.most_common(1)[0][0] if leads else 1
    return max(least, usual + 1)


def is_first(blocks: Sequence[Block], i: int) -> bool:
    """Return whether no sentence of a text stands above block ``i``."""
    return not any(ends_sentence(b.text) and len(b.text) > SHORT for b in blocks[:i])


def is_credit(text: str) -> bool:
    """Return whether a block is the credit of a figure: 本报记者 王敏 摄."""
    if len(text) > 60:
        return False
    if text[:1].isascii() and photo_credit(text) == 0:
        return True
    if text[:1] in ("(", "（") and "/" in text and text.isascii():
        return bool(_PHOTO.fullmatch(text))
    plain = simplified(text)
    if not may_credit_picture(plain):
        return False
    if plain.startswith("图为"):
        return credits_picture(plain[2:])
    return not WRITTEN.search(plain) and (bool(CREDIT.match(plain)) or credits_picture(plain))


def source_of_picture(plain: str) -> int:
    """Return where a simplified line says whence its picture is, behind its sentences; else 0."""
    label = _SOURCED.search(plain, max(0, len(plain) - _SOURCE)) if "图" in plain else None
    return label.start(1) if label else 0


def credits_all(text: str) -> bool:
    """Return whether a credit is of all the pictures of a text: （图片由某医院提供）."""
    return bool(_OF_ALL.fullmatch(simplified(text)))


def is_caption(block: Block, after: Block | None, lead: int = WIDE) -> bool:
    """Return whether a block is a caption, by its mark or because it is set apart."""
    if _is_in_letters(block.text) and (shown := _shows_in_letters(block.text)) is not None:
        return shown
    if len(block.text) > LONGEST:
        return False
    plain = simplified(block.text)
    if (
        _CAPTION.match(plain)
        or (any(word in plain for word in _STAMPS) and _STAMPED.fullmatch(plain))
        or ("日摄" in plain and TAKEN.fullmatch(plain))
        or (plain[-1:] in ("）", ")") and _CREDITED_LINE.fullmatch(plain))
    ):
        return True
    if not is_single_sentence(block.text) or dateline_end(block.text):
        return False
    if block.lead >= lead or POSED.search(block.text):
        return True
    return after is not None and is_credit(after.text) and not credits_all(after.text)


def _is_in_letters(text: str) -> bool:
    return ")" in text or text.rstrip().endswith(_PHOTO_ENDS)


def _shows_in_letters(text: str) -> bool | None:
    """Return whether a text in English is a caption, None where nothing in it says so.

    Its credit ends it, or it says where who is seen stands; what someone says is none.
    """
    credited = text.rstrip().endswith(_PHOTO_ENDS) and _PHOTO.search(text)
    posed = text[:1].isascii() and _POSED_IN_LETTERS.search(text)
    if not (credited or posed):
        return None
    return len(text) <= LONGEST_IN_LETTERS and not SAID.search(text)


def is_single_sentence(text: str) -> bool:
    """Return whether ``text`` could be a caption: one plain sentence of 8 to 80 characters."""
    return (
        8 <= len(text) <= 80
        and text.endswith("。")
        and text.count("。") == 1
        and not _SPOKEN.search(text)
    )
