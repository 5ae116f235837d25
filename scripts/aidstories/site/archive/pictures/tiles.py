"""Regions as tiles: the seven prefectures of Tibet where they lie to each other, no borders."""

from __future__ import annotations

from dataclasses import dataclass

from aidstories.site.addresses import TIBET, ValuePath
from aidstories.site.archive.archive import Archive
from aidstories.site.archive.pictures.cell import Cell, level
from aidstories.site.facets import UNSTATED, FacetValue

PREFECTURES = ("阿里地区", "那曲市", "昌都市", "日喀则市", "拉萨市", "林芝市", "山南市")
"""West to east, north to south: three, three, and the last in the middle below."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tiles:
    """``whole`` is Tibet, ``tibet`` its prefectures, ``others`` the other regions, those with most
    stories first."""

    whole: Cell | None
    tibet: tuple[Cell, ...]
    others: tuple[Cell, ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        """All tiles as they stand on the page."""
        return (*((self.whole,) if self.whole else ()), *self.tibet, *self.others)


def tiles(archive: Archive) -> Tiles:
    """Draw all seven prefectures, and every other region that has stories."""
    tops = archive.trees["region"].children
    whole = next((value for value in tops if value.label == TIBET), None)
    below = {value.label: value for value in (whole.children if whole else ())}
    rest = [value for value in tops if value.label not in (TIBET, UNSTATED)]
    rest.sort(key=lambda value: -len(value.stories))
    places = {name: below.get(name) for name in PREFECTURES}
    counts = [len(value.stories) for value in (*places.values(), *rest) if value]
    most = max(counts, default=1)
    return Tiles(
        whole=_tile((TIBET,), whole, len(whole.stories)) if whole else None,
        tibet=tuple(_tile((TIBET, name), value, most) for name, value in places.items()),
        others=tuple(_tile(value.path, value, most) for value in rest),
    )


def _tile(path: ValuePath, value: FacetValue | None, most: int) -> Cell:
    count = len(value.stories) if value else 0
    url = value.url if value else ""
    return Cell(paths=(path,), count=count, url=url, level=level(count, most))
