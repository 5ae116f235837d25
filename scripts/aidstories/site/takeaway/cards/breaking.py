"""Lines of a title: where Chinese and Tibetan may break, and which lines look best.

Sources: W3C, Requirements for Chinese Text Layout (clreq), 3.1.2, and Tibetan Layout Requirements.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, pairwise

Measure = Callable[[str], float]
"""Returns how wide a text is set, in pixels."""
Divide = Callable[[str], Sequence[str]]
"""Returns the words of a text, which together are the text."""
ELLIPSIS = "…"
_OPENING = "（〔［｛《〈「『【〖“‘([{"
_CLOSING = "、，。．；：？！）〕］｝》〉」』】〗”’…—～·%％‰℃)]},.;:?!" + "།༎༏༐༑༔"
_TIBETAN = "\u0f00-\u0fff"
_UNIT = re.compile(
    rf"[{_TIBETAN}]+?(?:[\u0f0b\u0f0c]+(?![\u0f0d-\u0f14])|(?=[^{_TIBETAN}]|$))"
    r"|[0-9A-Za-z\u00c0-\u024f]+(?:[-'’.,/&:][0-9A-Za-z\u00c0-\u024f]+)*"
    r"|.",
    re.S,
)
"""A Tibetan syllable with its tsheg; a Latin word or a number; any other sign."""
_PAUSE = re.compile(rf"[{re.escape(_CLOSING)}]\s*+$|(?<!\s)\s++$")


def units(text: str) -> tuple[str, ...]:
    """Return ``text`` in pieces between which a line may break; together they are ``text``.

    No piece begins with what closes (，》) or a blank, none ends with what opens (《).
    """
    pieces: list[str] = []
    for found in _UNIT.findall(text):
        joins = pieces and (found[0] in _CLOSING or found[0].isspace() or _opens(pieces[-1]))
        if joins:
            pieces[-1] += found
        else:
            pieces.append(found)
    return tuple(pieces)


def _opens(piece: str) -> bool:
    return piece.rstrip()[-1:] in tuple(_OPENING)


def set_lines(
    text: str, measure: Measure, width: float, most: int, divide: Divide = units
) -> tuple[str, ...] | None:
    """Return ``text`` in the fewest lines that fit ``width``, even ones; None for over ``most``.

    Words are kept whole where that is nearly as even. A piece that is wider than a line, an
    address in Latin letters for one, is cut where it must.
    """
    pieces = [part for unit in units(text) for part in _cut(unit, measure, width)]
    starts = [0.0, *accumulate(map(measure, pieces))]
    ends = [s + measure(piece.rstrip()) for s, piece in zip(starts, pieces, strict=False)]
    fewest = _fewest(starts, ends, width)
    if fewest > most:
        return None
    if not pieces:
        return ("",)
    costs = tuple(share * width for share in _shares(pieces, divide(text)))
    return tuple("".join(pieces[a:b]).strip() for a, b in _even(costs, starts, ends, fewest, width))


def cut_short(
    text: str, measure: Measure, width: float, most: int, divide: Divide = units
) -> tuple[str, ...]:
    """Return as much of ``text`` as ``most`` lines hold, an ellipsis at the end if not all."""
    whole = set_lines(text, measure, width, most, divide)
    pieces = [part for unit in units(text) for part in _cut(unit, measure, width / 2)]
    low, high = 0, len(pieces)
    while whole is None and high - low > 1:  # the longest beginning that fits lies between
        middle = (low + high) // 2
        fits = set_lines(_ended(pieces[:middle]), measure, width, most, divide)
        low, high = (middle, high) if fits else (low, middle)
    if whole is None:
        whole = set_lines(_ended(pieces[:low]), measure, width, most, divide)
    return whole or (ELLIPSIS,)


def breaks_words(lines: Sequence[str], words: Sequence[str]) -> bool:
    """Return whether a line ends within one of ``words``, blanks aside."""
    borders = set(accumulate(len("".join(word.split())) for word in words))
    ends = list(accumulate(len("".join(line.split())) for line in lines))
    return any(end not in borders for end in ends[:-1])


def _ended(pieces: Sequence[str]) -> str:
    return "".join(pieces).rstrip(_CLOSING + _OPENING + " ") + ELLIPSIS


def _cut(unit: str, measure: Measure, width: float) -> Iterator[str]:
    """Yield ``unit`` in parts none of which is wider than ``width``, single signs aside."""
    while len(unit) > 1 and measure(unit.strip()) > width:
        low, high = 1, len(unit)
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if measure(unit[:middle]) <= width else (low, middle)
        yield unit[:low]
        unit = unit[low:]
    yield unit


def _fewest(starts: Sequence[float], ends: Sequence[float], width: float) -> int:
    lines, start = 1, 0.0
    for before, after in zip(starts, ends, strict=False):
        if after - start > width and before > start:
            lines, start = lines + 1, before
    return lines


def _shares(pieces: Sequence[str], words: Sequence[str]) -> Iterator[float]:
    """Yield what a break after each piece costs, as a share of the line's width.

    Nothing after a pause, a little between words, more within one (家门|口). With
    these shares a break at a pause is worth lines that differ by three signs of eleven, one
    between words lines that differ by five.
    """
    borders = set(accumulate(map(len, words)))
    for piece, end in zip(pieces, accumulate(map(len, pieces)), strict=True):
        yield 0.0 if _PAUSE.search(piece) else 0.2 if end in borders else 0.45


def _even(
    costs: Sequence[float],
    starts: Sequence[float],
    ends: Sequence[float],
    count: int,
    width: float,
) -> Iterator[tuple[int, int]]:
    """Yield the borders of ``count`` lines, those with the least sum of squares: of what each
    lacks of the average, in pixels, and of the ``costs`` of breaks.

    ``starts`` and ``ends`` say where each piece begins and ends, without the blanks behind it.
    """
    ideal = starts[-1] / count
    best: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
    for line in range(1, count + 1):
        row: dict[int, tuple[float, int]] = {}
        for start, (cost, _) in best[-1].items():
            for stop in range(start + 1, len(costs) + 1):
                taken = ends[stop - 1] - starts[start]
                if taken > width and stop > start + 1:
                    break
                broken = costs[stop - 1] if line < count else 0
                total = cost + (taken - ideal) ** 2 + broken**2
                if stop not in row or total < row[stop][0]:
                    row[stop] = (total, start)
        best.append(row)
    stops = [len(costs)]
    for row in reversed(best[1:]):
        stops.append(row[stops[-1]][1])
    yield from pairwise(reversed(stops))
