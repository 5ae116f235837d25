"""Tibetan text on pages: order, and where a line may break."""

from __future__ import annotations

import functools
import re
from collections.abc import Sequence
from typing import Any

from aidstories.carried import Carried
from aidstories.restore.lexicon.tibetan import canonical

TSHEG, FIRM_TSHEG, NBSP = "\u0f0b", "\u0f0c", "\u00a0"
_SHAD = "\u0f0d-\u0f12\u0f14"
_KIND = re.compile(
    "(?<=.)་(?:ཞིང་ཆེན|གྲོང་ཁྱེར|རྫོང|ཆུས|ས་ཁུལ|(?:[^་]+་རིགས་|ཡུ་གུར་){0,8}རང་སྐྱོང་(?:ལྗོངས|ཁུལ|རྫོང))(?=་?།?$)"
)
"""The kind of a place behind its name, with the nations that it is named after: བོད་རིགས་."""
_BLANKS = re.compile(rf"(?<=[{_SHAD}])[ \u00a0]+(?=[{_SHAD}])")
_BEFORE_SHAD = re.compile(rf"\u0f0b(?=[ \u00a0]*[{_SHAD}])")


@functools.cache
def _collator() -> Any:
    from pyuca import Collator  # .1 s, for texts that no build before has sorted

    return Collator()


@Carried
def sort_key(text: str) -> tuple[int, ...]:
    """Return the key of ``text`` in the order of ICU's rules for Tibetan (CLDR, ``bo``).

    Syllable by syllable: the root, then what stands before and above it, then what stands below
    (ཀ ཀྱ དཀ བཀ རྐ བརྐ ཁ), then vowel and suffix. What these leave equal is in the order of the
    Unicode Collation Algorithm.
    """
    plain = canonical(text)
    key: list[int] = []
    for syllable, other in _TOKEN.findall(plain):
        key += (*_weights(syllable), 0) if syllable else (0, ord(other))
    rest: tuple[int, ...] = _collator().sort_key(plain)
    return (*key, -1, *rest)


def _weights(syllable: str) -> tuple[int, ...]:
    """Return the weights of a syllable: its onset, and each letter behind."""
    stacks = [found.groups() for found in _STACK.finditer(syllable)]
    if not stacks:
        return tuple(map(ord, syllable))
    at = _root(stacks)
    letter, below, vowels = stacks[at]
    headed = letter in _HEADS and bool(below) and below[0] not in _BELOW
    root = chr(ord(below[0]) - _SUBJOINED) if headed else letter
    head = (stacks[0][0] if at else "") + (letter if headed else "")
    behind = [below[headed:], vowels, *("".join(stack) for stack in stacks[at + 1 :])]
    order = _HEADED.index(head) if head in _HEADED else len(_HEADED)
    onset = (1 + _LETTERS.find(root)) * 1000 + order * 50
    first, *more = [*behind, ""]
    under = ord(first[0]) - 0x0F8F if first else 0
    return (onset + under, *map(_weight, "".join((first[1:], *more))))


def _weight(letter: str) -> int:
    """Return the weight of a letter behind the root: consonants, then vowels."""
    at = _LETTERS.find(letter)
    return 1 + at if at >= 0 else ord(letter)


def is_tibetan(text: str) -> bool:
    """Return whether ``text`` begins with a Tibetan letter, blanks and marks aside."""
    first = next((c for c in text if c.isalpha()), "")
    return "\u0f40" <= first <= "\u0fbc"


_LETTERS = "ཀཁགངཅཆཇཉཏཐདནཔཕབམཙཚཛཝཞཟའཡརལཤསཧཨ"
"""The thirty letters in the order of dictionaries."""
_STACK = re.compile("([\u0f40-\u0f6c])([\u0f90-\u0fbc]*)([\u0f71-\u0f84]*)")
_PREFIXES, _HEADS = "གདབམའ", "རལས"
_HEADED = ("", *_PREFIXES, *_HEADS, *(f"བ{head}" for head in _HEADS))
"""What may stand before and above a root, in the order of CLDR."""
_SUBJOINED = 0x50
"""Subjoined letters stand so far behind the others."""
_TOKEN = re.compile("([\u0f40-\u0fbc]+)|(\\w)")
_BELOW = "ྭྱྲླ"
"""Letters that are written below others and yet are not the root: wa, ya, ra, la."""
_FINAL_TWICE = "གངབམ"
"""The suffixes that a second suffix ས may follow."""


@Carried
def root_letter(name: str) -> str:
    """Return the letter under which dictionaries list ``name``: the root of its first syllable.

    The root bears the vowel or other letters; prefixes and heads stand before and above it: both
    བསྟན and ལྟ stand under ཏ. Without either, the second of two is a suffix, and of three the
    first is a prefix if it can be one, unless the last is a second suffix: དབང, ལེགས, གངས.
    """
    syllable = re.split("[^\u0f40-\u0fbc]", canonical(name).lstrip("༄༅༈། ་"))[0]
    stacks = [found.groups() for found in _STACK.finditer(syllable)]
    if not stacks:
        return name[:1]
    letter, below, _ = stacks[_root(stacks)]
    if letter in _HEADS and below and below[0] not in _BELOW:
        letter = chr(ord(below[0]) - _SUBJOINED)
    return letter


def _root(stacks: Sequence[tuple[str, ...]]) -> int:
    """Return which of a syllable's stacks is the root: the first, or the second after a prefix."""
    letters = [letter for letter, *_ in stacks]
    first, *others = stacks
    if len(stacks) == 1 or first[0] not in _PREFIXES or any(first[1:]):
        return 0
    if any(others[0][1:]):
        return 0 if letters[1] == "འ" else 1  # འི and འུ are endings
    if len(stacks) == 2:
        return 0
    return 0 if len(stacks) == 3 and letters[2] == "ས" and letters[1] in _FINAL_TWICE else 1


def dictionary_key(name: str) -> tuple[int, tuple[int, ...]]:
    """Return the key of ``name`` in the order of root letters, then as `sort_key` has it."""
    return _LETTERS.find(root_letter(name)), sort_key(name)


def without_kind(name: str) -> str:
    """Return the name of a place without its kind: ནག་ཆུ་གྲོང་ཁྱེར། is ནག་ཆུ།"""
    short = _KIND.sub("", name)
    return closed(short) if name.endswith("།") else short


def closed(name: str) -> str:
    """Return ``name`` with what ends it: ཞིང་ཆེན།, behind ང with a tsheg, behind ཀ and ག nothing.

    ཁང་།, རུ་ཁག (W3C, Tibetan Layout Requirements).
    """
    open_ = bare(name)
    if open_.endswith(("ཀ", "ག")):
        return open_
    return f"{open_}{TSHEG}།" if open_.endswith("ང") else f"{open_}།"


def bare(name: str) -> str:
    """Return ``name`` without the shad and tsheg that end it."""
    return name.rstrip(f"{TSHEG}།")


def genitive(word: str) -> str:
    """Return ``word``, which ends in a syllable without a tsheg, in the genitive.

    The particle goes by the last letter: ཆེན་མོའི, ཁང་གི, གླིང་གི, ཞིང་ཆེན་གྱི, ཆུས་ཀྱི.
    """
    stacks = [found.groups() for found in _STACK.finditer(word.rpartition(TSHEG)[2])]
    if not stacks:
        return word
    letter, below, vowels = stacks[-1]
    if letter == "འ" and not vowels and len(stacks) > 1:
        return f"{word[:-1]}འི"  # དགའ, དགའི
    if vowels or below or len(stacks) == 1:
        return f"{word}འི"
    return f"{word}{TSHEG}{_GENITIVES.get(letter, 'གི')}"


_GENITIVES = {**dict.fromkeys("དབས", "ཀྱི"), **dict.fromkeys("ནམརལ", "གྱི")}
"""The genitive behind a last letter; behind ག and ང it is གི."""


def unbroken(text: str) -> str:
    """Return ``text`` with what keeps a line from beginning with a shad.

    The tsheg before a shad becomes U+0F0C and blanks between two shad U+00A0 (W3C, Tibetan
    Layout Requirements): both look the same and forbid a break. ``ང་།  །`` stays on one line.
    """
    firm = _BEFORE_SHAD.sub(FIRM_TSHEG, text)
    return _BLANKS.sub(lambda found: NBSP * len(found.group()), firm)


CARRIED = sort_key, root_letter
"""What a build need not sort again."""
