"""Pages → text in reading order, with the place of every line and what the layout shows."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import NamedTuple

from aidstories.restore.lexicon.byline import dateline_end, is_byline
from aidstories.restore.lexicon.chars import LINE_ENDS, ends_sentence
from aidstories.restore.reading.extraction import Box, LaidBlock, Line, Page, Part, PlacedLine
from aidstories.restore.reading.pages.asides import captions
from aidstories.restore.reading.pages.headlines import HEADLINE, bylines, headlines
from aidstories.restore.reading.pages.paragraphs import (
    Habit,
    Row,
    bounds,
    goes_on,
    is_alike,
    is_heading,
    is_indented,
)
from aidstories.restore.reading.pages.regions import Column, Scale, closed_up, columns, rows
from aidstories.restore.reading.pages.running import notes, running
from aidstories.restore.reading.pages.upright import upright

_ARTICLE = 1.5
"""Em from which a headline opens an article by its size alone; smaller ones head sections."""
_OWN = 0.9
"""Share of the largest headline of a document in one column from which one opens an article."""
_FULL = 1.2
"""Sizes that a headline leaves free where it goes on in a second line."""
_LEAST, _FAR = 0.1, 1e6
"""What a broken file may say of a size or a place is brought between these."""
_BREAKS = re.compile(rf"[{LINE_ENDS}]")


@dataclass(slots=True)
class _Block:
    """A block while it is made; ``kind``: text, head, caption, running, note."""

    kind: str
    rows: list[Row]
    hard: bool = False
    continues: bool = False
    level: int = 0
    begins: bool = False


@dataclass(slots=True)
class _Sheet:
    """A page on its way: its columns of rows, and what stands beside them."""

    page: Page
    columns: list[list[Row]] = field(default_factory=list)
    heads: list[Line] = field(default_factory=list)
    feet: list[Line] = field(default_factory=list)
    notes: list[Line] = field(default_factory=list)
    captions: set[Line] = field(default_factory=set)


class _Text(NamedTuple):
    text: str
    lines: tuple[PlacedLine, ...]
    blocks: tuple[LaidBlock, ...]


def lay_out(pages: Sequence[Page]) -> Part:
    """Return the text of pages in reading order, one printed line in a line.

    ``\\n`` parts the lines of a block, a blank line blocks, ``\\f`` pages. Every character of the
    pages' lines stands in the text once; line ends within a line become blanks.
    """
    clean = [_clean_page(page) for page in pages]
    noisy = _is_recognised(clean)
    level = [upright(page, straighten=noisy) for page in clean]
    clean = [found.page for found in level]
    em = _em(clean)
    sheets = _sheets(clean, em, noisy)
    habit = _habit(sheets, em, noisy)
    blocks = list(_blocks(sheets, habit))
    _rank(blocks, habit, one_column=all(_columns(sheet) < 2 for sheet in sheets))
    made = _text(blocks, sheets, {u.page.number: u.back for u in level})
    return Part(
        text=made.text,
        lines=made.lines,
        blocks=made.blocks,
        pages=tuple(replace(page, lines=()) for page in pages),
        recognised=noisy,
    )


def _clean_page(page: Page) -> Page:
    """Return a page with lines that say something, and boxes that have two sides."""
    return replace(
        page,
        lines=tuple(_clean(line) for line in page.lines if line.text.strip()),
        rules=tuple(map(_sided, page.rules)),
        pictures=tuple(map(_sided, page.pictures)),
    )


def _clean(line: Line) -> Line:
    """Return a line without line ends in it, of a size and an area."""
    size = line.size if _LEAST < line.size < math.inf else _LEAST
    box = _sided(line.box)
    wide, high = max(box.right, box.left + _LEAST), max(box.bottom, box.top + _LEAST)
    box = box._replace(right=wide, bottom=high)
    return line._replace(text=_BREAKS.sub(" ", line.text), box=box, size=size)


def _sided(box: Box) -> Box:
    """Return a box whose right side is at the right, its numbers finite."""
    left, top, right, bottom = (max(-_FAR, min(_FAR, x if x == x else 0.0)) for x in box)
    return Box(min(left, right), min(top, bottom), max(left, right), max(top, bottom))


def _em(pages: Sequence[Page]) -> float:
    """Return the size of running text: the middle one by characters."""
    sizes = sorted((n.size, len(n.text)) for page in pages for n in page.lines)
    half = sum(count for _, count in sizes) / 2
    for size, count in sizes:
        half -= count
        if half <= 0:
            return max(size, 0.01)
    return 1.0


def _is_recognised(pages: Sequence[Page]) -> bool:
    lines = [n for page in pages for n in page.lines]
    unsure = sum(len(n.text) for n in lines if n.score < 1)
    return 2 * unsure > sum(len(n.text) for n in lines)


def _sheets(pages: Sequence[Page], em: float, noisy: bool) -> list[_Sheet]:
    sheets = []
    count = 0
    for page, taken in zip(pages, running(pages, em, noisy=noisy), strict=True):
        sheet = _Sheet(page)
        edge = sorted((page.lines[i] for i in taken), key=lambda n: (n.box.top, n.box.left))
        for line in edge:
            (sheet.heads if line.box.top < page.height / 2 else sheet.feet).append(line)
        foot = notes(page, taken, em)
        sheet.notes = [page.lines[i] for i in foot]
        rest = [n for i, n in enumerate(page.lines) if i not in taken and i not in foot]
        sheet.captions = {rest[i] for i in captions(rest, page.pictures, em)}
        heads = headlines([n for n in rest if n not in sheet.captions], em, noisy=noisy)
        rest = closed_up(rest, page.rules)
        heads |= {n for n in rest if n.size >= HEADLINE * em and n not in sheet.captions}
        over = heads | bylines(rest, heads)
        found = columns(rest, page.rules, page.pictures, Scale(em, over.__contains__))
        for column in found:
            made = _rows(column, page.number, count, em, heads, sheet.captions)
            sheet.columns.append(made)
            count += 1
        _widen(sheet.columns, em)
        sheets.append(sheet)
    return sheets


def _rows(
    column: Column, page: int, number: int, em: float, heads: set[Line], aside: set[Line]
) -> list[Row]:
    """Return the rows of a column, from top to bottom; ``aside`` takes up what becomes of its
    captions."""
    small = rows([n for n in column.lines if n in aside])
    large = rows([n for n in column.lines if n in heads])
    text = rows([n for n in column.lines if n not in heads and n not in aside])
    aside |= set(small)
    whole = [(n, False) for n in (*text, *small)] + [(n, True) for n in large]
    whole.sort(key=lambda found: (found[0].box.top + found[0].box.bottom) / 2)
    left, right = bounds(text or [n for n, _ in whole], em)
    return [
        Row(line, page, number, left, right, column.hard and n == 0, head)
        for n, (line, head) in enumerate(whole)
    ]


def _widen(found: list[list[Row]], em: float) -> None:
    """Give a short column the sides of the page's columns: its own lines do not show them."""
    full = [c[0] for c in found if len(c) > 4]
    if not full:
        return
    widths = sorted(r.right - r.left for r in full)
    usual = widths[len(widths) // 2]
    for n, column in enumerate(found):
        first = column[0]
        left, right = first.left, first.right
        if len(column) > 4 and right - left > 0.8 * usual:
            continue
        near = [r for r in full if r.left - em <= left <= r.left + 5 * em and right <= r.right + em]
        if near:
            same = min(near, key=lambda r: abs(r.left - left))
            left, right = min(left, same.left), max(right, same.right)
        elif right - left < usual:
            right = left + usual
        found[n] = [r._replace(left=left, right=right) for r in column]


def _columns(sheet: _Sheet) -> int:
    """Return how many columns of text stand side by side on a page."""
    sides = [(c[0].left, c[0].right) for c in sheet.columns if len(c) > 2]
    return len({round(left / 20) for left, _ in sides})


def _habit(sheets: Sequence[_Sheet], em: float, noisy: bool) -> Habit:
    """Return how the running text is set."""
    steps, indented, total = [], 0, 0
    for sheet in sheets:
        for column in sheet.columns:
            body = [r for r in column if abs(r.line.size - em) <= 0.2 * em]
            steps += [b.line.box.top - a.line.box.top for a, b in pairwise(body)]
            plain = Habit(em, 1.5 * em, True, noisy)
            indented += sum(is_indented(r, plain) for r in body)
            total += len(body)
    steps = sorted(step for step in steps if 0.8 * em < step < 4 * em)
    pitch = steps[len(steps) // 2] if steps else 1.5 * em
    return Habit(em, pitch, indented >= max(2, 0.03 * total), noisy)


def _blocks(sheets: Sequence[_Sheet], habit: Habit) -> Iterator[_Block]:
    """Yield the blocks in reading order, page by page."""
    open_block: _Block | None = None
    for n, sheet in enumerate(sheets):
        yield from _edge("running", sheet.heads, sheet.page.number)
        flow = _flow(sheet)
        upcoming = _flow(sheets[n + 1]) if n + 1 < len(sheets) else []
        waiting: list[_Block] = []
        current: _Block | None = None
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
                current = _Block("text", [row], continues=True)
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


def _flow(sheet: _Sheet) -> list[Row]:
    return [row for column in sheet.columns for row in column]


def _is_heading_up(block: _Block | None) -> bool:
    """Return whether a block stands over a text: a headline, a byline. Captions wait for the end
    of what follows it."""
    if block is None or block.kind == "head":
        return True
    return len(block.rows) == 1 and not ends_sentence(block.rows[0].line.text)


def _edge(kind: str, lines: Sequence[Line], page: int) -> Iterator[_Block]:
    """Yield running lines one by one, and notes as one block for each mark."""
    if kind == "note" and lines:
        yield _Block(kind, [_free(n, page) for n in lines], hard=True)
    elif kind != "note":
        yield from (_Block(kind, [_free(n, page)], hard=True) for n in lines)


def _free(line: Line, page: int) -> Row:
    return Row(line, page, -1, line.box.left, line.box.right)


def _add_caption(waiting: list[_Block], row: Row, habit: Habit) -> None:
    last = waiting[-1].rows[-1] if waiting else None
    if (
        last
        and last.column == row.column
        and row.line.box.top - last.line.box.bottom <= 0.9 * habit.em
        and abs(row.line.box.left - last.line.box.left) < 4 * habit.em
    ):
        waiting[-1].rows.append(row)
    else:
        waiting.append(_Block("caption", [row], hard=True))


def _jumps(before: _Block | None, row: Row, page: Page) -> bool:
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


def _continues(before: _Block, row: Row, after: Sequence[Row], habit: Habit, jumps: bool) -> bool:
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
    near = -0.5 * one.size < gap < 0.8 * max(one.size, other.size)
    return last.page == row.page and near and over > 0 and is_alike(one, other, habit)


def _begun(before: _Block | None, row: Row, after: Sequence[Row], habit: Habit) -> _Block:
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
    return _Block(kind, [row], hard=sure)


def _is_closed(before: _Block, row: Row, habit: Habit) -> bool:
    """Return whether white space or another type parts a row from the block before it."""
    last = before.rows[-1]
    apart = last.column == row.column and (row.line.box.top - last.line.box.top > 1.3 * habit.pitch)
    short = last.right - last.line.box.right > 3 * habit.em
    return apart or short or not is_alike(last.line, row.line, habit)


def _rank(blocks: Sequence[_Block], habit: Habit, *, one_column: bool) -> None:
    """Say of each headline its level, and whether it opens an article."""
    flow = [b for b in blocks if b.kind not in ("running", "note", "caption")]
    largest = max((_size(b) for b in flow if b.kind == "head"), default=0.0)
    n = 0
    while n < len(flow):
        if flow[n].kind != "head":
            n += 1
            continue
        group = [flow[n]]
        while n + len(group) < len(flow) and flow[n + len(group)].kind == "head":
            group.append(flow[n + len(group)])
        follows = flow[n + len(group)] if n + len(group) < len(flow) else None
        sizes = sorted({_size(b) for b in group}, reverse=True)
        ranks = _ranks(sizes, habit)
        first = n == 0
        opens = first or _opens(sizes[0], follows, habit, largest if one_column else 0.0)
        opens = opens or group[0].rows[0].hard
        for block in group:
            block.level = ranks[_size(block)] + (not opens)
        group[0].begins = opens
        n += len(group)
    if flow and not flow[0].begins:
        flow[0].begins = True


def _ranks(sizes: Sequence[float], habit: Habit) -> dict[float, int]:
    """Return the rank of each size, the largest first; nearly equal ones share it."""
    ranks: dict[float, int] = {}
    rank, top = 0, 0.0
    for size in sizes:
        if not ranks or size * (1.2 if habit.noisy else 1.08) < top:
            rank, top = rank + 1, size
        ranks[size] = rank
    return ranks


def _opens(size: float, follows: _Block | None, habit: Habit, largest: float) -> bool:
    """Return whether a headline amid text opens an article."""
    if size >= _ARTICLE * habit.em:
        return size >= _OWN * largest
    text = follows.rows[0].line.text if follows else ""
    return is_byline(text) or bool(dateline_end(text))


def _size(block: _Block) -> float:
    return max(r.line.size for r in block.rows)


def _text(
    blocks: Sequence[_Block], sheets: Sequence[_Sheet], back: Mapping[int, Callable[[Box], Box]]
) -> _Text:
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
    return _Text("".join(parts), tuple(lines), tuple(laid))
