"""The day, the source and the staff that stand on the line of a title, or of the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aidstories.model import Kind, Role
from aidstories.restore.draft import Block, Cut, Doubt, Draft, Proposal, Rewrite
from aidstories.restore.lexicon.byline import is_byline
from aidstories.restore.lexicon.chars import HAN, ends_sentence, simplified
from aidstories.restore.lexicon.imprint import (
    is_imprint,
)
from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.person_names import are_names
from aidstories.restore.lexicon.source_line import DAY, YEAR
from aidstories.restore.passes.page_top import TITLE_LINES

_DATED = late(
    rf"(?P<title>.{{6,60}}[^\d\s:：/／（(，,、至到在自从于截-])\s*+(?P<day>{YEAR}\s*+年\s*+\d{{1,2}}\s*+月\s*+\d{{1,2}}\s*+日"
    rf"|{YEAR}-\d{{1,2}}-\d{{1,2}})(?:\s\d{{1,2}}:\d{{2}}(?::\d{{2}})?)?\s*+"
)
"""A title with its day behind it on one line: 山里的医生 2024年05月06日."""
_LABELLED_DAY = late(
    rf"(?P<title>[{HAN}“”《》！？…·—A-Za-z0-9]{{6,40}}?(?<![报网社台刊版文章新闻]))"
    rf"\s*+(?P<day>(?:{DAY})\s*+[:：]\s*+{YEAR}[-年/.]\d{{1,2}}[-月/.]\d{{1,2}}.{{0,40}})"
)
"""The same where the label of the day is glued to it: 山里的医生时间:2024-05-06."""
_CREDITS = late("source ?:", re.I)
_OTHER_LABEL = late("来源|作者|编辑|浏览|点击|发布[人者]|正文|首页")
_DATE_FIRST = late(
    rf"\s*+(?P<day>(?:date|日期|时间|发布时间|发表时间)\s*+[:：]?\s*+{YEAR}[-/.]\d{{1,2}}[-/.]\d{{1,2}})"
    rf"(?:\s+(?=\S.{{5}})|\s*+(?=[{HAN}A-Za-z]))",
    re.I,
)
"""A labelled day before the words of the first line, be they a control: date 2024-05-06 听新闻."""
_CHAIN = late(
    r"\s*+\(?[A-Z][\w.]{2,20}(?: - [A-Z][\w.]{2,20}){1,3}\)(?P<gap>\s++)"
    r"(?=[A-Z][a-z]+(?: \S+){2})"
)
"""Services that sent a headline, of whose bracket half is left: PLATEAU - HillWire) Doctors."""


def cut_days(draft: Draft) -> Iterator[Proposal]:
    """Cut the day from the line of the title, before it or behind it; other headlines may follow
    it with theirs in a list."""
    texts = [block.text for block in draft.blocks[: TITLE_LINES + 1]]
    dated = [_DATED.fullmatch(t) if _is_free(t) else None for t in texts]
    for i, (block, found) in enumerate(zip(draft.blocks[:TITLE_LINES], dated, strict=False)):
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
    rf"\s*+{YEAR}-\d{{1,2}}-\d{{1,2}}(?:\s\d{{1,2}}:\d{{2}}(?::\d{{2}})?)?\s*+"
    rf"(?:(?:来源|编辑|责任编辑|作者|记者)\s*+[:：]\s*+[{HAN}]{{2,12}}?\s*+(?=来源|编辑|责任|作者|记者)){{1,4}}"
    rf"(?:作者|记者|编辑|责任编辑)\s*+[:：]\s*+(?=[{HAN}]{{20}}|[{HAN}]{{3,20}}[，。])"
)
"""Day, source and staff over a text that a page glued to the last name of them:
2024-05-06 08:30:00 来源:海角网 责任编辑:何青 作者:段敏医疗队昨天……."""


_ISO = rf"{YEAR}[-/.]\d{{1,2}}[-/.]\d{{1,2}}"
_SPELT = rf"{YEAR}年\d{{1,2}}月\d{{1,2}}日"
_CLOCK = r"\s*+\d{1,2}:\d{2}(?::\d{2})?"
_PRESS = r"(?:[日晚早晨商时]报|都市报|电视台|通讯社|华社|新社|网|客户端|融媒体中心)"
_HOUSE = rf"《?[{HAN}]{{1,9}}?{_PRESS}》?"
_FROM = r"(?:来源|稿源|出处)\s*+[:：]\s*+"
_SEP = r"\s*+[|｜丨]?\s*+"
_HEADED = late(
    rf"\s*+(?:(?:{_FROM})?{_HOUSE}{_SEP}(?:{_ISO}(?:{_CLOCK})?|{_SPELT}{_CLOCK})"
    rf"|(?:(?:{DAY})\s*+[:：]\s*+(?:{_ISO}|{_SPELT})(?:{_CLOCK})?|{_ISO}{_CLOCK})"
    rf"(?:{_SEP}{_FROM}{_HOUSE}|{_SEP}{_HOUSE}(?=[\s|｜丨“]))?)"
    rf"{_SEP}(?=[“‘「『]?[{HAN}][^。]{{5}})(?!{_FROM}|作者|记者|责任编辑|编辑|点击|浏览|阅读)"
)
"""A paper with the day and the time over a text that a page glued to them, in either order:
海角报客户端 | 2024-05-06 17:16“孩子的心跳有劲了。”. A day in words opens many a text, and so
does a paper before one: 海角日报2024年5月6日讯."""


def cut_glued(draft: Draft) -> Iterator[Proposal]:
    """Cut the line of day, source and staff from the text that goes on behind its last word."""
    for i, block in enumerate(draft.blocks[:TITLE_LINES]):
        free = block.role in (None, Role.PARAGRAPH)
        plain = simplified(block.text) if free else ""
        if "。" in plain and (headed := _HEADED.match(plain)):
            at = len(headed[0].rstrip())
            if at < headed.end():
                yield Rewrite(i, at, headed.end(), "", Kind.STRIP, "blank")
            yield Cut(block=i, at=headed.end(), role=Role.SOURCE)
            return
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
    for i, block in enumerate(draft.blocks[:TITLE_LINES]):
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


def _is_free(text: str) -> bool:
    """Return whether a line may be a title with its day: no sentence, no line of source."""
    own = text.lstrip().startswith("原创")  # an account's: 原创 健康海角 2024年5月6日
    free = not ("。" in text or own or _CREDITS.search(text))
    return free and not (is_imprint(text) or is_byline(text))
