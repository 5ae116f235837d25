"""Which lines are headlines': by size, and small ones by what they stand over or under."""

from __future__ import annotations

from collections.abc import Sequence

from aidstories.restore.lexicon.byline import is_byline
from aidstories.restore.lexicon.chars import ends_sentence
from aidstories.restore.lexicon.late import late
from aidstories.restore.reading.extraction import Line

HEADLINE = 1.25
"""Em from which type is a headline's: 三号 over 小四 is 1.33, a line of text with noise 1.15."""
_LARGER = (1.06, 1.2)
"""Em of a kicker or a subtitle beside a headline: of a file's own type, and with noise of 15 %."""
_NEAR = 0.7
"""Sizes of a headline between it and its kicker."""
_DASHES = late(r"(?:—|-){1,2}$|[:：]$|^(?:——|--)")


def headlines(lines: Sequence[Line], em: float, *, noisy: bool) -> set[Line]:
    """Return the lines of headlines: large ones, with their kickers and subtitles."""
    large = [n for n in lines if n.size >= HEADLINE * em]
    found = set(large)
    for line in lines:
        if line not in found and any(_belongs(line, head, em, noisy) for head in large):
            found.add(line)
    return found


def bylines(lines: Sequence[Line], heads: set[Line]) -> set[Line]:
    """Return the bylines right below headlines: centred, one may stand over a middle column."""
    return {
        line
        for line in lines
        if is_byline(line.text)
        and any(
            -0.5 * head.size < line.box.top - head.box.bottom < head.size
            and line.box.left < head.box.right
            and head.box.left < line.box.right
            for head in heads
        )
    }


def _belongs(line: Line, head: Line, em: float, noisy: bool) -> bool:
    """Return whether a line is a headline's kicker or subtitle."""
    above = head.box.top - line.box.bottom
    below = line.box.top - head.box.bottom
    if not -0.4 * em <= max(above, below) <= _NEAR * head.size:
        return False
    within = line.box.left >= head.box.left - em and line.box.left <= head.box.right
    if not within or ends_sentence(line.text) or is_byline(line.text):
        return False
    return line.size >= _LARGER[noisy] * em or bool(_DASHES.search(line.text))
