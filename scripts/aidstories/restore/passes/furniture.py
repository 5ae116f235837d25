"""What a page carries beside its articles: jump lines, section labels, controls, page staff."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from aidstories.model import Kind, Role
from aidstories.restore.data import data_file
from aidstories.restore.draft import Block, Border, Draft, Drop, Proposal, Rewrite
from aidstories.restore.lexicon.byline import are_names, dateline_end, is_byline
from aidstories.restore.lexicon.chars import ends_sentence, simplified
from aidstories.restore.lexicon.imprint import is_imprint

_PAGE = r"第?\s*[0-9０-９一二三四五六七八九十ABCDabcd]{1,4}\s*版"
_JUMP = rf"(?:[◆▲▼★●■→]+\s*)?(?:(?<=[◆▲▼★●■→])|下转|上接|紧接|紧转|转|接|见|详见)\s*{_PAGE}"
_CONTROLS = frozenset(
    word
    for line in data_file("controls.txt").read_text("utf-8").splitlines()
    if not line.startswith("#")
    for word in line.split()
)
"""Words of which a line of nothing else is a page's controls."""
_BETWEEN = re.compile(r"[\s|｜丨/·•、，,:：>＞»【】\[\]()（）+—–-]+")
_ORNAMENT = re.compile(r"[|｜丨•·●○■□▲△◆◇★☆*_=~+<>»«.\s-]*")
_NAMED = r"(?:\s*[:：丨|｜/／]\s*[^。！？]{0,60}|\s+(?P<names>[^。！？，]{2,30}))"
_STAFF = (
    r"(?:(?:本版|本期|责任|值班|执行|文字|图片|视频|新媒体)\s*)?(?:编辑|责编|编审|主编|总编|审核|校对|监制|总监制"
    r"|终审|初审|复审|[一二三四]审|审校|审稿|版式|美编|检校|排版|制作|设计|策划|统筹|值班主任|值班总监)人?"
)


_SECTION = 8
"""Characters that a label of a section has at most."""
_WHOLE = (
    (
        "jump",
        rf"[（(【]?\s*{_JUMP}[^。，]{{0,20}}[)）】]?|[（(【]?{_PAGE}(?:[:：·\s][^。，]{{0,12}})?[)）】]?",
    ),
    (
        "page",
        r"page\s*break|[-—–·]\s*\d{1,3}\s*[-—–·]|第\s*\d+\s*页(?:\s*[共/]\s*\d+\s*页)?|分页符?"
        rf"|(?:星期|周)[一二三四五六日天]\s*{_PAGE}[^。]{{0,12}}",
    ),
    (
        "section",
        rf"(?!.{{{_SECTION + 1}}})"
        r"[“\"「【《◆■●★]*[^，。、！？：“”\s]{0,5}(?:录|快递|快讯|简讯|速览|速递|要闻|资讯|专栏|专版|导读|导航"
        r"|传真|之窗|集锦|播报|直通车|版面|栏目|特刊)[”\"」】》]*",
    ),
    (
        "controls",
        r"(?:上|下)一[篇条页版期]\s*[:：>].*|(?:点击|阅读|浏览|访问|评论)(?:量|数|次数|率)?\s*[:：]?\s*\d+\s*次?"
        r"|(?:标签|关键词|关键字|tags?)\s*[:：][^。]{0,80}|(?:微信)?扫(?:一扫|码|描)[^。]{0,40}"
        r"|(?:正在阅读|您?(?:现在|当前)?所?的?(?:当前)?位置)(?:是)?\s*[:：].{0,80}"
        r"|(?:点击|扫码|立即)?下载[^。]{0,20}(?:app|客户端)|更多[^。，]{0,12}(?:请|点击|关注|扫码|下载|>>).{0,40}"
        r"|(?:点击|长按|扫码)[^。]{0,20}(?:关注|订阅|蓝字|二维码|识别)[^。]{0,20}|(?:请)?关注[^。，]{2,8}(?:网|微博|微信|公众号|客户端)|[^。，、\s]{2,10}(?:微博|微信)(?:[、\s]+(?:微博|微信|客户端))*|\d+\s*(?:阅读|评论|人参与)|[【\[（(]?\s*字[体号](?:大小)?\s*[:：].{0,24}"
        r"|首页\s*[>＞»].{0,60}|[^。，\s]{2,8}[网报社]\s+正文|[^。，、\s]{2,12}(?:部门|相关|友情)网站|[（(]?(?:微信图片_?|img_?|dsc_?)\d*[)）]?|[（(]\d*[)）]",
    ),
    ("boilerplate", r"\S{0,60}\.(?:jpe?g|png|gif|webp|bmp)"),
    (
        "boilerplate",
        r"转载请注明.{0,60}|(?:版权声明|免责声明|特别声明|声明[:：]|凡(?:本网)?[^。，]{0,6}注明|本网站?(?:转载|刊载|所|注明)"
        r"|未经[^。，]{0,16}(?:授权|许可|书面)).*(?:转载|版权|授权|侵权|注明).*",
    ),
    (
        "end-mark",
        r"[-—=\s]*(?:the\s+end|end|全文完|正文完|本文完|完)[-—=\s]*|[（(【\[]\s*(?:完|end)\s*[)）】\]]",
    ),
)
_WHOLE_CLAUSE = (
    ("boilerplate", r"(?:[^。，<>＞»›]{1,14}\s*(?:>{1,2}|＞|»|›)\s*){1,6}[^。，]{0,24}"),
    (
        "boilerplate",
        r"[^。]{0,60}(?:ICP备|公网安备|版权所有|Copyright|备案(?:许可证)?(?:编|序)?号)[^。]{0,120}",
    ),
    (
        "boilerplate",
        r"[^。]{0,12}(?:地址|邮编|电话|传真|热线|邮箱)\s*[:：]?\s*[^。，]{0,40}\d{3,}[^。]{0,60}",
    ),
)
"""Furniture that no full stop stands in."""
_PAGE_NUMBER = re.compile(r"\d{1,3}")
_LONG = ("boilerplate",)


@dataclass(frozen=True, slots=True)
class _Rules:
    """Rules that apply to a kind of line: one pattern, a group for each reason."""

    pattern: re.Pattern[str]
    reasons: tuple[str, ...]

    def reason(self, line: str) -> str | None:
        """Return the reason of the first rule that takes in the whole line."""
        found = self.pattern.fullmatch(line)
        return self.reasons[(found.lastindex or 0) - 1] if found else None


def _compiled(rules: Iterable[tuple[str, str]]) -> _Rules:
    reasons, patterns = zip(*rules, strict=True)
    return _Rules(re.compile("|".join(f"({p})" for p in patterns), re.I | re.S), reasons)


RULES = {
    (long, sentence): _compiled(
        (reason, pattern)
        for reason, pattern in (*_WHOLE, *(() if sentence else _WHOLE_CLAUSE))
        if not long or reason in _LONG
    )
    for long in (False, True)
    for sentence in (False, True)
}
"""The rules by whether a line is long and whether a full stop stands in it."""
_STAFF_LINE = re.compile(rf"[（(【\[]?\s*{_STAFF}{_NAMED}")
_LONGEST = 90
_PROSE = 20
"""Characters from which a sentence is running text."""
_TAIL = re.compile(
    r"\s*(?:[（(【\[]\s*(?:完|本文完|全文完|更多新闻请.{0,30}|"
    r"(?:责任编辑|责编|编辑|校对|审核)\s*[:：]?[^（）()【】\[\]。]{0,30})\s*[)）】\]]\s*)+$"
)
_INLINE_JUMP = re.compile(
    rf"^\s*[（(]\s*(?:上接|接)\s*{_PAGE}[^（）()]{{0,8}}[)）]"
    rf"|[（(【]?\s*[◆▲▼]*\s*(?:下转|紧转|转)\s*{_PAGE}[^（）()，。]{{0,8}}[)）】]?\s*$"
    rf"|\s*◆+\s*{_PAGE}\s*$|(?<=[摄攝影图圖])\s*page\s*break\s*$"
)
_MORE = re.compile(
    r"(?:新闻推荐|相关推荐|推荐阅读|猜你喜欢|更多新闻|更多精彩(?:内容)?|热门(?:推荐|新闻|文章|评论|资讯)|网友评论.{0,4}|最新评论"
    r"|精彩评论|大家都在看|你可能还?(?:喜欢|感兴趣).{0,6})\s*[:：]?"
)
_LINKS = re.compile(
    r"(?:相关(?:新闻|文章|阅读|报道|链接|图片)|延伸阅读|新闻链接|往期回顾|友情链接)\s*[:：]?"
)


def drop_furniture(draft: Draft) -> Iterator[Proposal]:
    """Drop blocks that are no part of an article, and strip jump marks and end marks."""
    behind = _recommended(draft.blocks)
    for i, block in enumerate(draft.blocks):
        if block.role not in (None, Role.SOURCE) or block.hints.row:
            continue
        if reason := "boilerplate" if i in behind else _reason(draft.blocks, i):
            yield Drop(block=i, reason=reason)
            continue
        tail = block.text.rstrip()[-1:] in tuple(")）】]")
        jump = "版" in block.text or "break" in block.text.lower()
        for pattern, reason in ((_TAIL, "end-mark"),) * tail + ((_INLINE_JUMP, "jump"),) * jump:
            m = pattern.search(simplified(block.text))
            if m and m.group() and len(m.group()) < len(block.text):
                yield Rewrite(
                    block=i, start=m.start(), end=m.end(), new="", kind=Kind.STRIP, reason=reason
                )
                break


def _reason(blocks: Sequence[Block], i: int) -> str | None:
    """Return why a block is furniture; a bare number is so only where a page broke the text."""
    block = blocks[i]
    if not _PAGE_NUMBER.fullmatch(block.text.strip()):
        return furniture(block.text.strip())
    soft = Border.SOFT is block.before is block.after
    cut = i > 0 and len(blocks[i - 1].text) > _PROSE and not ends_sentence(blocks[i - 1].text)
    return "page" if soft and cut else None


def furniture(text: str) -> str | None:
    """Return why a whole block is furniture, or None: 时讯快递 is a section label.

    A line of date and source is none, whatever controls stand in it.
    """
    if len(text) > 4 * _LONGEST or is_imprint(text):
        return None
    plain = simplified(text)
    if ("。" not in plain and _is_controls(plain)) or _ORNAMENT.fullmatch(plain):
        return "controls"
    staff = _STAFF_LINE.match(plain)
    if staff and len(plain) <= _LONGEST and (not staff["names"] or are_names(staff["names"])):
        return "staff"
    return RULES[len(plain) > _LONGEST, "。" in plain].reason(plain)


def _is_controls(plain: str) -> bool:
    """Return whether a line is made of a page's controls; three of them may have a stranger."""
    words = [w for w in _BETWEEN.split(plain.lower()) if w]
    known = sum(w in _CONTROLS for w in words)
    numbers = sum(w.isdigit() for w in words)
    return known > 0 and (
        known + numbers == len(words) or (known >= 3 and known + numbers + 1 == len(words))
    )


def _recommended(blocks: Sequence[Block]) -> set[int]:
    """Return the blocks behind 新闻推荐 or 相关阅读, up to the next signed article.

    相关链接 can also head a part of the article: it counts where only headlines follow.
    """
    texts = [simplified(block.text.strip()) for block in blocks]
    labels = {
        i
        for i, text in enumerate(texts)
        if _MORE.fullmatch(text) or (_LINKS.fullmatch(text) and not _text_follows(blocks[i + 1 :]))
    }
    found: set[int] = set()
    inside = prose = False
    for i, text in enumerate(texts) if labels else ():
        if is_byline(text) or dateline_end(text):
            inside = False
        elif prose and i in labels:
            inside = True
        if inside:
            found.add(i)
        prose = prose or (len(text) > _PROSE and ends_sentence(text))
    return found


def _text_follows(blocks: Sequence[Block]) -> bool:
    return any(len(b.text) > _PROSE and ends_sentence(b.text) for b in blocks)
