"""Tibetan to be read: line breaks in Firefox too, leading, the size of small type, digits."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.bo.firefox import measured
from tests.bo.sample import ORIGINAL
from tests.bo.test_browser import BREAKS, LOOKED_AT, is_fault
from tests.site.conftest import Site

pytestmark = pytest.mark.browser

STORY = f"stories/{ORIGINAL.id}/"
BY_STACKS = (
    BREAKS.replace(
        "for (let n = 0; n < node.data.length; n++) {",
        "for (let n = 0, e = 1; n < node.data.length; n = e, e = n + 1) {"
        " while (/[\u0f39\u0f71-\u0f87\u0f8d-\u0fbc]/.test(node.data[e] ?? '')) e++",
    )
    .replace("range.setEnd(node, n + 1)", "range.setEnd(node, e)")
    .replace("text += node.data[n]", "text += node.data.slice(n, e)")
)
"""By whole stacks: to Firefox the box of a letter with signs is that of the last of them."""
SMALL = """() => {
  const found = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const { data, parentElement: held } = walker.currentNode
    if (!/[\u0f40-\u0fbc]/.test(data) || !held.checkVisibility()) continue
    const size = parseFloat(getComputedStyle(held).fontSize)
    if (size < 15) found.push([held.tagName, held.className, size, data.trim()])
  }
  return found
}"""
"""Returns the Tibetan that is set smaller than 15 pixels."""
TOUCHING = """() => {
  const found = []
  const pen = document.createElement("canvas").getContext("2d")
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const node = walker.currentNode
    const held = node.parentElement
    if (!/[\u0f40-\u0fbc]/.test(node.data) || !held.checkVisibility()) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    const tops = [...range.getClientRects()].filter(box => box.width > 2).map(box => box.top)
    const pitches = tops.slice(1).map((top, n) => top - tops[n]).filter(pitch => pitch > 4)
    if (!pitches.length) continue
    const { fontWeight, fontSize, fontFamily } = getComputedStyle(held)
    pen.font = `${fontWeight} ${fontSize} ${fontFamily}`
    const ink = pen.measureText(node.data)
    const high = ink.actualBoundingBoxAscent + ink.actualBoundingBoxDescent
    if (high > Math.min(...pitches)) found.push([held.tagName, held.className, high, node.data])
  }
  return found
}"""
"""Returns text whose lines are nearer to each other than its tallest stacks are high."""


def test_firefox_breaks_lines_only_behind_a_tsheg_or_a_blank(bo_site: Site) -> None:
    pages = [
        (f"/{at}", 390) for at in (f"bo/{STORY}", "bo/", f"bo/{STORY}bilingual/", "bo/browse/")
    ]
    found = measured(bo_site.folder, pages, BY_STACKS)
    assert [pair for breaks in found for pair in breaks if is_fault(*pair)] == []
    assert len(found[0]) > 3


@pytest.mark.parametrize("url", LOOKED_AT)
def test_small_type_is_never_under_15_pixels_and_no_vowel_touches_the_line_above(
    open_bo: Callable[..., Any], url: str
) -> None:
    page = open_bo(f"bo/{url}", 390)
    assert page.evaluate(SMALL) == []
    assert page.evaluate(TOUCHING) == []


@pytest.mark.parametrize("width", [390, 1440])
def test_a_value_to_choose_stands_on_few_lines(open_bo: Callable[..., Any], width: int) -> None:
    """The phrase that leaves a value out took 203 of 300 pixels: the name had a syllable a line."""
    page = open_bo("bo/browse/", width)
    if width < 1000:
        page.click("#browse-open")
    name = page.locator(".facet__value label span").filter(has_text="བོད་རང་སྐྱོང་ལྗོངས།").first
    expect(name).to_be_visible()
    assert name.evaluate("name => name.offsetWidth") > 60


def test_lines_that_are_too_near_are_told(open_bo: Callable[..., Any]) -> None:
    page = open_bo(f"bo/{STORY}", 390)
    page.evaluate("document.querySelector('.story__body p').style.lineHeight = '1.5'")
    page.evaluate("document.querySelector('.story__body p').style.fontSize = '14px'")
    assert page.evaluate(TOUCHING) != []
    assert page.evaluate(SMALL) != []


def test_a_reader_may_have_tibetan_figures(open_bo: Callable[..., Any], bo_address: str) -> None:
    page = open_bo(f"bo/{STORY}")
    line, year = page.locator(".story__line"), page.locator(".record a", has_text="༢༠༢༡")
    expect(line).to_contain_text("2021")
    fonts = {path for path in page.loaded if path.endswith(".woff2")}
    page.click(".digits")
    expect(line).to_contain_text(re.compile("༢༠༢༡.*༡༩"))
    text = page.locator(".story__body p").nth(1)
    page.goto(f"{bo_address}bo/{STORY}")  # it holds for the next page
    expect(year.first).to_be_visible()
    expect(text).not_to_contain_text(re.compile("[༠-༩]"))
    page.click(".digits")
    expect(line).to_contain_text("2021")
    expect(year).to_have_count(0)
    assert {path for path in page.loaded if path.endswith(".woff2")} == fonts


FILLED = """() => {
  const body = document.querySelector(".story__body")
  const ends = [...document.querySelectorAll(".tshegs span")].map(span => {
    const box = span.getBoundingClientRect()
    return [box.right, box.width, box.height]
  })
  const { right } = body.querySelector("p").getBoundingClientRect()
  return { ends, right, text: body.innerText, wide: document.documentElement.scrollWidth }
}"""


def test_a_reader_may_have_lines_filled_with_tsheg(
    open_bo: Callable[..., Any], bo_address: str
) -> None:
    page = open_bo(f"bo/{STORY}", 390)
    before = page.evaluate(FILLED)
    assert before["ends"] == []
    page.click("[data-justify]")
    expect(page.locator(".tshegs span")).not_to_have_count(0)
    found = page.evaluate(FILLED)
    assert all(abs(right - found["right"]) < 2 for right, *_ in found["ends"])
    assert all(width > 2 for _, width, _ in found["ends"])
    assert (found["text"], found["wide"]) == (before["text"], before["wide"])
    page.set_viewport_size({"width": 700, "height": 900})  # other lines: filled anew
    page.goto(f"{bo_address}bo/{STORY}")  # and it holds for the next page
    expect(page.locator(".tshegs span")).not_to_have_count(0)
    page.click("[data-size-step='1']")
    expect(page.locator(".tshegs")).to_have_attribute("data-at", "1")
    found = page.evaluate(FILLED)
    assert all(abs(right - found["right"]) < 2 for right, *_ in found["ends"])
    page.click("[data-justify]")
    expect(page.locator(".tshegs span")).to_have_count(0)


def test_a_chinese_page_has_no_button_for_it(open_bo: Callable[..., Any]) -> None:
    assert open_bo(STORY).locator("[data-justify]").count() == 0


def test_without_scripts_figures_are_arabic(open_bo: Callable[..., Any]) -> None:
    page = open_bo(f"bo/{STORY}", java_script_enabled=False)
    expect(page.locator(".digits")).to_be_hidden()
    assert "2021" in page.locator(".record").inner_text()
