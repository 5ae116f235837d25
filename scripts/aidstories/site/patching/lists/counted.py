"""What counts the stories of values: the home page, the pictures, tags, what scripts filter by."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from itertools import takewhile
from operator import itemgetter
from typing import Any, NamedTuple

from markupsafe import escape

from aidstories.fields import Facet
from aidstories.site.archive.browse import DATA, browsed, date_of, numbered_values
from aidstories.site.archive.browse import URL as BROWSE
from aidstories.site.archive.home import TOP, most_named
from aidstories.site.archive.home_files import YEARS, newest_of, year_counts
from aidstories.site.archive.overview import URL as OVERVIEW
from aidstories.site.archive.pictures import matrix, tiles, timeline, years
from aidstories.site.archive.pictures.spans import by_year
from aidstories.site.archive.tags import TAGGED
from aidstories.site.facets import paths_of
from aidstories.site.locale import Locale
from aidstories.site.patching.pieces.exchange import Edit
from aidstories.site.patching.pieces.tables import Unlike, once, page_of
from aidstories.site.patching.sides.move import Move
from aidstories.site.patching.sides.pages import Page, Where, paged
from aidstories.site.patching.sides.sides import Side

_TILES = (
    '{% import "archive/pictures.html" as pictures %}'
    '{{ pictures.tiles(drawn, t.plain("tiles.label"), to, most) }}'
)
_WAY = '{% import "archive/parts.html" as parts %}{{ parts.largest_of(tree, top, to) }}'
_YEARS = '{% import "archive/pictures.html" as pictures %}{{ pictures.years(cells, to) }}'
_NAMED = '{% import "archive/parts.html" as parts %}{{ parts.most_named(entries, archive, to) }}'
_GRID = (
    '{% import "archive/pictures.html" as pictures %}'
    "{{ pictures.grid(drawn, t(head), t.plain(label), bars, to) }}"
)
_TITLE, _DATE, _PLACE = 1, 2, 4
"""Where a story's row in `browse_data` has its title, its date, its title's place among all."""
_ON_HOME, _ON_OVERVIEW = 6, 12
"""Tiles beside Tibet's that these pages show at once: see their templates."""


def count_edits(move: Move) -> Iterator[tuple[str, Edit]]:
    """Yield what exchanges the numbers of stories, and the order that these make."""
    pieces = [*_pieces(move)]
    for language in move.languages:
        folder = move.sides.words.folder(language)
        for uri, edit in _of_pages(move, language, pieces):
            yield f"{folder}{uri}", edit
        yield f"{folder}{BROWSE}{DATA}", partial(_refiltered, move=move, language=language)
    yield from number_edits(move)


def number_edits(move: Move) -> Iterator[tuple[str, Edit]]:
    """Yield what exchanges the numbers of stories by years, and by tags."""
    for language in move.languages if move.told or "region" in move.paths else ():
        uri = f"{move.sides.words.folder(language)}{YEARS}"
        if (move.sides.site / uri).is_file():
            yield uri, partial(_by_years, move=move, language=language)
    for uri in move.sides.words.ground.tagging:
        yield uri, partial(_retagged, move=move)


class _Drawn(NamedTuple):
    """A piece of the page at ``url``: a template, and what it is given on each side."""

    url: str
    source: str
    told: tuple[Mapping[str, Any], ...]


def _pieces(move: Move) -> Iterator[_Drawn]:
    archives = [side.archive for side in move.both]
    if "region" in move.paths:
        cells = [tiles(archive) for archive in archives]
        for url, most in (("", _ON_HOME), (OVERVIEW, _ON_OVERVIEW)):
            yield _Drawn(url, _TILES, tuple({"drawn": drawn, "most": most} for drawn in cells))
    for key in move.listed:
        told = tuple({"tree": archive.trees[key], "top": TOP} for archive in archives)
        yield _Drawn("", _WAY, told)
    if "year" in move.paths:
        yield _Drawn("", _YEARS, tuple({"cells": years(archive)} for archive in archives))
    for facet in archives[0].names_of if move.told else ():
        named = (most_named(archive, facet.key) for archive in archives)
        yield _Drawn("", _NAMED, tuple({"entries": entries} for entries in named))
    if not move.paths.keys().isdisjoint(("program", "year")):
        about = {"head": "facet.program", "label": "timeline.label", "bars": True}
        rows = [timeline(archive) for archive in archives]
        yield _Drawn(OVERVIEW, _GRID, tuple({"drawn": drawn, **about} for drawn in rows))
    if "donor" in move.paths and (grids := [matrix(archive) for archive in archives])[0].rows:
        about = {"head": "facet.donor", "label": "flows.label", "bars": False}
        yield _Drawn(OVERVIEW, _GRID, tuple({"drawn": drawn, **about} for drawn in grids))


def _of_pages(move: Move, language: str, pieces: Iterable[_Drawn]) -> Iterator[tuple[str, Edit]]:
    for one in pieces:
        where = Where(one.url, language, move.sides.letters, own=True)
        before, after = (
            Page((side.renderers[language].fragments.snippet(one.source, one.url, **told),), {})
            for side, told in zip(move.both, one.told, strict=True)
        )
        if edit := paged(before, after, where):
            yield page_of(one.url), edit


def _retagged(data: bytes, move: Move) -> bytes:
    """Return the index of tags with other numbers. Raises `Unlike`."""
    for old, new in move.values():
        counts = len(old.stories), len(new.stories)
        if old.facet.key in TAGGED and old.path and counts[0] != counts[1]:
            texts = (old.label, " › ".join(old.path))
            heads = [f'/{old.url}">{escape(text)}</a><span class="count">' for text in texts]
            found = [head for head in dict.fromkeys(heads) if head.encode() in data]
            if len(found) != 1:
                raise Unlike(old.url)
            data = once(data, *(f"{found[0]}{count}<".encode() for count in counts))
    return data


def _by_years(data: bytes, move: Move, language: str) -> bytes:
    """Return the data of the home page's years as they are now. Raises `Unlike`."""
    told = json.loads(data)
    known = [year for year, _ in told["years"]]
    before, after = (year_counts(side.archive) for side in move.both)
    if any(told[key] != was for key, was in before.items()):
        raise Unlike(YEARS)
    told |= after
    shown = {view.story.description.year for view in move.story} if move.told else set()
    for year in shown - {None}:
        at = known.index(year)
        was, now = (_newest(side, language, year) for side in move.both)
        if told["entries"][at] != was:
            raise Unlike(YEARS)
        told["entries"][at] = now
    return _json(told)


def _newest(side: Side, language: str, year: int | None) -> list[str]:
    stories = by_year(side.archive.trees["year"])[year or 0]
    return newest_of(stories, side.archive, side.renderers[language].fragments)


def _refiltered(data: bytes, move: Move, language: str) -> bytes:
    """Return what scripts filter by with the story under its values now. Raises `Unlike`."""
    told, locale = json.loads(data), move.after.renderers[language].locale
    if "more" in told:
        raise Unlike(DATA)
    facets = browsed(move.after.archive)
    for at, facet in enumerate(facets):
        if facet.key in move.paths:
            renumber(told, at, facet, move, locale)
    if move.told:
        _redate(told, move, locale)
    return _json(told)


def _redate(told: Any, move: Move, locale: Locale) -> None:
    """Put the story with its date now into its place. Raises `Unlike`."""
    rows, places = told["stories"], move.after.archive.positions
    own = next(row for row in rows if row[0] == move.id)
    if own[_DATE] != date_of(move.story.before, locale):
        raise Unlike(DATA)
    own[_DATE] = date_of(move.story.after, locale)
    rows.sort(key=lambda row: places[row[0]])
    alike = _of_one_title(rows, own, locale)  # the newest comes first
    for row, at in zip(alike, sorted(row[_PLACE] for row in alike), strict=True):
        row[_PLACE] = at
    dated = [view.story.description.year is not None for view in move.story]
    told["dated"] += dated[1] - dated[0]


def _of_one_title(rows: list[Any], own: Any, locale: Locale) -> list[Any]:
    """Return the ``rows`` whose title sorts as that of ``own``, in their order."""
    by_place, at = sorted(rows, key=itemgetter(_PLACE)), own[_PLACE]
    key = locale.sort_key(own[_TITLE])

    def same(row: Any) -> bool:
        return locale.sort_key(row[_TITLE]) == key

    around = (*takewhile(same, by_place[at:]), *takewhile(same, reversed(by_place[:at])))
    held = {row[0] for row in around}
    return [row for row in rows if row[0] in held]


def renumber(told: Any, at: int, facet: Facet, move: Move, locale: Locale) -> None:
    """Put the values of a facet into their order now, and the story under its own."""
    (values, before), (now, after) = (
        numbered_values(side.archive, facet, locale) for side in move.both
    )
    if told["facets"][at]["values"] != values or before.keys() != after.keys():
        raise Unlike(facet.key)
    told["facets"][at]["values"] = now
    moved = {number: after[path] for path, number in before.items()}
    column = len(told["stories"][0]) - len(told["facets"]) + at
    for row in told["stories"]:
        row[column] = [moved[number] for number in row[column]]
        if row[0] == move.id:
            row[column] = [after[path] for path in paths_of(facet, move.story.after.story)]


def _json(told: Any) -> bytes:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
