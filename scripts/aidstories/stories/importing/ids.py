"""Ids of stories: permanent, ASCII, readable: ``ningmo-qingshen-yiliao-bangfu``.

What divides words and what spells them, half a second to load, loads with the first title.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from types import MappingProxyType

from aidstories.paths import is_device
from aidstories.tables import Tables
from aidstories.words import word_divider

MAX_LENGTH = 40
"""Characters of an id, before ``-2`` tells it from another."""

_WORD = re.compile(r"[0-9A-Za-z]+|[\u3400-\u9fff]+")
# 藏 is Tibet (zang) in 藏东, 藏医, 援藏, 青藏; it hides (cang) in 收藏, 储藏, 藏书.
_TIBET = re.compile(r"(?:\A|(?<=[援进入驻在离青川滇汉西]))藏(?![身匿书品拙头污])")


def make_id(title: str, fallback: str, tables: Tables) -> str:
    """Return the pinyin of ``title``, word by word, cut after at most 40 characters.

    ``tables`` say how places are read. ``fallback`` serves where the title has neither Chinese
    nor Latin words.
    """
    readings = _readings(tables)
    divide = word_divider()
    divided = [word for run in _WORD.findall(title) for word in divide(run)]
    kept = ""
    for word in filter(str.isascii, (_spell(word, readings) for word in divided)):
        longer = f"{kept}-{word}" if kept else word[:MAX_LENGTH]
        if len(longer) > MAX_LENGTH:
            break
        kept = longer
    made = kept or re.sub(r"[^0-9a-z]+", "-", fallback.lower()).strip("-") or "story"
    return f"{made}-1" if is_device(made) else made


@lru_cache(maxsize=2)
def _readings(tables: Tables) -> Mapping[str, str]:
    """Return how places are read, by name and short name: 长治 → changzhi."""
    readings: dict[str, str] = {}
    for place in tables.places:
        name, *kind = place.pinyin.split(" ")
        readings.setdefault(place.zh, name + "".join(kind))
        for short in place.shorts:
            readings.setdefault(short, name)
    return MappingProxyType(readings)


def _spell(word: str, readings: Mapping[str, str]) -> str:
    return readings[word] if word in readings else _pinyin(word)


@lru_cache(maxsize=4096)
def _pinyin(word: str) -> str:
    """Return how a word is read; the titles of an archive share most of theirs: 医疗队, 支援."""
    from pypinyin import lazy_pinyin

    return "".join(lazy_pinyin(_TIBET.sub("葬", word))).lower()  # 葬 is read zang and only so


def allot(wanted: str, taken: Callable[[str], bool]) -> str:
    """Return ``wanted``, or the first of ``wanted-2``, ``wanted-3`` … that is not ``taken``.

    Numbers are given out one after another, so the first free one is found by bisection: ten
    thousand stories may have the same title.
    """
    if not taken(wanted):
        return wanted
    used, free = 1, 2
    while taken(f"{wanted}-{free}"):
        used, free = free, 2 * free
    while free - used > 1:
        middle = (used + free) // 2
        used, free = (middle, free) if taken(f"{wanted}-{middle}") else (used, middle)
    return f"{wanted}-{free}"
