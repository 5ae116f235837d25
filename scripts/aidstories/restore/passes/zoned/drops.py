"""Which lines of a page go: what it carries beside its articles."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, takewhile
from typing import NamedTuple

from aidstories.model import Role
from aidstories.restore.draft import Block
from aidstories.restore.lexicon import english_heads
from aidstories.restore.lexicon.byline import is_byline, parse_byline
from aidstories.restore.lexicon.chars import bare, ends_sentence, simplified
from aidstories.restore.lexicon.houses import names_house
from aidstories.restore.lexicon.imprint import is_day, is_imprint, passed_on
from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.lists import BULLET, number_of
from aidstories.restore.lexicon.person_names import are_names
from aidstories.restore.passes.breaks import opens_only
from aidstories.restore.passes.figures.words import credits_all
from aidstories.restore.passes.furniture import furniture, why
from aidstories.restore.passes.zoned.labels import PUBLISHED
from aidstories.restore.passes.zoned.page import (
    CERTAIN,
    GENRE,
    GONE,
    HEADING,
    LIKELY,
    NOTICE,
    PROSE,
    Page,
    goes_on_elsewhere,
    is_sentence,
    may_head,
    says_title,
)
from aidstories.restore.zones.cues import speaks_of_page
from aidstories.restore.zones.grammar import Part
from aidstories.restore.zones.labels import REASONS, Zone
from aidstories.restore.zones.model import RUNNING, Decision
from aidstories.restore.zones.view import PHRASE

_WORD = 4
"""Characters of a control that no list knows, chosen by hand."""
_ASKED = 16
"""Characters of a line among controls behind the text, chosen by hand."""
_LONGEST = 360
"""Characters of a line of furniture, as in `passes.furniture`."""
_PLAYED = late(r"\d{1,2}:\d{2}(?::\d{2})?")
"""Where a player stands, or how long what it plays is."""
_PLAYER = late(rf"{_PLAYED.pattern}|\[\"[\w ,\"]{{1,60}}\"\]")
"""How long a video over a text is, 02:51, or its keywords as the page's script writes them."""
_PHRASES = 2
"""Phrases of such a headline: a menu has more."""
_COUNTER = late(r"(\d{1,2})\s*+[/／]\s*+(\d{1,2})")
_SUBTITLE = late(r"[—―–]{1,2}\s*+\S{4}")
"""How a subtitle opens, and no name of a section: ——记一支医疗队."""
_CUT = late(r"[^。]+(?:…|\.\.\.)")
"""A line that a list of other articles cut short: 医疗队走进牧区，…; no sentence ends before."""
_SPEAKS = late(r"[：:]\s*+[“「][^”」]*$")
"""Words that are not closed: 队长说：“人走了，手艺."""
_PICTURES = late("图片|视频|影像|摄影")
_STEP = late(r"\S\s*+[-–>＞»/]\s|[>＞»]")


class _Known(NamedTuple):
    """What the whole page says to each of its lines."""

    titled: bool
    """It has a headline."""
    headed: bool
    """It has one for sure."""
    opened: int
    """Its first sentence."""


def dropped(page: Page) -> list[str | None]:
    """Return for each line why it goes, None where it stays."""
    titles = [
        made.sure
        for i, made in enumerate(page.decisions)
        if made.label is Zone.TITLE and not why(page.blocks, i)
    ]
    told = (i for i, b in enumerate(page.blocks) if is_sentence(b.text))
    known = _Known(
        titled=bool(titles),
        headed=max(titles, default=0) >= CERTAIN,
        opened=next(told, len(page.blocks)),
    )
    gone = _by_themselves(page, known)
    sentences = (i for i, b in enumerate(page.blocks) if is_sentence(b.text) and not gone[i])
    last = max(sentences, default=-1)
    for i in range(known.opened + 1, last):
        if gone[i] == REASONS[Zone.RELATED] and _is_amid_text(page, gone, i):
            gone[i] = None
    gone = _among_others(page, gone, last)
    _drop_behind(page, gone, last, known)
    _drop_over(page, gone)
    return [
        None if i in page.form or (reason == "section" and goes_on_elsewhere(page, i)) else reason
        for i, reason in enumerate(gone)
    ]


def _by_themselves(page: Page, known: _Known) -> list[str | None]:
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


def _among_others(page: Page, gone: list[str | None], last: int) -> list[str | None]:
    """Return for each line why it goes, by the controls, items and counters beside it, too."""
    if "controls" in gone:
        gone = [_among_controls(page.blocks, gone, i, i > last) for i in range(len(gone))]
    gone = [told or _among_items(page.blocks, gone, i) for i, told in enumerate(gone)]
    for i in range(_OVER, len(gone)):
        gone[i] = gone[i] or _ends_menu(page.blocks, gone, i)
    shown = _counters(page.blocks)
    return [
        told or ("controls" if i in shown else _of_player(page.blocks, i))
        for i, told in enumerate(gone)
    ]


def _drop_behind(page: Page, gone: list[str | None], last: int, known: _Known) -> None:
    """Say in ``gone`` what goes behind the ``last`` sentence by what closes the page there."""
    closed = next((i for i in range(last + 1, len(gone)) if _closes(page, gone, i)), len(gone))
    for i in range(closed + 1, len(gone)):
        gone[i] = gone[i] or _stands_behind(page, i)
    for i in range(closed + 2, len(gone) - 1):
        gone[i] = gone[i] or (
            _stands_among(page.blocks[i]) if all(gone[i - 1 : i + 2 : 2]) else None
        )
    for i in _parted(page, last + 1):
        gone[i] = gone[i] or REASONS[Zone.RELATED]
    for i in range(last + 1, len(gone)) if known.headed else ():
        gone[i] = gone[i] or _files(page, i)


def _drop_over(page: Page, gone: list[str | None]) -> None:
    """Say in ``gone`` what says the title again, and what goes over the running text by it."""
    for i in range(page.top, len(gone)):
        gone[i] = gone[i] or ("repeat" if says_title(page, i) else None)
    for i in range(page.top + 1 if page.top < len(gone) else page.top):
        gone[i] = gone[i] or _repeats(page, i) or _leads_to_title(page, i) or _names_site(page, i)
        gone[i] = gone[i] or _is_site(page, i) or _posts(page, i)


def _is_amid_text(page: Page, gone: Sequence[str | None], i: int) -> bool:
    """Return whether a lone line before a sentence of the text leads to no other article.

    A list of such has more than one, and a rule or a link tells; a picture's caption has neither.
    """
    alone = not (gone[i - 1] or gone[i + 1])
    return alone and not page.blocks[i].hints.linked and why(page.blocks, i) is None


def _why(page: Page, i: int, made: Decision, known: _Known) -> str | None:
    """Return why a block is certainly no text, by a rule of furniture or by the whole page."""
    block = page.blocks[i]
    if i == 1 and GENRE.fullmatch(page.blocks[0].text.strip()) and may_head(page, i):
        return None
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


def _counters(blocks: Sequence[Block]) -> frozenset[int]:
    """Return the lines that count the pictures of a page, all of them: 1/3, 2/3, 3/3."""
    found = [(i, _COUNTER.fullmatch(b.text.strip())) for i, b in enumerate(blocks)]
    pairs = [(i, int(m[1]), int(m[2])) for i, m in found if m]
    whole = [(nth, of) for _, nth, of in pairs] == [
        (n, len(pairs)) for n in range(1, len(pairs) + 1)
    ]
    first = len(pairs) == 1 and pairs[0][1] == 1 < pairs[0][2]  # of pictures that are not here
    return frozenset(i for i, _, _ in pairs) if first or (whole and pairs) else frozenset()


def _of_player(blocks: Sequence[Block], i: int) -> str | None:
    """Return why a time goes that stands beside another: 00:00 over 02:10, of a player."""
    if blocks[i].role is not None or not _PLAYED.fullmatch(blocks[i].text.strip()):
        return None
    beside = (*blocks[max(0, i - 1) : i], *blocks[i + 1 : i + 2])
    return "controls" if any(_PLAYED.fullmatch(b.text.strip()) for b in beside) else None


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


def _by_label(page: Page, text: str, i: int, made: Decision, known: _Known) -> str | None:
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
    told = is_sentence(text) or _is_cut_off(page, i)
    claimed = not told or speaks_of_page(text) or _CUT.fullmatch(text)
    least = _least(block, text, i, made, known)
    return REASONS[made.label] if made.gone >= least and claimed else None


def _breaks_off(page: Page, gone: Sequence[str | None]) -> bool:
    """Return whether the capture's last line, which goes by its label alone, may be text that it
    lacks the rest of, right behind lines that stay."""
    block, made = page.blocks[-1], page.decisions[-1]
    if not gone[-1] or block.hints.tag or why(page.blocks, len(gone) - 1):
        return False
    above = next((gone[i] for i in range(len(gone) - 2, -1, -1) if bare(page.blocks[i].text)), None)
    text = block.text.rstrip()
    signs = is_imprint(text) or is_byline(text) or are_names(text)
    open_ended = text[-1:].isalpha() and not signs
    return len(gone) > 1 and above is None and open_ended and made.gone < CERTAIN


def _is_cut_off(page: Page, i: int) -> bool:
    """Return whether the end of the capture cuts a sentence off: words that somebody begins to say,
    or a phrase in the element of the text's sentences."""
    block = page.blocks[i]
    if i + 1 < len(page.blocks) or block.hints.leads:
        return False
    beside = block.hints.tag and len(block.text.strip()) >= _ASKED
    alike = (is_sentence(b.text) for b in page.blocks[:i] if b.hints == block.hints)
    return bool(_SPEAKS.search(block.text) or (beside and sum(alike) > 1))


def _least(block: Block, text: str, i: int, made: Decision, known: _Known) -> float:
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


def _among_controls(
    blocks: Sequence[Block], gone: Sequence[str | None], i: int, behind: bool
) -> str | None:
    """Return why a line is dropped; between two controls a short link is one: 放大 正常 缩小.

    So is a short line ``behind`` the text that signs nothing: 关注“某某融媒” below 长按二维码.
    """
    block, beside = blocks[i], {*gone[max(0, i - 1) : i], *gone[i + 1 : i + 2]}
    text = block.text.strip()
    if gone[i] or beside != {"controls"}:
        return gone[i]
    plain = behind and block.role is None and len(text) <= _ASKED and not ends_sentence(text)
    plain = plain and not opens_only(text)
    asks = plain and not (is_byline(text) or is_imprint(text) or are_names(text))
    return "controls" if asks or (block.hints.linked and len(text) <= _WORD) else None


_OVER = 2
"""Items of a menu over its last one, chosen by hand."""


def _ends_menu(blocks: Sequence[Block], gone: Sequence[str | None], i: int) -> str | None:
    """Return why the last word of a menu goes, whose others with its bullet do: · 视频."""
    marks = {b.text.lstrip()[:1] for b in blocks[i - _OVER : i + 1]}
    over = {*gone[i - _OVER : i]}
    text = blocks[i].text.strip()
    bullet = len(marks) == 1 and blocks[i].role is None and BULLET.match(text)
    short = bullet and len(text[bullet.end() :]) <= _WORD
    return "controls" if short and over == {"controls"} else None


_ITEMS = 4
"""Items beside it by which a list's last one is judged, chosen by hand."""


def _among_items(blocks: Sequence[Block], gone: Sequence[str | None], i: int) -> str | None:
    """Return why an item is dropped that no sentence is, where all others of its list are."""
    if blocks[i].role is not Role.ITEM or is_sentence(blocks[i].text):
        return None
    over = takewhile(lambda k: blocks[k].role is Role.ITEM, range(i - 1, -1, -1))
    below = takewhile(lambda k: blocks[k].role is Role.ITEM, range(i + 1, len(blocks)))
    beside = [gone[k] for k in (*over, *below)]
    return beside[0] if len(beside) >= _ITEMS and all(beside) else None


_POSTED = late(
    r"(?![\u4e00-\u9fff]{0,6}(?:[报网社台]|在线|发布|融媒|新闻|医院|委|局)$)[\u4e00-\u9fff]{2,8}"
)
_COUNT = late(r"\d{1,6}(?:\.\d)?万?|(?:评论|阅读|浏览|点赞)?\s*+\d{1,6}(?:\.\d)?万?(?:评论|阅读)?")


def _posts(page: Page, i: int) -> str | None:
    """Return why a phrase goes between the headline and a bare day over a bare count: 小编推荐.

    A platform sets there the account or the section that posted the page, without a blank line.
    """
    blocks = page.blocks[i : i + 3]
    if i == 0 or len(blocks) < 3 or blocks[0].role is not None or blocks[1].lead or blocks[2].lead:
        return None
    told = _POSTED.fullmatch(blocks[0].text.strip()) and not are_names(blocks[0].text)
    counted = is_day(blocks[1].text) and _COUNT.fullmatch(blocks[2].text.strip())
    return REASONS[Zone.BANNER] if told and counted and i < page.top else None


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


_DASH = late(r"\s*+[-–—·•*]\s*+")
_PARTED = 3
"""Dashes that part the lines of a list, chosen by hand."""


def _parted(page: Page, start: int) -> range:
    """Return the lines from ``start`` on, behind the text, that a dash alone parts each from the
    next: a list of other articles."""
    marks = [i for i in range(start, len(page.blocks)) if _DASH.fullmatch(page.blocks[i].text)]
    even = all(other == one + 2 for one, other in pairwise(marks))
    return range(marks[0], marks[-1] + 2) if len(marks) >= _PARTED and even else range(0)


_LINK = late(r"[\u4e00-\u9fff\w“”·]{2,16}")
"""A phrase without a mark or a blank, of as many characters as `_ASKED` says."""


def _closes(page: Page, gone: Sequence[str | None], i: int) -> bool:
    """Return whether a line closes a page's text: its editor, or its notice of rights."""
    return gone[i] == "staff" or (
        gone[i] is not None and furniture(page.blocks[i].text.strip()) == "boilerplate"
    )


def _stands_among(block: Block) -> str | None:
    """Return why a word of a name's form goes between two sections of a site: 楼市."""
    text = block.text.strip()
    plain = block.role is None and not is_byline(text) and _LINK.fullmatch(text)
    return REASONS[Zone.RELATED] if plain and len(text) <= _WORD else None


def _stands_behind(page: Page, i: int) -> str | None:
    """Return why a phrase is dropped behind the line of a page's editor, which closes its text.

    Such are the names of its sections: 精选专题. A field (附件：日程表) and a sentence have marks.
    """
    block, text = page.blocks[i], page.blocks[i].text.strip()
    plain = block.role is None and block.src is None and not block.level
    pictured = page.decisions[i].label is Zone.CAPTION
    if not plain or pictured or not _LINK.fullmatch(text):
        return None
    signs = is_byline(text) or is_imprint(text) or are_names(text)
    return None if signs else REASONS[Zone.RELATED]


_TAG = late(r"[\u4e00-\u9fff]{2,12}")
_TAGS = 3
"""Words of which a line behind the text files it, chosen by hand."""


def _files(page: Page, i: int) -> str | None:
    """Return why a line behind the text is dropped that has words under which a page is filed.

    Each is a word of the text, one perhaps not: 人民医院 医疗 东西部协作.
    """
    words = page.blocks[i].text.split()
    if len(words) < _TAGS or not all(map(_TAG.fullmatch, words)) or is_byline(" ".join(words)):
        return None
    said = "".join(b.text for b in page.blocks[:i])
    told = sum(word in said for word in words)
    named = are_names(page.blocks[i].text)
    return "boilerplate" if told >= max(_TAGS, len(words) - 1) and not named else None


def _repeats(page: Page, i: int) -> str | None:
    """Return why a line is dropped that says again what stands in the head before the first text.

    So does one that says the title, and all of what a menu says again and again: China.
    """
    title, block = page.title, page.blocks[i]
    own = page.bare[i] if block.role is None and len(block.text) <= HEADING else ""
    if not own or i == title or ends_sentence(block.text):
        return None
    if len(own) <= PHRASE and page.said[own] > 2:
        return REASONS[Zone.BANNER]
    if i < title or len(own) <= PHRASE:
        beside = i > title or i + 1 == title  # the page says it, then the article
        return "repeat" if beside and title < page.top and own == page.bare[title] else None
    return "repeat" if title <= page.first[own] < i else None


_SITE = late(r"(?>(?:(?<!\s)\s++)?)(?:[_|｜丨]|(?<=\s)[-–—]{1,2}\s)\s*+")
"""What parts a page's title from the name of its site: 山里的医生_某某快讯."""
_AGAIN = 3
"""Lines below among which the title stands without its site, chosen by hand."""


def _names_site(page: Page, i: int) -> str | None:
    """Return why a line of the head is dropped that is the next title with the site's name."""
    block = page.blocks[i]
    parts = _SITE.split(block.text) if block.role is None else []
    if len(parts) < 2 or i > page.title or len(title := bare(parts[0])) <= PHRASE:
        return None
    return "repeat" if title in page.bare[i + 1 : min(i + 1 + _AGAIN, page.top)] else None


_DOES = late("[进驻到来赴访援送助建签入携与和对向给在为把让获称]")
"""What a headline has that ends with a house's name, and no name of a house: 医疗队进驻乙县医院."""


def _is_site(page: Page, i: int) -> str | None:
    """Return why a line of the head is dropped that is the name of a site over another's headline.

    The page's own title sets it behind the headline (山里的医生|某县人民医院), or it is a house's
    name, and nothing but the first line of a page.
    """
    if i >= page.top or not names_house(page.blocks[i].text):
        return None
    title, *sites = map(bare, _SITE.split(page.draft.meta.get("title", "")))
    told = page.bare[i] in sites and title in page.bare[: page.top]
    alone = i == 0 and page.blocks[i].level == 0 and not _DOES.search(page.blocks[i].text)
    first = alone and may_head(page, i + 1)
    return REASONS[Zone.BANNER] if told or first else None


def _leads_to_title(page: Page, i: int) -> str | None:
    """Return why a line of the head is dropped that leads to the next: 新闻 - 要闻 - 山里的医生."""
    block = page.blocks[i]
    if i + 1 >= page.top or block.role is not None or not _STEP.search(block.text):
        return None
    own, following = bare(block.text), bare(page.blocks[i + 1].text)
    leads = len(following) > PHRASE and own != following and own.endswith(following)
    return REASONS[Zone.CRUMB] if leads else None
