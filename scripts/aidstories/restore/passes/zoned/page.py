"""A page whose lines are decided, and what all rules of `passes.zoned` ask of it."""

from __future__ import annotations

import re
from bisect import bisect, bisect_left
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from aidstories.model import Role
from aidstories.restore.draft import Block, Border, Doubt, Draft, Hints
from aidstories.restore.lexicon.byline import is_byline
from aidstories.restore.lexicon.chars import ends_sentence, exclaims, simplified
from aidstories.restore.lexicon.continuity import JOIN, continuity
from aidstories.restore.lexicon.days import tells_one_day
from aidstories.restore.lexicon.imprint import is_imprint
from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.telling import tells
from aidstories.restore.passes import breaks
from aidstories.restore.passes.furniture_rules.papers import ONWARD
from aidstories.restore.passes.heads import encloses, sets_off, tells_in_letters
from aidstories.restore.passes.zoned.sections import keep_cut, keep_sections
from aidstories.restore.zones.grammar import HEADS, Part
from aidstories.restore.zones.labels import Zone
from aidstories.restore.zones.model import Decision, decide
from aidstories.restore.zones.view import COLON, PHRASE, view

SURE = 0.93
"""Probability from which a label stands without a flag: with the lines that are not what the model
says, 82 % of 51 wrong lines of 400 generated pages carry a flag, and 3.0 % of 7,910 right ones;
with .94 it would be 4 % of these."""
GONE = 0.7
"""Probability from which a line is dropped by its label alone; of .7, .8 and .9 on 600 generated
pages all are right in 98.1 % of what they drop, and .7 leaves least. From it, too, a line that is
set apart is a heading: with .9, two more of 899 are missed."""
CERTAIN = 0.9
"""Probability from which a label stands against a rule of furniture, or amid text."""
LIKELY = 0.5
"""Probability from which the model says which headline is which; of .0, .5, .65 and .8 the best on
500 generated pages (title and kicker)."""
UNLIKELY = 0.3
"""Probability below which a line under the title is no subtitle, whatever it is."""
PROSE = 20
"""Characters from which a sentence is running text, as in `passes.furniture`."""
NUMBERED = late(
    r"\s*+(?:[（(]?[一二三四五六七八九十]{1,3}[)）、.]|\d{1,2}[、.．](?:\s++(?!\d)|(?!\d))|0\d\s|第[一二三四五六七八九十]{1,3}[天章节])"
)
"""How a heading with a number opens: 一、, （二）, 3．, 01 , 第四章."""
HEADING = 45
"""Characters of a heading, as in `passes.heads`."""
_QUOTED = late("“[^“”]+”")
_ROMAN = late(r"[A-Z][A-Za-z'’ -]{3,44}[a-z]")
"""A heading in English, a few words without a mark: National program."""


_FIELD = late(
    r"\s*+(?:姓\s*+名|性\s*+别|年\s*+龄|民\s*+族|籍\s*+贯|学\s*+历|职\s*+[务称]|专\s*+业|科\s*+室|政治面貌|出生年月"
    r"|(?:会议)?(?:时\s*+间|地\s*+点)|主持人?|(?:参加|出席|列席|参会|与会)(?:人员|单位|领导)?|记录"
    r"|(?:工作|派出|受援|所在)?单\s*+位|(?:援助|帮扶|派驻)(?:时间|地点|单位))\s*+[:：]\s*+[^。]{1,60}"
)
"""A field of a form that says who somebody is, or who met where."""
_NAMES_WHO = late(
    r"\s*+(?:姓\s*+名|(?:会议)?地\s*+点|(?:参加|出席|列席|参会|与会)(?:人员|单位|领导)?)\s*+[:：]"
)


_BROKEN = late(r"\s*+<br\s*+/?>\s*+", re.I)
"""What stands between two lines of one element."""


GENRE = late(
    r"[【\[]?(?:(?:记者|采访|编辑|援[藏疆青]|一线|驻村|支医)?(?:手记|札记|随笔|日记)"
    r"|(?:人物|新闻)?(?:特写|通讯|侧记)|记者(?:观察|调查|见闻)|人物|纪实)[】\]]?"
)
"""What kind of text a page calls its own over the headline: 记者手记."""
NOTICE = late(
    r"(?!(?:通知|公示|政务|政府|招标|采购|信息|网站|最新|人事|医院|院内|重要|工作)公[告示]$|(?:最新|重要|院内)通知$)"
    r"[\u4e00-\u9fff“”·\d]{3,30}(?:公告|公示|通知|通告|启事|须知|安排表?|名单|清单|明细表?|排班表?|值班表|倡议书"
    r"|感谢信|公开信|邀请函|日程表?|纪要|会议记录)"
)
"""What a notice calls itself: 义诊安排公告. A section of a site is called 通知公告."""


class Page(NamedTuple):
    """A draft with what each of its lines is."""

    draft: Draft
    blocks: Sequence[Block]
    """The lines themselves."""
    decisions: Sequence[Decision]
    recommended: frozenset[int]
    """The lines behind a label such as 新闻推荐."""
    top: int
    """Where the running text begins."""
    title: int
    """The first line of the head that is the title; ``top`` where none is."""
    bare: Sequence[str]
    """The lines without space and punctuation."""
    said: Mapping[str, int]
    """How often the head says each of its lines, bare."""
    first: Mapping[str, int]
    """The first line of each bare text."""
    form: frozenset[int]
    """The fields of a form and the lines of a list that a line announces: no headlines, and nothing
    of the page's."""
    kept: Sequence[int] = ()
    """The lines that stay, in order."""


def read(draft: Draft) -> Page:
    """Return the page that ``draft`` shows, each line decided."""
    seen = view(draft)
    decided = _over_a_day(draft.blocks, decide(seen))
    decisions = keep_cut(draft, seen.recommended, keep_sections(draft, decided))
    top = next((i for i, d in enumerate(decisions) if d.part not in HEADS), len(decisions))
    title = next((i for i in range(top) if decisions[i].label is Zone.TITLE), top)
    said = Counter(seen.bare[:top])
    return Page(
        draft,
        draft.blocks,
        decisions,
        seen.recommended,
        top,
        title,
        seen.bare,
        said,
        seen.said,
        _form(draft.blocks) | _listed(draft),
    )


def _over_a_day(blocks: Sequence[Block], decisions: list[Decision]) -> list[Decision]:
    """Return the decisions, with the first line of a page for its title where that seems the day
    under it: 夜路 over 7月的最后一天."""
    if len(decisions) < _OPENING or decisions[1].label is not Zone.TITLE:
        return decisions
    first, day, rest = decisions[0], decisions[1], decisions[2:]
    plain = blocks[0].role is blocks[1].role is None and not blocks[1].level
    if first.part not in HEADS or not (plain and tells_one_day(blocks[1].text)):
        return decisions
    title = day._replace(sure=max(day.sure, LIKELY))
    return [title, title._replace(label=Zone.SUBTITLE), *rest]


_OPENING = 3
"""Lines of a page that has a title, a day and text."""


def _listed(draft: Draft) -> frozenset[int]:
    """Return the lines of an element that count off what its first line announces.

    <p>慰问了下列病区：<br>内一科<br>儿科</p>: the names of sections stand in menus, too.
    """
    found: set[int] = set()
    for i, (over, block) in enumerate(pairwise(draft.blocks), 1):
        said = over.text.rstrip().endswith(COLON) and len(over.text) > PHRASE
        if (said or i - 1 in found) and block.role is None and not block.hints.linked:
            between = draft.raw[over.ends[-1] : block.starts[0]] if block.text else ""
            if len(block.text) <= PHRASE and _BROKEN.fullmatch(between):
                found.add(i)
    return frozenset(found)


def _form(blocks: Sequence[Block]) -> frozenset[int]:
    """Return the lines that are fields of a form: 姓名：段敏 over 职务：副院长."""
    filled = [i for i, b in enumerate(blocks) if b.role is None and _FIELD.fullmatch(b.text)]
    named = any(_NAMES_WHO.match(blocks[i].text) for i in filled)
    return frozenset(filled) if named and len(filled) > 1 else frozenset()


def is_listed(blocks: Sequence[Block], i: int) -> bool:
    """Return whether a line is an item of several: none of a list is a headline."""
    beside = (*blocks[max(0, i - 1) : i], *blocks[i + 1 : i + 2])
    return blocks[i].role is Role.ITEM and any(b.role is Role.ITEM for b in beside)


def is_sentence(text: str) -> bool:
    """Return whether ``text`` is a sentence of running text."""
    ends = len(text) > PROSE and (ends_sentence(text) or tells_in_letters(text))
    return ends and not exclaims(text)


def may_head(page: Page, i: int) -> bool:
    """Return whether a line over the text may be its title, and is no second half of a formal one
    (某县人民医院／关于开展义诊的通知)."""
    text = page.blocks[i].text.strip() if i < page.top else ""
    short = PHRASE < len(text) <= HEADING and not text.startswith("关于")
    return short and not (is_imprint(text) or is_byline(text) or is_sentence(text))


def is_set_as_title(page: Page, i: int) -> bool:
    """Return whether a page opens with a line that its mark-up sets bold and in the middle.

    The next line is not set so: of two, either may be the title.
    """
    hints = page.blocks[i].hints
    if not (hints.strong and hints.centred) or i != next(iter(page.kept), None):
        return False
    following = page.blocks[page.kept[1]].hints if len(page.kept) > 1 else Hints()
    return not (following.strong or is_sentence(page.blocks[i].text))


def says_title(page: Page, i: int) -> bool:
    """Return whether a line amid text is the sure title again: it stands for a picture.

    A sentence of the title's words, 老街热闹了起来！, is text.
    """
    if not page.title < page.top <= i or page.decisions[page.title].sure < CERTAIN:
        return False
    own = page.bare[i] if page.blocks[i].role is None else ""
    told = ends_sentence(page.blocks[i].text)
    return len(own) > PHRASE and own == page.bare[page.title] and not told


def doubt(page: Page, i: int, weight: float) -> Doubt:
    """Return a flag on a whole line."""
    return Doubt(block=i, start=0, end=len(page.blocks[i].text), reason="zone", weight=weight)


def doubted(page: Page, i: int, sure: float) -> Iterator[Doubt]:
    """Flag a line whose label is less than sure."""
    if sure < SURE:
        yield doubt(page, i, sure)


def runs_on(page: Page, i: int, sure: float = breaks.CERTAIN) -> bool:
    """Return whether the next line certainly goes on with this one: a break, no line by itself."""
    blocks, behind = page.blocks, bisect(page.kept, i)
    if behind == len(page.kept) or blocks[i].level:
        return False
    following = blocks[page.kept[behind]]
    if Border.HARD in (blocks[i].after, following.before):
        return False
    return continuity(blocks[i].text, following.text, page.draft.raw) > sure


def goes_on_elsewhere(page: Page, i: int) -> bool:
    """Return whether the line below says that a line goes on upon another page: （下转第三版）.

    What is cut off so is text, though it is short and has no stop.
    """
    below = page.blocks[i + 1].text if 0 < i < len(page.blocks) - 1 else ""
    jumps = len(below) <= PHRASE * 4 and bool(_GOES_ON.match(simplified(below)))
    text = page.blocks[i].text
    return jumps and len(text.strip()) > PHRASE and not ends_sentence(text)


_GOES_ON = late(rf"\W*{ONWARD}")


def is_amid(page: Page, i: int) -> bool:
    """Return whether a line may be a piece of the sentence above it or below it.

    One that no mark sets off may always be: with `continuity` alone, 5 more splits of 1,530 borders
    of damaged captures.
    """
    text = page.blocks[i].text.strip()
    own = _QUOTED.fullmatch(text) or _ROMAN.fullmatch(text) or sets_off(text)
    if not own or runs_on(page, i):
        return True
    before = bisect_left(page.kept, i)
    over = page.kept[before - 1] if before > 0 else i
    shown = page.blocks[over].role in (Role.CAPTION, Role.CREDIT)
    return over < i and not shown and runs_on(page, over, JOIN)


_STOPPED = late(r"(?:(?<!\s)[^\S\n]*+\n|[。；;，,、：:][”」』’]?)\s*+$")
_SPOKEN = late(r"\s*+[“「].*[！？!?。…—][”」]\s*+")
"""What somebody says, with its mark: “扎西德勒！”; it heads text only where it is set so."""


def has_form(block: Block, made: Decision) -> bool:
    """Return whether a line amid text has the length and the end of a heading."""
    short = len(block.text) <= HEADING and not _STOPPED.search(block.text)
    set_so = block.level > 0 or block.hints.strong
    told = not set_so and (
        tells(block.text) or tells_in_letters(block.text) or bool(_SPOKEN.fullmatch(block.text))
    )
    told = told or encloses(block.text)
    return block.role is None and short and made.part is Part.BODY and not told
