"""Stanzas: lines that the poet broke, not the column.

A line of verse holds one clause or two of equal length (五言、七言); a column breaks anywhere. So
a stanza has no mark inside its lines, but at their ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import chain, groupby

from aidstories.model import Kind, Role
from aidstories.restore.draft import Block, Cut, Draft, Label, Merge, Proposal, Rewrite
from aidstories.restore.lexicon.byline import is_byline
from aidstories.restore.lexicon.chars import (
    BO,
    HAN,
    NEWLINE,
    cells,
    ends_sentence,
    is_one_line,
    lines_at_most,
)
from aidstories.restore.lexicon.imprint import is_imprint
from aidstories.restore.lexicon.late import late
from aidstories.restore.passes.figures.words import is_credit

_BREAK = late(rf"(?:(?<![^\S\n\r])[^\S\n\r]+)?{NEWLINE}\s*+")
_LINE = late(rf"[“「『]?[{HAN}]{{2,18}}[，。；！？、…—]*[”」』]?|[{BO}\s]{{8,60}}[།༎]")
_COUPLET = late(rf"([{HAN}]{{3,9}})[，、]([{HAN}]{{3,9}})[，。；！？…]?")
_FEWEST = 4
"""Lines from which a stanza is told from a heading of two or three lines."""
_MARKED = late("[，。；！？、…།]")
_STEADY = 0.5
"""Share of the lines that end in a mark; a list of names or headings has none."""


_FREE, _MEAN, _WIDEST, _PAUSED = 8, 10, 18, 0.25
"""Lines of free verse at least, their characters on average and at most, and the share of them that
pause: chosen by hand. A menu has no pauses, other articles' headlines are longer."""
_FREE_LINE = late(rf"[{HAN}，,、！!？?…—“”‘’\s]{{2,{_WIDEST}}}")
_TOGETHER = 6
"""Lines of free verse in two stanzas at least, chosen by hand: a title and an address are fewer."""
_OF_POEM = 4
"""The same on a page without running text: 你的手／是一盏灯 over two more."""
_TOLD = 2
"""Lines with a clause behind a clause from which plain lines are no menu, chosen by hand."""
_CARRIED = 3
"""Cells by which the lines of a column differ, the last apart, as in `passes.columns`."""
_NARROW = 9
"""Cells of lines narrower than a column of a page: of verse, however even."""
_CLAUSE = 5
"""Characters that the lines of a stanza without marks have on average at least, chosen by hand: of
verse five at least (五言), of names, offices and menus fewer."""
_HEAD = 6
"""Lines that may stand over a poem without a blank line between: title, subtitle, names."""


def cut_verse(draft: Draft) -> Iterator[Proposal]:
    """Cut free verse, whose lines have no stops, from the lines over it, the last of which names
    who wrote or read it."""
    for i, block in enumerate(draft.blocks):
        if block.role is not None or block.hints.row or is_one_line(block.text):
            continue
        for opens in _INTRODUCED.finditer(block.text):
            yield from _cut_around(i, block.text, opens.end())
        if lines_at_most(block.text) <= _FREE:
            continue
        lines = [m for m in _TEXT_LINE.finditer(block.text) if m.group().strip()]
        if len(lines) <= _FREE:
            continue
        signed = [n for n, m in enumerate(lines[:_HEAD]) if is_byline(m.group())]
        if signed and _is_free([m.group().strip() for m in lines[signed[-1] + 1 :]]):
            yield Cut(block=i, at=lines[signed[-1] + 1].start())


def _cut_around(i: int, text: str, start: int) -> Iterator[Proposal]:
    """Cut a stanza, which a colon announces, from the lines of text around it."""
    end, count = start, 0
    for m in _TEXT_LINE.finditer(text, start):
        if not (_LINE.fullmatch(m.group().strip()) and _MARKED.search(m.group().strip()[-1:])):
            break
        end, count = m.end(), count + 1
    if count >= _FEWEST:
        yield Cut(block=i, at=start)
        if text[end:].strip():
            yield Cut(block=i, at=end + len(text[end:]) - len(text[end:].lstrip()))


_INTRODUCED = late(rf"[：:]{NEWLINE}\s*+(?=\S)")
_ENDS = "\n\r\x0b\x0c\x85\u2028\u2029"
_TEXT_LINE = late(rf"[^{_ENDS}]++")


def _is_free(lines: Sequence[str]) -> bool:
    """Return whether lines are free verse: many, short, pausing, without a stop."""
    if len(lines) < _FREE or not all(map(_FREE_LINE.fullmatch, lines)):
        return False
    paused = sum(bool(re.search("[，,、]", line)) for line in lines)
    stopped = sum(map(ends_sentence, lines))
    even = sum(map(len, lines)) <= _MEAN * len(lines)
    return even and paused >= _PAUSED * len(lines) and 4 * stopped <= len(lines)


def label_verse(draft: Draft) -> Iterator[Proposal]:
    """Label blocks that are stanzas; a line break alone stands between their lines."""
    stanzas = frozenset(_stanzas(draft.blocks))
    for i, block in enumerate(draft.blocks):
        if i not in stanzas and not _is_stanza(block):
            continue
        yield Label(block=i, role=Role.VERSE)
        for m in _BREAK.finditer(block.text, 1, len(block.text.rstrip())):
            if m.group() != "\n" and block.text[: m.start()].strip():
                yield Rewrite(i, m.start(), m.end(), "\n", Kind.REG, "line-break")
        yield from _edges(i, block.text)


def _is_stanza(block: Block) -> bool:
    """Return whether a block is a stanza by itself."""
    if block.role is not None or block.hints.row or block.level:
        return False
    if lines_at_most(block.text) < _FEWEST or not _opens_verse(block.text):
        return False
    lines = _BREAK.split(block.text.strip())
    return len(lines) >= _FEWEST and is_stanza(lines)


def _stanzas(blocks: Sequence[Block]) -> Iterator[int]:
    """Yield the blocks of a page that are stanzas of free verse beside each other.

    Their lines are short, of no common width and without a stop, and the page itself breaks them.
    """
    poem = _is_poem(blocks)
    for broken, run in groupby(range(len(blocks)), key=lambda i: _is_broken(blocks[i], poem)):
        found = [*run]
        lines = [_BREAK.split(blocks[i].text.strip()) for i in found] if broken else []
        widths = [cells(line) for stanza in lines for line in stanza[:-1]]
        tagged = bool(found) and bool(blocks[found[0]].hints.tag)
        told = poem and sum("，" in line.strip()[:-1] for line in chain(*lines)) >= _TOLD
        least = (_OF_POEM if poem else _TOGETHER) if tagged else _TOGETHER if told else _FREE
        several = len(lines) > 1 and sum(map(len, lines)) >= least
        narrow = several and tagged and max(widths) <= _NARROW
        alone = len(lines) == 1 and tagged and _is_one_stanza(lines[0])
        if alone or (several and (narrow or _widest(lines) - min(widths) > _CARRIED)):
            yield from found


def _widest(stanzas: Sequence[Sequence[str]]) -> float:
    """Return the cells of the widest line: a column's last line is none."""
    return max(map(cells, chain(*stanzas)))


def _is_one_stanza(lines: Sequence[str]) -> bool:
    """Return whether the lines of an element are a stanza that stands alone: narrow, of clauses.

    Names and words beside each other (段敏／王燕／何青／李文) are none.
    """
    lines = [line.strip() for line in lines]
    wide = sum(map(len, lines)) >= _CLAUSE * len(lines)
    return len(lines) >= _FEWEST and wide and max(map(cells, lines)) <= _NARROW


def _is_poem(blocks: Sequence[Block]) -> bool:
    """Return whether a page has no running text: its short lines are printed as they stand."""
    return not any("。" in block.text or len(block.text) > _LONG_POEM for block in blocks)


_LONG_POEM = 400
"""Characters of a stanza at most, chosen by hand; any block of a page that holds more is none."""


def _is_broken(block: Block, poem: bool) -> bool:
    """Return whether a page breaks the lines of an element as those of verse; a ``poem`` has no
    elements where it is plain text."""
    plain = block.role is None and (poem or bool(block.hints.tag))
    if not plain or block.hints.row or block.level or is_one_line(block.text):
        return False
    lines = [line.strip() for line in _BREAK.split(block.text.strip())]
    free = len(lines) > 1 and all(map(_FREE_LINE.fullmatch, lines))
    return free and not any(is_byline(s) or is_imprint(s) or is_credit(s) for s in lines)


def _opens_verse(text: str) -> bool:
    """Return whether the first line may be one of verse: asked first, for it rules out nearly all
    other text, of which `_BREAK` is tried at every character."""
    first = next(iter(text.strip().splitlines()), "").strip()
    return _is_line(first) or bool(_FREE_LINE.fullmatch(first))


def join_lines(draft: Draft) -> Iterator[Proposal]:
    """Join the lines of a stanza whose lines are elements of their own: ``<p>雪山在上，</p>``."""
    blocks = draft.blocks
    poem = _is_poem(blocks)
    start = 0
    while start < len(blocks):
        end = start
        while end < len(blocks) and _may_be_line(blocks[end]):
            end += 1
        texts = [block.text for block in blocks[start:end]]
        verse = len(texts) >= _FEWEST and is_stanza(texts) and _runs_on(texts)
        if verse or (poem and _is_bare(texts)):
            yield Label(block=start, role=Role.VERSE)
            for i in range(start, end - 1):
                yield Merge(left=i, right=i + 1, reason="verse", glue="\n")
        start = end + 1


def _is_bare(lines: Sequence[str]) -> bool:
    """Return whether lines of a page without running text are verse that has no marks."""
    short = len(lines) >= _FREE and sum(map(len, lines)) <= _MEAN * len(lines)
    widths = set(map(len, lines))
    named = any(is_byline(line) or is_imprint(line) or is_credit(line) for line in lines)
    return short and max(widths) - min(widths) > _CARRIED - 1 and not named


def _may_be_line(block: Block) -> bool:
    hints = block.hints
    plain = block.role is None and bool(hints.tag) and not block.level
    return plain and not hints.strong and "\n" not in block.text and _is_line(block.text)


def _runs_on(lines: Sequence[str]) -> bool:
    """Return whether most lines leave their sentence open; short paragraphs do not."""
    return 2 * sum(map(ends_sentence, lines)) <= len(lines)


def is_stanza(lines: Sequence[str]) -> bool:
    """Return whether lines are verse: short clauses, most of them ending in a mark."""
    if _is_free([line.strip() for line in lines]):
        return not any(is_byline(line) or is_imprint(line) for line in lines)
    if not all(map(_is_line, lines)):
        return False
    if any(is_byline(line) or is_imprint(line) or is_credit(line) for line in lines):
        return False
    return sum(bool(_MARKED.search(line)) for line in lines) >= _STEADY * len(lines)


def _is_line(line: str) -> bool:
    couplet = _COUPLET.fullmatch(line.strip())
    return bool(_LINE.fullmatch(line.strip())) or (
        couplet is not None and len(couplet[1]) == len(couplet[2])
    )


def _edges(i: int, text: str) -> Iterator[Proposal]:
    head, tail = len(text) - len(text.lstrip()), len(text.rstrip())
    if head:
        yield Rewrite(i, 0, head, "", Kind.STRIP, "indent")
    if tail < len(text):
        yield Rewrite(i, tail, len(text), "", Kind.STRIP, "blank")
