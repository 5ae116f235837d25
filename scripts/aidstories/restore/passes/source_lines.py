"""Which lines over a text are its source and its day, where their place tells it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from aidstories.model import Role
from aidstories.restore.draft import Block, Draft, Label, Merge, Proposal
from aidstories.restore.lexicon import english_heads
from aidstories.restore.lexicon.byline import is_byline
from aidstories.restore.lexicon.chars import HAN, simplified
from aidstories.restore.lexicon.houses import is_site_with_paper
from aidstories.restore.lexicon.imprint import (
    calendar,
    is_day,
    is_imprint,
    is_of_account,
    is_updated,
    tells_event,
)
from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.person_names import are_names
from aidstories.restore.lexicon.source_line import YEAR
from aidstories.restore.passes.furniture import furniture
from aidstories.restore.passes.page_top import HEAD_LINES, TITLE_LINES


def label_paper(draft: Draft) -> Iterator[Proposal]:
    """Label a paper in English that opens a page over its day, and the title below it.

    Plateau Daily, 6 May 2024, Doctors leave a team behind. So is a line that says when the page
    was written, be it below a deck: NewsUpdated: May 6, 2024, and a paper below its day. So is a
    site with the paper whose it is, below the first line: 海角网-海角日报.
    """
    blocks = draft.blocks
    opens = len(blocks) > TITLE_LINES and blocks[0].role is None and not blocks[0].hints.linked
    if opens and english_heads.is_paper(blocks[0].text) and english_heads.is_day(blocks[1].text):
        yield from (Label(block=i, role=Role.SOURCE) for i in (0, 1))
        if english_heads.is_byline(blocks[3].text):
            yield Label(block=2, role=Role.TITLE)
    for i, block in enumerate(blocks[:HEAD_LINES]):
        named = is_updated(block.text) or (i and is_site_with_paper(block.text))
        if block.role is None and (named or _is_below_day(blocks, i)):
            yield Label(block=i, role=Role.SOURCE)


def _is_below_day(blocks: Sequence[Block], i: int) -> bool:
    """Return whether a line is a paper in English right below its day, both below a title.

    A databank of news lists them so, the day in the language of its readers: 2024年5月6日.
    """
    listed = i > 1 and is_day(blocks[i - 1].text) and not is_day(blocks[0].text)
    return listed and english_heads.is_paper(blocks[i].text)


_LABEL = late(
    r"\W*(?:(?P<source>(?:文章|信息|稿件|新闻)?来源|稿源|出处)"
    r"|(?P<day>(?:发[布表]|更新|刊发)?(?:时间|日期))"
    r"|(?P<who>作\s*+者|(?:本报)?记\s*+者|通讯员|撰稿人?|供稿人?|(?:责任|文字)?编\s*+辑|责编|审\s*+核|校\s*+对|[初复终]审))"
    r"\s*+[:：】]\s*+"
)
"""A label on a line of its own, whose value a capture has on the next."""
_OFFICE = late(r"\s*+(?:本[报刊网台]|新华社|中新社)(?:首席|特约|见习)?(?:记者|通讯员)\s*+")
"""An office of writers on a line of its own."""
_HOUSE, _LONGEST = 20, 12
"""Characters of a source and of names behind such a label, chosen by hand."""
_ENDS = late(r"[。！？!?：:，,…]\s*+$")


def join_values(draft: Draft) -> Iterator[Proposal]:
    """Join a label to the value that a capture has below it: 来源： / 海角日报, 本报记者 / 段敏.

    A label with nothing behind it (来源： / 作者：) stays as it is.
    """
    for i, (one, other) in enumerate(itertools.pairwise(draft.blocks)):
        label = _LABEL.fullmatch(simplified(one.text)) if len(one.text) <= _LONGEST else None
        if one.role is not None or other.role is not None:
            continue
        if label and _is_value(label.lastgroup, other.text):
            yield Merge(left=i, right=i + 1, reason="break", glue="")
        elif _OFFICE.fullmatch(simplified(one.text)) and _is_value("who", other.text):
            yield Merge(left=i, right=i + 1, reason="break", glue=" ")


def _is_value(kind: str | None, text: str) -> bool:
    plain = simplified(text.strip())
    if kind == "day":
        return is_day(plain)
    if not plain or _ENDS.search(plain) or is_day(plain) or _LABEL.match(plain):
        return False
    if kind == "source":
        return len(plain) <= _HOUSE and furniture(plain) is None
    return are_names(plain)


def label_events(draft: Draft) -> Iterator[Proposal]:
    """Label a line of a notice that says when something takes place: it is no day of the page's."""
    for i, block in enumerate(draft.blocks):
        if block.role is None and len(block.text) <= _EVENT and tells_event(block.text):
            yield Label(block=i, role=Role.PARAGRAPH)


_MASTHEAD = late(rf"[{HAN}]{{2,6}}(?:[日晚早晨商周]报|都市报|时报)")


def label_masthead(draft: Draft) -> Iterator[Proposal]:
    """Label a paper that opens a page over its headline, where the day stands below that."""
    said = [i for i, b in enumerate(draft.blocks) if b.text.strip() and b.src is None][:_NEAR]
    if len(said) < _NEAR or any(draft.blocks[i].role is not None for i in said):
        return
    paper, title, *below = (draft.blocks[i].text.strip() for i in said)
    named = _MASTHEAD.fullmatch(simplified(paper)) and not is_imprint(title)
    if named and any(map(is_day, below)):
        yield Label(block=said[0], role=Role.SOURCE)


_EVENT = 60
"""Characters of a line that says when something takes place, chosen by hand."""
_NEAR = 4
"""Lines of a page among which its paper, its headline and its day stand, chosen by hand."""
_PAPER = late(rf"[{HAN}]{{2,8}}(?<![喜通简海战捷公汇举申填情预])报")
"""A paper's name, and no kind of notice: 喜报, 情况通报."""
_ISSUED = late(
    rf"\s*+{YEAR}\s*+年\s*+\d{{1,2}}\s*+月\s*+\d{{1,2}}\s*+日(?:\s*+(?:星期|周)[一二三四五六日天])?\s*+"
)


def join_source(draft: Draft) -> Iterator[Proposal]:
    """Join two lines over the text that a page set as one of source and day.

    A paper over the day of its issue (海角报 / 2024年5月6日 星期一), an account of WeChat over when
    and where it published, one under the title over its day (健康海角 / 2024-05-06), the two halves
    of a calendar's leaf (26 / 2024-05).
    """
    top, joined = draft.blocks[:HEAD_LINES], -1
    leaves = [i for i, pair in enumerate(itertools.pairwise(top)) if _are_leaf(*pair)]
    for i, (one, other) in enumerate(itertools.pairwise(top)):
        opens = i == 0 and len(draft.blocks) > TITLE_LINES and _are_issue(one, other)
        account = i and (_are_account(one, other) or _are_below_title(top[:i], one, other))
        if i > joined and (opens or account or leaves[:1] == [i]):
            joined = i + 1
            yield Merge(left=i, right=joined, reason="break", glue=" ")
            yield Label(block=i, role=Role.SOURCE)
    if not leaves:
        whole = (i for i, block in enumerate(top) if _is_leaf(block))
        yield from (Label(block=i, role=Role.SOURCE) for i in itertools.islice(whole, 1))


def _are_issue(paper: Block, day: Block) -> bool:
    named = paper.role is None and not paper.hints.linked and _PAPER.fullmatch(paper.text.strip())
    return bool(named) and day.role is None and bool(_ISSUED.fullmatch(day.text))


def _are_account(name: Block, day: Block) -> bool:
    plain = name.role is None and not name.level and len(name.text.strip()) <= _ACCOUNT
    return plain and is_of_account(day.text) and not is_byline(name.text)


def _are_below_title(above: Sequence[Block], name: Block, day: Block) -> bool:
    """Return whether a short name stands under the title, its day in an element inside its own."""
    titled = any(block.role is Role.TITLE for block in above)
    below = titled and name.role is day.role is None
    inside = name.hints.tag == day.hints.tag and name.hints.within < day.hints.within
    if not (below and inside) or not is_day(day.text) or is_imprint(name.text):
        return False
    return 1 < len(name.text.strip()) <= _BEFORE_DAY and not is_byline(name.text)


_BEFORE_DAY = 10
"""Characters that may stand before a day in figures, as in `lexicon.imprint`."""


def _are_leaf(one: Block, other: Block) -> bool:
    short = max(len(one.text), len(other.text)) <= _LEAF
    unread = one.role is other.role is None
    return short and unread and calendar(f"{one.text} {other.text}") is not None


def _is_leaf(block: Block) -> bool:
    short = block.role is None and len(block.text) <= 2 * _LEAF
    return short and calendar(block.text) is not None


_ACCOUNT = 20
"""Characters of an account's name; WeChat takes up to 30 of half a width."""
_LEAF = 8
"""Characters of each line of a day that is set apart: 2024年05月."""
