"""What the lines of a page say that no field of a description has."""

from __future__ import annotations

import re

from aidstories.describe.authority import Authorities
from aidstories.describe.doubts.ground import Ground
from aidstories.describe.doubts.page_lines import PageLine
from aidstories.describe.publishers import publisher
from aidstories.model import Role
from aidstories.restore.lexicon.language import language
from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.shapes import KNOWN, WELL_KNOWN, level
from aidstories.restore.lexicon.source_line import without_labels

SIGN = (Role.BYLINE, Role.SOURCE, Role.DATELINE)
HEADS = (Role.KICKER, Role.TITLE, Role.SUBTITLE, Role.HEADING)
WORD = late(r"[\u4e00-\u9fff][\u4e00-\u9fff·•A-Za-z]+")
_OWN = late(
    r"(?:发[布表]|更新|录入|添加|上传|加入)?(?:时间|日期)|(?:文章|信息|稿件|新闻)?来\s*+源|稿源|来自|转载自?|原载|出处"
    r"|作\s*+者|(?:特约|本报|见习|首席|全媒体)?记\s*+者|通讯员|撰[稿文]|供稿|摄影|摄像|图文|文图|[文图摄]|编辑|审核|校对"
    r"|字[体号]|(?<![\u4e00-\u9fff])[大中小]+字?(?![\u4e00-\u9fff])|打印|关闭|分享到?|收藏|(?:阅读|浏览|点击|访问)(?:量|率|次?数)?|评论|人气|原创|本站|正文|首页"
    r"|当前位置|(?:星期|周)[一二三四五六日天]|第?\d{1,3}版|(?<![\u4e00-\u9fff])[年月日号时分秒次版]"
    r"|[〇零一二三四五六七八九十]{1,4}[年月日号]|IP属地|已?关注|微[信博]|公众号|报道|原?标题|讯|电|发(?![\u4e00-\u9fff])"
)
"""What lines of head and tail say that is neither a name nor a house; 日 of 海角日报 is none."""
HOUSE = late(
    r"(?:报|网站?|[^电讲后平前柜]台|通讯社|新闻社|广播|[杂期]刊|客户端|融媒体?|传媒|发布|在线|资讯|频道|视窗"
    r"|中心|[^下全外内本]部|[^本专学]科|处|办公?室|[^结]局|卫健委|委员会|医院|学院|大学|集团|总队)$"
)


def unread(ground: Ground, line: PageLine) -> str:
    """Return what a line says that no field has, dates and labels apart, in simplified script."""
    found, text = ground.found, ground.lists.fold(line.text)
    known = (*(p.name for p in found.byline), found.source, found.via, found.dateline)
    for word in sorted(filter(None, known), key=len, reverse=True):
        spaced = r"\s*+".join(map(re.escape, ground.lists.fold(word)))  # as print sets it: 杨 平
        text = re.sub(spaced, "|", text)
    return _OWN.sub("|", without_labels(text))


def is_house(word: str, lists: Authorities) -> bool:
    """Return whether a word is a publisher of the lists, or has the form of a house."""
    return bool(HOUSE.search(word)) or publisher(word, lists) is not None


def is_place(word: str, lists: Authorities) -> bool:
    """Return whether a word is a place of the lists."""
    found = lists.gazetteer.find(f"{word}\n")
    return any(at == 0 and len(name.text) == len(word) for at, name in found)


def is_word(text: str) -> bool:
    """Return whether the language has a word that is no name: 昨天, 链接."""
    known = language()
    named = known.word_class(text) == "N"
    return level(text) >= (WELL_KNOWN if named else KNOWN)


def is_unsure(line: PageLine) -> bool:
    """Return whether a headline or a line of the text may be something else: it is flagged."""
    return line.sure < 1 and (line.running or line.role in HEADS)
