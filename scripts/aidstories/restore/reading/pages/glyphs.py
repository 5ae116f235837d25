"""Characters with their places → lines: what stands on one baseline without a gutter between."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import NamedTuple

from aidstories.restore.lexicon.chars import BO, HAN
from aidstories.restore.lexicon.late import late
from aidstories.restore.reading.extraction import Box, Line
from aidstories.restore.reading.raised import raised

_ABOVE, _BELOW = 0.88, 0.12
"""The square of a character stands on .12 em below the baseline (OpenType, ``idtp``/``ideo``)."""
_BASELINE = 0.35
"""Em by which a raised or lowered figure leaves the baseline of its line."""
_SMALLER, _RAISED = 0.9, 0.5
"""Size of a raised or lowered figure, in that of its line, at most; em by which it may leave the
baseline where it touches what it belongs to. Browsers set m² at .83, raised by .39 em."""
_LEAST_RAISED = 0.15
"""Em from which a smaller figure is raised or lowered, and not merely set smaller."""
_TOUCHING = 0.35
"""Em between characters that touch."""
_GUTTER = 1.0
"""Em of white space that may part columns; the layout closes up what is none."""
_WORDS = 1.6
"""The same between letters: a justified line of English has blanks of up to 1.5 em."""
_BACK = 0.6
"""Em by which a character may stand left of the end of the one before: kerned, compressed marks."""
_BLANK = 0.2
"""Em of a blank: a justified one is at least .2, letters are spaced by less."""
_SIGNED = 0.9
"""Em of a blank beside a full-width mark, half of whose square is white anyway."""
_TWICE = 0.12
"""Em by which bold is feigned by printing twice; two equal letters stand further apart."""
_EVEN = 3
"""Gaps from which a line shows how far it was spaced out."""
_HAN = late(rf"[{HAN}]")
_WIDE = late(rf"[{HAN}\u3000-\u303f\uff00-\uffef\u2014\u2018-\u201f\u2026]")
_BO = late(rf"[{BO}]")
_FOLDED = late("[\u2e80-\u2fdf\ufb00-\ufb06\ufe10-\ufe19\ufe30-\ufe48\xa0\u2000-\u200a]")
"""Radicals for characters (⽅ for 方: some fonts share their glyphs), ligatures, vertical marks."""


class Glyph(NamedTuple):
    """A printed character; coordinates from the top left of the page, in points.

    ``left`` and ``right`` bound its advance, ``base`` is the baseline, ``top`` and ``bottom`` its
    ink. ``run`` tells what was printed in one go; ``turned`` is the angle in degrees.
    """

    char: str
    left: float
    right: float
    base: float
    top: float
    bottom: float
    size: float
    run: int
    bold: bool = False
    hidden: bool = False
    turned: int = 0


def fold(char: str) -> str:
    """Return what a character reads: ligatures apart, radicals and vertical marks as usual ones."""
    return unicodedata.normalize("NFKC", char) if _FOLDED.match(char) else char


def once(glyphs: Iterable[Glyph]) -> Iterator[Glyph]:
    """Yield the characters without those printed again nearly in the same place (feigned bold)."""
    seen: defaultdict[tuple[str, int, int], list[Glyph]] = defaultdict(list)
    for g in glyphs:
        reach = _TWICE * g.size
        x, y = round(g.left / 4), round(g.base / 4)
        near = (
            other
            for i in (x - 1, x, x + 1)
            for j in (y - 1, y, y + 1)
            for other in seen.get((g.char, i, j), ())
        )
        if any(
            o.run != g.run and abs(o.left - g.left) <= reach and abs(o.base - g.base) <= reach
            for o in near
        ):
            continue
        seen[g.char, x, y].append(g)
        yield g


def shared(glyphs: Sequence[Glyph]) -> Iterator[Glyph]:
    """Yield the characters, those that one glyph stands for (ﬁ, ——) side by side in its box.

    What Tibetan stacks stays one over the other.
    """

    def place(g: Glyph) -> tuple[int, float, float]:
        return g.run, g.left, g.base

    for _, group in groupby(glyphs, place):
        together = list(group)
        if len(together) > 1 and not _BO.match(together[0].char):
            left, right = together[0].left, max(g.right for g in together)
            step = (right - left) / len(together)
            for n, g in enumerate(together):
                yield g._replace(left=left + n * step, right=left + (n + 1) * step)
        else:
            yield from together


def lines(glyphs: Sequence[Glyph], rules: Sequence[Box] = ()) -> list[Line]:
    """Return the lines that ``glyphs``, in the order of printing, make; ``rules`` part them."""
    upright = _is_vertical(glyphs)
    runs: list[list[Glyph]] = []
    for g in glyphs:
        before = runs[-1][-1] if runs else None
        if before and (_is_below(before, g) if upright else _goes_on(before, g)):
            runs[-1].append(g)
        else:
            runs.append([g])
    if upright:
        return [_vertical(run) for run in runs if any(g.char.strip() for g in run)]
    walls = [r for r in rules if r.bottom - r.top > 2 * (r.right - r.left)]
    found = (part for run in _joined(runs) for part in _parted(run, walls))
    return [line for part in found if (line := _line(part))]


def _goes_on(before: Glyph, g: Glyph) -> bool:
    """Return whether a character stands on the line of the one printed before it."""
    if before.run == g.run and before.base == g.base and before.left == g.left:
        return True  # one glyph, or a stack of Tibetan
    size = max(before.size, g.size)
    gap, drop = (g.left - before.right) / size, abs(g.base - before.base) / size
    smaller = min(before.size, g.size) / size
    if before.turned != g.turned or smaller < 0.45:
        return False
    if drop > _BASELINE:
        return drop <= _RAISED and smaller <= _SMALLER and abs(gap) <= _TOUCHING
    return -_BACK <= gap <= _reach(before, g)


def _reach(before: Glyph, g: Glyph) -> float:
    letters = not (_WIDE.match(before.char) or _WIDE.match(g.char))
    return _WORDS if letters else _GUTTER


def _joined(runs: Sequence[list[Glyph]]) -> list[list[Glyph]]:
    """Join runs that were printed apart and touch: a word in another font, a line drawn at last."""
    ordered = sorted(runs, key=lambda run: (run[0].base, run[0].left))
    lanes: list[list[Glyph]] = []
    recent: list[list[Glyph]] = []
    for run in ordered:
        recent = [lane for lane in recent if run[0].base - lane[-1].base <= 2 * lane[-1].size]
        lane = next((lane for lane in recent if _touches(lane[-1], run[0])), None)
        other = next((lane for lane in recent if _touches(run[-1], lane[0])), None)
        if lane is not None:
            lane += run
        elif other is not None:
            other[:0] = run
        else:
            lanes.append(list(run))
            recent.append(lanes[-1])
    return lanes


def _touches(before: Glyph, g: Glyph) -> bool:
    gap = g.left - before.right
    return _goes_on(before, g) and -0.2 * g.size <= gap <= _TOUCHING * g.size


def _parted(run: list[Glyph], walls: Sequence[Box]) -> Iterator[list[Glyph]]:
    """Yield the parts of a run that rules between columns leave."""
    part: list[Glyph] = []
    for g in run:
        if part and any(
            part[-1].right - 1 <= (w.left + w.right) / 2 <= g.left + 1
            and w.top <= g.base <= w.bottom + g.size
            for w in walls
        ):
            yield part
            part = []
        part.append(g)
    yield part


def _line(run: Sequence[Glyph]) -> Line | None:
    """Return the line that a run makes, blanks where white space shows them."""
    blank, base, size = _blanks(run), _baseline(run), _usual(run)
    text: list[str] = []
    edges: list[float] = []
    right = run[0].left
    for before, g in zip((None, *run), run, strict=False):
        if before and _is_apart(before, g, blank) and text and not text[-1].isspace():
            text.append(" ")
            edges.append(before.right)
        chars = _read(g, base, size)
        step = (g.right - g.left) / max(1, len(chars))
        for n, char in enumerate(chars):
            text.append(char)
            edges.append(max(g.left + n * step, edges[-1] if edges else g.left))
        right = max(right, g.right)
    edges.append(max(right, edges[-1]) if edges else right)
    joined = "".join(text)
    start = len(joined) - len(joined.lstrip())
    end = len(joined.rstrip())
    if end <= start:
        return None
    return Line(
        text=joined[start:end],
        box=_box(run, edges[start], edges[end]),
        size=size,
        bold=2 * sum(g.bold for g in run) > len(run),
        score=0.9 if 2 * sum(g.hidden for g in run) > len(run) else 1.0,
        edges=tuple(edges[start : end + 1]),
    )


def _read(g: Glyph, base: float, size: float) -> str:
    """Return what a character of a line reads; a smaller figure above it or below is ² or ₂."""
    chars = fold(g.char)
    if g.size <= _SMALLER * size and abs(base - g.base) > _LEAST_RAISED * size:
        return raised(chars, g.base < base) or chars
    return chars


def _baseline(run: Sequence[Glyph]) -> float:
    return sorted(g.base for g in run)[len(run) // 2]


def _usual(run: Sequence[Glyph]) -> float:
    sizes = sorted(g.size for g in run)
    return sizes[len(sizes) // 2]


def _box(run: Sequence[Glyph], left: float, right: float) -> Box:
    """Return the box of a line: the squares of its characters, and deeper stacks of Tibetan."""
    size = _usual(run)
    base = _baseline(run)
    top, bottom = base - _ABOVE * size, base + _BELOW * size
    stacks = [g for g in run if _BO.match(g.char)]
    if stacks:
        bottom = max(bottom, min(base + size, sorted(g.bottom for g in stacks)[len(stacks) // 2]))
    return Box(left, top, right, bottom)


def _blanks(run: Sequence[Glyph]) -> float:
    """Return from which gap, in points, two Chinese characters of a line stand apart.

    A justified line is spaced out evenly: what stands apart stands apart by more than the others.
    """
    gaps = sorted(
        b.left - a.right for a, b in pairwise(run) if _HAN.match(a.char) and _HAN.match(b.char)
    )
    usual = gaps[len(gaps) // 4] if len(gaps) >= _EVEN else 0.0
    return max(0.0, usual) + _BLANK * _usual(run)


def _is_apart(before: Glyph, g: Glyph, blank: float) -> bool:
    """Return whether a blank stands between two characters of a line."""
    gap = g.left - before.right
    if _HAN.match(before.char) and _HAN.match(g.char):
        return gap > blank
    if _WIDE.match(before.char) or _WIDE.match(g.char):
        return gap > _SIGNED * g.size
    return gap > _BLANK * g.size * 0.9


def _is_below(before: Glyph, g: Glyph) -> bool:
    size = max(before.size, g.size)
    return abs(g.left - before.left) < 0.3 * size and 0.5 * size < g.base - before.base < 2 * size


def _is_vertical(glyphs: Sequence[Glyph]) -> bool:
    """Return whether most characters of a page stand under the one printed before them."""
    steps = sum(_is_below(a, b) for a, b in pairwise(glyphs))
    return len(glyphs) > 8 and steps > 0.6 * len(glyphs)


def _vertical(run: Sequence[Glyph]) -> Line:
    """Return a line set from top to bottom; it has no edges."""
    size = _usual(run)
    return Line(
        text="".join(fold(g.char) for g in run).strip(),
        box=Box(
            min(g.left for g in run),
            run[0].base - _ABOVE * size,
            max(g.right for g in run),
            run[-1].base + _BELOW * size,
        ),
        size=size,
        bold=2 * sum(g.bold for g in run) > len(run),
        score=0.9 if 2 * sum(g.hidden for g in run) > len(run) else 1.0,
    )
