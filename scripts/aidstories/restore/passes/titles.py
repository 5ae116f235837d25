"""A run of title lines: which is kicker, title, subtitle, or a second line of the title."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from aidstories.model import Kind, Role
from aidstories.restore.draft import Block, Doubt, Draft, Drop, Label, Merge, Proposal, Rewrite
from aidstories.restore.lexicon import english_heads
from aidstories.restore.lexicon.byline import is_byline
from aidstories.restore.lexicon.chars import bare, ends_sentence, simplified
from aidstories.restore.lexicon.houses import names_house
from aidstories.restore.lexicon.imprint import is_imprint
from aidstories.restore.lexicon.late import late
from aidstories.restore.passes.furniture import furniture
from aidstories.restore.passes.page_top import HEAD_LINES

_PAIR = late(r"_[^_\s]{1,20}_")
"""A phrase between marks; its bound is chosen by hand."""
_SECTION = 8
"""Characters up to which a line before kicker and title is a section label of the page."""


def arrange(draft: Draft, titles: Sequence[int]) -> Iterator[Proposal]:
    """Say which of the title lines is kicker, title, subtitle, or a second line of the title."""
    blocks = draft.blocks
    lines = [blocks[i].text.strip() for i in titles]
    given = next((k for k, i in enumerate(titles) if blocks[i].role is Role.TITLE), None)
    if given is None:
        given = next((k for k, i in enumerate(titles) if blocks[i].level == 1), None)
    joined = next(
        (
            k
            for k in range(len(lines) - 1)
            if given is None and _one_title(lines[k], lines[k + 1], draft.raw)
        ),
        None,
    )
    if joined is not None:
        glue = "" if re.search(r"[！？，：!?,:、]$", lines[joined]) else " "
        yield Merge(left=titles[joined], right=titles[joined + 1], reason="title-lines", glue=glue)
        given = joined
    title = given if given is not None else _title_of(lines)
    for k, i in enumerate(titles):
        if k == title or (joined is not None and k == joined + 1):
            yield Label(block=i, role=Role.TITLE)
        elif joined is None and bare(lines[k]) == bare(lines[title]):
            yield Drop(block=i, reason="repeat")
        elif k > title:
            yield Label(
                block=i,
                role=Role.SUBTITLE if k == title + 1 + (joined is not None) else Role.HEADING,
            )
        elif k == title - 1 or len(lines[k]) > _SECTION:
            yield Label(block=i, role=Role.KICKER)
        else:
            yield Drop(block=i, reason="section")


_NAMED = late(
    r"\s*+(?P<open>[【\[])?(?:文章|新闻|本文)?(?:标题|题目|题名)\s*+(?(open)[】\]]\s*+[:：]?|[:：])\s*+(?=[^。]{4,60}$)"
)

_FIRST_NAMED = late(r"\s*+原(?:文)?标题\s*+[:：]\s*+(?=[^。]{4,60}$)")
"""The same where it opens the page, and no other headline can stand over it."""


def label_named(draft: Draft) -> Iterator[Proposal]:
    """Label the one line that says it is the title, 标题：山里的医生, though it says so twice.

    The only other line over it that may be a headline is none then: the page's name, or a kicker.
    """
    said = [
        (i, found)
        for i, block in enumerate(draft.blocks)
        if block.role is None
        and len(block.text) <= _LINE
        and (found := _names_title(simplified(block.text), i == 0))
    ]
    alike = {bare(draft.blocks[i].text[found.end() :]) for i, found in said}
    if len(alike) == 1 and not any(b.role is Role.TITLE for b in draft.blocks):
        (i, found), *again = said
        yield from (Drop(block=k, reason="repeat") for k, _ in again)
        yield Rewrite(block=i, start=0, end=found.end(), new="", kind=Kind.STRIP, reason="label")
        yield Label(block=i, role=Role.TITLE)
        over = [k for k in range(i) if _stands_as_title(draft.blocks[k])]
        if len(over) == 1:
            yield Label(block=over[0], role=Role.KICKER)
            yield Doubt(block=over[0], start=0, end=len(draft.blocks[over[0]].text), reason="zone")


_FORMER = late(
    r"[\W_]{0,4}原(?:文)?标?题(?:目|名)?(?:[是为]\s*+)?[:：]\s*+"
    r"(?=(?!.*(?:来源|作者|编辑)\s*+[:：])[^。]{4,60}$)"
)


def strip_former(draft: Draft) -> Iterator[Proposal]:
    """Strip what says that a line below the headline was one before: _原题为：山里的医生."""
    for i, block in enumerate(draft.blocks[1:HEAD_LINES], 1):
        found = _FORMER.match(simplified(block.text)) if block.role is None else None
        over = [k for k in range(i) if _stands_as_title(draft.blocks[k])] if found else []
        told = any(ends_sentence(b.text) for b in draft.blocks[:i])
        if found and len(over) == 1 and len(block.text) <= _LINE and not told:
            yield Rewrite(i, 0, found.end(), "", Kind.STRIP, "label")
            yield Label(block=over[0], role=Role.TITLE)
            yield Label(block=i, role=Role.SUBTITLE)


def _stands_as_title(block: Block) -> bool:
    """Return whether a line may be a headline: nothing says that it is something else."""
    text = block.text.strip()
    plain = block.role in (None, Role.TITLE) and _HEADLINE <= len(bare(text)) <= _LINE
    other = is_imprint(text) or is_byline(text) or furniture(text) or ends_sentence(text)
    return plain and not other


def _names_title(plain: str, opens: bool) -> re.Match[str] | None:
    """Return the label of a line in simplified script that says it is the title."""
    return _NAMED.match(plain) or (_FIRST_NAMED.match(plain) if opens else None)


_BAR = r"(?>(?:(?<!\s)\s++)?)[_|｜]\s*+"
"""A bar behind a headline: what follows is none of it, be it the site or a lure."""
_SITE = late(
    rf"(?P<mark>{_BAR}|(?<!\s)\s++[-–—]{{1,2}}\s++|(?<![-–—])-(?![-–—])|(?<=[”》])·)(?P<name>[^-–—_|｜·]{{2,20}})$"
)
"""A part of a page's own title behind what is its headline: its site, or a channel of it."""
_SITES = 3
"""Such parts at most: 山里的医生-健康-海角频道-海角网."""
_HEADLINE = 5
"""Characters of a headline at least before the name of a site, chosen by hand."""


_LURES = late(
    rf"{_BAR}"
    r"(?=(?:.{0,12}?(?:国产|亚洲|欧美|日韩|精品|久久|永久|无码|成人|在线观看|大片|免费看|WWW|AV(?![a-z])|APP(?![a-z]))){2})[^。]{4,40}$",
    re.I,
)
"""What a stolen page sets behind a title for search engines: at least two of their words."""


def strip_lures(draft: Draft) -> Iterator[Proposal]:
    """Strip what a stolen page sets behind its title to be found by: 山里的医生|国产精品大片."""
    for i, block in enumerate(draft.blocks[:_NEAR]):
        if block.role in (None, Role.TITLE) and len(block.text) <= _LINE:
            found = _LURES.search(simplified(block.text))
            if found and len(bare(block.text[: found.start()])) >= _HEADLINE:
                end = len(block.text)
                yield Rewrite(i, found.start(), end, "", Kind.STRIP, "boilerplate")


_SLUG = late(
    r"[（(](?:社会|时政|国际|国内|经济|财经|科技|科教|文化|体育|教育|军事|要闻|图文互动|新华视界|新华全媒[+＋]?|关注[\u4e00-\u9fff]{1,8})[)）]"
    r"\s*+(?:[（(]\d{1,3}[)）]\s*+)?(?=.{6})"
    r"|[（(][\u4e00-\u9fff]{2,10}[)）]\s*+[（(]\d{1,3}[)）]\s*+(?=.{6})"
)
"""The desk of an agency and the number of a picture before its headline: （社会）(1)山里的医生."""


def strip_slugs(draft: Draft) -> Iterator[Proposal]:
    """Strip what an agency files a headline under."""
    for i, block in enumerate(draft.blocks[:_FILED_UNDER]):
        found = _SLUG.match(simplified(block.text)) if block.role in (None, Role.TITLE) else None
        if found and len(block.text) <= _LINE and not ends_sentence(block.text):
            yield Rewrite(i, 0, found.end(), "", Kind.STRIP, "boilerplate")


_FILED_UNDER = 12
"""Lines among which such a headline stands, chosen by hand."""


_NEWS = late(r"(?:[A-Za-z0-9]{1,12}[!！]?)?(?:(?![一两这那的了条则])[\u4e00-\u9fff]){2,6}新闻\s*+")
"""What the news of a portal are called, and no house: 海角新闻, but not 一条好新闻."""


def _ends_page(name: str) -> bool:
    return names_house(name) or bool(_NEWS.fullmatch(simplified(name)))


def strip_sites(draft: Draft) -> Iterator[Proposal]:
    """Strip the site that a browser keeps behind the title in the first line: 山里的医生_某某网."""
    first = next((i for i, b in enumerate(draft.blocks) if b.text.strip()), None)
    if first is None or draft.blocks[first].role not in (None, Role.TITLE):
        return
    text = draft.blocks[first].text.rstrip()
    end, marks = len(text), set[str]()
    for _ in range(_SITES):
        found = _SITE.search(text[:end])
        if not found or not (marks or _ends_page(found["name"])):
            break
        if not marks and found.start() < len(found["name"]):
            break  # 东西部协作 | 四名医生住进某区人民医院
        if marks and found["mark"].strip() not in marks:
            break
        marks.add(found["mark"].strip())
        end = found.start()
    if marks and len(bare(text[:end])) >= _HEADLINE and len(text) <= _LINE:
        yield Rewrite(
            block=first, start=end, end=len(text), new="", kind=Kind.STRIP, reason="section"
        )


_MARK_BETWEEN = late(rf"{_BAR}|(?<!\s)\s++[-–—]{{1,2}}\s++|(?>(?:(?<!\s)\s++)?)[>＞»]{{1,2}}\s*+")
_BELOW = 3
"""Lines below a page's own title among which its headline stands again, chosen by hand."""


def strip_paths(draft: Draft) -> Iterator[Proposal]:
    """Strip what the first line says around the headline that stands again, alone, below it.

    某县人民医院 - 医院动态 - 山里的医生 over 山里的医生: a house or two sections, no kicker.
    """
    first, *below = [i for i, b in enumerate(draft.blocks) if b.text.strip()][: _BELOW + 1] or [-1]
    alone = {bare(draft.blocks[i].text) for i in below}
    if first < 0 or draft.blocks[first].role not in (None, Role.TITLE):
        return
    text = draft.blocks[first].text
    marks = [m.span() for m in _MARK_BETWEEN.finditer(text)] if len(text) <= 2 * _LINE else []
    edges = [0, *(at for span in marks for at in span), len(text)]
    parts = list(zip(edges[::2], edges[1::2], strict=True))
    own = [
        (a, b) for a, b in parts if len(bare(text[a:b])) >= _HEADLINE and bare(text[a:b]) in alone
    ]
    others = [text[a:b] for a, b in parts if (a, b) not in own]
    if len(own) == 1 and (len(others) > 1 or any(map(names_house, others))):
        for start, end in ((0, own[0][0]), (own[0][1], len(text))):
            if start < end:
                yield Rewrite(first, start, end, "", Kind.STRIP, "section")


_TAIL = late(
    rf"(?:(?:{_BAR}|(?<![-–—])-(?![-–—]))[^-–—_|｜，。\s]{{2,6}}|[\[【（(][^\[\]【】（）()]{{1,6}}[\]】）)])\s*+$"
)
"""What a page sets behind a headline to be found by: -世界热门, [组图]."""
_AGAIN = 10
"""Characters of a headline that is the same where it stands again, chosen by hand."""


def strip_tails(draft: Draft) -> Iterator[Proposal]:
    """Strip what stands behind the headline and nowhere behind it where the page says it again.

    山里的医生住进河谷-世界热门, and as the name of a picture 山里的医生住进河谷.
    """
    lines = [i for i, b in enumerate(draft.blocks) if b.text.strip()]
    for i in lines[:_NEAR]:
        block = draft.blocks[i]
        tail = _TAIL.search(block.text) if block.role in (None, Role.TITLE) else None
        own = bare(block.text[: tail.start()]) if tail and len(block.text) <= _LINE else ""
        if tail and len(own) >= _AGAIN and any(bare(draft.blocks[k].text) == own for k in lines):
            yield Rewrite(i, tail.start(), len(block.text), "", Kind.STRIP, "section")
            return


_DECK = range(40, 321)
"""Characters of a deck in English, chosen by hand."""
_CAPITALS = late(r"[A-Z][\w’'-]*(?: (?:[a-z]{1,4}|[A-Z][\w’'-]*)){1,11}")
"""A headline in English as papers set it: A Longer Reach."""


def label_decks(draft: Draft) -> Iterator[Proposal]:
    """Label a headline in English and what stands without a stop between it and its writer."""
    blocks = draft.blocks[:HEAD_LINES]
    for i, (title, block, below) in enumerate(zip(blocks, blocks[1:], blocks[2:], strict=False)):
        text, head = block.text.strip(), title.text.strip()
        plain = block.role is None and len(text) in _DECK and text.isascii()
        free = title.role in (None, Role.TITLE) and not english_heads.parts(head)
        headed = free and _CAPITALS.fullmatch(head)
        open_ended = plain and text[-1:].isalnum() and not _CAPITALS.fullmatch(text)
        if open_ended and headed and english_heads.is_byline(below.text):
            yield Label(block=i, role=Role.TITLE)
            yield Label(block=i + 1, role=Role.SUBTITLE)
            return


_NUMBERED = late(r"\s*+[一二三四五六七八九十]{1,3}、[^。；]{4,40}")


def label_numbered(draft: Draft) -> Iterator[Proposal]:
    """Label a numbered line over the page's own line of source, which is its title: 三、补助.

    In a text, such a line is a heading, and no source stands below it.
    """
    said = [i for i, b in enumerate(draft.blocks) if b.text.strip()][:2]
    if len(said) == 2 and not any(b.role is Role.TITLE for b in draft.blocks):
        first, second = (draft.blocks[i] for i in said)
        if first.role is None and _NUMBERED.fullmatch(first.text) and is_imprint(second.text):
            yield Label(block=said[0], role=Role.TITLE)
            yield Label(block=said[1], role=Role.SOURCE)


_OF_SERIES = late(
    r"\s*+(?=.*(?:[一二三四五六七八九十\d][)）]?|》[^》]{0,12})\s*+$)(?:《[^》]{2,24}》)?[^，。！？]{0,20}"
    r"(?:系列(?:报道|之)?|连续报道|专题报道|特别报道)"
    r"[\s·—-]{0,3}(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）]?|之[一二三四五六七八九十]{1,3})?\s*+"
)
"""A line that names a series and no story: 《山海答卷》系列报道（一）."""


def label_series(draft: Draft) -> Iterator[Proposal]:
    """Label the line of a series over the headline of one story of it as a kicker."""
    said = [i for i, b in enumerate(draft.blocks) if b.text.strip() and b.src is None][:_NEAR]
    for above, below in itertools.pairwise(said):
        one, other = draft.blocks[above], draft.blocks[below]
        if one.role is None and _OF_SERIES.fullmatch(one.text) and _may_be_title(other):
            yield Label(block=above, role=Role.KICKER)
            if other.role is None:
                yield Label(block=below, role=Role.TITLE)
            return


_COLUMN = late(
    r"[《〈「『]([^《》〈〉「」『』]{2,20})[》〉」』](?:专栏|栏目|专题|系列|版块|板块|专版)"
)
"""A column that a text says it belongs to: 某某网推出《雪域来信》栏目."""
_SPEAKS = late("[》〉」』](?:[专專]|[栏欄]|系列|版[块塊]|板[块塊])")


def label_columns(draft: Draft) -> Iterator[Proposal]:
    """Label the name of a column over the headline of what stands in it as a kicker."""
    blocks = draft.blocks
    speak = [simplified(b.text) for b in blocks if _SPEAKS.search(b.text)]
    named = {bare(m[1]) for text in speak for m in _COLUMN.finditer(text)}
    said = [i for i, b in enumerate(blocks) if b.text.strip() and b.src is None][:_NEAR]
    for above, below in itertools.pairwise(said) if named else ():
        one, other = blocks[above], blocks[below]
        own = bare(simplified(one.text))
        headline = _may_be_title(other) and not is_byline(other.text)
        if one.role in (None, Role.TITLE) and own in named and headline:
            yield Label(block=above, role=Role.KICKER)
            yield Label(block=below, role=Role.TITLE)
            return


_MARK = late(r"\s*+[•●○■□◆◇▪‣∙➢➤►▶]\s*+(?=\S)")


def strip_list_marks(draft: Draft) -> Iterator[Proposal]:
    """Strip the mark of a list before a headline: a page set its crumb and its title in one."""
    for i, block in enumerate(draft.blocks):
        found = _MARK.match(block.text) if block.role in _HEADLINES else None
        if found:
            yield Rewrite(
                block=i, start=0, end=found.end(), new="", kind=Kind.STRIP, reason="list-mark"
            )


_HEADLINES = (Role.KICKER, Role.TITLE, Role.SUBTITLE)


def _may_be_title(block: Block) -> bool:
    text = block.text.strip()
    role = block.role in (None, Role.TITLE) and not text.startswith(("——", "──", "--"))
    return role and 6 <= len(text) <= _LINE and "。" not in text and not is_imprint(text)


_NEAR = 4
"""Lines of a page among which its headline stands, chosen by hand."""
_LINE = 80
"""Characters of a title with its label."""


def quote_names(draft: Draft) -> Iterator[Proposal]:
    """Set quotation marks for the pairs of ``_`` in a title that was the name of a file.

    A name of a file cannot hold “ and ”: '10岁盲童点亮_鸟巢_地屏'. What a single ``_`` stood for is
    not known. The marks are a guess, so the title is flagged.
    """
    for i, block in enumerate(draft.blocks):
        if block.role is not Role.TITLE or block.text != draft.meta.get("title"):
            continue
        for found in _PAIR.finditer(block.text):
            for at, mark in ((found.start(), "“"), (found.end() - 1, "”")):
                yield Rewrite(
                    block=i, start=at, end=at + 1, new=mark, kind=Kind.CORR, reason="file-name"
                )
            yield Doubt(block=i, start=found.start(), end=found.end(), reason="file-name")


def _one_title(first: str, second: str, raw: str) -> bool:
    """Return whether two lines are one title: it says so itself, or stands whole elsewhere."""
    if re.search(r"[！？，、!?,]$", first):
        return True
    return _bare(raw).count(bare(first + second)) > 1


@lru_cache(maxsize=4)
def _bare(raw: str) -> str:
    return bare(raw)


def _title_of(lines: Sequence[str]) -> int:
    """Return which line is the title, of lines that say nothing of themselves.

    A kicker is shorter than its title or ends in ——; a subtitle is shorter or opens with ——.
    """
    if not lines:
        return 0
    marked = [k for k, line in enumerate(lines) if re.search(r"(?:—|-){1,2}$|[:：]$", line)]
    if marked and marked[-1] + 1 < len(lines):
        return marked[-1] + 1
    last = next((k for k, line in enumerate(lines) if k and re.match(r"—|--", line)), len(lines))
    window = range(max(0, last - 3), last)
    return max(window, key=lambda k: (len(lines[k]), k))


_ANNOUNCED = late(r"^\s*+[（(]?[题題]\s*+[:：]\s*+")
_SITE_NAME = 14
"""Characters of a site's name behind a title, as in `lexicon.imprint`."""


def label_announced(draft: Draft) -> Iterator[Proposal]:
    """Label a title that a dateline announces: 中新网太原12月20日电 题：“输血”变“造血”…."""
    for i, (before, block) in enumerate(zip(draft.blocks, draft.blocks[1:], strict=False), 1):
        m = _ANNOUNCED.match(block.text)
        if before.role is Role.DATELINE and m and len(block.text) <= _ANNOUNCED_AT_MOST:
            yield Rewrite(
                block=i, start=0, end=m.end(), new="", kind=Kind.STRIP, reason="announcement"
            )
            yield Label(block=i, role=Role.TITLE)
            own = bare(block.text[m.end() :])
            over = (k for k in range(i) if draft.blocks[k].role is Role.TITLE)
            yield from (
                Drop(block=k, reason="repeat") for k in over if _names_site(draft.blocks[k], own)
            )


def _names_site(block: Block, own: str) -> bool:
    """Return whether a headline is ``own``, bare, with the site's name behind a bar or with words
    set into it to be found by: 原创 山里精品大全的病房."""
    title, _, site = block.text.rpartition(next((c for c in "|｜_" if c in block.text), "|"))
    return (len(bare(site)) <= _SITE_NAME and bare(title) == own) or _is_torn(bare(block.text), own)


def _is_torn(text: str, own: str) -> bool:
    text = text.removeprefix("原创").removeprefix("原創")
    if len(own) < _TORN or not len(own) < len(text):
        return False
    pairs = zip(text, own, strict=False)
    opens = len(list(itertools.takewhile(lambda pair: pair[0] == pair[1], pairs)))
    return opens > 0 and text.endswith(own[opens:])


_ANNOUNCED_AT_MOST = 90
"""Characters of a title that a dateline announces, with what announces it: twice a heading's."""
_TORN = 8
"""Characters of a headline that is found again with words set into it, chosen by hand."""
