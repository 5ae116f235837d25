"""Doubts about when a story was published, and of which year it is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from aidstories.describe.dates import find_dates, parse_stamp
from aidstories.describe.dates_abroad import dates_abroad
from aidstories.describe.doubts.ground import Ground
from aidstories.describe.doubts.line_words import SIGN
from aidstories.model import FieldDoubt, Role, YearBasis
from aidstories.restore.lexicon.late import late
from aidstories.restore.lexicon.source_line import What, items

_PRINTED = late(r"(?=[12])(?:(?<!\d)(?:19|20)\d{2}(?=年|-\d|/\d|ལོ)|\b20\d{2}\b(?!年))")
_UPDATED = late(r"更新|修改")
_LABELLED = late(
    r"(?:发[布表]|刊发)?(?:日期|时间)\s*+[:：]\s*+(?P<m>\d{1,2})-(?P<d>\d{1,2})(?![-\d])"
)
"""A line that dates the text, though without its year: 日期：05-06."""
_CLOCKED = late(
    r"(?=[12])(?<!\d)(?:19|20)\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?\s*+\d{1,2}:\d{2}(?!\d)"
)
"""A day with its time, which a page prints over a text and hardly any text in itself."""
_FIGURES = late(
    r"(?<![\dA-Za-z])((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?![\dA-Za-z])"
)
"""A day that nothing but its figures shows: 20240506."""
_FIGURE = late(r"\d")
_WIDE = str.maketrans("０１２３４５６７８９，", "0123456789,")
"""Figures as wide as characters, and May 6，2024."""
_WHOLE = late(r"\d{4}-\d\d-\d\d")


class _Day(NamedTuple):
    edtf: str
    words: str
    role: Role | None


def of_published(ground: Ground) -> Iterator[FieldDoubt]:
    """Doubt a day that the page has a rival for, and an empty one where a line has a day.

    A day is no surer than its year: one whose year was inferred is doubted with it.
    """
    stamp = parse_stamp(ground.meta.get("date", ""))
    yield from (FieldDoubt("published", day.words, day.edtf) for day in _rivals(ground))
    if stamp and _WHOLE.fullmatch(stamp) and stamp != ground.found.published:
        yield FieldDoubt("published", ground.meta["date"], stamp)
    if not _WHOLE.fullmatch(ground.found.published or ""):
        yield from (FieldDoubt("published", words) for words in _labelled(ground))
        texts = (passage.text for passage in ground.printed.passages)
        yield from (FieldDoubt("published", hit[0]) for t in texts for hit in _CLOCKED.finditer(t))
        made = (v for key, v in ground.meta.items() if key.startswith("creat"))
        yield from (FieldDoubt("published", day) for day in made if parse_stamp(day))
        yield from (FieldDoubt("published", words) for words in _shaped(ground))
    inferred = ground.found.year_basis is YearBasis.INFERRED
    if inferred and _WHOLE.fullmatch(ground.found.published or ""):
        yield FieldDoubt("published", _shown(ground, "published"))


def _labelled(ground: Ground) -> Iterator[str]:
    """Yield what the lines of the page have behind labels of days: 更新时间：2024-05."""
    for line in ground.lines:
        for item in items(ground.lists.fold(line.text)):
            words = line.text[item.start : item.end]
            if item.what is What.DAY and _FIGURE.search(words):
                yield words


def _shaped(ground: Ground) -> Iterator[str]:
    """Yield what has the shape of a day, whatever marks part its figures, where no day was read.

    The capture's own date, lines of head and tail, a day behind its label amid the text.
    """
    yield from filter(_FIGURE.search, [ground.meta.get("date", "")])
    for line in ground.lines:
        dated = line.role in SIGN and not ground.found.published
        shaped = _SHAPE.search(line.text) or (dated and _NO_YEAR.search(line.text))
        if shaped and not _UPDATED.search(line.text[: shaped.start()]):
            yield shaped[0]
    for passage in ground.printed.passages:
        yield from (hit[0] for hit in _SAID.finditer(passage.text))


_SHAPE = late(
    r"(?<![\d.])(?:19|20)\d{2}(?![\d:])[^\w\n。，]{0,2}[年/]?[^\w\n。，]{0,2}(?:0?[1-9]|1[0-2])(?!\d)"
    r"[^\w\n。，]{0,2}[月/]?[^\w\n。，]{0,2}(?:0?[1-9]|[12]\d|3[01])(?![\d%])"
    r"|(?<![\d.])(?:0?[1-9]|[12]\d|3[01])[^\w\n。，]{1,3}(?:0?[1-9]|[12]\d|3[01])[^\w\n。，]{1,3}(?:19|20)\d{2}(?!\d)"
)
"""Year, month and day in figures, or the year last: 2024·5·6, 06.05.2024."""
_NO_YEAR = late(r"(?<!\d)(?:0?[1-9]|1[0-2])月(?:0?[1-9]|[12]\d|3[01])日")
"""The day of a dateline, which a page dates: 新华社西宁5月6日电."""
_SAID = late(
    r"(?:发[布表稿]|刊[发登]|上传|录入)(?:时间|日期)[\s:：]{1,4}(?:19|20)\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}"
    r"|\d{1,2}:\d{2},? [A-Z][a-z]{2,8}\.? \d{1,2},? (?:19|20)\d{2}"
)
"""A day that a label or a time tells amid a text that lost its lines."""


def _rivals(ground: Ground) -> Iterator[_Day]:
    """Yield the other days of the lines of source; where no whole day is known, of all lines."""
    published = ground.found.published or ""
    whole = _WHOLE.fullmatch(published)
    for day in _days(ground):
        other = not published.endswith(day.edtf.removeprefix("XXXX"))
        if not whole or (day.role is Role.SOURCE and other):
            yield day


def _days(ground: Ground) -> Iterator[_Day]:
    """Yield the whole days that lines of the page print, but for when it was changed."""
    for line in ground.lines:
        text = line.text.translate(_WIDE)
        for found in (*find_dates(text), *dates_abroad(text)):
            if found.year and found.day and not _UPDATED.search(text[: found.start]):
                yield _Day(found.edtf(), line.text[found.start : found.end], line.role)
        if hit := _FIGURES.search(text):
            yield _Day("-".join(hit.groups()), hit[0], line.role)
        if hit := _LABELLED.match(text):
            yield _Day(f"XXXX-{int(hit['m']):02}-{int(hit['d']):02}", hit[0], line.role)


def _shown(ground: Ground, field: str) -> str:
    """Return the words that the first evidence of a field quotes, empty without one."""
    return next((e.quote for e in ground.found.evidence if e.field == field), "")


def _in_numerals(ground: Ground) -> Iterator[FieldDoubt]:
    """Yield the years that a text writes in Chinese numerals: 二〇一八年腊月."""
    for passage in ground.printed.passages:
        for date in find_dates(passage.text):
            if date.year and not passage.text[date.start].isdigit():
                yield FieldDoubt("year", passage.text[date.start : date.end], str(date.year))


def of_year(ground: Ground) -> Iterator[FieldDoubt]:
    """Doubt a year that was inferred, and none where the text has one."""
    found = ground.found
    if found.year is None:
        printed = (hit[0] for p in ground.printed.passages for hit in _PRINTED.finditer(p.text))
        yield from (FieldDoubt("year", year, year) for year in printed)
        yield from _in_numerals(ground)
        yield from (
            FieldDoubt("year", d.words, d.edtf[:4]) for d in _days(ground) if d.edtf[0] != "X"
        )
        return
    if found.year_basis is not YearBasis.STATED:
        yield FieldDoubt("year", _shown(ground, "year"))
    stamp = parse_stamp(ground.meta.get("date", "")) or ""
    if found.published and _WHOLE.fullmatch(stamp) and stamp[:4] != str(found.year):
        yield FieldDoubt("year", ground.meta["date"], stamp[:4])
