"""A font with the stacks of a text alone: HarfBuzz chooses the glyphs, fontTools packs them."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import uharfbuzz
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph

_BLANKS = " \u00a0"
_STACKS = 1 << 12
"""Stacks of which is known what they are drawn with; the pages of 10,000 stories show 700."""
_SINGLE, _EXTENSION = 1, 7
"""Types of lookups in GSUB (OpenType): one glyph for another; a lookup that stands elsewhere."""


class _Source(NamedTuple):
    """A font for HarfBuzz, and what its rules put for each mark alone: glyphs by their numbers."""

    face: uharfbuzz.Face
    marks: Mapping[int, frozenset[int]]


def subset(font: Path, stacks: Collection[str]) -> bytes:
    """Return the subset of ``font`` that draws ``stacks``, in any order, as the font does: WOFF2.

    A stack is drawn as it is alone, but for its marks, which change beside others (the narrow
    vowels of ཚོའི): what the rules may put for these is kept too. Of the glyphs that a stack passes
    through while it is composed only the numbers are kept, without an outline; the letters of all
    stacks together could become nearly every glyph of the font.

    Raises `OSError` for a file that cannot be read.
    """
    source = _opened(font)
    drawn = _with_marks({glyph for stack in stacks for glyph in _shaped(font, stack)}, source)
    passed = {glyph for stack in stacks for glyph in _closure(font, stack)}
    wanted = _wanted({*map(ord, "".join(stacks)), *map(ord, _BLANKS)})
    wanted.glyph_set.set(drawn | passed)
    wanted.flags = uharfbuzz.SubsetFlags.NO_LAYOUT_CLOSURE
    plan = uharfbuzz.SubsetPlan(source.face, wanted)
    numbers = plan.old_to_new_glyph_mapping
    return _packed(plan.execute().blob.data, {numbers[glyph] for glyph in drawn})


def _with_marks(glyphs: set[int], source: _Source) -> set[int]:
    found = new = glyphs
    while new := {other for glyph in new for other in source.marks.get(glyph, ())} - found:
        found = found | new
    return found


@lru_cache(maxsize=_STACKS)
def _shaped(font: Path, text: str) -> tuple[int, ...]:
    """Return the glyphs that draw ``text``."""
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(uharfbuzz.Font(_opened(font).face), buffer)
    return tuple(info.codepoint for info in buffer.glyph_infos)


def _wanted(codes: Iterable[int]) -> uharfbuzz.SubsetInput:
    wanted = uharfbuzz.SubsetInput()
    wanted.unicode_set.set(set(codes))
    features = wanted.layout_feature_tag_set
    features.clear()
    features.invert()  # all of them
    return wanted


@lru_cache(maxsize=_STACKS)
def _closure(font: Path, text: str) -> tuple[int, ...]:
    """Return all glyphs that the letters of ``text`` may become together."""
    plan = uharfbuzz.SubsetPlan(_opened(font).face, _wanted(map(ord, text)))
    mapping = plan.old_to_new_glyph_mapping
    return tuple(mapping.keys())


@cache
def _opened(font: Path) -> _Source:
    with TTFont(font, recalcTimestamp=False) as packed:
        packed.flavor = None
        data = _saved(packed)  # before a table is opened, which would be put together anew: .3 s
    with TTFont(io.BytesIO(data), recalcTimestamp=False) as opened:
        marks: dict[int, frozenset[int]] = {}
        for before, after in _replacements(opened["GSUB"].table.LookupList.Lookup):
            if opened["hmtx"][after][0] == 0:  # it takes no room of its own
                number = opened.getGlyphID(before)
                marks[number] = marks.get(number, frozenset()) | {opened.getGlyphID(after)}
    return _Source(uharfbuzz.Face(data), marks)


def _replacements(lookups: Iterable[Any]) -> Iterator[tuple[str, str]]:
    for lookup in lookups:
        for table in lookup.SubTable:
            inner = table.ExtSubTable if table.LookupType == _EXTENSION else table
            if inner.LookupType == _SINGLE:
                yield from inner.mapping.items()


def _packed(data: bytes, drawn: Collection[int]) -> bytes:
    """Return a font as WOFF2, without the outlines of all glyphs but ``drawn``."""
    with TTFont(io.BytesIO(data), recalcTimestamp=False) as opened:
        for number, name in enumerate(opened.getGlyphOrder()):
            if number not in drawn:
                opened["glyf"][name] = Glyph()
        opened.flavor = "woff2"
        return _saved(opened)


def _saved(font: TTFont) -> bytes:
    out = io.BytesIO()
    font.save(out)
    return out.getvalue()
