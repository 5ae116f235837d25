"""A font with the stacks of a text alone: HarfBuzz chooses the glyphs, fontTools packs them."""

from __future__ import annotations

import io
import lzma
import struct
from collections.abc import Collection, Iterable, Iterator
from functools import cache, lru_cache
from pathlib import Path
from typing import NamedTuple

import uharfbuzz
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables._g_l_y_f import Glyph

from aidstories.stories.store.record import sha256

UNPACKED = Path(__file__).parent / "unpacked"
"""Where the fonts of the theme stand as `unpacked` makes them, by the hashes of their files."""
_BLANKS = " \u00a0"
_SUBSETS = 4
"""Subsets that are kept: stacks that differ may be drawn by the same signs, as those of the words
of an interface and of these with headlines, .15 s a weight."""
_STACKS = 1 << 12
"""Stacks of which is known what they are drawn with; the pages of 10,000 stories show 700."""


_SINGLE, _EXTENSION = 1, 7
"""Types of lookups in GSUB (OpenType): one glyph for another; a lookup that stands elsewhere."""


class _Source(NamedTuple):
    """A font for HarfBuzz; ``lookups`` are the numbers of those that put one glyph for another."""

    face: uharfbuzz.Face
    font: uharfbuzz.Font
    lookups: tuple[int, ...]


def subset(font: Path, stacks: Collection[str]) -> bytes:
    """Return the subset of ``font`` that draws ``stacks``, in any order, as the font does: WOFF2.

    A stack is drawn as it is alone, but for its marks, which change beside others (the narrow
    vowels of ཚོའི): what the rules may put for these is kept too. Of the glyphs that a stack passes
    through while it is composed only the numbers are kept, without an outline; the letters of all
    stacks together could become nearly every glyph of the font.

    Raises `OSError` for a file that cannot be read.
    """
    drawn = _with_marks({glyph for stack in stacks for glyph in _shaped(font, stack)}, font)
    passed = {glyph for stack in stacks for glyph in _closure(font, stack)}
    codes = {*map(ord, "".join(stacks)), *map(ord, _BLANKS)}
    return _subset(font, frozenset(codes), frozenset(drawn), frozenset(drawn | passed))


@lru_cache(maxsize=_SUBSETS)
def _subset(
    font: Path, codes: frozenset[int], drawn: frozenset[int], glyphs: frozenset[int]
) -> bytes:
    """Return the subset that has ``codes`` and ``glyphs``, of which some are ``drawn``."""
    wanted = _wanted(codes)
    wanted.glyph_set.set(set(glyphs))
    wanted.flags = uharfbuzz.SubsetFlags.NO_LAYOUT_CLOSURE
    plan = uharfbuzz.SubsetPlan(_opened(font).face, wanted)
    numbers = plan.old_to_new_glyph_mapping
    return _packed(plan.execute().blob.data, {numbers[glyph] for glyph in drawn})


def _with_marks(glyphs: set[int], font: Path) -> set[int]:
    found = new = glyphs
    while new := {other for glyph in new for other in _marks(font, glyph)} - found:
        found = found | new
    return found


@cache
def _marks(font: Path, glyph: int) -> frozenset[int]:
    """Return the glyphs without room of their own that the rules may put for ``glyph`` alone."""
    face, sized, lookups = _opened(font)
    others = (other for one in lookups for other in face.get_lookup_glyph_alternates(one, glyph))
    return frozenset(other for other in others if sized.get_glyph_h_advance(other) == 0)


@lru_cache(maxsize=_STACKS)
def _shaped(font: Path, text: str) -> tuple[int, ...]:
    """Return the glyphs that draw ``text``."""
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(_opened(font).font, buffer)
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
    packed = font.read_bytes()
    kept = UNPACKED / unpacked_name(packed)
    face = uharfbuzz.Face(
        lzma.decompress(kept.read_bytes()) if kept.is_file() else unpacked(packed)
    )
    return _Source(face, uharfbuzz.Font(face), tuple(_lookups(face)))


def unpacked_name(packed: bytes) -> str:
    """Return the name of the file in `UNPACKED` for a font, given as its WOFF2 file."""
    return f"{sha256(packed)[:16]}.ttf.xz"


def unpacked(packed: bytes) -> bytes:
    """Return a font from its WOFF2 file as HarfBuzz reads it, which takes .5 s a font."""
    with TTFont(io.BytesIO(packed), recalcTimestamp=False) as font:
        font.flavor = None
        return _saved(font)  # before a table is opened, which would be put together anew: .3 s


def _lookups(face: uharfbuzz.Face) -> Iterator[int]:
    """Yield the numbers of the lookups in GSUB that put one glyph for another (OpenType, GSUB)."""
    table = face.reference_table("GSUB").data

    def number(at: int) -> int:
        return int(struct.unpack_from(">H", table, at)[0])

    listed = number(8)
    for index in range(number(listed)):
        lookup = listed + number(listed + 2 + 2 * index)
        kind = number(lookup)
        if kind == _EXTENSION:
            kind = number(lookup + number(lookup + 6) + 2)
        if kind == _SINGLE:
            yield index


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
