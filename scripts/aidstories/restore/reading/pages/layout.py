"""Pages → text in reading order, with the place of every line and what the layout shows."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from aidstories.restore.lexicon.chars import LINE_ENDS
from aidstories.restore.lexicon.late import late
from aidstories.restore.reading.extraction import Box, Line, Page, Part
from aidstories.restore.reading.pages.asides import captions
from aidstories.restore.reading.pages.flow import Sheet, blocks_of
from aidstories.restore.reading.pages.headlines import HEADLINE, bylines, headlines
from aidstories.restore.reading.pages.paragraphs import (
    Habit,
    Row,
    bounds,
    is_indented,
)
from aidstories.restore.reading.pages.printing import printed
from aidstories.restore.reading.pages.ranks import rank
from aidstories.restore.reading.pages.regions import Column, Scale, columns
from aidstories.restore.reading.pages.rows import closed_up, rows
from aidstories.restore.reading.pages.running import notes, running
from aidstories.restore.reading.pages.upright import upright

_LEAST, _FAR = 0.1, 1e6
"""What a broken file may say of a size or a place is brought between these."""
_BREAKS = late(rf"[{LINE_ENDS}]")


def lay_out(pages: Sequence[Page], *, recognised: bool = False) -> Part:
    """Return the text of pages in reading order, one printed line in a line.

    ``\\n`` parts the lines of a block, a blank line blocks, ``\\f`` pages. Every character of the
    pages' lines stands in the text once; line ends within a line become blanks.
    ``recognised`` says that recognition saw the lines; else their scores do.
    """
    clean = [_clean_page(page) for page in pages]
    noisy = recognised or _is_recognised(clean)
    level = [upright(page, straighten=noisy) for page in clean]
    clean = [found.page for found in level]
    em = _em(clean)
    sheets = _sheets(clean, em, noisy)
    habit = _habit(sheets, em, noisy)
    blocks = list(blocks_of(sheets, habit))
    rank(blocks, habit, one_column=all(_columns(sheet) < 2 for sheet in sheets))
    made = printed(blocks, sheets, {u.page.number: u.back for u in level})
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


def _sheets(pages: Sequence[Page], em: float, noisy: bool) -> list[Sheet]:
    sheets = []
    count = 0
    for page, taken in zip(pages, running(pages, em, noisy=noisy), strict=True):
        sheet = Sheet(page)
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


def _columns(sheet: Sheet) -> int:
    """Return how many columns of text stand side by side on a page."""
    sides = [(c[0].left, c[0].right) for c in sheet.columns if len(c) > 2]
    return len({round(left / 20) for left, _ in sides})


def _habit(sheets: Sequence[Sheet], em: float, noisy: bool) -> Habit:
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
    # The lower quarter: of a page of paragraphs of two lines, half of the steps are between them.
    pitch = steps[len(steps) // 4] if steps else 1.5 * em
    return Habit(em, pitch, indented >= max(2, 0.03 * total), noisy)
