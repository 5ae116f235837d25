"""Queries as somebody would type them who wants a search to take for ever, of any size."""

from __future__ import annotations

from aidstories.search.query import Query, parse, query_words
from tests.archive import TABLES

HOSTILE = (
    *("“", "医“", "医“ ", '医" ', "“医”院“ ", "地区:“", "医”“ ", "医，", "3,000", "-"),
    "\u0301\u0323",
)
"""What each is many of."""
_WORDS = query_words(TABLES.facets)


def read(made_of: str, size: int) -> Query:
    """Return what a query of ``size`` characters asks for."""
    return parse(made_of * (size // len(made_of)), _WORDS)
