"""Pictures of the whole archive: what stands where, here; HTML in ``archive/pictures.html``.

They are tables and lists of links, so that their text keeps its size on every screen and each
cell opens what it counts.
"""

from aidstories.site.archive.pictures.cell import LEVELS, Cell, Grid, Row, level
from aidstories.site.archive.pictures.matrix import flows, matrix
from aidstories.site.archive.pictures.spans import MOST, Span, spans
from aidstories.site.archive.pictures.tiles import Tiles, tiles
from aidstories.site.archive.pictures.timeline import timeline, years

__all__ = [
    "LEVELS",
    "MOST",
    "Cell",
    "Grid",
    "Row",
    "Span",
    "Tiles",
    "flows",
    "level",
    "matrix",
    "spans",
    "tiles",
    "timeline",
    "years",
]
