"""Text read off pages → draft: blocks with borders, lines closed up, running heads stripped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from aidstories.model import Kind, Role
from aidstories.restore.accept import accept
from aidstories.restore.draft import (
    Block,
    Border,
    Draft,
    Hints,
    Merge,
    Proposal,
    Rewrite,
    block_of,
)
from aidstories.restore.lexicon.chars import HAN
from aidstories.restore.lexicon.late import late
from aidstories.restore.origin import Origin
from aidstories.restore.reading.edits import opening_edit
from aidstories.restore.reading.extraction import LaidBlock, Part, PlacedLine

_BY = "open_pages"
_RECOGNISED = Origin(odds=9.0)
"""The reader knows that recognition made the characters."""
_HINTS = {1: Hints(tag="h1", names="title"), 2: Hints(tag="h2"), 3: Hints(tag="h3")}
"""What a page of the web would call the headlines; the zones know these names."""
_HYPHEN = late(r"(?<=[^\W\d_])[-\u2010]$")
_WIDE = late(rf"[{HAN}\u3000-\u303f\uff00-\uffef“”‘’…—·]")
_DATE = late(
    r"(?:19|20)\d\d\s*+年\s*+\d{1,2}\s*+月\s*+\d{1,2}\s*+日|(?:19|20)\d\d[-./]\d{1,2}[-./]\d{1,2}"
)
_TSHEG = "\u0f0b\u0f0c"


def open_pages(part: Part) -> Draft:
    """Return the draft of a part that was read off pages: nothing repaired but the line ends.

    Raises ValueError where the blocks of ``part`` do not cover its text.
    """
    raw = part.text
    strips = [opening_edit(raw, b.span, "page") for b in part.blocks if b.running]
    laid = [b for b in part.blocks if not b.running]
    blocks = [_block(raw, b, after) for b, after in zip(laid, [*laid[1:], None], strict=False)]
    draft = Draft(
        raw=raw,
        blocks=tuple(blocks),
        edits=tuple(strips),
        meta={**_printed_date(part), **part.meta},
        origin=_RECOGNISED if part.recognised else Origin(),
    )
    places = {line.span[0]: line for line in part.lines}
    return accept(draft, _BY, _closed_up(draft, laid, places))


def _printed_date(part: Part) -> dict[str, str]:
    """Return the date that the running heads print, where all of them print the same.

    望川融媒　2017年8月9日 星期三　第03版: the day of the issue.
    """
    heads = [part.text[slice(*block.span)] for block in part.blocks if block.running]
    dates = {found[0] for head in heads if (found := _DATE.search(head))}
    return {"date": dates.pop()} if len(dates) == 1 else {}


def _block(raw: str, laid: LaidBlock, after: LaidBlock | None) -> Block:
    start, end = laid.span
    block = block_of(raw, start, end, level=laid.level, role=_role(laid))
    return block._replace(
        before=Border.HARD if laid.hard else Border.SOFT,
        after=Border.HARD if after is None or after.hard else Border.SOFT,
        begins=laid.begins,
        hints=_HINTS.get(laid.level, Hints()),
    )


def _role(laid: LaidBlock) -> Role | None:
    if laid.caption:
        return Role.CAPTION
    return Role.TITLE if laid.level == 1 else None


def _closed_up(
    draft: Draft, laid: Sequence[LaidBlock], places: dict[int, PlacedLine]
) -> Iterator[Proposal]:
    """Close up the lines of each block, and the parts of a paragraph over a page's end."""
    ends: dict[int, bool] = {}
    last = -1
    for i, (block, what) in enumerate(zip(draft.blocks, laid, strict=True)):
        starts = [0, *(m.end() for m in re.finditer("\n", block.text))]
        for _, at in pairwise(starts):
            line, following = block.text[: at - 1], block.text[at:]
            line = line[line.rfind("\n") + 1 :]
            glue, hyphen = _glue(line, following)
            if what.level and glue == "" and not _is_wrapped(block, at, places):
                glue = " "
            reason = "hyphen" if hyphen else "title-lines" if what.level else "column"
            kind = Kind.REG if glue else Kind.JOIN
            yield Rewrite(i, at - 1 - hyphen, at, glue, kind, reason)
        if what.continues and last >= 0:
            before = draft.blocks[last].text
            glue, hyphen = _glue(before[before.rfind("\n") + 1 :], block.text)
            if hyphen:
                yield Rewrite(last, len(before) - 1, len(before), "", Kind.JOIN, "hyphen")
            yield Merge(left=last, right=i, reason="break", glue=glue)
            ends[last] = True
        if not (what.caption or what.level or what.note):
            last = i


def _glue(line: str, following: str) -> tuple[str, bool]:
    """Return what stands between two printed lines of one passage; whether a hyphen goes.

    Chinese is closed up, words have a blank: 「义/诊」, “the county / hospital”, “hos-/pital”.
    """
    if _HYPHEN.search(line) and re.match(r"[a-z]{2}", following):
        return "", True
    if line.endswith(("-", "/", "\u2010")) or not line or not following:
        return "", False
    one, other = line[-1], following[0]
    if _WIDE.match(one) or _WIDE.match(other) or one.isspace() or other.isspace():
        return "", False
    if one in _TSHEG:
        return "", False
    if one.isdigit() and other.isdigit() and _WIDE.search(line):
        return "", False
    return " ", False


def _is_wrapped(block: Block, at: int, places: dict[int, PlacedLine]) -> bool:
    """Return whether a headline was too long for its line, and was not set in two on purpose.

    A line that was cut where it was full is longer than the rest, and both begin at one place.
    """
    start = block.spans[0][0] + block.text.rfind("\n", 0, at - 1) + 1
    one, other = places.get(start), places.get(block.spans[0][0] + at)
    if one is None or other is None:
        return False
    longer = one.box.right - one.box.left > 1.15 * (other.box.right - other.box.left)
    return longer and abs(one.box.left - other.box.left) < one.box.bottom - one.box.top
