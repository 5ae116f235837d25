"""One spelling for what readers take as the same: 醫療 and 医疗, Ａ and a, ༣ and 3.

NFKC, case, traditional → simplified characters, Tibetan digits → ASCII, ༀ → ཨོཾ, ྃ → ཾ.
``fold.js`` does the same in the browser; ``tests/search/vectors.json`` holds both to it. Only
single characters are mapped, so that every folded character comes from a known place of the text.
"""

from __future__ import annotations

import functools
import unicodedata
from collections.abc import Iterator

from aidstories.characters import normalized
from aidstories.restore.lexicon.chars import TRADITIONAL

_DIGITS = dict(zip("༠༡༢༣༤༥༦༧༨༩", "0123456789", strict=True))
_OM = "ༀ", "ཨོཾ"
"""One syllable in one character, which NFKC leaves as it is."""
_SAME = dict(
    zip(
        "\u0f82\u0f83\u0f6a\u0fba\u0fbb\u0fbcʼ",
        "\u0f7e\u0f7e\u0f62\u0fad\u0fb1\u0fb2'",
        strict=True,
    )
)
"""Tibetan letters in two codes: the candrabindu as the anusvara, ra, wa and ya of fixed form; and
the apostrophe that stands for འ in ALA-LC."""
_INVISIBLE = ("\u00ad", "\u200b", "\u200c", "\u200d", "\u200e", "\u200f", "\u2060", "\ufeff")
_SELECTORS = ((0xFE00, 0xFE10), (0xE0100, 0xE01F0))
_JAMO = ((0x1100, 0x1200), (0xA960, 0xA980), (0xD7B0, 0xD800), (0xFFA0, 0xFFDD))
_VOICED = "\uff9e\uff9f"
"""Half-width marks of kana: letters by category, but NFKC joins them to what stands before."""


def fold(text: str) -> str:
    """Return ``text`` in the spelling of the index. Folding twice changes nothing."""
    cased = normalized("NFKC", text).translate(_CASE)
    return normalized("NFKC", cased).translate(_simple())


def clusters(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield pieces of ``text`` that fold by themselves, as ``(folded, start, end)``.

    Joined together the pieces are ``fold(text)``.
    """
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or not _continues(text[end - 1], text[end]):
            yield fold(text[start:end]), start, end
            start = end


@functools.cache
def simplified() -> dict[str, str]:
    """Return OpenCC's map of traditional to simplified characters."""
    return {chr(old): chr(new) for old, new in TRADITIONAL.items()}


def folds_alone(character: str) -> bool:
    """Return whether ``character`` never joins what stands before it when it is folded.

    A text of such characters folds one by one.
    """
    return not (_is_mark(character) or _is_jamo(character))


def _continues(before: str, character: str) -> bool:
    if character < "\u0300":
        return False
    return _is_mark(character) or (_is_jamo(character) and _is_jamo(before))


def _is_mark(character: str) -> bool:
    return unicodedata.category(character)[0] == "M" or character in _VOICED


def _is_jamo(character: str) -> bool:
    return any(a <= ord(character) < b for a, b in _JAMO) or "가" <= character <= "힣"


class _Case(dict[int, str]):
    """Lower case of the upper case, so that ß is ss and ς is σ wherever they stand."""

    def __missing__(self, point: int) -> str:
        folded = chr(point).upper().lower()
        self[point] = folded
        return folded


_CASE = _Case()


@functools.cache
def _simple() -> dict[int, str]:
    dropped = [*map(ord, _INVISIBLE), *(p for a, b in _SELECTORS for p in range(a, b))]
    mapped = {
        ord(old): new for old, new in (*simplified().items(), *_DIGITS.items(), *_SAME.items(), _OM)
    }
    return dict.fromkeys(dropped, "") | mapped
