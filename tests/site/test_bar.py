"""The bar at the foot of the screen: it steps through repairs, matches and passages."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import goto
from tests.site.conftest import REWRITTEN, Site

pytestmark = pytest.mark.browser
COVERED = """e => {
  const bar = document.querySelector(".bar").getBoundingClientRect()
  const own = e.getClientRects()[0]
  return own.bottom > bar.top || own.top < 0
}"""
PHONE, NARROW, WIDE = 390, 320, 1440


@pytest.fixture
def story(browser: Browser, imported: Site, imported_address: str) -> Any:
    """Return a function that opens the story that an editor changed."""
    pages = (imported.folder / "stories").glob("*/index.html")
    (page,) = (path for path in pages if REWRITTEN in path.read_text("utf-8"))
    contexts = []

    def open_story(more: str = "", width: int = PHONE, folder: str = "") -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 700},
            reduced_motion="reduce",
            permissions=["clipboard-read", "clipboard-write"],
            service_workers="block",
        )
        contexts.append(context)
        made = context.new_page()
        goto(made, f"{imported_address}{folder}stories/{page.parent.name}/{more}")
        return made

    yield open_story
    for context in contexts:
        context.close()


def following(page: Page) -> None:
    page.locator(".bar__steps button").nth(1).click()


@pytest.mark.parametrize("width", [NARROW, PHONE, WIDE])
def test_each_repair_is_at_hand_in_turn_and_never_covered(
    story: Callable[..., Page], width: int
) -> None:
    page = story(width=width)
    page.click("[data-apparatus]")
    page.locator(".bar").wait_for()
    marks = page.locator("[data-edit]")
    count = marks.count()
    seen = []
    for number in range(1, count + 1):
        following(page)
        at = page.locator(".at-hand")
        seen.append(at.get_attribute("data-edit"))
        assert page.locator(".bar__count").inner_text() == f"第 {number}/{count} 处"
        assert page.locator(".bar__said b").inner_text()
        assert not at.evaluate(COVERED)
    assert len(set(seen)) == count
    following(page)
    assert page.locator(".at-hand").get_attribute("data-edit") == seen[0]
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    foot = page.locator(".bar").evaluate("e => innerHeight - e.getBoundingClientRect().bottom")
    assert abs(foot) < 1


def test_a_second_tap_before_the_repairs_come_is_none(story: Callable[..., Page]) -> None:
    page, held = story(), []
    page.route("**/apparatus/*.json", lambda route: held.append(route))
    page.click("[data-apparatus]")
    page.click("[data-apparatus]")
    while not held:
        page.wait_for_timeout(20)
    for route in held:
        route.continue_()
    expect(page.locator("[data-apparatus]")).not_to_have_attribute("aria-busy", "true")
    numbers = page.locator("[data-edit]").evaluate_all("all => all.map(e => e.dataset.edit)")
    assert len(set(numbers)) == len(numbers) > 1
    expect(page.locator(".bar")).to_have_count(1)


def test_white_space_comes_when_it_is_asked_for(story: Callable[..., Page]) -> None:
    page = story()
    page.click("[data-apparatus]")
    page.locator(".bar").wait_for()
    assert page.locator(".edit--white").count() == 0
    before = page.locator("[data-edit]").count()
    white = int(page.locator(".bar__white .count").inner_text())
    assert white > 0
    page.click(".bar__white")
    assert page.locator(".edit--white").count() == white
    assert page.locator("[data-edit]").count() == before + white
    page.click(".bar__white")
    assert page.locator("[data-edit]").count() == before


def test_the_keys_step_and_give_the_focus_back(story: Callable[..., Page]) -> None:
    page = story(width=WIDE)
    page.locator("[data-apparatus]").press("Enter")
    page.locator(".bar").wait_for()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('.tools *')")
    page.locator(".bar__steps button").nth(1).focus()
    for key, number in (("n", 1), ("n", 2), ("ArrowRight", 3), ("p", 2), ("ArrowLeft", 1)):
        page.keyboard.press(key)
        assert page.locator(".bar__count").inner_text().startswith(f"第 {number}/")
    page.keyboard.press("Escape")
    page.locator(".bar").wait_for(state="detached")
    assert page.evaluate("document.activeElement.matches('[data-apparatus]')")
    assert page.locator("[data-edit]").count() == 0
    page.keyboard.press("n")
    assert page.locator(".bar").count() == 0


def test_one_mark_alone_is_a_stop_of_tab(story: Callable[..., Page]) -> None:
    page = story(width=WIDE)
    page.click("[data-apparatus]")
    page.locator(".bar").wait_for()
    stops = "all => all.filter(e => e.tabIndex >= 0).length"
    assert page.locator("[data-edit]").evaluate_all(stops) == 0
    following(page)
    assert page.locator("[data-edit]").evaluate_all(stops) == 1


@pytest.mark.parametrize("folder", ["", "bo/"])
def test_an_editors_paragraph_is_the_editors_in_both_views(
    story: Callable[..., Page], folder: str
) -> None:
    page = story(width=WIDE, folder=folder)
    if folder:  # no translation: its text and repairs are on the page that this one leads to
        expect(page.locator("[data-apparatus], [data-compare], .record__repairs")).to_have_count(0)
        page.locator(".original").click()
    told = page.locator(".tools__sum")  # hidden until the script is there
    expect(told).to_contain_text("编者改 1", use_inner_text=True)
    assert REWRITTEN in (page.locator(".record__repairs ins").text_content() or "")
    page.click("[data-apparatus]")
    mark = page.locator("[data-edit].edit--editor:not(.edit--empty)")
    assert mark.inner_text() == REWRITTEN
    mark.click()
    said = page.locator(".bar__said").inner_text()
    assert "编者改" in said and REWRITTEN in said and "→" in said
    page.click("[data-compare]")
    assert page.locator(".compare__made .edit--editor").inner_text() == REWRITTEN
    old = page.locator(".compare__raw .edit--editor").inner_text()
    assert old.strip()[:6] in said


def test_matches_of_a_search_are_stepped_through(story: Callable[..., Page]) -> None:
    page = story("?q=医#100%")  # an anchor that nobody can read is none
    page.locator(".bar").wait_for()
    count = page.locator("mark[data-match]").count()
    assert count > 2
    assert page.locator(".bar__count").inner_text() == f"第 1/{count} 处"
    following(page)
    assert page.locator(".bar__count").inner_text() == f"第 2/{count} 处"
    assert not page.locator(".at-hand").evaluate(COVERED)
    page.click("[data-apparatus]")
    page.locator("[data-edit]").first.wait_for()
    assert page.locator(".bar").count() == 1
    page.click("[data-apparatus]")
    page.locator("[data-edit]").first.wait_for(state="detached")
    assert page.locator(".bar__count").inner_text() == f"第 2/{count} 处"
    assert page.locator("mark[data-match]").count() == count


def test_a_search_that_finds_nothing_has_no_bar(story: Callable[..., Page]) -> None:
    page = story("?q=蒸汽机车头")
    page.wait_for_load_state("networkidle")
    assert page.locator(".bar").count() == 0


def test_passages_have_their_tools_outside_the_text(story: Callable[..., Page]) -> None:
    page = story()
    inside = ".story__body :is(.anchor, .report), h1 button, h2 button, h2 a"
    assert page.locator(inside).count() == 0
    page.click("[data-passages]")
    page.locator(".bar .anchor").click()
    page.locator(".bar__note").wait_for()
    address = page.evaluate("navigator.clipboard.readText()")
    first = page.locator(".story__body [id]").first.get_attribute("id")
    assert address.endswith(f"#{first}")
    page.locator("#p3").click()
    assert page.locator("#p3.at-hand").count() == 1
    assert page.locator(inside).count() == 0


@pytest.mark.parametrize("marked", [False, True])
def test_copied_text_is_the_text_alone(story: Callable[..., Page], marked: bool) -> None:
    page = story(width=WIDE)
    whole = """() => {
      getSelection().selectAllChildren(document.querySelector(".story__body"))
      return getSelection().toString()
    }"""
    before = page.evaluate(whole)
    page.evaluate("getSelection().removeAllRanges()")
    page.locator("#p2").hover()
    if marked:
        page.click("[data-apparatus]")
        page.click(".bar__white")
        page.locator(".edit--white").first.wait_for()
    copied = page.evaluate(whole)
    assert copied == before
    assert not set("§✎¶⌒") & set(copied)


def test_paper_shows_the_text_as_it_is(story: Callable[..., Page]) -> None:
    page = story(width=WIDE)
    page.emulate_media(media="print")
    height = page.locator(".story__body").evaluate("e => e.offsetHeight")
    page.emulate_media(media="screen")
    page.click("[data-apparatus]")
    page.click(".bar__white")
    page.locator(".edit--white").first.wait_for()
    page.emulate_media(media="print")
    assert not page.locator(".bar").is_visible()
    assert page.locator(".story__body").evaluate("e => e.offsetHeight") == height
