"""A story in Zotero: a newspaper article with its paper, author and date; nobody else's."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup

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
from tests.site.conftest import Site, build_site, copy_docs
from tests.site.zotero import Creator, Item, item_of

SITE = "https://archive.example/papers/"
ARCHIVE = "援藏故事档案"


def story(id_: str, *byline: tuple[str, str], **described: Any) -> Story:
    passages = (
        Passage(role=Role.KICKER, text="引题"),
        Passage(role=Role.TITLE, text=f"题目{id_}"),
        Passage(role=Role.PARAGRAPH, text="一段正文。"),
    )
    people = tuple(Person(name=name, role=role) for name, role in byline)
    about = Description(byline=people, **described)
    return Story(id=id_, article=Article(passages=passages), description=about)


STATED = {"year": 2021, "year_basis": YearBasis.STATED, "published": "2021-12-20"}
STORIES = (
    story(
        "whole",
        ("央金", "见习记者"),
        ("文　凤", "通讯员"),
        ("丙", "摄影"),
        ("丁", "责任编辑"),
        source="西藏日报",
        via="某网",
        donors=("浙江省/杭州市",),
        regions=("西藏自治区/那曲市/聂荣县",),
        people=(Person(name="戊", role="医生"),),
        aid=(AidStatement(donor="浙江省/杭州市", recipient="西藏自治区/那曲市/聂荣县"),),
        **STATED,
    ),
    story("nopaper", ("央金", "记者"), **STATED),
    story("pictures", ("丙", "摄影"), source="西藏日报", **STATED),
    story("guessed", source="西藏日报", year=2024, year_basis=YearBasis.INFERRED),
    story("undated", source="西藏日报"),
)


@pytest.fixture(scope="module", params=[None, SITE], ids=["without an address", "below a folder"])
def saved(request: Any, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Item]:
    base: Path = tmp_path_factory.mktemp("zotero")
    build_site(copy_docs(base / "docs", STORIES), base / "site", site_url=request.param)
    site = Site(base / "site")

    def saved(id_: str, folder: str = "") -> Item:
        url = f"{folder}stories/{id_}/"
        return item_of(site.page(url), (request.param or "http://here/") + url)

    return saved


def test_a_story_is_an_article_of_its_newspaper(saved: Callable[..., Item]) -> None:
    item = saved("whole")
    assert item.type == "newspaperArticle"
    assert item.fields["title"] == "题目whole"
    assert item.fields["publicationTitle"] == "西藏日报"
    assert item.fields["date"] == "2021-12-20"
    assert item.fields["archive"] == ARCHIVE
    assert item.fields["url"].endswith("/stories/whole/")
    assert "archiveLocation" not in item.fields


def test_a_page_without_the_text_is_not_the_article(saved: Callable[..., Item]) -> None:
    item = saved("whole", "bo/")  # it says what is known, and leads to the article
    assert item.type == "webpage"
    assert item.fields["title"] == "题目whole"


def test_who_wrote_it_is_the_author_and_nobody_else(saved: Callable[..., Item]) -> None:
    """Neither donors nor those who are told of; a name has one part."""
    assert saved("whole").creators == [Creator("", "央金"), Creator("", "文凤")]
    assert saved("pictures").creators == []
    assert saved("undated").creators == []


def test_an_unknown_paper_is_not_the_archive(saved: Callable[..., Item]) -> None:
    item = saved("nopaper")
    assert item.type == "newspaperArticle"
    assert "publicationTitle" not in item.fields


def test_dates_are_no_more_certain_than_the_archive_is(saved: Callable[..., Item]) -> None:
    assert saved("guessed").fields["date"] == "2024?"
    assert "date" not in saved("undated").fields


def page(head: str, body: str = "") -> Any:
    return BeautifulSoup(f"<html><head>{head}</head><body>{body}</body></html>", "html.parser")


@pytest.mark.parametrize(
    ("head", "wrong"),
    [
        ('<meta name="DCTERMS.type" content="Text">', ("type", "webpage")),
        ('<meta name="citation_title" content="题">', ("type", "journalArticle")),
        ('<meta property="og:site_name" content="档案">', ("publicationTitle", "档案")),
    ],
)
def test_the_rules_find_out_what_is_wrong(head: str, wrong: tuple[str, str]) -> None:
    item = item_of(page(head), "http://here/")
    assert {"type": item.type, **item.fields}[wrong[0]] == wrong[1]


def test_the_rules_take_contributors_and_bylines_for_authors() -> None:
    head = '<meta name="DC.contributor" content="浙江省">'
    assert item_of(page(head), "").creators == [Creator("", "浙江省")]
    body = '<p class="byline">摄影 丙</p>'
    assert item_of(page("", body), "").creators == [Creator("摄影", "丙")]
