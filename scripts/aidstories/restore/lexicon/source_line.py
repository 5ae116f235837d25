"""The items of a line of source, each behind its label: 来源：海角日报 【作者】段敏."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from aidstories.restore.lexicon.late import late


class What(StrEnum):
    """What a label says of the words behind it; ``OTHER`` is the page's own business."""

    SOURCE = "source"
    WRITER = "writer"
    DAY = "day"
    OTHER = "other"


class Item(NamedTuple):
    """A label ``at`` a place of a line, with the words behind it from ``start`` to ``end``."""

    what: What
    label: str
    at: int
    start: int
    end: int


_SOURCE = (
    r"(?:信息|稿件|文章|新闻|内容|图文|消息|本文|资料|素材|转载|发布)?来\s*+源(?:于|自)?|稿\s*+源|转载自|转\s*+自"
    r"|摘\s*+自|原\s*+载(?:于)?|(?:文章)?出\s*+处|信息提供|来\s*+自(?=\s*+[:：])|(?:新闻|原文)链接|(?:当前)?报[纸刊]名称?"
    r"|(?:发布|[供来发]稿)(?:机构|单位|部门)(?=\s*+[:：])"
)
_WRITER = (
    r"(?:本文|文章)?作\s*+者|记\s*+者|采访人员|通\s*+讯\s*+员|撰\s*+[稿文](?:人|者)?"
    r"|[文图]\s*+(?=[/／])"
)
_WRITER_MARKED = (
    r"主\s*+笔|(?:供|投)\s*+稿(?:人|者)?|(?:采|编)\s*+写|执\s*+笔"
    r"|(?<![\u4e00-\u9fff])文(?:\s*+字|\s*+章)?"
)
"""Words that head names only with a mark behind them: 采写：段敏."""
DAY = (
    r"(?:发布|发表|刊发|发稿|更新|录入|添加|上传|加入|创建|公开|发文|成文)?(?:时\s*+间|日\s*+期)"
    r"|加入|发布|发表|更新"
)
YEAR = r"(?:19|20)\d{2}"
"""A year in figures, as the days of newspapers' pages have it."""
_OTHER = (
    r"查\s*+看|(?:责任)?编\s*+辑|责\s*+编|审\s*+核|校\s*+对|美编|视觉|统筹|策划|监制|(?:点击|阅读|浏览|访问)(?:次数|量|数)?|字\s*+[体号]"
    r"|(?:作者|编辑)?科室"
)
_MARK = r"[:：丨|｜]"
_LABEL = late(
    rf"(?:(?P<open>[【\[])\s*+)?(?:(?P<source>{_SOURCE})|(?P<other>(?:{_OTHER})(?=\s*+(?:{_MARK}|(?(open)[】\]]|(?!)))))"
    rf"|(?P<day>(?:{DAY})(?=\s*+(?:[:：]|[；;]\s*+\d|(?(open)[】\]]|(?!)))))|(?P<writer>{_WRITER}"
    rf"|(?:{_WRITER_MARKED})(?=\s*+(?:{_MARK}|(?(open)[】\]]|(?!))))))"
    rf"(?(open)\s*+[】\]]?|)\s*+(?:[:：丨|｜/／]\s*+)?"
)


_APART = late(
    r"(?:19|20)\d{2}\s*+[-/.年]\s*+\d{1,2}\s*+[-/.月]\s*+\d{1,2}\s*+[日号]?"
    r"|[一二][〇零○Ｏ九][〇零○Ｏ一二三四五六七八九]{2}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
    r"|(?:星期|周)[一二三四五六日天]"
    r"|(?:(?<!\w)[\u4e00-\u9fff]{1,5}(?<![报网刊])\s++)?第?[A-Z]?\d{1,3}\s*+版(?:\s*+[:：]?\s*+[\u4e00-\u9fff]{2,6}(?<![报网刊])(?!\w))?"
    r"|T?\d+[:：\d]*+(?:\+\d\d:\d\d|\s*+[时点]\s*+\d{1,2}\s*+分(?:\d{1,2}秒)?)?"
)
"""Days, times, numbers, pages of a paper with their sections (要闻 03版, 第03版：健康): they part
words as blanks do."""
_TIME = late(r"(?:[\d〇零○Ｏ一二三四五六七八九十年月日号./:：T+-]+\s*+)+")
"""How far a day goes behind its label, with its time."""
_WORD = late(r"\w+(?:[·•‧]\w+)*")
PAPER = late(
    r"(?<![\u4e00-\u9fff])(?!本[报网刊台社]|[发来转]\w?[于自])[\u4e00-\u9fff]{2,12}?(?:[报网網社台刊]|客户端|在线|融媒体?(?:中心)?|发布|卫健委?)(?![\u4e00-\u9fff])"
)
"""A paper as a word of its own: 作者：段敏 海角日报."""
_OF_PAGE = late(
    r"(?:(?:本报|本网|特约|见习)?(?:记者|通讯员|作者)|本[报网刊台]|[大中小]+字?|字号|打印|收藏|分享到?|原创|关注|A[+]?|报道)"
)
"""Words that a page sets beside its source, and that name nobody."""


def items(text: str) -> Iterator[Item]:
    """Yield what the labels of a line in simplified script say, in their order."""
    hits = list(_LABEL.finditer(text))
    ends = (*(hit.start() for hit in hits[1:]), len(text))
    for hit, end in zip(hits, ends, strict=False):
        what = What(hit.lastgroup or What.OTHER)
        if what is What.DAY and (day := _TIME.match(text, hit.end(), end)):
            end = day.end()
        value = text[hit.end() : end].rstrip(" \t\n\u3000|｜·•【[")
        yield Item(
            what, re.sub(r"\s", "", hit[what]), hit.start(), hit.end(), hit.end() + len(value)
        )


def without_labels(text: str) -> str:
    """Return a line in simplified script with a bar in place of each label."""
    return _LABEL.sub("|", text)


def bare_words(text: str) -> list[re.Match[str]]:
    """Return the words that no label of a line speaks of, without days and the page's own words.

    海角日报 and 段敏 are those of 2024-05-06 海角日报 段敏 打印 责任编辑：何青.
    """
    for item in items(text):
        paper = PAPER.search(text, item.start, item.end) if item.what is What.WRITER else None
        end = paper.start() if paper else item.end
        text = text[: item.at] + "|" * (end - item.at) + text[end:]
    text = _APART.sub(lambda hit: "|" * len(hit[0]), text)
    return [word for word in _WORD.finditer(text) if not _OF_PAGE.fullmatch(word[0])]
