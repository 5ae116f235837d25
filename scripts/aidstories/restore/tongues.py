"""A capture in Chinese and in Tibetan: told apart, each restored by itself.

The one may follow the other, they may take turns by paragraphs or lines, or stand in the cells of
a table. What a Chinese text quotes in Tibetan, a sentence or a blessing, parts nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from enum import StrEnum

from aidstories.model import Kind
from aidstories.restore.accept import accept
from aidstories.restore.draft import Block, Border, Cut, Draft, Proposal, Rewrite
from aidstories.restore.lexicon.chars import BO, HAN, IS_BO, IS_HAN
from aidstories.restore.lexicon.late import late

_HAN = late(rf"[{HAN}]")
_SYLLABLE = late(r"[\u0f40-\u0fbc]+")
_BETWEEN = late(r"(?>(?:(?<![^\S\n\t])[^\S\n\t]++)?)[\n\t]\s*+")
_HALVES = late(rf"([^{BO}]*+)([{BO}\s]++)")
"""A line of both, Chinese first: 医生来了 སྨན་པ་འབྱོར།."""
_STROKES = tuple("/／|｜")
_LINE_HAN, _LINE_SYLLABLES = 4, 3
"""Characters or syllables of a line that says something, chosen by hand."""
_LINES = 2
"""Lines that each language has at least: a title and a text, or two paragraphs."""
_LEAST, _MOST = 0.5, 3.0
"""Syllables for a character of a whole translation: the ones of the tests have .9 to 1.5."""


class Tongue(StrEnum):
    """What a line is written in; digits and Latin letters are in neither."""

    CHINESE = "zh"
    TIBETAN = "bo"
    NEITHER = ""


def tongue(text: str) -> Tongue:
    """Return the language of most of a text, by Chinese characters and Tibetan syllables."""
    if not IS_BO.search(text):
        return Tongue.CHINESE if IS_HAN.search(text) else Tongue.NEITHER
    han, syllables = amounts(text)
    if syllables > han:
        return Tongue.TIBETAN
    return Tongue.CHINESE if han else Tongue.NEITHER


def amounts(text: str) -> tuple[int, int]:
    """Return how many Chinese characters and Tibetan syllables a text has."""
    return len(_HAN.findall(text)), len(_SYLLABLE.findall(text))


def told_apart(draft: Draft) -> tuple[Draft, ...]:
    """Return a draft for each language of a capture, the Chinese one first; of one language itself.

    The edits so far stay with the first; each knows where the passages of the other begin.
    """
    if not IS_BO.search(draft.raw) or not IS_HAN.search(draft.raw):
        return (draft,)
    parted = accept(draft, "told_apart", _parting(draft))
    sides = _sides(parted.blocks)
    chinese, tibetan = (
        tuple(b for b, side in zip(parted.blocks, sides, strict=True) if side is wanted)
        for wanted in (Tongue.CHINESE, Tongue.TIBETAN)
    )
    if not _is_translation(chinese, tibetan):
        return (draft,)
    return (
        replace(parted, blocks=_bounded(chinese), others=_starts(tibetan)),
        replace(parted, blocks=_bounded(tibetan), others=_starts(chinese), edits=(), flags=()),
    )


def _parting(draft: Draft) -> Iterator[Proposal]:
    """Propose to cut blocks where one language ends and the other begins."""
    for i, block in enumerate(draft.blocks):
        if not (IS_BO.search(block.text) and IS_HAN.search(block.text)):
            continue
        for start, end in _seams(block.text):
            yield Rewrite(block=i, start=start, end=end, new="", kind=Kind.STRIP, reason="blank")
            yield Cut(block=i, at=end, border=Border.HARD)


def _between(chinese: str) -> tuple[int, int] | None:
    """Return where the blanks at the end of the Chinese half stand, with a stroke among them."""
    start = len(chinese.rstrip())
    if chinese[:start].endswith(_STROKES):
        before = len(chinese[: start - 1].rstrip())
        start = before if before < start - 1 else start
    parted = start < len(chinese) and _HAN.search(chinese, 0, start)
    return (start, len(chinese)) if parted else None


def _seams(text: str) -> Iterator[tuple[int, int]]:
    """Yield the blanks at which a block changes its language."""
    halves = _HALVES.fullmatch(text)
    between = _between(halves[1]) if halves and "\n" not in text.strip() else None
    if halves and between and amounts(halves[2])[1] >= _LEAST * amounts(text)[0]:
        yield between
        return
    last, done = Tongue.NEITHER, 0
    seam: tuple[int, int] | None = None
    for gap in (*_BETWEEN.finditer(text), None):
        here = tongue(text[done : gap.start() if gap else len(text)])
        if seam and Tongue.NEITHER not in (here, last) and here is not last:
            yield seam
        last = here or last
        if gap:
            seam, done = gap.span(), gap.end()


def _sides(blocks: Sequence[Block]) -> list[Tongue]:
    """Return the language of each block; what is in neither, a picture or a day, is Chinese."""
    return [tongue(block.text) or Tongue.CHINESE for block in blocks]


def _is_translation(chinese: Sequence[Block], tibetan: Sequence[Block]) -> bool:
    """Return whether both languages say about as much, and more than a title."""
    han = [n for n, _ in map(amounts, _lines(chinese)) if n >= _LINE_HAN]
    syllables = [n for _, n in map(amounts, _lines(tibetan)) if n >= _LINE_SYLLABLES]
    if min(len(han), len(syllables)) < _LINES:
        return False
    return _LEAST * sum(han) <= sum(syllables) <= _MOST * sum(han)


def _lines(blocks: Sequence[Block]) -> Iterator[str]:
    """Yield the lines of blocks: a text without blank lines is one block."""
    return (line for block in blocks for line in block.text.split("\n"))


def _bounded(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Return the blocks of one language, cells no more part of a row with the other's."""
    return tuple(
        b._replace(hints=b.hints._replace(row="\t" in b.text)) if b.hints.row else b for b in blocks
    )


def _starts(blocks: Sequence[Block]) -> tuple[int, ...]:
    return tuple(start for block in blocks for start, _ in block.spans)
