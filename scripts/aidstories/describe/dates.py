"""Dates as articles print them, read into years, months and days."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.tibetan_dates import RELATIVE, in_figures, tibetan_dates

CHINA = timezone(timedelta(hours=8))

_DIGIT = {c: str(i) for i, c in enumerate("〇一二三四五六七八九")}
_DIGIT |= {"零": "0", "○": "0", "Ｏ": "0", "两": "2"}
_YEAR = r"(?:(?:19|20)\d{2}|[一二][〇零○Ｏ九][〇零○Ｏ一二三四五六七八九]{2})"
_DATE = late(
    r"(?=[\d一二今去前])"  # what a date opens with: the rest of a text is passed over at once
    rf"(?:(?<![\d.])(?P<year>{_YEAR})\s*+(?:年/?|(?P<mark>[-/.．]))"
    r"(?:\s*+(?P<month>\d{1,2}|[一二三四五六七八九十]{1,2})\s*+(?(mark)(?P=mark)|月份?/?)"
    r"(?:\s*+(?P<day>\d{1,2}|[一二三四五六七八九十]{1,3})(?(mark)\s*(?:(?!\d)|(?<=\d\d)(?=\d\d:\d\d))|\s*+[日号]))?)?"
    r"|(?:(?<=[期间][:：])|(?<=[期间][:：]\s))(?P<y2>(?:19|20)\d{2})(?P<mm2>\d{2})(?P<dd2>\d{2})(?!\d)"
    r"|(?<!\d)(?P<y>20\d{2})\s+(?P<mm>\d{2})\s*+/\s*+(?P<dd>\d{2})(?!\d)"
    r"|(?<![\d./-])(?P<dd1>\d{1,2})(?P<between>[-./])(?P<mm1>\d{1,2})(?P=between)(?P<y1>(?:19|20)\d{2})(?![\d./-])"
    r"|(?<![\w.:：])(?<![:：]\s)(?P<y4>20[0-2]\d)(?P<mm4>0[1-9]|1[0-2])(?P<dd4>0[1-9]|[12]\d|3[01])(?!\w)"
    rf"|(?<![\d年.])(?P<rel>今年|去年|前年)?(?P<m>\d{{1,2}})\s*+月\s*+(?P<d>\d{{1,2}})\s*+[日号])"
)
_ANY = late(r"年|月|19\d\d|20\d\d|ཚེས་")
_TIBETAN = late("ཟླ་|\\d\\s*+ལོ")
_SHORT = late(r"(?<![\w-])([12]\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?![\w-])")
"""A day of which the first half of its year is left out: 24-05-06."""
_COMPACT = late(r"(?<!\d)(20\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)")

_MONTH = late(r"\s*+((?:19|20)\d{2})[-/.](0?[1-9]|1[0-2])\s*+")
"""All that a line says, of what a text is no month in: 2018.01."""


class Printed(NamedTuple):
    """A date at ``start`` to ``end`` of a text; what it does not say is None.

    ``relative`` is -1 for 去年, 0 for 今年, -2 for 前年, None where the text has no such word.
    """

    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    relative: int | None = None

    def edtf(self) -> str:
        """Return the date in EDTF: 2021-12-20, 2021-12, 2021, XXXX-03-16."""
        year = f"{self.year:04}" if self.year else "XXXX"
        parts = [year, *(f"{n:02}" for n in (self.month, self.day) if n)]
        return "-".join(parts)


def find_dates(text: str) -> Iterator[Printed]:
    """Yield the dates in ``text`` in order; what is no date of the calendar is left out."""
    text = in_figures(text)
    if not _ANY.search(text):
        return
    if _TIBETAN.search(text):
        yield from _tibetan(text)
    for hit in _DATE.finditer(text):
        day, month = _year_last(hit) if hit["y1"] else (None, None)
        found = Printed(
            start=hit.start(),
            end=hit.end(),
            year=_year(hit["year"] or hit["y"] or hit["y1"] or hit["y2"] or hit["y4"]),
            month=month
            or number(hit["month"] or hit["mm"] or hit["m"] or hit["mm2"] or hit["mm4"]),
            day=day or number(hit["day"] or hit["dd"] or hit["d"] or hit["dd2"] or hit["dd4"]),
            relative={"今年": 0, "去年": -1, "前年": -2}.get(hit["rel"] or ""),
        )
        if (hit["mark"] and not found.day) or not _exists(found):
            continue
        yield found


def _year_last(hit: re.Match[str]) -> tuple[int | None, int | None]:
    """Return day and month of a date whose year stands last; none where either may be the month.

    Full stops stand behind a day (9.12.2021); hyphens and strokes say nothing: 09-12-2021.
    """
    first, second = int(hit["dd1"]), int(hit["mm1"])
    if hit["between"] == "." or first > 12 or first == second:
        return first, second
    return (second, first) if second > 12 else (None, None)


def _tibetan(text: str) -> Iterator[Printed]:
    for start, end, year, month, day, word in tibetan_dates(text):
        relative = RELATIVE.get(word)
        found = Printed(start=start, end=end, year=year, month=month, day=day, relative=relative)
        if _exists(found):
            yield found


def parse_stamp(value: str) -> str | None:
    """Return the day in China that a capture's own date names, in EDTF, or None.

    ``Mon, 20 Dec 2021 07:10:44 GMT`` and ISO 8601 with a zone are moved to China's time; a time
    without a zone is China's already.
    """
    value = value.strip()
    for parse in (parsedate_to_datetime, datetime.fromisoformat):
        try:
            moment = parse(value)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        if moment.tzinfo is None and value.endswith(("GMT", "-0000", "UTC")):
            moment = moment.replace(tzinfo=UTC)
        try:
            return (moment.astimezone(CHINA) if moment.tzinfo else moment).date().isoformat()
        except OverflowError:
            return None
    if printed := next(find_dates(value), None):
        return printed.edtf() if printed.year else None
    compact = _COMPACT.search(value)
    return "-".join(compact.groups()) if compact else None


def _year(text: str | None) -> int | None:
    return int("".join(_DIGIT.get(c, c) for c in text)) if text else None


def number(text: str | None) -> int | None:
    """Return 1 to 31 for digits or Chinese numerals: 十二, 二十, 廿 is not used in print."""
    if not text:
        return None
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    if not ten:
        return int("".join(_DIGIT.get(c, "0") for c in text)) or None
    return 10 * int(_DIGIT.get(tens, "1")) + int(_DIGIT.get(ones, "0"))


def _exists(printed: Printed) -> bool:
    try:
        date(printed.year or 2000, printed.month or 1, printed.day or 1)
    except ValueError:
        return False
    return True


def short_days(text: str) -> Iterator[Printed]:
    """Yield the days of a line that leave out the first half of their year."""
    for hit in _SHORT.finditer(text):
        yield Printed(*hit.span(), 2000 + int(hit[1]), int(hit[2]), int(hit[3]))


def month_alone(text: str) -> Iterator[Printed]:
    """Yield the month that is all that a line says."""
    if hit := _MONTH.fullmatch(text):
        yield Printed(hit.start(1), hit.end(2), int(hit[1]), int(hit[2]))


def first_day(printed: Printed) -> date:
    """Return the first day that a printed date may mean; raises ValueError where there is none."""
    return date(printed.year or 1, printed.month or 1, printed.day or 1)
