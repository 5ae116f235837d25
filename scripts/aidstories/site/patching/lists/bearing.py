"""Who bears the names of a story that says otherwise, and what shows that: indexes, other pages."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, count, takewhile
from typing import NamedTuple

from aidstories.fields import Facet
from aidstories.model import Story
from aidstories.site.archive.index import Entry, bearing, page_url, url_of_entry
from aidstories.site.archive.letters import NAMES, NameIndex, row_of
from aidstories.site.facets import FacetValue, paths_of
from aidstories.site.interface.terms import CHINESE
from aidstories.site.page_renderer import PageRenderer
from aidstories.site.patching.kept.lazily import Shelf
from aidstories.site.patching.pieces.exchange import Edit
from aidstories.site.patching.pieces.tables import Read, Unlike, page_of
from aidstories.site.patching.sides.move import Move
from aidstories.site.patching.sides.pages import Page, Where, page, paged
from aidstories.site.patching.sides.shelves import Entries, Row
from aidstories.site.patching.sides.sides import CUT, Side, Sides
from aidstories.site.patching.words.story import Both


class Borne(NamedTuple):
    """Whoever bears a name, as it was told and is."""

    before: tuple[Row, ...]
    after: tuple[Row, ...]


Names = Mapping[str, Mapping[str, Borne]]
"""Names by facet whose bearers are others, or have other stories."""


def names_in(story: Both, facet: Facet) -> tuple[str, ...]:
    """Return the names that a story has or had in an index."""
    paths = chain.from_iterable(paths_of(facet, view.story) for view in story)
    return tuple(dict.fromkeys(name for (name,) in paths))


def renamed(sides: Sides, places: Mapping[str, int]) -> Names:
    """Return the names of the story whose bearers are others now, or have other stories.

    ``places`` are those of all stories now. Raises `Unlike` where somebody comes or goes, or has
    a list of his own now, or none any more.
    """
    found: dict[str, dict[str, Borne]] = {}
    for facet in (facet for facet in sides.shelves.facets.values() if facet.indexed):
        held: dict[str, list[Row]] = {name: [] for name in names_in(sides.story, facet)}
        for row in sides.shelves.rows(facet.key):
            if row[0] in held:
                held[row[0]].append(row)
        told = {
            name: Borne(tuple(rows), tuple(_told(facet, rows, sides, places)))
            for name, rows in held.items()
        }
        found[facet.key] = {name: one for name, one in told.items() if one.before != one.after}
    return found


def _told(facet: Facet, rows: list[Row], sides: Sides, places: Mapping[str, int]) -> Iterator[Row]:
    """Yield the rows of one name now."""
    own = sides.story.after.story
    if not rows:
        raise Unlike(facet.key)
    name, folder = rows[0][0], rows[0][9]
    stands = (name,) in paths_of(facet, own)
    ids = {id_ for row in rows for id_ in row[3]} - {own.id} | ({own.id} if stands else set())
    ordered = tuple(sorted(ids, key=places.__getitem__))
    stories = Shelf(ordered, lambda id_: own if id_ == own.id else sides.shelves.head(id_))
    value = FacetValue(facet=facet, path=(name,), url=folder, stories=stories, children=())
    now = list(bearing(value, sides.authority.located)) if ids else []
    if [(row[6], row[4]) for row in rows] != [(one.number, one.value is not None) for one in now]:
        raise Unlike(name)
    for row, entry in zip(rows, now, strict=True):
        of = tuple(story.id for story in entry.stories)
        url = url_of_entry(entry, row[8], partial(where_named, sides))
        yield *row[:2], entry.roles, of, row[4], entry.at, row[6], url, *row[8:]


def where_named(sides: Sides, story: Story, name: str) -> str:
    """Return the address of the passage of a story that names somebody."""
    after = sides.story.after
    view = after if story.id == after.story.id else sides.shelves.view(story.id)
    return view.at(view.where(name))


def rows_with(sides: Sides, found: Names) -> dict[str, tuple[Row, ...]]:
    """Return the indexes with the names ``found`` as they are now."""
    now: dict[str, tuple[Row, ...]] = {}
    for key, told in found.items():
        left = {name: iter(one.after) for name, one in told.items()}
        if left:
            rows = sides.shelves.rows(key)
            now[key] = tuple(next(left[row[0]]) if row[0] in left else row for row in rows)
    return now


def led_otherwise(found: Names) -> frozenset[str]:
    """Return the stories, by id, whose names lead elsewhere now."""
    borne = [one for told in found.values() for one in told.values()]
    sides = (tuple(_leads(rows) for rows in one) for one in borne)
    return frozenset(
        id_ for before, after in sides for id_ in before if before[id_] != after.get(id_)
    )


def _leads(rows: Iterable[Row]) -> dict[str, object]:
    """Return by story what pages show of whoever bears a name there."""
    return {id_: (row[6], row[7], len(row[3]) == 1) for row in rows for id_ in row[3]}


def bearing_edits(move: Move, found: Names, read: Read) -> Iterator[tuple[str, Edit]]:
    """Yield what exchanges names in their indexes, and on the pages of other stories."""
    for key, told in found.items():
        for name, borne in told.items():
            numbers = [row[6] for row, now in zip(*borne, strict=True) if row != now]
            for language in move.languages:
                yield from _in_index(move, language, (key, name), numbers, read)
    yield from led_edits(move)


def led_edits(move: Move) -> Iterator[tuple[str, Edit]]:
    """Yield what exchanges on the pages of other stories whom these name."""
    for id_ in sorted(move.led):
        for language in move.languages:
            before, after = (_described(side.renderers[language], id_) for side in move.both)
            view = move.after.archive.views[id_]
            where = Where(view.url, language, move.sides.letters, own=language == CHINESE)
            if edit := paged(before, after, where):
                yield f"{move.sides.words.folder(language)}{page_of(view.url)}", edit


def _described(renderer: PageRenderer, id_: str) -> Page:
    """Return the part of the page of a story that says whom it names."""
    fragments, view = renderer.fragments, renderer.archive.views[id_]
    shown = renderer.locale.own(view)
    return page(fragments.macro("described", view.url, shown, fragments.watched), {}, CUT)


def _in_index(
    move: Move, language: str, of: tuple[str, str], numbers: Collection[int], read: Read
) -> Iterator[tuple[str, Edit]]:
    """Yield what exchanges a name in the index of a facet in a language, by its ``numbers``."""
    key, name = of
    folder, url = move.sides.words.folder(language), move.sides.shelves.branch(key)[1]
    entries = [_entries(side, key, name) for side in move.both]
    for number in numbers:
        both = [each[number] for each in entries]
        pages = [
            each
            for each in index_pages(move, language, url)
            if f' id="{both[0].anchor}"'.encode() in read(f"{folder}{page_of(each)}")
        ]
        if len(pages) != 1:
            raise Unlike(name)
        fragments = (side.renderers[language].fragments for side in move.both)
        before, after = (
            page(each.macro("named_entry", pages[0], entry, each.watched), {}, CUT)
            for each, entry in zip(fragments, both, strict=True)
        )
        where = Where(pages[0], language, move.sides.letters, own=False)
        if edit := paged(before, after, where):
            yield f"{folder}{page_of(pages[0])}", edit
    yield f"{folder}{url}{NAMES}", partial(_listed, move=move, language=language, entries=entries)


def _entries(side: Side, key: str, name: str) -> dict[int, Entry]:
    """Return whoever bears a name, by number."""
    bearers = side.archive.bearers[key]
    assert isinstance(bearers, Entries)
    return {entry.number: entry for entry in bearers.named(name)}


def index_pages(move: Move, language: str, url: str) -> Iterator[str]:
    """Yield the pages of the index at ``url`` in a language."""
    folder, site = move.sides.words.folder(language), move.sides.site
    addresses = (page_url(url, number) for number in count(1))
    return takewhile(lambda each: (site / folder / page_of(each)).is_file(), addresses)


def _listed(
    data: bytes, move: Move, language: str, entries: Sequence[Mapping[int, Entry]]
) -> bytes:
    """Return the names of an index with those ``entries`` as they are now. Raises `Unlike`."""
    told, url = json.loads(data), next(iter(entries[0].values())).folder
    index = NameIndex(url=f"{url.partition('/')[0]}/", entries=(), starts=())
    before, after = (
        [row_of(index, entry, side.renderers[language].locale) for entry in each.values()]
        for side, each in zip(move.both, entries, strict=True)
    )
    folder, rows = url.removeprefix(index.url), told["names"]
    held = [at for at, row in enumerate(rows) if row[3] == folder]
    if "more" in told or [rows[at] for at in held] != before:
        raise Unlike(NAMES)
    for at, row in zip(held, after, strict=True):
        rows[at] = row
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
