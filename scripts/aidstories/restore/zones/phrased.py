"""Running text that opens phrase by phrase, each on a line of its own, as accounts set it.

近日／我区四名专技人员／踏上了前往某县的征途／开启新一轮工作 stands between the line of source and
the first paragraph, where else a page has its menus and controls.
"""

from __future__ import annotations

from collections.abc import Sequence

from aidstories.restore.draft import Block
from aidstories.restore.lexicon.byline import is_byline
from aidstories.restore.lexicon.chars import bare
from aidstories.restore.lexicon.imprint import is_imprint
from aidstories.restore.lexicon.late import late
from aidstories.restore.passes.furniture import why

_FEWEST, _LONGEST = 3, 24
"""Lines at least, and characters of each at most, chosen by hand."""
_LINKS = late(r"[了着的在为把被让将与和是到从向给于也]|近[日期年]|日前|[昨今][日天年]|连日|如今")
"""Words that link a phrase to a sentence; menus and controls have nouns."""
_MARKS = late(r"[|｜丨>＞»:：/／【】\[\]]|\d{4}")
_DASHES = "—–─-"
_WHOLE = 6
"""Characters of a line from which it is told whole, chosen by hand: a name may recur."""
_TOLD = 0.1
"""Which part of the pairs of characters the first paragraph says again, chosen by hand: of a menu
nothing, of an opening some name at least."""


def phrased(blocks: Sequence[Block], lines: Sequence[str], first: int) -> frozenset[int]:
    """Return the lines over the ``first`` paragraph that its text opens with, none if in doubt."""
    if not first < len(lines):
        return frozenset()
    heads = [i for i in range(first) if is_imprint(lines[i]) or is_byline(lines[i])]
    run = range(heads[-1] + 1 if heads else first, first)
    if len(run) < _FEWEST or not all(_is_phrase(blocks, lines, i) for i in run):
        return frozenset()
    linked = sum(bool(_LINKS.search(lines[i])) for i in run)
    opens = 2 * linked >= len(run) and _is_told(lines, run) and not _heads(lines, run)
    return frozenset(run) if opens else frozenset()


def _is_phrase(blocks: Sequence[Block], lines: Sequence[str], i: int) -> bool:
    block, line = blocks[i], lines[i]
    plain = block.role is None and not (block.level or block.hints.strong or block.hints.linked)
    short = 1 < len(line) <= _LONGEST and not _MARKS.search(line)
    return plain and short and why(blocks, i) is None


def _is_told(lines: Sequence[str], run: range) -> bool:
    text = bare(lines[run.stop])
    said = [bare(lines[i]) for i in run]
    found = [line[at : at + 2] for line in said for at in range(len(line) - 1)]
    return sum(pair in text for pair in found) >= _TOLD * len(found) > 0


def _heads(lines: Sequence[str], run: range) -> bool:
    """Return whether lines are a headline: the text says one again whole, or one has a dash.

    建成一座茶园 / ——守护丰收 / 一年来的路 / 5月6日，某县建成一座茶园。
    """
    text = bare(lines[run.stop])
    again = (len(said) >= _WHOLE and said in text for said in (bare(lines[i]) for i in run))
    return any(again) or any(lines[i][at] in _DASHES for i in run for at in (0, -1))
