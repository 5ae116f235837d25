"""Dates as stories have them: EDTF, and what people write for it."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

_LOOSE = re.compile(r"([0-9]{4})[-/.年]([0-9]{1,2})(?:[-/.月]([0-9]{1,2})日?|月)?")
"""A day or a month as people write it: 2021-1-5, 2021/01/05, 2021年1月5日."""
_TIME = re.compile(r"\dT\d")
"""An hour behind a day, as web pages write it: 2021-12-20T08:00. A story has the day alone."""


@lru_cache(maxsize=1 << 14)  # stories of one day share a date
def is_edtf(text: str) -> bool:
    """Return whether ``text`` is a date of EDTF (ISO 8601-2), level 0 to 2, without an hour.

    The grammar asks no calendar and no order: it takes 2021-02-29, and an end before its beginning.
    Years of more than four digits (Y17E7) are none that anything was printed in.
    """
    if _is_plain_date(text):
        return True
    if _TIME.search(text) or "Y" in text or not (_has_its_days(text) and _is_in_order(text)):
        return False
    from edtf import EDTFParseException, parse_edtf  # .05 s, and hardly ever needed

    try:
        parse_edtf(text)
    except EDTFParseException:
        return False
    return True


_DAY = re.compile(r"([0-9X]{4})-([0-9]{2})-([0-9]{2})")
_LEAP = "2000"
"""The year of a day whose own is unknown: XXXX-02-29 there was, XXXX-02-30 never."""


def _has_its_days(text: str) -> bool:
    """Return whether the calendar has every day that ``text`` names, doubtful (?, ~, %) or not."""
    named = _DAY.findall(re.sub("[?~%]", "", text))
    return all(
        _is_plain_date(f"{_LEAP if 'X' in year else year}-{month}-{day}")
        for year, month, day in named
    )


def _is_in_order(text: str) -> bool:
    """Return whether an interval of two plain dates ends no earlier than it begins."""
    first, _, last = text.partition("/")
    if not (_is_plain_date(first) and _is_plain_date(last)):
        return True
    shared = min(len(first), len(last))
    return first[:shared] <= last[:shared]


def _is_plain_date(text: str) -> bool:
    """Return whether ``text`` is a year, a month or a day: the grammar would take 2 ms for it."""
    if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?", text):
        return False
    try:
        date.fromisoformat(f"{text}-01-01"[:10])
    except ValueError:
        return False
    return True


def as_edtf(text: str) -> str | None:
    """Return the date of EDTF that ``text`` is meant for, if the calendar has it."""
    found = _LOOSE.fullmatch(text.strip())
    parts = [part for part in found.groups() if part] if found else []
    near = "-".join(part.zfill(2) for part in parts)
    return near if near and _is_plain_date(near) else None
