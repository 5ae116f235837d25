"""Where two texts of a passage differ, by words, figures, syllables and characters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from aidstories.model import Span

_UNITS = re.compile(r"[A-Za-z0-9.,%]+|[\u0f40-\u0fbc]+[\u0f0b\u0f0d]?|.", re.S)
"""What a change replaces whole: a word, a figure, a Tibetan syllable, else one character."""

_Hunk = tuple[int, int, int, int]


def hunks(old: str, new: str, whole: Iterable[Span]) -> list[_Hunk]:
    """Return where two texts differ, ``old[a:b]`` reading ``new[c:d]``, in units of `_UNITS`.

    A single unit that stays between two changes is coincidence: the two are one.
    """
    a, b = _UNITS.findall(old), _UNITS.findall(new)
    at, to = offsets(a), offsets(b)
    codes = SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
    found: list[_Hunk] = []
    last = -2
    for tag, i, j, n, m in codes:
        if tag == "equal":
            continue
        hunk = (at[i], at[j], to[n], to[m])
        found[-1:] = [_joined(found[-1], hunk)] if i - last <= 1 else [*found[-1:], hunk]
        last = j
    for span in whole:
        found = _kept_whole(found, span)
    return found


def offsets(units: Sequence[str]) -> list[int]:
    """Return where each of ``units`` begins in the text that they make, and where that ends."""
    found = [0]
    for unit in units:
        found.append(found[-1] + len(unit))
    return found


def _joined(one: _Hunk, other: _Hunk) -> _Hunk:
    return (one[0], other[1], one[2], other[3])


def _kept_whole(hunks: list[_Hunk], span: Span) -> list[_Hunk]:
    """Return the hunks so that none cuts ``span``: those that do grow together over it."""
    start, end = span
    inside = [n for n, (a, b, *_) in enumerate(hunks) if a < end and b > start]
    if not inside:
        return hunks
    first, last = inside[0], inside[-1]
    a, b, c, d = _joined(hunks[first], hunks[last])
    grown = (min(a, start), max(b, end), c - max(0, a - start), d + max(0, end - b))
    return [*hunks[:first], grown, *hunks[last + 1 :]]
