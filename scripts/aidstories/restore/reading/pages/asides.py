"""Which lines are the caption of a picture: small type, or a caption's words, close to it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from aidstories.restore.lexicon.chars import ends_sentence, simplified
from aidstories.restore.lexicon.late import late
from aidstories.restore.reading.extraction import Box, Line

_NEAR = 2.0
"""Em between a picture and its caption."""
_SMALL = 0.93
"""Em of a caption's type where only place and size speak for it: 9 points beside 10.5 are .86."""
_STEP = 0.65
"""Sizes of white space between the lines of one caption: set at 1.4 it is .4, with noise .55."""
_EVEN = 0.3
"""By which share the lines of one caption differ in size, recognition's noise included."""
_LINES = 8
_WORDS = late(
    r"^\s*+(?:[▲△▼↑↓←→]|图\s*+(?:[①-⑳]|\d{1,2}\b|[一二三四五六][:：])|[上下左右题]?图为|资料图|Fig)"
    r"|(?:摄|供图|摄影)\s*+[)）]?\s*+$|\(?Photo(?:s)?\b.{0,40}\)?$"
)
"""What a caption says of itself."""


def captions(lines: Sequence[Line], pictures: Sequence[Box], em: float) -> set[int]:
    """Return the numbers of the lines that are captions; without a picture there is none."""
    found: set[int] = set()
    for picture in pictures:
        for group in (_below(lines, picture, em), _above(lines, picture, em)):
            free = [i for i in group if i not in found]
            whole = next((g for g in _prefixes(lines, free) if _is_caption(lines, g, em)), None)
            if whole:
                found |= set(whole)
                break
    return found


def _prefixes(lines: Sequence[Line], group: list[int]) -> Iterator[list[int]]:
    """Yield the first lines of a group, as many as may be: text may stand right under a caption.

    Behind the caption's full stop, larger type is text.
    """
    for n in range(1, len(group)):
        some, rest = group[:n], group[n:]
        if ends_sentence(lines[some[-1]].text) and _mean(lines, rest) > 1.08 * _mean(lines, some):
            yield some
    yield from (group[:n] for n in range(len(group), 0, -1))


def _mean(lines: Sequence[Line], group: Sequence[int]) -> float:
    return sum(lines[i].size for i in group) / len(group)


def _is_caption(lines: Sequence[Line], group: Sequence[int], em: float) -> bool:
    size = _mean(lines, group)
    words = [i for i in group if _WORDS.search(simplified(lines[i].text))]
    stops = [i for i in group[:-1] if ends_sentence(lines[i].text)]
    return size <= _SMALL * em or (bool(words) and not stops and size < 1.2 * em)


def _below(lines: Sequence[Line], picture: Box, em: float) -> list[int]:
    start = [
        i
        for i, n in enumerate(lines)
        if _beside(n.box, picture, em) and -0.4 * em <= n.box.top - picture.bottom <= _NEAR * em
    ]
    return _followed(lines, start, picture, em)


def _above(lines: Sequence[Line], picture: Box, em: float) -> list[int]:
    """Return the last line above a picture; one line only, for text may stand above it."""
    return [
        i
        for i, n in enumerate(lines)
        if _beside(n.box, picture, em)
        and -0.4 * em <= picture.top - n.box.bottom <= _NEAR / 2 * em
        and n.size <= _SMALL * em
    ]


def _beside(box: Box, picture: Box, em: float) -> bool:
    """Return whether a line stands within the width of a picture."""
    return box.left >= picture.left - em and box.right <= picture.right + em


def _followed(lines: Sequence[Line], start: list[int], picture: Box, em: float) -> list[int]:
    """Return the first line under a picture with those that go on below it in the same type."""
    if not start:
        return []
    first = min(start, key=lambda i: lines[i].box.top)
    found = [i for i in start if lines[i].box.top < lines[first].box.bottom]
    size = sum(lines[i].size for i in found) / len(found)
    for _ in range(_LINES):
        low = max(lines[i].box.bottom for i in found)
        under = [
            i
            for i, n in enumerate(lines)
            if i not in found
            and _beside(n.box, picture, em)
            and -0.4 * size <= n.box.top - low <= _STEP * size
            and abs(n.size - size) <= _EVEN * size
        ]
        if not under:
            break
        found += under
    return found
