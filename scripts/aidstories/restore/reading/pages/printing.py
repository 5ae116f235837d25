"""Blocks → their text, with the place of every line."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

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

    def put(text: str) -> None:
        nonlocal at
        parts.append(text)
        at += len(text)

    for block in blocks:
        number = index[block.rows[0].page]
        if number > done:
            put("\n" + "\f" * (number - done) if at else "\f" * (number - done))
            done = number
        elif at:
            put("\n\n")
        start = at
        for n, row in enumerate(block.rows):
            if n:
                put("\n")
            line = row.line
            box = back[row.page](line.box)
            span = (at, at + len(line.text))
            edges = line.edges if len(line.edges) == len(line.text) + 1 else ()
            lines.append(PlacedLine(span, row.page, box, edges, line.score))
            put(line.text)
        laid.append(
            LaidBlock(
                span=(start, at),
                level=block.level,
                caption=block.kind == "caption",
                running=block.kind == "running",
                begins=block.begins,
                hard=block.hard,
                continues=block.continues,
                note=block.kind == "note",
            )
        )
    return Printed("".join(parts), tuple(lines), tuple(laid))
