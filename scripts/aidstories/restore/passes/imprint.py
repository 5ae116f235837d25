"""Who signs a text at its end, and the day that stands on the line of a title."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from aidstories.model import Kind, Role, Span
from aidstories.restore.draft import Block, Cut, Doubt, Draft, Label, Merge, Proposal, Rewrite
from aidstories.restore.lexicon import english_heads
from aidstories.restore.lexicon.byline import is_byline
from aidstories.restore.lexicon.chars import HAN, bare, ends_sentence, simplified
from aidstories.restore.lexicon.imprint import (
    calendar,
    is_day,
    is_imprint,
    is_of_account,
    is_updated,
    tells_event,
)
from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.person_names import are_names, is_in_sounds
from aidstories.restore.lexicon.source_line import DAY

_BRACKETED = late(r"(?<=[。！？”…!?\"])\s*+([（(【]([^（）()【】。]{2,60})[)）】])\s*+[|｜]?\s*+$")
_LABELLED = late(
    r"(?<=[。！？”])\s*+(?=(?:供\s*+稿|撰\s*+稿|作\s*+者|通讯员|(?:责任)?编\s*+辑|责编|审\s*+核|图文|摄影)\s*+[:：][^。]{1,120}$)"
)
"""Where a label behind the last sentence opens the credits: …好办法。 供稿：段敏 编辑：何青."""
_REPORTED = late(
    r"(?<=[。！？”])\s*+(?=(?:本[报報网網])?(?:[记記]者|通[讯訊][员員])\s[^。，：:]{4,30}[道導]\s*+$)"
)
"""Where who reported stands behind the last sentence: …走进了村子。记者 段敏 王燕 摄影报道."""
_EDITED = late(r"\W*(?:责任编辑|責任編輯|责编|責編|编辑|編輯)\s*+[:：]")
_NAMED = late(rf"(?<=[。！？])\s*+([{HAN}]{{3}})\s*+$")
_NAMED_AT_MOST = 12
"""Characters from the end among which such a name stands, with blanks around it."""
_CREDITED = late("[摄攝]|供图|配图|制图")
_GAP = late(r"\s")
_WRITER = late(
    r"记者|通讯员|作者|报道|撰[稿文]|[供来]稿|文字?\s*+[:：|｜丨]|文\s*+[/／]|[/／]\s*+文"
)
_PROSE = 20
"""Characters from which a sentence is running text, as in `passes.furniture`."""
_SHORTEST = 4
"""Characters of names alone: one name in brackets may be what a word stands for (李某)."""


_FIGURES = r"(?:19|20)\d{2}"
_DATED = late(
    rf"(?P<title>.{{6,60}}[^\d\s:：/／（(，,、至到在自从于截-])\s*+(?P<day>{_FIGURES}\s*+年\s*+\d{{1,2}}\s*+月\s*+\d{{1,2}}\s*+日"
    rf"|{_FIGURES}-\d{{1,2}}-\d{{1,2}})(?:\s\d{{1,2}}:\d{{2}}(?::\d{{2}})?)?\s*+"
)
"""A title with its day behind it on one line: 山里的医生 2024年05月06日."""
_LABELLED_DAY = late(
    rf"(?P<title>[{HAN}“”《》！？…·—A-Za-z0-9]{{6,40}}?(?<![报网社台刊版文章新闻]))"
    rf"\s*+(?P<day>(?:{DAY})\s*+[:：]\s*+{_FIGURES}[-年/.]\d{{1,2}}[-月/.]\d{{1,2}}.{{0,40}})"
)
"""The same where the label of the day is glued to it: 山里的医生时间:2024-05-06."""
_CREDITS = late("source ?:", re.I)
_OTHER_LABEL = late("来源|作者|编辑|浏览|点击|发布[人者]|正文|首页")
_DATE_FIRST = late(
    rf"\s*+(?P<day>(?:date|日期|时间|发布时间|发表时间)\s*+[:：]?\s*+{_FIGURES}[-/.]\d{{1,2}}[-/.]\d{{1,2}})"
    rf"(?:\s+(?=\S.{{5}})|\s*+(?=[{HAN}A-Za-z]))",
    re.I,
)
"""A labelled day before the words of the first line, be they a control: date 2024-05-06 听新闻."""
_CHAIN = late(
    r"\s*+\(?[A-Z][\w.]{2,20}(?: - [A-Z][\w.]{2,20}){1,3}\)(?P<gap>\s++)"
    r"(?=[A-Z][a-z]+(?: \S+){2})"
)
"""Services that sent a headline, of whose bracket half is left: PLATEAU - HillWire) Doctors."""
_TOP = 3
"""Lines from the top among which such a title stands, chosen by hand."""


_FILED = late(
    rf"\s*+(?:-->\s*+)?(?P<day>(?:19|20)\d{{2}}-\d{{2}}-\d{{2}}) ?(?P<by>[{HAN}·、 ]{{0,20}}?) ?"
    rf"\d{{1,3}} \d{{1,3}} ?(?P<paper>[{HAN}（）()]{{2,16}}?)"
    r" ?[A-Za-z0-9_-]{1,40}\.html?(?P<rest>.{0,200}/enpproperty-->)\s*+"
)
"""How an electronic paper files a page: day, writer, numbers, paper, file, title."""


_PRINTED = late(
    rf"\s*+(?P<paper>[{HAN}]{{2,12}}?(?:报|刊))\s*+(?:[{HAN}·]{{2,12}}\s*+)?\d{{2,6}}\s*+(?P<rest>.{{4,80}}?)\s*+"
    rf"(?P<day>(?:19|20)\d{{2}}-\d{{1,2}}-\d{{1,2}})(?:\s++\d{{1,9}})?"
    rf"(?:\s++(?:19|20)\d{{2}}年\d{{1,2}}月\d{{1,2}}日)?(?:\s*+星期[一二三四五六日天])?\s*+"
)
"""The same behind the text, the title amid it: 海角日报 要闻 00004 山里的医生 2024-05-06 2."""


_NUMBER = late(r"\d{1,3}")
"""The number before the title: which article of the page it is."""
_TOP_LINES = 12
"""Lines among which a page shows its title, chosen by hand."""


def strip_filing(draft: Draft) -> Iterator[Proposal]:
    """Strip from how a paper files its page all but the day and the paper's name.

    What it files is the title: a line that says it is one.
    """
    for i, block in enumerate(draft.blocks):
        if block.role is not None:
            continue
        if found := _FILED.fullmatch(block.text):
            said = [k for k in range(min(i, _TOP_LINES)) if _files(found["rest"], draft, k)]
            signed = [k for k in range(i) if _is_signed(draft.blocks[k].text, found["by"])]
            yield from (Label(block=k, role=Role.BYLINE) for k in signed[-1:])
            around = _around(found)
        elif found := _PRINTED.fullmatch(block.text):
            titles = range(min(i, _TOP_LINES))
            said = [k for k in titles if bare(draft.blocks[k].text) == bare(found["rest"])]
            around = _beside(found) if said else ()
        else:
            continue
        if around:
            yield Label(block=i, role=Role.SOURCE)
            yield from (Label(block=k, role=Role.TITLE) for k in said[:1])
        for start, end in around:
            if start < end:
                yield Rewrite(i, start, end, "", Kind.STRIP, "page")


def _beside(printed: re.Match[str]) -> tuple[Span, ...]:
    """Return what stands around a paper's name and the day behind it."""
    whole = (0, printed.start("paper")), (printed.end("day"), len(printed.string))
    return whole[0], (printed.end("paper"), printed.start("day")), whole[1]


def _around(filed: re.Match[str]) -> tuple[Span, ...]:
    """Return what stands around the day and the paper's name, but for a blank between them."""
    behind = filed.end("day") + (filed.string[filed.end("day")] == " ")
    return (
        (0, filed.start("day")),
        (behind, filed.start("paper")),
        (filed.end("paper"), len(filed.string)),
    )


def _files(rest: str, draft: Draft, k: int) -> bool:
    """Return whether block ``k`` is the title that a paper files: 1 山里的医生 11,543."""
    title, filed = bare(draft.blocks[k].text), bare(rest.removesuffix("/enpproperty-->"))
    before, found, behind = filed.partition(title) if title else ("", "", "")
    return bool(found) and bool(_NUMBER.fullmatch(before)) and (not behind or behind.isdigit())


def _is_signed(text: str, writer: str) -> bool:
    """Return whether a line is no more than the writer whom a paper files."""
    return bool(writer.strip()) and bare(text).strip("（）()") == bare(writer)


_FOOTNOTED = late(
    rf"(?P<names>[{HAN}·]{{2,4}}(?:[，,、；;\s]++[{HAN}·]{{2,4}}){{0,14}})(?P<mark>\s*+\\?[*＊△#]?\s*+)"
    r"(?=(?:基金项目|作者单位|通[信讯]作者|作者简介|第一作者)\s*+[:：]"
    r"|[（(]\s*+(?:\d[.．]?)?[^（）()。]{4,120}?\d{6}\s*+[)）]\s*+$)"
)
"""The writers of a paper, to whom its footnote is glued: 段敏，王燕\\*基金项目：…; or where they
work, with the post's code: 段敏，王燕（某大学，某省某市 100000）."""

_WORDS = late(r"[^，,、；;\s]+")


def cut_writers(draft: Draft) -> Iterator[Proposal]:
    """Cut the writers below the title of a paper from the footnote on their line."""
    for i, block in enumerate(draft.blocks[1:_TOP], 1):
        found = _FOOTNOTED.match(block.text) if block.role is None else None
        if found and all(map(are_names, _WORDS.findall(simplified(found["names"])))):
            yield Cut(block=i, at=found.start("mark"), role=Role.BYLINE)


def label_paper(draft: Draft) -> Iterator[Proposal]:
    """Label a paper in English that opens a page over its day, and the title below it.

    Plateau Daily, 6 May 2024, Doctors leave a team behind. So is a line that says when the page
    was written, be it below a deck: NewsUpdated: May 6, 2024.
    """
    blocks = draft.blocks
    opens = len(blocks) > _TOP and blocks[0].role is None and not blocks[0].hints.linked
    if opens and english_heads.is_paper(blocks[0].text) and english_heads.is_day(blocks[1].text):
        yield from (Label(block=i, role=Role.SOURCE) for i in (0, 1))
        if english_heads.is_byline(blocks[3].text):
            yield Label(block=2, role=Role.TITLE)
    for i, block in enumerate(blocks[:_TOP_LINES]):
        if block.role is None and is_updated(block.text):
            yield Label(block=i, role=Role.SOURCE)


_TOLD_BY = late(r"\s*+(?:口述|讲述|采访|采写|访谈|整理|记录|执笔)[人者]?\s*+[:：]")
"""The label of who told a story, or wrote down what was told."""


def label_tellers(draft: Draft) -> Iterator[Proposal]:
    """Label the lines, two or more, that say who told a story and who wrote it down.

    口述：段敏 over 采访：何青 王燕 over 整理：何青; the text may begin above them with who tells.
    """
    blocks = draft.blocks[:_TOP_LINES]
    told = [
        block.role is None
        and bool(_TOLD_BY.match(simplified(block.text)))
        and is_byline(block.text)
        for block in blocks
    ]
    for i, one in enumerate(told):
        if one and any(told[max(0, i - 1) : i] + told[i + 1 : i + 2]):
            yield Label(block=i, role=Role.BYLINE)


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
    rf"\s*+{_FIGURES}\s*+年\s*+\d{{1,2}}\s*+月\s*+\d{{1,2}}\s*+日(?:\s*+(?:星期|周)[一二三四五六日天])?\s*+"
)


def join_source(draft: Draft) -> Iterator[Proposal]:
    """Join two lines over the text that a page set as one of source and day.

    A paper over the day of its issue (海角报 / 2024年5月6日 星期一), an account of WeChat over when
    and where it published, one under the title over its day (健康海角 / 2024-05-06), the two halves
    of a calendar's leaf (26 / 2024-05).
    """
    top, joined = draft.blocks[:_TOP_LINES], -1
    leaves = [i for i, pair in enumerate(itertools.pairwise(top)) if _are_leaf(*pair)]
    for i, (one, other) in enumerate(itertools.pairwise(top)):
        opens = i == 0 and len(draft.blocks) > _TOP and _are_issue(one, other)
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


def cut_days(draft: Draft) -> Iterator[Proposal]:
    """Cut the day from the line of the title, before it or behind it; other headlines may follow
    it with theirs in a list."""
    texts = [block.text for block in draft.blocks[: _TOP + 1]]
    dated = [_DATED.fullmatch(t) if _is_free(t) else None for t in texts]
    for i, (block, found) in enumerate(zip(draft.blocks[:_TOP], dated, strict=False)):
        if block.role is not None or block.hints.linked:
            continue
        first = _DATE_FIRST.match(block.text) if i == 0 else None
        glued = _LABELLED_DAY.fullmatch(block.text)
        if glued and not _OTHER_LABEL.search(glued["title"]):
            at, end = glued.end("title"), glued.start("day")
            yield Cut(block=i, at=end, role=None)
            if at < end:
                yield Rewrite(block=i, start=at, end=end, new="", kind=Kind.STRIP, reason="blank")
        elif first and not is_imprint(block.text):
            if first.end("day") < first.end():
                yield Rewrite(i, first.end("day"), first.end(), "", Kind.STRIP, "blank")
            yield Cut(block=i, at=first.end(), role=Role.SOURCE)
            yield from _sent(block, i, first.end())
        elif found and sum(map(bool, dated)) == 1 and not _OTHER_LABEL.match(found["title"]):
            yield Cut(block=i, at=found.start("day"), role=None)
        else:
            yield from _sent(block, i, 0)


_GLUED = late(
    rf"\s*+{_FIGURES}-\d{{1,2}}-\d{{1,2}}(?:\s\d{{1,2}}:\d{{2}}(?::\d{{2}})?)?\s*+"
    rf"(?:(?:来源|编辑|责任编辑|作者|记者)\s*+[:：]\s*+[{HAN}]{{2,12}}?\s*+(?=来源|编辑|责任|作者|记者)){{1,4}}"
    rf"(?:作者|记者|编辑|责任编辑)\s*+[:：]\s*+(?=[{HAN}]{{20}}|[{HAN}]{{3,20}}[，。])"
)
"""Day, source and staff over a text that a page glued to the last name of them:
2024-05-06 08:30:00 来源:海角网 责任编辑:何青 作者:段敏医疗队昨天……."""


def cut_glued(draft: Draft) -> Iterator[Proposal]:
    """Cut the line of day, source and staff from the text that goes on behind its last name."""
    for i, block in enumerate(draft.blocks[:_TOP]):
        free = block.role in (None, Role.PARAGRAPH)
        plain = simplified(block.text) if free else ""
        if found := _GLUED.match(plain):
            ends = [found.end() + n for n in (3, 2) if are_names(plain[found.end() :][:n])]
            for at in ends[:1]:
                yield Cut(block=i, at=at, role=Role.SOURCE)
                yield Doubt(block=i, start=found.end(), end=at, reason="byline")
                return


_SHOWN = late(
    r"(?:[\u4e00-\u9fff]{2,12}+\s*+)?(?:19|20)\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?"
    r"(?:\s++\d{1,2}:\d{2}(?::\d{2})?)?(?=\s*+[\u4e00-\u9fff][^。！？▲△]{3,80}[▲△]\s*+$)"
)
"""A day, perhaps its paper, before the caption of the picture above: 2024-05-11 段敏在查房▲."""


def cut_shown(draft: Draft) -> Iterator[Proposal]:
    """Cut the day of the head from the caption that stands on its line."""
    for i, block in enumerate(draft.blocks[:_TOP]):
        if ends_sentence(block.text):
            return
        found = _SHOWN.match(block.text) if block.role is None else None
        if found and is_imprint(found.group()):
            yield Cut(block=i, at=found.end(), role=Role.SOURCE)
            return


def _sent(block: Block, i: int, at: int) -> Iterator[Proposal]:
    """Cut the services that sent a headline from it, behind ``at``."""
    if sent := _CHAIN.match(block.text, at):
        yield Rewrite(i, sent.start("gap"), sent.end(), "", Kind.STRIP, "blank")
        yield Cut(block=i, at=sent.end(), role=Role.DATELINE)


_LEAF = 8
"""Characters of each line of a day that is set apart: 2024年05月."""


def _is_free(text: str) -> bool:
    """Return whether a line may be a title with its day: no sentence, no line of source."""
    own = text.lstrip().startswith("原创")  # an account's: 原创 健康海角 2024年5月6日
    free = not ("。" in text or own or _CREDITS.search(text))
    return free and not (is_imprint(text) or is_byline(text))


def cut_end_bylines(draft: Draft) -> Iterator[Proposal]:
    """Cut a byline in brackets from the end of a paragraph: …了掌声。（记者 张三）.

    One name alone signs only at the end of the whole text.
    """
    texts = [i for i, b in enumerate(draft.blocks) if _is_text(b.text)]
    edited = (i for i, b in enumerate(draft.blocks) if _EDITED.match(b.text))
    closed = next(edited, len(draft.blocks))  # notices stand behind the page's editor
    last = max((i for i in texts if i < closed), default=max(texts, default=-1))
    for i, block in enumerate(draft.blocks):
        if block.role is None and _is_text(block.text):
            end = block.text[-160:]
            if (":" in end or "：" in end) and (label := _LABELLED.search(simplified(end))):
                at = max(0, len(block.text) - 160) + label.end()
                yield Cut(block=i, at=at, role=None)
                continue
            told = _REPORTED.search(end) if end.rstrip().endswith(("道", "導")) else None
            if told and is_byline(end[told.end() :]):
                yield Cut(block=i, at=max(0, len(block.text) - 160) + told.end(), role=None)
                continue
        if i == last and (at := _named_behind(draft, block.text) or _written_behind(block.text)):
            yield Cut(block=i, at=at, role=None)
            continue
        if block.role is not None or not block.text.rstrip(" \n|｜").endswith((")", "）", "】")):
            continue
        m = _BRACKETED.search(simplified(block.text))
        ends = (
            m and i == last and (are_names(m[2]) or is_imprint(m[1]) or _is_said_once(draft, m[2]))
        )
        if m and (ends or _signs(m[2].strip())):
            yield Cut(block=i, at=m.start(1), role=None)


def _is_said_once(draft: Draft, name: str) -> bool:
    """Return whether brackets have a name of another people that the text does not speak of."""
    return is_in_sounds(name) and sum(b.text.count(name) for b in draft.blocks) == 1


def _named_behind(draft: Draft, text: str) -> int:
    """Return where a name stands behind the last sentence of a text: …高度赞扬。段小敏, else 0.

    One that the text speaks of opens a sentence that was cut off.
    """
    found = _NAMED.search(text[-_NAMED_AT_MOST:])
    if not found or not are_names(simplified(found[1])):
        return 0
    said = sum(b.text.count(found[1]) for b in draft.blocks)
    return len(text) - len(found[0]) if said == 1 else 0


_WRITTEN = late(
    rf"(?<=[。！？”])\s*+(?=(?P<by>[□■◎]\s*+[{HAN}·]{{2,4}}(?:\s[{HAN}·]{{2,4}}){{0,3}}"
    rf"|[{HAN}·]{{2,4}}(?:\s[{HAN}·]{{2,4}}){{0,3}}\s?(?:摄影|[文图摄])\s?[/／]\s?(?:摄影|[文图摄]))\s*+$)"
)
"""Who wrote, behind the last sentence of a text: …再回访。段敏 文/摄, …再回访。□段敏."""


def _written_behind(text: str) -> int:
    """Return where a byline without brackets begins behind the last sentence, else 0."""
    found = _WRITTEN.search(text, max(0, len(text) - 40))
    return found.end() if found and is_byline(found["by"]) else 0


def _is_text(text: str) -> bool:
    return len(text) > _PROSE and "。" in text


def _signs(text: str) -> bool:
    """Return whether what stands in brackets names the writers, and no photographer alone."""
    if _CREDITED.search(text) and not _WRITER.search(text):
        return False
    if are_names(text):
        return len(text) >= _SHORTEST or bool(_GAP.search(text))
    return not is_in_sounds(text) and (is_byline(f"（{text}）") or is_byline(text))


_SAYS_WRITER = late(
    rf"\W*(?:作者(?:简介)?\s*+[:：]\s*+|作者系[^。]{{2,60}}[\s，,])(?P<name>[{HAN}]{{2,4}})(?=[，,。）)\s]|$)"
)
"""A note behind the text that says who wrote it: 作者简介：段敏，某市援疆医生."""
_NOTES = 2
"""Lines from the end among which such a note stands, chosen by hand."""


def label_writer(draft: Draft) -> Iterator[Proposal]:
    """Label the name under a title that a note behind the text says is the writer's.

    A poem has no other line that tells it from the titles of its parts.
    """
    blocks = draft.blocks
    if len(blocks) <= _TOP + _NOTES:
        return
    notes = (_SAYS_WRITER.match(simplified(b.text)) for b in blocks[-_NOTES:])
    named = {found["name"] for found in notes if found}
    for i, block in enumerate(blocks[1:_TOP], 1):
        own = "".join(simplified(block.text).split())
        if block.role is None and own in named:
            yield Label(block=i, role=Role.BYLINE)
            over = blocks[0]
            if i == 1 and over.role is None and not is_imprint(over.text) and "。" not in over.text:
                yield Label(block=0, role=Role.TITLE)
            parts = [k for k in range(i + 1, len(blocks)) if _heads_part(blocks, k)]
            if len(parts) > 1 and parts[0] == i + 1:
                yield from (Label(block=k, role=Role.HEADING) for k in parts)
            return


def _heads_part(blocks: Sequence[Block], i: int) -> bool:
    """Return whether a short line without a stop stands over one that has it: 甲湖."""
    pair = blocks[i : i + 2]
    plain = len(pair) > 1 and all(b.role is None for b in pair) and len(pair[0].text) <= _TITLED
    return plain and not ends_sentence(pair[0].text) and ends_sentence(pair[1].text)


_TITLED = 12
"""Characters of the title of a poem's part at most, chosen by hand."""
