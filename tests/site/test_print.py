"""A page on paper: what Chromium prints, read back."""

from collections.abc import Callable, Iterator
from operator import itemgetter
from typing import Any
from urllib.parse import unquote

import cv2
import numpy as np
import pypdfium2
import pytest
from playwright.sync_api import Browser, Page

from aidstories.site.takeaway.code import qr_code
from tests.archive import TABLES
from tests.browser import goto, served
from tests.site.carried import CAPTION, FULL, HEADINGS, OTHER, URL
from tests.site.conftest import Site

pytestmark = pytest.mark.browser
Printed = Callable[..., Any]
STORY = f"stories/{FULL.id}/"
TRANSLATED = f"bo/stories/{OTHER.id}/"
ADDRESS = URL + STORY
MARGIN = 18 / 25.4 * 72
"""Below this height (points; 18 mm) stands the number of the page alone."""


@pytest.fixture(scope="module")
def at(carried: Site) -> Iterator[str]:
    with served(carried.folder) as address:
        yield address


@pytest.fixture
def opened(browser: Browser, at: str) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a page of the site, or of the one at ``site``."""
    contexts = []

    def opened(url: str, site: str = at, **options: Any) -> Page:
        contexts.append(browser.new_context(**options))
        page = contexts[-1].new_page()
        goto(page, site + url, "networkidle")
        return page

    yield opened
    for context in contexts:
        context.close()


def printed(page: Page) -> Any:
    return pypdfium2.PdfDocument(page.pdf(format="A4", prefer_css_page_size=True))


def texts(document: Any) -> list[str]:
    """Return the text of each page of a PDF without white space; its number comes first."""
    return ["".join(sheet.get_textpage().get_text_range().split()) for sheet in document]


def foot(sheet: Any) -> str:
    """Return the last line of a page, above its number."""
    text = sheet.get_textpage()
    boxes = [(text.get_text_range(n, 1), *text.get_charbox(n)) for n in range(text.count_chars())]
    body = [(low, left, char) for char, left, low, *_ in boxes if low > MARGIN and char.strip()]
    last = min(low for low, *_ in body)
    return "".join(char for low, _, char in sorted(body, key=itemgetter(1)) if low < last + 5)


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "none"])
@pytest.mark.parametrize(
    ("url", "folded"),
    [
        (STORY, ("灯在<村口>", "甲市日报,2024-06-01", "“2024年”")),  # the last: why that year
        (TRANSLATED, ("ཆུ་འགྲམ་གྱི་སྨན་ཁང༌།", "河边的诊所[N/OL]", "APA7")),
    ],
)
def test_what_is_folded_is_printed(
    opened: Callable[..., Page], url: str, folded: tuple[str, ...], scripts: bool
) -> None:
    page = opened(url, java_script_enabled=scripts)
    assert not page.locator(".cite p").first.is_visible()
    pages = texts(printed(page))
    assert all(text.startswith(f"{n}/{len(pages)}") for n, text in enumerate(pages, 1))
    text = "".join(pages)
    assert all(words in text for words in folded), text
    assert URL + url.removeprefix("bo/") in text


def test_a_description_of_a_story_names_on_paper_where_its_text_is(
    opened: Callable[..., Page],
) -> None:
    text = "".join(texts(printed(opened(f"bo/{STORY}"))))
    assert "灯在<村口>" in text and text.endswith(ADDRESS)


def test_what_serves_a_screen_is_not(opened: Callable[..., Page]) -> None:
    page = opened(STORY)
    page.locator("[data-tools]:not([hidden])").wait_for()
    seen = page.inner_text("body").replace("\n", "")
    text = "".join(texts(printed(page)))
    for word in ("总览", "BibTeX", "本站不向任何第三方", "报错"):
        assert word not in text, word
    assert "总览" in seen and "§" not in text and "✎" not in text
    assert text.count("http") == text.count(ADDRESS)  # no link's address beside its words


@pytest.mark.parametrize("page", ["", "regions/xizang/", "browse/", "stories/", "bo/", "data/"])
def test_every_page_says_whose_it_is(opened: Callable[..., Page], page: str) -> None:
    last = texts(printed(opened(page)))[-1]
    name = TABLES.terms["word.site"].bo if page.startswith("bo/") else "援藏故事档案"
    assert last.split(name)[-1].startswith(URL + page), last[-80:]


def test_without_an_address_the_path_stands_and_no_code(
    opened: Callable[..., Page], address: str
) -> None:
    page = opened("stories/hostile/", address)
    assert page.locator(".paper svg").count() == 0
    assert "stories/hostile/" in texts(printed(page))[-1]


def test_the_code_on_paper_leads_to_the_story(opened: Callable[..., Page]) -> None:
    for url in (STORY, TRANSLATED):
        last = list(printed(opened(url)))[-1]
        image = np.array(last.render(scale=2).to_pil().convert("RGB"))
        address = URL + url.removeprefix("bo/")
        assert cv2.QRCodeDetector().detectAndDecode(image)[0] == address


@pytest.mark.parametrize(
    "address", ["https://a.example/", f"{URL}stories/{'a-' * 60}/", f"{URL}甲/"]
)
def test_a_code_has_no_style_and_says_its_address(browser: Browser, address: str) -> None:
    svg = qr_code(address)
    assert "style" not in svg and "class" not in svg and svg.startswith("<svg viewBox=")
    page = browser.new_page()
    page.set_content(f'<div style="width:400px;padding:60px">{svg}</div>')
    image = cv2.imdecode(np.frombuffer(page.screenshot(), np.uint8), cv2.IMREAD_COLOR)
    page.close()
    assert image is not None
    assert unquote(cv2.QRCodeDetector().detectAndDecode(image)[0]) == address


def test_a_caption_is_as_wide_as_the_text(opened: Callable[..., Page]) -> None:
    page = opened(STORY)
    page.emulate_media(media="print")
    body = page.locator(".story__body").bounding_box()
    assert body
    for caption in page.locator("figcaption").all():
        box = caption.bounding_box()
        assert box and box["width"] > 0.95 * body["width"]
    assert CAPTION in "".join(texts(printed(page)))


def test_no_heading_is_left_at_the_foot_of_a_page(opened: Callable[..., Page]) -> None:
    document = printed(opened(STORY))
    feet = [foot(sheet) for sheet in document]
    headings = {*HEADINGS, "著录", "谁帮助谁", "引用", "著录依据"}
    assert len(feet) > 3 and all(feet)
    assert headings.isdisjoint(feet), feet


def test_a_dark_screen_prints_black_on_white(opened: Callable[..., Page]) -> None:
    page = opened(STORY, color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(230, 223, 210)"
    sheet = np.array(next(iter(printed(page))).render(scale=1).to_pil().convert("L"))
    assert sheet.max() == 255 and sheet.min() < 60 and np.median(sheet) == 255


def test_tibetan_keeps_its_leading(opened: Callable[..., Page]) -> None:
    page = opened(f"bo/stories/{OTHER.id}/")
    page.emulate_media(media="print")
    height, size = page.locator(".story__body > p").first.evaluate(
        "p => [getComputedStyle(p).lineHeight, getComputedStyle(p).fontSize].map(parseFloat)"
    )
    assert height / size >= 1.99


def test_older_browsers_open_and_close_what_is_folded(opened: Callable[..., Page]) -> None:
    page = opened(STORY)
    page.locator("[data-tools]:not([hidden])").wait_for()
    folded = "document.querySelectorAll('main details:not([open])').length"
    before = page.evaluate(folded)
    page.evaluate("document.querySelector('main details.evidence').open = true")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert before > 1 and page.evaluate(folded) == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(folded) == before - 1  # what the reader had opened stays open


def test_on_a_screen_nothing_of_paper_is_shown(opened: Callable[..., Page]) -> None:
    page = opened(STORY)
    assert page.locator(".paper").count() == 1
    assert not page.locator(".paper").is_visible()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(250, 247, 240)"


def test_what_narrows_answers_takes_no_paper(opened: Callable[..., Page]) -> None:
    """Invisible, and as high as its lists, it made three blank pages behind eight answers."""
    page = opened(f"search/?q={CAPTION[:4]}&status=未校对")
    page.wait_for_selector("[data-search-found] .hit")
    assert not page.locator("[data-search-paper]").is_visible()
    page.emulate_media(media="print")
    sides = page.locator(".search__side, .browse__side").all()
    assert sides and not any(side.is_visible() for side in sides)
    sheets = texts(printed(page))
    assert all(len(text) > len("1/1") + 3 for text in sheets)
    assert f"{CAPTION[:4]}·未校对" in sheets[0]  # what was asked
