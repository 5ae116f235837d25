"""Tibetan particles that are written into the syllable before them: ལྷ་སའི is ལྷ་ས with a genitive.

They go on open syllables, which have no final letter: འི, འོ, འམ and འང, one or two of them, འིས, and
the single letters ས and ར (the list is that of Botok, OpenPecha; the rule that of སུམ་ཅུ་པ). Where a
final འ was, it gives way: མཁའ, མཁའི. ས and ར are also common final letters (ལས, མཁས), so that they
are taken for particles only behind what shows that it is open: a vowel sign, a subjoined letter, or
a letter alone; ཁམས, གནས and མཁས stay whole. ``units.js`` has the same rule.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence

_PARTICLES = re.compile(r"(.+?)(?:འིས|(?:འ[ིོམང]){1,2})")
_OPEN = re.compile(r"[\u0f40-\u0f6c]|.*[\u0f71-\u0f7d\u0f80\u0f81\u0f90-\u0fbc]")
_BARE = re.compile(r"[\u0f40-\u0f6c]{2,}")
"""Letters without a sign: before a particle their final འ is gone."""


@functools.lru_cache(maxsize=1 << 16)
def stem(syllable: str) -> str:
    """Return ``syllable`` without what may be a particle in it; any other unit as it is."""
    found = sure_stem(syllable)
    if found == syllable and syllable[-1:] in ("ས", "ར") and _OPEN.fullmatch(syllable[:-1]):
        return syllable[:-1]
    return found


@functools.lru_cache(maxsize=1 << 16)
def sure_stem(syllable: str) -> str:
    """Return ``syllable`` without particles that nothing else can be: འི, འོ, འམ, འང."""
    found = _PARTICLES.fullmatch(syllable)
    if not found:
        return syllable
    return found[1] + "འ" if _BARE.fullmatch(found[1]) else found[1]


def stems(units: Sequence[str]) -> tuple[str, ...]:
    """Return the units of a phrase without particles.

    A final ས or ར goes only at the end and with a unit before: ལས alone is a word, ལྷ་སར is ལྷ་ས.
    """
    last = len(units) - 1
    return tuple(stem(unit) if n and n == last else sure_stem(unit) for n, unit in enumerate(units))
