"""Close up wrapped columns: spaces and newlines that only the width of a column put there.

Headlines and bylines keep their spaces (优质医疗惠肃州 携手共进启新篇), and so does a pair of equal
phrases off the column's grid (“山海相拥 大爱同行——…”).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from aidstories.model import Kind, Role
from aidstories.restore.draft import Block, Draft, Proposal, Rewrite
from aidstories.restore.lexicon.byline import is_byline, parse_byline
from aidstories.restore.lexicon.chars import (
    BO,
    HAN,
    IS_BO,
    NEWLINE,
    cells,
    is_han,
    is_one_line,
    is_prose,
)
from aidstories.restore.lexicon.dateline import dateline_end
from aidstories.restore.lexicon.imprint import is_imprint
from aidstories.restore.lexicon.late import late
from aidstories.restore.passes.columns import CLAUSES, MAX_CELLS, SLACK
from aidstories.restore.passes.furniture import furniture

_NEWLINE = late(NEWLINE)
_CHINESE = late(rf"[{HAN}，。、]")
_WHITE = late(r"\s\s*+")
_GAPS, _ROW = late(r"\S[ \u3000\xa0]{2,}\S"), 80
"""Blanks between words that stand apart, and the characters of a line of those, chosen by hand."""
_HYPHEN = late(r"(?<=[a-z])-\s+(?=[a-z]{2})")
_FULL = re.escape("，。、；：？！…—·《》〈〉（）【】")
_HALF = re.escape(",;:?!()")
_QUOTES = re.escape("“”‘’\"'")
_CJK = rf"[{HAN}{_FULL}{_QUOTES}]"
_BO_PAIR = late(rf"[{BO}]{{2}}")
_RAISED = "²³¹⁰-₎ₐ-ₜᵢ-ᵥ"
"""Raised and lowered figures end a sign as figures do: Wᵢ是."""
_NEVER_SPACED = late(
    rf"[{_FULL}].|.[{_FULL}]|[{_HALF}]{_CJK}|{_CJK}[{_HALF}]"
    rf"|[{HAN}][A-Za-z0-9%+]|[A-Za-z0-9%+℃°{_RAISED}][{HAN}]",
    re.S,
)
_HAN_GAP = late(rf"(?<=[{HAN}])\s++(?=[{HAN}])")
_HAN_PAIR = late(rf"[{HAN}{_QUOTES}]{{2}}")
_COLUMN_PAIR = late(rf"[0-9][%％‰℃]|[{_HALF}{_QUOTES}][A-Za-z0-9]|[A-Za-z0-9][{_QUOTES}]")
_COUNTED = late(r"0\d\s+(?![年月日时分])")
"""The number of a heading, which a blank sets apart: 01 医者的路."""
_CLOCK = late(r"\d{1,2}[:：]\d{2}(?:[-–—~～至]\d{1,2}[:：]\d{2})?(?=\s)")
"""An hour that opens a line, which a blank sets apart: 7:30 集合."""
_SYLLABLE = late(rf"(?<=[{BO}])\s+(?=[\u0f71-\u0f84\u0f8d-\u0fbc])")
_TSHEG = late(rf"(?<=[\u0f0b\u0f0c])\s+(?=[{BO}])(?![\u0f20-\u0f33])")
"""A blank may set a number apart, but no blank parts syllables."""
_TSHEG_LINE = late(rf"(?<=[\u0f0b\u0f0c])[ \xa0]*{NEWLINE}\s*+")
"""A line that ends with a tsheg goes on without a blank, whatever follows."""


def close_columns(draft: Draft) -> Iterator[Proposal]:
    """Close the spaces and newlines of wrapped columns, and spaces that never belong in Chinese."""
    wrapped = [_is_wrapped(b) for b in draft.blocks]
    prose = sum(is_prose(b.text) for b in draft.blocks) if any(wrapped) else 0
    mostly = any(wrapped) and sum(wrapped) >= prose / 3
    for i, block in enumerate(draft.blocks):
        if block.hints.row or block.role in (Role.SOURCE, Role.VERSE):
            continue
        if not _WHITE.search(block.text):
            continue
        if is_byline(block.text) or is_imprint(block.text) or _is_dated(block.text):
            continue  # spaces part the names in them
        if len(block.text) <= _ROW and _GAPS.search(block.text) and furniture(block.text.strip()):
            continue  # and the controls of a page
        close_all = wrapped[i] or (mostly and _is_sentence(block.text))
        yield from _close(i, block.text, close_all)


_DATED = late(
    r"\s*+[^。，！？；\s]{2,16}\s++(?:19|20)\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?"
    r"\s++(?:本[报网台]|特约|首席)?(?:记者|作者|通讯员|编辑)[^。，！？；\n]{2,40}"
)
"""A line of a name, its day and who wrote: 昆仑晚报 2021年9月2日 本报记者 段敏."""
_THEN_DATED = late(r"[^。，！？；\n]{4,60}\s(?:19|20)\d{2}年\d{1,2}月(?:\d{1,2}日)?\s*+")


def _is_dated(text: str) -> bool:
    """Return whether a line says who wrote and when: 撰稿：段敏 审稿：何青 2017年9月."""
    return bool(_DATED.fullmatch(text)) or bool(_THEN_DATED.fullmatch(text) and parse_byline(text))


def _is_sentence(text: str) -> bool:
    """Running text, or a piece of it that a break left: 「据悉，此次手术的成功 实施，不仅」."""
    return is_prose(text) or bool(CLAUSES.search(text))


def _is_wrapped(block: Block) -> bool:
    """Return whether white space cuts the block's text into pieces of one column width."""
    if not is_one_line(block.text):
        return True  # lines that are no column were cut apart before
    if len(block.text.split()) < 3:
        return False
    text = block.text[dateline_end(block.text) :]
    pieces = text.split()
    if len(pieces) < 3 or not is_prose(text):
        return False
    if _is_even(pieces):
        return True
    widths = sorted(cells(p) for p in pieces)
    within = sum(w <= MAX_CELLS for w in widths)
    mid = widths[len(widths) // 2]
    if mid < 3 or within < 0.9 * len(widths) or widths[-1] > 45:
        return False
    return len(_HAN_GAP.findall(text)) >= 2


def _is_even(pieces: Sequence[str]) -> bool:
    """Return whether blanks cut a text in lines of one width, however wide: those of a page whose
    line ends became blanks. The first may have had an indent, the last is what was left."""
    first, *inner, last = map(cells, pieces)
    if len(inner) < _EVEN or min(inner) < MAX_CELLS:
        return False
    widest = max(inner)
    return widest - min(inner) <= _SAME and max(first, last) <= widest + _SAME


_EVEN, _SAME = 2, 1.0
"""Lines between the first and the last, and the cells by which they may differ, chosen by hand:
phrases of a text that are as long as each other to a character are few."""


def _close(i: int, text: str, wrapped: bool) -> Iterator[Proposal]:
    head = dateline_end(text)
    tail = _signed_from(text) if wrapped else len(text)
    off_grid = _off_grid(text, head) if wrapped else set()
    prose = is_prose(text)
    for m in _WHITE.finditer(text):
        a, b = m.span()
        if a == 0 or b == len(text) or a > tail:
            continue
        new = _between(text, a, b, wrapped, prose, a in off_grid)
        if a < head and not _NEWLINE.search(m.group()) and is_han(text[a - 1]) and is_han(text[b]):
            new = " "
        if b == head and not _NEWLINE.search(m.group()):  # 某某网讯 1月19日
            new = " "
        if wrapped and text[a - 1] == "-" and _HYPHEN.match(text, a - 1):
            yield Rewrite(i, a - 1, b, "", Kind.JOIN, "hyphen")
        elif new != m.group():
            reason = "column" if wrapped else "space"
            kind = Kind.REG if new else Kind.JOIN
            yield Rewrite(i, a, b, new, kind, reason)


def _signed_from(text: str) -> int:
    """Return where a byline ends a text, whose blanks part its names; else its length.

    It stands in brackets or behind the last sentence: …办了七十期培训班。（文/段敏 图/王燕）;
    …走进了村子。记者 段敏 王燕 摄影报道.
    """
    brackets = max(text.rfind("（"), text.rfind("("))
    closed = text.rstrip().endswith(("）", ")"))
    start = brackets if closed else max(map(text.rfind, "。！？")) + 1
    return start if 0 < start < len(text) and is_byline(text[start:]) else len(text)


def _between(text: str, a: int, b: int, wrapped: bool, prose: bool, off_grid: bool) -> str:
    """Return what should stand in place of ``text[a:b]``, a run of white space."""
    pair = text[a - 1] + text[b]
    if a == len("01") and _COUNTED.match(text):
        return " "
    if (clock := _CLOCK.match(text)) and clock.end() == a:
        return " "
    if IS_BO.match(pair):
        if _TSHEG_LINE.match(text, a):
            return ""
        if _BO_PAIR.match(pair):
            return "" if _TSHEG.match(text, a) or _SYLLABLE.match(text, a) else " "
    if text[a - 1] in "“‘《（" or text[b] in "”’》）":  # “ 健康” : nobody sets a space there
        return ""
    if _HAN_PAIR.match(pair):
        return " " if not wrapped or (off_grid and _parallel(text, a, b)) else ""
    if _NEVER_SPACED.match(pair):
        return "" if _has_chinese(text) else " "  # she said, "Come back"
    if wrapped and _COLUMN_PAIR.match(pair):
        return "" if _has_chinese(text) else " "
    return " "


@lru_cache(maxsize=2)
def _has_chinese(text: str) -> bool:
    return bool(_CHINESE.search(text))


def _off_grid(text: str, head: int) -> set[int]:
    """Return the offsets of white space that stands inside a line of the column."""
    gaps = [m.span() for m in _WHITE.finditer(text) if m.start() >= head]
    edges = [head, *(x for gap in gaps for x in gap), len(text)]
    widths = [cells(text[a:b]) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    ordered = sorted(widths)
    width = ordered[min(len(ordered) - 1, int(0.85 * len(ordered)))]
    inside, line = set(), 0.0
    for (start, _), here, following in zip(gaps, widths, widths[1:], strict=False):
        line += here
        if line >= width - SLACK or line + following > width + SLACK:
            line = 0.0
        else:
            inside.add(start)
    return inside


def _parallel(text: str, a: int, b: int) -> bool:
    """Return whether two phrases of one length (3 to 10 characters) meet at the space."""
    left = re.search(rf"[{HAN}]+$", text[max(0, a - 12) : a])
    right = re.match(rf"[{HAN}]+", text[b : b + 12])
    if not left or not right:
        return False
    n = len(left.group())
    return n == len(right.group()) and 3 <= n <= 10
