"""The day of the visit in a citation: a script fills it in, or the reader does."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from aidstories.model import Article, Description, Passage, Role, Story, YearBasis
from tests.browser import goto, served
from tests.site.conftest import Site, build_site, copy_docs

pytestmark = pytest.mark.browser
TITLE = "题目里的[引用日期]、{day}与{url}"
STORY = Story(
    id="visited",
    article=Article(
        passages=(
            Passage(role=Role.TITLE, text=TITLE),
            Passage(role=Role.PARAGRAPH, text="一段正文。"),
        )
    ),
    description=Description(
        source="西藏日报", published="2024-05-06", year=2024, year_basis=YearBasis.STATED
    ),
)
NAME = "援藏故事档案"


TRANSLATION = """---
id: visited
title: ཡིག་ཆ།
---

[原文 一段正文]

ཡིག་ཆ་འདི་ཡོད།
"""


def made(folder: Path, site_url: str | None) -> Site:
    docs = copy_docs(folder / "docs", [STORY])
    (docs / "stories/2024/visited.bo.md").write_text(TRANSLATION, "utf-8")
    build_site(docs, folder / "site", site_url=site_url)
    return Site(folder / "site")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site that does not know its address."""
    site = made(tmp_path_factory.mktemp("visit"), None)
    with served(site.folder) as url:
        yield url


def days() -> set[str]:
    """Return today; at midnight, the day before too."""
    return {(date.today() - timedelta(days=n)).isoformat() for n in (0, 1)}


@pytest.mark.parametrize("folder", ["", "bo/"])
def test_a_script_fills_in_the_day_and_the_address(
    open_page: Callable[..., Page], address: str, folder: str
) -> None:
    page = open_page(f"{folder}stories/visited/")
    page.locator(".cite summary").click()
    gbt, apa = page.locator(".cite__text > span").all()
    expect(gbt).to_contain_text("[N/OL]")
    url = f"{address}{folder}stories/visited/"
    assert gbt.text_content() in {
        f"{TITLE}[N/OL]. 西藏日报, 2024-05-06[{day}]. {NAME}: {url}." for day in days()
    }
    assert apa.text_content() == f"{TITLE}. (2024, May 6). 西藏日报. {NAME}. {url}"


def test_without_scripts_it_is_an_article_on_paper(open_page: Callable[..., Page]) -> None:
    page = open_page("stories/visited/", java_script_enabled=False)
    page.locator(".cite summary").click()
    gbt = page.locator(".cite__text > span").first
    assert gbt.text_content() == f"{TITLE}[N]. 西藏日报, 2024-05-06. {NAME}."


def test_a_site_that_knows_its_address_leaves_the_day_to_the_reader(
    browser: Browser, tmp_path: Path
) -> None:
    url = "https://archive.example/a/"
    site = made(tmp_path, url)
    gbt, apa = site.page("stories/visited/").select(".cite__text > span")
    said = f"{TITLE}[N/OL]. 西藏日报, 2024-05-06{{}}. {NAME}: {url}stories/visited/."
    assert gbt.get_text() == said.replace("{}", "[引用日期]")
    assert apa.get_text().endswith(f"{NAME}. {url}stories/visited/")
    assert gbt.select("[data-online]") and not apa.select("[data-online]")
    with served(site.folder) as here:
        page = browser.new_page()
        goto(page, f"{here}stories/visited/")
        page.locator(".cite summary").click()
        shown = page.locator(".cite__text > span").first
        expect(shown).not_to_have_text(said.replace("{}", "[引用日期]"))
        assert shown.text_content() in {said.replace("{}", f"[{day}]") for day in days()}
        page.close()
