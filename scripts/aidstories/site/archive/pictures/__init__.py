"""Pictures of the whole archive: geometry here, SVG in ``overrides/archive/pictures.html``.

Lengths are units of the pictures, which are `WIDTH` wide: on a telephone one unit is about one
CSS pixel.
"""

from .cell import WIDTH, Cell
from .matrix import Matrix, matrix
from .tiles import Tiles, tiles
from .timeline import Timeline, timeline

__all__ = ["WIDTH", "Cell", "Matrix", "Tiles", "Timeline", "matrix", "tiles", "timeline"]
