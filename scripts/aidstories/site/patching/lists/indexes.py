"""The indexes of names of an archive that a story enters or leaves: who stands where in them."""

from __future__ import annotations

from bisect import bisect, bisect_left
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import zip_longest
from typing import Final

from aidstories.fields import Facet
from aidstories.site.archive.index import (
    Entry,
    bearing,
    entry_place,
    page_starts,
    page_url,
    url_of_entry,
)
from aidstories.site.archive.letters import NAMES, NameIndex, names_data
from aidstories.site.archive.listings import Listing, pages_of
from aidstories.site.archive.readings import READINGS, names_of, readings
from aidstories.site.facets import FacetValue
from aidstories.site.interface.pinyin import slugs, sort_key
from aidstories.site.interface.terms import TIBETAN
from aidstories.site.page_renderer import PageRenderer
from aidstories.site.patching.kept.lazily import Shelf, ids_of
from aidstories.site.patching.lists.bearing import Borne, Names, names_in, where_named
from aidstories.site.patching.pieces.exchange import Edit, pair, whole
from aidstories.site.patching.pieces.tables import Unlike, page_of
from aidstories.site.patching.sides.move import Move
from aidstories.site.patching.sides.pages import Page, Where, page, relisted
from aidstories.site.patching.sides.shelves import Entries, Row, row_of
from aidstories.site.patching.sides.sides import CUT, Side, Sides
from aidstories.site.tibetan_share import NAMED

Rows = tuple[Row, ...]
_NAME: Final = 0
_INITIAL: Final = 1
_IDS: Final = 3
_LISTED: Final = 4
_NUMBER: Final = 6
_URL: Final = 7
_PLACE: Final = 8
_FOLDER: Final = 9
"""Where a `Row` has what."""


def indexes_now(sides: Sides, places: Mapping[str, int]) -> dict[str, Rows]:
    """Return the indexes of names, by facet, of the stories of ``places``, their places among all.

    Raises `Unlike` where a bearer of a name that others have comes or goes, or a list.
    """
    indexed = (facet for facet in sides.shelves.facets.values() if facet.indexed)
    return {facet.key: _index_now(sides, facet, places) for facet in indexed}


def _index_now(sides: Sides, facet: Facet, places: Mapping[str, int]) -> Rows:
    before, languages = sides.shelves.rows(facet.key), sides.words.ground.languages
    names = names_in(sides.story, facet)
    held: dict[str, list[Row]] = {name: [] for name in names}
    for row in before:
        if row[_NAME] in held:
            held[row[_NAME]].append(row)
    folders = _folders(sides, facet, before, [name for name in names if not held[name]])
    rows = [row for row in before if row[_NAME] not in held]
    for name, old in held.items():
        new = _borne(sides, facet, (name, folders[name]), old, places)
        counted = bool(old) != bool(new) and facet.key in NAMED and TIBETAN in languages
        if counted or (old and new and [*map(_told, old)] != [*map(_told, new)]):
            raise Unlike(name)  # its Tibetan name is one of those that a page counts
        for row in new:
            rows.insert(bisect_left(rows, _order(row), key=_order), row)
    if not rows or not before:
        raise Unlike(facet.key)
    return tuple(_placed(rows, sides.shelves.branch(facet.key)[1]))


def _told(row: Row) -> object:
    """Return what tells one who bears a name from the others."""
    return row[_NUMBER], row[_LISTED]


def _order(row: Row) -> tuple[bool, str, tuple[str, ...], int]:
    return entry_place(row[_INITIAL], sort_key(row[_NAME]), row[_NUMBER])


def _folders(sides: Sides, facet: Facet, rows: Rows, new: Sequence[str]) -> Mapping[str, str]:
    """Return the folders of all names. Raises `Unlike` where one would be another."""
    known = {row[_NAME]: row[_FOLDER] for row in rows}
    url = sides.shelves.branch(facet.key)[1]
    if not new:
        return known
    spelled = slugs(dict.fromkeys((*known, *new), ""))
    found = {name: f"{url}{slug}/" for name, slug in spelled.items()}
    if any(found[name] != folder for name, folder in known.items()):
        raise Unlike(facet.key)
    return found


def _borne(
    sides: Sides,
    facet: Facet,
    named: tuple[str, str],
    old: Sequence[Row],
    places: Mapping[str, int],
) -> list[Row]:
    """Return the rows of a name, with its folder, among the stories of ``places``."""
    (name, folder), own = named, sides.story.after.story
    held = {own.id, *(id_ for row in old for id_ in row[_IDS])} & places.keys()
    ids = tuple(sorted(held, key=places.__getitem__))
    stories = Shelf(ids, lambda id_: own if id_ == own.id else sides.shelves.head(id_))
    value = FacetValue(facet=facet, path=(name,), url=folder, stories=stories, children=())
    found = bearing(value, sides.authority.located) if ids else ()
    where = partial(where_named, sides)
    return [
        row_of(replace(one, place=f"#{one.anchor}", url=url_of_entry(one, "", where)))
        for one in found
    ]


def _placed(rows: Sequence[Row], url: str) -> Iterator[Row]:
    """Yield the rows of the index at ``url`` with the pages that they stand on."""
    starts = page_starts([row[_INITIAL] for row in rows])
    for number, row in enumerate(rows):
        anchor = row[_PLACE].partition("#")[2]
        place = f"{page_url(url, bisect(starts, number))}#{anchor}"
        several = not row[_LISTED] and len(row[_IDS]) > 1
        yield *row[:_URL], (place if several else row[_URL]), place, row[_FOLDER]


def others_named(sides: Sides, now: Mapping[str, Rows]) -> Names:
    """Return the names by facet whose rows are others ``now``."""
    found: dict[str, dict[str, Borne]] = {}
    for key, after in now.items():
        before = sides.shelves.rows(key)
        alike = {*before} & {*after}
        names = dict.fromkeys(row[_NAME] for row in (*before, *after) if row not in alike)
        was, now_ = (_by_name(rows, names) for rows in (before, after))
        found[key] = {name: Borne(was.get(name, ()), now_.get(name, ())) for name in names}
    return found


def _by_name(rows: Iterable[Row], names: Collection[str]) -> dict[str, Rows]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        if row[_NAME] in names:
            found.setdefault(row[_NAME], []).append(row)
    return {name: tuple(these) for name, these in found.items()}


def led_elsewhere(move: Move) -> frozenset[str]:
    """Return the other stories, by id, of which a name leads elsewhere now, in any language."""
    before, after = (dict(_leads(side, move)) for side in move.both)
    led = {of for of, where in after.items() if before.get(of) != where}
    return frozenset(id_ for _, _, id_ in led | (before.keys() - after.keys())) - {move.id}


def _leads(side: Side, move: Move) -> Iterator[tuple[tuple[str, str, str], object]]:
    """Yield where pages of stories lead for each name: by facet, name and story."""
    abroad = side.renderers.get(TIBETAN)
    moved = abroad.locale.moved if abroad else {}
    for key in move.sides.shelves.indexed():
        for row in _rows_of(side, key):
            alone = len(row[_IDS]) == 1
            leads = row[_PLACE] if alone and "#" not in row[_URL] else row[_URL]
            told = row[_NUMBER], alone, leads, moved.get(leads, leads)
            yield from (((key, row[_NAME], id_), told) for id_ in row[_IDS])


def _rows_of(side: Side, key: str) -> Rows:
    bearers = side.archive.bearers[key]
    assert isinstance(bearers, Entries)
    return bearers.rows


def index_edits(move: Move) -> Iterator[tuple[str, Edit]]:
    """Yield what exchanges the indexes of names. Raises `Unlike` where one has more pages now."""
    spelled = False
    for key in move.sides.shelves.indexed():
        rows = [_rows_of(side, key) for side in move.both]
        if rows[0] != rows[1]:
            for language in move.languages:
                yield from _index(move, key, language)
        spelled |= {row[_NAME] for row in rows[0]} != {row[_NAME] for row in rows[1]}
    if spelled:
        told = pair(readings(names_of(side.archive)).encode("utf-8") for side in move.both)
        yield READINGS, partial(whole, both=told)


def _index(move: Move, key: str, language: str) -> Iterator[tuple[str, Edit]]:
    folder = move.sides.words.folder(language)
    renderers = [side.renderers[language] for side in move.both]
    indexes = [renderer.indexes[key] for renderer in renderers]
    told = pair(
        names_data(index, one.locale).encode("utf-8")
        for index, one in zip(indexes, renderers, strict=True)
    )
    yield f"{folder}{indexes[0].url}{NAMES}", partial(whole, both=told)
    for old, new in zip_longest(
        *(pages_of(one.archive.trees[key], one.archive) for one in renderers)
    ):
        if old is None or new is None:
            raise Unlike(key)
        if edit := _page_edit(move, language, indexes, (old, new)):
            yield f"{folder}{page_of(new.url)}", edit


def _page_edit(
    move: Move, language: str, indexes: Sequence[NameIndex], listings: tuple[Listing, Listing]
) -> Edit | None:
    """Return what exchanges a page of an index: names that stay are taken from it as it is."""
    number, url = listings[0].number, listings[0].url
    before, after = ({one.anchor: _shown(one) for one in index.page(number)} for index in indexes)
    around = [
        (
            listing.entries,
            index.letters(number),
            index.parts(number),
            index.label(number - 1),
            index.label(number + 1),
            [one.initial for one in index.page(number)],
        )
        for listing, index in zip(listings, indexes, strict=True)
    ]
    if [*before.items()] == [*after.items()] and around[0] == around[1]:
        return None
    stay = {anchor for anchor, told in before.items() if after.get(anchor) == told}
    was, now = (
        _page(side.renderers[language], listing, stay)
        for side, listing in zip(move.both, listings, strict=True)
    )
    return relisted(was, now, Where(url, language, move.sides.letters, own=False))


def _page(renderer: PageRenderer, listing: Listing, stay: set[str]) -> Page:
    with renderer.fragments.leaving_out(names=stay):
        return page(renderer.listing(listing), renderer.listing_meta(listing), CUT)


def _shown(entry: Entry) -> object:
    """Return what an index shows of a name; its stories say the same on both sides."""
    listed = entry.url if entry.value else ""
    return entry.name, entry.roles, entry.at, entry.number, listed, ids_of(entry.stories)
