"""Feeds as independent readers see them."""

import json
from collections.abc import Callable

import feedparser
import pytest

from aidstories.model import Story
from aidstories.site.addresses import addresses
from aidstories.site.archive.archive import build_archive
from aidstories.site.story.view import opening
from aidstories.site.takeaway.exports import references
from aidstories.site.takeaway.feeds import write_feeds
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


def test_every_value_has_its_feeds_of_the_same_stories(
    feeds: Callable[[str | None], dict[str, str]],
) -> None:
    written = feeds(None)
    atoms = [url for url in written if url.endswith(".atom")]
    assert any(url.startswith("regions/") for url in atoms)
    assert not any(url.startswith(("people/", "institutions/")) for url in atoms)
    for url in atoms:
        read = feedparser.parse(written[url])
        feed = json.loads(written[url.replace(".atom", ".json")])
        assert not read.bozo, url
        assert [item["id"] for item in feed["items"]] == [entry.id for entry in read.entries]
        assert feed["version"] == "https://jsonfeed.org/version/1.1"


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
