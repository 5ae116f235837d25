"""Citations: GB/T 7714 and APA as cases, the files read back by parsers that are not ours."""

import json
import re
import tomllib
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import bibtexparser
import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser

from aidstories.model import Article, Description, Passage, Person, Role, Story, YearBasis
from aidstories.site.story.cite import FORMATS, Reference, apa, bibtex, csl, gbt7714, reference, ris
from tests.browser import goto, served
from tests.site.conftest import Site

CASES = tomllib.loads((Path(__file__).parents[1] / "cases/citations.toml").read_text("utf-8"))


def cited(case: dict[str, Any]) -> Reference:
    story = Story(
        id="a",
        article=Article(passages=(Passage(role=Role.TITLE, text=case["title"]),)),
        description=Description(
            byline=tuple(Person(name=n, role=r) for n, r in case.get("byline", [])),
            source=case.get("source"),
            published=case.get("published"),
            year=case.get("year"),
            year_basis=YearBasis(case["basis"]),
        ),
    )
    tags = ["西藏自治区", "对口援藏"]
    return reference(story, tags, case.get("url"), case.get("archive", ""))


@pytest.mark.parametrize("case", CASES["case"], ids=[case["gbt"] for case in CASES["case"]])
def test_gbt7714(case: dict[str, Any]) -> None:
    assert gbt7714(cited(case)) == case["gbt"]


@pytest.mark.parametrize("case", CASES["case"], ids=[case["apa"] for case in CASES["case"]])
def test_apa(case: dict[str, Any]) -> None:
    assert apa(cited(case)) == case["apa"]


@pytest.mark.parametrize("case", CASES["case"], ids=[case["gbt"] for case in CASES["case"]])
def test_all_formats_say_the_same(case: dict[str, Any]) -> None:
    ref = cited(case)
    entry = bibtexparser.parse_string(bibtex(ref)).entries[0]
    record = rispy.loads(ris(ref))[0]
    item = csl(ref)
    assert entry.key == record["id"] == item["id"] == "a"
    assert entry["title"].strip("{}") == record["title"] == item["title"] == case["title"]
    names = list(ref.authors)
    assert record.get("authors", []) == names
    assert [author["literal"] for author in item.get("author", [])] == names
    assert entry["author"].strip("{}").split("} and {") == names if names else "author" not in entry
    assert record["keywords"] == list(ref.keywords)
    year = str(ref.date[0]) if ref.date else None
    assert record.get("year") == year
    assert ("issued" in item) == (year is not None)

    def told(name: str) -> str:
        field = entry.get(name)
        return field.value if field else ""

    doubtful = ref.doubtful and year is not None
    assert item.get("issued", {}).get("circa", False) == doubtful
    assert ("note" in item) == ("note" in entry) == ("notes" in record) == doubtful
    parts = item.get("issued", {"date-parts": [[]]})["date-parts"][0]
    assert ("date" in entry) == bool(parts)
    if parts:
        day = "-".join(f"{part:02}" for part in parts)
        assert entry["date"] == day + ("?" if doubtful else "")
    if len(parts) > 1:
        assert [part for part in record["date"].split("/") if part] == day.split("-")
        assert record["date"].count("/") == 3
    kinds = entry.entry_type, entry["entrysubtype"], record["type_of_reference"], item["type"]
    assert kinds == ("article", "newspaper", "NEWS", "article-newspaper")
    paper = ref.container or ""
    assert told("journal") == record.get("secondary_title", "") == paper
    assert item.get("container-title", "") == paper
    held = [told("library"), record.get("database_provider", "")]
    assert {*held, item.get("source", ""), item.get("archive", "")} == {ref.archive}


@given(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1))
def test_no_title_breaks_a_file(title: str) -> None:
    ref = cited({"title": title, "basis": "unknown"})
    library = bibtexparser.parse_string(bibtex(ref))
    assert not library.failed_blocks and len(library.entries) == 1
    assert len(rispy.loads(ris(ref))) == 1


@pytest.mark.parametrize(
    ("title", "field"),
    [
        ("甲\\乙", r"甲\textbackslash{}乙"),
        ("约~五^二", r"约\textasciitilde{}五\textasciicircum{}二"),
        ("一{二}", r"一\{二\}"),
        ("一{二", r"一\textbraceleft{}二"),
        ("}一{", r"\textbraceright{}一\textbraceleft{}"),
        ("100%", r"100\%"),
    ],
)
def test_bibtex_has_every_sign_of_a_title_and_its_braces_in_pairs(title: str, field: str) -> None:
    written = bibtex(cited({"title": title, "basis": "unknown"}))
    assert f"title = {{{{{field}}}}}," in written
    assert written.count("{") == written.count("}")


def test_the_wide_space_of_a_headline_stays() -> None:
    ref = cited({"title": "高原上的灯　雪山下的路\n 三 ", "basis": "unknown"})
    assert "TI  - 高原上的灯　雪山下的路 三\n" in ris(ref)
    assert "{{高原上的灯　雪山下的路 三}}" in bibtex(ref)


def test_every_page_has_its_files(site: Site, stories: tuple[Story, ...]) -> None:
    library = bibtexparser.parse_file(str(site.folder / "stories/references.bib"))
    assert {entry.key for entry in library.entries} == {story.id for story in stories}
    whole = json.loads((site.folder / "stories/references.csl.json").read_text("utf-8"))
    records = rispy.loads((site.folder / "stories/references.ris").read_text("utf-8"))
    for listed in (whole, records):
        assert {item["id"] for item in listed} == {story.id for story in stories}
    for story in stories:
        cite = site.page(f"stories/{story.id}/").find(class_="cite")
        links = {a["download"]: a["href"] for a in cite.select("a[href^='data:']")}
        assert set(links) == {f"{story.id}.{end}" for end in FORMATS}
        held = {name.partition(".")[2]: in_page(url) for name, url in links.items()}
        assert rispy.loads(held["ris"])[0]["id"] == story.id
        assert bibtexparser.parse_string(held["bib"]).entries[0].key == story.id
        assert json.loads(held["csl.json"])[0]["title"] == records_title(whole, story.id)
        assert story.article.first(Role.TITLE) in cite.find(class_="cite__text").get_text()


def in_page(url: str) -> str:
    """Return the text that an address of ``data:`` holds, as the WHATWG's URL reads it."""
    _, _, text = url.partition(",")
    return unquote(re.sub("[\n\r\t]", "", text))


def records_title(items: list[dict[str, str]], id_: str) -> str:
    return next(item["title"] for item in items if item["id"] == id_)


@pytest.mark.browser
@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("end", FORMATS)
def test_a_story_is_cited_from_its_page_with_and_without_scripts(
    site: Site, browser: Browser, tmp_path: Path, end: str, scripts: bool
) -> None:
    with served(site.folder) as address:
        page = browser.new_page(java_script_enabled=scripts, service_workers="block")
        goto(page, f"{address}stories/hostile/")
        page.locator(".cite > summary").click()
        with page.expect_download() as download:
            page.locator(f'a[download="hostile.{end}"]').click()
        assert download.value.suggested_filename == f"hostile.{end}"
        download.value.save_as(tmp_path / "file")
        page.close()
    text = (tmp_path / "file").read_text("utf-8")
    link = site.page("stories/hostile/").select_one(f'a[download="hostile.{end}"]')
    assert text == in_page(link["href"]) and "hostile" in text and "强调" in text


@pytest.mark.browser
@pytest.mark.parametrize("end", FORMATS)
def test_a_list_gives_the_references_of_its_stories(
    site: Site, browser: Browser, tmp_path: Path, end: str
) -> None:
    ids = [
        link["href"].split("/")[-2]
        for link in site.page("regions/xizang/naqu/").select(".entry :is(h2, h3) a")
    ]
    with served(site.folder) as address:
        page = browser.new_page(service_workers="block")
        goto(page, f"{address}regions/xizang/naqu/")
        with page.expect_download() as download:
            page.locator(f'a[data-references="{end}"]').click()
        assert download.value.suggested_filename == f"naqu.{end}"
        download.value.save_as(tmp_path / "file")
        page.close()
    text = (tmp_path / "file").read_text("utf-8")
    assert ids_in(text, end) == ids and len(ids) > 1


def ids_in(text: str, end: str) -> list[str]:
    """Return the ids of a file of references."""
    if end == "bib":
        return [entry.key for entry in bibtexparser.parse_string(text).entries]
    return [item["id"] for item in (rispy if end == "ris" else json).loads(text)]


def test_without_scripts_a_list_leads_to_all_references(site: Site) -> None:
    link = site.page("regions/xizang/naqu/").select_one("a[data-references]")["href"]
    assert link == "../../../data/#references"
    section = site.page("data/").find(id="references")
    held = {a["href"].rpartition("/")[2] for a in section.find_all("a")}
    assert held == {f"references.{end}" for end in FORMATS}
