"""`pypinyin` with each syllable converted once: a module of its own, as it takes .24 s to load.

A build asks for some fifteen thousand names, and two thirds of the time went into converting the
same 1,300 syllables: 40 µs a name, now 16.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from pypinyin import Style
from pypinyin.constants import PHRASES_DICT
from pypinyin.converter import DefaultConverter
from pypinyin.core import Pinyin

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


_READER = Pinyin(_Converter())


def read(name: str, style: int, errors: Any) -> list[str]:
    """Return what `pypinyin.lazy_pinyin` does; ``style`` is a `pypinyin.Style` or its number."""
    found: list[str] = _READER.lazy_pinyin(name, style=Style(style), errors=errors)
    return found


@_kept
def _in_style(syllable: str, style: Style) -> str:
    return str(DefaultConverter().convert_style("", syllable, style=style, strict=True))
