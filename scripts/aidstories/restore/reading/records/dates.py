"""The day on which a record says it was published, as a day in China."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime

from aidstories.restore.lexicon.late import late

CHINA = timezone(timedelta(hours=8))
_ISO = late(
    r"(?P<y>\d{4})\s*+[-/.年]\s*+(?P<m>\d{1,2})(?:\s*+[-/.月]\s*+(?P<d>\d{1,2})(?!\d)(?:\s*+日)?|\s*+月)?(?!\d)"
    r"(?:[T\s]*(?P<h>\d{1,2}):(?P<min>\d\d)(?::\d\d(?:[.,]\d+)?)?\s*+"
    r"(?P<zone>Z\b|(?:UTC|GMT)?[+-]\d\d:?(?:\d\d)?(?!\d)|UTC|GMT)?)?",
    re.I,
)
_COMPACT = late(r"(\d{4})(\d\d)(?:(\d\d)(?:\d{2}|\d{4}|\d{6})?)?")
"""20210901, 202109, 2021090108, 20210901080000."""
_UNIX = late(r"(\d{9,10})(\d{3})?(?:\.\d+)?")
_LAST_SECOND = 2_000_000_000
"""A second of 2033: ten digits from there on are rather a day with its hour, 2021090108."""
_NET = late(r"/Date\((\d+)(?:[+-]\d{4})?\)/")
"""A moment in milliseconds as .NET writes it into JSON."""
_SCRIPT = late(r"[A-Za-z]{3} ([A-Za-z]{3}) (\d\d?) (\d{4}) ([\d:]{5,8}) GMT([+-]\d{4})")
"""A moment as JavaScript prints it: Wed Sep 01 2021 08:00:00 GMT+0800."""
_CST = late(r"\bCST\b")
"""In China this is China's time; RFC 822 means Chicago's."""
_CHANGED = late(r"更新|修改|编辑|updated|modified", re.I)
_WORDED = late(r"[12]\d{3}|[〇零○一二]{1}[〇零○一二三四五六七八九]{3}")


def day_of(value: str) -> str:
    """Return the day in China that ``value`` names, as ``2021-09-01``.

    ``value`` is a Unix time in seconds or milliseconds, ISO 8601, RFC 822, ``20210901`` or
    ``2021年9月1日``; one with a zone is moved to China's time, one without is China's already. A
    month or a year alone gives ``2021-09`` or ``2021``. A date in other words comes back as it
    is, for `describe` to read; what is no date, or a day that no calendar has, gives nothing.
    """
    plain = " ".join(unicodedata.normalize("NFKC", value).split())
    if net := _NET.fullmatch(plain):
        plain = net[1]
    if not plain or _CHANGED.search(plain):
        return ""
    if plain[0].isdigit() and re.fullmatch(r"[\d.]+", plain) and "." not in plain[:8]:
        return next(_figures(plain), "")
    if iso := _ISO.match(plain):
        return _iso(iso)
    return _letter(plain) or (plain if _WORDED.search(plain) and len(plain) <= 40 else "")


def _figures(plain: str) -> Iterator[str]:
    """Yield what figures alone may mean, the likelier first."""
    unix = _UNIX.fullmatch(plain)
    if unix and int(unix[1]) < _LAST_SECOND and not _hours(plain):
        yield datetime.fromtimestamp(int(unix[1]), CHINA).date().isoformat()
    compact = _COMPACT.fullmatch(plain)
    if compact and (day := _day(*compact.groups())):
        yield day
    if re.fullmatch(r"[12]\d{3}", plain):
        yield plain


def _hours(plain: str) -> bool:
    """Return whether twelve figures are a day with hour and minute, no milliseconds of 2000."""
    compact = _COMPACT.fullmatch(plain) if len(plain) == 12 else None
    return bool(compact and _day(*compact.groups()))


def _day(year: str, month: str | None, day: str | None) -> str:
    try:
        found = datetime(int(year), int(month or 1), int(day or 1))
    except ValueError:
        return ""
    if not 1800 <= found.year <= 2199:  # 0000-00-00, and figures that are no date
        return ""
    return found.date().isoformat()[: 10 if day else 7]


def _iso(found: re.Match[str]) -> str:
    day = _day(found["y"], found["m"], found["d"])
    zone = (found["zone"] or "").upper()
    if not day or not zone or not found["d"]:
        return day
    figures = re.sub(r"\D", "", zone)
    shift = timedelta(hours=int(figures[:2] or 0), minutes=int(figures[2:] or 0))
    try:
        local = datetime.fromisoformat(day).replace(hour=int(found["h"]), minute=int(found["min"]))
    except ValueError:
        return day
    utc = local + shift if "-" in zone else local - shift
    return utc.replace(tzinfo=UTC).astimezone(CHINA).date().isoformat()


def _letter(plain: str) -> str:
    """Read RFC 822 (``Wed, 01 Sep 2021 02:00:00 GMT``); nothing where it is no such date."""
    form = _CST.sub("+0800", _SCRIPT.sub(r"\2 \1 \3 \4 \5", plain))
    try:
        moment = parsedate_to_datetime(form)
        if moment.tzinfo is None and form.endswith("-0000"):
            moment = moment.replace(tzinfo=UTC)
        local = moment.astimezone(CHINA) if moment.tzinfo else moment
    except (ValueError, TypeError, IndexError, OverflowError):
        return ""
    return _day(str(local.year), str(local.month), str(local.day))
