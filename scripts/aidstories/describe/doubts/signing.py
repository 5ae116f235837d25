"""Doubts about who wrote and who published."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aidstories.describe.authority import Authorities
from aidstories.describe.doubts.ground import Ground
from aidstories.describe.doubts.page_lines import PageLine
from aidstories.describe.names import NOT_HAN
from aidstories.describe.sources import OWN_PAPER, publisher
from aidstories.model import FieldDoubt, Role
from aidstories.restore.lexicon.byline import are_names
from aidstories.restore.lexicon.chars import IS_BO
from aidstories.restore.lexicon.imprint import supplied_by
from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.source_line import What, items, without_labels

_SIGN = (Role.BYLINE, Role.SOURCE, Role.DATELINE)
_CUE = late(
    r"(?:记\s*+者|通讯员|作\s*+者|撰\s*+[稿文]|供\s*+稿|[文图]\s*+[/／]|摄影|[□■]|\bBy\b|(?i:author))[\s:：]*+\S"
)
_STAFF = late(r"声明|版权|编辑|责编|编审|[一二三初复终]审|审[核校]|校对|监制|美编|排版|值班|制作")
_OWN = late(
    r"(?:发[布表]|更新|录入|添加|上传|加入)?(?:时间|日期)|(?:文章|信息|稿件|新闻)?来\s*+源|稿源|来自|转载自?|原载|出处"
    r"|作\s*+者|(?:特约|本报|见习|首席|全媒体)?记\s*+者|通讯员|撰[稿文]|供稿|摄影|摄像|图文|文图|[文图摄]|编辑|审核|校对"
    r"|字[体号]|(?<![\u4e00-\u9fff])[大中小]+字?(?![\u4e00-\u9fff])|打印|关闭|分享到?|收藏|(?:阅读|浏览|点击|访问)(?:量|率|次?数)?|评论|人气|原创|本站|正文|首页"
    r"|当前位置|(?:星期|周)[一二三四五六日天]|第?\d{1,3}版|[年月日号时分秒次版]|IP属地|已?关注|微[信博]|公众号|报道|原?标题|讯|电"
)
"""What lines of head and tail say that is neither a name nor a house."""
_WORD = late(r"[\u4e00-\u9fff][\u4e00-\u9fff·•A-Za-z]+")
_ALONE = late(r"(?<![\u4e00-\u9fff])[\u4e00-\u9fff](?![\u4e00-\u9fff])")
"""A character that no field has: of 武 文 娟, the last."""
_HOUSE = late(
    r"(?:报|网站?|[^电讲后平前柜]台|通讯社|新闻社|广播|[杂期]刊|客户端|融媒体?|传媒|发布|在线|资讯|频道|视窗"
    r"|中心|[^下全外内本]部|[^本专学]科|处|办公?室|[^结]局|卫健委|委员会|医院|学院|大学|集团|总队)$"
)
_LABELLED = late(
    r"(?:来\s*+源|稿\s*+源|转载自?|转\s*+自|摘\s*+自|原\s*+载|出\s*+处|(?i:source))\s*+[:：】]?"
)
_LONGEST = 12
"""Characters of a publisher's name that no list has, chosen by hand."""
_MARK = late("[:：】]")
_CLOSING = late(r"[（(]([^（）()]{2,20})[)）][。\s]*+$")
_PARTS = late(r"[、，,/／]|[文图摄]影?$|供稿$")


def of_byline(ground: Ground) -> Iterator[FieldDoubt]:
    """Yield the doubts about who wrote."""
    yield from _odd_names(ground)
    yield from _unread_names(ground)
    if not ground.found.byline:
        yield from _unsigned(ground)


def of_source(ground: Ground) -> Iterator[FieldDoubt]:
    """Yield the doubts about who published first."""
    for line in ground.lines:
        yield from _unread_houses(ground, line)
    yield from _unlisted(ground)


def _odd_names(ground: Ground) -> Iterator[FieldDoubt]:
    """Doubt a writer whose name is none by its characters: 白鹿区."""
    for person in ground.found.byline:
        if not (IS_BO.search(person.name) or _is_name(ground.lists.fold(person.name))):
            yield FieldDoubt("byline", person.name)


def _unread_names(ground: Ground) -> Iterator[FieldDoubt]:
    """Doubt a byline of which a character is left, and an empty one where a line has a name."""
    for line in ground.lines:
        rest = _unread(ground, line)
        signs = line.role is Role.BYLINE or (line.role is Role.SOURCE and _CUE.search(line.text))
        if signs and ground.found.byline and _ALONE.search(rest):
            yield FieldDoubt("byline", line.text)
        if ground.found.byline or _STAFF.search(line.text):
            continue
        if line.running and are_names(line.text):
            yield FieldDoubt("byline", line.text, line.text)
        signing = line.role in _SIGN or _names_writers(ground, line)
        for word in _WORD.findall(rest) if signing else ():
            if _is_name(word) and not _is_house(word, ground.lists) and not _is_place(word, ground):
                yield FieldDoubt("byline", word, word)


def _names_writers(ground: Ground, line: PageLine) -> bool:
    """Return whether a line that signs nothing has a label of writers: 投稿：段敏 under a title."""
    if line.role is None and _CUE.search(line.text):
        return True
    marked = _MARK.search(line.text) is not None
    return marked and any(i.what is What.WRITER for i in items(ground.lists.fold(line.text)))


def _unsigned(ground: Ground) -> Iterator[FieldDoubt]:
    """Doubt that nobody signs where a line has a word for writers, or the text ends in a name."""
    for line in ground.lines:
        if line.role in (*_SIGN, None) and _CUE.search(line.text) and not supplied_by(line.text):
            yield FieldDoubt("byline", line.text)
    last = ground.printed.passages[-1].text if ground.printed.passages else ""
    signed = _CLOSING.search(last)
    if signed and are_names(name := _PARTS.sub(" ", signed[1]).strip()):
        yield FieldDoubt("byline", signed[0], name)


def _unread_houses(ground: Ground, line: PageLine) -> Iterator[FieldDoubt]:
    """Doubt an empty source where a line has a publisher, another where its own line has two."""
    source, labelled = ground.found.source, _LABELLED.search(line.text)
    if source and supplied_by(line.text):
        return
    for word in _WORD.findall(_unread(ground, line)):
        own = line.role in _SIGN or labelled
        house = _is_house(word, ground.lists) if own else publisher(word, ground.lists) is not None
        named = bool(labelled or line.role is Role.SOURCE) and len(word) < _LONGEST
        if OWN_PAPER.fullmatch(word):  # of 本报记者: it names no house
            continue
        rival = house and line.role is Role.SOURCE and not _is_of(word, source, ground.lists)
        if rival or (source is None and (house or named)):
            yield FieldDoubt("source", word, word)


def _is_of(word: str, source: str | None, lists: Authorities) -> bool:
    """Return whether a word is the publisher ``source`` by another name: 中国新闻网, 中新网."""
    one, other = publisher(word, lists), publisher(source, lists) if source else None
    return one is not None and other is not None and one.name == other.name


def _unlisted(ground: Ground) -> Iterator[FieldDoubt]:
    """Doubt a publisher that no list has and no label names."""
    source = ground.found.source
    if source is None or publisher(source, ground.lists) is not None:
        return
    lines = ground.printed.texts(Role.SOURCE)
    if source == ground.meta.get("source"):  # the capture names it as such
        return
    if not any(_LABELLED.search(line) and source in line for line in lines):
        yield FieldDoubt("source", source)


def _unread(ground: Ground, line: PageLine) -> str:
    """Return what a line says that no field has, dates and labels apart, in simplified script."""
    found, text = ground.found, ground.lists.fold(line.text)
    known = (*(p.name for p in found.byline), found.source, found.via, found.dateline)
    for word in sorted(filter(None, known), key=len, reverse=True):
        spaced = r"\s*+".join(map(re.escape, ground.lists.fold(word)))  # as print sets it: 杨 平
        text = re.sub(spaced, "|", text)
    return _OWN.sub("|", without_labels(text))


def _is_house(word: str, lists: Authorities) -> bool:
    return bool(_HOUSE.search(word)) or publisher(word, lists) is not None


def _is_place(word: str, ground: Ground) -> bool:
    found = ground.lists.gazetteer.find(f"{word}\n")
    return any(at == 0 and len(name.text) == len(word) for at, name in found)


def _is_name(word: str) -> bool:
    return are_names(word) or bool(NOT_HAN.fullmatch(word))
