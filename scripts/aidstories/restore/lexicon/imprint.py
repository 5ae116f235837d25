"""Lines that say who published a text and when: 来源：中国新闻网, 2024-05-06 10:30 央视网."""

from __future__ import annotations

import re
from functools import lru_cache

from aidstories.model import Span
from aidstories.restore.lexicon import english_heads, tibetan_heads
from aidstories.restore.lexicon.chars import IS_BO, simplified
from aidstories.restore.lexicon.late import late

_SOURCE = late(
    r"[（(【\[]?\s*+(?:来\s*+源|稿\s*+源|(?:文章|信息|新闻|内容|本文|图文|消息|素材|稿件|资料)来源|来自|(?:发布|[供来发]稿)(?:机构|单位|部门)|原载|转载自|转自|据|原标题|(?:原文)?(?:链接|地址|网址)|(?:当前)?报[纸刊]名称?|来源于|版\s*+[面次号名](?=\s*+[:：]\s*+第?\s*+[A-D]?\d))"
    r"\s*+(?:[:：]|[】\]]\s*+[:：]?)\s*+[^。]{2,120}|作者\s*+[:：]\s*+[^。，\s]{1,8}[网报社台]|来\s*+源\s*+[|｜丨/／]\s*+[^。，|｜丨/／]{2,20}|来源\s{1,3}[\u4e00-\u9fff]{2,16}|https?://\S+"
    r"|(?:文章|信息|新闻|稿件)?来源\s++[^。，：:\s]{1,12}(?:[报网社台刊]|客户端|融媒体中心)(?:\s++(?:作者|记者)\s*+[:：]?\s*+[^。，]{2,20})?"
)
_LABEL = late(
    r"(?:来\s*+源|稿\s*+源|作\s*+者|发布(?:时间|日期|人|者)?|时\s*+间|日\s*+期|编\s*+辑|记者)\s*+[:：]"
)
_SLIP = late(r"(?<=[时日][间期])[；;](?=\s*+\d)")
"""A mark that stands for a colon behind a label: 日期；2024-05-06."""
_DATE = late(
    r"[0-9０-９](?:\d{3}\s*+年\s*+\d{1,2}\s*+月\s*+\d{1,2}\s*+日|\d{3}\s*+[-/.]\s*+\d{1,2}\s*+[-/.]\s*+\d{1,2}"
    r"|(?:(?<=[期间][:：][0-9])|(?<=[期间][:：]\s[0-9]))\d{7}(?!\d)|\d?(?P<mark>[-/.])\d{1,2}(?P=mark)\d{4}(?!\d)|\d{3}\s+\d{1,2}\s*+/\s*+\d{1,2})号?"
    r"|[一二][〇零○九][〇零○一二三四五六七八九]{2}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日"
    r"|(?<![\w.:：])(?<![:：]\s)20[0-2]\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\w)"
    r"|(?<![\w-])[12]\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?![\w-])"
)
_OF_EVENT = late(
    r"\W*(?:活动|会议|义诊|培训|报名|就诊|坐诊|出诊|开诊|讲座|授课|门诊|开课|比赛|考试|截止|手术|体检|巡诊|集合|服务|帮扶|援助|挂职"
    r"|任职|住院|入院|出发|举办|直播|演出|面试|值班|预约|采访|拍摄)(?:时间|日期)\s*+[:：]"
)
"""A day that something takes place on, which dates no page: 义诊时间：2024年5月6日."""
_MONTH = late(r"\d{4}\s*+[-/.年]\s*+\d{1,2}\s*+月?")
_MONTH_OF = late(
    r"(?:\d{4}|[一二][〇零○九][〇零○一二三四五六七八九]{2})年(?:\d{1,2}|[一二三四五六七八九十]{1,2})月"
    r"[\s·|｜]+[\u4e00-\u9fff]{2,8}(?:[日晚早晨商周]报|网|客户端|杂志)"
    r"|\d{1,2}月\d{1,2}日[\s·|｜]+[\u4e00-\u9fff]{2,8}(?:[日晚早晨商周]|都市)报"
    r"|[\u4e00-\u9fff]{2,8}(?:[日晚早晨商周]报|网|客户端|杂志)[\s·|｜]+"
    r"(?:\d{4}|[一二][〇零○九][〇零○一二三四五六七八九]{2})年(?:\d{1,2}月|[一二三四五六七八九十]{1,2}月|[春夏秋冬][季天]?)"
)
"""A paper and the month of its issue, or the day: 二〇一九年五月 海角日报, 6月1日 海角晚报,
海角日报 2021年夏."""
_LEAF = late(
    r"\s*+(?:(?P<d>\d\d?)日?\s++(?P<y>20\d\d)[-/.年](?P<m>\d\d?)月?"
    r"|(?P<y2>20\d\d)[-/.年](?P<m2>\d\d?)月?\s++(?P<d2>\d\d?)日?"
    r"|(?P<y3>20\d\d)年?\s++(?P<m3>\d\d?)[-.月](?P<d3>\d\d?)日?"
    r"|(?P<m4>\d\d?)[-.月](?P<d4>\d\d?)日?\s++(?P<y4>20\d\d)年?)\s*+"
)
_LEAF_AT_MOST = 16
"""Characters of such a day, with blanks."""
_PARTS = (("y", "y2", "y3", "y4"), ("m", "m2", "m3", "m4"), ("d", "d2", "d3", "d4"))
_TIME = late(
    r"T?\d{1,2}\s*+[:：]\s*+\d{2}(?:\s*+[:：]\s*+\d{2})?(?:\+\d\d:?\d\d)?|\d{1,2}\s*+[时点]\s*+\d{1,2}\s*+分(?:\s*+\d{1,2}\s*+秒)?"
)
_BESIDE = late(
    r"(?:星期|周)[一二三四五六日天]|(?<=\s)[\u4e00-\u9fff]{2,4}\s*+[A-D]?\d{1,3}\s*+版"
    r"|第?\s*+[A-D]?\d{1,3}\s*+版[^，。]{0,12}|(?<![\u4e00-\u9fff])(?:发布|更新|发表|出版)?(?:时间|日期|于)?\s*+[:：]?"
    r"|(?:浏览|点击|阅读|访问)(?:次数|量|数)?\s*+[:：]?\s*+\d*\s*+次?"
    r"|[大中小]字?|[\W_]"
)
_DATABANK = late(
    r"[^，。/]{2,20}(?:[（(][^）)]{1,6}版[)）])?\s*+/\s*+\d{4}\s*+年\s*+/?[^，。]{0,40}"
)
_JOURNAL = late(
    r"《?(?P<name>[^，,。！？：:\s《》\d]{2,16}?)》?(?:(?<=》)杂志)?[,，]?\s*+(?:\d{4}\s*+年\s*+(?:(?:第\s*+)?\d{1,2}(?:\s?[-—/]\s?\d{1,2})?\s*+期|[春夏秋冬]季?[号刊卷]|[上下]半年[号刊])"
    r"|(?P<year>(?:19|20)\d{2})\s*+[,，年]\s*+(?:第?\s*+\d{1,3}\s*+卷|Vol\.?\s*+\d{1,3}|\d{1,3}\s*+[（(]\d)[^。！？]{0,100})"
)
"""A journal with its year and number: 某某学报 2024年1期, 某某学报 2024年秋季号."""
_ADDRESS = late(r"\s*+https?://[!-~]{4,600}\s*+")
"""The address of a page and nothing else, however long its escapes make it."""
_NO_YEAR = late(
    r"(?:发[布稿表]|更新)?(?:日期|时间)\s*+[:：]\s*+\d{1,2}-\d{1,2}(?:\s++\d{1,2}:\d{2})?"
)
"""A day without its year behind a label: 日期:05-06."""
_IN_SECTION = late(r"20\d{2}-\d{2}-\d{2}(?!.{0,3}[晴阴雨雪云风雾])[\u4e00-\u9fff]{2,4}")
"""A day glued to the section of a site: 2024-05-06健康; a diary says its weather."""
_UPDATED = late(
    r"(?:[A-Z][A-Za-z. ]{1,30}?)?\s*+(?:Updated|Published|Posted|[Uu]pdate)\s*+:\s*+"
    r"[A-Z][a-z]{2,8}\.? \d{1,2}, ?\d{4}"
)
"""A line in English that says when a page was written: NewsUpdated: May 6, 2024."""
_PAPERS = late(r"(?:《[^《》，。]{2,14}(?:报|[日晚早晨周商月]刊|[报文语末]版)》[\s|｜·、]*+){3,12}")
"""The papers of a house, its own first: 《海角日报》 《海角晚报》 《海角日报藏文版》."""
_PRESS = late(
    r"(?P<name>[A-Z][A-Za-z' ]{2,30}?)(?: \([A-Z][A-Za-z ]{2,20}\))? -{1,2} "
    r"[^。.]{0,20}?-{1,2} [A-Z &]{3,24} - (?:By )?[^。]{0,80}"
)
"""A head of a reading service: China Daily (Canada) - 2024-05-06 - HEALTH - By …."""
_SUPPLIED = late(
    r"[\s（(]*+(?:供稿(?:单位|部门)?\s*+[:：|｜丨]\s*+(?P<unit>[\u4e00-\u9fff]{2,20}(?:[部科室处办院局委站]|中心))"
    r"|(?P<name>[\u4e00-\u9fff]{1,12}(?:[部科室处办院局委站]|中心))\s*+供稿)[\s）)。]*+"
)
"""The department or the hospital that sent a text, and nobody: （宣传科 供稿）, 供稿：某县医院."""
_COLLECTED = late(r"[^，。：:、“”\s]{2,10}(?:[报网社台刊]|新闻|客户端)[A-Za-z]{0,8}综合(?:报道)?")
"""A house that put a text together from others: 海角网综合."""
_MADE = late(
    r"(?P<name>[^，。：:、“”\s]{2,10}?[报网社台])"
    r"(?:[音视]{1,2}频部|编辑部|[融新全]媒体(?:中心|部)?|客户端)?(?:联合)?(?:制作|出品|摄制)"
)
"""A house that made what a page shows: 海角社音视频部制作."""
_LINKED = late(
    r"(?P<name>[\u4e00-\u9fff]{2,12}(?:[报网社台刊]|客户端|在线))\s*+[:：]?\s*+https?://[!-~]{4,600}"
)
"""A house and the address of the text in it, and nothing else."""
_MAKES = ("制作", "出品", "摄制")
_TAKES, _OPENING = late("[转摘原据来]"), 6
"""What stands among the first characters of such a line."""
_PUBLISHER = late(
    r".{1,14}(?:[报网社台刊]|客户端|频道|在线|发布|融媒体?(?:中心)?|卫健委?|委员会|医院|公众号)(?:报道)?"
    r"|健康[\u4e00-\u9fff]{2,6}"
)
_PASSES = r"(?:转载(?:自|(?=\s*+[:：《“]))|转自(?!治)|摘自|原载于?)\s*+[:：]?\s*+"
_FIRST_NAME = r"[“《【]?(?P<{}>[^，。；：:“”《》（）()【】\s\d]{{2,20}}?)[”》】]?"
_PASSED_ON = late(
    rf"[（(【\[]\s*+{_PASSES}[\d年月日.:/ -]{{0,20}}{_FIRST_NAME.format('bracketed')}"
    r"(?:微信)?(?:公众号)?\s*+[\d年月日./-]{0,12}\s*+(?:第?\w{1,3}版)?\s*+[)）】\]]"
    rf"|(?:[本此原]文|文章|稿件)?{_PASSES}{_FIRST_NAME.format('said')}(?:微信)?(?:公众号)?"
    r"(?:[，,][^。]{0,30})?[。；;]?"
    rf"|以下(?:文章|内容)来源于\s*+{_FIRST_NAME.format('account')}\s*+"
    r"(?:[，,]\s*+作者\s*+[:：]?\s*+[^。]{1,30})?[。.]{0,3}"
    rf"|[（(【]\s*+(?:本文|文章|稿件)?来源于\s*+{_FIRST_NAME.format('came')}\s*+[)）】]"
    rf"|(?:本文|文章|稿件)来源于\s*+[:：]?\s*+{_FIRST_NAME.format('told')}[。；;]?"
    r"|[（(]\s*+据(?P<by>[\u4e00-\u9fff]{2,14}(?:[报网社台刊]|客户端|发布|公众号))(?:消息|报道)?\s*+[)）]"
)
"""Who passed a text on, in words or in brackets: 本文转载自“海角发布”公众号, （原载《海角报》), as
WeChat says it: 以下文章来源于健康海角，作者段敏."""
_OF_ACCOUNT = late(
    r"\s*+\d{4}[-年/]\d{1,2}[-月/]\d{1,2}日?\s++\d{1,2}:\d{2}\s++发[表布]于\s*+[\u4e00-\u9fff]{2,6}\s*+"
)
"""When and where an account of WeChat published: 2024-05-06 10:30 发表于西藏."""
_SIGN = late(r"[0-9０-９:：/〇○零|｜丨]|来源[\s】\]]")
"""What every line of source and date has at least one of."""
_LONGEST = 140
"""Characters of a line of source and date."""
_SHORT = 10
"""Characters that may stand before a date in figures: 名医主刀2016-07-26."""


def journal(text: str) -> str | None:
    """Return the journal that a line names with its year and number, or None."""
    found = _JOURNAL.fullmatch(text.strip())
    return found["name"] if found else None


def issue_year(text: str) -> Span | None:
    """Return where the line of a journal says the year of its volume, or None."""
    found = _JOURNAL.fullmatch(text.strip()) if text[:1].strip() else None
    return found.span("year") if found and found["year"] else None


def is_address(text: str) -> bool:
    """Return whether a line is the address of a page, and nothing else."""
    return "://" in text[:8] and bool(_ADDRESS.fullmatch(text))


def calendar(line: str) -> tuple[int, int, int] | None:
    """Return year, month and day of a line that sets them apart, as a leaf of a calendar does.

    26 2024-05, 2024/05 26, 2024 05-26; what its figures cannot be is none.
    """
    found = _LEAF.fullmatch(line)
    if not found:
        return None
    year, month, day = (int(next(filter(None, found.group(*names)))) for names in _PARTS)
    return (year, month, day) if 1 <= month <= 12 and 1 <= day <= 31 else None


def labels_imprint(term: str) -> bool:
    """Return whether a term, without its colon, is a label of source and date: 发布时间."""
    return bool(_LABEL.fullmatch(f"{simplified(term.strip(' :：'))}："))


def press_head(text: str) -> str | None:
    """Return the paper that the head of a reading service opens with, or None."""
    found = _PRESS.fullmatch(text.strip()) if " - " in text and text.isascii() else None
    return found["name"] if found else None


def supplied_by(text: str) -> str | None:
    """Return the department that a line says sent a text, or None."""
    found = _SUPPLIED.fullmatch(text) if "供稿" in text else None
    return found and (found["name"] or found["unit"])


def passed_on(text: str) -> str | None:
    """Return whom a line says that a text was taken from, or None."""
    found = _PASSED_ON.fullmatch(text.strip()) if _TAKES.search(text[:_OPENING]) else None
    return found and (
        found["bracketed"]
        or found["said"]
        or found["account"]
        or found["came"]
        or found["told"]
        or found["by"]
    )


def is_of_account(text: str) -> bool:
    """Return whether a line is the one that WeChat sets under the name of an account."""
    return "于" in text and bool(_OF_ACCOUNT.fullmatch(text))


def tells_event(text: str) -> bool:
    """Return whether a line says when something takes place: 活动时间：2024年5月6日."""
    return bool(_OF_EVENT.match(simplified(text)))


def made_by(text: str) -> str | None:
    """Return the house that a line says made what a page shows: 海角社 of 海角社音视频部制作."""
    found = _MADE.fullmatch(text.strip()) if text.rstrip().endswith(_MAKES) else None
    return found["name"] if found else None


def linked(text: str) -> str | None:
    """Return the house whose page a line leads to: 海角日报：http://paper.example.cn/a.htm."""
    found = _LINKED.fullmatch(text.strip()) if "://" in text else None
    return found and found["name"]


def house_of(text: str) -> str | None:
    """Return the house that a line without a label of source names by its form, or None."""
    return press_head(text) or journal(text) or supplied_by(text) or made_by(text) or linked(text)


def is_updated(text: str) -> bool:
    """Return whether a line in English says when a page was written: NewsUpdated: May 6, 2024."""
    return text[:1].isascii() and _UPDATED.fullmatch(text) is not None


def is_day(text: str) -> bool:
    """Return whether a line is a day, with its time or its place on a page, and no more."""
    plain = simplified(text)
    return bool(_DATE.search(plain)) and not _without_day(plain)


def _without_day(plain: str) -> str:
    return _BESIDE.sub("", _TIME.sub("", _DATE.sub("", plain)))


@lru_cache(maxsize=1024)
def is_imprint(text: str) -> bool:
    """Return whether ``text`` is a line of source and date: no sentence, no headline."""
    text = text.strip()
    if len(text) > tibetan_heads.LONGEST:
        return is_address(text)
    if IS_BO.search(text):
        return tibetan_heads.is_imprint(text)
    if text[:1] == "《" and _PAPERS.fullmatch(simplified(text)):
        return True
    if press_head(text) or supplied_by(text) or passed_on(simplified(text)) or linked(text):
        return True
    if ("综合" in text and _COLLECTED.fullmatch(text)) or made_by(text):
        return True
    if not 4 < len(text) <= _LONGEST or not _SIGN.search(text) or tells_event(text):
        return False
    if "。" in text and "://" not in text:
        return False
    plain = _SLIP.sub("：", simplified(text))
    return _has_form(text, plain) or _has_date(plain)


def _has_form(text: str, plain: str) -> bool:
    """Return whether a line, ``plain`` in simplified script, has a form of source and date."""
    if text[0].isascii() and (_UPDATED.fullmatch(text) or english_heads.is_imprint(text)):
        return True
    if plain[:2] == "20" and _IN_SECTION.fullmatch(plain):
        return True
    if _NO_YEAR.fullmatch(plain) or (
        ("月" in plain or "年" in plain) and _MONTH_OF.fullmatch(plain)
    ):
        return True
    if len(plain) <= _LEAF_AT_MOST and calendar(plain):
        return True
    if _MONTH.fullmatch(plain) or _SOURCE.fullmatch(plain) or _JOURNAL.fullmatch(plain):
        return True
    return "/" in plain and bool(_DATABANK.fullmatch(plain))


def _has_date(plain: str) -> bool:
    """Return whether a line in simplified script has a date, and beside it nothing but who, when
    and what a page labels so."""
    dates = list(_DATE.finditer(plain))
    if not dates or re.search(r"[。！？；!?;]", plain):
        return False
    if len(_LABEL.findall(plain)) + bool(_TIME.search(plain)) >= 1 + (
        "，" in plain or "," in plain
    ):
        return True
    rest = _without_day(plain)
    last = dates[-1]
    in_figures = last.end() == len(plain) and "年" not in last.group()
    return not rest or bool(_PUBLISHER.fullmatch(rest)) or (in_figures and len(rest) <= _SHORT)
