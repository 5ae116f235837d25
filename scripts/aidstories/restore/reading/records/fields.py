"""Rows with named values → parts: which column is the title, which the body.

``data/record_fields.toml`` has the usual names; others come by a mapping of fields to columns.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from html import unescape
from itertools import chain
from typing import NamedTuple

from aidstories.restore.data import table
from aidstories.restore.lexicon.chars import simplified
from aidstories.restore.lexicon.late import late
from aidstories.restore.reading.extraction import NO_MAPPING, Part
from aidstories.restore.reading.records.dates import day_of
from aidstories.restore.reading.records.parts import one_line, part_of, unread
from aidstories.restore.reading.refusal import Refusal

Row = Mapping[str, str]
"""The values of a record as text, by the names that its capture gives them."""
Columns = Mapping[str, tuple[str, ...]]
"""The columns that may hold each field, the likelier first."""

MOST_RECORDS = 20_000
"""Records in a capture: twice the 10,000 stories that an archive is built for."""
LONGEST_RECORD = 4_000_000
"""Characters of a record's body: five times a long page of WeChat, its scripts included."""
MOST_CHARACTERS = 20_000_000
"""Characters of all parts: 10,000 stories of 2,000. On its way through the passes a character
takes some 20 bytes (itself and its two places), so this is 400 MB."""
_LONGEST_KEY = 200
"""Characters by which a story may point to its record; guids are addresses of some 60."""

_DATA = table("record_fields.toml")
FIELDS: tuple[str, ...] = tuple(_DATA["names"])
"""The fields that a mapping may name."""
_RANKS: Mapping[str, tuple[str, int]] = {
    name: (field, at) for field, row in _DATA["names"].items() for at, name in enumerate(row)
}
_PREFIXES = tuple(_DATA["prefixes"]["story"])
_SHORTEST = {True: 4, False: 2}
"""Characters of a name behind a prefix, by whether it is in ASCII: ``docid`` numbers documents."""
_UNPUBLISHED = {name: frozenset(values) for name, values in _DATA["unpublished"].items()}
_FRONT = ("title", "subtitle", "kicker", "author", "source", "date", "url")
"""What goes into the front matter."""

_PASSED_ON = late(r"(?:本文|文章|稿件)?(?:来源|转自|转载自|摘自)\s*+[:：]\s*+[^。！？]{2,40}\Z")
"""A summary that names the source: 文章转自：海角网."""
_IGNORED = late(r"[\W_]+")
_TAG = late(r"<[^<>]*>")
_CLAUSE = late(r"[，。；！？、”།༎]|[,.;!?](?=\s|$)")
_WORD = late(r"[^\W\d_]")
_PLACE = late(
    r"(?=.{3,1000}\Z)[\w./:%?=&~-]+\.(?:jpe?g|png|gif|webp|bmp|svg|mp4)\b\S*"
    r"|https?://\S+|/\S+"
)
"""The address of a file, or of a page."""
_ADDRESSED = late(
    r"://[^\s?#]*?/((?:19|20)\d\d)[-/]?(0[1-9]|1[0-2])[-/]?(0[1-9]|[12]\d|3[01])(?=/|$)"
)
_OF_TIME = late(r"(?:time|stamp|date|day|updated|modified|时间|日期|at)$")
_DAY = "2021-09-01"
_ESCAPED = late(r"&lt;/?(?:p|br|div|span|section|strong|img|table|h[1-6])\b", re.I)
_REAL = late(r"</?(?:p|br|div|span|section|strong|img|table|h[1-6])\b", re.I)
_QUOTED = late(r"<[a-z][^<>]*(?:=|&#x3D;)&quot;[^<>]*>", re.I)
"""A tag whose attributes alone are escaped, as pages keep it in their scripts."""
_MORE = 3
"""Escaped tags for each real one from which a body is escaped, chosen by hand."""
_TELLING = 5
"""Characters of a usual name that may end another: ``title``, but not ``text`` or ``body``."""
_PARAGRAPH = late(r"</p\s*>", re.I)
_TEASED = 12
"""Letters that tell the beginning of one text from another's, chosen by hand: a clause or two."""
_LEAST = 15
"""Characters of running text that an editor would miss: a short sentence."""
_TRIES, _WRITTEN = late(r"测试|測試|\btest", re.I), late("[\u4e00-\u9fff\u0f40-\u0f6c]")
_WORD_LEAST = 2
"""Different letters in a word that says something."""
_LONGEST_TRIAL = 40
"""Characters of a body, its mark-up included, that may be such a trial, chosen by hand."""
_NUMBERS = 5
"""Rows that such a note numbers."""
_SHOWN = 20
"""Characters by which an editor knows a text that was left out again."""
_AS_LONG = 0.9
"""Share of the most running text from which a column has as much: ``content_html`` beside
``content_text``, where the better name decides."""


class Worth(NamedTuple):
    """How much rows look like articles; of two, the greater does more."""

    article: bool
    """They have titles and whole bodies."""
    text: bool
    """They have a body at least, be it a summary."""


@lru_cache(maxsize=4096)
def bare_name(name: str) -> str:
    """Return the form in which names are compared: ``\\ufeffPost_Title`` is ``posttitle``."""
    return _IGNORED.sub("", simplified(unicodedata.normalize("NFKC", name)).casefold())


def field_of(name: str) -> str:
    """Return the field that a usual name means, empty for a name that is not in the table."""
    return _rank(bare_name(name))[0]


@lru_cache(maxsize=4096)
def _rank(bare: str) -> tuple[str, int]:
    """Return the field that a bare name means, with its rank: ``newsauthor`` behind ``author``."""
    if bare in _RANKS:
        return _RANKS[bare]
    own = (bare.removeprefix(p) for p in _PREFIXES if bare.startswith(p))
    found = next((n for n in own if n in _RANKS and len(n) >= _SHORTEST[n.isascii()]), "")
    field, rank = _RANKS.get(found, ("", 0))
    return field, rank + len(_RANKS) * bool(field)


def columns_of(names: Iterable[str], mapping: Mapping[str, str] = NO_MAPPING) -> Columns:
    """Return the columns of each field; a column that ``mapping`` names is the only one."""
    names = list(names)
    ranked: dict[str, list[tuple[int, str]]] = {}
    for name in names:
        field, rank = _rank(bare_name(name))
        ranked.setdefault(field, []).append((rank, name))
    found = {f: tuple(name for _, name in sorted(r)) for f, r in ranked.items() if f}
    wanted = {bare_name(column): field for field, column in mapping.items()}
    mapped = {wanted[b]: (name,) for name in names if (b := bare_name(name)) in wanted}
    taken = {name for row in mapped.values() for name in row}
    return {f: tuple(n for n in row if n not in taken) for f, row in found.items()} | mapped


def by_ending(names: Sequence[str]) -> dict[str, str]:
    """Return the columns of title and body whose names end in a usual one: ``fTitle``.

    Of several the shortest name counts.
    """
    found: dict[str, str] = {}
    for field in ("title", "body"):
        usual = tuple(n for n, (f, _) in _RANKS.items() if f == field and len(n) >= _TELLING)
        ending = [name for name in names if bare_name(name).endswith(usual)]
        if ending:
            found[field] = min(ending, key=len)
    return found


def running(text: str) -> int:
    """Return how many characters of running text there are: none where no clause ends."""
    plain = _TAG.sub("", _unescaped(text) if "&lt;" in text else text)
    return len(plain) if _CLAUSE.search(plain) else 0


def in_paragraphs(text: str) -> bool:
    """Return whether running text is marked up in paragraphs."""
    return bool(_PARAGRAPH.search(text) and running(text))


def worth(rows: Sequence[Row], mapping: Mapping[str, str] = NO_MAPPING) -> Worth:
    """Return how much ``rows`` look like articles."""
    columns = columns_of(names_of(rows), mapping)
    titled = any(row.get(name) for name in columns.get("title", ()) for row in rows)
    whole = any(_holds_text(row.get(n, "")) for n in columns.get("body", ()) for row in rows)
    part = whole or any(running(row.get(n, "")) for n in columns.get("summary", ()) for row in rows)
    return Worth(article=titled and whole, text=part)


def names_of(rows: Iterable[Row]) -> list[str]:
    """Return the names of all values, in the order in which they first stand."""
    return list(dict.fromkeys(name for row in rows for name in row))


def articles(
    rows: Sequence[Row], mapping: Mapping[str, str] = NO_MAPPING, *, prefix: str = ""
) -> tuple[Part, ...]:
    """Return a part for each row that has a body, then a note of how many have none.

    ``mapping`` gives columns by field (``{"title": "biaoti"}``). A part's key is its id or
    address, where all have one and no two the same, else its number in the capture from 1;
    ``prefix`` stands before it. Raises Refusal where no row has a body, or past a limit.
    """
    if len(rows) > MOST_RECORDS:
        raise Refusal(
            f"这个文件有 {len(rows)} 条记录，超过 {MOST_RECORDS} 条，没有读取。请分成几个文件。",
            f"This file has {len(rows)} records, more than {MOST_RECORDS}. Save it in parts.",
        )
    columns = columns_of(names_of(rows), mapping)
    order = (*_by_text(rows, columns.get("body", ())), *columns.get("summary", ()))
    bodies = {at: _whole(row, _body(row, order, columns), columns) for at, row in enumerate(rows)}
    kept = {at: body for at, body in bodies.items() if body and _is_public(rows[at])}
    if not kept:
        raise no_body(names_of(rows))
    missing = len(rows) - len(kept)
    trials, doubles = _trials(kept), _doubles(rows, kept, columns)
    kept = {at: body for at, body in kept.items() if at not in trials and at not in doubles}
    if long := next((at + 1 for at, body in kept.items() if len(body) > LONGEST_RECORD), 0):
        raise _too_long(long)
    if sum(map(len, kept.values())) > MOST_CHARACTERS:
        raise _too_much()
    keys = _keys([rows[at] for at in kept], list(kept), columns)
    parts = (
        part_of(_said(rows[at], columns), body, prefix + key)
        for (at, body), key in zip(kept.items(), keys, strict=True)
    )
    notes = _texts_beside(rows, kept, columns)
    return (*parts, *notes, *_passed_over(missing), *_left_out(trials, doubles))


def _trials(bodies: Mapping[int, str]) -> dict[int, str]:
    """Return the words of rows that only try out a system, beside others that tell.

    They say so, 测试一下, or have no word of the others' language, sadsad, but one letter at most,
    啊啊啊. A headline alone stays.
    """
    telling = [body for body in bodies.values() if running(body) >= _LEAST]
    told = {
        at: one_line(unescape(_TAG.sub(" ", body)))
        for at, body in bodies.items()
        if len(body) <= _LONGEST_TRIAL and "<img" not in body.lower()
    }
    foreign = any(map(_WRITTEN.search, telling))
    return {
        at: words
        for at, words in told.items()
        if telling and not _CLAUSE.search(words)
        if _TRIES.search(words) or (foreign and len({*_WRITTEN.findall(words)}) < _WORD_LEAST)
    }


def _doubles(rows: Sequence[Row], bodies: Mapping[int, str], columns: Columns) -> frozenset[int]:
    """Return the rows that say what an earlier one does: day, title and text to the letter."""
    said = {
        at: (*(next(_values(f, rows[at], columns), "") for f in ("title", "date")), _letters(body))
        for at, body in bodies.items()
        if running(body) >= _LEAST
    }
    first = {words: at for at, words in reversed(said.items())}
    return frozenset(at for at, words in said.items() if words[0] and first[words] != at)


def _left_out(trials: Mapping[int, str], doubles: Collection[int]) -> Iterator[Part]:
    """Yield a note of the rows that are left out though they hold words."""
    if trials:
        first = next(iter(trials.values()))[:_SHOWN]
        yield unread(f"有 {len(trials)} 条记录只有几个字，像是试用时填的，未收：“{first}”。")
    if doubles:
        shown = "、".join(str(at + 1) for at in sorted(doubles)[:_NUMBERS])
        yield unread(f"有 {len(doubles)} 条记录与前面的一字不差，未收：第 {shown} 条。")


def no_body(names: Sequence[str]) -> Refusal:
    """Return the refusal of a capture in which no column is known to hold a body."""
    shown = [one_line(name)[:40] for name in names[:30]] or ["—"]
    return Refusal(
        f"这个文件里没有找到正文。它的列是：{'、'.join(shown)}。请在 seeds.toml 里写明各列是什么，"
        '例如 mapping = {body = "列名", title = "列名"}。',
        "No column of this file is known to hold the text. Its columns are: "
        f"{', '.join(shown)}. Say in seeds.toml which is which, such as "
        'mapping = {body = "name", title = "name"}.',
    )


def _by_text(rows: Sequence[Row], names: Sequence[str]) -> list[str]:
    """Return the columns of the body, that with the most running text first."""
    if len(names) < 2:
        return list(names)
    lengths = {name: sum(running(row.get(name, "")) for row in rows) for name in names}
    enough = _AS_LONG * max(lengths.values())
    return sorted(names, key=lambda n: (lengths[n] < enough, -lengths[n] * (lengths[n] < enough)))


def _body(row: Row, order: Sequence[str], columns: Columns) -> str:
    """Return the first body of a row that holds text; of a summary, running text."""
    weak = columns.get("summary", ())
    for name in order:
        value = row.get(name, "")
        if running(value) if name in weak else _holds_text(value):
            return _unescaped(value)
    return ""


def _whole(row: Row, body: str, columns: Columns) -> str:
    """Return a body behind a summary in paragraphs, where the body does not begin with it.

    An editor may type a text's first paragraphs into a field of their own; a teaser repeats them.
    """
    for name in columns.get("summary", ()) if body else ():
        value = _unescaped(row.get(name, ""))
        letters = _letters(value)
        if in_paragraphs(value) and not _repeats(letters, _letters(body)):
            return f"{value}\n{body}"
    return body


def _texts_beside(rows: Sequence[Row], kept: Mapping[int, str], columns: Columns) -> Iterator[Part]:
    """Yield a note of each column that holds another text than the bodies: ``body``, ``content``.

    Mark-up and plain text of one article begin alike; what does not, nobody would miss.
    """
    names = columns.get("body", ())
    letters = {at: _letters(body) for at, body in kept.items()} if len(names) > 1 else {}
    for name in names if letters else ():
        values = {at: _unescaped(rows[at].get(name, "")) for at in kept}
        others = [
            (at + 1, value)
            for at, value in values.items()
            if running(value) >= _LEAST and not _repeats(_letters(value), letters[at])
        ]
        if others:
            yield _text_beside(one_line(name), others)


def _text_beside(name: str, others: Sequence[tuple[int, str]]) -> Part:
    number, value = others[0]
    opening = one_line(_TAG.sub("", value))[:_SHOWN]
    more = f"等 {len(others)} 条" if len(others) > 1 else ""
    return unread(
        f"第 {number} 条{more}的“{name}”里另有一段文字，没有收：“{opening}……”。要收的是它，就在 "
        f'seeds.toml 里写 mapping = {{body = "{name}"}}；两段都要，请并到一栏里。'
    )


def _letters(value: str) -> str:
    return _IGNORED.sub("", unescape(_TAG.sub("", value)))


def _repeats(teaser: str, body: str) -> bool:
    """Return whether a body has what a teaser begins or ends with."""
    return not teaser or teaser[:_TEASED] in body or teaser[-_TEASED:] in body


def _holds_text(value: str) -> bool:
    return bool(value and _WORD.search(unescape(_TAG.sub(" ", value))))


def _unescaped(body: str) -> str:
    """Return the HTML of a body that was escaped once too often: ``&lt;p&gt;``.

    A system may set a picture of its own behind such a text.
    """
    escaped, real = len(_ESCAPED.findall(body)), len(_REAL.findall(body))
    if escaped > _MORE * real:
        return unescape(body)
    return _QUOTED.sub(lambda tag: unescape(tag[0]), body) if "&quot;" in body else body


def _is_public(row: Row) -> bool:
    return not any(
        value in _UNPUBLISHED[bare]
        for name, value in row.items()
        if (bare := bare_name(name)) in _UNPUBLISHED
    )


def _said(row: Row, columns: Columns) -> dict[str, str]:
    """Return what the front matter says of a row; a summary may say no more than its source."""
    said = {f: v for f in _FRONT if (v := next(_values(f, row, columns), ""))}
    told = filter(_PASSED_ON.match, _values("summary", row, columns))
    if "source" not in said and (source := next(told, "")):
        said["source"] = source
    days = chain(_days_of_address(said.get("url", "")), _days_beside(row))
    if "date" not in said and (day := next(days, "")):
        said["created"] = day  # doubted, where nothing else dates the text
    return said


def _days_of_address(url: str) -> Iterator[str]:
    """Yield the day that a paper set into an address: /20210901/, /2021-09/01/, /2021/0901/."""
    if found := _ADDRESSED.search(url):
        yield "-".join(found.groups())


def _days_beside(row: Row) -> Iterator[str]:
    """Yield the days that a row has under names of times that date no article: updated_at."""
    for name, value in row.items():
        if _OF_TIME.search(bare_name(name)) and len(day := day_of(_plain(value))) == len(_DAY):
            yield day


def _values(field: str, row: Row, columns: Columns) -> Iterator[str]:
    """Yield what each column says of a field, where it says something."""
    for name in columns.get(field, ()):
        value = row.get(name, "")
        value = one_line(value).replace("&amp;", "&") if field == "url" else _plain(value)
        if field == "date":
            value = day_of(value)
        elif field in ("author", "source") and not _WORD.search(value):
            value = ""  # the number of a user or of a paper in another table
        elif field == "source" and _PLACE.fullmatch(value):
            value = ""  # of a picture, where ``src`` is that of a page
        if value:
            yield value


def _plain(value: str) -> str:
    """Return a value without the mark-up that it may carry: <b>…</b>, &amp;."""
    if "<" in value and (bare := one_line(_TAG.sub("", value))):
        value = bare
    return one_line(unescape(value) if "&" in value else value)


def _keys(rows: Sequence[Row], numbers: Sequence[int], columns: Columns) -> list[str]:
    """Return what tells the rows from each other, the same way for all."""
    for name in (*columns.get("id", ()), *columns.get("url", ())):
        keys = [one_line(row.get(name, "")) for row in rows]
        if all(0 < len(key) <= _LONGEST_KEY for key in keys) and len({*keys}) == len(keys):
            return keys
    return [str(at + 1) for at in numbers]


def _passed_over(count: int) -> list[Part]:
    return [unread(f"有 {count} 条记录没有正文，未收。")] if count else []


def _too_long(number: int) -> Refusal:
    return Refusal(
        f"第 {number} 条记录的正文超过 {LONGEST_RECORD} 个字，没有读取。请把它单独保存并拆开。",
        f"Record {number} has more than {LONGEST_RECORD} characters. Save it apart, divided.",
    )


def _too_much() -> Refusal:
    return Refusal(
        f"这个文件的正文合计超过 {MOST_CHARACTERS} 个字，没有读取。请分成几个文件。",
        f"The texts of this file have more than {MOST_CHARACTERS} characters. Save it in parts.",
    )
