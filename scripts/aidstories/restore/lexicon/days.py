"""Lines that head a day, as diaries and reports of a journey set them: 5月6日 星期一 晴, Day 2."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from aidstories.restore.lexicon.chars import HAN
from aidstories.restore.lexicon.dateline import dateline_end
from aidstories.restore.lexicon.imprint import is_imprint
from aidstories.restore.lexicon.late import late

_COUNT = r"[\d一二三四五六七八九十百两]{1,4}"
_STAGE = (
    rf"(?:(?:[入进援在到抵][\u4e00-\u9fff]{{1,3}})?第{_COUNT}(?:[天日夜周站程课章]|个[月周]"
    r"|[次趟回批轮场例](?![\u4e00-\u9fff]{5})[\u4e00-\u9fff]{0,4})"
    r"|[Dd](?:ay|AY)\.? ?(?:\d{1,3}|[A-Za-z]{2,6}))"
)
"""What counts a day among others: 第三站, 第三次出诊, 入藏第10天, Day 3."""
_DATE = (
    r"(?:(?:\d{4}|[一二][〇零○九][〇零○一二三四五六七八九]{2})\s?[-/.年]\s?)?"
    r"(?:\d{1,2}|[一二三四五六七八九十]{1,2})\s?[-/.月]\s?(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s?[日号]?"
)
_IN_ENGLISH = r"(?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8})(?:, \d{4})?"
_HOUR = (
    r"(?:凌晨|清晨|早[上晨]|上午|中午|正午|下午|傍晚|晚上?|夜里|深夜|午夜)?"
    r"(?:\d{1,2}[:：]\d{2}|(?:\d{1,2}|[一二两三四五六七八九十]{1,3})[点时](?:半|整|一刻|\d{1,2}分)?)"
)
"""An hour: 21:40, 凌晨3点, 上午十点半."""
_WEEKDAY = r"[（(]?(?:星期|周|礼拜)[一二三四五六日天][)）]?"
_SKY = (
    r"(?:[大中小阵]?[晴阴雨雪雾霾]|多云|大风|沙尘|扬沙|浮尘|冰雹)[\u4e00-\u9fff]{0,3}"
    r"|(?:气温)?-?\d{1,2}(?:～|~|-)?-?\d{0,2}℃"
)
_HEIGHT = r"海拔(?:约|近)?\d{3,4}米"
_NAMED = rf"(?:时间|日期)[:：]\s?{_DATE}\s{{1,4}}地点[:：]\s?[{HAN}]{{2,12}}"
"""A day and its place by their labels: 时间：7月21日 地点：乡卫生院."""
_BETWEEN = r"[，,、：:·|\s]{0,3}"
_MARK = r"[\s【（(▌▎■●◆★▶]{0,3}"
_END = r"[\s】）)]{0,3}"
_SAYS_WHEN = rf"(?:{_WEEKDAY}|{_SKY}|{_HEIGHT}|{_HOUR}|{_DATE}|{_IN_ENGLISH})"
_DAY = late(
    rf"{_NAMED}|{_MARK}(?:{_STAGE}|{_DATE}|{_IN_ENGLISH}|{_HOUR})(?:{_BETWEEN}{_SAYS_WHEN}){{0,4}}{_END}"
)
"""A day, a stage or an hour, and no more than what the sky was and where in the week it stood."""
_DAY_AND = late(
    rf"{_MARK}(?:{_STAGE}{_BETWEEN})?(?:{_DATE}|{_STAGE}|{_HOUR})(?:{_BETWEEN}{_SAYS_WHEN}){{0,3}}"
    rf"[\s·，,：:|]{{1,3}}[{HAN}]{{1,8}}(?:[\s·，,]{{1,3}}(?:{_HEIGHT}|[{HAN}]{{1,8}}))?{_END}"
)
"""A day with the place or the doing of it: 4月1日 晴 海拔4900米, 5月10日 回程, 第三站，甲县."""


_DUE = late(
    r"\s*+\d{1,2}[:：]\d{2}(?:\s?[-–—~～至]\s?\d{1,2}[:：]\d{2})?[ \u3000]{0,2}"
    rf"[{HAN}][^。！？；\n]{{0,20}}\s*+"
)
"""A line of a timetable: an hour, or from one to the next, and what is due: 7:30 集合."""


_EVENT = late(
    rf"\s*+(?P<day>(?:\d{{4}}年)?\d{{1,2}}月(?:\d{{1,2}}日)?|\d{{4}}年)[ \u3000：:]{{1,3}}"
    rf"(?=[^{HAN}]{{0,4}}[{HAN}]{{2}})[^。！？；\n]{{2,40}}(?<![：:，、])\s*+"
)
"""A line of a chronicle: a year, a month or a day, and what happened: 2017年3月 首批队员抵达."""


def day_of_event(text: str) -> str:
    """Return the day, as printed, of a line that says what happened then; "" of any other."""
    found = _EVENT.fullmatch(text)
    return found["day"] if found and not (dateline_end(text) or is_diary_day(text)) else ""


_FIGURES = late(r"\d+")


def goes_forward(days: Sequence[str]) -> bool:
    """Return whether three days or more, as printed and all in one form, follow each other."""
    parts = [tuple(map(int, _FIGURES.findall(day))) for day in days]
    alike = len(days) > 2 and len({len(part) for part in parts}) == 1
    return alike and all(one < other for one, other in pairwise(parts))


_ONE_DAY = late(
    r"\s*+(?:[去前]年(?:[春夏秋冬][天日]?)?|(?:\d{1,2}|[一二三四五六七八九十]{1,2})月)的"
    r"(?:(?:第一|最后一|头一)[天夜]|一个?[春夏秋冬雪雨]?(?:天|夜晚?|清晨|早[晨上]|上午|午后|下午|黄昏|傍晚|深夜))\s*+"
)


def tells_one_day(text: str) -> bool:
    """Return whether a line is a day that nobody counts: 7月的最后一天, 去年的一个夏夜."""
    return bool(_ONE_DAY.fullmatch(text))


def is_due(text: str) -> bool:
    """Return whether a line says what is due at an hour: 7:30 集合, 14:00-15:00 查房."""
    return bool(_DUE.fullmatch(text))


def is_diary_day(text: str) -> bool:
    """Return whether a line is a day alone, as a diary sets it: 5月6日 星期一 晴."""
    return bool(_DAY.fullmatch(text))


def heads_day(text: str) -> bool:
    """Return whether a line opens with a day and says no more than a diary does of one."""
    if is_diary_day(text):
        return True
    return bool(_DAY_AND.fullmatch(text)) and not (is_imprint(text) or dateline_end(text))
