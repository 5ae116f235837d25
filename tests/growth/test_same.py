"""A pattern that cannot backtrack finds what the plain one finds, on text as it is written.

So does what takes the place of a pattern because it costs less.
"""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from aidstories.describe import names
from aidstories.restore.lexicon.chars import NEWLINE, is_han, is_one_line, lines_at_most
from aidstories.restore.passes import columns, repeats, unshift
from aidstories.restore.passes.zoned import labels

_MANY = settings(max_examples=100, deadline=None)


def _of(*words: str, most: int) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(words), min_size=1, max_size=most).map("".join)


_LISTED = re.compile(
    rf"{names.SURNAME}[\u4e00-\u9fff]{{1,2}}(?:[、和]{names.SURNAME}[\u4e00-\u9fff]{{1,2}}){{1,40}}$"
)


@_MANY
@given(_of("欧阳", "王", "李", "敏", "一", "、", "，", "东方", "平和", most=12))
def test_lists_of_names(text: str) -> None:
    old, new = _LISTED.search(text), names.LISTED.search(text)
    assert (old and old.span()) == (new and new.span())


_STOPPED = re.compile(r"(?:(?<!\s)\s*?\n|[。；;，,、：:])\s*+$")


@_MANY
@given(_of("医院", "，", " ", "\n", "\t", "：", "。", most=8))
def test_ends_of_lines(text: str) -> None:
    old, new = _STOPPED.search(text), labels._STOPPED.search(text)
    assert (old and old.span()) == (new and new.span())


@_MANY
@given(_of("医", "a", " ", "\n", "\r", "\r\n", "\x0b", "\x1e", "\x1f", "\x85", "\u2028", most=6))
def test_line_breaks(text: str) -> None:
    breaks = re.findall(NEWLINE, text)
    assert is_one_line(text) is not bool(breaks)
    assert lines_at_most(text) <= len(breaks) + 1


@_MANY
@given(_of("医院", "科", "a", " ", "\u3000", "\n", "，", "𠮷", most=10))
def test_gaps_of_a_column(text: str) -> None:
    pieces = text.split()
    inner = sum(is_han(a[-1]) and is_han(b[0]) for a, b in pairwise(pieces))
    assert len(columns._HAN_GAP.findall(text.strip())) == inner


@_MANY
@given(_of("闭", "劦", "医", "院", "a", "\n", most=16))
def test_rare_characters_that_are_close(text: str) -> None:
    places = [m.start() for m in re.finditer(unshift._RARE, text)]
    close = any(other - one <= unshift._NEAR for one, other in pairwise(places))
    assert unshift.is_suspect(text) is close


@_MANY
@given(_of("医院", "科室", most=14), st.lists(_of("医院", "科室", most=16), max_size=4))
def test_parts_of_earlier_blocks(text: str, seen: list[str]) -> None:
    text = text + "医院" * 10
    ends = any(earlier.startswith(text) or earlier.endswith(text) for earlier in seen)
    assert repeats._repeats(text, seen) is ends
