"""Numbers that decide what a line, a file or a number is: just below each, and just above."""

from __future__ import annotations

import pytest
from tests.bounds import Bound

from aidstories.restore.decode import decode
from aidstories.restore.lexicon.chars import cells, is_capitalised, is_prose
from aidstories.restore.passes.heads import is_head
from aidstories.restore.passes.verse import is_stanza
from aidstories.restore.reading.documents.docx_numbers import number_in
from aidstories.restore.reading.extraction import Box, Kind, Line, Page
from aidstories.restore.reading.pages.pdfium import is_scan
from aidstories.restore.reading.records.dates import day_of
from aidstories.restore.reading.refusal import Refusal
from aidstories.restore.reading.sniff import sniff, sniff_text


def _is_text(text: str) -> bool:
    try:
        return sniff_text(decode(text.encode()), {}) is Kind.TEXT
    except Refusal:
        return False


def _gone(letters: int) -> str:
    """Return a page with so many letters that says that there is none."""
    return f"<p>文章不存在{'了' * (letters - 5)}</p>"


def _gone_long(length: int) -> str:
    """Return a page of so many characters, nearly all of them mark-up, that says so."""
    return f"<p>文章不存在</p>{'<br>' * 6000}"[: length - 1] + ">"


def _is_free(length: int, *, more: int = 7, paused: int = 2, ends: int = 0) -> bool:
    """Return whether lines are verse: one of ``length``, ``more`` of six, some with a pause."""
    rest = ["雪山，月下" if n < paused else "医生还在路上" for n in range(more)]
    return is_stanza(
        ["云" * length, *(f"{one}！" if n < ends else one for n, one in enumerate(rest))]
    )


def _mean(length: int) -> bool:
    """Return whether eight lines are verse that have so many characters in all."""
    last = "云" * (length - 2 * 5 - 5 * 11)
    return is_stanza(["雪山，月下", "雪山，月下", *["云" * 11] * 5, last])


def _scanned(width: float, letters: int) -> bool:
    line = Line(text="印" * letters, box=Box(0, 0, 1, 1), size=9)
    picture = Box(0, 0, width, 10)
    return is_scan(Page(number=1, width=100, height=10, lines=(line,), pictures=(picture,)))


BOUNDS = {
    "lines of free verse": Bound(lambda n: _is_free(6, more=n - 1), (7, False), (8, True)),
    "characters of a line of it": Bound(lambda n: _is_free(n), (18, True), (19, False)),
    "characters of its lines on average": Bound(_mean, (80, True), (81, False)),
    "its lines that pause": Bound(lambda n: _is_free(6, paused=n), (1, False), (2, True)),
    "its lines that end": Bound(lambda n: _is_free(6, ends=n), (2, True), (3, False)),
    "width of the picture of a scan": Bound(lambda n: _scanned(n, 0), (59, False), (60, True)),
    "letters of the stamp of a scanner": Bound(lambda n: _scanned(90, n), (40, True), (41, False)),
    "characters of a headline": Bound(lambda n: is_head("甲" * n), (45, True), (46, False)),
    "characters of the shortest headline": Bound(
        lambda n: is_head("甲" * n), (1, False), (2, True)
    ),
    "letters of a headline in English": Bound(
        lambda n: is_head("A" + "b" * (n - 1)), (135, True), (136, False)
    ),
    "characters of a headline that cries out": Bound(
        lambda n: is_head("甲" * (n - 1) + "！"), (30, True), (31, False)
    ),
    "words of a sentence in English": Bound(
        lambda n: is_head("The " + "doctors " * (n - 2) + "left."), (4, True), (5, False)
    ),
    "characters of prose": Bound(lambda n: is_prose("甲" * n), (45, False), (46, True)),
    "characters of prose with a comma": Bound(
        lambda n: is_prose("，" + "甲" * (n - 1)), (24, False), (25, True)
    ),
    "words of a line in capitals": Bound(
        lambda n: is_capitalised(" ".join(["Doctors"] * n)), (2, False), (3, True)
    ),
    "half cells": Bound(lambda n: cells("甲" + "a" * n), (1, 1.5), (2, 2.0)),
    "stems": Bound(
        lambda n: number_in("ideographTraditional", n), (10, "癸"), (11, "11")
    ),
    "the first stem": Bound(lambda n: number_in("ideographTraditional", n), (0, "0"), (1, "甲")),
    "numbers in circles": Bound(
        lambda n: number_in("decimalEnclosedCircleChinese", n), (20, "⑳"), (21, "21")
    ),
    "the first in a circle": Bound(
        lambda n: number_in("decimalEnclosedCircle", n), (0, "0"), (1, "①")
    ),
    "letters": Bound(lambda n: number_in("lowerLetter", n), (26, "z"), (27, "27")),
    "the first letter": Bound(lambda n: number_in("upperLetter", n), (0, "0"), (1, "A")),
    "roman numbers": Bound(lambda n: number_in("lowerRoman", n), (39, "xxxix"), (40, "40")),
    "the first roman number": Bound(lambda n: number_in("upperRoman", n), (0, "0"), (1, "I")),
    "a ten without its one": Bound(
        lambda n: number_in("chineseCounting", n), (9, "九"), (10, "十")
    ),
    "a ten with its number": Bound(
        lambda n: number_in("chineseCounting", n), (19, "十九"), (20, "二十")
    ),
    "numbers in words": Bound(
        lambda n: number_in("chineseCounting", n), (9_999, "九千九百九十九"), (10_000, "10000")
    ),
    "numbers in words of Taiwan": Bound(
        lambda n: number_in("taiwaneseCounting", n), (9_999, "九千九百九十九"), (10_000, "10000")
    ),
    "numbers in the words of cheques": Bound(
        lambda n: number_in("chineseLegalSimplified", n),
        (9_999, "玖仟玖佰玖拾玖"),
        (10_000, "10000"),
    ),
    "the first year": Bound(lambda n: day_of(f"{n}-05-06"), (1799, ""), (1800, "1800-05-06")),
    "the last year": Bound(lambda n: day_of(f"{n}-05-06"), (2199, "2199-05-06"), (2200, "")),
    "a Unix time": Bound(lambda n: day_of(str(n)), (1_999_999_999, "2033-05-18"), (2 * 10**9, "")),
    "characters of a date in words": Bound(
        lambda n: bool(day_of("2021年秋" + "某" * (n - 6))), (40, True), (41, False)
    ),
    "bytes before a PDF": Bound(
        lambda n: sniff(b" " * n + b"%PDF-1.7"), (1019, Kind.PDF), (1020, None)
    ),
    "strange characters of a short text": Bound(
        lambda n: _is_text("医疗队" + "\x01" * n), (3, True), (4, False)
    ),
    "strange characters in a hundred": Bound(
        lambda n: _is_text("医" * (1000 - n) + "\x01" * n), (20, True), (21, False)
    ),
    "letters of a page that says that it has nothing": Bound(
        lambda n: _is_text(_gone(n)), (150, False), (151, True)
    ),
    "length of a page that says that it has nothing": Bound(
        lambda n: _is_text(_gone_long(n)), (20_000, False), (20_001, True)
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", BOUNDS)
def test_a_number_decides_where_it_stands(name: str) -> None:
    BOUNDS[name].holds()
