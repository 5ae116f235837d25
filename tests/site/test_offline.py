"""Pages that were seen are read again without a network, until the reader drops them."""

import functools
import json
import os
import shutil
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import StaticHandler, StaticServer, goto, ranged, served
from tests.site.conftest import Site
from tests.site.kinds import kinds

pytestmark = pytest.mark.browser
READY = "navigator.serviceWorker.ready.then(() => navigator.serviceWorker.controller !== null)"
KEPT = """async path => {
  const own = address => caches.match(new URL(address, location.origin), { ignoreVary: true })
  for (let tries = 0; tries < 600; tries++) {
    if ((await own(path)) && (await own(SHELF))) return true
    await new Promise(done => setTimeout(done, 100))
  }
  return false
}"""
FILES = """async () => {
  const name = (await caches.keys()).find(name => !name.includes(" offline "))
  return (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname)
}"""


class Gate(StaticServer):
    """A server that can hang, and that can stand in for a hotel's network."""

    hangs = False
    portal = False


class Handler(StaticHandler):
    def do_GET(self) -> None:  # noqa: N802 - the library's name
        assert isinstance(self.server, Gate)
        if self.server.hangs:
            time.sleep(60)
        elif self.server.portal:
            body = b"<!doctype html><title>Hotel</title><h1>Hotel</h1>"
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)
        else:
            super().do_GET()


@contextmanager
def gated(folder: Path) -> Iterator[tuple[str, Gate]]:
    handler = functools.partial(Handler, directory=str(folder))
    with Gate(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/", server
        finally:
            server.shutdown()


def keep(page: Page, address: str, url: str, root: str = "/") -> None:
    """Open a page and wait until the worker has kept it, and the page that stands in for others."""
    goto(page, address + root[1:] + url)
    kept = KEPT.replace("SHELF", json.dumps(f"{root}bo/offline/"))
    assert page.evaluate(kept, root + url)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(service_workers="allow")
    page = context.new_page()
    yield page
    context.close()


@pytest.fixture
def story(imported: Site) -> str:
    return kinds(imported.folder)["zh stories *"]


def is_whole(page: Page) -> None:
    """Assert that a story is shown with its style and its script."""
    page.locator("article.story h1").wait_for()
    page.locator("[data-tools]:not([hidden])").wait_for()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(250, 247, 240)"


def test_the_page_of_the_first_visit_is_kept(page: Page, imported: Site, story: str) -> None:
    with served(imported.folder) as address:
        keep(page, address, story)
    goto(page, f"{address}{story}?q=x#p1")
    is_whole(page)


@pytest.mark.parametrize("ending", ["", "index.html"])
def test_a_kept_page_is_found_without_its_slash_and_by_its_file(
    page: Page, imported: Site, story: str, ending: str
) -> None:
    """As the server would have sent the reader on; what the page loads stands by the slash."""
    with served(imported.folder) as address:
        keep(page, address, story)
    asked = f"{story}{ending}" if ending else story.rstrip("/")
    goto(page, f"{address}{asked}?q=x")
    is_whole(page)
    assert page.url == f"{address}{story}?q=x"
    goto(page, f"{address}years/2021")
    assert page.locator("h1").inner_text() == "离线阅读"


def test_instead_of_a_page_never_seen_the_kept_ones_are_listed(
    page: Page, imported: Site, story: str
) -> None:
    with served(imported.folder) as address:
        keep(page, address, story)
    goto(page, f"{address}years/2021/?a=1&b=2")
    link = page.locator("[data-shelf] a")
    link.wait_for()
    assert page.url == f"{address}years/2021/?a=1&b=2"
    assert page.locator("h1").inner_text() == "离线阅读"
    assert page.locator("[data-missed]").is_visible()
    assert page.locator("[data-missed] a").get_attribute("href") == page.url
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(250, 247, 240)"
    assert link.inner_text() == imported.page(story).h1.get_text()
    link.click()
    page.locator("article.story h1").wait_for()
    is_whole(page)
    goto(page, f"{address}bo/years/")
    assert page.locator("html").get_attribute("lang") == "bo"
    assert page.locator("h1").inner_text() == "སྐུད་བྲལ།"


def test_with_a_network_the_page_of_kept_ones_misses_nothing(
    page: Page, imported_address: str
) -> None:
    goto(page, f"{imported_address}offline/")
    page.locator("[data-shelf] p").wait_for()
    assert not page.locator("[data-missed]").is_visible()


def test_where_the_network_hangs_a_kept_page_comes_after_three_seconds(
    page: Page, imported: Site, story: str
) -> None:
    with gated(imported.folder) as (address, server):
        keep(page, address, story)
        server.hangs = True
        taken = [_seconds(page, address + story)]
        while len(taken) < 5 and taken[-1] >= 8:  # a busy machine makes it longer, never shorter
            taken.append(_seconds(page, address + story))
        assert 2.5 < min(taken) < 8, "and all that it loads at once"


def _seconds(page: Page, url: str) -> float:
    """Return how long a story takes to come and be whole."""
    start = time.monotonic()
    goto(page, url)
    is_whole(page)
    return time.monotonic() - start


def test_what_was_searched_is_found_again_without_a_network(page: Page, imported: Site) -> None:
    """Pieces of the index are kept too, though no store keeps the answer to a range as it is."""
    with ranged(imported.folder) as (address, asked):
        keep(page, address, "search/")
        asked.clear()
        goto(page, f"{address}search/?q=%E5%8C%BB%E9%99%A2")  # by the worker
        expect(page.locator(".hit").first).to_be_visible()
        found = page.locator(".hit").count()
        page.locator("[data-facet]").first.wait_for(state="attached")  # comes last
        is_settled(page, len(set(asked)))
        page.context.set_offline(True)
        page.reload()
        expect(page.locator(".hit")).to_have_count(found)
        expect(page.locator("[data-search-notice]")).to_have_text("")


def is_settled(page: Page, pieces: int) -> None:
    """Wait until the worker has written as many pieces of the index as were sent."""
    count = """async least => {
      for (let tries = 0; tries < 600; tries++) {
        const names = (await caches.keys()).filter(name => !name.includes(" offline "))
        const keys = await Promise.all(names.map(async name => (await caches.open(name)).keys()))
        if (keys.flat().filter(({ url }) => url.includes("bytes=")).length >= least) return true
        await new Promise(done => setTimeout(done, 100))
      }
      return false
    }"""
    assert pieces and page.evaluate(count, pieces)


def test_under_a_folder_of_a_server(page: Page, imported: Site, story: str) -> None:
    root = f"/{imported.folder.name}/"
    with served(imported.folder.parent) as address:
        keep(page, address, story, root)
    goto(page, address + root[1:] + "years/")
    page.locator("[data-shelf] a").click()
    is_whole(page)


@pytest.fixture
def own(imported: Site, tmp_path: Path) -> Path:
    """A copy of the site that a test may change, by `rewrite`."""
    return shutil.copytree(imported.folder, tmp_path / "site", copy_function=os.link)


def rewrite(file: Path, old: str, new: str) -> None:
    """Replace ``old`` in a file, and the file by another: the site's own has the same bytes."""
    text = file.read_text("utf-8")
    assert old in text
    file.unlink()
    file.write_text(text.replace(old, new), "utf-8")


def test_a_kept_page_follows_the_site(page: Page, own: Path, story: str) -> None:
    file = own / story / "index.html"
    with gated(own) as (address, server):
        keep(page, address, story)
        rewrite(file, "</h1>", "（改）</h1>")
        keep(page, address, story)
        server.portal = True
        goto(page, address + story)
        assert page.locator("h1").inner_text() == "Hotel"
    goto(page, address + story)
    assert page.locator("h1").inner_text().endswith("（改）"), "the newest, and not the hotel's"


def test_a_page_that_was_kept_is_never_shown_old_while_the_network_answers(
    page: Page, own: Path, story: str
) -> None:
    """The worker looked for a kept file after its patience, answered or not, and took from the
    store all that was asked for afterwards without a client: each page whose address is typed."""
    rewrite(own / "worker.js", "PATIENCE = 3000", "PATIENCE = 50")
    file = own / story / "index.html"
    with served(own) as address:
        keep(page, address, story)
        page.reload()  # by the worker, with all it loads
        is_whole(page)
        page.wait_for_timeout(1000)
        rewrite(file, "</h1>", "（改）</h1>")
        goto(page, address + story)
        assert page.locator("h1").inner_text().endswith("（改）")


def test_a_page_that_is_gone_is_kept_no_more(page: Page, own: Path, story: str) -> None:
    with served(own) as address:
        keep(page, address, "")
        keep(page, address, story)
        shutil.rmtree(own / story)
        assert goto(page, address + story).status == 404  # type: ignore[union-attr]
        assert f"/{story}" not in settled(page, lambda files: f"/{story}" not in files)
    goto(page, address + story)
    page.locator("[data-shelf] a").wait_for()
    assert not page.locator("article.story").count()


def settled(page: Page, met: Callable[[list[str]], bool]) -> list[str]:
    """Return what is kept once it has ``met`` a condition, or after a minute."""
    for _ in range(240):
        if met(files := page.evaluate(FILES)):
            break
        page.wait_for_timeout(250)
    return list(files)


def test_what_is_kept_is_bounded_and_the_oldest_goes(page: Page, own: Path, story: str) -> None:
    rewrite(own / "worker.js", "const FILES = 400", "const FILES = 60")
    with served(own) as address:
        keep(page, address, "about/rights/")
        goto(page, f"{address}{story}")
        page.evaluate(READY)
        page.evaluate(MANY)
        keep(page, address, "years/")
        files = settled(page, lambda files: len(files) <= 60 and "/about/rights/" not in files)
    assert len(files) <= 60
    assert "/years/" in files and "/about/rights/" not in files


def test_what_is_kept_again_is_the_newest_and_never_missing(
    page: Page, imported: Site, story: str
) -> None:
    with served(imported.folder) as address:
        keep(page, address, story)
        keep(page, address, "about/rights/")
        files = page.evaluate(FILES)
        older, newer = f"/{story}", "/about/rights/"
        assert files.index(older) < files.index(newer)
        assert page.evaluate(AGAIN, older) == 0
        files = settled(page, lambda files: files.index(older) > files.index(newer))
    assert files.index(older) > files.index(newer)


AGAIN = """async path => {
  const { active } = await navigator.serviceWorker.ready
  for (let n = 0; n < 40; n++) active.postMessage({ keep: [new URL(path, location.origin).href] })
  let missed = 0
  for (let n = 0; n < 400; n++) if (!(await caches.match(path, { ignoreVary: true }))) missed++
  return missed
}"""


MANY = """async () => {
  for (let n = 0; n < 60; n++) await (await fetch(`/manifest.webmanifest?${n}`)).text()
}"""


def test_the_reader_drops_it(page: Page, imported: Site, story: str) -> None:
    with served(imported.folder) as address:
        keep(page, address, story)
        goto(page, f"{address}about/privacy/")
        page.evaluate(READY)
        page.click("[data-offline] button")
        page.get_by_text("已清除").wait_for()
        assert page.evaluate("caches.keys()") == []
        goto(page, address)
        page.wait_for_timeout(300)
        assert page.evaluate("navigator.serviceWorker.getRegistrations()") == []
        assert page.evaluate("caches.keys()") == []
    with pytest.raises(Exception, match="ERR_CONNECTION_REFUSED"):
        goto(page, address + story)


def test_where_the_browser_remembers_nothing_there_is_nothing_to_drop(
    page: Page, imported: Site
) -> None:
    forbidden = "get() { throw new DOMException('denied', 'SecurityError') }"
    page.add_init_script(f"Object.defineProperty(window, 'localStorage', {{ {forbidden} }})")
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    with served(imported.folder) as address:
        goto(page, f"{address}about/privacy/")
        place = page.locator("[data-offline]")
        expect(place).to_have_count(1)
        expect(place.locator("button")).to_have_count(0)
        assert page.evaluate("navigator.serviceWorker.getRegistrations().then(r => r.length)") == 0
    assert failures == []


def test_it_can_be_installed(imported: Site) -> None:
    manifest = json.loads((imported.folder / "manifest.webmanifest").read_text("utf-8"))
    assert {"name", "start_url", "display", "icons"} <= manifest.keys()
    assert all((imported.folder / icon["src"]).is_file() for icon in manifest["icons"])
    assert not manifest["start_url"].startswith("/")


class Private(Handler):
    """A server that lets no story be kept."""

    def end_headers(self) -> None:
        if self.path.startswith("/stories/"):
            self.send_header("Cache-Control", "private, no-store")
        super().end_headers()


def test_what_may_not_be_kept_is_not(page: Page, own: Path, story: str) -> None:
    review = own / "-" / "review"
    review.mkdir(parents=True)
    shutil.copy(own / "index.html", review / "index.html")
    handler = functools.partial(Private, directory=str(own))
    with Gate(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/"
        keep(page, address, "years/")
        for url in (story, "-/review/?token=secret", "search/?q=糖尿病", "years/?q=糖尿病"):
            goto(page, address + url)
        page.evaluate("q => fetch(new URL(`data/?q=${q}`, location.origin))", "糖尿病")
        keep(page, address, "regions/")
        asked = "async () => (await Promise.all((await caches.keys()).map(async name =>"
        asked += " (await (await caches.open(name)).keys()).map(({ url }) => url)))).flat()"
        kept = [unquote(url) for url in page.evaluate(asked)]
        server.shutdown()
    assert f"{address}years/" in kept and f"{address}regions/" in kept
    assert not [url for url in kept if "/-/" in url or "糖尿病" in url or "token" in url]
    assert address + story not in kept, "its answer says no-store"
