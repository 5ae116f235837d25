"""Dumps in SQL → a part for each row of the tables that hold articles.

``INSERT INTO … VALUES`` of MySQL, PostgreSQL, SQLite and SQL Server, and PostgreSQL's ``COPY``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from aidstories.restore.lexicon.late import late
from aidstories.restore.reading.extraction import NO_MAPPING, Part
from aidstories.restore.reading.records.fields import articles, no_body
from aidstories.restore.reading.records.parts import unread
from aidstories.restore.reading.records.sql_dump import opens_dump, read_dump
from aidstories.restore.reading.records.sql_tables import article_tables
from aidstories.restore.reading.refusal import Refusal

_WRITES = late(
    r"(?:^|;)[ \t]*(?:INSERT\b|REPLACE\s+INTO\b|COPY\s+\S|CREATE\s+(?:\w+\s+){0,3}TABLE\b)",
    re.I | re.M,
)


_DEFINED = late(
    r"(?:[^\n。]{0,200}+\n(?=\s*+(?:[`\"\[]\w|(?:PRIMARY|UNIQUE|KEY|INDEX|CONSTRAINT)\b|\)|--)))?"
    r"(?>(?:[ \t]*+(?:[`\"\[]\w+[`\"\]][ \t]+\w|"
    r"\w+[ \t]+(?:[a-z]{0,6}(?:int|char|text|blob)|date)\b"
    r"|(?:PRIMARY|UNIQUE|KEY|INDEX|CONSTRAINT|FULLTEXT|FOREIGN)\b|\)|--|/\*)[^\n]*+\n"
    r"|[ \t\r]*+\n)+)",
    re.I,
)
"""What is left of CREATE TABLE where a dump was cut out of its middle: columns, keys, its end.

The cut may have left the end of a line: NT '正文',."""
_ROW = late(
    r"[\s\ufeff]*+\(\s*+(?:\d{1,12}|'[^'\n]{1,60}')\s*+,\s*+(?:'[^'\n]{1,200}'|\d{1,12}|NULL)\s*+,"
    r"(?=.*',)",
    re.I | re.S,
)
"""A row whose INSERT was left out: (7, '医疗队抵达', 3, '九月一日，……', …),"""
_ROW_ENDS = late(r"\)\s*+[,;]?\s*+\Z")
_OF_ROWS = "INSERT INTO `rows` VALUES "
_BOM = "\ufeff"
_OF_COPY, _COPY_ENDS = "COPY rows FROM stdin;\n", "\n\\.\n"
_NULL, _LEAST_TABS = "\\N", 3
"""What COPY writes for NULL, and the tabs between the four values of a row at least."""


def is_sql(text: str) -> bool:
    """Return whether ``text`` is a dump in SQL: comments, then a statement of dumps.

    An excerpt is one that opens within the definition of a table, or with a row.
    """
    return opens_dump(whole := _headed(text)) and bool(_WRITES.search(whole))


def _headed(text: str) -> str:
    """Return an excerpt of a dump from its first statement on, with one before bare rows.

    Its lines keep their numbers.
    """
    defined = None if opens_dump(text) else _DEFINED.match(text)
    if defined and opens_dump(text[defined.end() :]):
        return "\n" * defined[0].count("\n") + text[defined.end() :]
    if _is_copied(text):
        return f"{_OF_COPY}{text.removeprefix(_BOM)}{_COPY_ENDS}"
    is_row = text.lstrip("\ufeff \t\r\n")[:1] == "(" and _ROW_ENDS.search(text[-200:])
    return _OF_ROWS + text if is_row and _ROW.match(text) else text


def _is_copied(text: str) -> bool:
    """Return whether ``text`` is rows of COPY alone: as many tabs in each line, and NULLs.

    An excerpt may begin or end within a row.
    """
    if f"\t{_NULL}\t" not in text:
        return False
    tabs = [line.count("\t") for line in text.splitlines() if line.strip()]
    most = max(tabs)
    return most >= _LEAST_TABS and tabs.count(most) > 1 and {*tabs[1:-1]} <= {most}


def read_sql(text: str, mapping: Mapping[str, str] = NO_MAPPING) -> tuple[Part, ...]:
    """Return a part for each row with a body, of the tables that hold articles.

    Columns have the names of the statement, else of the dump's CREATE TABLE, else numbers from 1,
    and what they hold says which is the title and which the body. ``mapping`` gives columns by
    field. Of a dump that is cut off within a text the last part says so. Raises Refusal where it is
    cut off elsewhere or past a limit, and where no table has a body.
    """
    tables, cut = read_dump(_headed(text))
    if not tables:
        raise Refusal(
            "这个 SQL 文件里没有数据（INSERT 或 COPY 语句）。导出时请选“结构和数据”。",
            "This SQL file holds no data (INSERT or COPY). Export it with structure and data.",
        )
    found = article_tables(tables, mapping)
    if not found:
        raise no_body([f"{t.name}.{column}" for t in tables for column in t.columns])
    several = len(found) > 1
    parts = (
        part
        for table in found
        for part in articles(table.rows, table.mapping, prefix=f"{table.name}/" if several else "")
    )
    return (*parts, unread(_CUT)) if cut else tuple(parts)


_CUT = "这个 SQL 文件没有下载或导出完整，最后一行缺了一截。"
"""What an editor is told of the last row."""
