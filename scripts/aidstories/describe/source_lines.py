"""How one passage of an article says who published it: by a label, a paper alone, a reporter."""

from __future__ import annotations

import re
from collections.abc import Callable

from aidstories.describe.authority import Authorities
from aidstories.describe.names import SURNAME
from aidstories.describe.publishers import agency_of, prints, publisher
from aidstories.model import Passage, Role, Span
from aidstories.restore.lexicon import english_heads, tibetan_heads
from aidstories.restore.lexicon.dateline import DATELINE, names_agency_alone, told_by, wired_by
from aidstories.restore.lexicon.houses import OWN_PAPER, PRESS, paper_at
from aidstories.restore.lexicon.imprint import house_of, passed_on
from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.person_names import are_names
from aidstories.restore.lexicon.source_line import PAPER, What, bare_words, items

_VALUE = late(r"[《“【]?([^\s|｜》”，。；;（）()【】\[\]:：]{2,24})")
"""What stands behind the label of a source: its name, however it is marked."""
_ENGLISH = late(
    r"(?:^|[^A-Za-z])(?:source|from)\s*+:\s*+([A-Za-z][\w.&' -]{1,40}?)"
    r"(?=\s*+$|\s{2,}|\s*+[|｜]|\s+(?:(?:19|20)\d\d[-/]|author|time|date|editor|by|updated|published|posted)\b)",
    re.I,
)
_WIRED = late(
    r"\s*+[(（]?(?P<name>(?!By )[A-Z][\w' .]{2,30}?|[a-z]{4,20}(?:\.[a-z]{2,4}){1,2})"
    r"(?:[)）]\s*+\d{1,2}:\d{2}|(?:(?<=[a-z])|\s*+[|｜]\s*+)(?:Updated|Published|Posted)\s*+:)"
)
"""Whose a page in English is, before its time: Xinhua) 10:10, May 6, 2024; XinhuaUpdated: …;
Xinhua | Updated: 2024-05-06."""
_WRITES_FOR = late(
    r"(?<!\s)\s*+By [A-Z][^()\d]{2,80}\((?P<name>[A-Z][\w' .]{2,30})\)\s*+(?=\d{1,2}:\d{2}|\||$)"
)
"""Whom a writer in English works for: By Lin Wei (Plateau News Online) 10:10, May 6, 2024."""
_BESIDE_UPDATED = late(
    r"[^|\n]{2,80}\|\s(?P<name>[A-Z][A-Za-z .&']{2,30}?)\s\|\s(?:Updated|Published|Posted)\s*+:"
)
"""The paper between a writer and the day: By Lin Wei | PLATEAU DAILY | Updated: 2024-05-06."""
_BEHIND_TIME = late(
    r"\s*+\d{4}-\d{2}-\d{2} \d{2}:\d{2}(?::\d{2})?\s*+"
    r"(?P<name>[A-Z][A-Za-z]{1,20}(?: [A-Z][A-Za-z]{1,20}){1,3})\s*+"
)
"""The same behind the time: 2024-05-06 10:10:00Plateau News Online."""
_HEAD = late(r"\s*+《?\s*+([^\s/|｜（(》：:0-9]{2,16})")
_WRITER = late(
    r"(?<=.)(?:(?:本报|特约)?(?:记者|通讯员|作者)|\d{2,4}[-年/.].*|(?<=[报社网台端])\d{1,7}"
    r"|(?:分享到?|打印|字[号体]|点击|浏览|阅读|责任编辑|责编|编辑|(?:(?<![\u4e00-\u9fff])|(?<=[报网台端]))关注|(?<=[报网台端刊])(?:进入|查看|返回|下载)|我要|参与(?:互动|评论)).*)$"
)
_TITLED = late(
    r"\s*+(?:[【\[《](?P<set>[^【】\[\]《》]{2,16})[】\]》]|(?P<bare>[^：:|｜丨\s]{2,16}?)\s*+[：:|｜丨])"
)
"""A publisher before a title: 【光明网】…, 《健康报》：…, 人民日报 | …."""
_NOBODY = late(
    r"(?:本[站网报刊台])?(?:原创)?|.*网络|互联网|综合|未知|其[他它]|转载|不详|作者|[\d\W]+|[A-Za-z]{1,6}\d{4,}|[^？?\ufffd\n]*+[？?\ufffd].*"
)
_FIRST = late(
    r"《([^》]{2,16})》[^。]{0,40}(?:刊发|刊登|刊载|发表|报道)|(?:转载自?|摘自|原载于?)《([^》]{2,16})》"
)
_FIGURE = late(r"\d|[一二][〇零○九]")
"""What a day has."""
_WRITTEN = "〇零○Ｏ一二三四五六七八九十"
_TIME = rf"[-年月日号./:：\s]{{0,20}}[\d{_WRITTEN}][-\d年月日号时分秒T+./:：\s{_WRITTEN}]{{0,60}}"
"""A date or a time, in figures or in Chinese numerals: 二〇二三年六月五日."""
_WEEKDAY = rf"(?<!\s[{_WRITTEN}])(?:\s*+(?:星期|周)[一二三四五六日天])?"
_PAGE = r"(?:\s*+第?\s*+[A-D]?\d{1,3}\s*+版|\s*+第[一二三四五六七八九十]{1,3}版)?"
_ITS_PAGE = (
    r"[\s·|｜]{1,20}(?:[\u4e00-\u9fff]{2,4}\s*+)?"
    r"(?:第?[A-Z]?\d{1,3}|第[一二三四五六七八九十]{1,3})版"
)
"""The page of a paper behind its name, with what the page is for: 要闻03版."""
_ADDRESS = r"(?:\s*+(?:https?://|www\.)[\w./-]{4,60}(?=\s))?"
"""The address of a page before its day, as portals set it: http://www.example.com 2006年5月6日."""
_BARE = late(
    rf"{_ADDRESS}[\s《\[【（(]*+(?:(?![{_WRITTEN}](?![年月日号点{_WRITTEN}])[\u4e00-\u9fff]){_TIME}{_WEEKDAY}[\s·|｜\]】]{{0,20}}[《\[【]?)?(?!发布于)([\u4e00-\u9fff][\u4e00-\u9fffA-Za-z]{{2,19}}?(?:[-—－][\u4e00-\u9fff]{{2,10}}[报网社台刊]|·[\u4e00-\u9fff]{{2,8}})?)"
    rf"[》\]】）)]?(?:[\s·|｜（(\[【]{{0,20}}{_TIME}{_WEEKDAY}{_PAGE}[)）\]】]?|{_ITS_PAGE})?(?:\s++(?:(?:[大中小]字|打印|收藏|分享)号?|(?:参与|我要)?评论\s?(?:[（(]\d*[)）]人?)?|发[表布]于\s*+[\u4e00-\u9fff]{{2,4}}"
    r"|(?:本[报网])?(?:记者|作者|通讯员|编辑|责编|校对|审核)\s*+[:：]?\s*+[\u4e00-\u9fff·]{2,10}))*\s*+"
)
"""A paper alone or beside its day: 八角报 2024年5月6日 第3版, 《海角报》（2024年05月06日 03版）."""
_CONTROLS = late(
    r"[【\[](?=[^】\]]{0,20}?(?:字[号体]|评论|打印|收藏|分享|关闭|纠错))[^【】\[\]]{2,24}[】\]]"
)
"""A control of the page in its brackets: 【字号：大 中 小】."""
_QUOTED = late(rf"\s*+《([^《》]{{2,16}})》\s*+(?:第?\d{{1,4}}期)?{_TIME}")
"""A periodical in its marks before its day, whatever follows: 《山海医声》 2024年5月6日 文/段敏."""
_CHANNEL = late(
    rf"\s*+{_TIME}\s*+[\u4e00-\u9fffA-Za-z]{{2,12}}[/／]([\u4e00-\u9fff]{{2,12}}(?:[报网台社]|客户端))\s*+"
)
"""A paper behind the name of its channel: 2024-05-06 10:30 石榴花/某某日报."""
_ACCOUNT = late(
    rf"\s*+(?:原创|请点赞)\s++(?:(?P<who>[\u4e00-\u9fff]{{2,4}})\s++)?(?P<name>[\u4e00-\u9fff][\u4e00-\u9fffA-Za-z]{{2,15}})"
    rf"\s*+{_TIME}(?:\s++(?:发表于)?[\u4e00-\u9fff]{{2,4}})?\s*+"
)
"""How WeChat heads an article: 原创 段敏 健康海角 2024-05-06 10:30 西藏."""
_NO_SOURCE = late(
    rf"[年月日号{_WRITTEN}]+|(?:{SURNAME}[\u4e00-\u9fff]{{1,2}}){{1,4}}(?<!周末)|(?=.*(?:阅读|浏览|点击|评论|首页|正文|返回|分享|字号|字体|打印|收藏|作者|编辑"
    r"|星期|[农藏公]历|小时前|分钟前|天前|发布(?=.)|(?<![\u4e00-\u9fff]{2})发布|发表|更新|时间|日期|上午|下午)).*|(?:今[天日]|现在)是?"
    r"|(?:健康|卫生|医疗|医药|新闻|要闻|民生|社会|生活|财经|教育|公益|国内|时政|文化|科技|综合|原创|精选)(?:频道|栏目|专栏|[板版]块)"
)
REPORTER = late(
    r"(?:[^\u4e00-\u9fff]*(?:文|图|文图)\s*+[/／])?[^\u4e00-\u9fff]*([\u4e00-\u9fff]{2,10}?)》?(?:首席|特约|见习|驻.{2,4}?)?\s*+(?:记者|通讯员)"
)
_ENDS_IN = late(r"[.!?”\"’]\s*+[—–-]{1,2}\s*+([A-Z][A-Za-z]{2,12}(?: [A-Z][a-z]{2,12})?)\s*+$")
_ACCOUNT_SIGNS, _HAN = ("原创", "请点赞"), late("[\u4e00-\u9fff]")
_RANKED = late(r"(?<=[、，,\s])(?:常驻|驻站|见习|实习|首席|特约|摄影)?记者")
"""A second reporter of the same paper."""


def labelled(passage: Passage, lists: Authorities) -> tuple[str, Span] | None:
    """Read 来源：中国新闻网; a label goes before whatever else a page prints beside its dates."""
    if passage.role is not Role.SOURCE:
        return None
    text = passage.text
    for field in tibetan_heads.fields(text):
        if field.label is tibetan_heads.Label.SOURCE and field.end > field.start:
            words = text[field.start : field.end]
            entry = publisher(words, lists)
            return entry.name if entry else words, (field.start, field.end)
    if name := passed_on(text):
        return name, (at := text.find(name), at + len(name))
    for item in items(lists.fold(text)):
        hit = _VALUE.match(text, item.start, item.end) if item.what is What.SOURCE else None
        if hit and not text.startswith("://", hit.end(1)):  # 原文链接：https://…
            name = _WRITER.sub("", hit[1]).rstrip("·•-—")
            start, name = hit.start(1) + paper_at(name), name[paper_at(name) :]
            return None if _NOBODY.fullmatch(name) else (name, (start, start + len(name)))
    return None


def _source_line(passage: Passage, lists: Authorities) -> tuple[str, Span] | None:
    """Read a page head that opens with its paper: 西藏日报/2025年…

    A name that the page sets as its source without a label counts too, alone or beside its
    date: 四川农村日报 2019-08-23 06:35 大字.
    """
    if passage.role is not Role.SOURCE:
        return None
    text = passage.text
    if hit := _ENGLISH.search(text) or _WIRED.match(text):
        return hit[1], hit.span(1)
    if hit := _BEHIND_TIME.fullmatch(text):
        return hit["name"], hit.span("name")
    if named := house_of(text):
        return named, (text.find(named), text.find(named) + len(named))
    if hit := _CHANNEL.fullmatch(text) or _QUOTED.match(text):
        return hit[1], hit.span(1)
    head = _HEAD.match(text)
    if head and publisher(head[1], lists):
        return head[1], head.span(1)
    if text.lstrip().startswith(_ACCOUNT_SIGNS) and (hit := _ACCOUNT.fullmatch(text)):
        return None if are_names(hit["name"]) else (hit["name"], hit.span("name"))
    bare = _BARE.fullmatch(_CONTROLS.sub(lambda hit: " " * len(hit[0]), text))
    if bare and not _NO_SOURCE.fullmatch(bare[1]) and not _NOBODY.fullmatch(bare[1]):
        at = paper_at(bare[1])  # 海角网-海角日报 is of the paper
        return bare[1][at:], (bare.start(1) + at, bare.end(1))
    return None


def writer_of_account(text: str) -> tuple[int, int] | None:
    """Return where the writer stands in WeChat's head of an article: 原创 段敏 健康海角 2024年…"""
    found = _ACCOUNT.fullmatch(text) if text.lstrip().startswith(_ACCOUNT_SIGNS) else None
    return found.span("who") if found and found["who"] and are_names(found["who"]) else None


def _beside_writer(passage: Passage, lists: Authorities) -> tuple[str, Span] | None:
    """Read the paper beside a writer, on one line of the head: before one, or in brackets."""
    if passage.role not in (Role.SOURCE, Role.BYLINE):
        return None
    if span := english_heads.paper(passage.text):
        return passage.text[slice(*span)], span
    for pattern in (_WRITES_FOR, _BESIDE_UPDATED):
        if hit := pattern.match(passage.text):
            return hit["name"], hit.span("name")
    words = bare_words(lists.fold(passage.text))
    papers = [w for w in words if PAPER.fullmatch(w[0])]
    if (
        len(papers) != 1
        or _shares(passage.text)
        or not all(w is papers[0] or are_names(w[0]) for w in words)
    ):
        return None
    sure = passage.role is Role.SOURCE or _FIGURE.search(passage.text)
    if not sure and not prints(lists.fold(papers[0][0]), lists):
        return None
    return passage.text[slice(*papers[0].span())], papers[0].span()


def _note(passage: Passage, lists: Authorities) -> tuple[str, Span] | None:
    """Read 《北京日报》…刊发 in an editor's note, and a line that says no more than that."""
    if passage.role in (Role.PARAGRAPH, Role.QUOTE) and (name := passed_on(passage.text)):
        return name, (at := passage.text.find(name), at + len(name))
    hit = _FIRST.search(passage.text) if passage.role is Role.NOTE else None
    if not hit:
        return None
    group = 1 if hit[1] else 2
    entry = publisher(hit[group], lists)
    return (entry.name, hit.span(group)) if entry else None


def _agency(passage: Passage, lists: Authorities) -> tuple[str, Span] | None:
    """Read 中新网太原12月20日电, or 某某网讯 before the first words; 本报 names nobody.

    The name stands as printed, unless it is in another script than Chinese.
    """
    opens = passage.role is Role.PARAGRAPH and names_agency_alone(passage.text)
    sent = passage.role is Role.DATELINE
    both = (DATELINE, tibetan_heads.DATELINE) if opens or sent else ()
    hit = next((hit for pattern in both if (hit := pattern.match(passage.text))), None)
    hit = hit or ((wired_by(passage.text) or told_by(passage.text)) if sent else None)
    if not hit or not hit["agency"] or OWN_PAPER.fullmatch(hit["agency"]):
        return None
    entry = None if _HAN.match(hit["agency"]) else publisher(hit["agency"], lists)
    name = entry.name if entry else hit["agency"]
    return name, hit.span("agency")


def _reporter(passage: Passage, lists: Authorities) -> tuple[str, Span] | None:
    """Read 新华社记者 or 《今日海角》记者, as printed, where no second paper signs."""
    signs = passage.role in (Role.BYLINE, Role.DATELINE)
    if not signs or _shares(passage.text):
        return None
    hit = REPORTER.match(passage.text)
    if not hit or OWN_PAPER.match(hit[1]):
        return None
    entry = publisher(hit[1], lists)
    kind = None if entry else PRESS.fullmatch(lists.fold(hit[1]))
    at = hit.start(1)
    if not (entry or kind or passage.text[:at].endswith("《")):
        return None
    span = (at, at + kind.end("name")) if kind else hit.span(1)
    listed = lists.fold(hit[1]) in lists.publishers
    return entry.name if entry and not listed else passage.text[slice(*span)], span


def _shares(text: str) -> bool:
    """Return whether a byline may be of two papers; 海角报记者段敏、常驻记者王燕 is of one."""
    return len(_RANKED.sub("", text).split("记者")) > 2


def _behind_dash(passage: Passage, lists: Authorities) -> tuple[str, Span] | None:
    """Read the agency that a text in English ends with: …the teacher said. — Xinhua."""
    hit = _ENDS_IN.search(passage.text) if passage.role is Role.PARAGRAPH else None
    name = agency_of(hit[1], lists) if hit else ""
    return (name, hit.span(1)) if hit and name else None


def _before_title(passage: Passage, lists: Authorities) -> tuple[str, Span] | None:
    """Read 【光明网】 before a title, as hospitals set it that pass on what was written of them."""
    hit = _TITLED.match(passage.text) if passage.role in (Role.TITLE, Role.KICKER) else None
    group = hit.lastgroup if hit else None
    entry = publisher(hit[group], lists) if hit and group else None
    return (entry.name, hit.span(group)) if hit and group and entry else None


READERS: tuple[Callable[[Passage, Authorities], tuple[str, Span] | None], ...] = (
    *(labelled, _source_line, _beside_writer, _note, _agency, _reporter, _before_title),
    _behind_dash,
)
"""The readers, those that are asked first before the others."""
