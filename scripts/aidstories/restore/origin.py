"""Where a capture comes from: whether recognition (OCR) made its characters.

A web page, and text pasted from one, has other faults than a scan: its lines end where a paragraph
ends, and a strange word in it is a word. What a capture shows of its origin is weighed over the
whole of it, never by one line: each kind of evidence adds natural log odds.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from aidstories.restore.lexicon.late import late

CERTAIN = 0.9
"""Probability from which a pass may count on recognition."""
_PRIOR = -6.0
"""Of 400 plain captures that show nothing, one is a scan."""
_MARKUP = -20.0
"""No recognition writes tags."""
_COLUMNS = _DATABANK = 9.0
"""What shows print beyond doubt. Of 23 development captures, nearly all of the web, one has a
databank's head, and it is one."""
_BROKEN, _TWICE = 4.0, 2
"""For a paragraph broken off in mid-sentence, and for how many at most: of five seeds the four from
print have one to four, of the web captures none has one before its end."""
_HALF_WIDTH = 2.0
"""Half-width marks: three of the five seeds have them, but so has much that is pasted."""
_IN_SCANS, _IN_CLEAN = 1e-3, 1e-5
"""Impossible words by character: twice in 2,500 characters of seed 002, three misprints of the
source in 540,000 characters of clean hospital text."""
_COLUMN = (7, 40)
"""Characters of a line of a narrow column: 8 to 30 cells, of digits and letters twice as many."""
_FIRST, _LAST = "\u4e00", "\u9fff"
_PAUSES = "，、,"
_PROSE = 45
"""Characters of a paragraph beyond which it is no headline."""
_FEW = 5
"""Marks below which their width says nothing, and lines below which theirs does not."""
_DATABANK_HEAD = late(
    r"/\s*+\d{4}\s*+年\s*+/\s*+\d{1,2}\s*+月\s*+/\s*+\d{1,2}\s*+日\s*+/\s*+第\s*+\w+\s*+版"
)
"""人民日报/2025 年/11 月/5 日/第 001 版."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Evidence of recognition; ``odds`` are natural log odds, by default those of a web page."""

    odds: float = _PRIOR + _MARKUP

    @property
    def ocr(self) -> float:
        """Return the probability, 0 to 1, that recognition made the characters."""
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, self.odds))))

    def with_words(self, impossible: int, length: int) -> Origin:
        """Return the origin that also counts different impossible words in ``length`` characters.

        Two Poisson rates are compared, that of scans with that of clean text; few words speak
        for a careful scan as much as against one.
        """
        gain = impossible * math.log(_IN_SCANS / _IN_CLEAN) - length * (_IN_SCANS - _IN_CLEAN)
        return Origin(odds=self.odds + max(0.0, gain))


def plain_origin(paragraphs: Sequence[str]) -> Origin:
    """Return the origin of a capture without markup, by how its lines and marks are set.

    ``paragraphs`` are what blank lines part, in order.
    """
    return Origin(
        odds=_PRIOR
        + _COLUMNS * _are_set_in_columns(paragraphs)
        + _DATABANK * any(map(_DATABANK_HEAD.search, paragraphs))
        + _BROKEN * min(_TWICE, sum(map(_is_broken_off, paragraphs[:-1])))
        + _HALF_WIDTH * _have_half_width_marks(paragraphs)
    )


def _is_broken_off(paragraph: str) -> bool:
    """Return whether a paragraph breaks off in mid-sentence.

    Print breaks a sentence at the end of a column; whoever pastes a page cuts off its end only.
    """
    return (
        len(paragraph) > _PROSE
        and _is_open(paragraph[-1])
        and any(pause in paragraph for pause in _PAUSES)
    )


def _is_open(char: str) -> bool:
    """Return whether a line that ends with ``char`` ends in mid-sentence."""
    return _FIRST <= char <= _LAST or char in _PAUSES


def _are_set_in_columns(paragraphs: Sequence[str]) -> bool:
    """Return whether white space parts lines of a narrow column in mid-sentence, most of the text.

    Names, menus and headlines have shorter pieces, or do not make up the text.
    """
    carried = [size for p in paragraphs for size in _carried(p.split())]
    return len(carried) >= _FEW and sum(carried) >= 0.3 * sum(map(len, paragraphs))


def _carried(lines: Sequence[str]) -> Iterator[int]:
    """Yield the lengths of the lines whose sentence the next line of a column goes on with."""
    low, high = _COLUMN
    for line, after in itertools.pairwise(lines):
        even = low <= len(line) <= high and low <= len(after) <= high
        if even and _is_open(line[-1]) and _FIRST <= after[0] <= _LAST:
            yield len(line)


def _have_half_width_marks(paragraphs: Sequence[str]) -> bool:
    """Return whether most commas are half-width, as databanks set them."""
    half = sum(p.count(",") for p in paragraphs)
    return half >= _FEW and half > sum(p.count("，") for p in paragraphs)
