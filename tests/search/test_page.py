"""The page of results in Chromium, under a policy that forbids inline scripts and styles."""

from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import goto
from tests.search.pages import hits, marks, settled, total

pytestmark = pytest.mark.browser


def test_total_hits_and_marks(ask: Callable[..., Page]) -> None:
    page = ask("手术")
    assert total(page) == 25
    assert page.inner_text("[data-search-status]") == "找到 25 篇"
    assert page.get_attribute("[data-search-status]", "aria-live") == "polite"
    assert hits(page) == [f"story-{n}" for n in range(24, 14, -1)]
    assert set(marks(page)) == {"手术"}


def test_traditional_characters_in_query_and_text(ask: Callable[..., Page]) -> None:
    page = ask("一次手術")
    assert total(page) == 25
    assert set(marks(page)) == {"一次手術"}


@pytest.mark.parametrize("query", ["组团式援藏", '"组团式、援藏"', "“组团式”援藏"])
def test_a_match_is_marked_with_the_marks_amid_it(ask: Callable[..., Page], query: str) -> None:
    page = ask(query)
    assert hits(page) == ["story-28"]
    assert marks(page) == ["组团式”援藏"]
    page.click("[data-hit=story-28] a")
    page.wait_for_selector("mark[data-match]")
    assert page.locator("mark[data-match]").all_inner_texts() == ["组团式”援藏"]


def test_pages_have_addresses(ask: Callable[..., Page]) -> None:
    page = ask("手术")
    page.click(".pages a:text-is('3')")
    settled(page)
    assert hits(page) == [f"story-{n}" for n in range(4, -1, -1)]
    assert "page=3" in page.url
    page.go_back()
    settled(page)
    assert len(hits(page)) == 10
    assert hits(ask("手术", "&page=99")) == [f"story-{n}" for n in range(4, -1, -1)]


def test_facets_count_and_narrow(ask: Callable[..., Page]) -> None:
    page = ask("手术")
    box = page.locator("[data-facet=region] label", has_text="那曲市")
    assert box.locator(".count").inner_text() == "17"
    labels = page.locator("[data-facet=region] label span:first-of-type").all_inner_texts()
    assert labels == ["西藏自治区", "那曲市", "拉萨市"]
    box.locator("input").check()
    settled(page)
    assert total(page) == 17
    other = page.locator("[data-facet=region] label", has_text="拉萨市")
    assert other.locator(".count").inner_text() == "8"  # it would be added, not asked of the 17
    page.locator("[data-facet=year] label", has_text="2021").locator("input").check()
    settled(page)
    assert total(page) == 8
    chosen = parse_qs(urlsplit(page.url).query)
    assert chosen["region"] == ["西藏自治区/那曲市"] and chosen["year"] == ["2021"]
    assert total(ask("手术", "&" + urlsplit(page.url).query.partition("&")[2])) == 8


def test_sort_by_date_stays_in_the_address(ask: Callable[..., Page]) -> None:
    page = ask("手术")
    page.click(".sorter a:text-is('按日期')")
    settled(page)
    assert "sort=date" in page.url
    assert page.get_attribute(".sorter a:text-is('按日期')", "aria-current") == "true"


def test_what_only_the_capture_says_is_marked(ask: Callable[..., Page]) -> None:
    page = ask("于木")
    assert hits(page) == ["story-27"]
    assert page.inner_text(".hit__raw") == "原文"
    assert page.inner_text("[data-search-status]") == "找到 1 篇，其中 1 篇只见于原文"
    assert marks(page) == ["于木"]


def test_nothing_found_shows_ways_on(ask: Callable[..., Page]) -> None:
    page = ask("次旺百玛")
    assert total(page) == 0
    page.click(".nothing a:text('次旺白玛')")
    settled(page)
    assert hits(page) == ["story-26"]
    page = ask("手术 不存在的词")
    assert "去掉“不存在的词”有 25 篇" in page.inner_text(".nothing")


@pytest.mark.parametrize("typed", ["ciwangbaima", "cwbm", "CIWANGBAIMA"])
def test_pinyin_finds_the_name(ask: Callable[..., Page], typed: str) -> None:
    page = ask(typed)
    assert hits(page) == ["story-26"]
    assert "次旺白玛" in page.inner_text("[data-search-notice]")


def test_the_keyboard_is_enough(ask: Callable[..., Page]) -> None:
    page = ask()
    page.keyboard.press("/")
    page.keyboard.type("手术")
    page.keyboard.press("Enter")
    settled(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.textContent") == "故事24"
    page.keyboard.press("Enter")
    page.wait_for_url("**/stories/story-24/**")
    assert page.locator("mark[data-match]").first.inner_text() == "手术"


def test_suggestions_lead_on(ask: Callable[..., Page]) -> None:
    page = ask()
    page.fill("#search-words", "次")
    page.wait_for_selector(".suggestions li")
    assert page.get_attribute("#search-words", "aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    chosen = page.get_attribute("#search-words", "aria-activedescendant")
    assert page.inner_text(f"#{chosen} span") == "次旺白玛"
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-hit]")
    assert hits(page) == ["story-26"]


def test_the_story_opens_with_the_match_in_sight(ask: Callable[..., Page]) -> None:
    page = ask("又一次手术")
    page.set_viewport_size({"width": 400, "height": 300})
    page.click("[data-hit=story-24] a")
    page.wait_for_selector("mark[data-match]")
    assert page.locator("mark[data-match]").all_inner_texts() == ["又一次手術"]
    box = page.locator("mark[data-match]").bounding_box()
    assert box and 0 <= box["y"] < 300


def test_html_is_text(ask: Callable[..., Page]) -> None:
    page = ask("<b>")
    assert hits(page) == ["story-25"]
    assert page.title() != "bad"
    assert "<img src=x" in page.inner_text("[data-hit=story-25] h2")
    assert page.locator("[data-search-found] img, [data-search-found] b").count() == 0


def test_without_scripts_the_page_says_what_works(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    goto(page, f"{address}search/?q=a")
    assert "检索要用 JavaScript" in page.inner_text("[data-search-still]")
    assert page.locator("[data-search-still] a:visible").count() == 5
    context.close()


@pytest.mark.parametrize("late", ["page.js", "box.js"])
def test_what_is_typed_before_the_scripts_come_stays_and_is_heard(
    browser: Browser, address: str, late: str
) -> None:
    page = browser.new_page(service_workers="block")
    waiting = []
    page.route(f"**/search/{late}", lambda route: waiting.append(route))
    page.goto(f"{address}search/", wait_until="commit")
    page.fill("#search-words", "次旺")
    while not waiting:
        page.wait_for_timeout(20)
    waiting[0].continue_()
    page.wait_for_selector("[data-search-page][data-ready]")
    page.wait_for_selector(".suggestions li")
    assert page.input_value("#search-words") == "次旺"
    page.close()


def test_what_narrows_keeps_the_focus(ask: Callable[..., Page]) -> None:
    page = ask("手术")
    page.focus("[data-facet=year] input[value='2021']")
    page.keyboard.press("Space")
    settled(page)
    page.wait_for_selector("[data-facet=year] input[value='2021']:checked:focus")


def test_on_phones_what_narrows_is_a_sheet(browser: Browser, address: str) -> None:
    page = browser.new_page(viewport={"width": 390, "height": 844})
    goto(page, f"{address}search/?q=%E6%89%8B%E6%9C%AF")
    page.wait_for_selector("[data-search-narrow]:not([hidden])")
    assert page.locator("[data-facet] input").first.is_hidden()
    page.click("[data-search-narrow]")
    page.locator("[data-facet=year] label", has_text="2021").locator("input").check()
    page.wait_for_selector("[data-search-page][data-total='12']")
    assert page.locator("[data-facet] input").first.is_visible()
    page.close()


def test_how_to_search_is_open_where_nothing_is_asked(ask: Callable[..., Page]) -> None:
    assert ask().locator("[data-search-help] dl").is_visible()
    assert ask("手术").locator("[data-search-help] dl").is_hidden()
