"""Every control of every kind of page is reached by Tab, in order, and shows that it is."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import goto
from tests.site.conftest import PUBLIC, Paged, Site
from tests.site.kinds import kinds

WATCH = """() => {
  const asked = "a[href], button, input, select, textarea, summary, [tabindex]"
  const shown = e =>
    e.checkVisibility({ visibilityProperty: true }) && !e.disabled && e.tabIndex >= 0
  window.controls = [...document.querySelectorAll(asked)].filter(shown)
  window.order = []
  window.seen = new Set()
  window.unseen = []
  addEventListener("focusin", ({ target }) => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(target)
    order.push(controls.indexOf(target))
    seen.add(target)
    if ((outlineStyle === "none" || outlineWidth === "0px") && boxShadow === "none")
      unseen.push(target.outerHTML.slice(0, 120))
  })
  return controls.length
}"""
RESULT = """() => ({
  missed: controls.filter((_, n) => !order.includes(n)).map(e => e.outerHTML.slice(0, 120)),
  unseen, order,
})"""
LEFT = "() => controls.some((_, n) => !order.includes(n))"
INSIDE = (
    "() => !!document.activeElement.closest('dialog') || document.activeElement === document.body"
)
MIRRORED = ("bo home", "bo stories *", "bo browse")
"""Pages in Tibetan have the templates of the others: a few stand for all."""

LIVE = ("home", "stories", "browse", "search")
"""Kinds whose scripts add controls when the page stands."""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 1440, "height": 900}, reduced_motion="reduce", service_workers="block"
    )
    yield context.new_page()
    context.close()


def tabbed(page: Page) -> Any:
    """Press Tab through the page; return what was missed, what showed no focus, and the order."""
    count = page.evaluate(WATCH)
    for pressed in range(3 * count):  # entries that come near the screen bring links of their own
        if pressed >= count and not page.evaluate(LEFT):
            break
        page.keyboard.press("Tab")
    return page.evaluate(RESULT)


@pytest.mark.browser
@pytest.mark.parametrize("all_kinds", [False, pytest.param(True, marks=pytest.mark.long)])
def test_tab_reaches_every_control_of_every_kind_of_page(
    page: Page, imported: Site, imported_address: str, all_kinds: bool
) -> None:
    """The short run takes the kinds whose scripts add controls; the rest are links in order."""
    found = {}
    for kind, url in kinds(imported.folder).items():
        live = kind.split()[1] in LIVE
        if (kind.startswith("bo") and kind not in MIRRORED) or not (live or all_kinds):
            continue
        goto(page, imported_address + url, "networkidle" if live else "load")
        walked = tabbed(page)
        order = [at for at in walked["order"] if at >= 0]
        if walked["missed"] or walked["unseen"] or order != sorted(order):
            found[kind] = walked
    assert found == {}


@pytest.mark.browser
@pytest.mark.parametrize(
    ("opener", "inside"), [("#facsimile summary", "#facsimile"), ("[data-compare]", "dialog")]
)
def test_tab_reaches_every_passage_on_a_page(
    page: Page, paged: Paged, paged_address: str, opener: str, inside: str
) -> None:
    goto(page, f"{paged_address}stories/{paged.stories(PUBLIC)[0]}/", "networkidle")
    page.click(opener)
    page.locator(f"{inside} .facsimile__page a").last.wait_for()
    walked = tabbed(page)
    within = f"e => !!e.closest('{inside}') && !e.matches('summary')"  # the walk began there
    missed = page.evaluate(f"controls.filter(({within})).filter(e => !seen.has(e)).length")
    assert (missed, walked["unseen"]) == (0, [])
    assert page.evaluate(f"[...seen].filter({within}).length") > 5


@pytest.mark.browser
def test_tab_leaves_an_open_comparison_to_nothing_behind_it(
    page: Page, imported: Site, imported_address: str
) -> None:
    """A modal dialog keeps the focus; Escape closes it and gives the focus back."""
    goto(page, imported_address + kinds(imported.folder)["zh stories *"])
    page.click("[data-compare]")
    page.locator("dialog[open]").wait_for()
    for _ in range(12):
        page.keyboard.press("Tab")
        assert page.evaluate(INSIDE)
    page.keyboard.press("Escape")
    page.locator("dialog[open]").wait_for(state="detached")
    assert page.evaluate("() => document.activeElement.matches('[data-compare]')")


@pytest.mark.browser
def test_a_control_that_tab_cannot_reach_is_noticed(page: Page, imported_address: str) -> None:
    goto(page, imported_address, "networkidle")
    page.evaluate("() => document.querySelector('.entry a').tabIndex = 5")
    walked = tabbed(page)
    assert walked["order"] != sorted(walked["order"])
