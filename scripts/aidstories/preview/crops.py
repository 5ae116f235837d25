"""Crops of pages for the review page, whatever may be published of them."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlencode

from aidstories.errors import BadInput
from aidstories.facsimile.drawing import Undrawable, webp
from aidstories.facsimile.pages import PagedCapture, open_pages
from aidstories.model import Span
from aidstories.paths import ArchivePaths
from aidstories.restore.reading.extraction import Box
from aidstories.stories.store.record import Record, read_if_there

ADDRESS = "/-/crop/"
_MARGIN = 0.5
"""Lines of the page left around what is shown: the doubtful line, the one above and below it."""
_TYPE = 22
"""CSS pixels that a line is high."""
_SHARP = 2
"""Pixels of the picture for a CSS pixel."""
_WIDEST = 1600
"""Pixels: a page in one column, 40 characters to the line, is 880 CSS pixels wide."""
_OPEN = 2
"""Captures kept open: the doubts of a page stand in one or two."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cutting:
    """A part of a page as the template shows it, the doubtful words marked.

    ``left``, ``top``, ``width`` and ``height`` are in the page's unit, as is ``marks``: x, y,
    width, height of each box. ``pixels`` is how wide it is shown.
    """

    src: str
    page: int
    left: float
    top: float
    width: float
    height: float
    pixels: int
    marks: tuple[tuple[float, float, float, float], ...]


class Crops:
    """Opens the captures that doubtful words stand in; the last few stay open."""

    def __init__(self, paths: ArchivePaths) -> None:
        self._paths = paths
        self._open = lru_cache(maxsize=_OPEN)(self._opened)

    def pages(self, record: Record) -> PagedCapture | None:
        """Return the pages of a capture, None where it has none."""
        return self._open(record.capture, record.sha256)

    def _opened(self, capture: str, _sha256: str) -> PagedCapture | None:
        record = read_if_there(self._paths.record(capture))
        return open_pages(record, self._paths) if record else None

    def cutting(self, record: Record, span: Span) -> Cutting | None:
        """Return the part of a page around ``span`` of the capture's text.

        None where that stands on no page. An empty span, such as a gap, marks nothing.
        """
        capture = self.pages(record)
        if capture is None:
            return None
        columns = capture.places.outline([span])
        boxes = tuple(place.box for place in columns[0]) if columns else ()
        lines = capture.places.around(span[0])
        page = capture.pages.get(columns[0][0].page if columns else lines[0].page if lines else 0)
        if page is None:
            return None
        around = [*boxes, *(line.box for line in lines if line.page == page.number)]
        high = capture.places.type_of(page.number)
        room = _MARGIN * high
        left, right = min(b.left for b in around) - room, max(b.right for b in around) + room
        top, bottom = min(b.top for b in around) - room, max(b.bottom for b in around) + room
        box = Box(max(0, left), max(0, top), min(page.width, right), min(page.height, bottom))
        asked = {
            "capture": record.capture,
            "page": page.number,
            "box": ",".join(f"{side:.1f}" for side in box),
        }
        return Cutting(
            src=f"{ADDRESS}?{urlencode(asked)}",
            page=page.number,
            left=box.left,
            top=box.top,
            width=box.right - box.left,
            height=box.bottom - box.top,
            pixels=round((box.right - box.left) * _TYPE / high),
            marks=tuple((b.left, b.top, b.right - b.left, b.bottom - b.top) for b in boxes),
        )

    def picture(self, asked: Mapping[str, str]) -> bytes | None:
        """Return the crop that a query asks for as WebP, None where there is nothing to show."""
        name, number = asked.get("capture", ""), asked.get("page", "")
        box = _box(asked.get("box", ""))
        record = self._record(name)
        capture = self.pages(record) if record else None
        if capture is None or box is None or not (number.isascii() and number.isdigit()):
            return None
        page = capture.pages.get(int(number))
        if page is None:
            return None
        scale = _SHARP * _TYPE / (capture.places.type_of(page.number) or 1)
        width = max(1, min(_WIDEST, round((box.right - box.left) * scale)))
        try:
            return webp(capture.draw(page, width, box))
        except Undrawable:
            return None

    def _record(self, capture: str) -> Record | None:
        """Return the record of a capture that is asked for by its very name."""
        if not capture or Path(capture).name != capture or "\0" in capture:
            return None
        try:
            record = read_if_there(self._paths.record(capture))
        except (BadInput, OSError):
            return None
        return record if record and record.capture == capture else None


def _box(text: str) -> Box | None:
    try:
        sides = [float(side) for side in text.split(",")]
    except ValueError:
        return None
    return Box(*sides) if len(sides) == 4 and all(map(math.isfinite, sides)) else None
