"""What spreadsheet programs do to a cell by themselves, and how to see through it.

Opened as CSV, 2024-05 becomes a date and is saved as May-24, 0012 as 12, a long number as
1.23457E+11; saved as “CSV”, what the system's encoding lacks becomes a question mark.
"""

from __future__ import annotations

import re

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_DATE = re.compile(
    r"(\d{4})\s*+[-/.年]\s*+(\d{1,2})(?:\s*+[-/.月]\s*+(\d{1,2})(?:\s*+日)?|\s*+月)?(?:\s+0{1,2}:00(?::00)?)?"
)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}")
"""A day as an editor writes it; of a month, no program makes that."""
_MONTH_YEAR = re.compile(r"([A-Za-z]{3})-(\d{2})")
_MONTH_DAY = re.compile(r"(\d{1,2})[-/](\d{1,2})")
_PRECISE = 12
"""Digits of a number from which Excel shows it as 1.23457E+11 in a cell of the usual format."""

_Date = tuple[int, int, int | None]


def same_cell(exported: str, cell: str, *, typed: bool = False, ansi: bool = False) -> bool:
    """Return whether ``cell`` is what was exported, or what a program made of that by itself.

    ``typed`` says that somebody typed it so, ``ansi`` that the file was saved in the system's
    encoding (GBK).
    """
    before, now = _even(exported), _even(cell)
    if before == now or typed:
        return before == now
    if ansi and before.encode("gbk", "replace").decode("gbk") == now:
        return True
    return _same_date(before, now) or _same_number(before, now)


def lost_letters(exported: str, cell: str) -> bool:
    """Return whether an edited cell of a GBK file has ? where the export had other letters."""
    damaged = exported.encode("gbk", "replace").decode("gbk")
    return damaged != exported and cell.count("?") > exported.count("?")


def edtf_of(cell: str) -> str:
    """Return a date as EDTF writes it: 2024/5/1 is 2024-05-01; anything else as it is."""
    found = _date(cell.strip())
    if found is None:
        return cell.strip()
    year, month, day = found
    return f"{year:04}-{month:02}" + (f"-{day:02}" if day else "")


def _even(cell: str) -> str:
    return cell.replace("\r\n", "\n").replace("\r", "\n").strip()


def _date(text: str) -> _Date | None:
    found = _DATE.fullmatch(text)
    if not found:
        return None
    month, day = int(found[2]), int(found[3] or 0)
    sound = 1 <= month <= 12 and day <= 31
    return (int(found[1]), month, day or None) if sound else None


def _same_date(before: str, now: str) -> bool:
    then = _date(before)
    if then is None:
        return _same_month_day(before, now)
    found = _MONTH_YEAR.fullmatch(now)
    if found and found[1].lower() in _MONTHS:
        month = _MONTHS.index(found[1].lower()) + 1
        return then[2] is None and (then[0] % 100, then[1]) == (int(found[2]), month)
    date = None if _ISO.fullmatch(now) and then[2] is None else _date(now)
    return date is not None and (*then[:2], then[2] or 1) == (*date[:2], date[2] or 1)


def _same_month_day(before: str, now: str) -> bool:
    """Return whether 3-5 became 3月5日 or 5-Mar."""
    found = _MONTH_DAY.fullmatch(before)
    if not found or not 1 <= int(found[1]) <= 12:
        return False
    month, day = int(found[1]), int(found[2])
    return now.lower() in (f"{month}月{day}日", f"{day}-{_MONTHS[month - 1]}")


def _same_number(before: str, now: str) -> bool:
    if not re.fullmatch(r"\d+", before):
        return False
    if re.fullmatch(r"\d+", now):
        return before.startswith("0") and (before.lstrip("0") or "0") == now
    short = re.fullmatch(r"\d(?:\.\d+)?E\+\d+", now) and len(before) >= _PRECISE
    return bool(short) and f"{float(before):.5E}" == f"{float(now):.5E}"
