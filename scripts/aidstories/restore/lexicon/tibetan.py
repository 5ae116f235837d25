"""Tibetan: one code for the tsheg, no deprecated vowels, marks in canonical order.

U+0F0C (a tsheg that forbids a break) becomes U+0F0B, except before a shad, where it is right
(tlreq: between ང and ། the author should type U+0F0C). U+0F77 and U+0F79 are deprecated by
Unicode; the canonical order of marks makes equal syllables equal. A vowel typed before the letter
below it goes behind: a stack is written from top to bottom, its vowels last (Unicode, 13.4).
"""

from __future__ import annotations

import re

from aidstories.characters import normalized
from aidstories.restore.lexicon.late import late

UNBREAKABLE = late(r"\u0f0c(?![\s\u00a0]*[\u0f0d-\u0f12])")
_DEPRECATED = {"\u0f77": "\u0fb2\u0f71\u0f80", "\u0f79": "\u0fb3\u0f71\u0f80"}
_BELOW = "\u0f8d"
"""The first letter below: all before it are vowels and signs."""
_MARKS = late(r"[\u0f71-\u0f7d\u0f80\u0f81\u0f8d-\u0fbc]{2,}")
SYLLABLE = late(r"[\u0f18-\u0fbc]+")


def regular(text: str) -> str:
    """Return ``text`` with all that `regularise_tibetan` would change."""
    return canonical(UNBREAKABLE.sub("\u0f0b", text))


def canonical(syllable: str) -> str:
    """Return a syllable without deprecated vowels, its marks in canonical order (NFC)."""
    plain = "".join(_DEPRECATED.get(c, c) for c in syllable)
    return normalized("NFC", _MARKS.sub(_stacked, plain))


def _stacked(marks: re.Match[str]) -> str:
    return "".join(sorted(marks.group(), key=lambda c: c < _BELOW))
