"""Dates that no text in Chinese has: in English, a calendar's leaf, a journal's year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aidstories.describe.dates import Printed, first_day, month_alone, number, short_days
from aidstories.model import Passage, Role
from aidstories.restore.lexicon.imprint import calendar, issue_year
from aidstories.restore.lexicon.late import late

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_MONTH = rf"(?P<name>{'|'.join(_MONTHS)})[a-z]*\.?"
_ABROAD = late(
    rf"\b{_MONTH}\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?(?:,\s*+|\s+)(?P<y>(?:19|20)\d\d)\b"
    rf"|\b(?P<d2>\d{{1,2}})(?:st|nd|rd|th)?\s+{_MONTH.replace('name', 'name2')}"
    r",?\s+(?P<y2>(?:19|20)\d\d)\b"
    r"|(?<!\d)(?P<a>\d{1,2})/(?P<b>\d{1,2})/(?P<y3>(?:19|20)\d\d)(?!\d)",
    re.I,
)
"""Dates in English: May 6, 2020, 6 May 2020, 05/06/2020."""


def abroad(passage: Passage) -> Iterator[Printed]:
    """Yield dates in English of a line or of a text, or in a line that of a calendar's leaf."""
    if passage.role not in (Role.SOURCE, Role.DATELINE):
        yield from dates_abroad(passage.text) if passage.text[:1].isascii() else ()
        return
    if leaf := calendar(passage.text):
        yield Printed(0, len(passage.text), *leaf)
    if year := issue_year(passage.text):
        yield Printed(*year, int(passage.text[slice(*year)]))
    yield from filter(_is_day, short_days(passage.text))
    yield from month_alone(passage.text)
    yield from dates_abroad(passage.text)


def dates_abroad(text: str) -> Iterator[Printed]:
    """Yield the dates in English of a line; 05/06/2020 says only its year."""
    for hit in _ABROAD.finditer(text):
        name = (hit["name"] or hit["name2"] or "").lower()[:3]
        month = _MONTHS.index(name) + 1 if name else None
        day = number(hit["d"] or hit["d2"])
        if hit["a"]:
            first, second = int(hit["a"]), int(hit["b"])
            month, day = (first, second) if second > 12 >= first else (None, None)
            month, day = (second, first) if first > 12 >= second else (month, day)
        year = int(hit["y"] or hit["y2"] or hit["y3"])
        found = Printed(start=hit.start(), end=hit.end(), year=year, month=month, day=day)
        if not month or _is_day(found):
            yield found


def _is_day(printed: Printed) -> bool:
    try:
        first_day(printed)
    except ValueError:
        return False
    return True
