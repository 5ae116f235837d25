"""The marks of lists and headings that count: （二）, 03, 三是, •."""

from __future__ import annotations

from typing import NamedTuple

from aidstories.restore.lexicon.late import late

_NUMERALS = "零一二三四五六七八九十"
_COUNTED = late(
    rf"\s*+(?:(?P<bullet>[•·●○■◆▪*]|-\s)|(?P<step>0\d)\s"
    rf"|[（(](?P<ringed>\d{{1,2}}|[{_NUMERALS}]{{1,3}})[)）]|(?P<dotted>\d{{1,2}})[、.．](?!\d)"
    rf"|(?P<headed>[{_NUMERALS}]{{1,3}})、|(?P<listed>[{_NUMERALS}]{{1,3}})是(?!个)"
    rf"|第(?P<nth>[{_NUMERALS}]{{1,3}})[、天章节])"
)


class Count(NamedTuple):
    """The mark that a line of a list or a heading opens with: （二）."""

    form: str
    number: int
    """0 where the mark is no number."""


def count(line: str) -> Count | None:
    """Return what a line counts, by the mark that it opens with."""
    found = _COUNTED.match(line)
    if not found or not (form := found.lastgroup):
        return None
    return Count(form, _number(found[form]))


def _number(mark: str) -> int:
    """Return the number that a mark says: 十二, 12; 0 for a bullet."""
    if mark.isdecimal():
        return int(mark)
    tens, ten, ones = mark.rpartition("十")
    if not set(mark) <= set(_NUMERALS):
        return 0
    whole = 10 * _NUMERALS.index(tens or "一") if ten and len(tens) < 2 else 0
    return whole + (_NUMERALS.index(ones[-1]) if ones else 0)
