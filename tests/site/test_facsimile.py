"""对照原稿 with the page: every passage at its place, in any width, by pointer, keys and ear."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request

from aidstories.model import Article, Passage, Role
from aidstories.restore.reading.extraction import Box
from aidstories.site.story.facsimile import FOLDER
from aidstories.site.story.press import paired
from aidstories.site.story.sentences import sentences
from tests.browser import goto
from tests.restore.reading.newspaper import Piece, Place
from tests.site.conftest import OWN, PUBLIC, Paged

COVERED = 0.8
"""Intersection over union that a box has at least with the known place."""
BOXES = """() => Object.fromEntries([...document.querySelectorAll(".facsimile__page a")].map(a => {
  const page = a.closest(".facsimile__page").querySelector("img").getBoundingClientRect()
  const boxes = [...a.querySelectorAll("rect")].map(rect => {
    const box = rect.getBoundingClientRect()
    return [(box.left - page.left) / page.width, (box.top - page.top) / page.height,
      (box.right - page.left) / page.width, (box.bottom - page.top) / page.height]
  })
  return [a.getAttribute("href").slice(1), boxes]
}))"""
"""The boxes of every block in the browser, as shares of the page's width and height: browsers round
a picture's height to a pixel, a tenth of a box of one line at the foot of the page."""


@pytest.fixture
def open_story(browser: Browser, paged: Paged, paged_address: str) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a story of the public page, by default the longest."""
    contexts = []

    def open_story(width: int = 1440, id_: str = "", folder: str = "", **options: Any) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            reduced_motion="reduce",
            service_workers="block",
            **options,
        )
        contexts.append(context)
        page = context.new_page()
        goto(page, f"{paged_address}{folder}stories/{id_ or longest(paged)}/")
        if options.get("java_script_enabled", True) and not folder:
            page.wait_for_selector("[data-tools]:not([hidden])")
        return page

    yield open_story
    for context in contexts:
        context.close()


DECODED = "image => image.decode()"


def unfold(page: Page) -> None:
    """Open the pages of the capture and wait for the first."""
    page.click("#facsimile summary")
    image = page.locator(".facsimile__page img").first
    image.scroll_into_view_if_needed()
    image.evaluate(DECODED)


def longest(paged: Paged) -> str:
    """Return the story of the public page that has the most blocks."""
    return max(paged.stories(PUBLIC), key=lambda id_: len(texts(paged, id_)))


def texts(paged: Paged, id_: str) -> dict[str, str]:
    """Return the texts of the blocks of a story by their anchors, and of its title."""
    page = paged.page(f"stories/{id_}/")
    blocks = {block["id"]: bare(block.get_text()) for block in page.select(".story__body > [id]")}
    return {"sheet": bare(page.h1.get_text()), **blocks}


def bare(text: str) -> str:
    return re.sub(r"\s|图片未收藏", "", text)


def likeness(one: Box, other: Box) -> float:
    """Return the intersection of two boxes over their union."""
    width = min(one.right, other.right) - max(one.left, other.left)
    height = min(one.bottom, other.bottom) - max(one.top, other.top)
    both = max(0, width) * max(0, height)
    areas = sum((box.right - box.left) * (box.bottom - box.top) for box in (one, other))
    return both / (areas - both)


def known(paged: Paged) -> dict[str, Piece]:
    """Return the printed pieces by their texts."""
    return {bare(piece.text): piece for piece in paged.printed.pieces}


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, pytest.param(1440, marks=pytest.mark.long)])
def test_each_box_covers_its_text(
    open_story: Callable[..., Page], paged: Paged, width: int
) -> None:
    pieces, compared = known(paged), 0
    for id_ in paged.stories(PUBLIC):
        page = open_story(width, id_)
        unfold(page)
        boxes = page.evaluate(BOXES)
        for anchor, text in texts(paged, id_).items():
            places = pieces[text].places if text in pieces else ()
            if not places:
                continue
            shares = zip(boxes[anchor], places, strict=True)
            assert all(likeness(Box(*b), part(p, paged)) >= COVERED for b, p in shares), text
            compared += 1
    assert compared >= 20


def part(place: Place, paged: Paged) -> Box:
    width, height = paged.printed.width, paged.printed.height
    left, top, right, bottom = place.box
    return Box(left / width, top / height, right / width, bottom / height)


def test_a_box_beside_its_text_would_be_seen() -> None:
    assert likeness(Box(0, 0, 10, 10), Box(0, 0, 10, 10)) == 1
    assert likeness(Box(0, 0, 10, 10), Box(0, 2, 10, 12)) < COVERED
    assert likeness(Box(0, 0, 10, 10), Box(20, 0, 30, 10)) == 0


def test_nothing_is_shown_of_a_page_that_may_not_be_published(paged: Paged) -> None:
    assert (paged.folder / FOLDER / PUBLIC).is_dir()
    assert not (paged.folder / FOLDER / OWN).exists()
    for id_ in paged.stories(OWN):
        page = paged.page(f"stories/{id_}/")
        assert not page.select(".facsimile, .place, [href*='facsimile']")
        assert '"sentences"' not in (paged.folder / f"apparatus/{id_}.json").read_text("utf-8")
    shown = paged.page(f"stories/{longest(paged)}/")
    assert shown.select(".facsimile") and shown.select(".place")


def test_the_record_of_a_capture_is_named(paged: Paged) -> None:
    page = paged.page("stories/record/")
    said = next(row for row in page.select(".record dl > div") if row.dt.get_text() == "原稿")
    assert bare(said.dd.select_one(".seed").get_text()) == "feed.xml"
    named, _, summed = bare(said.dd.get_text()).partition("SHA-256")
    assert named == "feed.xml·条目3" and summed == "0" * 64 + "怎样核对"


@pytest.mark.browser
def test_pictures_are_fetched_when_they_are_looked_at(open_story: Callable[..., Page]) -> None:
    page = open_story(390, device_scale_factor=3)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.reload(wait_until="networkidle")
    assert not [url for url in asked if url.endswith(".webp")]
    room = page.evaluate("document.querySelector('.facsimile').clientHeight")
    page.click("#facsimile summary")
    image = page.locator(".facsimile__page img")
    before = image.bounding_box()
    image.evaluate(DECODED)
    assert image.bounding_box() == pytest.approx(before, abs=0.5) and room < 100
    assert [url.split("/")[-1] for url in asked if url.endswith(".webp")] == ["1-1280.webp"]


@pytest.mark.browser
def test_no_other_host_is_asked(open_story: Callable[..., Page], paged_address: str) -> None:
    page = open_story()
    foreign: list[str] = []

    def watch(request: Request) -> None:
        if request.url.startswith("http") and not request.url.startswith(paged_address):
            foreign.append(request.url)

    page.on("request", watch)
    page.click("#facsimile summary")
    page.locator("#p1 .place").click()
    page.locator(".crop image").wait_for()
    page.click("[data-compare]")
    page.locator("dialog .facsimile__page img").wait_for()
    assert foreign == []


@pytest.mark.browser
def test_a_paragraph_shows_its_crop_by_keys(open_story: Callable[..., Page], paged: Paged) -> None:
    page = open_story()
    link = page.get_by_role("link", name="第2段在原稿第1页的位置")
    link.focus()
    page.keyboard.press("Enter")
    crop = page.get_by_role("group", name="第2段，原稿第1页上的样子")
    crop.wait_for()
    assert crop.evaluate("e => e === document.activeElement")
    assert crop.evaluate("e => e.previousElementSibling.id") == "p2"
    view = crop.locator("svg").first.get_attribute("viewBox") or ""
    left, top, width, height = map(float, view.split())
    place = known(paged)[texts(paged, longest(paged))["p2"]].places[0]
    box = Box(*(side * 0.75 for side in place.box))
    assert left < box.left and top < box.top
    assert left + width > box.right and top + height > box.bottom
    assert link.get_attribute("aria-expanded") == "true"
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert page.locator(".crop").count() == 0
    assert link.evaluate("e => e === document.activeElement")
    assert link.get_attribute("aria-expanded") is None


@pytest.mark.browser
def test_one_crop_is_open_at_a_time(open_story: Callable[..., Page]) -> None:
    page = open_story(390)
    page.locator("#p1 .place").click()
    page.locator("#p1 + .crop").wait_for()
    page.locator("#p3 .place").click()
    page.locator("#p3 + .crop").wait_for()
    assert page.locator(".crop").count() == 1
    page.get_by_role("button", name="关闭").click()
    assert page.locator(".crop").count() == 0
    page.locator("#p3 .place").click()
    page.locator("#p3 .place").click()
    assert page.locator(".crop").count() == 0


@pytest.mark.browser
@pytest.mark.parametrize("scripts", [True, False])
def test_page_and_text_lead_to_each_other(open_story: Callable[..., Page], scripts: bool) -> None:
    """Plain links do, with scripts and without."""
    page = open_story(java_script_enabled=scripts)
    if scripts:
        page.locator("#p2 .place").click()
        page.get_by_role("link", name="看整版").click()
    else:
        page.locator("#p2 .place").focus()
        page.keyboard.press("Enter")
    page.wait_for_url("**/#page-1-p2")
    mark = page.locator("#page-1-p2")
    assert mark.evaluate("e => e.matches(':target')")
    box = mark.bounding_box()
    assert box and 48 <= box["y"] <= 900 - box["height"]
    rect = mark.locator("rect").first
    assert rect.evaluate("e => getComputedStyle(e).strokeWidth") == "2px"
    page.get_by_role("link", name="第3段，在第1页").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/#p3")
    text = page.locator("#p3").bounding_box()
    assert text and 0 <= text["y"] <= 900


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1440])
def test_a_sentence_shows_how_it_was_printed(
    open_story: Callable[..., Page], paged: Paged, width: int
) -> None:
    page = open_story(width)
    page.click("[data-compare]")
    page.locator("dialog[open]").wait_for()
    chosen = page.locator(".sentence").nth(4)
    chosen.focus()
    page.keyboard.press("Enter")
    page.locator("dialog .crop").wait_for()
    assert page.locator("dialog .facsimile__chosen").count() >= 1
    outlined = page.locator("dialog .facsimile__chosen rect").first.bounding_box()
    pane = page.locator(".compare__pages").bounding_box()
    assert outlined and pane
    assert pane["y"] <= outlined["y"] <= pane["y"] + pane["height"]
    page.keyboard.press("Escape")
    assert page.locator("dialog .crop, dialog .facsimile__chosen").count() == 0
    assert chosen.evaluate("e => e === document.activeElement")
    page.keyboard.press("Escape")
    page.locator("dialog").wait_for(state="detached")


@pytest.mark.browser
def test_a_passage_on_the_page_leads_to_its_text(open_story: Callable[..., Page]) -> None:
    page = open_story(390)
    page.click("[data-compare]")
    page.locator("dialog[open]").wait_for()
    marks = page.locator("dialog .compare__pages a")
    parts = page.locator("dialog .compare__made p[data-part]")
    assert marks.count() == parts.count()
    last = marks.last
    name = last.get_attribute("aria-label") or ""
    assert re.fullmatch("“.{1,18}”，在第1页", name)
    last.focus()
    page.keyboard.press("Enter")
    focused = page.evaluate("document.activeElement.closest('[data-part]').dataset.part")
    assert focused == last.get_attribute("data-part")
    assert page.evaluate("document.activeElement.closest('.compare__made') !== null")


@pytest.mark.browser
def test_the_text_of_the_capture_is_one_press_away(open_story: Callable[..., Page]) -> None:
    page = open_story()
    page.click("[data-compare]")
    page.locator("dialog[open]").wait_for()
    shown = [page.locator(f".compare__{kind}") for kind in ("pages", "raw")]
    assert [pane.is_visible() for pane in shown] == [True, False]
    page.get_by_role("button", name="文字").press("Enter")
    assert [pane.is_visible() for pane in shown] == [False, True]
    assert page.get_by_role("button", name="文字").get_attribute("aria-pressed") == "true"


@pytest.mark.browser
def test_the_sentences_are_the_text(open_story: Callable[..., Page]) -> None:
    """Cutting a passage into sentences loses and doubles nothing."""
    page = open_story()
    page.click("[data-compare]")
    page.locator("dialog[open]").wait_for()
    parts = page.locator("dialog .compare__made p[data-part]").all_text_contents()
    [address] = page.locator("[data-compare]").evaluate_all(
        "all => all.map(e => new URL(e.dataset.compare, location).href)"
    )
    made = page.evaluate(
        """async url => {
          const { raw, edits, passages } = await (await fetch(url)).json()
          const text = piece => (typeof piece === "number" ? edits[piece][1] : piece ?? "")
          return passages.map(([, ranges]) =>
            ranges.flatMap(([from, to]) => raw.slice(from, to)).map(text).join(""))
        }""",
        address,
    )
    assert parts == made and len(page.query_selector_all(".sentence")) > len(parts)


@pytest.mark.browser
def test_paper_carries_the_text_alone(open_story: Callable[..., Page]) -> None:
    page = open_story()
    page.locator("#p1 .place").click()
    page.emulate_media(media="print")
    for part in (".facsimile", ".place", ".crop"):
        assert not page.locator(part).first.is_visible()


@pytest.mark.browser
def test_the_tibetan_page_leads_to_them(open_story: Callable[..., Page]) -> None:
    page = open_story(folder="bo/")
    assert page.locator(".facsimile, .place, [data-compare]").count() == 0
    page.locator(".original").click()
    page.wait_for_selector("[data-tools]:not([hidden])")
    unfold(page)
    assert page.locator(".facsimile__page a").count() > 3


def passage(text: str, role: Role = Role.PARAGRAPH) -> Passage:
    return Passage(role=role, text=text)


def article(*passages: Passage) -> Article:
    return Article(passages=passages)


@pytest.mark.parametrize(
    ("edited", "found"),
    [
        (("题", "一", "二", "三"), (0, 1, 2, 3)),
        (("题", "一", "二改", "三"), (0, 1, 2, 3)),
        (("新题", "一", "二", "三改"), (0, 1, 2, 3)),
        (("题", "一", "插", "二改", "三"), (0, 1, None, 4)),
        (("题", "一", "三"), (0, 1, None, 2)),
        (("题", "三", "一改", "二"), (0, 2, 3, 1)),
        (("题", "三", "二", "一改"), (0, None, 2, 1)),
    ],
    ids=["unchanged", "a word", "both ends", "one more", "one less", "moved along", "moved apart"],
)
def test_what_an_editor_rewrote_keeps_its_place(
    edited: tuple[str, ...], found: tuple[int | None, ...]
) -> None:
    head, *rest = (passage(text) for text in edited)
    published = article(passage(head.text, Role.TITLE), *rest)
    assert paired(article(passage("题", Role.TITLE), *map(passage, "一二三")), published) == found


def test_another_role_is_another_passage() -> None:
    made = article(passage("一"), passage("二", Role.HEADING))
    assert paired(made, article(passage("一"), passage("二改"))) == (0, None)


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("", []),
        ("一句。", ["一句。"]),
        ("“一句。”说完！又一句", ["“一句。”", "说完！", "又一句"]),
        ("3.5 次，没有完", ["3.5 次，没有完"]),
        ("བོད། ཡིག །", ["བོད།", " ཡིག །"]),
    ],
)
def test_sentences(text: str, pieces: list[str]) -> None:
    assert [text[start:end] for start, end in sentences(text)] == pieces
