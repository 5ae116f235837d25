"""What can be pressed lies on top where it is seen: nothing unseen takes the press."""

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import goto
from tests.site.conftest import Site
from tests.site.kinds import kinds

COVERED = """() => {
  const seen = e => e.checkVisibility({ opacityProperty: true, visibilityProperty: true })
  const points = ({ left, right, top, bottom }) =>
    [.15, .5, .85].map(x => [left + (right - left) * x, (top + bottom) / 2])
  const over = (e, [x, y]) => {
    const hit = document.elementFromPoint(x, y)
    return hit && !e.contains(hit) && !hit.contains(e) ? hit : null
  }
  return [...document.querySelectorAll("a[href], button, summary, input, select")].filter(seen)
    .flatMap(e => {
      const box = e.getClientRects()[0]
      const hit = box && points(box).map(p => over(e, p)).find(hit => hit)
      return hit ? [`${hit.outerHTML.slice(0, 80)} over ${e.outerHTML.slice(0, 80)}`] : []
    })
}"""
"""What lies over a thing to press, among what is in view: three points of its first line."""


def covered(page: Page, width: int) -> list[str]:
    page.set_viewport_size({"width": width, "height": 900})
    found: list[str] = page.evaluate(COVERED)
    return found


@pytest.mark.browser
@pytest.mark.parametrize(
    ("language", "width"), [("zh", 1440), pytest.param("bo", 390, marks=pytest.mark.long)]
)
def test_nothing_lies_over_what_can_be_pressed(
    browser: Browser, imported: Site, imported_address: str, language: str, width: int
) -> None:
    page, found = browser.new_page(), {}
    for kind, url in kinds(imported.folder).items():
        if kind.startswith(language):
            goto(page, imported_address + url)
            found[kind] = covered(page, width)
    assert {kind: hits for kind, hits in found.items() if hits} == {}
    page.close()


@pytest.mark.browser
def test_what_lies_over_is_seen(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<a href='/'>home</a><i style='position:absolute;inset:0;opacity:0'></i>")
    assert len(covered(page, 390)) == 1
    page.set_content("<a href='/'>home</a><i></i>")
    assert covered(page, 390) == []
    page.close()
