"""Who helps whom, as the stories state it: donors by province, regions by province.

Tibet's prefectures are columns too. No cell stands for a donor and a region that no story joins.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from aidstories.site.addresses import TIBET, ValuePath
from aidstories.site.archive.archive import Archive
from aidstories.site.archive.pairs import Pair, pair_url, pairs, told_by
from aidstories.site.archive.pictures.cell import Cell, Grid, Row, by_total, level
from aidstories.site.story.statements import Line

_Lines = Mapping[Pair, Sequence[Line]]


def matrix(archive: Archive) -> Grid:
    """Draw every donor and region that a statement joins; a cell counts the stories of both.

    Rows and columns with most stories come first, Tibet and what lies in it before the others.
    """
    lines = pairs(archive)
    columns = sorted({region for _, region in lines}, key=lambda path: _column(path, lines))
    donors = sorted({donor for donor, _ in lines})
    cells = {cell.paths: cell for cell in _cells(archive, lines)}
    rows = [
        Row(
            path=donor,
            url=_listed(archive, donor, lines),
            total=len(_told(donor, lines) | _tagged(archive, donor)),
            cells=tuple(cells.get((donor, region)) for region in columns),
        )
        for donor in donors
    ]
    return Grid(columns=tuple(columns), rows=by_total(rows))


def flows(archive: Archive) -> tuple[Cell, ...]:
    """Return who helps whom as a list, the pairs with most stories first.

    Tibet as a whole stands only for a donor that no story joins to one of its prefectures.
    """
    found = _cells(archive, pairs(archive))
    nearer = {cell.paths[0] for cell in found if cell.paths[1][:-1] == (TIBET,)}
    kept = [c for c in found if c.paths[1] != (TIBET,) or c.paths[0] not in nearer]
    return tuple(sorted(kept, key=lambda cell: (-cell.count, cell.paths)))


def _cells(archive: Archive, lines: _Lines) -> list[Cell]:
    helped = {pair: len(_ids(found)) for pair, found in lines.items()}
    most = max(helped.values(), default=1)
    return [
        Cell(
            paths=pair,
            count=count,
            url=pair_url(archive, pair, lines[pair]),
            level=level(count, most),
            told=told_by(lines[pair]),
        )
        for pair, count in helped.items()
    ]


def _ids(lines: Sequence[Line]) -> set[str]:
    return {line.story.id for line in lines}


def _told(donor: ValuePath, lines: _Lines) -> set[str]:
    return {id_ for (who, _), found in lines.items() if who == donor for id_ in _ids(found)}


def _tagged(archive: Archive, donor: ValuePath) -> set[str]:
    children = archive.trees["donor"].children
    return {story.id for value in children if value.path == donor for story in value.stories}


def _listed(archive: Archive, donor: ValuePath, lines: _Lines) -> str:
    """Return the list that holds all stories of a donor, or an empty text.

    A statement may name a donor that the story's own list has not.
    """
    complete = _told(donor, lines) <= _tagged(archive, donor)
    return archive.url_of("donor", donor) if complete else ""


def _column(region: ValuePath, lines: _Lines) -> tuple[bool, bool, int, ValuePath]:
    told = {id_ for (_, where), found in lines.items() if where == region for id_ in _ids(found)}
    return region[0] != TIBET, len(region) > 1, -len(told), region
