"""How names are typed: without marks, in pinyin, by initials."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from aidstories.carried import Carried
from aidstories.search.fold import fold
from aidstories.search.particles import stems
from aidstories.search.pinyin import lazy_pinyin
from aidstories.search.units import units

_SURNAMES = {
    "单": "shan", "仇": "qiu", "曾": "zeng", "解": "xie", "查": "zha", "区": "ou", "任": "ren",
    "朴": "piao", "盖": "ge", "覃": "qin", "尉": "yu", "乐": "yue", "重": "chong", "翟": "zhai",
}  # fmt: skip
"""Surnames that are read otherwise than the word."""
_HAN = re.compile("[\u4e00-\u9fff]+")
_OTHERS = re.compile(r"[^a-z0-9]+")


@Carried
def squash(typed: str) -> str:
    """Return the units of ``typed`` in one: “组团式” 援藏 is 组团式援藏. Tibetan particles go."""
    if _HAN.fullmatch(typed):  # nine names of ten; each of their signs is a unit
        return fold(typed)
    return "".join(stems([unit.text for unit in units(fold(typed))]))


def is_latin(key: str) -> bool:
    """Return whether a squashed name is in Latin letters, with figures among them or without."""
    return key.isascii() and not key.isdigit()


def spelled(name: str, *, person: bool = False) -> Iterator[str]:
    """Yield the pinyin of ``name`` and, for two syllables or more, its initials.

    A person's surname is read as surnames are: 单 is shan.
    """
    yield from _spelled(name, person)


@Carried
def _spelled(name: str, person: bool) -> tuple[str, ...]:
    syllables = lazy_pinyin(name, errors="ignore")
    if person and name[:1] in _SURNAMES:
        syllables = [_SURNAMES[name[0]], *lazy_pinyin(name[1:], errors="ignore")]
    return tuple(latin(syllables))


def latin(syllables: Sequence[str]) -> Iterator[str]:
    """Yield ``syllables`` in one and, for two or more, the first letter of each."""
    whole = _OTHERS.sub("", "".join(syllables))
    if whole:
        yield whole
    if len(syllables) > 1:
        yield _OTHERS.sub("", "".join(syllable[:1] for syllable in syllables))


CARRIED = squash, _spelled
"""What an index need not spell again."""
