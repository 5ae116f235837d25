"""PDF of scans → a picture of each page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import pypdfium2 as pdfium

from aidstories.recognition.straighten import Grey
from aidstories.restore.reading.pages.pictures import MOST_PIXELS
from aidstories.restore.reading.refusal import Refusal

DPI = 300
"""At which a page is drawn that is no single scan: characters of 6 points have 25 pixels."""
_LEAST_DPI, _MOST_DPI = 150, 400
"""Between these a scan that fills its page is drawn at its own resolution."""
_FILLS = 0.85
"""Share of the page that a scan covers."""
MOST_PAGES = 200
"""Of a PDF: recognition takes about ten seconds for each."""


class Scan(NamedTuple):
    """A page of a PDF, drawn at ``dpi``."""

    image: Grey
    dpi: int


def scans(data: bytes) -> Iterator[Scan]:
    """Yield the pages of a PDF as pictures.

    Raises `Refusal` where it is damaged, locked, empty or too long.
    """
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        raise _refusal(str(error)) from None
    try:
        if not 0 < len(document) <= MOST_PAGES:
            raise Refusal(
                f"这个扫描 PDF 有 {len(document)} 页，最多 {MOST_PAGES} 页，请分成几个文件",
                f"This PDF of scans has {len(document)} pages, {MOST_PAGES} at most:"
                " save it as several files",
            )
        for number in range(len(document)):
            try:
                page = document[number]
                yield _drawn(page)
                page.close()
            except pdfium.PdfiumError as error:
                raise _refusal(str(error)) from None
    finally:
        document.close()


def _refusal(said: str) -> Refusal:
    if "password" in said.lower():
        return Refusal(
            "这个 PDF 有密码，请解除密码后另存", "This PDF has a password: save it without one"
        )
    return Refusal(
        "这个 PDF 损坏或不完整，请重新下载或扫描",
        "This PDF is damaged or cut off: download or scan it again",
    )


def _drawn(page: pdfium.PdfPage) -> Scan:
    width, height = page.get_size()
    dpi = _own_dpi(page, width, height) or DPI
    dpi = min(dpi, int((MOST_PIXELS / max(1.0, width * height)) ** 0.5 * 72))
    bitmap = page.render(scale=dpi / 72, grayscale=True)
    image = np.array(bitmap.to_numpy(), np.uint8)
    bitmap.close()
    return Scan(image.reshape(image.shape[:2]), dpi)


def _own_dpi(page: pdfium.PdfPage, width: float, height: float) -> int | None:
    """Return the resolution of the scan that fills the page, None where none does."""
    for item in page.get_objects(filter=[pdfium.raw.FPDF_PAGEOBJ_IMAGE], max_depth=2):
        left, bottom, right, top = item.get_bounds()
        if (right - left) * (top - bottom) >= _FILLS * width * height:
            wide, _ = item.get_px_size()
            own = float(wide / (right - left) * 72)
            return round(min(_MOST_DPI, max(_LEAST_DPI, own)))
    return None
