"""Citations: GB/T 7714 and APA as cases, the files read back by parsers that are not ours."""

import json
import tomllib
from pathlib import Path
from typing import Any

import bibtexparser
import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st

from aidstories.model import Article, Description, Passage, Person, Role, Story, YearBasis
from aidstories.site.story.cite import FORMATS, Reference, apa, bibtex, csl, gbt7714, reference, ris
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


def test_every_page_has_its_files(site: Site, stories: tuple[Story, ...]) -> None:
    library = bibtexparser.parse_file(str(site.folder / "stories/references.bib"))
    assert {entry.key for entry in library.entries} == {story.id for story in stories}
    naqu = json.loads((site.folder / "regions/xizang/naqu/references.csl.json").read_text("utf-8"))
    assert len(naqu) == len(site.page("regions/xizang/naqu/").select(".entry"))
    for story in stories:
        folder = site.folder / "stories" / story.id
        for end in FORMATS:
            assert (folder / f"{story.id}.{end}").stat().st_size > 0
        assert rispy.loads((folder / f"{story.id}.ris").read_text("utf-8"))[0]["id"] == story.id
        shown = site.page(f"stories/{story.id}/").find(class_="cite__text").get_text()
        assert story.article.first(Role.TITLE) in shown
