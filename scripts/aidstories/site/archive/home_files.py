"""The files that the home page's scripts read, in one language: the years, the days' stories."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from aidstories.model import Story
from aidstories.site.archive.archive import Archive
from aidstories.site.archive.home import SHOWN, Feature, Home
from aidstories.site.archive.pictures import tiles
from aidstories.site.archive.pictures.spans import by_year
from aidstories.site.facets import UNDATED, FacetValue
from aidstories.site.incremental.dependencies import Dependencies
from aidstories.site.render import Fragments
from aidstories.site.story.strongest import strongest

FOLDER = "home/"
YEARS = f"{FOLDER}years.json"
DAYS = f"{FOLDER}day-"
SHARD = 64
"""Stories of a file of days: about 40 KB, 6 behind gzip, of which a reader needs one."""


def home_files(
    home: Home, archive: Archive, fragments: Fragments, dependencies: Dependencies
) -> Iterator[tuple[str, str]]:
    """Yield the address and the text of every file that does not stand, in one language.

    `YEARS` has ``years``: ``[year, stories]``; ``undated``; ``tiles``: for each tile of the page
    its stories by year; ``entries``: for each year the newest as HTML. `DAYS` with a number has
    `SHARD` stories of the pool as HTML.
    """
    folder = fragments.locale.folder
    if home.span:
        yield folder + YEARS, _text(_years(home, archive, fragments))
    for url, shard in days_by_file(home):
        uri = folder + url
        if dependencies.stands(uri, fragments.witness.basis(shard), fragments.witness.answer):
            continue
        fragments.asked()
        html = [
            lean(fragments.render("feature", "", found=in_language(one, fragments)))
            for one in shard
        ]
        dependencies.note(uri, fragments.asked())
        yield uri, _text(html)


def days_by_file(home: Home) -> Iterator[tuple[str, tuple[Feature, ...]]]:
    """Yield the address of each file of days, as it is in Chinese, with its stories."""
    for number, start in enumerate(range(0, len(home.pool), SHARD)):
        yield f"{DAYS}{number}.json", home.pool[start : start + SHARD]


def in_language(found: Feature, fragments: Fragments) -> Feature:
    """Return a story with its sentence in the language of ``fragments``."""
    own = fragments.locale.own(found.view)
    if own is not found.view:
        chosen = strongest(own)
        return replace(found, view=own, sentence=chosen.quotation if chosen else None)
    return found


def _years(home: Home, archive: Archive, fragments: Fragments) -> dict[str, Any]:
    found = by_year(archive.trees["year"])
    newest = [newest_of(found[year], archive, fragments) for year in sorted(found)]
    return {**year_counts(archive), "entries": newest}


def year_counts(archive: Archive) -> dict[str, Any]:
    """Return how many stories each year has, and each tile of the map in each year."""
    found = by_year(archive.trees["year"])
    undated = (v for v in archive.trees["year"].children if v.label == UNDATED)
    return {
        "years": [[year, len(found[year])] for year in sorted(found)],
        "undated": sum(len(value.stories) for value in undated),
        "tiles": _tiles_by_year(archive, sorted(found)),
    }


def newest_of(stories: Sequence[Story], archive: Archive, fragments: Fragments) -> list[str]:
    """Return the first of ``stories`` as HTML, as many as the page shows."""
    views = (archive.views[story.id] for story in stories[:SHOWN])
    return [lean(fragments.render("brief", "", view=view)) for view in views]


def _tiles_by_year(archive: Archive, known: Sequence[int]) -> list[list[int]]:
    lists = {value.path: value for value in archive.trees["region"].walk()}
    return [_by_year(lists.get(tile.paths[0]), known) for tile in tiles(archive).cells]


def _by_year(value: FacetValue | None, known: Sequence[int]) -> list[int]:
    years = [story.description.year for story in value.stories] if value else []
    return [years.count(year) for year in known]


def lean(html: str) -> str:
    """Return HTML as one line."""
    return "".join(map(str.strip, html.split("\n")))


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
