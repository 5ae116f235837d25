"""Hits for the command line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from aidstories.cli.console import say
from aidstories.paths import ArchivePaths
from aidstories.search.build import build_index
from aidstories.search.documents import read_documents
from aidstories.search.engine import Hit, search
from aidstories.search.index import Index
from aidstories.search.name_files import NameTable
from aidstories.search.passages import chosen, excerpt, passages_of
from aidstories.search.reading import Part
from aidstories.site.addresses import addresses
from aidstories.site.interface.tibetan_names import spoken, tibetan_names
from aidstories.stories.store.files import read_stories
from aidstories.stories.store.record import read_records
from aidstories.tables import read_tables

CARDS = 8
"""Values that are listed of those that a query names."""


def up_to_date(paths: ArchivePaths) -> Index:
    """Return the index of the archive, made or changed where the stories changed.

    Raises `BadInput` where a story cannot be read.
    """
    stories = read_stories(paths)
    records = read_records(paths, [story.capture for story in stories])
    tables = read_tables(paths.data)
    documents = read_documents(paths, stories, records, tables.facets)
    called = spoken(tibetan_names(tables, addresses(tables)))
    build_index(documents, paths.search_cache, tables, spoken=called)
    return Index(paths.search_cache)


def results(index: Index, text: str, *, by_date: bool, most: int) -> Iterator[str]:
    """Yield the lines to print: what of the catalogue ``text`` names, how many stories match, then
    id, title and excerpts of each.
    """
    found = search(index, text, by_date=by_date)
    table = NameTable(index)
    yield from _cards(found.parts, table)
    for part in found.parts:
        if part.name:
            yield f"{part.phrase.name} → {part.name.name}"
    if found.loose:
        words = " ".join(part.phrase.name for part in found.parts)
        yield say(
            f"没有连在一起的文字，按“{words}”检索", f"nothing as it stands; looking for {words}"
        )
    yield say(f"{len(found.hits)} 篇", f"{len(found.hits)} stories")
    said = [(table.label(row), table.numbers(row)) for part in found.parts for row in part.rows]
    for hit in found.hits[:most]:
        names = dict.fromkeys(name for name, numbers in said if hit.number in numbers)
        yield from _lines(index, hit, found.parts, tuple(names))


def _cards(parts: Iterable[Part], table: NameTable) -> Iterator[str]:
    rows = {(row.facet, row.value): row for part in parts for row in part.rows}
    for row in islice(rows.values(), CARDS):
        above = row.value.removesuffix(table.label(row)).strip("/")
        name = table.label(row) + (f"（{above}）" if above else "")
        kind = say(table.labels[row.facet], row.facet)
        yield f"[{kind}] {name}  " + say(f"{row.total} 篇", f"{row.total} stories")
    if len(rows) > CARDS:
        yield say(f"另外 {len(rows) - CARDS} 项", f"{len(rows) - CARDS} more")


def _lines(index: Index, hit: Hit, parts: Sequence[Part], names: Sequence[str]) -> Iterator[str]:
    record = index.record(hit.number)
    phrases = [phrase for part in parts for phrase in (part.phrase, part.name) if phrase]
    passages = passages_of(record)
    lines = [excerpt(passages[w.passage][0], w) for w in chosen(passages, phrases)]
    mark = say("  [原文]", "  [capture]") if hit.raw else ""
    if names and not lines:
        mark, lines = say("  [著录]", "  [catalogue]"), ["、".join(names)]
    yield f"{record['id']}  {record['title']}{mark}"
    for line in lines:
        yield f"    {line}"
