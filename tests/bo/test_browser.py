"""Tibetan in a real browser: line breaks, fonts, search, and the way between the languages."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.bo.sample import ORIGINAL, QUOTING, UNTRANSLATED

pytestmark = pytest.mark.browser

STORY, OTHER = f"stories/{ORIGINAL.id}/", f"stories/{UNTRANSLATED.id}/"
TIBETAN_LETTER = re.compile("[\u0f40-\u0fbc]")
QUOTING_STORY = f"stories/{QUOTING.id}/"
WIDTHS = (320, 390, 1440)
LOOKED_AT = (
    *("", STORY, f"{STORY}bilingual/", "regions/xizang/naqu/", "browse/", "data/"),
    "search/?q=ནད་པ་བལྟས་པ",
    *(
        pytest.param(url, marks=pytest.mark.long)  # of the same parts as those above
        for url in ("regions/", "stories/", "overview/", "about/method/")
    ),
)
PLACES = {
    STORY: (".story__body p", ".story__body h2", ".record dd", "h1"),
    f"{STORY}bilingual/": (".pair__side p", ".pair__side h2"),
    "": (".tile__name", ".tree a", "h2"),
    "browse/": (".facet__value", "legend"),
    "search/?q=ནད་པ་བལྟས་པ": (".search__form button", ".facet__value", ".search__status"),
}
"""Where each page holds Tibetan: a place without any would prove nothing."""

BREAKS = """() => {
  const found = []
  const blocks = "p, h1, h2, h3, li, dt, dd, a, figcaption, button, label, legend, summary, th, td"
  for (const block of document.querySelectorAll(blocks)) {
    if (getComputedStyle(block).display === "inline" || !block.closest(":lang(bo)")) continue
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT)
    let last = null
    let text = ""
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.parentElement.closest(blocks) !== block) { last = null; text = ""; continue }
      if (!node.parentElement.matches(":lang(bo)")) { last = null; text = ""; continue }
      if (getComputedStyle(node.parentElement).writingMode !== "horizontal-tb") continue
      for (let n = 0; n < node.data.length; n++) {
        const range = document.createRange()
        range.setStart(node, n)
        range.setEnd(node, n + 1)
        const box = [...range.getClientRects()].find(rect => rect.width > 0)
        if (!box) continue
        if (last !== null && box.top > last + box.height / 2) found.push([text, node.data.slice(n)])
        if (last === null || box.top > last) last = box.top
        text += node.data[n]
      }
    }
  }
  return found
}"""
"""Returns what stands before and behind each line break, by the boxes of single characters."""


def is_fault(before: str, behind: str) -> bool:
    """Return whether a line may not end with ``before`` or begin with ``behind``."""
    begins_with_shad = behind[0] in "\u0f08\u0f0b\u0f0c\u0f0d\u0f0e\u0f0f\u0f10\u0f11\u0f12\u0f14"
    inside = "\u0f40" <= before[-1] <= "\u0fbc" and "\u0f40" <= behind[0] <= "\u0fbc"
    mark = "\u0f71" <= behind[0] <= "\u0f87" or "\u0f8d" <= behind[0] <= "\u0fbc"
    return begins_with_shad or inside or mark


@pytest.mark.parametrize(
    ("before", "behind", "fault"),
    [
        ("ལྷ་", "ས།", False),
        ("རེད། ", "ཁོང་", False),
        ("ནང་", "། །", True),
        ("བོ", "ད་ཡིག", True),
        ("བོད", "་ཡིག", True),
        ("བ", "ོད", True),
    ],
)
def test_faults_are_told_from_good_breaks(before: str, behind: str, fault: bool) -> None:
    assert is_fault(before, behind) == fault


def test_a_long_name_that_is_not_tibetan_breaks_where_no_line_holds_it(
    open_bo: Callable[..., Any],
) -> None:
    page = open_bo(f"bo/{STORY}", 320)
    title = "e => { e.lang = 'zh-Hans'; e.textContent = 'A'.repeat(90) }"
    page.locator("h1").first.evaluate(title)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("url", LOOKED_AT)
def test_lines_never_start_with_a_shad_nor_break_inside_a_syllable(
    open_bo: Callable[..., Any], url: str
) -> None:
    page = open_bo(f"bo/{url}", WIDTHS[-1])
    for width in reversed(WIDTHS):
        page.set_viewport_size({"width": width, "height": 900})
        breaks = page.evaluate(BREAKS)
        assert [pair for pair in breaks if is_fault(*pair)] == []
        if url == STORY and width < 1000:
            assert len(breaks) > 3
        assert page.evaluate("document.documentElement.scrollWidth") <= width
    for place in PLACES.get(url, ()):
        assert page.locator(place, has_text=TIBETAN_LETTER).count(), place


def fonts(page: Any) -> list[str]:
    return [path for path in page.loaded if path.endswith(".woff2")]


@pytest.mark.parametrize("url", ["", OTHER, "regions/", "browse/", "stories/gold-001-1/"])
def test_a_chinese_page_without_tibetan_downloads_no_font(
    open_bo: Callable[..., Any], url: str
) -> None:
    assert fonts(open_bo(url)) == []


def test_a_chinese_page_with_a_tibetan_name_has_the_font_for_it(
    open_bo: Callable[..., Any],
) -> None:
    page = open_bo(QUOTING_STORY)
    runs = page.locator(".story__body [lang=bo]").all_inner_texts()
    assert runs == ["ནག་ཆུ་གྲོང་ཁྱེར།", "བཀྲ་ཤིས་བདེ་ལེགས། འཚོ་བ་བདེ་བར་ཤོག"]
    assert page.locator("p[lang=bo]").count() == 1
    assert any("uchen-" in path for path in fonts(page))


def test_a_tibetan_page_has_its_font(open_bo: Callable[..., Any]) -> None:
    page = open_bo(f"bo/{STORY}")
    assert any("noto-serif-tibetan" in path for path in fonts(page))
    style = page.locator(".story__body p").first.evaluate(
        "p => [getComputedStyle(p).letterSpacing, getComputedStyle(p).fontStyle,"
        " getComputedStyle(p).lineHeight, getComputedStyle(p).fontSize]"
    )
    assert style[:2] == ["normal", "normal"] or style[:2] == ["0px", "normal"]
    assert float(style[2][:-2]) == pytest.approx(2.2 * float(style[3][:-2]), rel=0.01)
    assert page.evaluate("""document.fonts.check("16px 'Noto Serif Tibetan'", "བོད")""")


@pytest.mark.parametrize("scripts", [True, False])
def test_the_switch_stays_on_the_page(
    open_bo: Callable[..., Any], bo_address: str, scripts: bool
) -> None:
    page = open_bo(STORY, java_script_enabled=scripts)
    page.click("a.tongue")
    assert page.url == f"{bo_address}bo/{STORY}"
    assert page.locator("h1").inner_text() == "སྨན་པ་ནག་ཆུར་འབྱོར་བ།"
    page.click("a.tongue")
    assert page.url == f"{bo_address}{STORY}"


@pytest.mark.parametrize(("scripts", "kept"), [(True, "?q=%E9%82%A3%E6%9B%B2#p1"), (False, "")])
def test_a_described_story_leads_to_the_place_in_its_text(
    open_bo: Callable[..., Any], bo_address: str, scripts: bool, kept: str
) -> None:
    page = open_bo(f"bo/{OTHER}?q=%E9%82%A3%E6%9B%B2#p1", java_script_enabled=scripts)
    page.click(".original")
    expect(page).to_have_url(f"{bo_address}{OTHER}{kept}")
    if scripts:
        expect(page.locator("mark[data-match]").first).to_be_visible()
        page.click("a.tongue")  # and back: the place is kept for the next reader of the address
        expect(page).to_have_url(f"{bo_address}bo/{OTHER}{kept}")


@pytest.mark.parametrize("scripts", [True, False])
def test_the_menu_of_a_phone_is_the_navigation(open_bo: Callable[..., Any], scripts: bool) -> None:
    page = open_bo("bo/years/", 390, java_script_enabled=scripts)
    sheet, button = page.locator(".md-tabs > ul"), page.locator(".menu > summary")
    expect(sheet).to_be_hidden()
    button.click()
    expect(sheet).to_be_visible()
    expect(sheet.locator("[aria-current]")).to_have_count(1)
    assert sheet.bounding_box()["y"] >= button.bounding_box()["y"] + 20
    if scripts:
        sheet.locator("a").first.focus()
        page.keyboard.press("Escape")
        expect(sheet).to_be_hidden()
        expect(button).to_be_focused()
        button.click()
    sheet.locator("a[href$='/privacy/']").click()
    expect(page).to_have_url(re.compile("/bo/about/privacy/$"))


def test_pictures_of_the_frame_have_the_colours_that_a_reader_forces(
    open_bo: Callable[..., Any],
) -> None:
    page = open_bo(OTHER, 390, forced_colors="active")
    for place in (".menu > summary", ".palette [data-scheme='auto']", ".tongue--bo", ".box__sign"):
        drawn = page.locator(place).evaluate(
            "e => { const s = getComputedStyle(e, '::before');"
            " return [s.maskImage.slice(0, 24), s.backgroundColor, s.width] }"
        )
        assert drawn[0].startswith('url("data:image/svg+xml'), place
        assert drawn[1] != page.evaluate("getComputedStyle(document.body).backgroundColor"), place
        assert float(drawn[2][:-2]) > 15, place


def test_both_texts_are_read_side_by_side_and_below_each_other_on_a_phone(
    open_bo: Callable[..., Any],
) -> None:
    for width, beside in ((1440, True), (390, False)):
        page = open_bo(f"{STORY}bilingual/", width)
        boxes = [page.locator(".pair__side").nth(n).bounding_box() for n in (0, 1)]
        assert (boxes[0]["y"] == boxes[1]["y"]) == beside


def test_a_search_in_tibetan_leads_to_the_paragraph_beside_its_original(
    open_bo: Callable[..., Any], bo_address: str
) -> None:
    page = open_bo("search/?q=ནད་པ་བལྟས་པ")
    page.click(".hit a")
    expect(page).to_have_url(re.compile(f"^{bo_address}{STORY}bilingual/"))
    mark = page.locator(".pair__side[lang=bo] mark")
    expect(mark).to_have_text("ནད་པ་བལྟས་པ")
    expect(mark).to_be_in_viewport()


def test_a_translation_leads_to_the_words_that_its_original_has(
    open_bo: Callable[..., Any],
) -> None:
    page = open_bo(f"bo/{STORY}?q=教本地的医生")
    link = page.locator("p.untranslated a")
    expect(link).to_have_attribute("href", re.compile("bilingual/[?]q="))
    link.click()
    expect(page.locator(".pair__side mark")).to_have_text("教本地的医生")
