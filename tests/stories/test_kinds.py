"""Captures of every kind go from ``import`` to pages; nothing of their text is lost."""

from __future__ import annotations

import re
import shutil
from base64 import b64encode
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from bs4 import BeautifulSoup
from click.testing import Result
from PIL import Image
from playwright.sync_api import Browser

from aidstories.restore.decode import decode
from aidstories.restore.reading.extraction import Kind
from aidstories.restore.reading.sniff import sniff, sniff_text
from aidstories.stories.format.parse import parse_story
from aidstories.stories.store.files import read_text
from aidstories.stories.store.record import read_record, record_json, sha256
from tests.archive import HOME, Archive
from tests.restore.reading.archives import packed
from tests.restore.reading.made import docx, epub, mail, odt, records, rtf, texts
from tests.restore.reading.measure import bare
from tests.restore.reading.newspaper import Plan, newspaper, render
from tests.restore.reading.stories import Story, story
from tests.site.conftest import copy_docs

REGIONS = {
    "那曲市色尼区": "西藏自治区/那曲市/色尼区",
    "昌都市卡若区": "西藏自治区/昌都市/卡若区",
    "林芝市巴宜区": "西藏自治区/林芝市/巴宜区",
    "山南市乃东区": "西藏自治区/山南市/乃东区",
    "日喀则市桑珠孜区": "西藏自治区/日喀则市/桑珠孜区",
    "拉萨市堆龙德庆区": "西藏自治区/拉萨市/堆龙德庆区",
    "阿里地区噶尔县": "西藏自治区/阿里地区/噶尔县",
    "日喀则市定日县": "西藏自治区/日喀则市/定日县",
    "那曲市比如县": "西藏自治区/那曲市/比如县",
}
"""Places as articles print them, and the region that a page must show."""
FLOOR = 0.97
"""Share of the facts of a capture that must stand on its pages."""
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
UNREAD = "照片.doc"
"""The file in a ZIP that cannot be read."""


class One(NamedTuple):
    """How an article becomes a capture; ``without`` are roles that its kind cannot hold."""

    kind: Kind
    name: str
    make: Callable[[Story], bytes]
    without: tuple[str, ...] = ()


class Many(NamedTuple):
    """How two articles become records of a capture, which are named ``parts``."""

    kind: Kind
    name: str
    make: Callable[[Sequence[Story]], bytes]
    parts: tuple[str, str]
    without: tuple[str, ...] = ()


class Printed(NamedTuple):
    """How Chromium makes a capture of an article; of a ``short`` one recognition reads less."""

    kind: Kind
    name: str
    make: Callable[[Browser, Story], bytes]
    without: tuple[str, ...] = ()
    short: bool = False


def crawl(stories: Sequence[Story]) -> bytes:
    return records.crawl(zip(URLS, map(mail.page, stories), strict=True))


def bundle(stories: Sequence[Story]) -> bytes:
    """Return a ZIP of a Word file, a page, and a file that cannot be read."""
    word, page = stories
    made = (docx.saved(docx.written(word, style="Title")), texts.html(page).encode())
    return packed({**dict(zip(FILES, made, strict=True)), UNREAD: OLE + bytes(600)})


def printed(browser: Browser, s: Story) -> bytes:
    """Return an article as Chromium prints it on A4."""
    picture = f"data:image/png;base64,{b64encode(docx.png(640, 320)).decode()}"
    html = mail.page(s).replace("https://news.example/a.jpg", picture)
    small = f'<p style="font-size: 12px">{s.caption}</p>'
    page = browser.new_page()
    try:
        page.set_content(html.replace(f"<p>{s.caption}</p>", small))
        return page.pdf(format="A4")
    finally:
        page.close()


def scanned(browser: Browser, s: Story, *, form: str, **how: int) -> bytes:
    """Return an article as a scanner sees it at 144 dpi, in a file of Pillow's ``form``."""
    style = "body{font:18px/1.8 'Noto Serif CJK SC';margin:40px}table,img,figure{display:none}"
    page = browser.new_page(viewport={"width": 720, "height": 300}, device_scale_factor=1.5)
    try:
        page.set_content(f"<style>{style}</style>{mail.page(s).replace(s.caption, '')}")
        seen = Image.open(BytesIO(page.screenshot(full_page=True))).convert("L")
    finally:
        page.close()
    file = BytesIO()
    seen.save(file, form, **how)
    return file.getvalue()


TYPED = ("row", "caption")
"""What text as it is typed does not have: tables and pictures."""
PLAIN = ("heading", "item", *TYPED)
"""What lines of a cell do not show."""
URLS = ("https://a.example/1.html", "https://a.example/2.html")
CHAPTERS = ("OEBPS/text/1.xhtml", "OEBPS/text/2.xhtml")
FILES = ("一月/汇报.docx", "二月.html")
SINGLE = [  # some are named as another kind: the content decides
    One(Kind.TEXT, "typed.txt", lambda s: texts.plain(s).encode(), TYPED),
    One(Kind.TEXT, "typed-gb.csv", lambda s: texts.plain(s).encode("gb18030"), TYPED),
    One(Kind.TEXT, "notes.md", lambda s: texts.markdown(s).encode()),
    One(Kind.TEXT, "page.html", lambda s: texts.html(s).encode()),
    One(Kind.TEXT, "page-gb.doc", lambda s: texts.html(s).encode("gb18030")),
    One(Kind.MAIL, "saved.mhtml", lambda s: mail.saved(mail.page(s), "gb18030", subject=s.title)),
    One(Kind.MAIL, "saved.64.html", lambda s: mail.saved(mail.page(s), "utf-8", coded="base64")),
    One(Kind.MAIL, "letter.eml", lambda s: mail.letter("投稿", html=mail.page(s)).as_bytes()),
    One(
        *(Kind.MAIL, "letter-plain.txt"),
        lambda s: mail.letter(s.title, plain=texts.plain(s)).as_bytes(),
        TYPED,
    ),
    One(Kind.DOCX, "word.docx", lambda s: docx.saved(docx.written(s, style="Title"))),
    One(Kind.DOCX, "word-by-look.zip", lambda s: docx.saved(docx.written(s, style=None))),
    One(Kind.ODT, "writer.odt", lambda s: odt.written(s, odt.TITLE)),
    One(Kind.RTF, "rich.rtf", lambda s: rtf.written(s, rtf.TITLE)),
    One(Kind.RTF, "rich-text.doc", lambda s: rtf.written(s, rtf.TITLE)),
]
SEVERAL = [
    Many(Kind.FEED, "news.rss", lambda two: records.rss(two).encode(), ("a-1", "a-2")),
    Many(Kind.FEED, "atom.html", lambda two: records.atom(two).encode(), ("urn:1", "urn:2")),
    Many(Kind.JSON, "export.json", lambda two: records.listed(two).encode(), ("101", "102")),
    Many(Kind.JSON, "lines.txt", lambda two: records.lines(two).encode(), ("L1", "L2")),
    Many(
        *(Kind.TABLE, "excel.csv", lambda two: records.table(two).encode("utf-8-sig")),
        *(("1", "2"), PLAIN),
    ),
    Many(
        *(Kind.TABLE, "table-gb.txt"),
        lambda two: records.table(two, marked_up=True).encode("gb18030"),
        ("1", "2"),
    ),
    Many(
        *(Kind.TABLE, "table.tsv"),
        lambda two: records.table(two, "\t", marked_up=True).encode(),
        ("1", "2"),
    ),
    Many(Kind.SQL, "dump.sql", lambda two: records.dump(two).encode(), ("1", "2")),
    Many(Kind.WARC, "crawl.warc.gz", crawl, URLS),
    Many(Kind.EPUB, "book.epub", lambda two: epub.book(*map(epub.written, two)), CHAPTERS),
    Many(Kind.ZIP, "bundle.zip", bundle, FILES),
]
SEEN = ("row", "caption")
"""What a picture of a page without figures does not show."""
PRINTED = [
    Printed(Kind.PDF, "printed.pdf", printed, ("row",)),  # a PDF does not say what a cell is
    Printed(Kind.IMAGE, "scan.png", partial(scanned, form="PNG"), SEEN),
    Printed(Kind.IMAGE, "scan-jpeg.txt", partial(scanned, form="JPEG", quality=85), SEEN, True),
    Printed(Kind.IMAGE, "scan.tif", partial(scanned, form="TIFF"), SEEN, True),
    Printed(Kind.IMAGE, "scan.webp", partial(scanned, form="WEBP", quality=85), SEEN, True),
    Printed(Kind.PDF, "scanned.pdf", partial(scanned, form="PDF", resolution=144), SEEN),
]


class Fact(NamedTuple):
    """What a page must show; ``role`` says where."""

    role: str
    text: str


class Expected(NamedTuple):
    """An article that must come of a capture; ``part`` names its record, if it is one of many."""

    part: str | None
    facts: tuple[Fact, ...]


class Capture(NamedTuple):
    """A file to import and the articles that it holds, in order."""

    kind: Kind
    name: str
    data: bytes
    articles: tuple[Expected, ...]


def facts(s: Story, place: str, without: tuple[str, ...]) -> tuple[Fact, ...]:
    """Return what a page must show of an article, but for roles that its kind cannot hold."""
    told = [
        Fact("title", s.title),
        Fact("byline", s.name),
        Fact("source", s.paper),
        Fact("published", s.date),
        Fact("region", REGIONS[place]),
        *(Fact("paragraph", text) for text in s.paragraphs),
        Fact("heading", s.heading),
        *(Fact("item", text) for text in s.items),
        *(Fact("row", "\t".join(row)) for row in s.rows),
        Fact("caption", s.caption),
    ]
    return tuple(fact for fact in told if fact.role not in without)


def articles() -> Iterator[tuple[Story, str]]:
    """Yield articles with their places, no two with one title."""
    seen = set()
    for seed in range(99):
        for place in REGIONS:
            s = story(seed, place)
            if s.title not in seen:
                seen.add(s.title)
                yield s, place


@pytest.fixture(scope="module")
def captures(browser: Browser) -> tuple[Capture, ...]:
    drawn = articles()
    made: list[Capture] = []
    for kind, name, make, without in SINGLE:
        s, place = next(drawn)
        expected = Expected(None, facts(s, place, without))
        made.append(Capture(kind, name, make(s), (expected,)))
    for kind, name, make_many, parts, without in SEVERAL:
        two = [next(drawn), next(drawn)]
        told = (facts(s, place, without) for s, place in two)
        data = make_many([s for s, _ in two])
        made.append(Capture(kind, name, data, tuple(map(Expected, parts, told))))
    for kind, name, make_page, without, short in PRINTED:
        s, place = next(drawn)
        s = s._replace(paragraphs=s.paragraphs[:1], items=()) if short else s
        expected = Expected(None, facts(s, place, without))
        made.append(Capture(kind, name, make_page(browser, s), (expected,)))
    return (*made, newspaper_page(browser))


def newspaper_page(browser: Browser) -> Capture:
    """Return a newspaper page of four columns and two articles with captions, as a PDF."""
    plan = Plan(
        columns=4,
        beside=False,
        ruled=True,
        column_rules=False,
        figures="column",
        boxed=False,
        folio=True,
    )
    page = render(browser, newspaper(5, 4, plan))
    roles = {"title": "title", "text": "paragraph", "heading": "heading", "caption": "caption"}
    told = (
        tuple(
            Fact(roles[p.role], p.text)
            for p in page.pieces
            if (p.story, p.role in roles) == (n, True)
        )
        for n in page.stories
    )
    return Capture(Kind.PDF, "newspaper.pdf", page.pdf, tuple(Expected(None, t) for t in told))


class Imported(NamedTuple):
    """An archive with all captures and the site that was built of it."""

    archive: Archive
    folder: Path
    """Where the captures came from."""
    said: Result
    """What the import said."""
    captures: tuple[Capture, ...]

    def page(self, capture: Capture, number: int) -> Any:
        """Return the page of an article of a capture."""
        record = read_record(self.archive.paths.record(capture.name))
        file = self.archive.root / "site" / "stories" / record.stories[number].id / "index.html"
        return BeautifulSoup(file.read_text("utf-8"), "html.parser").select_one("article.story")


@pytest.fixture(scope="module")
def imported(captures: tuple[Capture, ...], tmp_path_factory: pytest.TempPathFactory) -> Imported:
    base = tmp_path_factory.mktemp("kinds")
    archive, folder = Archive(base / "archive"), base / "received"
    copy_docs(archive.docs, [])
    shutil.copy(HOME / "mkdocs.yml", archive.root)
    (archive.root / "overrides").symlink_to(HOME / "overrides")
    archive.seeds.mkdir()
    folder.mkdir()
    for capture in captures:
        (folder / capture.name).write_bytes(capture.data)
    said = archive.run("import", folder)
    assert said.exit_code == 0, said.output
    built = archive.run("build", "--quiet")
    assert built.exit_code == 0, built.output
    return Imported(archive, folder, said, captures)


def shown(page: Any) -> dict[str, list[str]]:
    """Return what a page shows, by role."""
    body = page.select_one(".story__body")
    return {
        "title": [page.select_one(".story__title").text],
        "byline": re.split(r"[\s、]+", "".join(e.text for e in page.select(".signed"))),
        "source": [e.text for e in page.select(".story__line span span")],
        "published": [e["datetime"] for e in page.select("time")],
        "region": [
            "/".join(a.text for a in dd.select("a"))
            for dd in page.select(".record dl > div dd:has(a[href*='/regions/'])")
        ],
        "paragraph": [p.text for p in body.find_all("p", recursive=False)],
        "heading": [h.text for h in body.find_all("h2")],
        "item": [re.sub(r"^\d+\. ?", "", li.text) for li in body.find_all("li")],
        "row": ["\t".join(c.text for c in tr.find_all(["td", "th"])) for tr in body.find_all("tr")],
        "caption": [c.text.strip() for c in body.find_all("figcaption")],
    }


def test_every_kind_is_among_them(captures: tuple[Capture, ...]) -> None:
    assert {capture.kind for capture in captures} == {*Kind}
    for capture in captures:
        found = sniff(capture.data) or sniff_text(decode(capture.data), {})
        assert found is capture.kind, capture.name


def test_the_facts_of_every_capture_stand_on_its_pages(imported: Imported) -> None:
    missing: dict[str, list[Fact]] = {}
    for capture in imported.captures:
        for number, expected in enumerate(capture.articles):
            found = shown(imported.page(capture, number))
            lost = [fact for fact in expected.facts if fact.text not in found[fact.role]]
            if len(lost) > (1 - FLOOR) * len(expected.facts):
                missing[f"{capture.name} {number}"] = lost
    assert missing == {}


def test_no_character_of_a_paragraph_is_lost(imported: Imported) -> None:
    lost = [
        (capture.name, fact.text)
        for capture in imported.captures
        for number, expected in enumerate(capture.articles)
        for text in [bare(imported.page(capture, number).text)]
        for fact in expected.facts
        if fact.role == "paragraph" and bare(fact.text) not in text
    ]
    assert lost == []


def test_each_article_is_a_story_that_names_its_record(imported: Imported) -> None:
    paths = imported.archive.paths
    files = {path.stem: path for path in imported.archive.stories()}
    for capture in imported.captures:
        stories = read_record(paths.record(capture.name)).stories
        assert [s.part for s in stories] == [expected.part for expected in capture.articles]
        for recorded in stories:
            written = parse_story(read_text(files.pop(recorded.id)), "")
            assert (written.capture, written.part) == (capture.name, recorded.part)
    assert files == {}


def test_a_file_in_a_zip_that_cannot_be_read_is_told(imported: Imported) -> None:
    flags = read_record(imported.archive.paths.record("bundle.zip")).flags
    assert [f.quote for f in flags if f.reason == "unread"] == [
        f"{UNREAD}：旧格式的 Word（.doc）或 WPS 文件无法读取。请打开后另存为 .docx。"
    ]
    assert UNREAD in imported.said.output


def test_check_and_verify_find_nothing(imported: Imported) -> None:
    for command in ("check", "verify"):
        said = imported.archive.run(command)
        assert said.exit_code == 0 and "，0 个问题" in said.output


def test_a_second_import_changes_nothing(imported: Imported) -> None:
    before = imported.archive.files()
    said = imported.archive.run("import", imported.folder)
    assert said.exit_code == 0
    assert imported.archive.files() == before
    stories = sum(len(capture.articles) for capture in imported.captures)
    assert f"{len(imported.captures)} 个原稿：未变 {stories}\n" in said.output


def test_verify_tells_of_a_text_that_is_read_otherwise_now(archive: Archive) -> None:
    archive.add("a.docx", docx.saved(docx.written(story(1), style="Title")))
    assert archive.run("import").exit_code == 0
    assert archive.run("verify").exit_code == 0
    file = archive.paths.record("a.docx")
    record = read_record(file)
    assert record.extracted
    other = replace(record.extracted, reader="mammoth 1.0.0", sha256=sha256("别的版本读出的文字"))
    file.write_text(record_json(replace(record, extracted=other)), "utf-8")
    said = archive.run("verify")
    assert said.exit_code == 1
    assert f"当时由 mammoth 1.0.0 读出，现在用 {record.extracted.reader} 读得不同" in said.output
    english = archive.run("verify", lang="en_GB.UTF-8").output
    assert f"read by mammoth 1.0.0 then; {record.extracted.reader} now gives another" in english
