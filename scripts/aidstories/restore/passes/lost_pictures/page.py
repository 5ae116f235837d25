"""Evidence of a page's zones: a line has nothing to head, or hangs in a picture's blank lines."""

from __future__ import annotations

from bisect import bisect_left
from itertools import takewhile

from aidstories.model import Role
from aidstories.restore.draft import Block
from aidstories.restore.lexicon.byline import is_byline
from aidstories.restore.lexicon.chars import ends_sentence
from aidstories.restore.lexicon.imprint import is_imprint
from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.lists import counted, number_of
from aidstories.restore.lexicon.person_names import are_names
from aidstories.restore.lexicon.telling import tells
from aidstories.restore.passes.lost_pictures.scenes import shows_scene
from aidstories.restore.passes.zoned.page import (
    GONE,
    HEADING,
    NUMBERED,
    PROSE,
    Page,
    has_form,
)
from aidstories.restore.zones.labels import REASONS, Zone

_RUN, _BLANK = 3, 2
"""Lines of such a run at least, and the blank lines over each, chosen by hand."""
_WIDE = 3
"""Blank lines that a picture leaves, as in `passes.figures.words`."""
_NO_SCENE = late("[。！？；]$|[（(][上中下][)）]$")
"""How a sentence ends, and a part of a series: 山里的医生（上）."""


def shows_lost(page: Page, i: int) -> bool:
    """Return whether a line stands for a picture that is lost, by any evidence of its page."""
    evidence = (_is_set_as_caption, _tells_scene, _hangs, _heads_nothing, _shows_first)
    return any(is_of(page, i) for is_of in evidence)


def _tells_scene(page: Page, i: int) -> bool:
    """Return whether a short line right over the text, or the only one between paragraphs, says
    what a lost picture shows.

    队员在机场合影. Among other lines without a number it may be one of the page's headings.
    """
    if not page.title < i or not _is_plain(page.blocks[i]):
        return False
    text = page.blocks[i].text.strip()
    if not _says_scene(text) or _NO_SCENE.search(text):
        return False
    if page.decisions[i].label in (Zone.BYLINE, Zone.SOURCE, Zone.STAFF) or is_byline(text):
        return False
    if i < page.top:
        return page.title > -1 and i + 1 == page.top < len(page.blocks)
    if not (_is_whole_beside(page, i, -1) and _is_whole_beside(page, i, 1)):
        return False
    others = (
        page.blocks[k]
        for k in range(page.top, len(page.blocks))
        if k != i and page.decisions[k].label is Zone.HEADING
    )
    return all(_is_counted(block) or _says_scene(block.text) for block in others)


def _is_counted(block: Block) -> bool:
    """Return whether a heading is one of a series by its number or by its words."""
    return block.role is Role.HEADING or bool(NUMBERED.match(block.text))


def _heads_nothing(page: Page, i: int) -> bool:
    """Return whether a phrase stands between a paragraph and the next heading that a page counts.

    It has no text to head: a picture is lost, 病人送来的锦旗 over （二）…. Two may stand so.
    """
    if not page.top < i < len(page.blocks) - 1 or not _may_show(page, i):
        return False
    over, below = i - 1, i + 1
    if not _heads_counted(page, below) and below + 1 < len(page.blocks) and _may_show(page, below):
        below += 1
    elif not _is_told(page, over) and over > page.top and _may_show(page, over):
        over -= 1
    told = _is_told(page, over) and _heads_counted(page, below)
    return told and sum(_heads_counted(page, k) for k in range(len(page.blocks))) > 1


def _shows_first(page: Page, i: int) -> bool:
    """Return whether a phrase opens the text of a page that has no headings: 医疗队全体队员."""
    return opens_text(page, i) and not _has_headings(page, i)


def opens_text(page: Page, i: int) -> bool:
    """Return whether a phrase stands between the day and the text, a caption or a heading.

    A deck stands over the day, and a page that has a heading has more than one.
    """
    at = bisect_left(page.kept, i)
    if not page.title < i <= page.top or not 0 < at < len(page.kept) - 1:
        return False
    over, below = page.kept[at - 1], page.kept[at + 1]
    words = page.blocks[i].text.strip()
    if len(words) > _FEW or not _may_show(page, i) or _NO_PICTURE.search(words):
        return False
    dated = page.decisions[over].label is Zone.SOURCE and bool(_DAYS.search(page.blocks[over].text))
    apart = page.blocks[i].lead > 0 and page.blocks[below].lead > 0
    return dated and apart and _is_told(page, below)


def _has_headings(page: Page, i: int) -> bool:
    """Return whether a line behind ``i`` may be a heading, by its place or by its mark-up."""
    return any(
        block.level or block.hints.strong or (len(block.text) <= HEADING and _is_told(page, k + 1))
        for k, block in enumerate(page.blocks[i + 1 : -1], i + 1)
        if not (ends_sentence(block.text) or block.role in (Role.CAPTION, Role.CREDIT))
    )


_FEW = 12
"""Characters of such a phrase, chosen by hand."""
_DAYS = late(r"(?<!\d)(?:19|20)\d{2}\s?[-/.年]")
_NO_PICTURE = late("将|[记手札]记|特写|[通侧]讯|纪实|专[栏题]|[故往]事|之[路歌行]$")
"""What a column or what lies ahead is called: no picture shows it."""


def _is_told(page: Page, i: int) -> bool:
    text = page.blocks[i].text
    return len(text) > HEADING // 2 and ends_sentence(text)


def _heads_counted(page: Page, i: int) -> bool:
    """Return whether a heading of a series stands over text: the items of a list do not."""
    block = page.blocks[i]
    last = i + 1 == len(page.blocks)
    return len(block.text) <= HEADING and _is_counted(block) and not last and _is_told(page, i + 1)


def _may_show(page: Page, i: int) -> bool:
    """Return whether a line may be a caption by its form: words without a stop or a number."""
    block = page.blocks[i]
    text = block.text.strip()
    if not _is_plain(block) or not _PHRASE.fullmatch(text) or NUMBERED.match(text):
        return False
    signs = is_byline(text) or is_imprint(text) or are_names(text)
    made = page.decisions[i]
    return not (signs or tells(text) or (made.label in REASONS and made.sure >= GONE))


_PHRASE = late(r"[\u4e00-\u9fff0-9A-Za-z“”·、]{2,30}")


def _says_scene(text: str) -> bool:
    return not NUMBERED.match(text) and shows_scene(text)


def _is_whole_beside(page: Page, i: int, step: int) -> bool:
    """Return whether a sentence with its stop stands beside a line and others that show a scene.

    Behind them may be the next heading of a page that numbers these, or nothing more: two pictures
    before （二）…, or below its last paragraph; or the words at which a capture breaks off.
    """
    k = i + step
    while page.title < k < len(page.blocks) and _says_scene(page.blocks[k].text):
        k += step
    if k == len(page.blocks):
        return any(NUMBERED.match(block.text) for block in page.blocks[page.top :])
    if k < 0:
        return False
    text = page.blocks[k].text
    cut = k + 1 == len(page.blocks) and len(text) > PROSE and bool(_PAUSE.search(text))
    return ends_sentence(text) or (step > 0 and (cut or _is_counted(page.blocks[k])))


_PAUSE = late("[，,]")


def _is_plain(block: Block) -> bool:
    unread = block.role is None and block.src is None
    return unread and not (block.level or block.hints.strong) and len(block.text) <= HEADING


def _is_set_as_caption(page: Page, i: int) -> bool:
    """Return whether a short line that might be a heading is set as the caption beside it.

    The pictures are lost: <center>活动现场</center><center>志愿者向市民宣传</center>.
    """
    block, made = page.blocks[i], page.decisions[i]
    may = i > page.top and made.label in (Zone.HEADING, Zone.TEXT) and block.hints.centred
    if not may or not has_form(block, made):
        return False
    beside = (k for k in (i - 1, i + 1) if 0 <= k < len(page.blocks))
    return any(
        page.decisions[k].label is Zone.CAPTION
        and page.blocks[k].hints == block.hints
        and shows_scene(page.blocks[k].text)
        for k in beside
    )


def _hangs(page: Page, i: int) -> bool:
    """Return whether a line is one of a run, each in blanks of its own, of which one says what a
    lost picture shows: a heading would have its text below it.
    """
    if not page.top < i < len(page.blocks) - 1 or not _stands_apart(page, i):
        return False
    reach = 2 * _RUN
    over = takewhile(lambda k: _stands_apart(page, k), range(i - 1, max(page.top, i - reach), -1))
    end = min(len(page.blocks), i + reach)
    below = takewhile(lambda k: _stands_apart(page, k), range(i + 1, end))
    run = [*over, i, *below]
    return len(run) >= _RUN and any(shows_scene(page.blocks[k].text) for k in run)


def _stands_apart(page: Page, i: int) -> bool:
    """Return whether a short line without a stop or a number has blank lines over it."""
    block = page.blocks[i]
    short = 1 < len(block.text) <= HEADING and not ends_sentence(block.text)
    plain = block.role in (None, Role.CAPTION) and short and block.lead >= _BLANK
    signs = is_byline(block.text) or is_imprint(block.text)
    numbered = number_of(block.text) is not None or counted(block.text) is not None
    return plain and not (signs or numbered) and page.decisions[i].label not in REASONS


def fills_blanks(page: Page, i: int) -> bool:
    """Return whether a line amid text stands in the blanks that a picture left, and heads nothing.

    A page that numbers its headings (一、…, 二、…) has none without a number between them.
    """
    block, after = page.blocks[i], page.blocks[min(i + 1, len(page.blocks) - 1)]
    if i <= page.top or block is after or block.lead < _WIDE:
        return False
    if not (after.lead >= _WIDE or NUMBERED.match(after.text)):
        return False
    if NUMBERED.match(block.text) or not has_form(block, page.decisions[i]):
        return False
    numbered = (b for b in page.blocks if len(b.text) <= HEADING and NUMBERED.match(b.text))
    return len(list(numbered)) > 1
