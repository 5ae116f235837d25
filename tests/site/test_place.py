"""Nothing is lost: coming back, the other language, scripts that have not come yet."""

import json
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route

from tests.browser import goto, served
from tests.site.conftest import Site
from tests.site.kinds import kinds

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def many(imported: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site whose stories, each six times, do not fit on one page of results."""
    folder = tmp_path_factory.mktemp("many") / "site"
    shutil.copytree(imported.folder, folder, copy_function=os.link)
    file = folder / "browse/facets.json"
    data = json.loads(file.read_text("utf-8"))
    file.unlink()  # the site's own has the same bytes
    file.write_text(json.dumps(data | {"stories": data["stories"] * 6}), "utf-8")
    with served(folder) as address:
        yield address


Opener = Callable[..., Page]


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    yield context.new_page()
    context.close()


def settled(page: Page) -> int:
    """Return how far down the page is, once this is kept."""
    page.wait_for_timeout(500)
    return int(page.evaluate("Math.round(scrollY)"))


def arrived(page: Page, entry: str, place: int = 0) -> int:
    """Return how far down the page is, once it has entries and is at ``place``."""
    page.locator(entry).first.wait_for()
    for _ in range(200):
        page.wait_for_timeout(300)
        at = int(page.evaluate("Math.round(scrollY)"))
        if abs(at - place) <= 2:
            break
    return at


def folded(page: Page) -> list[str]:
    opened = page.locator("#browse [aria-expanded=true]").all()
    return [one.get_attribute("aria-label") or "" for one in opened]


def test_back_to_the_stories_filtered(page: Page, many: str) -> None:
    goto(page, f"{many}browse/")
    page.locator("#browse-more").click()
    assert page.locator("#browse-stories > li").count() == 60
    page.locator("#browse [aria-expanded=false]").first.click()
    opened = folded(page)
    page.evaluate("scrollTo(0, 3000)")
    place = settled(page)
    link = page.locator("#browse-stories a").nth(53)
    link.evaluate("a => a.click()")
    page.locator("article.story").wait_for()
    page.go_back()
    assert abs(arrived(page, "#browse-stories a", place) - place) <= 2 and place > 2000
    assert page.locator("#browse-stories > li").count() == 60
    assert folded(page) == opened and opened


def test_back_to_the_conditions_before(page: Page, many: str) -> None:
    goto(page, f"{many}browse/")
    page.locator("#browse-stories a").first.wait_for()
    page.evaluate("scrollTo(0, 1500)")
    place = settled(page)
    page.locator("[data-facet=region] input[type=checkbox]").first.evaluate("box => box.click()")
    page.wait_for_url("**/browse/?region=*")
    page.evaluate("scrollTo(0, 0)")
    settled(page)
    page.go_back()
    assert abs(arrived(page, "#browse-stories a", place) - place) <= 2


def test_back_to_the_hits(page: Page, many: str) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    goto(page, f"{many}search/?q=%E5%8C%BB%E9%99%A2")
    page.locator("[data-facet]").first.wait_for(state="attached")
    page.evaluate("scrollTo(0, 600)")
    place = settled(page)
    page.locator(".hit a").nth(3).evaluate("a => a.click()")
    page.locator("article.story").wait_for()
    page.go_back()
    page.locator("[data-facet]").first.wait_for(state="attached")
    assert abs(arrived(page, ".hit a", place) - place) <= 2 and place > 300


def test_a_new_visit_begins_at_the_top(page: Page, many: str) -> None:
    goto(page, f"{many}browse/")
    page.locator("#browse-more").click()
    page.evaluate("scrollTo(0, 2000)")
    settled(page)
    goto(page, f"{many}stories/")
    goto(page, f"{many}browse/")
    assert arrived(page, "#browse-stories a") == 0
    assert page.locator("#browse-stories > li").count() == 50


@pytest.mark.parametrize(
    ("url", "other"),
    [
        ("search/?q=%E5%8C%BB%E9%99%A2&sort=date", "bo/search/?q=%E5%8C%BB%E9%99%A2&sort=date"),
        ("bo/browse/?region=%E8%A5%BF%E8%97%8F", "browse/?region=%E8%A5%BF%E8%97%8F"),
        ("years/?x=1", "bo/years/?x=1"),
        ("about/privacy/#kept", "bo/about/privacy/#kept"),
        ("about/privacy/#nowhere", "bo/about/privacy/"),
        ("about/privacy/#%E0", "bo/about/privacy/"),
    ],
)
def test_the_other_language_shows_the_same(
    open_page: Opener, address: str, url: str, other: str
) -> None:
    page = open_page(url)
    page.locator("[data-palette]:not([hidden])").wait_for()
    page.locator("a.tongue").click()
    page.wait_for_url(address + other, wait_until="commit")
    page.locator("[data-palette]:not([hidden])").wait_for()
    assert page.url == address + other


def test_a_place_in_a_story_is_kept(page: Page, imported: Site, imported_address: str) -> None:
    story = kinds(imported.folder)["zh stories *"]
    block = imported.page(story).select_one(".story__body > [id]")["id"]
    goto(page, f"{imported_address}{story}#{block}")
    page.locator("[data-palette]:not([hidden])").wait_for()
    page.locator("a.tongue").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/bo/**")
    page.locator("[data-palette]:not([hidden])").wait_for()
    assert page.url == f"{imported_address}bo/{story}#{block}"


def test_without_scripts_the_other_language_is_a_link(open_page: Opener, address: str) -> None:
    page = open_page("years/?x=1", java_script_enabled=False)
    page.locator("a.tongue").click()
    assert page.url == f"{address}bo/years/"


NOTICES = (("browse/", "#browse-plain", "browse/main.js"), ("search/", ".search__still", "page.js"))


@pytest.mark.parametrize(("url", "notice", "script"), NOTICES)
def test_scripts_are_missed_when_they_failed(
    open_page: Opener, address: str, url: str, notice: str, script: str
) -> None:
    waiting: list[Route] = []
    page = open_page(service_workers="block")
    page.route(f"**/{script}", lambda route: waiting.append(route))
    page.goto(address + url, wait_until="commit")
    page.locator("footer").wait_for()
    while not waiting:
        page.wait_for_timeout(20)
    page.wait_for_timeout(300)
    assert not page.locator(notice).is_visible(), "it is on its way"
    waiting[0].abort()
    page.locator(notice).wait_for()


@pytest.mark.parametrize(("url", "notice", "script"), NOTICES)
def test_without_scripts_the_page_says_so(
    open_page: Opener, url: str, notice: str, script: str
) -> None:
    assert open_page(url, java_script_enabled=False).locator(notice).is_visible()


def test_as_a_file_the_search_says_what_it_needs(open_page: Opener, site: Site) -> None:
    page = open_page()
    goto(page, Path(site.folder, "search/index.html").as_uri())
    page.locator(".search__still").wait_for()
