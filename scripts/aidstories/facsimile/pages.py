"""The pages of a capture that the archive keeps: where its text stands, and pictures of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from PIL import Image

from aidstories.facsimile.drawing import TALLEST, Straight, draw, narrowed, webp
from aidstories.facsimile.places import Places, lines_of
from aidstories.paths import ArchivePaths
from aidstories.restore.reading.extraction import Box, Kind, Page
from aidstories.restore.reading.pages.recognition import read_recognition
from aidstories.restore.reading.refusal import Refusal
from aidstories.stories.store.captures import open_recorded
from aidstories.stories.store.files import read_text, write_atomically
from aidstories.stories.store.record import Record, sha256

WIDTHS = (640, 1280, 1920)
"""Pixels across a page: a telephone of 390 points with two pixels a point or three, a column of
text on a wide screen, and the crop of one column out of six."""
_RECIPE = 1
"""Raised when pictures are drawn otherwise than before: what is cached is drawn anew."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PagedCapture:
    """An opened capture with pages. ``pages`` go by their numbers, and so do those that
    recognition straightened.
    """

    data: bytes
    kind: Kind
    sha256: str
    text: str
    places: Places
    pages: Mapping[int, Page]
    straight: Mapping[int, Straight] = field(default_factory=lambda: MappingProxyType({}))

    def draw(self, page: Page, width: int, box: Box | None = None) -> Image.Image:
        """Return ``page``, or the part of it in ``box``; see `drawing.draw`.

        Raises `Undrawable`.
        """
        return draw(self.data, self.kind, page, width, box, self.straight.get(page.number))

    def widths(self, page: Page) -> tuple[int, ...]:
        """Return how wide the pictures of ``page`` are: no picture is blown up."""
        most = WIDTHS[-1] if self.kind is Kind.PDF else min(WIDTHS[-1], round(page.width))
        return (*(width for width in WIDTHS if width < most), most)


def open_pages(record: Record, paths: ArchivePaths) -> PagedCapture | None:
    """Open the capture of ``record``, None where no page of it is known.

    That is where it is no PDF and no picture, is gone, or is not what the record speaks of any
    more. A PDF within a ZIP has no page of its own to show.
    """
    if record.encoding not in (Kind.PDF, Kind.IMAGE):
        return None
    try:
        data = paths.capture(record.capture).read_bytes()
        extraction = open_recorded(record, paths)
    except (OSError, Refusal):
        return None
    text = extraction.text
    places = Places(lines_of(extraction))
    if not places or len(text) != record.ledger.length or sha256(data) != record.sha256:
        return None
    pages = (page for part in extraction.parts for page in part.pages)
    return PagedCapture(
        data=data,
        kind=extraction.kind,
        sha256=record.sha256,
        text=text,
        places=places,
        pages={page.number: page for page in pages if 0 < page.height <= TALLEST * page.width},
        straight=_straightened(paths.recognition(record.capture)),
    )


def _straightened(recognition: Path) -> dict[int, Straight]:
    """Return how the pages were straightened, by what recognition left beside the capture.

    `open_recorded` has read the file and found it whole.
    """
    if not recognition.is_file():
        return {}
    seen = read_recognition(read_text(recognition))
    return {sheet.page.number: Straight(sheet.to_capture, sheet.dpi) for sheet in seen.sheets}


class PictureCache:
    """Pictures of pages, kept from build to build in ``folder``.

    A file's name holds what it shows and a hash of its bytes, so that one cut short or changed is
    drawn anew.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def pictures(self, capture: PagedCapture, page: Page) -> dict[int, Path]:
        """Return the pictures of ``page`` by their widths. Raises `Undrawable`."""
        widths = capture.widths(page)
        folder = self._folder / f"{capture.sha256}-{_RECIPE}"
        kept = {width: _whole(folder, f"{page.number}-{width}") for width in widths}
        found = {width: path for width, path in kept.items() if path is not None}
        if len(found) < len(widths):
            folder.mkdir(parents=True, exist_ok=True)
            largest = capture.draw(page, widths[-1])
            for width in widths:
                if width not in found:
                    data = webp(narrowed(largest, width))
                    path = folder / f"{page.number}-{width}-{sha256(data)[:16]}.webp"
                    write_atomically(path, data)
                    found[width] = path
        return {width: found[width] for width in widths}


def _whole(folder: Path, name: str) -> Path | None:
    """Return the file of that name whose bytes are what its name says; others are removed."""
    for path in sorted(folder.glob(f"{name}-*.webp")):
        if path.stem.removeprefix(f"{name}-") == sha256(path.read_bytes())[:16]:
            return path
        path.unlink()
    return None
