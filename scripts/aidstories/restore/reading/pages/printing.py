"""Blocks → their text, with the place of every line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import NamedTuple

from aidstories.model import Span
from aidstories.restore.reading.extraction import Box, LaidBlock, PlacedLine
from aidstories.restore.reading.pages.flow import Block, Sheet


class Printed(NamedTuple):
    """The text of a part with what stands where in it."""

    text: str
    lines: tuple[PlacedLine, ...]
    blocks: tuple[LaidBlock, ...]


def printed(
    blocks: Sequence[Block], sheets: Sequence[Sheet], back: Mapping[int, Callable[[Box], Box]]
) -> Printed:
    """Return the text of the blocks, with what it says of each."""
    index = {sheet.page.number: n for n, sheet in enumerate(sheets)}
    parts: list[str] = []
    at = 0
    lines: list[PlacedLine] = []
    laid: list[LaidBlock] = []
    done = 0
    for block in blocks:
        number = index[block.rows[0].page]
        before = "\n" * bool(at) + "\f" * (number - done) if number > done else "\n\n" * bool(at)
        done = max(done, number)
        start = at + len(before)
        parts.append(before + "\n".join(row.line.text for row in block.rows))
        at += len(parts[-1])
        lines += _placed(block, start, back)
        laid.append(_laid(block, (start, at)))
    return Printed("".join(parts), tuple(lines), tuple(laid))


def _placed(
    block: Block, at: int, back: Mapping[int, Callable[[Box], Box]]
) -> Iterator[PlacedLine]:
    """Yield the lines of a block that begins ``at`` a place of the text, each below the other."""
    for row in block.rows:
        line = row.line
        span = (at, at + len(line.text))
        edges = line.edges if len(line.edges) == len(line.text) + 1 else ()
        yield PlacedLine(span, row.page, back[row.page](line.box), edges, line.score)
        at = span[1] + len("\n")


def _laid(block: Block, span: Span) -> LaidBlock:
    return LaidBlock(
        span=span,
        level=block.level,
        caption=block.kind == "caption",
        running=block.kind == "running",
        begins=block.begins,
        hard=block.hard,
        continues=block.continues,
        note=block.kind == "note",
    )
