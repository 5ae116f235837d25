"""Where the aid came from and where it arrived: every mention of a place is weighed by its words.

A cue reads the words before or behind a mention within its sentence. It says that the place gives
(南京援藏医疗队), receives (进驻色尼区) or is only named (赴南通市考察).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from aidstories.describe.cues import SCHEME, SENDS, Cues, Part, cues_of
from aidstories.describe.cues.chinese import CHINESE
from aidstories.describe.cues.english import ENGLISH
from aidstories.describe.cues.tibetan import TIBETAN
from aidstories.describe.languages import Language, text_language
from aidstories.describe.listed import closes_list, is_of_many, names_all
from aidstories.describe.mentions import Mention, parents
from aidstories.model import Article, Span
from aidstories.restore.lexicon.journals import FOOTNOTE
from aidstories.restore.lexicon.late import late


class Weighed(NamedTuple):
    """A mention with its part and weight; ``end`` is where the deciding words end."""

    mention: Mention
    part: Part
    weight: float
    end: int


@dataclass(frozen=True, slots=True)
class _Reading:
    """How the words around a place are read in a language."""

    cues: Cues
    sentence: re.Pattern[str]
    """What ends a sentence."""
    reach: int
    """Characters read on each side of a place; in Chinese, the cues that decided read 21."""


_READINGS = {
    Language.CHINESE: _Reading(cues_of(CHINESE), late(r"[。！？；\n]"), 40),
    Language.ENGLISH: _Reading(cues_of(ENGLISH), late(r"(?<!Dr)(?<!M[rs])[.!?;](?=\s|$)|\n"), 120),
    Language.TIBETAN: _Reading(cues_of(TIBETAN), late(r"[།\n]"), 60),
}
_PATIENTS = late(
    r"(?:(?!专家|医生|医师|教授|团队|医疗队)[^，。；]){0,16}?(?:患儿|患者|病人|病童|先心病|白内障|包虫病)(?!专家|医生|医师|团队)"
)
_TREATED = late(
    r"[^。；]{0,44}?(?:(?:接受)?(?P<free>免费)[^，。；]{0,8}(?:治疗|手术|救治)|接受[^，。；]{0,8}(?:治疗|手术|救治)"
    r"|(?:的|进行|做|实施)手术|(?:治疗|手术|救治)[^。；]{0,16}(?P<paid>费用[^。；]{0,10}(?:承担|减免)))"
)
"""What stands behind a place where patients are treated."""
_WORK_AT = late(
    rf"\W*{FOOTNOTE}\s*+[:：]"
    r"|\s*+[（(]?\d{1,2}\s*+[.．、)）]\s*+[^。；;\n]{4,80}\s?\d{6}\s*+[;；,，.)）]?\s*+$"
    r"|(?:\d{1,2}\s*+[.．]\s*+)?[A-Z][^。\n]{20,200},\s*+(?:P\.?\s?R\.?\s?)?China\s*+;?$"
)
"""What opens a paper's lines of where its writers work, and one such line in English."""
_LIST = ("、", "和", "与", "及", "以及", ", ", " and ", ", and ")


def weigh(article: Article, mentions: Sequence[Mention]) -> tuple[Weighed, ...]:
    """Return each mention with the part that the words around it give, in the same order."""
    weighed: list[Weighed] = []
    following: Weighed | None = None
    together = False
    for mention in reversed(mentions):
        text = article.passages[mention.passage].text
        near = following and following.mention.passage == mention.passage
        limit = following.mention.start if following and near else len(text)
        found = _weigh_one(text, mention, max(limit, mention.end))
        listed = following is not None and _lists(text, mention, following.mention)
        gives = following is not None and following.part is Part.GIVES
        together = listed and gives and (together or _closes(text, following))
        if following and listed and gives and following.weight >= SCHEME:
            found = Weighed(mention=mention, part=Part.GIVES, weight=SCHEME, end=following.end)
        elif following and together and found.part is Part.NAMED and following.weight >= SENDS:
            found = found._replace(part=Part.GIVES, weight=following.weight, end=following.end)
        following = found
        aside = _WORK_AT.match(text)
        weighed.append(found._replace(part=Part.NAMED, weight=0.0) if aside else found)
    told = _beside_many(article, _narrowed(article, _shared(article, tuple(reversed(weighed)))))
    return _away(article, _surveyed(article, told))


def _closes(text: str, following: Weighed | None) -> bool:
    return following is not None and closes_list(text, following.mention)


_DONE = late(r"(?:开展|进行|义诊|巡诊|坐诊|巡回医疗|调研|带教|送医|支援|工作)")
"""What is done in all the places of a list that it stands behind."""
_EACH = late(r"(?:分赴|(?:先后|分别|陆续|相继)[^，。；、]{1,4})$")
"""What says before a list that all of it is meant: 先后走进."""
_BEFORE = 8
"""Characters before a list that `_EACH` reads."""


def _shared(article: Article, weighed: tuple[Weighed, ...]) -> tuple[Weighed, ...]:
    """Return the places with those helped that stand in one whole list with one that is.

    到疏勒、莎车等两县义诊: the words before a list speak of all that it counts, and those behind it
    of each: 赴色达县、石渠县、德格县开展巡回医疗; so do some before it: 分赴色达县、石渠县.
    """
    ends = _list_ends(article, weighed)
    found, each = list(weighed[:1]), False
    for w, end in zip(weighed[1:], ends[1:], strict=True):
        text, last = article.passages[w.mention.passage].text, found[-1]
        listed = _lists(text, last.mention, w.mention)
        start = last.mention.start
        each = listed and (each or bool(_EACH.search(text[max(0, start - _BEFORE) : start])))
        alike = last.part is Part.RECEIVES and w.part is Part.NAMED and w.weight
        whole = each or names_all(text, w.mention) or _DONE.match(text, end)
        found.append(
            w._replace(part=last.part, weight=last.weight) if alike and listed and whole else w
        )
    return tuple(found)


def _list_ends(article: Article, weighed: Sequence[Weighed]) -> list[int]:
    """Return for each place where the list ends that it stands in; alone, where it ends itself."""
    ends: list[int] = []
    for i in reversed(range(len(weighed))):
        here, below = weighed[i].mention, weighed[i + 1].mention if ends else None
        text = article.passages[here.passage].text
        ends.append(ends[-1] if below and _lists(text, here, below) else here.end)
    return ends[::-1]


_KNOWN_FOR = late(r"[^，。；、：！？]{2,14}的")
"""What is said of a place before its name: 省里最远的."""


def _narrowed(article: Article, weighed: tuple[Weighed, ...]) -> tuple[Weighed, ...]:
    """Return the places with those helped that say which part of a place helped is meant.

    专家来到某省风沙最大的某县: the county is named behind its province and what it is known for.
    """
    found = list(weighed[:1])
    for w in weighed[1:]:
        over, text = found[-1], article.passages[w.mention.passage].text
        inside = w.mention.path.startswith(f"{over.mention.path}/")
        same = over.mention.passage == w.mention.passage and w.part is Part.NAMED and w.weight
        helped = inside and same and over.part is Part.RECEIVES
        if helped and _KNOWN_FOR.fullmatch(text, over.mention.end, w.mention.start):
            w = w._replace(part=over.part, weight=over.weight)
        found.append(w)
    return tuple(found)


def _beside_many(article: Article, weighed: tuple[Weighed, ...]) -> tuple[Weighed, ...]:
    """Return the provinces of a list of many as only named, where the text says who sends here.

    会议确定北京、上海等19省市支援新疆 over 北京市对口支援和田地区: the first tells of all.
    """
    many = [is_of_many(article.passages[w.mention.passage].text, w.mention) for w in weighed]
    sends = (w.part is Part.GIVES and w.weight >= SENDS for w in weighed)
    if not any(gives and not one for gives, one in zip(sends, many, strict=True)):
        return weighed
    plain = (w._replace(part=Part.NAMED, weight=0.0, end=w.mention.end) for w in weighed)
    return tuple(p if one else w for w, p, one in zip(weighed, plain, many, strict=True))


_SURVEYED = 4
"""Provinces of one list of which nothing else is said, chosen by hand: a study counts them off."""


def _surveyed(article: Article, weighed: tuple[Weighed, ...]) -> tuple[Weighed, ...]:
    """Return the provinces that a list only counts off as nothing: 贵州、青海、宁夏、西藏上升."""
    found, run = list(weighed), list[int]()
    for i, w in enumerate(weighed):
        plain = w.part is Part.NAMED and "/" not in w.mention.path
        text = article.passages[w.mention.passage].text
        goes_on = run and _lists(text, weighed[run[-1]].mention, w.mention)
        run = [*run, i] if plain and goes_on else [i] if plain else []
        if len(run) >= _SURVEYED:
            for k in run:
                found[k] = found[k]._replace(weight=0.0)
    return tuple(found)


def _away(article: Article, weighed: tuple[Weighed, ...]) -> tuple[Weighed, ...]:
    """Return the places with those outside the patients' province where they are treated changed.

    The house that treats them free of charge gives; where they are treated only is named only.
    """
    homes = {
        parents(w.mention.path)[-1]
        for w in weighed
        if w.part is Part.RECEIVES and _PATIENTS.match(_behind(article, w))
    }
    return tuple(_treating(article, w, homes) for w in weighed) if homes else weighed


def _treating(article: Article, w: Weighed, homes: set[str]) -> Weighed:
    found = _TREATED.match(_behind(article, w))
    if not found or parents(w.mention.path)[-1] in homes or w.part is Part.GIVES:
        return w
    part, weight = (Part.GIVES, SENDS) if found["free"] or found["paid"] else (Part.NAMED, 0.0)
    return Weighed(mention=w.mention, part=part, weight=weight, end=w.mention.end + found.end())


def _behind(article: Article, w: Weighed) -> str:
    return article.passages[w.mention.passage].text[w.mention.end : w.mention.end + _FAR]


_SHORTENED = late(r"[（(](?:以下|下)?简称[^（）()]{2,16}[)）]")
"""What stands between a name and what it does: （以下简称“某院”）."""
_FAR = 76
"""Characters in which what is done to patients stands behind a place; `_TREATED` reads 76."""


@lru_cache(maxsize=256)
def sentence_spans(text: str) -> tuple[Span, ...]:
    """Return the sentences of a passage as spans, without what ends them."""
    return tuple(_sentence_spans(text))


def _sentence_spans(text: str) -> Iterator[Span]:
    start = 0
    for mark in _READINGS[text_language(text)].sentence.finditer(text):
        if mark.start() > start:
            yield start, mark.start()
        start = mark.end()
    if start < len(text):
        yield start, len(text)


def _weigh_one(text: str, mention: Mention, limit: int) -> Weighed:
    """Return the first cue that fits; none: the place is only named.

    ``limit`` is where the next place begins.
    """
    reading = _READINGS[text_language(text)]
    lo = max(0, mention.start - reading.reach)
    before = reading.sentence.split(text[lo : mention.start])[-1]
    named = _SHORTENED.match(text, mention.end)
    begin = named.end() if named else mention.end
    after = reading.sentence.split(text[begin : begin + reading.reach])[0]
    alone = after[: max(limit - begin, 0)]
    found = reading.cues.first_fit(before, after, alone)
    if found is None:
        return Weighed(mention=mention, part=Part.NAMED, weight=0.5, end=mention.end)
    cue, end = found
    last = begin + end if end else mention.end
    return Weighed(mention=mention, part=cue.part, weight=cue.weight, end=last)


def _lists(text: str, mention: Mention, following: Mention) -> bool:
    """Return whether two mentions stand in one list: 北京、江苏援藏医疗队, 杭嘉援藏医疗队."""
    if mention.passage != following.passage:
        return False
    return mention.end > following.start or text[mention.end : following.start] in _LIST
