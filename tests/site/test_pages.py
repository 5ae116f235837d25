"""The built site, read as files: what any reader gets without JavaScript."""

import copy
import posixpath
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

import pytest

from aidstories.model import Role, Story
from aidstories.site.archive.tags import story_tags
from tests.archive import TABLES
from tests.site.conftest import Site

LOADED = {
    "script": "src",
    "img": "src",
    "source": "src",
    "iframe": "src",
    "object": "data",
    "embed": "src",
    "video": "src",
    "audio": "src",
}
LOADING_LINKS = {"stylesheet", "icon", "preload", "modulepreload", "preconnect", "dns-prefetch"}
PAGED = [facet.folder for facet in TABLES.facets if facet.paged]
PROXY = re.compile(r"zfour|cors\.", re.I)


def loaded(soup: Any) -> Iterator[str]:
    """Yield every address that a browser would fetch for this page."""
    for tag in soup.find_all(LOADED):
        yield tag.get(LOADED[tag.name]) or ""
    for link in soup.find_all("link"):
        if LOADING_LINKS & set(link.get("rel", [])):
            yield link["href"]


def links(url: str, soup: Any) -> Iterator[str]:
    """Yield the pages that ``soup`` at ``url`` links to, relative to the site's root."""
    for tag in soup.find_all("a", href=True):
        parts = urlsplit(urljoin(f"http://here/{url}", tag["href"]))
        if parts.netloc == "here":
            yield unquote(parts.path).lstrip("/")


def reached(site: Site, start: str) -> set[str]:
    """Return all pages that can be reached by links alone."""
    seen, todo = set(), [start]
    while todo:
        url = todo.pop()
        if url in seen or not (site.folder / url / "index.html").is_file():
            continue
        seen.add(url)
        todo.extend(links(url, site.page(url)))
    return seen


def story_urls(stories: tuple[Story, ...]) -> set[str]:
    return {f"stories/{story.id}/" for story in stories}


def test_every_story_has_its_permanent_address(site: Site, stories: tuple[Story, ...]) -> None:
    for story in stories:
        article = site.page(f"stories/{story.id}/").find("article", attrs={"data-story": story.id})
        assert article.find("h1").get_text() == story.article.first(Role.TITLE)


def test_a_story_page_shows_the_text_exactly(site: Site, stories: tuple[Story, ...]) -> None:
    for story in stories:
        body = copy.copy(site.page(f"stories/{story.id}/").find(class_="story__body"))
        for mark in body.select(".gap"):
            mark.extract()
        shown = [tag.get_text() for tag in body.select(":scope > p, :scope > h2")]
        assert shown == list(story.article.texts(Role.PARAGRAPH, Role.HEADING))


def test_gaps_are_marked_and_explained(site: Site, stories: tuple[Story, ...]) -> None:
    gaps = {s.id: sum(p.gap is not None for p in s.article.passages) for s in stories}
    assert sum(gaps.values()) > 0
    for story_id, number in gaps.items():
        page = site.page(f"stories/{story_id}/")
        marks = page.select(".story__body a.gap")
        assert [mark.get_text() for mark in marks] == ["〔原文残缺〕"] * number
        assert (page.find(class_="record__gap") is not None) == (number > 0)
    assert site.page("about/method/").find(id="gap")


def test_figures_have_their_captions_and_no_foreign_image(
    site: Site, stories: tuple[Story, ...]
) -> None:
    for story in stories:
        page = copy.copy(site.page(f"stories/{story.id}/"))
        captions = page.select(".figure figcaption p")
        for credit in page.select(".figure__credit"):
            credit.extract()
        texts = [c.get_text().removesuffix(" ") for c in captions]  # a blank before the credit
        assert texts == list(story.article.texts(Role.CAPTION))
        assert page.select(".story img:not(.share img)") == []


def test_a_date_says_how_sure_it_is(site: Site, stories: tuple[Story, ...]) -> None:
    words = {"stated": None, "inferred": "年份据文内日期推断", "unknown": "年份不详"}
    for story in stories:
        line = site.page(f"stories/{story.id}/").find(class_="story__line").get_text()
        wanted = words[story.description.year_basis]
        assert (wanted in line) if wanted else not any(w in line for w in words.values() if w)


def test_facets_are_links_to_lists_that_hold_the_story(
    site: Site, stories: tuple[Story, ...]
) -> None:
    for story in stories:
        url = f"stories/{story.id}/"
        for folder in PAGED:
            row = site.page(url).select(f".record dl > div a[href*='/{folder}/']")
            for target in links(url, site.page(url)) if row else ():
                if (
                    target.endswith("/")
                    and target.startswith(f"{folder}/")
                    and target != f"{folder}/"
                ):
                    assert url in set(links(target, site.page(target)))


@pytest.mark.parametrize("dimension", PAGED)
def test_every_story_is_in_every_tree(
    site: Site, stories: tuple[Story, ...], dimension: str
) -> None:
    tree = {url for url in reached(site, "") if url.startswith(f"{dimension}/")}
    listed = {target for url in tree for target in links(url, site.page(url))}
    assert story_urls(stories) <= listed


@pytest.mark.parametrize("dimension", PAGED)
def test_a_list_holds_as_many_stories_as_it_says(site: Site, dimension: str) -> None:
    for url, soup in site.pages():
        if not url.startswith(f"{dimension}/") or url.count("/") < 2:
            continue
        heading = soup.find("h1")
        count = heading.find(class_="count").get_text()
        assert int(count.removesuffix("篇")) == len(soup.select(".entries > .entry"))


def test_names_are_sorted_by_pinyin(site: Site) -> None:
    level = site.page("regions/xizang/").select(".tree--1 > li > a")
    names = [a.contents[0] for a in level]
    order = ["阿里地区", "昌都市", "拉萨市", "那曲市", "日喀则市", "山南市"]
    assert names == [name for name in order if name in names]
    assert len(names) > 3


def test_no_link_is_broken(site: Site) -> None:
    for url, soup in site.pages():
        if url == "404.html":
            continue
        for target in links(url, soup):
            path = site.folder / target
            assert path.is_file() or (path / "index.html").is_file(), f"{url} → {target}"


def test_links_to_places_in_a_page_find_them(site: Site) -> None:
    ids = {url: {tag["id"] for tag in soup.find_all(id=True)} for url, soup in site.pages()}
    for url, soup in site.pages():
        for tag in soup.find_all("a", href=re.compile("#.")):
            parts = urlsplit(urljoin(f"http://here/{url}", tag["href"]))
            if parts.netloc == "here":
                assert unquote(parts.fragment) in ids[unquote(parts.path).lstrip("/")], tag


def test_links_are_relative(site: Site) -> None:
    for url, soup in site.pages():
        if url != "404.html":
            for address in [*loaded(soup), *(a["href"] for a in soup.find_all("a", href=True))]:
                assert not address.startswith("/"), f"{url}: {address}"


def test_nothing_is_loaded_from_another_host(site: Site) -> None:
    for url, soup in site.pages():
        for address in loaded(soup):
            assert not urlsplit(address).netloc, f"{url}: {address}"
    for path in site.folder.rglob("*.css"):
        assert not re.search(r"(?:url\(|@import)\s*[\"']?(?:https?:)?//", path.read_text("utf-8"))


def test_no_proxy_address_is_left(site: Site) -> None:
    for url, soup in site.pages():
        assert not PROXY.search(str(soup)), url


def test_stories_are_not_in_the_navigation(site: Site, stories: tuple[Story, ...]) -> None:
    for url, soup in site.pages():
        for tag in soup.select(".md-nav a[href], .md-tabs a[href]"):
            target = posixpath.normpath(posixpath.join("/", url, tag["href"])).lstrip("/") + "/"
            assert target not in story_urls(stories)


def test_the_home_page_shows_what_the_archive_holds(site: Site, stories: tuple[Story, ...]) -> None:
    home = site.page("")
    figures = {d.dt.get_text(): d.dd.get_text() for d in home.select(".figures > div")}
    assert figures["报道"] == str(len(stories))
    assert figures["年份"] == "2021–2025"
    assert {f.folder for f in TABLES.facets if f.paged or f.indexed} == {
        section["class"][1].removeprefix("way--") for section in home.select(".way")
    }


def test_tags_lead_to_the_pages_that_list_their_stories(
    site: Site, stories: tuple[Story, ...]
) -> None:
    tags = site.page("tags/")
    shown = {tag.get_text(): tag for tag in tags.select("h2 .md-tag")}
    for story in stories:
        for name in story_tags(story, {facet.key: facet for facet in TABLES.facets}):
            target = urljoin("http://here/tags/", shown[name]["href"]).removeprefix("http://here/")
            assert f"stories/{story.id}/" in links(target, site.page(target)), (name, target)
            listed = site.page(target).select(".entries > li")
            assert shown[name].find_next(class_="count").get_text() == str(len(listed))


def test_the_index_of_tags_does_not_grow_with_the_stories(
    site: Site, stories: tuple[Story, ...]
) -> None:
    assert not story_urls(stories) & set(links("tags/", site.page("tags/")))


def test_markup_in_a_text_is_shown_as_it_stands(site: Site) -> None:
    page = site.page("stories/hostile/")
    title = '甲 & 乙 <script>alert("x")</script> *强调*'
    assert page.find("title").get_text().startswith(title)
    assert page.find("h1").get_text() == title
    description = page.find("meta", attrs={"name": "description"})["content"]
    assert description == '# <img src="//x.example/a"> & [链接](//x.example)'
    assert 'alert("x")' not in [script.string for script in page.find_all("script")]
    for url in ("stories/", "years/undated/"):
        assert title in [a.get_text(strip=True) for a in site.page(url).find_all("a")]
