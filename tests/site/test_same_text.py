"""A story of the same text as another leads to it; editors' own notes stay theirs."""

import pytest

from aidstories.model import Article, Description, Passage, Role, Story
from aidstories.site.addresses import Addresses
from aidstories.site.archive.archive import Archive, build_archive
from aidstories.site.story.cite import reference
from aidstories.site.story.metadata import dublin_core, news_article
from tests.archive import TABLES

FIELDS = TABLES.fields


def story(id_: str, *other: tuple[str, str | tuple[str, ...]]) -> Story:
    passages = (Passage(role=Role.TITLE, text=f"题{id_}"), Passage(role=Role.PARAGRAPH, text="文"))
    return Story(id=id_, article=Article(passages=passages), description=Description(other=other))


@pytest.fixture(scope="module")
def archive() -> Archive:
    noted = (("reprint_of", ("a", "gone")), ("distinct_from", "a"), ("page", "3"))
    return build_archive(
        [story("a"), story("b", *noted)], Addresses(), TABLES.facets, None, FIELDS.values()
    )


def test_the_page_links_to_it_by_its_title(archive: Archive) -> None:
    others = dict(archive.others(archive.views["b"]))
    assert others == {"reprint_of": [("题a", "stories/a/"), ("gone", "")], "page": [("3", "")]}
    assert list(archive.others(archive.views["a"])) == []


@pytest.mark.parametrize("home", ["", "https://a.example/"])
def test_machines_are_told_where_it_is(archive: Archive, home: str) -> None:
    view = archive.views["b"]
    ref = reference(view.story, (), f"{home}{view.url}" if home else "")
    based = news_article(view, ref, FIELDS)["isBasedOn"]
    address = {"url": "https://a.example/stories/a/"} if home else {}
    assert based[0] == {"@type": "NewsArticle", "identifier": "a"} | address
    said = [value for name, value in dublin_core(view, ref, FIELDS) if "isVersionOf" in name]
    assert said == ["a", "gone"]
