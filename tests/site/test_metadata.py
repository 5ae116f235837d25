"""Metadata of story pages, read back from the built site."""

import csv
import json
from datetime import date
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from rdflib import RDF, Graph, Literal, Namespace

from aidstories.model import Role, Story, YearBasis
from aidstories.site.story.metadata import json_ld
from tests.site.conftest import Site

FIELDS = Path(__file__).parents[2] / "docs/data/fields.csv"
GENERIC = {"DCTERMS.language", "DCTERMS.type"}


def metas(page: Any, attribute: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for tag in page.find_all("meta", attrs={attribute: True}):
        found.setdefault(tag[attribute], []).append(tag["content"])
    return found


def test_dublin_core_uses_the_terms_of_the_field_table(
    site: Site, stories: tuple[Story, ...]
) -> None:
    rows = csv.DictReader(FIELDS.open(encoding="utf-8"))
    known = {row["dc"].replace("dcterms:", "DCTERMS.") for row in rows} | GENERIC
    for story in stories:
        found = metas(site.page(f"stories/{story.id}/"), "name")
        used = {name for name in found if name.startswith("DCTERMS.")}
        assert used <= known
        assert found["DCTERMS.title"] == [story.article.first(Role.TITLE)]
        assert found.get("DCTERMS.spatial", []) == list(story.description.regions)


def test_an_inferred_date_is_never_stated(site: Site, stories: tuple[Story, ...]) -> None:
    for story in stories:
        page = site.page(f"stories/{story.id}/")
        item = json.loads(page.find("script", type="application/ld+json").string)
        issued = metas(page, "name").get("DCTERMS.issued", [])
        stated = story.description.year_basis is YearBasis.STATED
        assert ("datePublished" in item) == stated
        assert ("article:published_time" in metas(page, "property")) == stated
        assert all(text.endswith("?") != stated for text in issued)
        if stated:
            assert date.fromisoformat(item["datePublished"])


def test_json_ld_describes_a_news_article(site: Site, stories: tuple[Story, ...]) -> None:
    for story in stories:
        page = site.page(f"stories/{story.id}/")
        item = json.loads(page.find("script", type="application/ld+json").string)
        assert item["@type"] == "NewsArticle"
        assert item["headline"] == story.article.first(Role.TITLE)
        names = [author["name"] for author in item.get("author", [])]
        assert set(names) <= {person.name for person in story.description.byline}


def test_an_rdf_library_reads_the_json_ld(site: Site, stories: tuple[Story, ...]) -> None:
    """The vocabulary stands in for the context, which the library would fetch from its host."""
    schema = Namespace("https://schema.org/")
    for story in stories:
        page = site.page(f"stories/{story.id}/")
        item = json.loads(page.find("script", type="application/ld+json").string)
        assert item["@context"].rstrip("/") == "https://schema.org"
        text = json.dumps(item | {"@context": {"@vocab": str(schema)}})
        graph = Graph().parse(data=text, format="json-ld")
        [article] = graph.subjects(RDF.type, schema.NewsArticle)
        assert graph.value(article, schema.headline) == Literal(story.article.first(Role.TITLE))
        authors = {graph.value(who, schema.name).value for who in graph[article : schema.author]}
        assert authors == {author["name"] for author in item.get("author", [])}


@given(st.text())
def test_no_text_ends_the_script(text: str) -> None:
    written = json_ld({"headline": text + "</script><!--"})
    assert "<" not in written
    assert json.loads(written)["headline"] == text + "</script><!--"
