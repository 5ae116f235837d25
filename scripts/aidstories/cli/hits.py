"""Hits for the command line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from aidstories.errors import speaks_chinese
from aidstories.paths import ArchivePaths
from aidstories.search.build import build_index
from aidstories.search.documents import read_documents
from aidstories.search.engine import Hit, search
from aidstories.search.index import Index
from aidstories.search.names import named
from aidstories.search.passages import chosen, excerpt, passages_of
from aidstories.search.query import parse
from aidstories.stories.store.files import read_stories
from aidstories.stories.store.record import read_records
from aidstories.tables import read_tables

_SPELLING = re.compile(r"[\x20-\x7e\u0f00-\u0fff]+")
"""What may spell a name otherwise than it is written: Latin letters, Tibetan."""


def up_to_date(paths: ArchivePaths) -> Index:
    """Return the index of the archive, made or changed where the stories changed.

    Raises `BadInput` where a story cannot be read.
    """
    stories = read_stories(paths)
    records = read_records(paths, [story.capture for story in stories])
    tables = read_tables(paths.data)
    documents = read_documents(paths, stories, records, tables.facets)
    build_index(documents, paths.search_cache, tables)
    return Index(paths.search_cache)


def results(index: Index, text: str, *, by_date: bool, most: int) -> Iterator[str]:
    """Yield the lines to print: how many stories match, then id, title and excerpts of each.

    Where nothing matches, the names that ``text`` spells (lasa → 拉萨) are searched.
    """
    hits = search(index, text, by_date=by_date).hits
    if not hits and _SPELLING.fullmatch(text):
        name = next(named(text, index.table(index.manifest["names"])), None)
        if name:
            yield f"{text} → {name}"
            text, hits = name, search(index, name, by_date=by_date).hits
    yield f"{len(hits)} 篇" if speaks_chinese() else f"{len(hits)} stories"
    for hit in hits[:most]:
        yield from _lines(index, hit, text)


def _lines(index: Index, hit: Hit, text: str) -> Iterator[str]:
    record = index.record(hit.number)
    mark = ("  [原文]" if speaks_chinese() else "  [capture]") if hit.raw else ""
    yield f"{record['id']}  {record['title']}{mark}"
    phrases = parse(text, index.words).wanted
    passages = passages_of(record)
    for window in chosen(passages, phrases):
        yield f"    {excerpt(passages[window.passage][0], window)}"
