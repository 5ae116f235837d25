"""Captions and credits: 图①…, 图为…, …摄, and single sentences set apart beside an image."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Iterator, Sequence

from aidstories.model import Kind, Role
from aidstories.restore.draft import (
    Block,
    Border,
    Cut,
    Doubt,
    Draft,
    Label,
    Merge,
    Proposal,
    Rewrite,
)
from aidstories.restore.lexicon.byline import (
    credit_start,
    credits_picture,
    is_byline,
    may_credit_picture,
)
from aidstories.restore.lexicon.chars import HAN, bare, ends_sentence, simplified
from aidstories.restore.lexicon.dateline import dateline_end
from aidstories.restore.lexicon.english_heads import photo_credit
from aidstories.restore.lexicon.houses import PICTURE_SERVICE
from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.person_names import SURNAMES, are_names
from aidstories.restore.zones.view import pairs

_ORDINAL = "[0-9一二三四五六七八九十]{1,2}"
_NUMBER = late(
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
      | [（(【]?资料图 | 图说[:：] | 照片[:：] | [（(【]图为
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
_TAKEN = late(r"[^。！？；]{2,120}。?\s*+[（(](?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日摄[)）]。?\s*+")
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
_POSED = late("[（(](?:[左右上下前后]|正?中)(?:[一二三四五六1-6]|排|侧|坐|站|立|图|者){0,3}[)）]")
"""Where someone stands in the picture: （左二）, （中坐者）, （右）."""
_PART = late(r"[（(][上中下][)）]$")
"""Which part of a series a title heads: 山里的医生（上）."""
_POSED_IN_LETTERS = late(
    r"\((?:\d(?:st|nd|rd|th) )?(?:[LRC]|left|right|cent(?:er|re))(?:, (?:front|back|rear))?\)", re.I
)
"""The same in English: (L), (2nd R, front)."""
_SAID = late(
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
_OF_ALL = late(
    r"[\s（(【]*+(?:本文|文中|以上)?(?:图片|照片|配图)(?:均|都)?(?:由|来源)[^，。]*+[\s）)】]*+"
)
_CREDITED = late(rf"(?:[摄影图供]|摄影报道)(?:{PICTURE_SERVICE})?\s*+[)）]?\s*+[|｜]?\s*+$")
_WRITTEN = late(r"[/／、]\s*+文|文(?:字\s*+)?[/／:：、]|(?<=\s)文\s")
"""A line that names the writer too is a byline: 段敏/文 王燕/图."""
_CREDIT_IN_LETTERS = late(
    r"(?<=[.!?\"”’'])\s*+([(（][A-Z][A-Za-z.'’ ]{1,30}/[A-Z][A-Za-z.' ]{2,40}[)）])\s*+$"
)
"""The credit of a picture that is shown elsewhere, behind a text's words: (Xinhua/Lin Wei)."""
_SPOKEN = late('[！？：“”"；]|[说道]，')
_LONGEST = 160
"""Characters a caption with its credit may have; the longest of the five seeds has 58."""
_LONGEST_IN_LETTERS = 3 * _LONGEST
"""The same in a language of letters: English takes about three for a Chinese character."""
_FEW, _LONGEST_ALONE = 3, 400
"""Blocks of a page that may be a picture's caption and no more, and the characters that such a
caption may have, chosen by hand: an agency's tells the whole event, the credit behind it."""
_NEVER = 1 << 30
"""Blank lines that nothing has before it: a caption is told by its words then."""
_WIDE = 3
"""Blank lines that set an element apart: in the seeds an image leaves three."""
_SECTION = late(r"\s*+[（(]?[一二三四五六七八九十]{1,3}[、)）]")
"""A numbered heading: 一、, （二）."""
_PARTED = late("[：:；;！？!?【】]")
_NUMBERED = 2
"""Numbered headings from which a page is one that numbers them."""
_VISIT = late(
    r"\s*+[^，。：；！？]{2,24}?(?:一行[^，。：；！？]{2,40}"
    r"|(?:书记|院长|主任|校长|教授|局长|市长|县长|队长)"
    rf"(?=[{SURNAMES}])[{HAN}]{{2,3}}(?:讲话|致辞|发言|授课|授旗))\s*+"
)
"""Who is seen at what: 书记段敏一行与队员座谈, 院长何青致辞."""
_SHORT = 40
"""Characters of a caption without a full stop that stands by its place alone, chosen by hand."""


_NEAR = 4
"""Blocks around a line of whose words it is asked, chosen by hand."""
_PHRASE = 8
"""Characters of a caption without a sign of one, chosen by hand: a heading may be shorter."""
_TOLD, _SAID_BELOW = 0.8, 0.15
"""Which part of a line's pairs of characters the text above holds at least, and that below at
most, chosen by hand."""
_ROW, _OPENING, _OPENING_IN_LETTERS = 2, 10, 24
"""Captions from which a page may be a picture story, and the characters with which one opens as
others do, in Chinese and in letters, chosen by hand."""
_OVER, _SHOWN = 3, 45
"""Sentences over a byline, and the characters of each, chosen by hand."""


def cut_credits(draft: Draft) -> Iterator[Proposal]:
    """Cut a credit from the end of its caption: ……指导工作。　吴琼　摄."""
    for i, block in enumerate(draft.blocks):
        said = block.role is None and block.text.endswith(")") and _SAID.search(block.text)
        if said and (credit := _CREDIT_IN_LETTERS.search(block.text)):
            yield Cut(block=i, at=credit.start(1), role=Role.PARAGRAPH)
            continue
        if block.role is None and (at := photo_credit(block.text)):
            yield Cut(block=i, at=at, role=Role.CAPTION)
            continue
        longest = _LONGEST if len(draft.blocks) > _FEW else _LONGEST_ALONE
        if block.role not in (None, Role.CAPTION) or len(block.text) > longest:
            continue
        plain = simplified(block.text)
        m = _INLINE_CREDIT.search(plain) if _CREDITED.search(plain) else None
        if m and m[1].endswith("报道") and not (is_byline(m[1]) and _opens_text(draft.blocks, i)):
            continue  # it signs the text, or is a part of it
        pictured = m and m.start(1) > 4 and not _WRITTEN.search(m[1])
        starts = (credit_start(plain), m.start(1) if m and pictured else 0)
        if at := min(filter(None, starts), default=0):
            alone = len(block.text) > _LONGEST or _tells_beside_caption(draft.blocks, i)
            yield Cut(block=i, at=at, role=Role.PARAGRAPH if alone else Role.CAPTION)


def _opens_text(blocks: Sequence[Block], i: int) -> bool:
    """Return whether a sentence stands over a text, and no other of it above."""
    return _is_first(blocks, i) and any("。" in b.text for b in blocks[i + 1 :])


def _is_first(blocks: Sequence[Block], i: int) -> bool:
    return not any(ends_sentence(b.text) and len(b.text) > _SHORT for b in blocks[:i])


def _tells_beside_caption(blocks: Sequence[Block], i: int) -> bool:
    """Return whether a text with a credit behind it stands beside the caption of its picture."""
    told = blocks[i].text.count("。") >= _TELLS
    return told and any("日摄" in b.text and _TAKEN.fullmatch(b.text) for b in blocks)


_TELLS = 3
"""Sentences of which a caption has no more beside another, chosen by hand."""


def label_figures(draft: Draft) -> Iterator[Proposal]:
    """Label captions and credits; strip the number of a figure (图①：)."""
    usual = Counter(b.lead for b in draft.blocks[1:]).most_common(1)
    over = (usual[0][0] if usual else 1) + 1
    numbered = sum(bool(_SECTION.match(b.text)) for b in draft.blocks) >= _NUMBERED
    for i, block in enumerate(draft.blocks):
        if block.role not in (None, Role.CAPTION):
            continue
        amid = i and ends_sentence(draft.blocks[i - 1].text) and _DATED.match(block.text)
        lead = max(over, 2 if amid else _WIDE)  # the blank lines that a picture left
        if m := _NUMBER.match(simplified(block.text)):
            yield Rewrite(
                block=i, start=0, end=m.end(), new="", kind=Kind.STRIP, reason="figure-number"
            )
        after = draft.blocks[i + 1] if i + 1 < len(draft.blocks) else None
        if is_credit(block.text):
            yield Label(block=i, role=Role.CREDIT)
        elif block.role is None and is_byline(block.text):
            continue
        elif block.role is None and is_caption(block, after, lead):
            if is_caption(block, after, _NEVER):
                yield Label(block=i, role=Role.CAPTION)
            elif lead < _WIDE or not _is_behind(draft, i, lead):
                pictured = _shows_pictures(draft.blocks)
                if pictured or (after and not _leads(draft.blocks, i)):
                    yield Label(block=i, role=Role.CAPTION)
                if not pictured:
                    yield Doubt(block=i, start=0, end=len(block.text), reason="caption")
        elif block.role is None and (
            (i and _names_picture(draft.blocks[i - 1], block)) or _stands_posed(draft.blocks, i)
        ):
            yield Label(block=i, role=Role.CAPTION)
        elif block.role is None and (
            _shows_visit(draft.blocks, i)
            or (numbered and _is_set_apart(draft.blocks, i, lead))
            or _tells_of_above(draft.blocks, i)
        ):
            yield Label(block=i, role=Role.CAPTION)
            yield Doubt(block=i, start=0, end=len(block.text), reason="caption")


_DATED = late(r"\s*+(?:(?:\d{1,2}月)?\d{1,2}日|近日|日前|昨[日天])")
_PICTURE = late(
    r"(?:image|img|pic|photo|微信图片|QQ图片)[-_]?\d{8,}(?:[-_]\d{1,3})?(?:\.(?:jpe?g|png))?"
    r"|[^\s，。]{1,30}\.(?:jpe?g|png|gif|bmp|webp)",
    re.I,
)
"""How a program names a picture: image-20240506084612-1; 03段敏.jpg."""


def _leads(blocks: Sequence[Block], i: int) -> bool:
    """Return whether a sentence opens the text with its day: 9月1日，医疗队来到某县."""
    return _is_first(blocks, i) and bool(_DATED.match(blocks[i].text))


def _names_picture(before: Block, block: Block) -> bool:
    """Return whether a short line stands under the file's name of a picture that is not here."""
    text = block.text.strip()
    short = 3 < len(text) <= _SHORT and not (block.level or _SECTION.match(text))
    named = _PICTURE.fullmatch(before.text.strip()) and not _PICTURE.fullmatch(text)
    return short and bool(named) and not text.endswith("。")


def _shows_pictures(blocks: Sequence[Block]) -> bool:
    """Return whether a page has a caption or a credit that says so itself.

    Then its gaps stand for pictures; else a sentence behind one may be the text's as well, and
    the last of a page is.
    """
    return any(
        block.src is not None
        or block.role is Role.CAPTION
        or is_credit(block.text)
        or is_caption(block, None, _NEVER)
        for block in blocks
    )


def _is_behind(draft: Draft, i: int, lead: int) -> bool:
    """Return whether blank lines alone mark a line, left on both sides of a caption over it."""
    blocks = draft.blocks
    k = i - 1 if i and not is_credit(blocks[i - 1].text) else i - 2
    if k < 0:
        return False
    before = blocks[k]
    own = before.role is Role.CAPTION or is_caption(before, None, _NEVER)
    return before.lead >= lead and (own or not ends_sentence(before.text))


def _shows_visit(blocks: Sequence[Block], i: int) -> bool:
    """Return whether a line between whole paragraphs says who is seen at what, without a stop.

    书记段敏一行与医疗队员座谈 stands under a picture that is lost; a heading names nobody so.
    """
    if not 0 < i < len(blocks) - 1 or blocks[i].level or not _VISIT.fullmatch(blocks[i].text):
        return False
    before = next((b for b in blocks[i - 1 :: -1] if b.src is None), blocks[i])
    after = blocks[i + 1]
    whole = len(before.text) >= _SHORT and ends_sentence(before.text)
    return whole and len(after.text) >= _SHORT and "。" in after.text


def _stands_posed(blocks: Sequence[Block], i: int) -> bool:
    """Return whether a phrase set apart says where someone stands: 段敏（右）带当地医生查房."""
    block = blocks[i]
    text = block.text.strip()
    if len(text) > _SHORT or not _POSED.search(text) or text[-1:] in tuple("。！？：；，、…"):
        return False
    alone = block.lead > 0 and (i + 1 == len(blocks) or blocks[i + 1].lead > 0)
    apart = Border.HARD is block.before is block.after or alone
    if i == 0 or _PART.search(text):
        return False
    over = blocks[i - 1]
    whole = over.role is not None or ends_sentence(over.text) or _POSED.search(over.text)
    return apart and not block.level and (over.src is not None or bool(whole))


def _is_set_apart(blocks: Sequence[Block], i: int, lead: int) -> bool:
    """Return whether a line is no heading where headings are numbered, but stands by a picture.

    Pictures leave more than the usual blank lines: 某医院“组团式”帮扶某县 between 一、 and 二、.
    So they do where they leave no more, if the next heading follows at once.
    """
    block = blocks[i]
    text = block.text.strip()
    phrase = 4 <= len(text) <= _SHORT and text[-1] not in "。！？：；，、…"
    if not phrase or block.level or block.hints.tag or _SECTION.match(text):
        return False
    if block.lead >= lead:
        return True
    before, after = blocks[i - 1 : i], blocks[i + 1 : i + 2]
    follows = before and after and _SECTION.match(after[0].text)
    return bool(follows) and before[0].text.endswith("。") and not _PARTED.search(text)


def _tells_of_above(blocks: Sequence[Block], i: int) -> bool:
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
    said = _PHRASE <= len(text) <= _SHORT and text[-1] not in "！？：；，、…”"
    free = block.role is None and not block.level and not block.hints.tag
    return said and free and not _PARTED.search(text) and not _SECTION.match(text)


def _is_short(block: Block) -> bool:
    return len(block.text) <= _SHORT


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
    return not _WRITTEN.search(plain) and (bool(CREDIT.match(plain)) or credits_picture(plain))


def credits_all(text: str) -> bool:
    """Return whether a credit is of all the pictures of a text: （图片由某医院提供）."""
    return bool(_OF_ALL.fullmatch(simplified(text)))


def is_caption(block: Block, after: Block | None, lead: int = _WIDE) -> bool:
    """Return whether a block is a caption, by its mark or because it is set apart."""
    if _is_in_letters(block.text) and (shown := _shows_in_letters(block.text)) is not None:
        return shown
    if len(block.text) > _LONGEST:
        return False
    plain = simplified(block.text)
    if (
        _CAPTION.match(plain)
        or (any(word in plain for word in _STAMPS) and _STAMPED.fullmatch(plain))
        or ("日摄" in plain and _TAKEN.fullmatch(plain))
        or (plain[-1:] in ("）", ")") and _CREDITED_LINE.fullmatch(plain))
    ):
        return True
    if not is_single_sentence(block.text) or dateline_end(block.text):
        return False
    if block.lead >= lead or _POSED.search(block.text):
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
    return len(text) <= _LONGEST_IN_LETTERS and not _SAID.search(text)


def is_single_sentence(text: str) -> bool:
    """Return whether ``text`` could be a caption: one plain sentence of 8 to 80 characters."""
    return (
        8 <= len(text) <= 80
        and text.endswith("。")
        and text.count("。") == 1
        and not _SPOKEN.search(text)
    )


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


def _opening(text: str) -> str:
    """Return the words that a sentence under a picture opens with, empty where it is none."""
    text = text.strip()
    if text.isascii():
        return text[:_OPENING_IN_LETTERS] if len(text) <= _LONGEST_IN_LETTERS else ""
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


def _may_be_shown(block: Block) -> bool:
    running = block.role in (None, Role.PARAGRAPH)
    return running and len(block.text) <= _SHOWN and is_single_sentence(block.text)


def caption_images(draft: Draft) -> Iterator[Proposal]:
    """Give an image the caption that follows it, or that stands over it where all do so."""
    blocks = draft.blocks
    above = frozenset(_over_images(blocks))
    yield from (Merge(left=i, right=i + 1, reason="caption") for i in above)
    for i, (image, after) in enumerate(itertools.pairwise(blocks)):
        if _says_again(image, after):
            yield Rewrite(i, 0, len(image.text), "", Kind.STRIP, "repeat")
            yield Merge(left=i, right=i + 1, reason="caption")
        if not _is_bare_image(image) or after.src is not None or i - 1 in above or i + 1 in above:
            continue
        credited = i + 2 < len(blocks) and blocks[i + 2].role is Role.CREDIT
        if after.role is Role.CAPTION or (
            after.role is None
            and is_single_sentence(after.text)
            and (len(after.text) <= 60 or credited)
        ):
            yield Merge(left=i, right=i + 1, reason="caption")


def _says_again(image: Block, after: Block) -> bool:
    """Return whether a caption says what the picture over it holds for those who do not see it.

    ![段敏查房](a.jpg) over 图：段敏查房（本人供图）.
    """
    told = image.src is not None and _is_bare_caption(after) and bare(image.text)
    return bool(told) and bare(image.text) in bare(after.text)


def _over_images(blocks: Sequence[Block]) -> Iterator[int]:
    """Yield the captions over their images: one and one, a caption first, an image last."""
    shown = [_is_bare_image(b) or (False if _is_bare_caption(b) else None) for b in blocks]
    at = 0
    for kind, run in itertools.groupby(shown, key=lambda s: s is not None):
        row = list(run)
        turns = kind and row[::2] == [False] * (len(row) // 2) and all(row[1::2])
        if turns and len(row) % 2 == 0 and len(row) > 2:
            yield from range(at, at + len(row), 2)
        at += len(row)


def _is_bare_image(block: Block) -> bool:
    return block.src is not None and not block.text


def _is_bare_caption(block: Block) -> bool:
    return block.src is None and block.role is Role.CAPTION
