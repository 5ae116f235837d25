"""Pages that were seen are read again without a network, until the reader drops them."""

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import served
from tests.site.conftest import Site
from tests.site.kinds import kinds

pytestmark = pytest.mark.browser
READY = "navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null)"


def seen(page: Page, address: str, story: str) -> None:
    """Visit the home page and a story with the worker in charge."""
    page.goto(address)
    page.wait_for_function(READY)
    page.goto(address + story)
    page.locator("[data-tools]:not([hidden])").wait_for()
    page.goto(f"{address}about/privacy/")
    page.locator("[data-offline] button").wait_for()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    page = context.new_page()
    page.set_default_timeout(15_000)
    yield page
    context.close()


def test_what_was_seen_is_read_without_a_network(page: Page, imported: Site) -> None:
    story = kinds(imported.folder)["zh stories *"]
    with served(imported.folder) as address:
        seen(page, address, story)
    page.goto(address + story)
    assert page.locator("article.story h1").is_visible()
    page.locator("[data-tools]:not([hidden])").wait_for()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(250, 247, 240)"
    page.goto(f"{address}years/")
    assert page.locator("h1").inner_text() == "没有网络"


def test_the_reader_drops_it(page: Page, imported: Site) -> None:
    story = kinds(imported.folder)["zh stories *"]
    with served(imported.folder) as address:
        seen(page, address, story)
        page.click("[data-offline] button")
        page.get_by_text("已清除").wait_for()
        assert page.evaluate("caches.keys()") == []
        page.goto(address)
        page.wait_for_timeout(300)
        assert page.evaluate("navigator.serviceWorker.getRegistrations()") == []
    with pytest.raises(Exception, match="ERR_CONNECTION_REFUSED"):
        page.goto(address + story)


def test_it_can_be_installed(imported: Site) -> None:
    manifest = json.loads((imported.folder / "manifest.webmanifest").read_text("utf-8"))
    assert {"name", "start_url", "display", "icons"} <= manifest.keys()
    assert all((imported.folder / icon["src"]).is_file() for icon in manifest["icons"])
    assert not manifest["start_url"].startswith("/")
