"""Tables of a story on screens of any width."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Page

from aidstories.model import Article, Description, Passage, Role, Story
from tests.browser import served
from tests.site.conftest import build_site, copy_docs

pytestmark = pytest.mark.browser

WIDE = ("地市名称", "HARD", "床位数", "差值", "卫生技术人员数", "差值", "注册护士数", "差值", "PAD")
NARROW = ("年份", "床位数")
TRANSLATION = """---
id: tables
title: ས་ཁུལ་སོ་སོའི་ཉལ་ཁྲི།
---

[原文 下表列出床位数。]

གཤམ་གྱི་རེའུ་མིག
"""
"""The tables are not translated: they stand in Chinese on the Tibetan page."""


def _table(head: tuple[str, ...], figure: str) -> Iterator[Passage]:
    for cells in (head, *((f"第{n}市", *[figure] * (len(head) - 1)) for n in range(1, 4))):
        yield Passage(role=Role.ROW, text="\t".join(cells))


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The site of one story with a wide table and a narrow one."""
    base = tmp_path_factory.mktemp("tables")
    between = Passage(role=Role.PARAGRAPH, text="下表列出床位数。")
    passages = (
        Passage(role=Role.TITLE, text="各市的床位"),
        *_table(WIDE, "-10.25"),
        between,
        *_table(NARROW, "3393"),
    )
    story = Story(
        id="tables",
        article=Article(passages=passages),
        description=Description(regions=("西藏自治区/那曲市",)),
    )
    docs = copy_docs(base / "docs", [story])
    (file,) = (docs / "stories").glob("*/tables.md")
    file.with_suffix(".bo.md").write_text(TRANSLATION, "utf-8")
    build_site(docs, base / "site")
    with served(base / "site") as url:
        yield url


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("folder", ["", "bo/"])
def test_a_wide_table_scrolls_in_its_own_frame(
    open_page: Callable[..., Page], width: int, scripts: bool, folder: str
) -> None:
    page = open_page(f"{folder}stories/tables/", width=width, java_script_enabled=scripts)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    wide, narrow = page.locator(".rows__scroll").all()
    assert wide.evaluate("e => e.scrollWidth > e.clientWidth")
    assert narrow.evaluate("e => e.scrollWidth <= e.clientWidth")


def test_a_wide_table_is_reached_by_the_keyboard_and_has_a_name(
    open_page: Callable[..., Page],
) -> None:
    page = open_page("stories/tables/", width=390)
    wide = page.get_by_role("region", name="地市名称 HARD 床位数")
    wide.focus()
    for _ in range(100):
        page.keyboard.press("ArrowRight")
        if wide.evaluate("e => e.scrollLeft > 0"):
            return
    pytest.fail("the arrow keys do not move it")


@pytest.mark.parametrize("width", [390, 1440])
def test_words_and_figures_stay_whole(open_page: Callable[..., Page], width: int) -> None:
    page = open_page("stories/tables/", width=width)
    for text in ("HARD", "PAD", "-10.25", "3393"):
        lines = page.get_by_role("cell", name=text, exact=True).or_(
            page.get_by_role("columnheader", name=text, exact=True)
        )
        assert (
            lines.first.evaluate(
                "e => { const r = document.createRange(); r.selectNodeContents(e);"
                " return new Set([...r.getClientRects()].map(b => b.top)).size }"
            )
            == 1
        ), text


def test_on_paper_the_whole_table_is_printed(open_page: Callable[..., Page]) -> None:
    page = open_page("stories/tables/", width=700)
    page.emulate_media(media="print")
    assert page.locator(".rows__scroll").first.evaluate("e => getComputedStyle(e).overflowX") == (
        "visible"
    )
