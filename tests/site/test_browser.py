"""The built site in a real browser; every test fails on a request to another host."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from aidstories.model import Story
from tests.browser import goto, served
from tests.site.conftest import Site
from tests.site.test_tags import shown

pytestmark = pytest.mark.browser

WIDTHS = (390, 1440)
PAGES = ("", "stories/gold-001-1/", "regions/", "regions/xizang/", "tags/", "about/method/")


def holding(stories: tuple[Story, ...], text: str) -> str:
    """Return the address of the one story that holds ``text``."""
    found = [s for s in stories if any(text in p.text for p in s.article.passages)]
    assert len(found) == 1
    return f"stories/{found[0].id}/"


@pytest.mark.parametrize(
    ("words", "width"), [("次旺白玛", 390), ("次旺白玛", 1440), ("颈动脉内膜剥脱术", 1440)]
)
def test_search_finds_a_story_and_leads_to_it(
    open_page: Callable[..., Page], stories: tuple[Story, ...], words: str, width: int
) -> None:
    page = open_page(width=width)
    page.fill(".box input", words)
    page.press(".box input", "Enter")
    results = page.locator("[data-hit]")
    results.first.wait_for()
    target = holding(stories, words)
    results.first.locator("a").first.click()
    page.wait_for_url(f"**/{target}**")
    assert words in page.locator("article.story").inner_text()


@pytest.mark.parametrize(("width", "scripts"), [(390, False), (1440, True)])
@pytest.mark.parametrize("dimension", ["regions", "programs", "years"])
def test_every_story_is_reached_from_home(
    open_page: Callable[..., Page],
    stories: tuple[Story, ...],
    dimension: str,
    scripts: bool,
    width: int,
) -> None:
    page = open_page(width=width, java_script_enabled=scripts)
    page.click(f"#way-{dimension} a")
    page.locator(".list__below").first.wait_for()
    lists = page.locator(".list__below .tree--1 > li > a")
    addresses = [lists.nth(n).evaluate("a => a.href") for n in range(lists.count())]
    found = set()
    for address in addresses:
        page.goto(address, wait_until="domcontentloaded")
        titles = page.locator(".entry :is(h2, h3) a")
        found |= {titles.nth(n).evaluate("a => a.href") for n in range(titles.count())}
    titles.first.click()
    page.locator("article.story h1").wait_for()
    root = page.url.partition("stories/")[0]
    assert found == {f"{root}stories/{story.id}/" for story in stories}


@pytest.mark.parametrize("width", [320, *WIDTHS])
def test_no_page_is_wider_than_the_screen(
    open_page: Callable[..., Page], address: str, width: int
) -> None:
    page = open_page(width=width)
    for url in PAGES:
        goto(page, address + url)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, url


MARKS = """() => [...document.querySelectorAll("article li")]
  .filter(li => getComputedStyle(li).display === "list-item")
  .filter(li => getComputedStyle(li).listStyleType !== "none")
  .map(li => li.getBoundingClientRect().x - parseFloat(getComputedStyle(li).fontSize))"""
"""Where the marks of lists begin, an em before their text."""


@pytest.mark.parametrize("url", ["about/privacy/", "guide/editing/", "bo/about/privacy/"])
def test_marks_of_lists_stand_in_the_page(open_page: Callable[..., Page], url: str) -> None:
    marks = open_page(url, width=390).evaluate(MARKS)
    assert marks and min(marks) >= 16  # the page's margin


@pytest.mark.parametrize("url", ["tags/", "bo/tags/"])
def test_marks_of_lists_of_tags_stand_in_the_page(open_page: Callable[..., Page], url: str) -> None:
    """A tag has a list where several values have its name."""
    page = open_page(url, width=390)
    insert = "html => document.querySelector('article').insertAdjacentHTML('beforeend', html)"
    page.evaluate(insert, str(shown("城关区")))
    marks = page.evaluate(MARKS)
    assert len(marks) == 2 and min(marks) >= 16


@pytest.mark.parametrize("scripts", [True, False])
def test_dark_is_dark_with_and_without_scripts(
    open_page: Callable[..., Page], scripts: bool
) -> None:
    def ground(scheme: str) -> Any:
        page = open_page(color_scheme=scheme, java_script_enabled=scripts)
        return page.evaluate("getComputedStyle(document.body).backgroundColor")

    assert ground("light") == "rgb(250, 247, 240)"
    assert ground("dark") == "rgb(23, 21, 19)"


def test_a_page_that_is_not_there_leads_back(open_page: Callable[..., Page]) -> None:
    page = open_page("stories/no/such/story/")
    assert page.locator("h1").first.inner_text() == "没有这一页"
    page.click("text=按地区")
    assert page.locator(".list h1").inner_text().startswith("地区")


def test_a_chosen_scheme_is_kept(open_page: Callable[..., Page]) -> None:
    page = open_page(color_scheme="light")
    for _ in ("light", "dark"):
        page.click("[data-palette]")
    page.reload()
    assert page.evaluate("document.body.dataset.mdColorScheme") == "slate"


def test_the_print_is_the_story_alone(open_page: Callable[..., Page]) -> None:
    page = open_page("stories/gold-001-1/")
    page.emulate_media(media="print")
    assert page.locator("article.story h1").is_visible()
    for aside in (".md-header", ".md-tabs", ".md-footer"):
        assert not page.locator(aside).is_visible()


def test_the_site_works_in_any_folder_of_a_server(
    browser: Browser, site: Site, stories: tuple[Story, ...]
) -> None:
    with served(site.folder.parent) as root:
        base = f"{root}{site.folder.name}/"
        page = browser.new_page()
        goto(page, base)
        page.fill(".box input", "次旺白玛")
        page.press(".box input", "Enter")
        page.locator("[data-hit] a").first.click()
        page.wait_for_url(f"{base}{holding(stories, '次旺白玛')}**")
        goto(page, f"{base}stories/no-such-story/")
        page.click("text=按地区")
        assert page.url == f"{base}regions/"
        page.close()
