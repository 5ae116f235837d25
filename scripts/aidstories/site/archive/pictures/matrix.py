"""Who helps whom, as the stories state it: donors by province, regions by province.

Tibet's prefectures are columns too. No cell stands for a donor and a region that no story joins.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from aidstories.site.addresses import TIBET, ValuePath
from aidstories.site.archive.archive import Archive
from aidstories.site.archive.pairs import Pair, pair_url, pairs
from aidstories.site.archive.pictures.cell import WIDTH, Cell, fits, shade
from aidstories.site.facets import FacetValue

_MARGIN, _HEAD, _ROW, _LEAST = 44.0, 52.0, 22.0, 15.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Matrix:
    """Rows pair donors with the middle of their line, columns regions with the middle of theirs.

    ``at`` holds the cells by donor and region, for the table.
    """

    rows: tuple[tuple[FacetValue, float], ...]
    columns: tuple[tuple[FacetValue, float], ...]
    at: Mapping[Pair, Cell]
    width: float
    height: float


def matrix(archive: Archive) -> Matrix:
    """Draw every donor and region that a statement joins; a cell counts the stories of both.

    Rows follow their main region, so that lasting pairs lie along a diagonal.
    """
    lines = pairs(archive)
    helped = {pair: len({line.story.id for line in found}) for pair, found in lines.items()}
    found = {donor for donor, _ in helped}, {region for _, region in helped}
    columns = _ordered(archive.trees["region"], found[1])
    place = {value.path: n for n, value in enumerate(columns)}

    rows = _ordered(archive.trees["donor"], found[0])
    rows.sort(key=lambda donor: _main(donor.path, helped, place))
    size = max((WIDTH - _MARGIN) / max(len(columns), 1), _LEAST)
    size = min(size, 40.0)
    most = max(helped.values(), default=1)
    line = {value.path: n for n, value in enumerate(rows)}
    at = {
        (donor, region): Cell(
            paths=(donor, region),
            count=count,
            url=pair_url(archive, (donor, region), lines[donor, region]),
            x=round(_MARGIN + place[region] * size + 1, 2),
            y=_HEAD + line[donor] * _ROW + 1,
            width=round(size - 2, 2),
            height=_ROW - 2,
            shade=shade(count, most),
            text=str(count) if fits(count, size) else "",
        )
        for (donor, region), count in helped.items()
    }
    return Matrix(
        rows=tuple((value, _HEAD + n * _ROW + _ROW / 2) for n, value in enumerate(rows)),
        columns=tuple(
            (value, round(_MARGIN + n * size + size / 2, 2)) for n, value in enumerate(columns)
        ),
        at=at,
        width=max(WIDTH, _MARGIN + len(columns) * size),
        height=_HEAD + len(rows) * _ROW + 2,
    )


def _main(
    donor: ValuePath, helped: Mapping[Pair, int], place: Mapping[ValuePath, int]
) -> tuple[int, int]:
    """Return the place of the region where ``donor`` helps most; Tibet by its prefectures."""
    at = {region: count for (who, region), count in helped.items() if who == donor}
    parts = {region: count for region, count in at.items() if region != (TIBET,)} or at
    region = max(parts, key=lambda region: (parts[region], -place[region]))
    return place[region], -parts[region]


def _ordered(tree: FacetValue, paths: Iterable[ValuePath]) -> list[FacetValue]:
    """Return the values of ``paths``; Tibet first, what lies in it next to it."""
    wanted = dict.fromkeys(paths)
    values = [value for value in tree.walk() if value.path in wanted]
    # a statement may name a place that the story's own list has not
    for path in wanted.keys() - {value.path for value in values}:
        values.append(replace(tree, path=path, url="", stories=(), children=()))
    return sorted(values, key=lambda value: value.path[0] != TIBET)
