"""Dates for readers: EDTF (ISO 8601-2, levels 0 and 1) in words, with how sure they are."""

from __future__ import annotations

import re
from collections.abc import Callable

from aidstories.model import Description, YearBasis

Say = Callable[..., str]
"""Returns the text of a key with values put in: `Translator.plain`, or `Translator.own`."""
_DATE = re.compile(r"([\dX]{4})(?:-(0[1-9]|1[0-2]|2[1-4]|[\dX]X|X\d)(?:-([\dX]{2}))?)?([?~%])?")
_SEASONS = ("21", "22", "23", "24")
_DOUBT = {"?": "date.doubtful", "~": "date.about", "%": "date.about.doubtful"}


def date_text(description: Description, say: Say) -> str:
    """Return when a story came out, as far as is known: 2021年12月20日, 2025年, 年份不详."""
    year = None if description.year is None else str(description.year)
    if description.published:
        return edtf_text(re.sub("^XXXX", year or "XXXX", description.published), say)
    return say("date.unknown") if year is None else say("date.year", year=year)


def is_inferred(description: Description) -> bool:
    """Return whether the year was inferred from dates in the text: readers are told."""
    return description.year is not None and description.year_basis is YearBasis.INFERRED


def edtf_text(edtf: str, say: Say) -> str:
    """Return ``edtf`` in words; what is not EDTF of level 0 or 1 is returned as it stands."""
    ends = edtf.split("/")
    if len(ends) == 2:
        start, end = (_date_text(end, say) if end else say("date.end.unknown") for end in ends)
        return say("date.range", start=start, end=end)
    return _date_text(edtf, say)


def _date_text(edtf: str, say: Say) -> str:
    found = _DATE.fullmatch(edtf)
    if not found:
        return say("date.open") if edtf == ".." else edtf
    year, month, day, doubt = found.groups()
    text = (_vague if "X" in year else _within)(year, month, day, say)
    return say(_DOUBT[doubt], date=text) if doubt and "X" not in year[:2] else text


def _within(year: str, month: str | None, day: str | None, say: Say) -> str:
    if month is None:
        return say("date.year", year=year)
    if month in _SEASONS:
        return say(f"date.season.{month}", year=year)
    if "X" in month:
        return say("date.year.alone", year=year)
    name = say(f"month.{int(month)}")
    if day is None:
        return say("date.month", year=year, month=name)
    if "X" in day:
        return say("date.month.alone", year=year, month=name)
    return say("date.day", year=year, month=name, day=int(day))


def _vague(year: str, month: str | None, day: str | None, say: Say) -> str:
    """Return a date whose year is not known whole: a decade, a century, or no year at all."""
    if "X" not in year[:2]:
        if year.endswith("XX"):
            return say("date.century", century=int(year[:2]) + 1)
        return say("date.decade", decade=f"{year[:3]}0")
    if month is None or "X" in month or month in _SEASONS:
        return say("date.unknown")
    name = say(f"month.{int(month)}")
    if day is None or "X" in day:
        return say("date.yearless.month", month=name)
    return say("date.yearless.day", month=name, day=int(day))
