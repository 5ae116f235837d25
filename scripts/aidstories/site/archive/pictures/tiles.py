"""Regions as tiles: the seven prefectures of Tibet where they lie to each other, no borders."""

from __future__ import annotations

from dataclasses import dataclass

from aidstories.site.addresses import TIBET, ValuePath
from aidstories.site.archive.archive import Archive
from aidstories.site.archive.pictures.cell import WIDTH, Cell, shade
from aidstories.site.facets import UNSTATED, FacetValue

_PLACES = {
    "阿里地区": (0, 0),
    "那曲市": (1, 0),
    "昌都市": (2, 0),
    "日喀则市": (0, 1),
    "拉萨市": (1, 1),
    "林芝市": (2, 1),
    "山南市": (1, 2),
}
"""Column and row of each prefecture: west to east, north to south."""
_COLUMNS, _GAP, _TALL, _LOW, _HEAD = 3, 6.0, 52.0, 34.0, 24.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Tiles:
    """``tibet`` are the prefectures, ``others`` the other regions, those with most stories first.

    ``line`` is the base line of the heading above the others.
    """

    whole: FacetValue | None
    tibet: tuple[Cell, ...]
    others: tuple[Cell, ...]
    line: float
    height: float


def tiles(archive: Archive) -> Tiles:
    """Draw all seven prefectures, and every other region that has stories."""
    tops = archive.trees["region"].children
    whole = next((value for value in tops if value.label == TIBET), None)
    below = {value.label: value for value in (whole.children if whole else ())}
    rest = [value for value in tops if value.label not in (TIBET, UNSTATED)]
    rest.sort(key=lambda value: -len(value.stories))
    counts = [len(value.stories) for value in (*below.values(), *rest)]
    most = max(counts, default=1)
    tibet = [
        _tile((TIBET, name), below.get(name), most, place, _HEAD, _TALL)
        for name, place in _PLACES.items()
    ]
    line = _HEAD + 3 * (_TALL + _GAP) + 14
    others = [
        _tile(v.path, v, most, (n % _COLUMNS, n // _COLUMNS), line + 8, _LOW)
        for n, v in enumerate(rest)
    ]
    ends = [tile.y + tile.height for tile in (*tibet, *others)]
    return Tiles(
        whole=whole, tibet=tuple(tibet), others=tuple(others), line=line, height=max(ends) + 1
    )


def _tile(
    path: ValuePath,
    value: FacetValue | None,
    most: int,
    at: tuple[int, int],
    top: float,
    height: float,
) -> Cell:
    width = (WIDTH - (_COLUMNS - 1) * _GAP) / _COLUMNS
    count = len(value.stories) if value else 0
    return Cell(
        paths=(path,),
        count=count,
        url=value.url if value else "",
        x=round(at[0] * (width + _GAP), 2),
        y=top + at[1] * (height + _GAP),
        width=round(width, 2),
        height=height,
        shade=shade(count, most),
    )
