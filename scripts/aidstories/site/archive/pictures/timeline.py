"""Stories by programme and year: a row of bars for each programme, all to one scale."""

from __future__ import annotations

from collections.abc import Sequence

from aidstories.model import Story
from aidstories.site.addresses import ValuePath
from aidstories.site.archive.archive import Archive
from aidstories.site.archive.pictures.cell import Cell, Grid, Row, by_total, level, part
from aidstories.site.archive.pictures.spans import by_year, opens, spans
from aidstories.site.facets import UNDATED, FacetValue


def timeline(archive: Archive) -> Grid:
    """Draw the programmes with most stories first; years without stories keep their place."""
    values = archive.trees["program"].children
    columns = _columns(archive)
    placed = {value.path: _placed(value, columns) for value in values}
    most = max((len(found) for row in placed.values() for found in row), default=1) or 1
    rows = [
        Row(
            path=value.path,
            url=value.url,
            total=len(value.stories),
            cells=tuple(
                _bar((value.path, path), found, most)
                for (path, _), found in zip(columns, placed[value.path], strict=True)
            ),
        )
        for value in values
    ]
    return Grid(columns=tuple(path for path, _ in columns), rows=by_total(rows))


def years(archive: Archive) -> tuple[Cell, ...]:
    """Draw all stories by year; a year alone opens its list, years together the page that filters.

    Stories without a year are no bar.
    """
    tree = archive.trees["year"]
    found, lists = by_year(tree), {value.path: value.url for value in tree.children}
    columns = [(span, span.stories(found)) for span in spans(found)]
    most = max((len(stories) for _, stories in columns), default=1)
    return tuple(
        Cell(
            paths=(span.path,),
            count=len(stories),
            url=(lists.get(span.path) or opens(stories)) if stories else "",
            level=level(len(stories), most),
            part=part(len(stories), most),
        )
        for span, stories in columns
    )


_Column = tuple[ValuePath, frozenset[str]]
"""What a column is called, and the ids of its stories."""


def _columns(archive: Archive) -> tuple[_Column, ...]:
    tree = archive.trees["year"]
    found = by_year(tree)
    dated = [(span.path, span.stories(found)) for span in spans(found)]
    rest = [(value.path, value.stories) for value in tree.children if value.label == UNDATED]
    return tuple((path, frozenset(s.id for s in stories)) for path, stories in (*dated, *rest))


def _placed(value: FacetValue, columns: Sequence[_Column]) -> list[list[Story]]:
    return [[story for story in value.stories if story.id in ids] for _, ids in columns]


def _bar(paths: tuple[ValuePath, ...], stories: Sequence[Story], most: int) -> Cell | None:
    if not stories:
        return None
    return Cell(
        paths=paths,
        count=len(stories),
        url=opens(stories, program=paths[0][-1]),
        level=level(len(stories), most),
        part=part(len(stories), most),
    )
