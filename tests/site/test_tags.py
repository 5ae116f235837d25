"""What the index of tags shows, of names that an editor may have typed or copied."""

from types import SimpleNamespace
from typing import Any

import pytest
from bs4 import BeautifulSoup
from jinja2 import Environment, FileSystemLoader
from material.plugins.tags.structure.listing.tree import ListingTree
from material.plugins.tags.structure.mapping import Mapping
from material.plugins.tags.structure.tag import Tag

from aidstories.site.archive.tags import values_of_tags, written
from aidstories.site.squeezed import squeeze
from tests.site.conftest import ROOT
from tests.site.test_related import NAQU, archive_of, story

HOSTILE = (
    '<script>alert("x")</script>',
    '<meta http-equiv="refresh" content="0;url=//x.example">',
    "<img src=x onerror=alert(1)>",
    "甲 & 乙 &lt;b&gt;",
    "{{ 1 + 1 }}",
    '" onmouseover="alert(1)',
)
"""Read as markup, as a template, as the end of an attribute."""
ARCHIVE = archive_of(
    story("a", regions=("西藏自治区/拉萨市/城关区",), year=2020),
    story("b", regions=("青海省/西宁市/城关区",), year=2021),
    story("c", regions=(NAQU,), programs=HOSTILE, year=2021),
)
VALUES = values_of_tags(ARCHIVE.trees)


def shown(name: str, *pages: tuple[str, str]) -> Any:
    """Return the entry of a tag that ``pages``, by title and address, bear, as the theme has it."""
    env = Environment(loader=FileSystemLoader(ROOT / "overrides"))
    squeeze(env)
    env.filters["url"] = lambda url: f"../{url}"
    env.globals.update(tagged=VALUES, written=lambda found: written(found, is_story))
    tree = ListingTree(Tag(name))
    tree.mappings = [
        Mapping(SimpleNamespace(title=title, url=url, file=SimpleNamespace(src_uri=url)))
        for title, url in pages
    ]
    tag = env.get_template("fragments/tags/default/tag.html").render(tag=tree.tag)
    tree.content = f'<h2 id="tag:x">{tag}</h2>'
    listing = env.get_template("fragments/tags/default/listing.html").render(listing=tree)
    return BeautifulSoup(listing, "html.parser")


def is_story(file: Any) -> bool:
    return str(file.src_uri).startswith("stories/")


def test_a_tag_leads_to_the_page_of_its_value_and_says_how_many_it_lists() -> None:
    entry = shown("2021年", ("一", "stories/b/"), ("二", "stories/c/"))
    assert [(a.get_text(), a["href"]) for a in entry.find_all("a")] == [
        ("2021年", "../years/2021/")
    ]
    assert entry.find(class_="count").get_text() == "2"
    assert entry.find("ul") is None


def test_places_of_one_name_are_told_apart() -> None:
    entry = shown("城关区", ("一", "stories/a/"), ("二", "stories/b/"))
    assert {a.get_text(): a["href"] for a in entry.select("li a")} == {
        "西藏自治区 › 拉萨市 › 城关区": "../regions/xizang/lasa/chengguan/",
        "青海省 › 西宁市 › 城关区": "../regions/qinghai/xining/chengguan/",
    }
    assert entry.h2.find("a") is None


def test_a_page_that_an_editor_tagged_is_listed_by_its_title() -> None:
    entry = shown("2021年", ("一", "stories/b/"), ("<b>关于</b> &amp; 版权", "about/"))
    assert [(a.get_text(), a["href"]) for a in entry.select("li a")] == [
        ("关于 & 版权", "../about/")
    ]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_tag_is_shown_as_it_stands(name: str) -> None:
    for bearer in ("stories/c/", "about/"):
        entry = shown(name if bearer != "about/" else f"{name}。", (name, bearer))
        kinds = {tag.name for tag in entry.find_all(True)}
        assert kinds <= {"h2", "a", "span", "ul", "li"}, entry
        assert {key for tag in entry.find_all(True) for key in tag.attrs} <= {"id", "class", "href"}
        assert entry.select_one(".md-tag").get_text().startswith(name)
    assert VALUES[name][0].stories == (ARCHIVE.views["c"].story,)


@pytest.mark.parametrize("name", HOSTILE)
def test_tags_of_a_written_page_are_shown_as_they_stand(name: str) -> None:
    env = Environment(loader=FileSystemLoader(ROOT / "overrides"))
    env.filters["url"] = str
    tags = [SimpleNamespace(name=name, url=""), SimpleNamespace(name=name, url="tags/#x")]
    page = BeautifulSoup(env.get_template("partials/tags.html").render(tags=tags), "html.parser")
    assert [tag.get_text() for tag in page.select(".md-tag")] == [name, name]
    assert {tag.name for tag in page.find_all(True)} == {"nav", "span", "a"}
