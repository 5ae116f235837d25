"""What stands at the edge of page after page: running heads, folios; and notes at the foot."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from aidstories.restore.lexicon.chars import simplified
from aidstories.restore.lexicon.late import late
from aidstories.restore.reading.extraction import Box, Line, Page

_EDGE = 0.15
"""Share of a page's height at its head and its foot where running lines stand."""
_ROWS = 3
"""Rows of running lines at an edge: name and date, a rule, the names of the page's staff."""
_TILT = 0.025
"""Slope of a row of a page that recognition could not set level: 1.4 degrees."""
_ROOM = 0.7
"""Em of white space that stand at least between a running line and the text: lines of text stand
.3 to .6 apart."""
_LONGEST = 60
"""Characters of a running line: the date in two calendars with the number of the issue has 50."""
_SAME = 0.025
"""Share of a page's height by which a running line moves from page to page, scans included."""
_ALIKE = 0.8
"""Likeness of two readings of one running line by recognition."""
_NOTE = 0.93
"""Em of the type of notes at the foot, at most: 9 points under 10.5."""
_DIGITS = late(r"\d+")
_FOLIO = late(
    r"""[\W_]*(?:
        \d{1,4} | [ivxlc]{1,6} | [A-Z]\d{1,3}
      | 第\s*+[\dA-Z一二三四五六七八九十百]{1,5}\s*+[页版](?:\s*+[/，,共]*\s*+共?\s*+\d+\s*+[页版])?
      | 共\s*+\d+\s*+页\s*+[,，/]?\s*+第\s*+\d+\s*+页
      | \d{1,4}\s*+(?:/|of)\s*+\d{1,4} | p(?:age|\.)?\s*+\d{1,4}(?:\s*+(?:of|/)\s*+\d{1,4})?
      | [༠-༩]{1,4}
    )[\W_]*""",
    re.X | re.I,
)
"""The form of a folio: — 3 —, 第3页 共8页, Page 3 of 8, A4."""
_HEAD = late(
    r"""第\s*+[0-9A-Z一二三四五六七八九十]{1,4}\s*+版 | ^\s*+[A-Z]?\d{1,2}\s*+版
      | 星期[一二三四五六日天] | 农历 | 总第\s*+\d+\s*+期 | 国内统一(?:连续出版物号|刊号)
      | (?:责任编辑|责编|本版编辑|版式|美编|校对|检校|组版|热线|邮箱|电话)\s*+[:：/]
    """,
    re.X,
)
"""What only the head or foot of a newspaper's page has."""
_DATE = late(r"\d{4}\s*+年\s*+\d{1,2}\s*+月\s*+\d{1,2}\s*+日|\d{4}[-./]\d{1,2}[-./]\d{1,2}")


class _Edge(NamedTuple):
    """A row at an edge of a page: its lines, its place as a share of the page's height, and the
    white space towards the text."""

    lines: tuple[Line, ...]
    place: float
    room: float


def running(pages: Sequence[Page], em: float, *, noisy: bool) -> list[set[int]]:
    """Return for each page the numbers of its running lines, as they stand in ``page.lines``.

    A line is one by repetition, by the form of a folio at the very edge, or as the title again on
    a later page. A sentence is none.
    """
    found: list[set[Line]] = [set() for _ in pages]
    for head in (True, False):
        edges = [list(_edges(page, head, _TILT * noisy)) for page in pages]
        titles = {_bare(n.text) for page in pages for n in page.lines if n.size > 1.2 * em}
        for n, rows in enumerate(edges):
            others = [row for k, other in enumerate(edges) if k != n for row in other]
            for row in rows:
                gone = _running(row, others, pages[n], em, titles if n else set())
                if not gone:
                    break
                found[n] |= gone
    return [
        {i for i, line in enumerate(page.lines) if line in lines}
        for page, lines in zip(pages, found, strict=True)
    ]


def _edges(page: Page, head: bool, tilt: float) -> Iterator[_Edge]:
    """Yield the rows at the head or the foot of a page, from the edge inwards."""
    if page.height <= 0:
        return
    ordered = sorted(page.lines, key=lambda n: n.box.top if head else -n.box.bottom)
    rows: list[list[Line]] = []
    for line in ordered[:60]:
        if rows and _is_level(rows[-1], line, tilt):
            rows[-1].append(line)
        else:
            rows.append([line])
    for n, row in enumerate(rows[:_ROWS]):
        place = (row[0].box.top + row[0].box.bottom) / 2 / page.height
        if place < _EDGE if head else place > 1 - _EDGE:
            yield _Edge(tuple(row), place, _room(row, rows[n + 1 :], head=head))


def _is_level(row: Sequence[Line], line: Line, tilt: float) -> bool:
    """Return whether a line stands in a row, level but for ``tilt``."""
    near = min(row, key=lambda n: abs(n.box.left - line.box.left))
    apart = max(line.box.left - near.box.right, near.box.left - line.box.right)
    middle = (line.box.top + line.box.bottom) / 2
    slack = tilt * max(0.0, apart)
    return apart > -near.size and near.box.top - slack <= middle <= near.box.bottom + slack


def _room(row: Sequence[Line], inner: Sequence[Sequence[Line]], *, head: bool) -> float:
    """Return how much white space stands between a row and the next one from the edge."""
    if not inner:
        return 1e9
    if head:
        return min(n.box.top for n in inner[0]) - max(n.box.bottom for n in row)
    return min(n.box.top for n in row) - max(n.box.bottom for n in inner[0])


def _running(
    row: _Edge, others: Sequence[_Edge], page: Page, em: float, titles: set[str]
) -> set[Line]:
    """Return the running lines of a row at the edge; empty where it is the text's."""
    texts = [simplified(line.text) for line in row.lines]
    if any("。" in text or len(text) > _LONGEST for text in texts):
        return set()
    if any(line.size > 3 * em for line in row.lines):
        return set()
    if any(map(_HEAD.search, texts)) or (any(map(_DATE.search, texts)) and len(texts) > 1):
        return set(row.lines)
    if row.room < _ROOM * em:
        return set()
    gone = {
        line
        for line, text in zip(row.lines, texts, strict=True)
        if (_FOLIO.fullmatch(text) and line.size < 1.5 * em)
        or _repeats(line, row, others)
        or (_bare(line.text) in titles and line.size < 1.1 * em)
    }
    if gone and others and _is_ruled(row, page, em):
        return set(row.lines)
    rest = [line for line in row.lines if line not in gone]
    return gone if not rest or len(row.lines) <= 4 else set()


def _repeats(line: Line, row: _Edge, others: Sequence[_Edge]) -> bool:
    """Return whether a line stands in the same place on another page."""
    text = _bare(line.text)
    for other in others:
        if abs(other.place - row.place) > _SAME:
            continue
        for same in other.lines:
            if not 0.75 <= same.size / max(line.size, 0.01) <= 1.33:
                continue
            if _bare(same.text) == text or (
                len(text) > 3 and SequenceMatcher(None, _bare(same.text), text).ratio() >= _ALIKE
            ):
                return True
    return False


def _bare(text: str) -> str:
    return _DIGITS.sub("#", "".join(text.split()))


def _is_ruled(row: _Edge, page: Page, em: float) -> bool:
    """Return whether a rule over most of the page's width stands by the row."""
    top = min(line.box.top for line in row.lines)
    bottom = max(line.box.bottom for line in row.lines)
    return any(
        r.right - r.left > 0.6 * page.width and top - 2 * em < r.top < bottom + 2 * em
        for r in page.rules
    )


def notes(page: Page, taken: set[int], em: float) -> list[int]:
    """Return the numbers of the lines of notes at the foot: small, under a short rule."""
    found: set[int] = set()
    for rule in page.rules:
        flat = rule.bottom - rule.top < rule.right - rule.left
        if flat and rule.top > 0.5 * page.height:
            found |= _under(page, rule, taken, em)
    return sorted(found, key=lambda i: page.lines[i].box.top)


def _under(page: Page, rule: Box, taken: set[int], em: float) -> set[int]:
    under = {
        i: line
        for i, line in enumerate(page.lines)
        if i not in taken
        and line.box.top >= rule.top - 0.3 * em
        and line.box.left < rule.right
        and line.box.right > rule.left
    }
    small = bool(under) and all(line.size <= _NOTE * em for line in under.values())
    near = small and min(line.box.top for line in under.values()) - rule.bottom < 2 * em
    starts = near and all(abs(line.box.left - rule.left) < 4 * em for line in under.values())
    return set(under) if starts else set()
