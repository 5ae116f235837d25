"""The review page in a browser: it keeps place and focus, and keys do what buttons do."""

import re
from collections.abc import Iterable, Iterator
from socketserver import ThreadingMixIn
from threading import Thread
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

import pytest
from playwright.sync_api import Browser, Page, expect

from aidstories.stories.editing import journal
from tests.archive import HOME, Archive
from tests.browser import goto
from tests.preview.ask import make_desk

STATIC = HOME / "scripts/aidstories/preview/static"


class _Server(ThreadingMixIn, WSGIServer):
    daemon_threads = True
    request_queue_size = 128


class _Handler(WSGIRequestHandler):
    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture
def review(same: Archive) -> Iterator[str]:
    """The address of the review page of nine equal doubts, served without a site."""
    desk = make_desk(same)

    def answer(environ: dict[str, Any], start: Any) -> Iterable[bytes]:
        folder, _, name = environ["PATH_INFO"].rpartition("/")
        for file in (STATIC / name, HOME / f"overrides{folder}" / name):
            if name and file.is_file():
                kind = "text/css" if file.suffix == ".css" else "text/javascript"
                start("200 OK", [("Content-Type", kind)])
                return [file.read_bytes()]
        return desk(environ, start)

    server = make_server("127.0.0.1", 0, answer, _Server, _Handler)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/-/review/"
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture
def page(browser: Browser, review: str) -> Iterator[Page]:
    yield from _opened(browser, review, scripts=True)


@pytest.fixture
def plain(browser: Browser, review: str) -> Iterator[Page]:
    """The page without scripts."""
    yield from _opened(browser, review, scripts=False)


def _opened(browser: Browser, address: str, *, scripts: bool) -> Iterator[Page]:
    context = browser.new_context(
        viewport={"width": 1000, "height": 800}, java_script_enabled=scripts
    )
    page = context.new_page()
    faults: list[str] = []
    page.on("console", lambda m: faults.append(m.text) if m.type == "error" else None)
    page.on("pageerror", lambda error: faults.append(str(error)))
    goto(page, address)
    yield page
    context.close()
    assert not [f for f in faults if not re.search("422|404|ERR_FAILED", f)]


def ids(page: Page) -> list[str]:
    return [card.get_attribute("id") or "" for card in page.locator(".card").all()]


def top(page: Page, id_: str) -> float:
    box = page.locator(f"#{id_}").bounding_box()
    assert box is not None
    return box["y"]


def focused(page: Page, id_: str) -> None:
    expect(page.locator(f"#{id_}")).to_be_focused()


def test_keys_walk_and_answer_and_the_list_does_not_jump(page: Page, same: Archive) -> None:
    listed = ids(page)
    for _ in range(3):
        page.keyboard.press("j")
    focused(page, listed[2])
    page.keyboard.press("k")
    focused(page, listed[1])
    before = top(page, listed[1])
    page.keyboard.press("a")
    expect(page.locator(f"#{listed[1]}")).to_have_count(0)
    focused(page, listed[2])
    assert abs(top(page, listed[2]) - before) < 2
    page.keyboard.press("r")
    focused(page, listed[3])
    expect(page.locator(".top")).to_contain_text(f"还有 {len(listed) - 2} 处")
    said = [one.said[0].verdict for one in journal.entries(same.paths)]
    assert said == ["rejected", "accepted"]


def test_a_key_answers_nothing_that_nobody_looks_at(page: Page, same: Archive) -> None:
    before = same.files()
    page.keyboard.press("a")
    focused(page, ids(page)[0])
    assert same.files() == before


def test_while_typing_keys_are_letters(page: Page, same: Archive) -> None:
    before, first = same.files(), ids(page)[0]
    page.keyboard.press("j")
    page.keyboard.press("e")
    field = page.locator(f"#t{first}")
    expect(field).to_be_focused()
    page.keyboard.type("jark?u")
    expect(field).to_have_value("jark?u")
    expect(page.locator("#keys")).not_to_be_visible()
    page.locator(f"#s{first}").focus()
    page.keyboard.type("a")
    page.keyboard.press("Escape")
    focused(page, first)
    page.keyboard.press("Control+a")
    assert same.files() == before


def test_a_correction_by_keys_alone_and_undo(page: Page, same: Archive) -> None:
    before, listed = same.files(), ids(page)
    page.keyboard.press("j")
    page.keyboard.press("e")
    page.keyboard.type("手术")
    page.keyboard.press("Enter")
    focused(page, listed[1])
    expect(page.locator("#done")).to_contain_text("改正：手术")
    page.keyboard.press("u")
    focused(page, listed[0])
    expect(page.locator("#done")).to_contain_text("一字不差")
    assert same.files() == before


def test_what_was_typed_elsewhere_is_kept(page: Page) -> None:
    listed = ids(page)
    page.locator(f"#t{listed[4]}").fill("手朮")
    page.locator(f"#{listed[0]} .quick button").first.click()
    focused(page, listed[1])
    expect(page.locator(f"#t{listed[4]}")).to_have_value("手朮")


def test_an_answer_that_fails_keeps_what_was_typed(page: Page, same: Archive) -> None:
    first = ids(page)[0]
    for path in same.stories():
        path.write_text(path.read_text("utf-8").replace("于木", "x"), "utf-8")
    before = same.files()
    page.locator(f"#t{first}").fill("手术")
    page.keyboard.press("Enter")
    expect(page.locator("#problems")).to_contain_text("找不到")
    expect(page.locator(f"#t{first}")).to_have_value("手术")
    expect(page.locator(f"#t{first}")).to_be_focused()
    assert same.files() == before


def test_a_server_that_is_gone_is_said_and_nothing_lost(page: Page) -> None:
    first = ids(page)[0]
    page.route("**/-/review/*", lambda route: route.abort())
    page.locator(f"#t{first}").fill("手术")
    with page.expect_event("console"):
        page.keyboard.press("Enter")
    expect(page.locator(".said")).to_contain_text("没有送到")
    expect(page.locator(f"#t{first}")).to_have_value("手术")


def test_the_legend(page: Page) -> None:
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("j")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#keys")).not_to_be_visible()
    page.locator(".keys-open").click()
    expect(page.locator("#keys")).to_be_visible()


def test_all_alike_at_once_and_back(page: Page, same: Archive) -> None:
    before, listed = same.files(), len(ids(page))
    page.locator(".card a.same").first.click()
    boxes = page.locator(".alike [type=checkbox]")
    expect(boxes).to_have_count(9)
    boxes.first.uncheck()
    page.locator("#tall").fill("手术")
    page.get_by_role("button", name="都改正").click()
    expect(page.locator("#done")).to_contain_text("等 8 处")
    expect(page.locator(".card")).to_have_count(listed - 8)
    page.locator("#done .undo button").click()
    expect(page.locator(".card")).to_have_count(listed)
    assert same.files() == before


def test_later_from_the_list_of_what_is_settled(page: Page, same: Archive) -> None:
    before = same.files()
    page.locator(".card .quick button").first.click()
    expect(page.locator("#done")).to_be_visible()
    page.get_by_role("link", name="已处理").click()
    expect(page.locator(".settled li")).to_contain_text("原文无误")
    page.locator(".settled .undo button").click()
    expect(page.locator(".settled li")).to_have_count(0)
    assert same.files() == before


def test_without_scripts_the_next_place_is_in_view_and_focused(plain: Page) -> None:
    listed = ids(plain)
    plain.locator(f"#{listed[3]} .quick button").first.click()
    expect(plain).to_have_url(re.compile(f"#{listed[4]}$"))
    expect(plain.locator(f"#{listed[3]}")).to_have_count(0)
    expect(plain.locator(f"#{listed[4]}")).to_be_in_viewport()
    plain.keyboard.press("Tab")
    inside = plain.locator(f"#{listed[4]} :focus")
    expect(inside).to_have_count(1)
    expect(plain.locator(".keys-hint")).not_to_be_visible()


def test_without_scripts_a_failed_answer_stays_where_it_was(plain: Page, same: Archive) -> None:
    listed = ids(plain)
    for path in same.stories():
        path.write_text(path.read_text("utf-8").replace("于木", "x"), "utf-8")
    field = plain.locator(f"#t{listed[5]}")
    field.fill("手术")
    plain.locator(f"#{listed[5]} button[value=corrected]").click()
    expect(plain.locator("#problems")).to_contain_text("找不到")
    expect(plain.locator(f"#t{listed[5]}")).to_have_value("手术")


@pytest.mark.parametrize("width", [320, 390])
def test_on_a_phone_nothing_is_wider_than_the_screen(
    browser: Browser, review: str, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, has_touch=True)
    page = context.new_page()
    for query in ("", f"?same={_first(page, review)}", "?settled=1"):
        goto(page, review + query)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        heights = page.locator("button:visible").evaluate_all(
            "all => all.map(b => b.getBoundingClientRect().height)"
        )
        assert all(height >= 44 for height in heights)
    context.close()


def _first(page: Page, review: str) -> str:
    goto(page, review)
    return ids(page)[0]
