"""`pypinyin` with each syllable converted once: a module of its own, as it takes .24 s to load.

A build asks for some fifteen thousand names, and two thirds of the time went into converting the
same 1,300 syllables: 40 µs a name, now 16. Its dictionary has a list of its own for each character
of each of 47,000 phrases: 52 MB, of which 37 go where equal ones are one.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from pypinyin import Style, phrases_dict, pinyin_dict
from pypinyin.constants import PHRASES_DICT
from pypinyin.converter import DefaultConverter
from pypinyin.core import Pinyin
from pypinyin.seg.mmseg import p_set

_kept = lru_cache(maxsize=1 << 13)


class _Converter(DefaultConverter):
    def convert_style(
        self, han: str, orig_pinyin: str, style: Style, strict: bool, **more: Any
    ) -> str:
        return _in_style(orig_pinyin, style)

    def _phrase_pinyin(
        self, phrase: str, style: Style, heteronym: bool, errors: Any, strict: bool
    ) -> list[list[str]]:
        """Return the readings of a phrase; the dictionary's own lists, which nothing changes."""
        known = PHRASES_DICT.get(phrase)
        if known:
            return list(known)
        return super()._phrase_pinyin(phrase, style, heteronym, errors, strict)


def _share() -> None:
    """Have equal readings in the dictionary be one list, which nothing changes.

    All that stays is made anew, as what lies between keeps the memory of what goes.
    """
    one: dict[str, list[str]] = {}

    def shared(readings: list[str]) -> list[str]:
        told = "|".join(readings)
        if told not in one:
            one[told] = ["".join(list(each)) for each in readings]
        return one[told]

    phrases = {word[:1] + word[1:]: list(map(shared, read)) for word, read in PHRASES_DICT.items()}
    PHRASES_DICT.clear()
    PHRASES_DICT.update(phrases)
    p_set._set.clear()
    p_set.train(iter(PHRASES_DICT))
    phrases_dict.phrases_dict = {}  # `constants` has copies of both
    pinyin_dict.pinyin_dict = {}


_share()
_READER = Pinyin(_Converter())


def read(name: str, style: int, errors: Any) -> list[str]:
    """Return what `pypinyin.lazy_pinyin` does; ``style`` is a `pypinyin.Style` or its number."""
    found: list[str] = _READER.lazy_pinyin(name, style=Style(style), errors=errors)
    return found


@_kept
def _in_style(syllable: str, style: Style) -> str:
    return str(DefaultConverter().convert_style("", syllable, style=style, strict=True))
