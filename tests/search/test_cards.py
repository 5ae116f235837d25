"""Cards above the hits, and suggestions that open pages, in Chromium."""

import json
from collections.abc import Callable, Iterator
from urllib.parse import quote, unquote, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser import served
from tests.search.corpus import make
from tests.search.pages import hits
from tests.search.site import make_site

pytestmark = pytest.mark.browser

NAQU = "西藏自治区/那曲市"


def page_of(facet: str, value: str) -> str:
    """Return the address of a value's page; sources have none."""
    return "" if facet == "source" else f"{facet}s/{value}/"


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    documents = [
        make(0, "队员来了。", region=[NAQU], year=["2025"], program=["组团式援藏"]),
        make(1, "“组团式”援藏在高原。", region=[f"{NAQU}/聂荣县"], year=["2024"]),
        make(2, "那曲下雪。", titles=["那曲"], donor=["湖北省"], source=["甲报"]),
        *(
            make(n + 3, "义诊。", person=[f"{name}小青"], region=["西藏自治区/山南市"])
            for n, name in enumerate("吴武伍邬毋巫")
        ),
    ]
    folder = make_site(tmp_path_factory.mktemp("cards"), documents, page_of)
    later = {f"regions/{NAQU}/#y-2024": f"regions/{NAQU}/page/2/#stories-2024"}
    (folder / "search/years.json").write_text(json.dumps(later), encoding="utf-8")
    with served(folder) as url:
        yield url


def cards(page: Page) -> list[tuple[str, ...]]:
    """Return the texts of the cards that are shown."""
    shown = page.locator(".card:not([hidden])")
    return [tuple(shown.nth(n).locator("span").all_inner_texts()) for n in range(shown.count())]


def links(page: Page) -> list[str]:
    found = page.locator(".card a").evaluate_all("all => all.map(a => a.pathname + a.hash)")
    return [unquote(link) for link in found]


def test_a_name_is_a_card_with_its_kind_count_and_page(ask: Callable[[str], Page]) -> None:
    page = ask("那曲")
    assert cards(page) == [("那曲市", "西藏自治区", "地区", "2 篇")]
    assert links(page) == [f"/regions/{NAQU}/"]
    assert set(hits(page)) == {"story-0", "story-1", "story-2"}


def test_what_the_catalogue_alone_says_is_marked(ask: Callable[[str], Page]) -> None:
    page = ask("那曲")
    marked = page.locator("[data-hit]:has([data-catalogue])")
    assert {marked.nth(n).get_attribute("data-hit") for n in range(marked.count())} == {
        "story-0",
        "story-1",
    }
    assert marked.first.locator("[data-catalogue]").inner_text() == "著录那曲市"


@pytest.mark.parametrize(
    "query", ["组团式援藏", "“组团式援藏”", '"组团式援藏"', "zutuanshiyuanzang"]
)
def test_a_programme_is_found_however_it_is_written(ask: Callable[[str], Page], query: str) -> None:
    page = ask(query)
    assert cards(page) == [("组团式援藏", "项目", "1 篇")]
    assert set(hits(page)) == {"story-0", "story-1"}


@pytest.mark.parametrize("query", ["2025年谁帮助了那曲", "那曲 2025"])
def test_a_place_and_a_year_lead_to_the_year_on_the_place_s_page(
    ask: Callable[[str], Page], query: str
) -> None:
    page = ask(query)
    assert hits(page)[0] == "story-0"
    assert cards(page)[0] == ("那曲市 · 2025年", "西藏自治区", "地区 · 年份", "1 篇")
    assert links(page)[0] == f"/regions/{NAQU}/#y-2025"


def test_a_year_on_a_later_page_of_the_place_is_found_there(ask: Callable[[str], Page]) -> None:
    assert links(ask("2024年那曲"))[0] == f"/regions/{NAQU}/page/2/#stories-2024"


def test_a_value_without_a_page_is_a_card_without_a_link(ask: Callable[[str], Page]) -> None:
    page = ask("甲报")
    assert cards(page) == [("甲报", "来源", "1 篇")] and links(page) == []


def test_many_cards_are_folded(ask: Callable[[str], Page]) -> None:
    page = ask("wxq")
    assert len(cards(page)) == 4
    page.click(".cards button")
    assert len(cards(page)) == 6
    assert page.evaluate("document.activeElement.closest('.card') !== null")


@pytest.mark.parametrize("query", ["高原", "李那曲", "青", "无此一词", "-那曲"])
def test_what_is_no_name_has_no_card(ask: Callable[[str], Page], query: str) -> None:
    assert ask(query).locator(".cards").count() == 0


def test_what_is_unknown_still_shows_ways_on(ask: Callable[[str], Page]) -> None:
    expect(ask("毋小清").locator(".nothing")).to_have_count(1)


def suggested(page: Page, typed: str) -> list[str]:
    page.fill("#search-words", typed)
    page.wait_for_selector(".suggestions li")
    return page.locator(".suggestions li span").all_inner_texts()


def test_a_suggestion_opens_the_page_of_its_value(ask: Callable[[str], Page]) -> None:
    page = ask("")
    assert suggested(page, "那") == ["那曲市", "在全文中搜索“那”"]
    page.keyboard.press("ArrowDown")
    chosen = page.get_attribute("#search-words", "aria-activedescendant")
    assert page.inner_text(f"#{chosen}") == "那曲市地区 2"
    page.keyboard.press("Enter")
    page.wait_for_url("**/regions/**")
    assert unquote(urlsplit(page.url).path) == f"/regions/{NAQU}/"


def test_a_suggestion_is_chosen_by_pointer_too(ask: Callable[[str], Page]) -> None:
    page = ask("")
    suggested(page, "hubei")
    page.click(".suggestions li:has-text('湖北省')")
    page.wait_for_url("**/donors/**")


def test_the_last_suggestion_searches_the_text(ask: Callable[[str], Page]) -> None:
    page = ask("")
    suggested(page, "那曲")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-hit]")
    assert urlsplit(page.url).query == f"q={quote('那曲')}"


def test_enter_without_a_choice_searches(ask: Callable[[str], Page]) -> None:
    page = ask("")
    suggested(page, "那曲")
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-hit]")
    assert len(hits(page)) == 3
