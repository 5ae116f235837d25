"""A page of a capture → a picture of it, whole or in part. Pure."""

from __future__ import annotations

import io
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple

from PIL import Image, ImageOps

from aidstories.restore.reading.extraction import Box, Kind, Page

if TYPE_CHECKING:
    import pypdfium2

TALLEST = 8
"""A page is at most this many times as high as it is wide: at 1,920 pixels a WebP, whose sides are
at most 16,383 pixels, could hold no more."""
_MOST_PIXELS = 150_000_000
"""Pixels of a picture that is opened, 450 MB as RGB: a broadsheet, 38 by 53 cm, at 800 dpi has no
more than that."""
_QUALITY = 60
"""Of WebP: a newspaper page of four columns, 1,280 pixels wide, takes 276 KB (JPEG of the same
quality 413); 75 takes 303 KB and reads no better, 40 takes 242 and shows rings around the type."""
_POINTS = 72
"""Points in an inch."""
_PDFIUM = threading.Lock()
"""PDFium answers one thread at a time (pypdfium2, "Incompatibility with Threading")."""


Matrix = tuple[float, ...]
"""A projective map of the plane, row by row: nine numbers, the last of them 1."""
_SKEWED = 0.02
"""Share by which the sides of a PDF's page may differ from those that its text was read on: where
it is more, the page was turned so that its text stands upright."""


class Straight(NamedTuple):
    """How recognition straightened a page: ``matrix`` maps its pixels to those of the capture.

    ``dpi`` is the resolution at which a page of a PDF was drawn, 0 for a picture.
    """

    matrix: Matrix
    dpi: int = 0

    @property
    def is_as_it_was(self) -> bool:
        """Whether nothing was done to the page."""
        return self.matrix == _AS_IT_WAS


_AS_IT_WAS = (1.0, 0.0, 0.0, 0.0, 1.0, 0.0, 0.0, 0.0, 1.0)


class Undrawable(ValueError):
    """The page cannot be drawn."""


def draw(
    data: bytes,
    kind: Kind,
    page: Page,
    width: int,
    box: Box | None = None,
    straight: Straight | None = None,
) -> Image.Image:
    """Return ``page`` of a capture as RGB, ``width`` pixels wide; of a picture never wider than it.

    With ``box``, in the page's unit, that part of it alone, ``width`` pixels wide. A photograph
    is turned as its EXIF says, and straightened as it was for recognition. Raises `Undrawable`
    where there is no such page, it is too large, or its file is damaged.
    """
    if not 0 < page.height <= TALLEST * page.width:
        raise Undrawable(f"page {page.number} is {page.width} by {page.height}")
    part = _within(box, page) if box else Box(0, 0, page.width, page.height)
    try:
        if straight and not straight.is_as_it_was:
            return narrowed(_straightened(data, kind, page, part, straight), width)
        if kind is Kind.PDF:
            return _draw_pdf(data, page, width, part)
        image = _open(data, page.number)
        return narrowed(_cut(image, part, image.width / page.width), width)
    except (
        OSError,  # Pillow: not a picture, truncated
        EOFError,  # Pillow: no such frame
        ValueError,
        IndexError,
        MemoryError,
        RuntimeError,  # PDFium
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ) as error:
        raise Undrawable(f"page {page.number}: {error}") from error


def webp(image: Image.Image) -> bytes:
    """Return ``image`` as WebP, without anything that its file said besides."""
    written = io.BytesIO()
    image.save(written, "WEBP", quality=_QUALITY, method=4)
    return written.getvalue()


def _within(box: Box, page: Page) -> Box:
    left, right = (min(max(x, 0.0), page.width) for x in (box.left, box.right))
    top, bottom = (min(max(y, 0.0), page.height) for y in (box.top, box.bottom))
    if right - left < 1 or bottom - top < 1 or bottom - top > TALLEST * (right - left):
        raise Undrawable(f"{box} on page {page.number}")
    return Box(left, top, right, bottom)


def _draw_pdf(data: bytes, page: Page, width: int, part: Box) -> Image.Image:
    with _pdf_page(data, page.number) as sheet:
        points = sheet.get_width() / page.width  # recognition may have seen it in pixels
        if abs(sheet.get_height() / points / page.height - 1) > _SKEWED:
            raise Undrawable(f"page {page.number} was turned")
        margins = (part.left, page.height - part.bottom, page.width - part.right, part.top)
        crop = tuple(margin * points for margin in margins)
        return _rendered(sheet, width / ((part.right - part.left) * points), crop)


@contextmanager
def _pdf_page(data: bytes, number: int) -> Iterator[pypdfium2.PdfPage]:
    import pypdfium2  # .04 s

    with _PDFIUM:
        document = pypdfium2.PdfDocument(data)
        try:
            yield document[number - 1]
        finally:
            document.close()


def _rendered(
    sheet: pypdfium2.PdfPage, scale: float, crop: tuple[float, ...] = (0, 0, 0, 0)
) -> Image.Image:
    width, height = sheet.get_width() * scale, sheet.get_height() * scale
    if width * height > _MOST_PIXELS and not any(crop):
        raise Undrawable(f"{width} by {height} pixels")
    image: Image.Image = sheet.render(scale=scale, crop=crop).to_pil()
    return image.convert("RGB").copy()


def _straightened(
    data: bytes, kind: Kind, page: Page, part: Box, straight: Straight
) -> Image.Image:
    """Return a part of a page as recognition saw it, every pixel of it."""
    if kind is Kind.PDF:
        with _pdf_page(data, page.number) as sheet:
            image = _rendered(sheet, straight.dpi / _POINTS)
    else:
        image = _open(data, page.number)
    a, b, c, d, e, f, g, h, i = straight.matrix
    x, y = part.left, part.top
    moved = (a, b, a * x + b * y + c, d, e, d * x + e * y + f, g, h, g * x + h * y + i)
    size = (max(1, round(part.right - part.left)), max(1, round(part.bottom - part.top)))
    return image.transform(
        size,
        Image.Transform.PERSPECTIVE,
        [number / moved[-1] for number in moved[:-1]],
        Image.Resampling.BICUBIC,
        fillcolor="white",
    )


def _open(data: bytes, number: int) -> Image.Image:
    """Return a picture of the capture, turned as its EXIF says, on white."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        opened = Image.open(io.BytesIO(data))
        if opened.width * opened.height > _MOST_PIXELS:
            raise Undrawable(f"{opened.width} by {opened.height} pixels")
        opened.seek(number - 1)
        return _on_white(ImageOps.exif_transpose(opened))


def _on_white(image: Image.Image) -> Image.Image:
    if "A" not in image.getbands() and "transparency" not in image.info:
        return image.convert("RGB")
    paper = Image.new("RGBA", image.size, "white")
    paper.alpha_composite(image.convert("RGBA"))
    return paper.convert("RGB")


def _cut(image: Image.Image, part: Box, scale: float) -> Image.Image:
    left, top, right, bottom = (round(side * scale) for side in part)
    return image.crop((left, top, right, bottom))


def narrowed(image: Image.Image, width: int) -> Image.Image:
    """Return ``image`` at most ``width`` pixels wide."""
    width = min(width, image.width)
    height = max(1, round(image.height * width / image.width))
    return image.resize((width, height), Image.Resampling.LANCZOS)
