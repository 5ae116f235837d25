"""Rows in reading order → blocks: paragraphs, headlines, captions, what stands at the edges."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from aidstories.restore.lexicon.chars import ends_sentence
from aidstories.restore.reading.extraction import Line, Page
from aidstories.restore.reading.pages.paragraphs import (
    Habit,
    Row,
    goes_on,
    is_alike,
    is_heading,
    is_indented,
)

_LEADING = (0.8, 1.1)
"""Em of white paper between two lines of a headline: beside a file's own boxes, and beside those
of recognition, which hold the ink alone."""


@dataclass(slots=True)
class Block:
    """A block while it is made; ``kind``: text, head, caption, running, note."""

    kind: str
    rows: list[Row]
    hard: bool = False
    continues: bool = False
    level: int = 0
    begins: bool = False


@dataclass(slots=True)
class Sheet:
    """A page on its way: its columns of rows, and what stands beside them."""

    page: Page
    columns: list[list[Row]] = field(default_factory=list)
    heads: list[Line] = field(default_factory=list)
    feet: list[Line] = field(default_factory=list)
    notes: list[Line] = field(default_factory=list)
    captions: set[Line] = field(default_factory=set)


def blocks_of(sheets: Sequence[Sheet], habit: Habit) -> Iterator[Block]:
    """Yield the blocks in reading order, page by page."""
    open_block: Block | None = None
    for n, sheet in enumerate(sheets):
        yield from _edge("running", sheet.heads, sheet.page.number)
        flow = _flow(sheet)
        upcoming = _flow(sheets[n + 1]) if n + 1 < len(sheets) else []
        waiting: list[Block] = []
        current: Block | None = None
        for k, row in enumerate(flow):
            if row.line in sheet.captions:
                _add_caption(waiting, row, habit)
                continue
            after = [r for r in flow[k + 1 : k + 6] if r.line not in sheet.captions]
            after += upcoming[: 3 - len(after)] if len(after) < 3 else []
            before = current or open_block
            jumps = bool(waiting) or before is open_block or _jumps(before, row, sheet.page)
            if before and _continues(before, row, after, habit, jumps):
                if before is current:
                    current.rows.append(row)
                    continue
                current = Block("text", [row], continues=True)
                open_block = None
                continue
            if current:
                yield current
            if not _is_heading_up(current):
                yield from waiting
                waiting = []
            current = _begun(before, row, after, habit)
            open_block = None
        if current:
            yield current
        yield from waiting
        open_block = current if current and current.kind == "text" else None
        yield from _edge("note", sheet.notes, sheet.page.number)
        yield from _edge("running", sheet.feet, sheet.page.number)
        if n == len(sheets) - 1:
            return


def _flow(sheet: Sheet) -> list[Row]:
    return [row for column in sheet.columns for row in column]


def _is_heading_up(block: Block | None) -> bool:
    """Return whether a block stands over a text: a headline, a byline. Captions wait for the end
    of what follows it."""
    if block is None or block.kind == "head":
        return True
    return len(block.rows) == 1 and not ends_sentence(block.rows[0].line.text)


def _edge(kind: str, lines: Sequence[Line], page: int) -> Iterator[Block]:
    """Yield running lines one by one, and notes as one block for each mark."""
    if kind == "note" and lines:
        yield Block(kind, [_free(n, page) for n in lines], hard=True)
    elif kind != "note":
        yield from (Block(kind, [_free(n, page)], hard=True) for n in lines)


def _free(line: Line, page: int) -> Row:
    return Row(line, page, -1, line.box.left, line.box.right)


def _add_caption(waiting: list[Block], row: Row, habit: Habit) -> None:
    last = waiting[-1].rows[-1] if waiting else None
    if (
        last
        and last.column == row.column
        and row.line.box.top - last.line.box.bottom <= 0.9 * habit.em
        and abs(row.line.box.left - last.line.box.left) < 4 * habit.em
    ):
        waiting[-1].rows.append(row)
    else:
        waiting.append(Block("caption", [row], hard=True))


def _jumps(before: Block | None, row: Row, page: Page) -> bool:
    """Return whether a column's end or a picture stands before a row."""
    if before is None:
        return True
    last = before.rows[-1]
    if last.column != row.column:
        return True
    between = (last.line.box.bottom, row.line.box.top)
    return any(
        p.top >= between[0] - 2 and p.bottom <= between[1] + 2 and p.right > row.left
        and p.left < row.right
        for p in page.pictures
    )  # fmt: skip


def _continues(before: Block, row: Row, after: Sequence[Row], habit: Habit, jumps: bool) -> bool:
    last = before.rows[-1]
    if before.kind == "head" or row.head:
        return before.kind == "head" and row.head and _is_one_headline(last, row, habit)
    if before.kind != "text":
        return False
    return goes_on(last, row, after, habit, jumps=jumps)


def _is_one_headline(last: Row, row: Row, habit: Habit) -> bool:
    """Return whether a headline goes on in the next line: the same type, right below."""
    one, other = last.line, row.line
    gap = other.box.top - one.box.bottom
    over = min(one.box.right, other.box.right) - max(one.box.left, other.box.left)
    near = -0.5 * one.size < gap < _LEADING[habit.noisy] * max(one.size, other.size)
    return last.page == row.page and near and over > 0 and is_alike(one, other, habit)


def _begun(before: Block | None, row: Row, after: Sequence[Row], habit: Habit) -> Block:
    """Return the block that a row begins, hard where it certainly goes on with nothing."""
    kind = "head" if row.head else "text"
    sure = (
        row.hard
        or kind == "head"
        or before is None
        or before.kind != "text"
        or is_indented(row, habit)
        or _is_closed(before, row, habit)
        or is_heading([row, *after], habit)
    )
    return Block(kind, [row], hard=sure)


def _is_closed(before: Block, row: Row, habit: Habit) -> bool:
    """Return whether white space or another type parts a row from the block before it."""
    last = before.rows[-1]
    apart = last.column == row.column and (row.line.box.top - last.line.box.top > 1.3 * habit.pitch)
    short = last.right - last.line.box.right > 3 * habit.em
    return apart or short or not is_alike(last.line, row.line, habit)
