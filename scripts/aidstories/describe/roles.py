"""Where the aid came from and where it arrived: every mention of a place is weighed by its words.

A cue reads the words before or behind a mention within its sentence. It says that the place gives
(南京援藏医疗队), receives (进驻色尼区) or is only named (赴南通市考察).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aidstories.describe.cues import CUES, SCHEME, SERVED, Cue, Part, first_fit
from aidstories.describe.cues_abroad import ENGLISH, TIBETAN
from aidstories.describe.languages import Language, text_language
from aidstories.describe.mentions import Mention
from aidstories.model import Article, Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """A mention with its part and weight; ``end`` is where the deciding words end."""

    mention: Mention
    part: Part
    weight: float
    end: int


@dataclass(frozen=True, slots=True)
class _Reading:
    """How the words around a place are read in a language."""

    cues: Sequence[Cue]
    sentence: re.Pattern[str]
    """What ends a sentence."""
    reach: int
    """Characters read on each side of a place; in Chinese, the cues that decided read 21."""


_READINGS = {
    Language.CHINESE: _Reading(CUES, re.compile(r"[。！？；\n]"), 40),
    Language.ENGLISH: _Reading(ENGLISH, re.compile(r"(?<!Dr)(?<!M[rs])[.!?;](?=\s|$)|\n"), 120),
    Language.TIBETAN: _Reading(TIBETAN, re.compile(r"[།\n]"), 60),
}
_COUNTY = re.compile(r"[县旗](?:人民|中|中心|藏)?医院$")
_PAIRED = re.compile(
    r"[与和同](?![^，。；]{0,16}[县旗])[^，。；]{2,30}?医院[^，。；]{0,8}(?:对口|结对|结成)"
)
_PARTNER = re.compile(r"(?<![县旗])(?:人民|中|中心)?医院[与和同]$")
_PAIR = re.compile(
    r"(?:结成)?(?:对口|结对)(?:帮扶|支援|协作)(?:签约|协议|关系|合作|工作|仪式|[，。；]|$)"
)
"""What stands behind two houses of which the second is helped, and behind nobody who helps."""
_LIST = ("、", "和", "与", "及", "以及", ", ", " and ", ", and ")


def weigh(article: Article, mentions: Sequence[Mention]) -> tuple[Weighed, ...]:
    """Return each mention with the part that the words around it give, in the same order."""
    weighed: list[Weighed] = []
    following: Weighed | None = None
    for mention in reversed(mentions):
        text = article.passages[mention.passage].text
        near = following and following.mention.passage == mention.passage
        limit = following.mention.start if following and near else len(text)
        found = _weigh_one(text, mention, max(limit, mention.end))
        if following and following.weight >= SCHEME and _lists(text, mention, following.mention):
            found = Weighed(mention=mention, part=Part.GIVES, weight=SCHEME, end=following.end)
        following = found
        weighed.append(found)
    return tuple(reversed(weighed))


def sentence_spans(text: str) -> Iterator[Span]:
    """Yield the sentences of a passage as spans, without what ends them."""
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
    after = reading.sentence.split(text[mention.end : mention.end + reading.reach])[0]
    alone = after[: limit - mention.end]
    paired = _PAIRED.match(after) or (_PARTNER.search(before) and _PAIR.match(after))
    if paired and _COUNTY.search(mention.institution or ""):
        # 连山县医院与清远市人民医院对口帮扶: whichever stands first, the county's is helped.
        return Weighed(mention=mention, part=Part.RECEIVES, weight=SERVED, end=mention.end)
    found = first_fit(reading.cues, before, after, alone)
    if found is None:
        return Weighed(mention=mention, part=Part.NAMED, weight=0.5, end=mention.end)
    cue, end = found
    return Weighed(mention=mention, part=cue.part, weight=cue.weight, end=mention.end + end)


def _lists(text: str, mention: Mention, following: Mention) -> bool:
    """Return whether two mentions stand in one list: 北京、江苏援藏医疗队, 杭嘉援藏医疗队."""
    if mention.passage != following.passage:
        return False
    return mention.end > following.start or text[mention.end : following.start] in _LIST
