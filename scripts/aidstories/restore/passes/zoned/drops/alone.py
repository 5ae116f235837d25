"""Which lines go by their own words and their label."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from aidstories.model import Role
from aidstories.restore.draft import Block
from aidstories.restore.lexicon import english_heads
from aidstories.restore.lexicon.byline import is_byline, parse_byline
from aidstories.restore.lexicon.chars import bare, simplified
from aidstories.restore.lexicon.imprint import is_imprint, passed_on
from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.lists import number_of
from aidstories.restore.lexicon.person_names import are_names
from aidstories.restore.passes.figures.words import credits_all
from aidstories.restore.passes.furniture import furniture, why
from aidstories.restore.passes.lost_pictures.places import breaks_off, is_picture
from aidstories.restore.passes.zoned.drops.beside import ASKED, PLAYED
from aidstories.restore.passes.zoned.labels import PUBLISHED
from aidstories.restore.passes.zoned.page import (
    CERTAIN,
    GENRE,
    GONE,
    LIKELY,
    NOTICE,
    PROSE,
    Page,
    is_sentence,
    may_head,
)
from aidstories.restore.zones.cues import speaks_of_page
from aidstories.restore.zones.grammar import Part
from aidstories.restore.zones.labels import REASONS, Zone
from aidstories.restore.zones.model import RUNNING, Decision
from aidstories.restore.zones.view import PHRASE

_LONGEST = 360
"""Characters of a line of furniture, as in `passes.furniture`."""
_PLAYER = late(rf"{PLAYED.pattern}|\[\"[\w ,\"]{{1,60}}\"\]")
"""How long a video over a text is, 02:51, or its keywords as the page's script writes them."""
_PHRASES = 2
"""Phrases of such a headline: a menu has more."""
_SUBTITLE = late(r"[—―–]{1,2}\s*+\S{4}")
"""How a subtitle opens, and no name of a section: ——记一支医疗队."""
_CUT = late(r"[^。]+(?:…|\.\.\.)")
"""A line that a list of other articles cut short: 医疗队走进牧区，…; no sentence ends before."""
_SPEAKS = late(r"[：:]\s*+[“「][^”」]*$")
"""Words that are not closed: 队长说：“人走了，手艺."""
_PICTURES = late("图片|视频|影像|摄影")


class Known(NamedTuple):
    """What the whole page says to each of its lines."""

    titled: bool
    """It has a headline."""
    headed: bool
    """It has one for sure."""
    opened: int
    """Its first sentence."""


def by_themselves(page: Page, known: Known) -> list[str | None]:
    """Return for each line why it goes by its own words and its label."""
    gone = [
        None if made is RUNNING else _why(page, i, made, known)
        for i, made in enumerate(page.decisions)
    ]
    if gone and _breaks_off(page, gone):
        gone[-1] = None
    for i in _notices(page.blocks, gone):
        gone[i] = gone[i] or "boilerplate"
    return gone


def _why(page: Page, i: int, made: Decision, known: Known) -> str | None:
    """Return why a block is certainly no text, by a rule of furniture or by the whole page."""
    block = page.blocks[i]
    if i == 1 and GENRE.fullmatch(page.blocks[0].text.strip()) and may_head(page, i):
        return None
    if i == 0 and 1 in page.form and NOTICE.fullmatch(block.text.strip()):
        return None  # over the fields of minutes
    if (
        block.src is not None
        or block.hints.row
        or (block.role is Role.CREDIT and (block.text.isascii() or credits_all(block.text)))
        or (len(block.text) > _LONGEST and made.label is Zone.TEXT)
        or (block.role is Role.SOURCE and english_heads.is_paper(block.text))
    ):
        return None
    text = simplified(block.text.strip())
    if not text:
        return None
    ruled = block.role in (None, Role.SOURCE) or block.hints.linked
    rule = why(page.blocks, i) if ruled else None
    if "section" in (rule, REASONS.get(made.label)) and known.headed and _parts_text(page, i):
        return None
    if i in page.recommended:
        return rule or REASONS[Zone.RELATED]
    if made.label not in REASONS:
        return None if rule and _outweighs(made, rule, text) else rule
    return rule or _by_label(page, text, i, made, known)


def _parts_text(page: Page, i: int) -> bool:
    """Return whether a short line stands amid text in the one element of a page: 国内资讯.

    What other pages call the name of a section heads a part of this one's article.
    """
    blocks = page.blocks
    if not page.top < i < len(blocks) - 1 or blocks[i].role is not None:
        return False
    over, below = blocks[i - 1], blocks[i + 1 : i + 3]
    beside = [over, blocks[i], *below]
    together = bool(over.hints.tag) and len({b.hints for b in beside}) == 1
    return together and is_sentence(over.text) and any(is_sentence(b.text) for b in below)


def _outweighs(made: Decision, rule: str, text: str) -> bool:
    """Return whether a label that keeps a line stands against a rule of furniture.

    So does that of a number in a table, and of 援藏实录 as a title; no story is called 图片新闻.
    """
    vague = text.isdigit() or (rule == "section" and not _PICTURES.search(text))
    both = rule == "staff" and made.label is Zone.SOURCE and PUBLISHED.search(text)
    amid = rule == "section" and made.label is Zone.HEADING and made.part is Part.BODY  # 名家语录
    return (bool(vague or both) and made.sure >= CERTAIN) or (amid and made.sure >= LIKELY)


def _by_label(page: Page, text: str, i: int, made: Decision, known: Known) -> str | None:
    """Return why a line goes by its label alone.

    A sentence goes only where it speaks of the page, or was cut short by a list of articles.
    """
    block = page.blocks[i]
    named = made.label in (Zone.STAFF, Zone.CONTROL) or "报" in text
    if (named and is_imprint(text)) or passed_on(text):
        return None
    if made.label is Zone.CONTROL and known.headed and i < known.opened and _PLAYER.fullmatch(text):
        return REASONS[Zone.CONTROL]
    signs = is_byline(text) and parse_byline(text)
    if made.label is not Zone.STAFF and (signs or block.role is Role.DATELINE):
        return None
    if made.label is Zone.RELATED and block.hints.tag == "li" and not block.hints.leads:
        return None  # what leads to no other page: 修复了三处错误（#12）
    if made.label is Zone.STAFF and _OTHER_LABEL.fullmatch(text) and made.gone < CERTAIN:
        return None
    told = is_sentence(text) or _is_cut_off(page, i)
    claimed = not told or speaks_of_page(text) or _CUT.fullmatch(text)
    least = _least(block, text, i, made, known)
    return REASONS[made.label] if made.gone >= least and claimed else None


_OTHER_LABEL = late(
    r"[【\[（(]\s*+[^编审校责监制录核发供文图摄作记来设排【】：:]+[:：][^【】：:]+[】\])）]"
)
"""What brackets hold that no office of a page is named in: 【山谷的灯：六十年】."""


def _breaks_off(page: Page, gone: Sequence[str | None]) -> bool:
    """Return whether the capture's last line, which goes by its label alone, may be text that it
    lacks the rest of, right behind lines that stay, be a picture between."""
    block, made = page.blocks[-1], page.decisions[-1]
    if not gone[-1] or block.hints.tag or why(page.blocks, len(gone) - 1):
        return False
    over = range(len(gone) - 2, -1, -1)
    words = (i for i in over if bare(page.blocks[i].text) and not _shows(page.blocks[i]))
    above = next((gone[i] for i in words), None)
    text = block.text.rstrip()
    signs = is_imprint(text) or is_byline(text) or are_names(text)
    pauses = text[-1:] in "，,、" and len(text) > PROSE
    open_ended = pauses or (text[-1:].isalpha() and not signs) or _MARK.fullmatch(text)
    unsure = made.gone < CERTAIN or breaks_off(page.blocks, len(gone) - 1)
    unsure = unsure or (pauses and not speaks_of_page(text))
    return len(gone) > 1 and above is None and bool(open_ended) and unsure


def _shows(block: Block) -> bool:
    return is_picture(block) or block.role in (Role.CAPTION, Role.CREDIT)


_MARK = late(r"[（(][一二三四五六七八九十]{1,3}[)）]")
"""The number of a part whose text the capture lacks: （三）."""


def _is_cut_off(page: Page, i: int) -> bool:
    """Return whether the end of the capture cuts a sentence off: words that somebody begins to say,
    or a phrase in the element of the text's sentences."""
    block = page.blocks[i]
    if i + 1 < len(page.blocks) or block.hints.leads:
        return False
    beside = block.hints.tag and len(block.text.strip()) >= ASKED
    alike = (is_sentence(b.text) for b in page.blocks[:i] if b.hints == block.hints)
    return bool(_SPEAKS.search(block.text) or (beside and sum(alike) > 1))


def _least(block: Block, text: str, i: int, made: Decision, known: Known) -> float:
    """Return the probability from which a line goes: more for what may be the only headline."""
    if not known.headed and (block.role is Role.TITLE or block.level == 1):
        return CERTAIN
    if made.label is Zone.BANNER and _SUBTITLE.match(text):
        return CERTAIN
    if not known.titled and made.label is Zone.BANNER and _may_be_the_headline(text):
        return CERTAIN
    if text.endswith("。") and not speaks_of_page(text):
        return CERTAIN
    first = made.part is Part.ABOVE and i <= known.opened
    # over the first text .5: F1 of kickers .947 against .918
    return LIKELY if first and block.role is None else GONE


def _may_be_the_headline(text: str) -> bool:
    """Return whether a line that seems a banner is too long for one, or two phrases of a headline,
    or what a notice calls itself.

    医疗无国界 医疗团牧区义诊 has a phrase longer than the name of a section.
    """
    phrases = text.split()
    pair = len(phrases) == _PHRASES and max(map(len, phrases)) > PHRASE
    return len(text) > PROSE or pair or bool(NOTICE.fullmatch(text))


_RIGHTS = late("版权|转载|授权|侵权|本[站网]|网站|来源[：:]")


def _notices(blocks: Sequence[Block], gone: Sequence[str | None]) -> list[int]:
    """Return the lines of a numbered notice of rights of which a rule knows one line at least.

    1、“海角网”由某台主办, 2、凡本网注明…: nothing but such lines and what goes stands behind them.
    """
    run: list[int] = []
    for i in range(len(blocks) - 1, -1, -1):
        text = simplified(blocks[i].text.strip())
        if number_of(text) is not None and _RIGHTS.search(text):
            run.append(i)
        elif run or not gone[i]:
            break
    lines = [blocks[i].text.strip() for i in reversed(run)]
    counted = list(map(number_of, lines)) == list(range(1, len(run) + 1))
    return run if counted and "boilerplate" in map(furniture, lines) else []
