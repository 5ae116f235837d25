"""The page of no page: its links hold at any depth, it searches, it names the nearest stories."""

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route

from aidstories.site.takeaway.parts import json_parts
from tests.browser import served
from tests.site.conftest import Site
from tests.site.kinds import kinds

pytestmark = pytest.mark.browser


@pytest.fixture(params=["", "deep/er/"])
def root(request: pytest.FixtureRequest, imported: Site, tmp_path: Path) -> Iterator[str]:
    """The site's address, at a server's root and in a folder of it."""
    folder = tmp_path / "server" / request.param
    folder.parent.mkdir(parents=True, exist_ok=True)
    Path(str(folder).rstrip("/")).symlink_to(imported.folder)
    with served(tmp_path / "server") as address:
        yield address + request.param


@pytest.fixture
def open_missing(browser: Browser) -> Iterator[Callable[..., Page]]:
    contexts = []

    def open_missing(
        address: str, routes: Mapping[str, Callable[[Route], None]] = {}, **options: bool
    ) -> Page:
        context = browser.new_context(service_workers="block", **options)  # type: ignore[arg-type]
        contexts.append(context)
        page = context.new_page()
        for pattern, answer in routes.items():
            page.route(pattern, answer)
        response = page.goto(address, wait_until="load")
        assert response is not None and response.status == 404
        if options.get("java_script_enabled", True):
            page.locator("[data-found]").wait_for(state="attached")
        return page

    yield open_missing
    for context in contexts:
        context.close()


def near(page: Page, language: str = "zh-Hans") -> list[str]:
    links = page.locator(f"section[lang={language}] [data-near]:not([hidden]) a")
    return [link.evaluate("a => a.href") for link in links.all()]


def test_the_story_that_was_meant_is_named(
    root: str, imported: Site, open_missing: Callable[..., Page]
) -> None:
    story = kinds(imported.folder)["zh stories *"]
    for asked in (f"{story[:-4]}/", f"x/{story[8:-1]}.html"):
        page = open_missing(root + asked)
        assert near(page) == [root + story], asked
        assert page.locator("section").first.get_attribute("lang") == "zh-Hans"


def test_a_title_finds_its_story(
    root: str, imported: Site, open_missing: Callable[..., Page]
) -> None:
    stories = json.loads((imported.folder / "stories/near.json").read_text("utf-8"))["stories"]
    story, title = stories[0]
    assert near(open_missing(f"{root}stories/{title[:-2]}"))[0] == f"{root}stories/{story}/"


def test_it_reads_on_where_the_file_of_stories_ends(
    root: str, imported: Site, open_missing: Callable[..., Page]
) -> None:
    text = (imported.folder / "stories/near.json").read_text("utf-8")
    parts = dict(json_parts("stories/near.json", text, "stories", most=200))
    assert len(parts) > 3
    story, title = json.loads(text)["stories"][-1]

    def part(route: Route) -> None:
        route.fulfill(body=parts["stories/" + route.request.url.rpartition("/")[2]])

    page = open_missing(f"{root}stories/{title[:-2]}", {"**/stories/near*.json": part})
    assert f"{root}stories/{story}/" in near(page)


@pytest.mark.parametrize(("language", "folder"), [("zh-Hans", ""), ("bo", "bo/")])
def test_the_old_page_of_a_name_leads_to_what_tells_of_it(
    root: str, imported: Site, open_missing: Callable[..., Page], language: str, folder: str
) -> None:
    index = f"{folder}institutions/"
    rows = json.loads((imported.folder / index / "names.json").read_text("utf-8"))["names"]
    (name, _, _, own, *leads) = next(row for row in rows if row[4:5] != [1])
    page = open_missing(f"{root}{index}{own}")
    links = near(page, language)
    target = urljoin(f"{root}{index}", leads[0] if leads else f"#name-{name}")
    assert [unquote(link) for link in links] == [unquote(target)]
    path = urlsplit(links[0]).path.removeprefix(urlsplit(root).path)
    assert (imported.folder / path / "index.html").is_file()


def test_an_unknown_name_leads_nowhere(root: str, open_missing: Callable[..., Page]) -> None:
    assert near(open_missing(f"{root}people/qqq-zzz/")) == []


@pytest.mark.parametrize("asked", ["stories/qqq-zzz-xxx/", "nowhere/at/%E0"])
def test_nothing_is_near_what_resembles_nothing(
    root: str, asked: str, open_missing: Callable[..., Page]
) -> None:
    page = open_missing(root + asked)
    assert near(page) == []
    assert page.locator("nav a").first.evaluate("a => a.href") == root


def test_a_tibetan_address_is_answered_in_tibetan_first(
    root: str, imported: Site, open_missing: Callable[..., Page]
) -> None:
    story = kinds(imported.folder)["zh stories *"]
    page = open_missing(f"{root}bo/{story[:-3]}/")
    assert page.locator("html").get_attribute("lang") == "bo"
    assert page.locator("main > section").first.get_attribute("lang") == "bo"
    assert near(page, "bo")[0] == f"{root}bo/{story}"


def test_it_searches(root: str, open_missing: Callable[..., Page]) -> None:
    page = open_missing(f"{root}stories/nothing/here/")
    page.locator("section[lang=zh-Hans] input").fill("那曲")
    page.locator("section[lang=zh-Hans] button").click()
    page.wait_for_url(f"{root}search/?q=*")
    page.locator(".hit").first.wait_for()


def test_it_searches_without_scripts(
    imported_address: str, open_missing: Callable[..., Page]
) -> None:
    page = open_missing(f"{imported_address}stories/nothing/", java_script_enabled=False)
    page.locator("section[lang=zh-Hans] input").fill("那曲")
    page.locator("section[lang=zh-Hans] button").click()
    page.wait_for_url(f"{imported_address}search/?q=*")
    assert page.locator(".search__still").is_visible()
