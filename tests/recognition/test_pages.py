"""Whole pages: newspapers of 2, 4 and 6 columns and Tibetan, clean and as poor scans."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from aidstories.recognition import recognise
from aidstories.restore.reading.pages.layout import lay_out
from tests.bench.recognition import picture, png, tibetan_errors
from tests.recognition.degrade import SKEW, scanned
from tests.recognition.measure import before_skew, errors, seen_lines
from tests.restore.reading.measure import restored, score
from tests.restore.reading.newspaper import Printed, newspaper, render, tibetan

pytestmark = pytest.mark.long


@pytest.fixture(scope="module", params=[(2, 200), (4, 200), (6, 200), (2, 300), (4, 300), (6, 300)])
def printed(request: pytest.FixtureRequest, browser: Browser) -> Iterator[tuple[Printed, int]]:
    columns, dpi = request.param
    yield render(browser, newspaper(1, columns), dpi=dpi), dpi


@pytest.mark.parametrize(("degrees", "most"), [(0.0, 0.01), (SKEW, 0.03)], ids=["clean", "poor"])
def test_a_newspaper_page(printed: tuple[Printed, int], degrees: float, most: float) -> None:
    page, dpi = printed
    clean = picture(page)
    seen = recognise(png(scanned(clean) if degrees else clean))
    lines = before_skew(seen_lines(seen), clean.shape, degrees)
    assert errors(page.pieces, lines, dpi / 96).rate <= most
    assert score(page, restored(lay_out(seen.pages, recognised=True))).cer <= most


@pytest.mark.parametrize("dpi", [200, 300])
def test_a_page_in_tibetan(browser: Browser, dpi: int) -> None:
    page = render(browser, tibetan(1), dpi=dpi)
    seen = recognise(png(picture(page)))
    down = sorted(seen.pages[0].lines, key=lambda line: line.box.top + line.box.bottom)
    assert tibetan_errors(page, [line.text for line in down]).rate <= 0.02
