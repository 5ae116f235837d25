"""What a page carries beside its articles: jump lines, section labels, databank headers, tails."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aidstories.model import Kind, Role
from aidstories.restore.chars import HAN
from aidstories.restore.draft import Cut, Draft, Drop, Label, Proposal, Rewrite

_PAGE = r"第?\s*[0-9０-９一二三四五六七八九十ABCDabcd]{1,4}\s*版"
_JUMP = rf"[◆▲▼★●■→]*\s*(?:下转|上接|紧接|紧转|转|接|见|详见)?\s*{_PAGE}"
_WHOLE = (
    ("jump", rf"[（(【]?\s*{_JUMP}[^。]{{0,20}}[)）】]?"),
    (
        "databank",
        r"[^，。]{2,20}(?:[（(][^）)]{1,6}版[)）])?\s*/\s*\d{4}\s*年\s*/?.{0,40}版?.{0,10}",
    ),
    (
        "page",
        r"page\s*break|[-—–·\s]*\d{1,3}[-—–·\s]*|第\s*\d+\s*页(?:\s*[共/]\s*\d+\s*页)?|分页符?",
    ),
    (
        "page",
        r"\d{4}\s*年\s*\d{1,2}\s*月\s*\d{1,2}\s*日\s*(?:星期|周)[一二三四五六日天](?:[^，。]{0,20})?"
        rf"|(?:星期|周)[一二三四五六日天]\s*{_PAGE}[^。]{{0,12}}",
    ),
    (
        "section",
        r"[“\"「【《◆■●★]*[^，。、！？：“”\s]{0,5}(?:录|快递|快讯|简讯|速览|速递|要闻|资讯|专栏|专版|导读|导航|传真"
        r"|之窗|集锦|播报|直通车|版面|栏目|特刊)[”\"」】》]*",
    ),
    (
        "controls",
        r"(?:分享(?:到|至)?|打印(?:本页|本文)?|关闭(?:窗口|本页)?|收藏|字[号体]|扫一扫|点击(?:量|数|次数|率)|浏览(?:量|次数)?"
        r"|阅读(?:量|数|次数)?|访问量|上一篇|下一篇|上一条|下一条|返回(?:顶部|首页|列表)?|相关(?:阅读|链接|新闻|报道)"
        r"|当前位置|您(?:现在|当前)?的?位置|首页\s*[>＞»]|网站地图|版权所有|Copyright|[^，。]{0,6}ICP备|.{0,4}公网安备"
        r"|(?:微信)?公众号|举报|免责声明|\d+\s*(?:阅读|评论|人参与)|评论\s*\d*|推荐阅读|热门|更多|【\s*字体|大\s+中\s+小)"
        r"[^。！？]{0,60}",
    ),
    (
        "staff",
        r"[（(【\[]?\s*(?:(?:本版|本期|责任|值班|执行)?\s*(?:编辑|责编|编审|主编|审核|校对|监制|终审|初审|复审|版式|美编|检校"
        r"|排版|制作|设计|策划|统筹))\s*[:：丨|/／]?[^。！？]{0,60}",
    ),
)
_FURNITURE = tuple((reason, re.compile(pattern, re.I)) for reason, pattern in _WHOLE)
_TAIL = re.compile(
    r"\s*(?:[（(【\[]\s*(?:完|本文完|全文完|更多新闻请.{0,30}|"
    r"(?:责任编辑|责编|编辑|校对|审核)\s*[:：]?[^（）()【】\[\]。]{0,30})\s*[)）】\]]\s*)+$"
)
_INLINE_JUMP = re.compile(
    rf"^\s*[（(]\s*(?:上接|接)\s*{_PAGE}[^（）()]{{0,8}}[)）]|[（(【]?\s*[◆▲▼]*\s*(?:下转|紧转|转)\s*{_PAGE}[^（）()，。]{{0,8}}[)）】]?\s*$|\s*◆+\s*{_PAGE}\s*$"
)
_SOURCE = re.compile(
    r"^[（(【\[]?\s*(?:来\s*源|稿\s*源|文章来源|信息来源|新闻来源|内容来源|本文来源|原载|转载自|转自|据)\s*[:：]\s*"
    r"[^。]{2,80}$"
)
_INFO = re.compile(
    r"^(?=.{8,140}$)(?=.*(?:来\s*源|作\s*者|发布|时间|日期|编辑|记者)\s*[:：])"
    r"(?=.*\d{4}\s*[-年/.]\s*\d{1,2}\s*[-月/.]\s*\d{1,2})[^。！？]+$"
)
_DATE_LINE = re.compile(
    r"^\s*(?:(?:发布|更新|发表|出版)?(?:时间|日期|于)\s*[:：]?\s*)?\d{4}\s*[-年/.]\s*\d{1,2}\s*[-月/.]\s*\d{1,2}\s*日?"
    r"(?:\s*\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?\s*[^，。]{0,20}$"
)
_NOTE = re.compile(
    r"^[【\[（(“]?\s*(?:编者按|编者的话|编者案|编前语?|编前话|编后|开栏的话|开栏语|开篇语)\s*[】\]）)”]?\s*[:：]?\s*"
)


def drop_furniture(draft: Draft) -> Iterator[Proposal]:
    """Drop blocks that are no part of an article, and strip jump marks and end marks."""
    for i, block in enumerate(draft.blocks):
        text = block.text.strip()
        if block.role is not None:
            continue
        if reason := furniture(text):
            yield Drop(block=i, reason=reason)
            continue
        for pattern, reason in ((_TAIL, "end-mark"), (_INLINE_JUMP, "jump")):
            m = pattern.search(block.text)
            if m and m.group() and len(m.group()) < len(block.text):
                yield Rewrite(
                    block=i, start=m.start(), end=m.end(), new="", kind=Kind.STRIP, reason=reason
                )
                break


def furniture(text: str) -> str | None:
    """Return why a whole block is furniture, or None: 时讯快递 is a section label."""
    if len(text) > 90 or _INFO.match(text) or _SOURCE.match(text):
        return None
    for reason, pattern in _FURNITURE:
        if pattern.fullmatch(text) and not (reason == "section" and len(text) > 8):
            return reason
    return None


def label_sources(draft: Draft) -> Iterator[Proposal]:
    """Label lines that say where a text comes from: 来源：中国新闻网, 2024-05-06 来源：… 作者：…."""
    for i, block in enumerate(draft.blocks):
        text = block.text.strip()
        if block.role is None and (
            _SOURCE.match(text) or _INFO.match(text) or _DATE_LINE.match(text)
        ):
            yield Label(block=i, role=Role.SOURCE)


def label_notes(draft: Draft) -> Iterator[Proposal]:
    """Label the editor's note: the paragraphs from 编者按 to the next headline."""
    inside = False
    for i, block in enumerate(draft.blocks):
        if block.role is not None:
            inside = False
            continue
        found = _NOTE.match(block.text)
        if found and (found.end() == len(block.text) or re.search("[】）:：]", found.group())):
            inside = True
            if found.end() == len(block.text):
                yield Drop(block=i, reason="label")
                continue
            yield Rewrite(
                block=i, start=0, end=found.end(), new="", kind=Kind.STRIP, reason="label"
            )
            yield Label(block=i, role=Role.NOTE)
        elif inside and re.search(rf"[{HAN}].*[。！？”…]$", block.text) and "。" in block.text:
            yield Label(block=i, role=Role.NOTE)
        else:
            inside = False


def cut_end_bylines(draft: Draft) -> Iterator[Proposal]:
    """Cut a byline in brackets from the end of a paragraph: …了掌声。（记者 张三）."""
    for i, block in enumerate(draft.blocks):
        if block.role is not None:
            continue
        m = re.search(
            r"(?<=[。！？”…])\s*([（(]\s*(?:[^（）()，。]{0,8}?(?:记者|通讯员|作者|特约)[^（）()，。]{2,40})[)）])\s*$",
            block.text,
        )
        if m and not re.search("摄|图", m.group(1)):
            yield Cut(block=i, at=m.start(1), role=None)
