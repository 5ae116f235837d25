"""Numbers that decide what a line, a file or a number is: just below each, and just above."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest

from aidstories.restore.decode import decode
from aidstories.restore.lexicon.chars import cells, is_capitalised, is_prose
from aidstories.restore.passes.heads import is_head
from aidstories.restore.reading.documents.docx_numbers import number_in
from aidstories.restore.reading.extraction import Kind
from aidstories.restore.reading.records.dates import day_of
from aidstories.restore.reading.refusal import Refusal
from aidstories.restore.reading.sniff import sniff, sniff_text


class Bound(NamedTuple):
    """What a number gives, and the values on both sides of it."""

    of: Callable[[int], Any]
    below: tuple[int, Any]
    above: tuple[int, Any]


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


BOUNDS = {
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
    bound = BOUNDS[name]
    for number, found in (bound.below, bound.above):
        assert bound.of(number) == found, number
