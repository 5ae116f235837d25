"""Who helps whom: donors by province, regions by province and, in Tibet, by prefecture."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from aidstories.describe.flows import flows
from aidstories.model import Story
from aidstories.site.addresses import ValuePath
from aidstories.site.archive.archive import Archive
from aidstories.site.archive.browse import opening
from aidstories.site.archive.pictures.cell import WIDTH, Cell, fits, shade
from aidstories.site.archive.pictures.tiles import TIBET
from aidstories.site.facets import FacetValue, ancestry

_MARGIN, _HEAD, _ROW, _LEAST = 44.0, 52.0, 22.0, 15.0
Pair = tuple[ValuePath, ValuePath]


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
    """Draw every donor and region that stand together in a story.

    Rows follow their main region, so that lasting pairs lie along a diagonal.
    """
    helped = _helped(archive)
    found = {donor for donor, _ in helped}, {region for _, region in helped}
    columns = _ordered(archive.trees["region"], found[1])
    place = {value.path: n for n, value in enumerate(columns)}

    rows = _ordered(archive.trees["donor"], found[0])
    rows.sort(key=lambda donor: _main(donor.path, helped, place))
    size = max((WIDTH - _MARGIN) / max(len(columns), 1), _LEAST)
    size = min(size, 40.0)
    most = max(map(len, helped.values()), default=1)
    line = {value.path: n for n, value in enumerate(rows)}
    at = {
        (donor, region): Cell(
            paths=(donor, region),
            count=len(stories),
            url=opening(stories.values(), donor="/".join(donor), region="/".join(region)),
            x=round(_MARGIN + place[region] * size + 1, 2),
            y=_HEAD + line[donor] * _ROW + 1,
            width=round(size - 2, 2),
            height=_ROW - 2,
            shade=shade(len(stories), most),
            text=str(len(stories)) if fits(len(stories), size) else "",
        )
        for (donor, region), stories in helped.items()
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


def _helped(archive: Archive) -> dict[Pair, dict[str, Story]]:
    stories = {view.story.id: view.story for view in archive.stories}
    helped: dict[Pair, dict[str, Story]] = defaultdict(dict)
    for flow in flows(stories.values()):
        region = tuple(flow.region.split("/"))
        for depth in (1, 2) if region[0] == TIBET else (1,):
            pair = tuple(flow.donor.split("/"))[:1], region[:depth]
            helped[pair][flow.story] = stories[flow.story]
    return dict(helped)


def _main(
    donor: ValuePath, helped: Mapping[Pair, Collection[str]], place: Mapping[ValuePath, int]
) -> tuple[int, int]:
    """Return the place of the region where ``donor`` helps most; Tibet by its prefectures."""
    at = {region: len(stories) for (who, region), stories in helped.items() if who == donor}
    parts = {region: count for region, count in at.items() if region != (TIBET,)} or at
    region = max(parts, key=lambda region: (parts[region], -place[region]))
    return place[region], -parts[region]


def _ordered(tree: FacetValue, paths: Iterable[ValuePath]) -> list[FacetValue]:
    """Return the values of ``paths``; Tibet first, what lies in it next to it."""
    wanted = set(paths)
    values = [value for value in tree.walk() if value.path in wanted]
    return sorted(values, key=lambda value: ancestry(tree, value.path)[0].label != TIBET)
