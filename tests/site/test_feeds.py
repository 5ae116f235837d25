"""Feeds as independent readers see them."""

import json
from collections.abc import Callable
from typing import Any

import feedparser
import pytest

from aidstories.model import Article, Description, Passage, Role, Story, YearBasis
from aidstories.site.addresses import addresses
from aidstories.site.archive.archive import Archive, build_archive
from aidstories.site.story.view import opening
from aidstories.site.takeaway.exports import references
from aidstories.site.takeaway.feeds import NEWEST, write_feeds
from aidstories.stories.store.days import Days
from tests.archive import TABLES
from tests.site.conftest import HOSTILE, Site


@pytest.fixture(scope="module")
def feeds(stories: tuple[Story, ...]) -> Callable[[str | None], dict[str, str]]:
    archive = build_archive(stories, addresses(TABLES), TABLES.facets)

    def write(site_url: str | None) -> dict[str, str]:
        refs = references(archive, site_url)
        return dict(write_feeds(archive, refs, "档案", site_url))

    return write


@pytest.mark.parametrize("site_url", [None, "https://archive.example/a/"])
def test_atom_reads_back(
    feeds: Callable[[str | None], dict[str, str]], stories: tuple[Story, ...], site_url: str | None
) -> None:
    written = feeds(site_url)
    read = feedparser.parse(written["stories/feed.atom"])
    assert not read.bozo
    assert read.feed.title == "档案"
    assert len({entry.id for entry in read.entries}) == len(stories)
    titles = {entry.title_detail.value for entry in read.entries}
    assert HOSTILE.article.passages[0].text in titles
    base = site_url or "../"
    assert all(
        entry.link.startswith(base if site_url else ("../", "gold", "hostile"))
        for entry in read.entries
    )


def test_the_ids_do_not_follow_the_address(feeds: Callable[[str | None], dict[str, str]]) -> None:
    def ids(written: dict[str, str]) -> list[str]:
        return [entry.id for entry in feedparser.parse(written["stories/feed.atom"]).entries]

    assert ids(feeds(None)) == ids(feeds("https://archive.example/"))


def test_an_inferred_date_is_not_given_as_published(
    feeds: Callable[[str | None], dict[str, str]], stories: tuple[Story, ...]
) -> None:
    items = json.loads(feeds(None)["stories/feed.json"])["items"]
    given = {item["title"]: item.get("date_published") for item in items}
    for story in stories:
        title = story.article.passages[0].text
        if story.description.year is None and title in given:
            assert given[title] is None
    assert any(given.values())


DAYS = {
    "old": Days(added="2024-01-01", changed="2024-01-01"),
    "corrected": Days(added="2023-01-01", changed="2025-05-05"),
    "edited": Days(added="2024-06-06"),  # and changed on a day that nobody knows
    "month": Days(added="2024-02-02", changed="2024-02-02"),
}
"""Of `unknown` nobody knows when it came."""
PRINTED: dict[str, dict[str, Any]] = {
    "old": {"published": "1998-03-04", "year": 1998, "year_basis": YearBasis.STATED},
    "corrected": {},
    "edited": {"published": "2021-12-20?", "year": 2021, "year_basis": YearBasis.STATED},
    "month": {"published": "2021-12", "year": 2021, "year_basis": YearBasis.STATED},
    "unknown": {"published": "2025-12-20", "year": 2025, "year_basis": YearBasis.STATED},
}


def dated(days: dict[str, Days]) -> Archive:
    stories = [
        Story(
            id=id_,
            article=Article(passages=(Passage(role=Role.TITLE, text=id_),)),
            description=Description(regions=("西藏自治区",), **described),
        )
        for id_, described in PRINTED.items()
    ]
    return build_archive(stories, addresses(TABLES), TABLES.facets, days)


@pytest.mark.parametrize("value", ["stories/", "regions/xizang/"])
def test_what_was_added_or_corrected_last_comes_first(value: str) -> None:
    archive = dated(DAYS)
    written = dict(write_feeds(archive, references(archive, None), "档案", None, "2030-01-01"))
    read = feedparser.parse(written[f"{value}feed.atom"])
    assert [(entry.title, entry.updated[:10]) for entry in read.entries] == [
        ("corrected", "2025-05-05"),
        ("edited", "2024-06-06"),
        ("month", "2024-02-02"),
        ("old", "2024-01-01"),
        ("unknown", "2023-01-01"),
    ]
    assert read.feed.updated == "2025-05-05T00:00:00Z"
    printed = {entry.title: entry.published[:10] for entry in read.entries if "published" in entry}
    assert printed == {"old": "1998-03-04", "unknown": "2025-12-20"}
    items = json.loads(written["stories/feed.json"])["items"]
    assert [item["title"] for item in items] == [entry.title for entry in read.entries]
    assert [item["date_modified"] for item in items] == [entry.updated for entry in read.entries]
    assert {i["title"]: i["date_published"][:10] for i in items if "date_published" in i} == printed


def test_nothing_is_of_1970_though_nobody_knows_a_day() -> None:
    archive = dated({})
    written = dict(write_feeds(archive, references(archive, None), "档案", None, "2030-01-01"))
    for url, text in written.items():
        assert "1970" not in text, url
    read = feedparser.parse(written["stories/feed.atom"])
    assert {entry.updated for entry in read.entries} == {"2030-01-01T00:00:00Z"}
    assert [entry.title for entry in read.entries] == list(archive.views)


@pytest.mark.parametrize("site_url", [None, "https://archive.example/a/"])
def test_a_json_feed_has_absolute_addresses_or_none(site_url: str | None) -> None:
    archive = dated(DAYS)
    refs = references(archive, site_url)
    feed = json.loads(dict(write_feeds(archive, refs, "档案", site_url))["stories/feed.json"])
    urls = [feed.get("feed_url"), feed.get("home_page_url"), *(i.get("url") for i in feed["items"])]
    if site_url:
        assert all(url.startswith(site_url) for url in urls)
    else:
        assert not any(urls)


def test_all_stories_have_two_feeds_and_what_may_bring_more_has_one(
    feeds: Callable[[str | None], dict[str, str]],
) -> None:
    written = feeds(None)
    assert [url for url in written if url.endswith(".json")] == ["stories/feed.json"]
    atoms = [url for url in written if url.endswith(".atom")]
    assert {url.partition("/")[0] for url in atoms} == {"stories", "regions", "donors", "programs"}
    assert "regions/feed.atom" not in atoms  # all stories again
    for url in atoms:
        read = feedparser.parse(written[url])
        assert not read.bozo, url
        assert url == "stories/feed.atom" or 1 < len(read.entries) <= NEWEST
    read = feedparser.parse(written["stories/feed.atom"])
    feed = json.loads(written["stories/feed.json"])
    assert [item["id"] for item in feed["items"]] == [entry.id for entry in read.entries]
    assert feed["version"] == "https://jsonfeed.org/version/1.1"


def test_a_place_with_one_story_has_no_feed_until_there_are_two() -> None:
    def urls(count: int) -> set[str]:
        stories = [
            Story(
                id=str(n),
                article=Article(passages=(Passage(role=Role.TITLE, text=str(n)),)),
                description=Description(regions=("西藏自治区",), year=2024),
            )
            for n in range(count)
        ]
        archive = build_archive(stories, addresses(TABLES), TABLES.facets)
        return set(dict(write_feeds(archive, references(archive, None), "档案", None)))

    assert urls(1) == {"stories/feed.atom", "stories/feed.json"}
    assert urls(2) - urls(1) == {"regions/xizang/feed.atom"} | unstated(urls(2))


def unstated(urls: set[str]) -> set[str]:
    """Return the feeds of stories that say nothing of a facet: they may be more too."""
    return {url for url in urls if "unstated" in url}


def test_excerpts_stand_as_text(feeds: Callable[[str | None], dict[str, str]]) -> None:
    items = json.loads(feeds(None)["stories/feed.json"])["items"]
    assert opening(HOSTILE.article) in {item["content_text"] for item in items}


def test_characters_that_xml_forbids_are_replaced(stories: tuple[Story, ...]) -> None:
    archive = build_archive([HOSTILE], addresses(TABLES), TABLES.facets)
    refs = references(archive, None)
    written = dict(write_feeds(archive, refs, "档\x0b案", None))
    assert feedparser.parse(written["stories/feed.atom"]).feed.title == "档\ufffd案"


def test_pages_announce_their_feeds(site: Site) -> None:
    links = site.page("regions/xizang/").select("link[rel=alternate][type='application/atom+xml']")
    assert [link["href"] for link in links] == ["feed.atom"]
    assert (site.folder / "regions/xizang/feed.atom").is_file()


def test_the_home_page_and_the_lists_name_their_feeds(site: Site) -> None:
    for url, feed in (("", "stories/feed.atom"), ("regions/xizang/", "feed.atom")):
        heads = site.page(url).select('head link[type="application/atom+xml"]')
        assert [link["href"] for link in heads] == [feed]
