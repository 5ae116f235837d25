"""Nothing jumps: how far what is shown moves while a page loads, on a phone and a slow network."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import goto
from tests.site.conftest import Site
from tests.site.kinds import kinds

pytestmark = pytest.mark.browser
MOST = 0.05
"""Cumulative Layout Shift; 0.1 is "good" by web.dev/articles/cls."""
OBSERVE = """(() => {
  window.moved = []
  new PerformanceObserver(list => {
    for (const { value, hadRecentInput, sources } of list.getEntries())
      if (!hadRecentInput) moved.push([value, ...sources.map(({ node }) => node?.className ?? "")])
  }).observe({ type: "layout-shift", buffered: true })
})()"""
PAGES = (
    "zh home",
    "zh stories *",
    "zh browse",
    "zh regions",
    "zh people *",
    "bo home",
    "bo browse",
)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, is_mobile=True, service_workers="block"
    )
    page = context.new_page()
    page.add_init_script(OBSERVE)
    yield page
    context.close()


def moved(page: Page, address: str) -> list[tuple[float, str]]:
    goto(page, address, "networkidle")
    return [tuple(shift) for shift in page.evaluate("moved")]


def test_nothing_jumps(page: Page, imported: Site, imported_address: str) -> None:
    """A tenth of the delay that tests/bench measures with: all comes in the same order."""
    session = page.context.new_cdp_session(page)
    rate = 1_000_000
    limits = {"latency": 40, "downloadThroughput": rate, "uploadThroughput": rate}
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", {"offline": False, **limits})
    found = kinds(imported.folder)
    urls = [found[kind] for kind in PAGES if kind in found]
    assert len(urls) >= len(PAGES) - 1
    for url in (*urls, "search/?q=%E5%8C%BB%E9%99%A2", "bo/search/?q=%E5%8C%BB%E9%99%A2"):
        shifts = moved(page, imported_address + url)
        assert sum(value for value, *_ in shifts) <= MOST, (url, shifts)


def test_what_moves_is_seen(page: Page, imported_address: str) -> None:
    goto(page, imported_address, "networkidle")
    page.evaluate(
        "document.querySelector('main').prepend(Object.assign(document.createElement('p'),"
        "{ textContent: 'x', style: 'height: 300px' }))"
    )
    for _ in range(600):  # it is told with a frame, and these come late on a busy machine
        if sum(value for value, *_ in page.evaluate("moved")) > MOST:
            return
        page.wait_for_timeout(100)
    pytest.fail("nothing was told")
