"""The indexes of people and institutions."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import pytest

from aidstories.model import Article, Description, Passage, Person, Role, Story
from aidstories.site.addresses import Addresses
from aidstories.site.archive.archive import Archive, build_archive
from aidstories.site.archive.index import NAMES_PER_PAGE
from aidstories.site.archive.listings import Listing, listings
from tests.archive import TABLES
from tests.site.conftest import Site


def story(story_id: str, **described: Any) -> Story:
    passages = (Passage(role=Role.TITLE, text=story_id),)
    return Story(
        id=story_id, article=Article(passages=passages), description=Description(**described)
    )


def person(name: str, role: str = "") -> Person:
    return Person(name=name, role=role)


def pages(archive: Archive, key: str) -> list[Listing]:
    return [page for page in listings(archive) if page.value.facet.key == key]


@pytest.fixture
def archive() -> Archive:
    return build_archive(
        [
            story("a", people=(person("央金", "医生"), person("郭传家", "专家")), year=2025),
            story("b", byline=(person("央金", "记者"),), people=(person("央金"),), year=2024),
            story(
                "c",
                people=(person("A医生"), person("阿旺"), person("༠༡")),
                institutions=("那曲市人民医院",),
            ),
        ],
        Addresses(),
        TABLES.facets,
    )


def test_names_are_sorted_by_pinyin_with_all_their_roles(archive: Archive) -> None:
    index = archive.indexes["person"]
    assert [(e.initial, e.name) for e in index] == [
        ("A", "A医生"),
        ("A", "阿旺"),
        ("G", "郭传家"),
        ("Y", "央金"),
        ("#", "༠༡"),
    ]
    index = index[:-1]
    assert index[-1].roles == ("医生", "记者")
    assert [s.id for s in index[-1].stories] == ["a", "b"]


def test_only_a_name_in_two_stories_has_a_list_of_its_own(archive: Archive) -> None:
    root, *lists = pages(archive, "person")
    assert [page.url for page in lists] == ["people/yangjin/"]
    assert {e.name: e.value and e.value.url for e in root.names} == {
        "阿旺": None,
        "A医生": None,
        "郭传家": None,
        "༠༡": None,
        "央金": "people/yangjin/",
    }
    assert [page.url for page in pages(archive, "institution")] == ["institutions/"]


def test_a_long_index_is_cut_into_pages() -> None:
    names = tuple(f"第{n}医院" for n in range(NAMES_PER_PAGE + 1))
    archive = build_archive([story("a", institutions=names)], Addresses(), TABLES.facets)
    shown = pages(archive, "institution")
    assert [page.url for page in shown] == ["institutions/", "institutions/page/2/"]
    assert sorted(entry.name for page in shown for entry in page.names) == sorted(names)


def test_a_name_is_found_on_its_page_of_the_index() -> None:
    names = tuple(f"第{n}医院" for n in range(NAMES_PER_PAGE + 1))
    archive = build_archive([story("a", institutions=names)], Addresses(), TABLES.facets)
    for page in pages(archive, "institution"):
        for entry in page.names:
            assert archive.names["institution"][entry.name] == f"{page.url}#{entry.anchor}"


def test_the_names_of_a_story_lead_to_the_index(site: Site, stories: tuple[Story, ...]) -> None:
    for made in stories:
        record = site.page(f"stories/{made.id}/").select_one(".record")
        shown = [a.get_text() for a in record.select('a[href*="/institutions/"], .person a')]
        known = made.description
        assert shown == [*known.institutions, *(person.name for person in known.people)]


@pytest.mark.parametrize(
    ("key", "values"),
    [
        ("people", lambda s: {p.name for p in (*s.description.people, *s.description.byline)}),
        ("institutions", lambda s: set(s.description.institutions)),
    ],
)
def test_every_name_leads_to_its_stories(
    site: Site, stories: tuple[Story, ...], key: str, values: Callable[..., Any]
) -> None:
    page = site.page(f"{key}/")
    found: dict[str, set[str]] = {}
    for row in page.select(".names__entry"):
        name = row.dt.find(string=True)
        own = row.dt.find("a")
        listed = site.page(f"{key}/{own['href']}").select(".entry__title a") if own else [row.dd.a]
        pages = (urlsplit(a["href"]).path.rstrip("/").rpartition("/")[2] for a in listed)
        found.setdefault(name, set()).update(pages)
    wanted: dict[str, set[str]] = {}
    for made in stories:
        for name in values(made):
            wanted.setdefault(name, set()).add(made.id)
    assert found == wanted
    assert max(map(len, wanted.values())) > 1
