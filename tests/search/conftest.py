from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page

from aidstories.model import Story
from aidstories.search import Index
from aidstories.search.documents import Document
from tests.browser import goto, served
from tests.search.corpus import described
from tests.search.pages import corpus, named, settled
from tests.search.site import make_site, opened
from tests.search.synthetic import queries, synthetic
from tests.shared import made_once

MANY = 1000


@pytest.fixture(scope="session")
def many() -> list[Story]:
    """A thousand synthetic stories, oldest first."""
    return synthetic(MANY)


@pytest.fixture(scope="session")
def many_documents(many: list[Story]) -> list[Document]:
    return sorted(map(described, many), key=lambda d: (d.date, d.id))


@pytest.fixture(scope="session")
def many_site(many_documents: list[Document], tmp_path_factory: pytest.TempPathFactory) -> Path:
    def make(base: Path) -> None:
        make_site(base, many_documents)

    return made_once(tmp_path_factory, "many", make)


@pytest.fixture(scope="session")
def many_index(many_site: Path) -> Index:
    return Index(many_site / "search/index")


@pytest.fixture(scope="session")
def many_page(browser: Browser, many_site: Path) -> Iterator[Page]:
    """The page of results over a thousand stories, for tests that run scripts in it."""
    with served(many_site) as address, opened(browser, address) as page:
        yield page


@pytest.fixture(scope="session")
def asked(many: list[Story]) -> list[list[str]]:
    """The queries, each a list of words."""
    found = queries(many)
    assert len(found) >= 96
    return found


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of few stories, with all that a story may have."""
    return make_site(tmp_path_factory.mktemp("page"), list(named(corpus())))


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    with served(site) as url:
        yield url


@pytest.fixture
def ask(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Return a function that asks a query and gives the page when the answer is shown."""
    pages: list[Page] = []
    errors: list[str] = []

    def ask(query: str = "", more: str = "") -> Page:
        page = browser.new_page()
        pages.append(page)
        page.on("pageerror", lambda error: errors.append(str(error)))
        goto(page, f"{address}search/?q={quote(query)}{more}")
        if query:
            settled(page)
        else:
            page.wait_for_selector("[data-search-page][data-ready]")
        return page

    yield ask
    for page in pages:
        page.close()
    assert errors == []
