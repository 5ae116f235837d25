"""The site, built once from the gold stories, and a browser that fails on foreign requests."""

from __future__ import annotations

import functools
import hashlib
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from bs4 import BeautifulSoup
from mkdocs.commands.build import build
from mkdocs.config import load_config
from playwright.sync_api import Browser, Page, Request

from aidstories.model import Article, Description, Passage, Role, Story
from aidstories.paths import ArchivePaths
from aidstories.stories.importing.captures import jobs
from aidstories.stories.importing.run import import_captures
from aidstories.stories.store.catalogue import read_catalogue
from aidstories.stories.store.files import write_story
from aidstories.stories.store.record import read_record
from tests.archive import GOLD_SEEDS
from tests.browser import goto, served
from tests.restore.reading.newspaper import Printed, newspaper, render
from tests.shared import made_once
from tests.site import carried as to_carry
from tests.site.aided import OFTEN, STORIES, asserted
from tests.site.gold import gold_stories

ROOT = Path(__file__).parents[2]


def build_site(docs: Path, site: Path, **options: Any) -> None:
    """Build ``docs`` with the repository's configuration, warnings being errors by default."""
    own = {"docs_dir": str(docs), "site_dir": str(site), "strict": True}
    config = load_config(str(ROOT / "mkdocs.yml"), **{**own, **options})
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    finally:
        config.plugins.on_shutdown()


def copy_docs(target: Path, stories: list[Story] | tuple[Story, ...]) -> Path:
    """Copy the repository's own pages and authorities, with ``stories`` in place of its own."""
    ours = shutil.ignore_patterns("stories", "ledgers")
    shutil.copytree(ROOT / "docs", target, ignore=ours)
    for story in stories:
        write_story(ArchivePaths(target.parent), story)
    return target


HOSTILE = Story(
    id="hostile",
    article=Article(
        passages=(
            Passage(role=Role.TITLE, text='甲 & 乙 <script>alert("x")</script> *强调*'),
            Passage(role=Role.PARAGRAPH, text='# <img src="//x.example/a"> & [链接](//x.example)'),
            Passage(role=Role.PARAGRAPH, text="- {{ 1 + 1 }} {% raw %} `码` | 表 | &amp; \\ 末"),
            Passage(role=Role.CAPTION, text="<b>图</b>", src="https://x.example/a.png"),
        )
    ),
    description=Description(regions=("西藏自治区/那曲市",)),
)
"""Text that looks like markup of every kind: it must be shown as it stands."""


RECORD = Story(
    id="record",
    article=Article(passages=(Passage(role=Role.PARAGRAPH, text="一句话。"),)),
    description=Description(),
    capture="feed.xml",
    capture_sha256="0" * 64,
    part="3",
)
"""A story of the third record of a feed."""


@dataclass(frozen=True)
class Site:
    """A built site. Pages are parsed once; a test that changes one copies it."""

    folder: Path

    def page(self, url: str) -> Any:
        """Return the parsed page at ``url``, relative to the site's root.

        It is typed `Any`: tests go down to elements that must be there, and fail where not.
        """
        return parse(self.folder / url / "index.html")

    def pages(self) -> Iterator[tuple[str, Any]]:
        """Yield every page as ``(url, soup)``; the 404 page too, under its file's name."""
        for path in sorted(self.folder.rglob("*.html")):
            yield path.relative_to(self.folder).as_posix().removesuffix("index.html"), parse(path)


@functools.cache
def parse(path: Path) -> Any:
    return BeautifulSoup(path.read_text("utf-8"), "html.parser")


@pytest.fixture(scope="session")
def stories() -> tuple[Story, ...]:
    return (*gold_stories(), HOSTILE)


@pytest.fixture(scope="session")
def site(stories: tuple[Story, ...], tmp_path_factory: pytest.TempPathFactory) -> Site:
    def make(base: Path) -> None:
        build_site(copy_docs(base / "docs", stories), base / "site")

    return Site(made_once(tmp_path_factory, "gold", make) / "site")


@pytest.fixture(scope="session")
def aided(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site of the stories that state aid."""

    def make(base: Path) -> None:
        build_site(copy_docs(base / "docs", [asserted(one) for one in STORIES]), base / "site")

    return Site(made_once(tmp_path_factory, "aided", make) / "site")


@pytest.fixture(scope="session")
def aided_address(aided: Site) -> Iterator[str]:
    with served(aided.folder) as url:
        yield url


@pytest.fixture(scope="session")
def often(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site of stories in which names recur, so that a name has a list of its own."""

    def make(base: Path) -> None:
        build_site(copy_docs(base / "docs", OFTEN), base / "site")

    return Site(made_once(tmp_path_factory, "often", make) / "site")


@pytest.fixture(scope="session")
def carried(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site of the stories to carry away, at an address of its own, with its ZIP file."""

    def make(base: Path) -> None:
        docs = copy_docs(base / "docs", [asserted(story) for story in to_carry.STORIES])
        (docs / to_carry.PICTURE).write_bytes(to_carry.picture())
        translation = docs / "stories/2024" / f"{to_carry.OTHER.id}.bo.md"
        translation.write_text(to_carry.TRANSLATION, "utf-8")
        packed = {"generator": False, "packed": True}
        build_site(docs, base / "site", site_url=to_carry.URL, extra=packed)

    return Site(made_once(tmp_path_factory, "carried", make) / "site")


@pytest.fixture(scope="session")
def address(site: Site) -> Iterator[str]:
    with served(site.folder) as url:
        yield url


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[Callable[..., Page]]:
    """Return a function that opens a fresh page; any request to another host fails the test."""
    host = urlsplit(address).netloc
    foreign, contexts = [], []

    def watch(request: Request) -> None:
        if request.url.startswith("http") and urlsplit(request.url).netloc != host:
            foreign.append(request.url)

    def open_page(url: str = "", width: int = 1440, **options: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        context.on("request", watch)
        contexts.append(context)
        page = context.new_page()
        goto(page, address + url)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert foreign == []


REWRITTEN = "编者另写的一段。"


@pytest.fixture(scope="session")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site of the gold's captures, imported; one paragraph is rewritten by an editor."""

    def make(base: Path) -> None:
        docs, paths = copy_docs(base / "docs", []), ArchivePaths(base)
        shutil.copytree(GOLD_SEEDS, paths.captures)
        work = list(jobs((), paths, read_catalogue(paths.catalogue)))
        list(import_captures(work, paths))
        file = next(path for path in sorted((docs / "stories").glob("*/*.md")))
        head, _, last = file.read_text("utf-8").rstrip().rpartition("\n\n")
        assert last
        file.write_text(f"{head}\n\n{REWRITTEN}\n", "utf-8")
        list(import_captures(work, paths))
        build_site(docs, base / "site")

    return Site(made_once(tmp_path_factory, "imported", make) / "site")


@pytest.fixture(scope="session")
def imported_address(imported: Site) -> Iterator[str]:
    with served(imported.folder) as url:
        yield url


PUBLIC, OWN = "公开 1,2%.pdf", "own.pdf"


@dataclass(frozen=True)
class Paged(Site):
    """The site of two printed pages, `PUBLIC`, which may be published, and `OWN`.

    ``printed`` is the first as it was set: what stands where.
    """

    printed: Printed
    paths: ArchivePaths

    def stories(self, capture: str) -> list[str]:
        """Return the ids of the stories of a capture."""
        return [story.id for story in read_record(self.paths.record(capture)).stories]


@pytest.fixture(scope="session")
def paged(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Paged:
    base = tmp_path_factory.mktemp("paged")
    docs, paths = copy_docs(base / "docs", [RECORD]), ArchivePaths(base)
    paths.captures.mkdir()
    entries = []
    printed = [render(browser, newspaper(seed, columns)) for seed, columns in ((3, 4), (1, 2))]
    captures = ((PUBLIC, "public"), (OWN, "restricted"))
    for made, (name, rights) in zip(printed, captures, strict=True):
        (paths.captures / name).write_bytes(made.pdf)
        digest = hashlib.sha256(made.pdf).hexdigest()
        entries.append(f'[[seed]]\nfile = "{name}"\nsha256 = "{digest}"\nrights = "{rights}"\n')
    paths.catalogue.write_text("\n".join(entries), "utf-8")
    list(import_captures(list(jobs((), paths, read_catalogue(paths.catalogue))), paths))
    build_site(docs, base / "site")
    return Paged(base / "site", printed[0], paths)


@pytest.fixture(scope="session")
def paged_address(paged: Paged) -> Iterator[str]:
    with served(paged.folder) as url:
        yield url
