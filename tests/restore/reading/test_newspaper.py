"""Printed pages set by Chromium come back as the articles that were printed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from tests.restore.reading.measure import bare, restored, score
from tests.restore.reading.newspaper import (
    POINTS,
    Printed,
    english,
    journal,
    newspaper,
    render,
    report,
    tibetan,
)
from tests.restore.reading.noise import noisy

from aidstories.restore.reading.extraction import Box, Part
from aidstories.restore.reading.pages.layout import lay_out
from aidstories.restore.reading.pages.pdfium import pages_of

SEEDS = (41, 42)
LAYOUTS = {
    "2 columns": lambda seed: newspaper(seed, 2),
    "4 columns": lambda seed: newspaper(seed, 4),
    "6 columns": lambda seed: newspaper(seed, 6),
    "report": report,
    "journal": journal,
    "english": english,
    "tibetan": tibetan,
}
"""On 60 seeds of each the rate of wrong characters is 0 to .0003, with noise 0 to .002."""
CLEAN, NOISY = 0.002, 0.01
"""Wrong characters at most, as a share of an article's."""
COVERED = 0.8
"""Intersection over union of the box of a paragraph with its place, at least."""


@pytest.fixture(scope="module")
def printed(browser: Browser) -> dict[tuple[str, int], Printed]:
    """Every layout by name and seed, set once."""
    return {
        (name, seed): render(browser, make(seed))
        for name, make in LAYOUTS.items()
        for seed in SEEDS
    }


@pytest.mark.browser
@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("name", LAYOUTS)
def test_a_printed_page_is_restored(
    printed: dict[tuple[str, int], Printed], name: str, seed: int
) -> None:
    sheet = printed[name, seed]
    found = score(sheet, restored(lay_out(pages_of(sheet.pdf))))
    assert found.cer <= CLEAN
    assert (found.titles, found.captions, found.running, found.stories) == (1, 1, 0, 0)
    assert found.paragraphs >= 0.95


@pytest.mark.browser
@pytest.mark.parametrize("name", LAYOUTS)
def test_a_page_with_the_noise_of_recognition_is_restored(
    printed: dict[tuple[str, int], Printed], name: str
) -> None:
    sheet = printed[name, SEEDS[0]]
    part = lay_out(noisy(pages_of(sheet.pdf), 7))
    assert part.recognised
    found = score(sheet, restored(part))
    assert found.cer <= NOISY
    assert (found.titles, found.running) == (1, 0)


@pytest.mark.browser
@pytest.mark.parametrize("lost", [0.03, 0.2])
def test_lines_that_were_not_found_do_not_upset_the_others(
    printed: dict[tuple[str, int], Printed], lost: float
) -> None:
    pages = noisy(pages_of(printed["4 columns", SEEDS[0]].pdf), 3, skew=0, lost=lost)
    kept = [bare(line.text) for page in pages for line in page.lines]
    text = bare(lay_out(pages).text)
    assert all(line in text for line in kept)
    assert len(text) == sum(map(len, kept))


@pytest.mark.browser
@pytest.mark.parametrize("name", ["2 columns", "4 columns", "6 columns", "report", "journal"])
def test_paragraphs_stand_where_they_were_printed(
    printed: dict[tuple[str, int], Printed], name: str
) -> None:
    sheet = printed[name, SEEDS[0]]
    part = lay_out(pages_of(sheet.pdf))
    shares = [
        share
        for piece in sheet.pieces
        if piece.role in ("text", "title", "caption") and len(piece.places) == 1
        for share in _shares(part, bare(piece.text), piece.places[0].page, piece.places[0].box)
    ]
    assert len(shares) > 5
    assert min(shares) >= COVERED


def _shares(part: Part, text: str, page: int, box: Box) -> Iterator[float]:
    """Yield how well the box of the lines of a paragraph covers its place."""
    for block in part.blocks:
        start, end = block.span
        lines = [n.box for n in part.lines if start <= n.span[0] < end and n.page == page]
        if lines and bare(part.text[start:end]) == text:
            found = Box(
                min(b.left for b in lines),
                min(b.top for b in lines),
                max(b.right for b in lines),
                max(b.bottom for b in lines),
            )
            yield _overlap(found, Box(*(x * POINTS for x in box)))


def _overlap(one: Box, other: Box) -> float:
    """Return intersection over union."""
    wide = min(one.right, other.right) - max(one.left, other.left)
    high = min(one.bottom, other.bottom) - max(one.top, other.top)
    inner = max(0.0, wide) * max(0.0, high)
    areas = [(b.right - b.left) * (b.bottom - b.top) for b in (one, other)]
    return inner / (sum(areas) - inner)
