"""Cut lines that only the width of a column broke into paragraphs.

A block is a wrapped column when its pieces are all of about one width (8 to 30 cells, seed 002:
「…迎来历史性时 刻——随着医联体合作正 式启动…」).
"""

from __future__ import annotations

import itertools
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from aidstories.model import Kind, Role, Span
from aidstories.restore.draft import Block, Border, Cut, Draft, Proposal, Rewrite
from aidstories.restore.lexicon import english_heads
from aidstories.restore.lexicon.chars import (
    HAN,
    IS_BO,
    LINE_ENDS,
    NEWLINE,
    cells,
    ends_sentence,
    is_one_line,
)
from aidstories.restore.lexicon.days import heads_day, is_diary_day, is_due
from aidstories.restore.lexicon.imprint import is_of_account
from aidstories.restore.lexicon.late import late
from aidstories.restore.zones.cues import stands_alone

_NEWLINE = late(NEWLINE)
_LINE = late(rf"[^{LINE_ENDS}]+")
_MIN_CELLS, MAX_CELLS = 7.0, 31.0
SLACK = 2.6
"""Cells by which a line may miss the width: a word or a number that did not fit was carried."""
_FEW = 3
"""Lines that are too few to show a column, chosen by hand."""
_SOME, _MOSTLY = 0.3, 0.6
"""Share of a page's cells in wide lines, and of these in whole ones, chosen by hand."""
_DAY_APART = late(r"\d{1,2}月\d{1,2}[日号][ \u3000：:]")
"""A day that opens a line, and what parts it from what was done: 8月6日 返程."""
CLAUSES = late("[，,；;]")
_CHINESE = late(rf"[{HAN}，。、]")
_MAILED = (25, 80)
"""Characters of a line of mail: 80 is what its terminals showed, the least is chosen by hand."""
_UNENDED = late(r"[A-Za-z0-9,;'’)]$")
_INDENT = late(rf"{NEWLINE}[ \xa0]{{2,}}$")
_SET_IN, _LEAST = late(r"(?<![ \xa0])([ \xa0]+)$"), 2
"""Blanks before a line, and how many at most are no indent, chosen by hand."""
_OPENS = late(rf"{NEWLINE}(?:[ \xa0]{{2,}}|\u3000{{1,2}})$")
"""The indent of a paragraph's first line."""
_FIELD = late(rf"[{HAN}]{{2,6}}[:：]\s*+\S")
"""A field of a form, which no sentence goes on from: 地点：三楼会议室."""
_PAGE = late(r"[ \t]*[-—–·]{1,3}[ \t]*\d{1,3}[ \t]*[-—–·]{1,3}[ \t]*")
"""The number of a page between two lines of a column: - 14 -."""
_BARE_PAGE = late(r"\d{1,3}")
_MIDDLE = late(rf"{NEWLINE}(?:[ \t]{{8,}}|\u3000{{4,}})$")
"""What stands before a page's number that no dashes set off: it is set in the middle of its line,
further in than any paragraph."""
_DASHES = ("——", "──")
"""What opens the line of a subtitle under a title."""
_SHADS = "།༎༏༐༑༔"
_HEAD = 3
"""Blocks from the top among which a headline stands, chosen by hand: a masthead may be over it."""
_BEFORE = 40
"""Characters before a line that are looked at where it is nothing but closing marks."""


def _width(whole: Sequence[str], marked: bool, *, unwrapped: bool) -> float | None:
    """Return the width at which the lines of a block were wrapped, None where they were not.

    ``marked`` says that an element of a page holds them, ``unwrapped`` that the page wraps none.
    """
    days = [line for line in whole if heads_day(line)]
    alone = frozenset(days if len(days) > 1 else ())
    plain = [line for line in whole if line not in alone and not stands_alone(line)]
    printed = len(plain) <= _FEW or not any(map(ends_sentence, plain))
    if (unwrapped and printed) or not column_width(whole, marked):
        return None
    return column_width(plain, marked)


def _goes_on(block: Block, line: Span, following: Span, *, opens: bool, mailed: bool) -> bool:
    """Return whether a line of a block goes on in the next: of a source, an item, a mail.

    A paper in English that ``opens`` the page stands over its title.
    """
    text, below = block.text[slice(*line)], block.text[slice(*following)]
    issued = not opens and text[:1].isascii() and english_heads.is_paper_with_day(text, below)
    waits = block.role is Role.SOURCE and text.endswith((":", "："))  # 来源：
    wraps = block.hints.listed and not block.hints.tag and not stands_alone(text)  # an item
    return issued or waits or wraps or (mailed and runs_on(text, below))


def split_lines(draft: Draft) -> Iterator[Proposal]:
    """Cut blocks whose lines are paragraphs of their own; strip indents."""
    unwrapped = not all(is_one_line(b.text) for b in draft.blocks) and _is_unwrapped(draft.blocks)
    mailed = _is_mailed(draft.blocks)
    for i, block in enumerate(draft.blocks):
        text = block.text
        if block.hints.row or block.role is Role.VERSE:
            continue
        yield from _edges(i, text)
        lines, pages = ([], {}) if is_one_line(text) else _numbers_apart(text, _lines(text))
        if len(lines) < 2:
            continue
        marked = bool(block.hints.tag)
        width = _width([text[a:b] for a, b in lines], marked, unwrapped=unwrapped)
        inset = _inset(text, lines, width) if width else 0
        indents = _indented(text, lines) if "  " in text or "\xa0" in text else frozenset()
        indents |= _over_indent(text, lines, width) if width and not marked else frozenset()
        accounts = [a for a, day in itertools.pairwise(lines) if is_of_account(text[slice(*day)])]
        for line, following in itertools.pairwise(lines):
            end, start = line[1], following[0]
            if _goes_on(block, line, following, opens=i == 0, mailed=mailed):
                glue = " " if text[end - 1 : end].isascii() and text[start].isascii() else ""
                kind = Kind.REG if glue else Kind.JOIN
                yield Rewrite(block=i, start=end, end=start, new=glue, kind=kind, reason="space")
            elif (
                start in indents
                or _new_paragraph(text, line, following, width, inset)
                or (i < _HEAD and len(lines) <= _FEW and _parts_title(text, line, following))
                or following in accounts
            ):
                reason = "page" if end in pages else "blank"
                yield Rewrite(i, end, start, "", Kind.STRIP, reason)
                border = Border.HARD if block.hints.tag else Border.SOFT
                yield Cut(block=i, at=start, border=border)
            else:
                for page in pages.get(end, ()):
                    yield Rewrite(i, *page, "", Kind.STRIP, "page")


def _is_mailed(blocks: Sequence[Block]) -> bool:
    """Return whether a page in English has the short lines of a letter sent by mail.

    Sentences run over their ends: …of eight foreign／doctors treated…
    """
    pairs = (p for b in blocks if not is_one_line(b.text) for p in _pairs(b.text))
    return sum(runs_on(a, b) and b[:1].islower() for a, b in pairs) >= _FEW


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    yield from itertools.pairwise(text[a:b] for a, b in _lines(text))


def runs_on(line: str, following: str) -> bool:
    """Return whether an English sentence runs over the end of a line as long as a letter's."""
    letter = _MAILED[0] <= len(line) <= _MAILED[1] and _UNENDED.search(line) is not None
    return letter and not _CHINESE.search(line + following) and following[:1] not in "-*•>#"


def _parts_title(text: str, line: Span, following: Span) -> bool:
    """Return whether a headline's lines are parted by a dash that opens one: before it, or behind
    the first (——记一支医疗队／山里的医生)."""
    opens = line[0] == 0 and text.startswith(_DASHES)
    return opens or text.startswith(_DASHES, following[0])


def _indented(text: str, lines: Sequence[Span]) -> frozenset[int]:
    """Return where lines begin that a small indent opens, if each stands behind a sentence's end.

    Some lines have none: a column indents the first line of a paragraph alone.
    """
    pairs = list(itertools.pairwise(lines))
    found = [(a, b) for a, b in pairs if _INDENT.search(text[a[1] : b[0]])]
    whole = len(found) < len(pairs) and all(ends_sentence(text[slice(*a)]) for a, _ in found)
    return frozenset(b[0] for _, b in found if whole)


def _over_indent(text: str, lines: Sequence[Span], width: float) -> frozenset[int]:
    """Return where the lines begin that stand over the first indent of a column, and that line.

    They are the column's head: shorter than its lines, none of them indented nor a sentence
    (山里的医生 / 段  敏 / 　　清早六点…), and the indented line goes on in one that is not.
    """
    opened = [bool(_OPENS.search(text[one[1] : two[0]])) for one, two in itertools.pairwise(lines)]
    if True not in opened or text[:1].isspace():
        return frozenset()
    first = opened.index(True) + 1
    over, rest = lines[:first], opened[first:]
    short = all(cells(text[a:b]) < width - SLACK for a, b in over)
    told = any(ends_sentence(text[a:b]) or CLAUSES.search(text[a:b]) for a, b in over)
    if first > _HEAD or not short or told or rest[:1] != [False]:
        return frozenset()
    return frozenset(start for start, _ in lines[1 : first + 1])


def _is_unwrapped(blocks: Sequence[Block]) -> bool:
    """Return whether a page stands in lines that no column has: its lines are printed.

    They are too wide for one, or wide and end where a sentence does. A few short lines there, or
    some of which none is a sentence, are no column but a head.
    """
    lines = [(line, cells(line)) for b in blocks for line in _NEWLINE.split(b.text)]
    wide = [(line, w) for line, w in lines if w > MAX_CELLS]
    whole = sum(w for line, w in wide if w > 2 * MAX_CELLS or ends_sentence(line))
    share = sum(w for _, w in wide)
    return share > _SOME * sum(w for _, w in lines) and whole > _MOSTLY * share


def column_width(lines: Sequence[str], marked: bool = False) -> float | None:
    """Return the width in cells of the column that ``lines`` were set in, None where none was.

    All lines but the last of a paragraph are about as wide as the column; nearly all where the
    mark-up of a page broke them (``marked``), which few columns have.
    """
    if len(lines) >= _FEW and _heads_sentences(lines):
        return None
    widths = sorted(cells(line.strip()) for line in lines)
    width = widths[min(len(widths) - 1, int(0.8 * len(widths)))] if widths else 0.0
    body = [cells(line.strip()) for line in lines[:-1]]
    if not body or not _MIN_CELLS <= width <= 2 * MAX_CELLS:
        return None
    near = sum(abs(w - width) <= SLACK + 0.5 for w in body)
    open_ended = sum(not ends_sentence(line) for line in lines[:-1])
    strict = marked or width > MAX_CELLS or open_ended == len(lines) - 1 >= _FEW
    even = near >= (0.7 if strict else 0.5) * len(body)  # free verse has no stop, nor a width
    return width if even and open_ended >= 0.5 * len(body) and max(widths) <= width + 6 else None


def _heads_sentences(lines: Sequence[str]) -> bool:
    """Return whether a phrase stands over lines that are sentences, narrower than they are.

    药柜的钥匙／他说，慢一点再慢一点。／老人们在墙根下等着。: a line that goes on fills its column.
    """
    first, rest = lines[0].strip(), lines[1:]
    if ends_sentence(first) or CLAUSES.search(first) or not all(map(ends_sentence, rest)):
        return False
    return cells(first) < min(cells(line.strip()) for line in rest) - SLACK


def _edges(i: int, text: str) -> Iterator[Proposal]:
    head = len(text) - len(text.lstrip())
    tail = len(text.rstrip())
    if 0 < head < len(text):
        yield Rewrite(block=i, start=0, end=head, new="", kind=Kind.STRIP, reason="indent")
    if head < tail < len(text):
        yield Rewrite(block=i, start=tail, end=len(text), new="", kind=Kind.STRIP, reason="blank")


def _lines(text: str) -> list[tuple[int, int]]:
    """Return (start, end) of the lines, white space around them left out."""
    found = []
    for m in _LINE.finditer(text):
        line = m.group()
        if line.strip():
            start = m.start() + len(line) - len(line.lstrip())
            found.append((start, m.start() + len(line.rstrip())))
    return found


def _numbers_apart(
    text: str, lines: Sequence[Span]
) -> tuple[list[Span], Mapping[int, Sequence[Span]]]:
    """Return the lines without numbers of pages, and these by the end of the line before them.

    What opens or closes a block, no line goes on from or in.
    """
    kept, pages = list(lines[:1]), defaultdict[int, list[Span]](list)
    for line in lines[1:-1]:
        apart = _BARE_PAGE.fullmatch(text, *line) and _MIDDLE.search(text, kept[-1][1], line[0])
        if apart or _PAGE.fullmatch(text, *line):
            pages[kept[-1][1]].append(line)
        else:
            kept.append(line)
    return [*kept, *lines[max(1, len(lines) - 1) :]], pages


def _inset(text: str, lines: Sequence[Span], width: float) -> int:
    """Return how many blanks at most set in a line that a sentence runs into: as mark-up is."""
    full = (p for p in itertools.pairwise(lines) if cells(text[slice(*p[0])]) > width - SLACK)
    pairs = [(one, two) for one, two in full if not ends_sentence(text[slice(*one)])]
    gaps = (_SET_IN.search(text, one[1], two[0]) for one, two in pairs)
    return max((len(m[1]) for m in gaps if m), default=0)


def _new_paragraph(text: str, line: Span, below: Span, width: float | None, inset: int) -> bool:
    """Return whether the line break between two lines of ``text`` is the end of a paragraph.

    A Tibetan line may break after any tsheg; only behind a shad can a paragraph end. An indent has
    more blanks than ``inset``.
    """
    (begin, end), (start, stop) = line, below
    if IS_BO.match(text[end - 1]) and text[end - 1] not in _SHADS:
        return False
    if width is None:
        return not (text[start].islower() and text[end - 1] == "-")
    if any(stands_alone(own) or is_diary_day(own) for own in (text[begin:end], text[start:stop])):
        return True
    indent = _SET_IN.search(text, end, start)
    opens = text[start - 1] == "\u3000" or (indent and len(indent[1]) > max(inset, _LEAST))
    if opens and ends_sentence(text[max(0, begin - _BEFORE) : end]):
        return True
    if _FIELD.match(text, begin, end) and _FIELD.match(text, start, stop):
        return True
    if is_due(text[start:stop]) or _next_day(text, begin, start):
        return True
    short = cells(text[begin:end]) < 0.6 * width
    ended = ends_sentence(text[begin:end]) or width > MAX_CELLS  # no headline ends in a stop
    return short and ended and stop - start > 2


def _next_day(text: str, begin: int, start: int) -> bool:
    """Return whether two lines open with a day each, as a list of days sets them."""
    one, other = _DAY_APART.match(text, begin), _DAY_APART.match(text, start)
    return bool(one and other and one[0] != other[0])
