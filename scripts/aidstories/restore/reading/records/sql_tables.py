"""Which tables of a dump hold articles, and what their columns are where nobody names them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from aidstories.restore.lexicon.chars import ends_sentence
from aidstories.restore.lexicon.imprint import is_imprint
from aidstories.restore.lexicon.late import late
from aidstories.restore.reading.records.dates import day_of
from aidstories.restore.reading.records.fields import (
    Row,
    bare_name,
    by_ending,
    columns_of,
    in_paragraphs,
    names_of,
    running,
    worth,
)
from aidstories.restore.reading.records.sql_dump import Table

_LONGEST_TITLE = 100
"""Characters of a title; the longest of 400 pages of hospitals has some sixty."""
_CHANGED = late("update|modified|edit|last|更新|修改", re.I)
"""What names the column of when a row was last changed, which dates no article."""
_SHORTER = 0.5
"""Share of the longest texts of titles that those of the column before the body have at least,
chosen by hand."""
_HOUSE = late(
    r"[\u4e00-\u9fff]{1,16}(?:[网报社]|电视台|客户端|新闻|协会|学会|医院|大学|学院|委员会|频道)"
)
"""A name of who publishes, in a column of its own."""
_MOST = 0.9
"""Share of rows of which something must hold to hold of their column: a few are odd."""


class ArticleTable(NamedTuple):
    """A table of articles; ``mapping`` gives its columns by field, beside the usual names."""

    name: str
    rows: Sequence[Row]
    mapping: Mapping[str, str]


def article_tables(tables: Sequence[Table], mapping: Mapping[str, str]) -> list[ArticleTable]:
    """Return the tables whose columns hold a body; where some have titles too, those alone.

    A publishing system may keep bodies in a table of their own (``news`` and ``news_data``): they
    are joined by their ids.
    """
    opened = [_opened(table, mapping) for table in tables]
    if not any(worth(t.rows, t.mapping).article for t in opened):
        opened += _joined(opened)
    if not any(worth(t.rows, t.mapping).text for t in opened):
        opened = [t._replace(mapping={**_styled(t.rows), **t.mapping}) for t in opened]
    worths = [worth(table.rows, table.mapping) for table in opened]
    best = max(worths, default=None)
    if best is None or not best.text:
        return []
    return [t for t, w in zip(opened, worths, strict=True) if w.text and w.article == best.article]


def _opened(table: Table, mapping: Mapping[str, str]) -> ArticleTable:
    rows = [dict(zip(table.columns, row, strict=False)) for row in table.rows]
    guessed = _by_comments(table) if table.named else _by_content(rows)
    return ArticleTable(table.name, rows, {**guessed, **mapping})


def _by_comments(table: Table) -> dict[str, str]:
    """Return columns by field that no name tells, but what the dump says of them: 创建时间.

    One that was last changed at a time dates nothing, whatever its name.
    """
    said = {c: name for name, c in table.comments.items() if not _CHANGED.search(c)}
    changed = {name for name, c in table.comments.items() if _CHANGED.search(c)}
    told = columns_of(name for name in table.columns if name not in changed)
    return {
        field: said[comments[0]]
        for field, comments in columns_of(said).items()
        if not told.get(field)
    }


def _by_content(rows: Sequence[Row]) -> dict[str, str]:
    """Return columns by field, judged by what they hold: 24, 'news', 'A title', 'The text …'.

    The body has most of the running text; the title is the last column before it of short texts
    that are nearly all different, what stands between them in paragraphs the text's first; a date
    is one in nearly all rows.
    """
    names = names_of(rows)
    lengths = {name: sum(running(row.get(name, "")) for row in rows) for name in names}
    body = max(names, key=lambda n: lengths[n], default="")
    if not lengths.get(body):
        return {}
    found = {"body": body}
    at = names.index(body)
    others = [*names[:at][::-1], *names[at + 1 :]]
    told = [row for row in rows if running(row.get(body, ""))]  # the others try out the system
    columns = {name: [row.get(name, "") for row in told] for name in others}
    titles = [n for n in others if _are_titles(columns[n])]
    source = next((n for n in others if _are_houses(columns[n])), "")
    if source and titles != [source]:  # the one title may end as a house's name does
        found["source"] = source
        titles = [n for n in titles if n != source]
    if title := _longest(titles, columns):
        found["title"] = title
    if subtitle := _longest([n for n in titles if _differ(columns, n, title)], columns):
        found["subtitle"] = subtitle
    between = names[names.index(title) + 1 : at] if title else []
    if lead := next((n for n in between if any(map(in_paragraphs, columns[n]))), ""):
        found["summary"] = lead
    dates = (n for n in others if n != title and _are_dates(columns[n]))
    if date := next(dates, ""):
        found["date"] = date
    return found


def _styled(rows: Sequence[Row]) -> dict[str, str]:
    """Return columns by field where names follow a style of the house: fTitle, fContent.

    Beside a title whose name is usual, the column with most of the running text is the body,
    whatever its name: title, context.
    """
    names = names_of(rows)
    found = by_ending(names)
    if "body" not in found and not columns_of(names).get("title"):
        return {}
    lasting = [{n: v for n, v in row.items() if not _CHANGED.search(n)} for row in rows]
    return {**_by_content(lasting), **found}


def _longest(names: Sequence[str], columns: Mapping[str, Sequence[str]]) -> str:
    """Return the first column whose texts are not much shorter than those of another: no class.

    Of a dump with one row a class, 站内新闻, may stand nearer to the body than the title.
    """
    sizes = {name: sum(len(text.strip()) for text in columns[name]) for name in names}
    enough = _SHORTER * max(sizes.values(), default=0)
    return next((name for name in names if sizes[name] >= enough), "")


def _differ(columns: Mapping[str, Sequence[str]], name: str, title: str) -> bool:
    """Return whether a column says another thing than that of the titles."""
    return name != title and columns[name] != columns[title]


def _are_houses(values: Sequence[str]) -> bool:
    """Return whether texts are names of houses, one for each row or one for all: 某某新闻网."""
    named = [v for v in values if _HOUSE.fullmatch(v.strip())]
    return bool(named) and len(named) >= _MOST * len(values)


def _are_titles(values: Sequence[str]) -> bool:
    texts = [
        v
        for v in values
        if 4 <= len(v.strip()) <= _LONGEST_TITLE and not (v.isascii() or _is_told(v))
    ]
    return len(texts) >= _MOST * len(values) and len({*texts}) >= _MOST * len(texts)


def _is_told(value: str) -> bool:
    """Return whether a text is no headline; one may be a cry: 好消息！医疗队来了！

    Nor is what says whence a text came, or what it was called there: （原标题：山里的医生）.
    """
    cries = value.rstrip().endswith(("！", "？", "!", "?")) and "。" not in value
    return in_paragraphs(value) or (ends_sentence(value) and not cries) or is_imprint(value)


def _are_dates(values: Sequence[str]) -> bool:
    days = [v for v in values if len(v) >= 8 and len(day_of(v)) == 10]
    return bool(values) and len(days) >= _MOST * len(values)


def _joined(tables: Sequence[ArticleTable]) -> Iterator[ArticleTable]:
    """Yield tables of titles with the bodies that another table keeps under the same ids."""
    sides = [(t, columns_of(names_of(t.rows), t.mapping)) for t in tables]
    titles = [t for t, c in sides if c.get("title")]
    bodies = [t for t, c in sides if c.get("body") and not c.get("title")]
    for body in bodies:
        for title in titles:
            if keys := _shared_ids(title.rows, body.rows):
                by_id = {row[keys[1]]: row for row in body.rows}
                rows = [{**by_id.get(row.get(keys[0], ""), {}), **row} for row in title.rows]
                yield ArticleTable(title.name, rows, {**body.mapping, **title.mapping})
                break


def _shared_ids(titles: Sequence[Row], bodies: Sequence[Row]) -> tuple[str, str] | None:
    """Return the columns of ids, each once in its table, that two tables share."""
    ours, theirs = (
        {n: ids for n in names_of(rows) if bare_name(n).endswith("id") and (ids := _ids(rows, n))}
        for rows in (titles, bodies)
    )
    pairs = [
        (bare_name(a) != bare_name(b), a, b)
        for a, ids in ours.items()
        for b, others in theirs.items()
        if len(ids & others) >= _MOST * len(others)
    ]
    return min(pairs)[1:] if pairs else None


def _ids(rows: Sequence[Row], name: str) -> frozenset[str]:
    """Return the values of a column, where all are different; else none."""
    values = [row.get(name, "") for row in rows]
    return frozenset(values) if len({*values}) == len(values) and all(values) else frozenset()
