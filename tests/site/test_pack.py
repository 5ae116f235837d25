"""The site as a ZIP file: unpacked and opened from a disk, it is read, browsed and linked."""

import json
import re
import tomllib
import zipfile
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from playwright.sync_api import Browser, Page, Request

from aidstories.site.incremental.build import Build
from aidstories.site.takeaway.pack import ADDRESS, pack_site
from aidstories.site.takeaway.pack.modules import UnknownForm, as_function
from aidstories.site.takeaway.pack.pack import packed_files
from aidstories.site.takeaway.pack.pages import CLASSIC, as_file, packed
from tests.archive import HOME, Archive
from tests.browser import goto, served
from tests.site.carried import ALONE, FULL, OTHER
from tests.site.conftest import Site

CASES = HOME / "tests/cases"
LINKS = tomllib.loads((CASES / "packed_links.toml").read_text("utf-8"))
MODULES = tomllib.loads((CASES / "packed_modules.toml").read_text("utf-8"))
SCRIPTS = sorted((HOME / "overrides/assets/javascripts").rglob("*.js"))


@pytest.mark.parametrize("case", LINKS["case"], ids=lambda case: case["link"])
def test_a_folder_becomes_its_page(case: dict[str, str]) -> None:
    assert as_file(case["link"]) == case["file"]
    assert as_file(case["file"]) == case["file"]


@pytest.mark.parametrize("case", LINKS["negative"], ids=lambda case: case["link"])
def test_other_links_stay(case: dict[str, str]) -> None:
    assert as_file(case["link"]) == case["link"]


@given(st.text())
def test_a_link_is_turned_once(link: str) -> None:
    assert as_file(as_file(link)) == as_file(link)


@pytest.mark.parametrize("case", MODULES["case"], ids=lambda case: case["module"])
def test_a_module_becomes_a_function(case: dict[str, str]) -> None:
    exports = case.get("exports", "")
    head, *body, last, end = as_function("a.js", case["module"]).split("\n")
    assert head == 'define("a.js", async ($load, $here, fetch) => {'
    assert "\n".join(body).strip("\n") == case["function"].strip("\n")
    assert (last, end) == (f"return {{ {exports} }}", "})")


@pytest.mark.parametrize("case", MODULES["negative"], ids=lambda case: case["module"])
def test_an_unknown_form_stops_the_build(case: dict[str, str]) -> None:
    with pytest.raises(UnknownForm, match=r"a\.js"):
        as_function("a.js", case["module"])


def test_no_module_waits_for_itself() -> None:
    """Functions that await each other's exports would never end, where modules may be circular."""
    graph = {
        path: {
            (path.parent / name).resolve()
            for name in re.findall(r'^import\s[^"]*"([^"]+)"', path.read_text("utf-8"), re.M)
        }
        for path in SCRIPTS
    }
    assert any(graph.values())
    assert list(TopologicalSorter(graph).static_order())


def test_a_page_keeps_its_policy_and_lets_files_in() -> None:
    page = (
        '<meta http-equiv="Content-Security-Policy" '
        "content=\"default-src 'none'; img-src 'self'\">"
        "<p title=\"'self'\">"
    )
    assert packed(page) == page.replace("img-src 'self'", "img-src 'self' file:")


def test_a_page_without_modules_gets_no_script() -> None:
    page = '<body><script src="a.js"></script></body>'
    assert packed(page) == page


def test_what_is_shown_in_the_zip_alone_and_what_is_left_out() -> None:
    page = "<p data-packed hidden>甲</p><div data-unpacked><b>乙</b></div><p hidden>丙</p>"
    assert packed(page) == "<p data-packed>甲</p><p hidden>丙</p>"


# the file


@pytest.fixture(scope="module")
def folder(carried: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ZIP file, unpacked."""
    target = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(carried.folder / ADDRESS) as archive:
        assert {name.partition("/")[0] for name in archive.namelist()} == {"aidstories"}
        archive.extractall(target)
    return target / "aidstories"


def links(folder: Path, path: Path) -> Iterator[str]:
    """Yield what a page leads to and loads within its own site, relative to the folder."""
    here = dirname(path.relative_to(folder).as_posix())
    found = html.parse(str(path), html.HTMLParser(encoding="utf-8")).xpath(
        "//@href|//@src|//@action"
    )
    for link in map(urlsplit, found):
        if not link.scheme and not link.netloc and link.path:
            yield normpath(join(here, unquote(link.path)))


def test_every_link_leads_to_a_file(folder: Path) -> None:
    wrong = {
        (path.relative_to(folder).as_posix(), link)
        for path in folder.rglob("*.html")
        for link in links(folder, path)
        if link.startswith(("..", "/")) or not (folder / link).is_file()
    }
    assert wrong == set()


@pytest.mark.parametrize(
    ("name", "script"),
    [
        ("browse/facets.json", True),
        ("bo/browse/facets.json", True),
        ("apparatus/a.json", True),
        ("search/values.json", False),
        ("bo/search/values.json", False),
        ("data/stories.json", False),
        ("stories/feed.json", False),
        ("stories/a/a.csl.json", False),
    ],
)
def test_what_pages_read_becomes_a_script(tmp_path: Path, name: str, script: bool) -> None:
    text = '{"甲": "\u2028</script>"}'
    (tmp_path / name).parent.mkdir(parents=True)
    (tmp_path / name).write_text(text, "utf-8")
    found = dict(packed_files(tmp_path, ""))
    assert found[name].decode() == text
    assert (f"{name}.js" in found) == script
    if script:
        said = found[f"{name}.js"].decode().removeprefix("archiveFile(").removesuffix(")\n")
        assert json.loads(f"[{said}]") == [name, text]


def test_what_only_a_server_needs_is_left_out(carried: Site, folder: Path) -> None:
    for name in ("404.html", "worker.js", "sitemap.xml", "manifest.webmanifest", ADDRESS):
        assert (carried.folder / name).is_file() and not (folder / name).exists(), name
    assert not list(folder.rglob("*.part"))


def test_the_same_site_makes_the_same_file(carried: Site) -> None:
    first = (carried.folder / ADDRESS).read_bytes()
    with zipfile.ZipFile(carried.folder / ADDRESS) as archive:
        readme = archive.read("aidstories/README.txt").decode("utf-8-sig")
        assert {file.date_time for file in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert "index.html" in readme and "python3 -m http.server" in readme
    pack_site(carried.folder, readme)
    assert (carried.folder / ADDRESS).read_bytes() == first


def test_the_page_of_downloads_leads_to_it_where_it_is_made(carried: Site, site: Site) -> None:
    assert carried.page("data/").select_one("a[href='site.zip']")
    assert not site.page("data/").select_one("a[href='site.zip']")
    assert not (site.folder / ADDRESS).exists()


def test_the_command_makes_it_for_one_build(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The record of a build without it is of no use to a build with it, nor the other way."""
    packed = "extra:\n  packed: !ENV [AIDSTORIES_OFFLINE, false]\n"
    (archive.root / "mkdocs.yml").write_text(f"site_name: x\nplugins: [aidstories]\n{packed}")
    seen: list[Any] = []
    monkeypatch.setattr(Build, "run", lambda self: seen.append(self.config.extra["packed"]))
    for options in ([], ["--offline"], []):
        assert archive.run("build", "--quiet", *options).exit_code == 0
    assert seen == [False, True, False]


def failed(request: Request, wrong: list[str]) -> None:
    if request.failure != "net::ERR_ABORTED":  # the reader has gone on before it came
        wrong.append(f"{request.failure}: {request.url}")


@pytest.fixture
def local(browser: Browser, folder: Path) -> Iterator[Page]:
    """A page that fails the test on any request that fails, or leaves the disk, or any error."""
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    page = context.new_page()
    wrong: list[str] = []

    def watch(request: Request) -> None:
        if not request.url.startswith((f"{folder.as_uri()}/", "data:")):
            wrong.append(request.url)

    page.on("request", watch)
    page.on("requestfailed", lambda request: failed(request, wrong))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    yield page
    context.close()
    assert wrong == []


@pytest.mark.browser
@pytest.mark.parametrize(("home", "gansu"), [("", "甘肃省"), ("bo/", "ཀན་སུའུ་ཞིང་ཆེན།")])
def test_it_is_read_and_browsed_from_a_disk(
    local: Page, folder: Path, home: str, gansu: str
) -> None:
    root = folder.as_uri() + "/" + home

    def at() -> str:
        return local.url.removeprefix(root)

    goto(local, f"{root}index.html")
    local.locator(f"main a[href$='stories/{FULL.id}/index.html']").first.click()
    assert at() == f"stories/{FULL.id}/index.html"
    if home:  # its text stands on the Chinese page alone
        local.locator("[data-original]").click()
        assert local.url == f"{folder.as_uri()}/stories/{FULL.id}/index.html"
    local.locator("[data-tools]:not([hidden])").wait_for()
    if home:
        local.go_back()
    local.locator(".record a[href$='regions/xizang/naqu/index.html']").first.click()
    assert at() == "regions/xizang/naqu/index.html"
    local.locator(".md-tabs a[href$='browse/index.html']").click()
    entries = local.locator("#browse-stories li")
    entries.nth(2).wait_for()
    assert entries.count() == 3
    local.locator("[data-facet=region] label", has_text=gansu).click()
    local.locator("#browse-chosen button").wait_for()
    assert entries.count() == 1 and at().startswith("browse/index.html?region=")
    local.locator("#browse-stories .entry :is(h2, h3) a").click()
    assert at() == f"stories/{ALONE.id}/index.html"
    local.go_back()
    local.locator("#browse-chosen button").wait_for()
    assert entries.count() == 1


@pytest.mark.browser
@pytest.mark.parametrize("home", ["", "bo/"])
def test_the_search_says_what_it_needs(local: Page, folder: Path, home: str) -> None:
    goto(local, f"{folder.as_uri()}/{home}index.html")
    local.locator("#search-box").fill("河谷")
    local.keyboard.press("Enter")
    local.wait_for_url("**/search/index.html?q=*")
    said = local.locator(".search__server")
    assert "python3 -m http.server" in said.inner_text()
    assert local.locator("[data-search-still]").is_visible()


@pytest.mark.browser
def test_with_a_server_it_searches(browser: Browser, folder: Path) -> None:
    page = browser.new_page()
    with served(folder) as address:
        goto(page, f"{address}search/index.html?q=河谷")
        page.locator("[data-search-found] .hit__title a").first.wait_for()
        assert not page.locator("[data-search-still]").is_visible()
    page.close()


@pytest.mark.browser
def test_the_site_itself_does_not_speak_of_it(browser: Browser, carried: Site) -> None:
    page = browser.new_page()
    with served(carried.folder) as address:
        goto(page, f"{address}search/")
        assert page.locator(".search__server").count() == 1
        assert not page.locator(".search__server").is_visible()
        assert page.locator(f"script[src*='{CLASSIC}']").count() == 0
    page.close()


@pytest.mark.browser
def test_tibetan_letters_come_from_the_disk(local: Page, folder: Path) -> None:
    goto(local, f"{folder.as_uri()}/bo/stories/{OTHER.id}/index.html")
    assert local.evaluate(
        "document.fonts.ready.then(fonts => [...fonts].some(font => font.status === 'loaded'))"
    )


@pytest.mark.browser
def test_links_of_the_site_itself_open_from_a_disk(browser: Browser, carried: Site) -> None:
    """A copy of the site that nobody packed: a folder is a listing there, its page is not."""
    page = browser.new_page()
    page.goto((carried.folder / "index.html").as_uri())
    page.locator(f"main a[href*='stories/{FULL.id}/']").first.click()
    assert page.url == (carried.folder / f"stories/{FULL.id}/index.html").as_uri()
    page.locator(".md-header a.md-logo").click()
    assert page.url == (carried.folder / "index.html").as_uri()
    page.close()
