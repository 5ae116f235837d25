"""Characters that a capture took for another of the same shape: 医疗珍断 for 医疗诊断.

A word is impossible only where no list knows it as it stands, the dictionary knows the word with
the new character, and the text around is likelier by far; where a name may stand, or a character
that makes new words freely, never. :mod:`.shapes` holds the lists.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from aidstories.restore.lexicon.chars import HAN
from aidstories.restore.lexicon.language import CLASSES, LONGEST_WORD, divide, language
from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.shapes import KNOWN, WELL_KNOWN, level_shown, meant_by, shapes

WINDOW = 6
"""Characters on either side that decide."""
GAIN_WORDS = 3.0
"""What a change gains at least by the likelihood of words (natural logarithms)."""
DOUBT, GAIN, GAIN_BY_NAME = 5.0, 6.0, 8.0
"""What it gains by words and n-grams to be doubtful, certain, certain beside what may be a name."""
FIELD = 4.0
"""What a word of the archive's own field gains beforehand."""
RIVAL = 3.0
"""Two readings whose gains differ by less are both doubtful: 优患 is 优惠 or 忧患."""

_HAN_BEFORE = late(rf"(?<![{HAN}])[{HAN}]*$")
_HAN_AFTER = late(rf"[{HAN}]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Confusion:
    """``text[start:end]`` reads ``old`` and should read ``new``, certainly or perhaps.

    ``certain`` supposes that the capture came from recognition: the word ``stands``, of which
    ``old`` is a part, is impossible. ``meant`` is the word with ``new``.
    """

    start: int
    end: int
    old: str
    new: str
    certain: bool
    stands: str
    meant: str


def confusions(text: str) -> tuple[Confusion, ...]:
    """Return what ``text`` misreads, in order, without overlaps; spans in characters.

    Where two changes of one word contend (优患: 忧患, 优惠), the first is given, as doubtful.
    """
    kept: list[_Reading] = []
    for reading in sorted([*_phrases(text), *_words(text)], key=lambda r: (r.start, not r.certain)):
        if not kept or reading.start >= max(kept[-1].end, kept[-1].word_end):
            kept.append(reading)
        elif reading.start >= kept[-1].end:
            kept[-1] = replace(kept[-1], certain=False)
    return tuple(r.within(text) for r in kept)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reading:
    """A change, where the word that speaks for it starts and ends, and what it gains."""

    start: int
    end: int
    new: str
    word_start: int
    word_end: int
    certain: bool = True
    gain: float = 0.0

    def within(self, text: str) -> Confusion:
        head, tail = text[self.word_start : self.start], text[self.end : self.word_end]
        old = text[self.start : self.end]
        return Confusion(
            start=self.start,
            end=self.end,
            old=old,
            new=self.new,
            certain=self.certain,
            stands=head + old + tail,
            meant=head + self.new + tail,
        )


def _phrases(text: str) -> Iterator[_Reading]:
    for old, pattern, new in shapes().phrases:
        for match in pattern.finditer(text) if old in text else ():
            start, end = match.span(match.lastindex or 0)
            word_start, word_end = match.span()
            yield _Reading(start=start, end=end, new=new, word_start=word_start, word_end=word_end)


def _words(text: str) -> Iterator[_Reading]:
    for start, end, meant in _places(text):
        weighed = (_weigh(text, start, end, new) for new in meant)
        ranked = sorted((r for r in weighed if r), key=lambda r: -r.gain)
        if ranked:
            rival = len(ranked) > 1 and ranked[1].gain > ranked[0].gain - RIVAL
            yield replace(ranked[0], certain=ranked[0].certain and not rival)


def _places(text: str) -> Iterator[tuple[int, int, Sequence[str]]]:
    """Yield what may be misread: start, end, what it may stand for."""
    table = shapes()
    framed = f" {text} "
    for match in table.misread.finditer(text):
        at = match.start()
        if meant := meant_by(framed[at : at + 3]):
            yield at, at + 1, meant
    for old, meant in table.several.items():
        for match in re.finditer(old, text) if old in text else ():
            yield *match.span(), meant


def _weigh(text: str, start: int, end: int, new: str) -> _Reading | None:
    """Return what reading ``new`` for ``text[start:end]`` gains, None where that is too little."""
    before = _HAN_BEFORE.search(text[max(0, start - WINDOW) : start])
    after = _HAN_AFTER.match(text[end : end + WINDOW])
    left, right = (before[0] if before else ""), (after[0] if after else "")
    old = text[start:end]
    if len(old) == 1 and _covered(left + old + right, len(left), 1, KNOWN):
        return None
    model, table = language(), shapes()
    price, words = divide(left + new + right, model.prices(left + new + right))
    k, at = _word_at(words, len(left))
    if len(words[k]) < 2 or at + len(words[k]) < len(left) + len(new):
        return None
    context, next_two = text[max(0, start - 2) : start], text[end : end + 2]
    by_words = price - model.cut(left + old + right)
    if by_words < GAIN_WORDS:
        return None
    by_grams = model.text(context, new + next_two) - model.text(context, old + next_two)
    gain = by_words + by_grams + (FIELD if words[k] in table.field else 0.0)
    if gain < DOUBT:
        return None
    plain = all(map(_is_plain, words[max(0, k - 1) : k] + words[k + 1 : k + 2]))
    certain = gain >= (GAIN if plain else GAIN_BY_NAME) and words[k] not in table.ambiguous
    name = len(old) == 1 and _maybe_name(words, k, len(left) - at, old)
    return _Reading(
        start=start,
        end=end,
        new=new,
        certain=certain and not name and old not in table.free,
        word_start=start - len(left) + at,
        word_end=start - len(left) + at + len(words[k]),
        gain=gain,
    )


def _covered(text: str, at: int, size: int, level: int) -> bool:
    """Return whether a word of that level, two characters or more, overlaps ``size`` at ``at``."""
    return any(
        level_shown(text[i : i + length]) >= level
        for length in range(2, LONGEST_WORD + 1)
        for i in range(max(0, at - length + 1), min(at + size, len(text) - length + 1))
    )


def _word_at(words: Sequence[str], place: int) -> tuple[int, int]:
    """Return the index of the word that holds character ``place``, and where it starts."""
    at = 0
    for k, word in enumerate(words):
        if place < at + len(word):
            return k, at
        at += len(word)
    raise IndexError(place)


def _maybe_name(words: Sequence[str], k: int, place: int, old: str) -> bool:
    """Return whether ``old``, at ``place`` of the new word ``words[k]``, may be part of a name.

    The word before must be a known one or a function word: in 患者白珍断了腿, 白 is neither. A
    surname must not stand before the rest of the word (何确珍), nor begin it (黄士平, 江军).
    """
    table = shapes()
    before = words[k - 1] if k else ""
    if place == 0:
        return old in table.surnames or not _is_plain(before)
    if words[k][0] in table.surnames and len(words[k]) == 2:
        return True
    return before in table.surnames and before not in table.function


def _is_plain(word: str) -> bool:
    """Return whether ``word`` is none, a function word, or a longer word that is no name."""
    if len(word) < 2:
        return not word or word in shapes().function
    found = language().words.get(word)
    return CLASSES[found >> 5] != "N" or found & 31 >= WELL_KNOWN
