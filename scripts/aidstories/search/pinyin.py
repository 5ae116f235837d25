"""Chinese in Latin letters: what `pypinyin` reads, loaded when the first name is read."""

from __future__ import annotations

from typing import Any

PLAIN, TONES_LAST = 0, 8
"""How a syllable is written, with the numbers of `pypinyin.Style`: NORMAL (zhong), TONE3
(zhong1)."""


def lazy_pinyin(name: str, style: int = PLAIN, errors: Any = "default") -> list[str]:
    """Return what `pypinyin.lazy_pinyin` does."""
    from aidstories.search.reader import read

    return read(name, style, errors)
