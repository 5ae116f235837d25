"""Dates as texts in Tibetan print them: 2021ལོའི་ཟླ་8ཚེས་19ཉིན།, in figures of either script or words.

A month of the Tibetan calendar (བོད་ཟླ་, ཧོར་ཟླ་) is no month of ours, and ཟླ་བ་དྲུག is six months.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from aidstories.restore.lexicon.late import late

_FIGURES = str.maketrans("༠༡༢༣༤༥༦༧༨༩", "0123456789")
_HAS_FIGURE = late("[༠-༩]")
_UNITS = ("", "གཅིག", "གཉིས", "གསུམ", "བཞི", "ལྔ", "དྲུག", "བདུན", "བརྒྱད", "དགུ")
_TEENS = ("བཅུ་", "ཉེར་", "སོ་")
_ROUND = {"བཅུ": 10, "བཅུ་ཐམ་པ": 10, "ཉི་ཤུ": 20, "ཉི་ཤུ་ཐམ་པ": 20, "སུམ་ཅུ": 30, "སུམ་བཅུ": 30}
_OTHERS = {"དང་པོ": 1, "བཅོ་ལྔ": 15, "བཅོ་བརྒྱད": 18}
_BELOW_TEN = {unit: n for n, unit in enumerate(_UNITS) if n}
_WORDS = {
    **_BELOW_TEN,
    **{t + unit: 10 * k + n for k, t in enumerate(_TEENS, 1) for unit, n in _BELOW_TEN.items()},
    **{f"ཉི་ཤུ་རྩ་{unit}": 20 + n for unit, n in _BELOW_TEN.items()},
    **_ROUND,
    **_OTHERS,
}
_WORD = "|".join(sorted(_WORDS, key=len, reverse=True))
_YEAR = r"(?<!\d)(?:19|20)\d\d"
_DAY = rf"ཚེས་(?:གྲངས་)?\s*+(?P<day>\d{{1,2}}|{_WORD})(?!\d)(?:་?\s*+ཉིན)?"
_NAMED = rf"(?P<month>\d{{1,2}}|{_WORD})(?!\d)(?P<nth>་?པའི|་?པར|་?པ|འི|ར)?་?\s*+"
_DATE = late(
    rf"(?:(?P<year>{_YEAR})\s*+(?:ལོའི|ལོ)?་?\s*+|(?P<rel>ད་ལོ|ན་ནིང|འདས་ལོ)(?:འི)?་)?"
    rf"(?<!བོད་)(?<!ཧོར་)(?:ཕྱི་|སྤྱི་)?ཟླ་(?:བ་)?\s*+{_NAMED}(?:{_DAY})?"
    rf"|(?P<only>{_YEAR})\s*+ལོ(?=[་འ།ར\s]|$)"
)
RELATIVE = {"ད་ལོ": 0, "ན་ནིང": -1, "འདས་ལོ": -1}


class TibetanDate(NamedTuple):
    """A date at ``start`` to ``end`` of a text; what it does not say is None, or empty."""

    start: int
    end: int
    year: int | None
    month: int | None
    day: int | None
    relative: str
    """The word for this year or the last one, a key of `RELATIVE`."""


def in_figures(text: str) -> str:
    """Return ``text`` with Tibetan figures as Arabic ones, one for one."""
    return text.translate(_FIGURES) if _HAS_FIGURE.search(text) else text


def tibetan_dates(text: str) -> Iterator[TibetanDate]:
    """Yield the dates in Tibetan in ``text`` in order, whether the calendar has them or not.

    A month without its year is one only with a day, and a month in words only where it is counted
    as one (ཟླ་བ་དྲུག་པ) or has a day.
    """
    for hit in _DATE.finditer(in_figures(text)):
        month, day = number(hit["month"]), number(hit["day"])
        counted = hit["nth"] or hit["month"] == "དང་པོ" or (hit["month"] or "").isdigit()
        if month and not day and not (hit["year"] and counted):
            continue
        year = int(hit["year"] or hit["only"] or 0) or None
        end = hit.end() if day or not month else hit.end("nth" if hit["nth"] else "month")
        yield TibetanDate(hit.start(), end, year, month, day, hit["rel"] or "")


def number(text: str | None) -> int | None:
    """Return the number that figures or words say: བཅོ་བརྒྱད is 18. None where there is none."""
    if not text:
        return None
    return int(text) if text.isdigit() else _WORDS.get(text)
