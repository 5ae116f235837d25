"""Dates for readers: EDTF (ISO 8601-2, levels 0 and 1) in Chinese, with how sure they are."""

from __future__ import annotations

import re

from aidstories.model import Description, YearBasis

_DATE = re.compile(r"([\dX]{4})(?:-([\dX]{2})(?:-([\dX]{2}))?)?([?~%])?")
_SEASONS = {"21": "春季", "22": "夏季", "23": "秋季", "24": "冬季"}
_DOUBT = {"?": "（存疑）", "~": "前后", "%": "前后（存疑）", None: ""}

INFERRED = "年份据文内日期推断"
UNKNOWN = "年份不详"


def date_text(description: Description) -> str:
    """Return when a story came out, as far as is known: 2021年12月20日, 2025年, 年份不详."""
    year = None if description.year is None else str(description.year)
    if description.published:
        return edtf_text(re.sub("^XXXX", year or "XXXX", description.published))
    return UNKNOWN if year is None else f"{year}年"


def date_note(description: Description) -> str | None:
    """Return what a reader must know of the date beside it, or None where it is stated."""
    inferred = description.year is not None and description.year_basis is YearBasis.INFERRED
    return INFERRED if inferred else None


def edtf_text(edtf: str) -> str:
    """Return ``edtf`` in Chinese; what is not EDTF of level 0 or 1 is returned as it stands."""
    ends = edtf.split("/")
    if len(ends) == 2:
        return "至".join(_date_text(end) or "不详" for end in ends)
    return _date_text(edtf)


def _date_text(edtf: str) -> str:
    found = _DATE.fullmatch(edtf)
    if not found:
        return {"..": "今"}.get(edtf, edtf)
    year, month, day, doubt = found.groups()
    if "X" in year[:2]:
        return f"{_month_text(month)}{_day_text(month, day)}（{UNKNOWN}）" if month else UNKNOWN
    return _year_text(year) + _month_text(month) + _day_text(month, day) + _DOUBT[doubt]


def _year_text(year: str) -> str:
    if year.endswith("XX"):
        return f"{int(year[:2]) + 1}世纪"
    return f"{year[:3]}0年代" if year.endswith("X") else f"{year}年"


def _month_text(month: str | None) -> str:
    if month is None or month in _SEASONS:
        return _SEASONS.get(month or "", "")
    return "（月日不详）" if "X" in month else f"{int(month)}月"


def _day_text(month: str | None, day: str | None) -> str:
    if day is None or (month and "X" in month):
        return ""
    return "（日期不详）" if "X" in day else f"{int(day)}日"
