"""Who bears the names of a story that stands elsewhere, and what indexes show of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import partial
from itertools import count, takewhile

from aidstories.fields import Facet
from aidstories.site.archive.index import Entry, bearing, page_url
from aidstories.site.archive.letters import NAMES, NameIndex, row_of
from aidstories.site.facets import FacetValue, paths_of
from aidstories.site.framing.frame import encoded
from aidstories.site.patching.exchange import Edit
from aidstories.site.patching.lazily import Shelf
from aidstories.site.patching.move import Move
from aidstories.site.patching.shelves import Row
from aidstories.site.patching.sides import Sides
from aidstories.site.patching.tables import Read, Unlike, once, page_of


def rows_now(sides: Sides, places: Mapping[str, int]) -> dict[str, tuple[Row, ...]]:
    """Return the indexes in which a name of the story has its stories in another order.

    ``places`` are those of all stories now. Raises `Unlike` where whoever bears a name is told
    apart from others in another way.
    """
    shelves, own = sides.shelves, sides.story.after.story
    found: dict[str, tuple[Row, ...]] = {}
    for facet in (facet for facet in shelves.facets.values() if facet.indexed):
        rows, names = shelves.rows(facet.key), {path[0] for path in paths_of(facet, own)}
        held: dict[str, list[Row]] = {name: [] for name in names}
        for row in rows:
            if row[0] in names:
                held[row[0]].append(row)
        told = {row: row for row in rows}
        for kept in held.values():
            told |= zip(kept, _told(facet, kept, sides, places), strict=True)
        now = tuple(told.values())
        if now != rows:
            found[facet.key] = now
    return found


def _told(facet: Facet, rows: list[Row], sides: Sides, places: Mapping[str, int]) -> list[Row]:
    """Return the rows of one name now. Raises `Unlike`."""
    own = sides.story.after.story
    ids = tuple(sorted((id_ for row in rows for id_ in row[3]), key=places.__getitem__))
    if len(ids) == 1:
        return rows
    stories = Shelf(ids, lambda id_: own if id_ == own.id else sides.shelves.head(id_))
    value = FacetValue(facet=facet, path=(rows[0][0],), url="", stories=stories, children=())
    now = {entry.number: entry for entry in bearing(value, sides.authority.located)}
    if now.keys() != {row[6] for row in rows}:
        raise Unlike(rows[0][0])
    return [_row(row, now[row[6]]) for row in rows]


def _row(row: Row, entry: Entry) -> Row:
    ids = tuple(story.id for story in entry.stories)
    if {*ids} != {*row[3]} or entry.at != row[5]:
        raise Unlike(row[0])
    return *row[:2], entry.roles, ids, *row[4:]


def index_edits(move: Move, read: Read) -> Iterator[tuple[str, Edit]]:
    """Yield what exchanges the names of the story in their indexes. Raises `Unlike`."""
    for key, facet in move.after.archive.facets.items():
        if not facet.indexed:
            continue
        for name, *_ in paths_of(facet, move.story.after.story):
            entries = [side.archive.bearers[key][name, move.id] for side in move.both]
            if _shown(entries[0]) != _shown(entries[1]):
                for language in move.languages:
                    url = move.sides.shelves.branch(key)[1]
                    yield from _exchanges(move, language, url, entries, read)


def _shown(entry: Entry) -> object:
    return entry.roles, [story.id for story in entry.stories]


def _exchanges(
    move: Move, language: str, url: str, entries: list[Entry], read: Read
) -> Iterator[tuple[str, Edit]]:
    """Yield what exchanges an entry in the index at ``url`` in a language."""
    folder, site = move.sides.words.folder(language), move.sides.site
    addresses = (page_url(url, number) for number in count(1))
    pages = takewhile(lambda each: (site / folder / page_of(each)).is_file(), addresses)
    told = [
        (page, *_pieces(move, language, page, entries))
        for page in pages
        if f' id="{entries[0].anchor}"'.encode() in read(f"{folder}{page_of(page)}")
    ]
    if len(told) != 1:
        raise Unlike(entries[0].name)
    for page, old, new in told:
        if old != new:
            yield f"{folder}{page_of(page)}", partial(once, before=old, after=new)
    index = NameIndex(url=url, entries=(), starts=())
    rows = [
        json.dumps(
            row_of(index, entry, side.renderers[language].locale),
            ensure_ascii=False,
            separators=(",", ":"),
        ).encode("utf-8")
        for side, entry in zip(move.both, entries, strict=True)
    ]
    if rows[0] != rows[1]:
        yield f"{folder}{url}{NAMES}", partial(once, before=rows[0], after=rows[1])


def _pieces(move: Move, language: str, url: str, entries: list[Entry]) -> tuple[bytes, bytes]:
    """Return an entry of the page of an index as it was and is. Raises `Unlike`."""
    before, after = (
        encoded(fragments.macro("named_entry", url, entry, fragments.watched))
        for fragments, entry in zip(
            (side.renderers[language].fragments for side in move.both), entries, strict=True
        )
    )
    return before, after
