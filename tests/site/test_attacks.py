"""Strings of attack in every field of stories: nothing runs, loads or leads away, on any page.

The policy is taken out of the pages as well: it must not be what holds.
"""

from __future__ import annotations

import functools
import itertools
import json
import re
import shutil
import threading
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Browser

from aidstories.model import (
    AidStatement,
    Article,
    Description,
    Passage,
    Person,
    Role,
    Story,
    YearBasis,
)
from aidstories.paths import ArchivePaths
from aidstories.stories.store.files import write_story
from tests.browser import StaticHandler, StaticServer
from tests.shared import made_once
from tests.site.attacks import ATTACKS, RUN
from tests.site.conftest import ROOT, build_site

pytestmark = pytest.mark.browser
TOGETHER = 20
"""Strings in one story."""
_LINKED_DATA = re.compile(rb'<script type="application/ld\+json">(.*?)</script>', re.S)
_POLICY = re.compile(rb'<meta http-equiv="Content-Security-Policy"[^>]*>')


class _Bare(StaticHandler):
    """Serves pages without their policy."""

    def do_GET(self) -> None:  # noqa: N802 - the library's name
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if path.suffix != ".html" or not path.is_file():
            super().do_GET()
            return
        body = _POLICY.sub(b"", path.read_bytes())
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def serving(folder: Path, handler: type[StaticHandler]) -> Iterator[str]:
    make = functools.partial(handler, directory=str(folder))
    with StaticServer(("127.0.0.1", 0), make) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()


def attacked(number: int, strings: Sequence[str]) -> Story:
    """Return a story that has ``strings``, in turn, in each of its fields."""
    at = itertools.cycle(strings)
    roles = [role for role in Role if role not in (Role.TITLE, Role.ROW)]
    passages = [Passage(role=Role.TITLE, text=f"题{number} {next(at)}")]
    passages += [Passage(role=role, text=f"医生来了 {next(at)}") for role in roles]
    passages += [Passage(role=Role.CAPTION, text="图", src=next(at))]
    passages += [
        Passage(role=Role.ROW, text=f"药\t{next(at)}"),
        Passage(role=Role.PARAGRAPH, text="完。"),
    ]
    return Story(
        id=f"attack-{number}",
        article=Article(passages=tuple(passages)),
        description=Description(
            byline=(Person(name=next(at), role=next(at)),),
            source=next(at),
            via=next(at),
            dateline=next(at),
            year=2021,
            year_basis=YearBasis.STATED,
            regions=("西藏自治区/那曲市",),
            programs=(next(at),),
            people=(Person(name=next(at), role=next(at)),),
            institutions=(next(at),),
            aid=(AidStatement(donor_body=next(at), recipient_body=next(at), act=next(at)),),
        ),
    )


def pages_of(folder: Path) -> list[str]:
    """Return the addresses of the pages that show any of the strings, and of the home pages."""
    found = [path for path in sorted(folder.rglob("*.html")) if RUN in path.read_text("utf-8")]
    shown = [path.relative_to(folder).as_posix().removesuffix("index.html") for path in found]
    return ["", "bo/", *shown]


def some(pages: Sequence[str], most: int) -> list[str]:
    """Return up to ``most`` pages of each kind, of each folder, and both home pages.

    In Tibetan the stories alone: other pages are made by the same templates. Of those that lists
    alone are made of one will do. All pages, with all strings, are opened in the long run.
    """
    kinds: defaultdict[str, list[str]] = defaultdict(list)
    for url in pages:
        if not url.startswith("bo/") or url.startswith("bo/stories/"):
            kinds[url.rpartition("stories/")[0] + url.partition("/")[0]].append(url)
    stories = [url for url in pages if url.startswith("stories/")]
    return ["bo/", *stories[1:most], *(found[0] for found in kinds.values())]


def opened(browser: Browser, folder: Path, handler: type[StaticHandler], pages: list[str]) -> None:
    """Open pages; fail where a string ran, another host was asked, or a page was left."""
    with serving(folder, handler) as address:
        context = browser.new_context()
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.on("dialog", lambda dialog: asked.append(f"dialog {dialog.message}"))
        for url in pages:
            page.goto(address + url, wait_until="load")
            assert page.url == address + url
            assert page.evaluate("typeof top.__ran") == "undefined", url
        context.close()
        here = urlsplit(address).netloc
        assert {urlsplit(url).netloc for url in asked if not url.startswith("data:")} == {here}


def together(strings: Sequence[str]) -> list[Sequence[str]]:
    return [strings[at : at + TOGETHER] for at in range(0, len(strings), TOGETHER)]


def made(groups: Sequence[Sequence[str]], base: Path) -> None:
    """Build a site with a story for each group of strings."""
    stories = [attacked(number, group) for number, group in enumerate(groups)]
    plain = shutil.ignore_patterns("stories", "ledgers", "guide", "decisions")  # pages of no story
    docs = shutil.copytree(ROOT / "docs", base / "docs", ignore=plain)
    for story in stories:
        write_story(ArchivePaths(base), story)
    build_site(docs, base / "site", strict=False)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of stories with 60 of the strings."""
    return (
        made_once(tmp_path_factory, "attacks", lambda base: made(together(ATTACKS[::5][:60]), base))
        / "site"
    )


def test_nothing_runs_where_no_policy_forbids_it(browser: Browser, site: Path) -> None:
    pages = pages_of(site)
    kinds = {url.removeprefix("bo/").partition("/")[0] for url in pages}
    assert {"stories", "programs"} <= kinds and any(url.startswith("bo/") for url in pages)
    opened(browser, site, _Bare, [*some(pages, 3), f"search/?q={quote(ATTACKS[3])}"])


def test_nothing_runs_under_the_policy(browser: Browser, site: Path) -> None:
    opened(browser, site, StaticHandler, ["", "stories/attack-0/", "bo/stories/attack-0/"])


def test_titles_and_names_turn_nothing_round(browser: Browser, site: Path) -> None:
    with serving(site, StaticHandler) as address:
        page = browser.new_page()
        page.goto(address + "stories/attack-0/")
        isolated = "e => getComputedStyle(e).unicodeBidi"
        assert page.locator("h1").first.evaluate(isolated) == "isolate"
        links = page.locator("article.story a").evaluate_all(f"all => all.map({isolated})")
        assert links and set(links) == {"isolate"}
        page.close()


def test_what_runs_is_seen(browser: Browser, tmp_path: Path) -> None:
    for number, string in enumerate((ATTACKS[0], ATTACKS[3], '<img src="//away.example/x">')):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "index.html").write_text(f"<!doctype html><p>{string}", "utf-8")
        with pytest.raises(AssertionError):
            opened(browser, folder, _Bare, [""])


MARKUP = """async urls => {
  const away = ({ name, value }) => {
    if (name === "style" || name === "srcset") return value.includes("away.example")
    if (!/^(xlink:)?(href|src|data|action|formaction|poster|background)$/.test(name)) return false
    const url = URL.parse(value, location.href)
    return url && (/^(javascript|vbscript):/.test(url.protocol) || url.host === "away.example")
  }
  const runs = each => each.localName === "script"
    && each.textContent.includes("__ran") && !/json$/.test(each.type)
  const kinds = "base, iframe, object, embed, [srcdoc], meta[http-equiv=refresh]"
  const bad = each => each.matches(kinds)
    || each.localName === "style" && each.textContent.includes("away.example") || runs(each)
    || [...each.attributes].some(one => one.name.startsWith("on") || away(one))
  const found = []
  for (const url of urls) {
    const html = await (await fetch(url)).text()
    const all = [...new DOMParser().parseFromString(html, "text/html").querySelectorAll("*")]
    found.push(...all.filter(bad).map(each => `${url}: ${each.outerHTML.slice(0, 200)}`))
  }
  return found
}"""
"""Which elements of pages a string has made, as the browser reads them; nothing of them runs."""


def markup(browser: Browser, folder: Path, pages: Sequence[str]) -> list[str]:
    """Return what strings have made of themselves on ``pages``, a hundred at a time."""
    with serving(folder, _Bare) as address:
        page = browser.new_page()
        page.goto(f"{address}404-of-none.txt")
        urls = [address + url for url in pages]
        parts = [urls[at : at + 100] for at in range(0, len(urls), 100)]
        found = [each for part in parts for each in page.evaluate(MARKUP, part)]
        page.close()
    return found


def test_what_is_markup_is_seen(browser: Browser, tmp_path: Path) -> None:
    """But for a few, which are whole in no place of a page, such as a script in a template."""
    made = {f"{n}.html": f"<!doctype html><p>{string}" for n, string in enumerate(ATTACKS[:24])}
    for name, html in made.items():
        (tmp_path / name).write_text(html, "utf-8")
    found = {
        each.partition(": ")[0].rpartition("/")[2] for each in markup(browser, tmp_path, list(made))
    }
    assert len(found) > 20
    (tmp_path / "plain.html").write_text("<!doctype html><p>&lt;script>top.__ran=1", "utf-8")
    assert markup(browser, tmp_path, ["plain.html"]) == []


def test_no_string_is_markup(browser: Browser, site: Path) -> None:
    assert markup(browser, site, pages_of(site)) == []


def test_feeds_and_data_are_whole(site: Path) -> None:
    """Of all that programs read: no string ends what it stands in."""
    read: Counter[str] = Counter()
    for path in filter(Path.is_file, site.rglob("*")):
        data = path.read_bytes()
        if path.suffix in (".xml", ".svg", ".opml"):
            ElementTree.fromstring(data)
        elif path.suffix in (".json", ".webmanifest", ".jsonld"):
            json.loads(data)
        elif path.suffix == ".html":
            for told in _LINKED_DATA.findall(data):
                json.loads(told)
                read["linked data"] += 1
        elif path.suffix == ".epub":
            with zipfile.ZipFile(path) as book:
                for name in book.namelist():
                    if name.endswith((".xhtml", ".opf", ".ncx", ".xml")):
                        ElementTree.fromstring(book.read(name))
        read[path.suffix] += 1
    assert all(read[kind] for kind in (".xml", ".json", ".epub", "linked data"))


@pytest.mark.long
def test_no_string_is_markup_in_any_field(browser: Browser, tmp_path: Path) -> None:
    """Each of all strings in each field: a story for each, whose fields hold those behind it."""
    made([(*ATTACKS[n:], *ATTACKS[:n]) for n in range(len(ATTACKS))], tmp_path)
    pages = pages_of(tmp_path / "site")
    print(f"{len(ATTACKS)} strings, {len(pages)} pages")
    assert markup(browser, tmp_path / "site", pages) == []


@pytest.mark.long
def test_none_of_all_strings_runs(browser: Browser, tmp_path: Path) -> None:
    assert len(ATTACKS) >= 400
    made(together(ATTACKS), tmp_path)
    pages = pages_of(tmp_path / "site")
    opened(browser, tmp_path / "site", _Bare, pages)
    opened(browser, tmp_path / "site", StaticHandler, pages)
