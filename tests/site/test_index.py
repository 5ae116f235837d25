"""The indexes of people and institutions."""

import json
from collections.abc import Callable
from itertools import pairwise
from math import ceil
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidstories.model import Article, Description, Passage, Person, Role, Story
from aidstories.site.addresses import Addresses
from aidstories.site.archive.archive import Archive, build_archive
from aidstories.site.archive.index import IN_INDEX, NAMES_PER_PAGE, page_starts
from aidstories.site.archive.letters import NameIndex, moved, name_indexes, names_data
from aidstories.site.archive.listings import Listing, listings
from aidstories.site.incremental.dependencies import Dependencies
from aidstories.site.interface.terms import CHINESE, TIBETAN, Translator, interface_terms
from aidstories.site.interface.tibetan_names import TibetanNames
from aidstories.site.locale import Locale
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


def test_only_a_name_in_many_stories_has_a_list_of_its_own(archive: Archive) -> None:
    root, *lists = pages(archive, "person")
    assert lists == [] and {e.value for e in root.names} == {None}
    assert archive.addresses["person"] == {(): "people/"}
    assert {e.name: e.url for e in root.names} == {
        "阿旺": "stories/c/",
        "A医生": "stories/c/",
        "郭传家": "stories/a/",
        "༠༡": "stories/c/",
        "央金": "people/#name-央金",
    }
    named = [story(str(n), people=(person("央金"),)) for n in range(IN_INDEX + 1)]
    archive = build_archive(named, Addresses(), TABLES.facets)
    root, *lists = pages(archive, "person")
    assert [page.url for page in lists] == ["people/yangjin/"] == [e.url for e in root.names]


def test_a_name_with_one_story_leads_to_the_passage_that_names_it() -> None:
    passages = (
        Passage(role=Role.TITLE, text="题"),
        Passage(role=Role.PARAGRAPH, text="从前的事。"),
        Passage(role=Role.PARAGRAPH, text="央金来了。"),
    )
    told = Story(
        id="a",
        article=Article(passages=passages),
        description=Description(people=(person("央金"), person("没有写到的人"))),
    )
    archive = build_archive([told], Addresses(), TABLES.facets)
    assert archive.names["person"] == {
        "央金": "stories/a/#p2",
        "没有写到的人": "stories/a/",
    }


def test_what_a_name_leads_to_follows_how_many_stories_it_has() -> None:
    """As stories come and go, by the same code that built the last archive."""
    kept = Dependencies()
    seen = []
    for count in (1, 2, IN_INDEX + 1, 2, 1):
        named = [story(str(n), people=(person("央金"),)) for n in range(count)]
        archive = build_archive(named, Addresses(), TABLES.facets, keep=kept.value)
        kept.settle()
        locale = Locale(translator=Translator(terms=interface_terms(TABLES)))
        data = json.loads(names_data(name_indexes(archive, locale)["person"], locale))
        seen.append((archive.names["person"]["央金"], data["names"][0][2:]))
    alone = ("stories/0/", [1, "yangjin/", "../stories/0/"])
    both = ("people/#name-央金", [2, "yangjin/"])
    listed = ("people/yangjin/", [IN_INDEX + 1, "yangjin/", 1])
    assert seen == [alone, both, listed, both, alone]


def test_a_long_index_is_cut_into_pages() -> None:
    names = tuple(f"第{n}医院" for n in range(NAMES_PER_PAGE + 1))
    archive = build_archive([story("a", institutions=names)], Addresses(), TABLES.facets)
    shown = pages(archive, "institution")
    assert [page.url for page in shown] == ["institutions/", "institutions/page/2/"]
    assert sorted(entry.name for page in shown for entry in page.names) == sorted(names)


def test_a_name_is_found_on_its_page_of_the_index() -> None:
    names = tuple(f"第{n}医院" for n in range(NAMES_PER_PAGE + 1))
    archive = build_archive(twice(names), Addresses(), TABLES.facets)
    for page in pages(archive, "institution"):
        for entry in page.names:
            assert archive.names["institution"][entry.name] == f"{page.url}#{entry.anchor}"


@given(st.lists(st.integers(1, 900), min_size=0, max_size=26))
def test_pages_of_an_index_are_few_and_none_is_long(sizes: list[int]) -> None:
    """As many pages as the names fill; each begins after the last, none is half as long again."""
    initials = [chr(65 + n) for n, size in enumerate(sizes) for _ in range(size)]
    starts = page_starts(initials)
    assert len(starts) == max(1, ceil(len(initials) / NAMES_PER_PAGE))
    lengths = [end - first for first, end in pairwise([*starts, len(initials)])]
    assert starts[0] == 0 and all(0 < n <= NAMES_PER_PAGE * 1.5 for n in lengths if initials)


def test_a_page_begins_with_a_letter_where_one_is_near() -> None:
    assert page_starts(["A"] * 190 + ["B"] * 190) == [0, 190]
    assert page_starts(["A"] * 210 + ["B"] * 30 + ["C"] * 130) == [0, 210]
    assert page_starts(["A"] * 20 + ["B"] * 300) == [0, 160]  # no letter begins near the middle


SHELL = Locale(translator=Translator(terms=interface_terms(TABLES)))


def twice(names: tuple[str, ...]) -> list[Story]:
    """Return two stories of the same names, which stand in the index therefore."""
    return [story(id_, institutions=names) for id_ in "ab"]


def index_of(names: tuple[str, ...], tibetan: dict[str, str] | None = None) -> NameIndex:
    archive = build_archive(twice(names), Addresses(), TABLES.facets)
    terms = interface_terms(TABLES)
    called: dict[tuple[str, ...], str] = {(zh,): bo for zh, bo in (tibetan or {}).items()}
    language = TIBETAN if called else CHINESE
    locale = Locale(
        translator=Translator(terms=terms, language=language), names=TibetanNames(given=called)
    )
    return name_indexes(archive, locale)["institution"]


def test_the_bar_leads_to_the_page_of_a_letter() -> None:
    long = tuple(f"德{n}医院" for n in range(NAMES_PER_PAGE))
    index = index_of(("阿里医院", *long, "珠峰医院"))
    assert [tuple(letter) for letter in index.letters(1)] == [
        ("A", "institutions/#letter-A", True),
        ("D", "institutions/#letter-D", True),
        ("Z", "institutions/page/2/#letter-Z", False),
    ]
    [(letter, parts)] = index.parts(2)
    assert letter == "D" and [(part.name, part.here) for part in parts] == [
        ("德", False),
        ("德", True),
    ]
    assert (index.label(1), index.label(2), index.label(3)) == ("A–D", "D–Z", "")


def test_tibetan_names_come_first_by_their_root_letters() -> None:
    names = {"甲医院": "ལྟ་བ།", "乙医院": "བཀྲ་ཤིས།", "丙医院": "ནག་ཆུ།"}
    index = index_of((*names, "阿里医院"), names)
    assert [(e.initial, e.name) for e in index.entries] == [
        ("ཀ", "乙医院"),
        ("ཏ", "甲医院"),
        ("ན", "丙医院"),
        ("A", "阿里医院"),
    ]
    data = json.loads(
        names_data(index, Locale(translator=Translator(terms=interface_terms(TABLES))))
    )
    assert data["starts"] == [0] and data["names"][0][0] == "乙医院"


def test_a_name_is_found_where_the_order_of_the_language_has_it() -> None:
    names = tuple(f"德{n}医院" for n in range(NAMES_PER_PAGE))
    last = {"珠峰医院": "ཀ་བ།"}
    index = index_of((*names, *last), last)
    there = moved({"institution": index})
    assert there["institutions/page/2/#name-珠峰医院"] == "institutions/#name-珠峰医院"
    assert not moved({"institution": index_of(names)})


def test_the_names_of_a_story_lead_to_their_stories(site: Site, stories: tuple[Story, ...]) -> None:
    for made in stories:
        page = site.page(f"stories/{made.id}/")
        known = made.description
        names = [*known.institutions, *(person.name for person in known.people)]
        links = {a.get_text(): a["href"] for a in page.select(".record dd a")}
        assert set(names) <= set(links)
        for name in names:
            path, _, anchor = links[name].partition("#")
            if not path.strip("./"):  # named here alone: at the passage
                assert not anchor or name in page.find(id=anchor).get_text()
            else:
                assert path.startswith(("../../people/", "../../institutions/"))


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
        own = own and site.page(f"{key}/{own['href']}").select(".entry :is(h2, h3) a")
        listed = own or row.select("dd a")
        pages = (urlsplit(a["href"]).path.rstrip("/").rpartition("/")[2] for a in listed)
        found.setdefault(name, set()).update(pages)
    wanted: dict[str, set[str]] = {}
    for made in stories:
        for name in values(made):
            wanted.setdefault(name, set()).add(made.id)
    assert found == wanted
    assert max(map(len, wanted.values())) > 1
    for row in page.select(".names__entry"):
        assert row.dt.find("a") or 1 <= len(row.select("dd a")) <= IN_INDEX
