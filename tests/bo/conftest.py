"""The site with a translated story, and a browser."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext

from aidstories.model import Story
from tests.bo.sample import (
    HALF_DONE,
    HALFWAY,
    ORIGINAL,
    QUOTING,
    STATED,
    TRANSLATION,
    UNTRANSLATED,
)
from tests.browser import goto, served
from tests.shared import made_once
from tests.site.conftest import Site, build_site, copy_docs
from tests.site.gold import gold_stories


def sample_stories() -> tuple[Story, ...]:
    return (*gold_stories(), ORIGINAL, UNTRANSLATED, QUOTING, HALFWAY, STATED)


def write_bo_site(base: Path) -> None:
    """Build the site of the sample stories, two of them translated, in ``base / "site"``."""
    docs = copy_docs(base / "docs", sample_stories())
    path = docs / "stories/2021" / f"{ORIGINAL.id}.bo.md"
    path.write_text(TRANSLATION, encoding="utf-8")
    begun = docs / "stories/2022" / f"{HALFWAY.id}.bo.md"
    begun.write_text(HALF_DONE, encoding="utf-8")
    build_site(docs, base / "site")


@pytest.fixture(scope="session")
def bo_stories() -> tuple[Story, ...]:
    return sample_stories()


@pytest.fixture(scope="session")
def bo_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    return Site(made_once(tmp_path_factory, "tibetan", write_bo_site) / "site")


@pytest.fixture(scope="session")
def bo_address(bo_site: Site) -> Iterator[str]:
    with served(bo_site.folder) as url:
        yield url


@pytest.fixture
def open_bo(browser: Browser, bo_address: str) -> Iterator[Callable[..., Any]]:
    """Return a function that opens a page and notes every address that it loads."""
    contexts: list[BrowserContext] = []

    def open_bo(url: str = "", width: int = 1440, **options: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page: Any = context.new_page()
        page.loaded = []
        context.on("request", lambda request: page.loaded.append(urlsplit(request.url).path))
        goto(page, bo_address + url, "networkidle")
        return page

    yield open_bo
    for context in contexts:
        context.close()
