"""Pictures of the whole archive: geometry here, SVG in ``overrides/archive/pictures.html``.

Lengths are units of the pictures, which are `WIDTH` wide: on a telephone one unit is about one
CSS pixel.
"""

from aidstories.site.archive.pictures.cell import WIDTH, Cell
from aidstories.site.archive.pictures.matrix import Matrix, matrix
from aidstories.site.archive.pictures.tiles import Tiles, tiles
from aidstories.site.archive.pictures.timeline import Timeline, timeline

__all__ = ["WIDTH", "Cell", "Matrix", "Tiles", "Timeline", "matrix", "tiles", "timeline"]
