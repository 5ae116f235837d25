"""What the heads of pages, the sitemap and robots.txt tell search engines and cards."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree

import pytest
from rdflib import RDF, Graph, Literal, Namespace, URIRef

from aidstories.errors import BadInput
from aidstories.model import Article, Description, Passage, Role, Story
from aidstories.site.addresses import Addresses
from aidstories.site.archive.archive import build_archive
from aidstories.site.archive.listings import listings
from aidstories.site.generated_page import GeneratedPage
from aidstories.site.interface.terms import Translator, interface_terms
from aidstories.site.locale import Locale
from aidstories.site.page_address import Content, PageAddress, page_address, site_address
from aidstories.site.plugin import meta_of_page
from aidstories.site.takeaway.sitemap import MOST_BYTES, MOST_URLS, robots, sitemap_files
from aidstories.site.takeaway.stamps import story_days
from aidstories.stories.store.days import Days
from tests.archive import HOME, TABLES
from tests.bo.sample import ORIGINAL, TRANSLATION, UNTRANSLATED
from tests.site.conftest import Site, build_site, copy_docs

URL = "https://x.example/archive/"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
SCHEMA = Namespace("https://schema.org/")
STORY, OTHER = f"stories/{ORIGINAL.id}/", f"stories/{UNTRANSLATED.id}/"
LOCALES = {
    code: Locale(translator=Translator(terms=interface_terms(TABLES), language=code))
    for code in ("zh", "bo")
}
EVERYWHERE = Story(
    id="everywhere",
    article=Article(
        passages=(
            Passage(role=Role.TITLE, text="题 </script> & 目"),
            Passage(role=Role.PARAGRAPH, text="一段正文。"),
        )
    ),
    description=Description(
        source="西藏日报",
        via="某网",
        regions=("西藏自治区/那曲市/聂荣县", "西藏自治区"),
        donors=("浙江省/杭州市",),
    ),
)

OTHERWISE = replace(EVERYWHERE, id="otherwise", description=Description())


@pytest.fixture(scope="module")
def placed(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A site with an address below a folder, a story in both languages and two in Chinese."""
    base = tmp_path_factory.mktemp("placed")
    docs = copy_docs(base / "docs", [ORIGINAL, UNTRANSLATED, EVERYWHERE])
    (docs / "stories/2021" / f"{ORIGINAL.id}.bo.md").write_text(TRANSLATION, "utf-8")
    build_site(docs, base / "site", site_url=URL)
    return Site(base / "site")


def graph(page: Any) -> tuple[dict[str, Any], Graph]:
    """Return the JSON-LD of a page, as it is and as a graph."""
    (script,) = page.find_all("script", type="application/ld+json")
    item = json.loads(script.string)
    text = json.dumps(item | {"@context": {"@vocab": str(SCHEMA)}})
    return item, Graph().parse(data=text, format="json-ld")


def properties(page: Any, name: str) -> list[str]:
    return [meta["content"] for meta in page.head.find_all("meta", property=name)]


def canonical(page: Any) -> str:
    (link,) = page.head.select("link[rel=canonical]")
    return str(link["href"])


def hreflang(page: Any) -> dict[str, str]:
    return {link["hreflang"]: link["href"] for link in page.head.select("link[hreflang]")}


# canonical, hreflang


def test_each_page_has_one_canonical_address_that_is_its_own_canonical(placed: Site) -> None:
    seen = {url: canonical(page) for url, page in placed.pages() if url not in ("404.html",)}
    for url, address in seen.items():
        assert address.startswith(URL), url
        assert seen[address.removeprefix(URL)] == address, url
    assert seen[f"bo/{OTHER}"] == URL + OTHER
    assert seen[f"bo/{STORY}"] == f"{URL}bo/{STORY}"
    assert seen["bo/about/rights/"] == f"{URL}about/rights/"
    assert {seen["bo/"], seen["bo/regions/"], seen["bo/search/"]} == {
        f"{URL}bo/{url}" for url in ("", "regions/", "search/")
    }


def test_hreflang_leads_both_ways_and_only_to_canonical_pages(placed: Site) -> None:
    pages = {URL + url: page for url, page in placed.pages() if url != "404.html"}
    given = {address: hreflang(page) for address, page in pages.items()}
    for address, found in given.items():
        assert found.keys() in (set(), {"zh-Hans", "bo", "x-default"}), address
        for target in found.values():
            assert given[target] == found
            assert canonical(pages[target]) == target
        if found:
            assert address in found.values()
            assert found["x-default"] == found["zh-Hans"]
    assert given[URL + STORY]["bo"] == f"{URL}bo/{STORY}"
    assert not given[URL + OTHER] and not given[f"{URL}bo/{OTHER}"]


@pytest.mark.parametrize("given", [None, "", "https://x.example/", "http://x.example/archive/"])
def test_the_web_is_where_a_site_can_stand(given: str | None) -> None:
    assert site_address(given) == (given or "")


@pytest.mark.parametrize(
    ("given", "written"),
    [
        ("https://例子.cn/", "https://xn--fsqu00a.cn/"),
        ("https://x.example/a b/援藏/", "https://x.example/a%20b/%E6%8F%B4%E8%97%8F/"),
        ("https://x.example/a%20b/", "https://x.example/a%20b/"),
        ("https://x.example:8443/~a/", "https://x.example:8443/~a/"),
        ("http://[::1]:8000/", "http://[::1]:8000/"),
    ],
)
def test_an_address_is_written_as_a_uri(given: str, written: str) -> None:
    """Sitemaps, feeds and references take no other (sitemaps.org, "Escaping"; RFC 4287)."""
    assert site_address(given) == written


@pytest.mark.parametrize(
    "given",
    [
        *("https://x.example/?a=1", "https://x.example/#a", "https://me:secret@x.example/"),
        *("https:///x/", "https://", "http://x.example:abc/", "http://[::1/", "https://a..例/"),
    ],
)
def test_what_every_page_would_tell_or_lose_is_refused(given: str) -> None:
    with pytest.raises(BadInput) as caught:
        site_address(given)
    assert caught.value.problems[0].field == "site_url"


@pytest.mark.parametrize("given", ["ftp://x.example/", "file:///x/", "javascript://x/"])
def test_what_is_no_address_of_the_web_is_refused(given: str) -> None:
    with pytest.raises(BadInput) as caught:
        site_address(given)
    (problem,) = caught.value.problems
    assert problem.field == "site_url" and given in problem.zh and "https://" in problem.zh


def test_without_an_address_nothing_is_relative(site: Site) -> None:
    for url, page in site.pages():
        assert not page.head.select("link[rel=canonical], link[hreflang]"), url
        assert not properties(page, "og:url") and not properties(page, "og:image"), url
        for script in page.find_all("script", type="application/ld+json"):
            for address in addresses(json.loads(script.string)):
                assert urlsplit(address).scheme, (url, address)
    assert not list(site.folder.glob("sitemap*"))
    assert "Sitemap" not in (site.folder / "robots.txt").read_text("utf-8")


def addresses(item: Any) -> Iterator[str]:
    """Yield the values of JSON-LD that are addresses by their names."""
    if isinstance(item, list):
        for one in item:
            yield from addresses(one)
    elif isinstance(item, dict):
        for name, value in item.items():
            if name in ("url", "urlTemplate", "@id", "image"):
                yield from [value] if isinstance(value, str) else []
            yield from addresses(value)


# Open Graph


@pytest.mark.parametrize(
    ("url", "locale", "others", "where"),
    [
        ("", "zh_CN", ["bo_CN"], ""),
        ("bo/", "bo_CN", ["zh_CN"], "bo/"),
        (STORY, "zh_CN", ["bo_CN"], STORY),
        (f"bo/{STORY}", "bo_CN", ["zh_CN"], f"bo/{STORY}"),
        (OTHER, "zh_CN", [], OTHER),
        (f"bo/{OTHER}", "zh_CN", [], OTHER),  # its text is Chinese
    ],
)
def test_open_graph_says_where_and_in_which_language(
    placed: Site, url: str, locale: str, others: list[str], where: str
) -> None:
    page = placed.page(url)
    assert properties(page, "og:locale") == [locale]
    assert properties(page, "og:locale:alternate") == others
    assert properties(page, "og:url") == [URL + where] == [canonical(page)]
    assert len(properties(page, "og:title")) == len(properties(page, "og:type")) == 1


def test_open_graph_is_in_the_language_of_the_page(placed: Site) -> None:
    (title,) = properties(placed.page(f"bo/{STORY}"), "og:title")
    assert title == placed.page(f"bo/{STORY}").select_one("#title").get_text()
    assert title != properties(placed.page(STORY), "og:title")[0]


# schema.org


@pytest.mark.parametrize(("folder", "tongue"), [("", "zh-Hans"), ("bo/", "bo")])
def test_the_home_page_says_how_the_site_is_searched(
    placed: Site, site: Site, folder: str, tongue: str
) -> None:
    item, found = graph(placed.page(folder))
    (home,) = found.subjects(RDF.type, SCHEMA.WebSite)
    assert str(found.value(home, SCHEMA.url)) == URL + folder
    assert str(found.value(home, SCHEMA.inLanguage)) == tongue
    (action,) = found.objects(home, SCHEMA.potentialAction)
    target = found.value(action, SCHEMA.target)
    template = str(found.value(target, SCHEMA.urlTemplate))
    assert template == f"{URL}{folder}search/?q={{search_term_string}}"
    assert (placed.folder / folder / "search/index.html").is_file()
    assert item["potentialAction"]["query-input"] == "required name=search_term_string"
    nowhere, _ = graph(site.page(folder))
    assert nowhere.keys() == {"@context", "@type", "name", "description", "inLanguage"}


def test_a_story_is_published_by_its_paper_and_provided_by_the_archive(placed: Site) -> None:
    _, found = graph(placed.page("stories/everywhere/"))
    (story,) = found.subjects(RDF.type, SCHEMA.NewsArticle)
    assert found.value(story, SCHEMA.headline) == Literal("题 </script> & 目")
    (publisher,) = found.objects(story, SCHEMA.publisher)
    assert str(found.value(publisher, SCHEMA.name)) == "西藏日报"
    assert names(found, story, SCHEMA.provider) == {"某网", "援藏故事档案"}
    kinds = {
        (str(found.value(whole, SCHEMA.name)), found.value(whole, RDF.type))
        for whole in found.objects(story, SCHEMA.isPartOf)
    }
    assert kinds == {("西藏日报", SCHEMA.Newspaper), ("援藏故事档案", SCHEMA.Collection)}
    assert {str(u) for u in found.objects(None, SCHEMA.url)} >= {URL, f"{URL}stories/everywhere/"}


def names(found: Graph, story: Any, name: URIRef) -> set[str]:
    return {str(found.value(one, SCHEMA.name)) for one in found.objects(story, name)}


def test_a_story_of_no_known_paper_has_no_publisher(placed: Site) -> None:
    item, _ = graph(placed.page(OTHER))
    if not UNTRANSLATED.description.source:
        assert "publisher" not in item
        assert item["isPartOf"]["@type"] == "Collection"


def test_places_lie_in_each_other(placed: Site) -> None:
    item, found = graph(placed.page("stories/everywhere/"))
    county, region = item["spatialCoverage"]
    assert chain(county) == ["聂荣县", "那曲市", "西藏自治区"] and chain(region) == ["西藏自治区"]
    assert chain(item["mentions"][0]) == ["杭州市", "浙江省"]
    places = list(found.subjects(RDF.type, SCHEMA.Place))
    assert len(places) == 4
    assert len(list(found.subject_objects(SCHEMA.containedInPlace))) == 3


def chain(place: dict[str, Any]) -> list[str]:
    inner = place.get("containedInPlace")
    return [place["name"], *(chain(inner) if inner else [])]


# The sitemap, by the rules of sitemaps.org and its XSD


def check_sitemap(text: str) -> list[str]:
    """Return the addresses in a sitemap after holding it against the schema's rules."""
    assert text.startswith('<?xml version="1.0" encoding="UTF-8"?>')
    assert len(text.encode("utf-8")) <= MOST_BYTES
    root = ElementTree.fromstring(text)
    kind = {"urlset": "url", "sitemapindex": "sitemap"}[root.tag.removeprefix(MAP)]
    assert 1 <= len(root) <= MOST_URLS
    found = []
    for entry in root:
        assert entry.tag == MAP + kind
        own = [child.tag.removeprefix(MAP) for child in entry if child.tag.startswith(MAP)]
        assert own in (["loc"], ["loc", "lastmod"])
        where = entry.findtext(f"{MAP}loc") or ""
        assert 12 <= len(where) <= 2048 and urlsplit(where).scheme in ("http", "https")
        day = entry.findtext(f"{MAP}lastmod")
        assert day is None or (re.fullmatch(r"\d{4}-\d\d-\d\d", day) and date.fromisoformat(day))
        for link in entry.findall(f"{XHTML}link"):
            assert link.attrib.keys() == {"rel", "hreflang", "href"}
            assert link.attrib["rel"] == "alternate" and urlsplit(link.attrib["href"]).netloc
        found.append(where)
    assert len(set(found)) == len(found)
    return found


def test_the_sitemap_lists_the_canonical_pages_with_their_languages(placed: Site) -> None:
    text = (placed.folder / "sitemap.xml").read_text("utf-8")
    listed = check_sitemap(text)
    unsought = ("404.html", "offline/", "bo/offline/")  # which say something in one browser alone
    pages = {URL + url: page for url, page in placed.pages() if url not in unsought}
    assert set(listed) == {canonical(page) for page in pages.values()}
    for entry in ElementTree.fromstring(text):
        links = {
            link.attrib["hreflang"]: link.attrib["href"] for link in entry.findall(f"{XHTML}link")
        }
        assert links == hreflang(pages[entry.findtext(f"{MAP}loc") or ""])


def test_robots_txt_lets_in_and_names_the_sitemap(placed: Site) -> None:
    parser = RobotFileParser()
    parser.parse((placed.folder / "robots.txt").read_text("utf-8").splitlines())
    assert parser.site_maps() == [f"{URL}sitemap.xml"]
    assert parser.can_fetch("*", URL + STORY)
    assert "Sitemap" not in robots(None)


def pages(count: int) -> list[PageAddress]:
    return [PageAddress(url=f"stories/s{n}/", locales={"zh": LOCALES["zh"]}) for n in range(count)]


def test_a_large_site_has_an_index_of_sitemaps() -> None:
    files = dict(sitemap_files(pages(7), URL, most=3))
    assert check_sitemap(files["sitemap.xml"]) == [f"{URL}sitemap-{n}.xml" for n in (1, 2, 3)]
    listed = [check_sitemap(files[f"sitemap-{n}.xml"]) for n in (1, 2, 3)]
    assert [len(sheet) for sheet in listed] == [3, 3, 1]
    assert [url for sheet in listed for url in sheet] == [f"{URL}stories/s{n}/" for n in range(7)]


def test_a_sitemap_is_cut_at_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aidstories.site.takeaway.sitemap.MOST_BYTES", 400)
    files = dict(sitemap_files(pages(9), URL))
    assert len(files) > 2
    assert all(len(text) <= 400 for name, text in files.items() if name != "sitemap.xml")


def test_as_many_as_fit_need_no_index() -> None:
    assert list(dict(sitemap_files(pages(3), URL, most=3))) == ["sitemap.xml"]
    assert list(sitemap_files(pages(3), None)) == []


def test_a_page_changes_with_its_stories_and_nobody_guesses_its_day() -> None:
    known = Days(added="2024-01-01", changed="2024-03-03")
    archive = build_archive([EVERYWHERE, OTHERWISE], Addresses(), TABLES.facets)
    both = {EVERYWHERE.id: known, OTHERWISE.id: Days(added="2024-02-02", changed="2024-02-02")}
    edited = both | {OTHERWISE.id: Days(added="2024-02-02")}  # and changed since
    here = next(page for page in listings(archive) if page.value.path == ("西藏自治区",))

    def days(content: Content | None, url: str, told: dict[str, Days]) -> set[str]:
        found = page_address(url, content, replace(archive, days=told), LOCALES)
        return set(found.changed.values()) - {""}

    def made(whole: bool) -> GeneratedPage:
        return GeneratedPage(url="x/", title="", description="", template="x", whole=whole)

    for told, all_ in ((both, {"2024-03-03"}), (edited, set())):
        assert days(archive.views[EVERYWHERE.id], "stories/everywhere/", told) == {"2024-03-03"}
        assert days(here, here.value.url, told) == {"2024-03-03"}
        assert days(made(whole=True), "overview/", told) == all_
        assert days(None, "", told) == all_
        assert not days(made(whole=False), "aid/x/", told)
        assert not days(None, "about/rights/", told) and not days(None, "search/", told)


def test_a_translation_has_a_day_when_both_have() -> None:
    archive = build_archive([EVERYWHERE], Addresses(), TABLES.facets)
    own = Days(added="2024-01-01", changed="2024-03-03")
    translation = Days(added="2024-04-04", changed="2024-04-04")
    known = replace(archive, days={EVERYWHERE.id: own, f"{EVERYWHERE.id}.bo": translation})
    assert story_days(known, EVERYWHERE.id) == {"zh": "2024-03-03", "bo": "2024-04-04"}
    half = replace(archive, days={EVERYWHERE.id: own})
    assert story_days(half, EVERYWHERE.id) == {"zh": "2024-03-03"}


def test_addresses_are_escaped() -> None:
    page = PageAddress(url="regions/那曲&/", locales=LOCALES, changed={"zh": "2025-01-02"})
    ((_, text),) = sitemap_files([page], URL)
    assert check_sitemap(text)[0] == urljoin(URL, "regions/%E9%82%A3%E6%9B%B2%26/")
    assert text.count("<lastmod>") == 1


def test_the_archive_s_own_name_is_escaped_wherever_it_is_said() -> None:
    """MkDocs escapes nothing by itself: ``site_name: 甲 & 乙</title>…`` ended a page's title."""
    for file in (HOME / "overrides").rglob("*.html"):
        for said in re.findall(r"{{[^}]*config\.site_name[^}]*}}", file.read_text("utf-8")):
            assert re.search(r"\| e\b", said) or "translate(" in said, (file.name, said)


def test_the_title_of_an_editors_page_is_text(tmp_path: Path) -> None:
    docs = copy_docs(tmp_path / "docs", [UNTRANSLATED])
    page = "---\ntitle: '甲 </title><script>alert(1)</script> &amp; 乙'\n---\n\n# 甲\n\n一段话。\n"
    (docs / "about/odd.md").write_text(page, "utf-8")
    build_site(docs, tmp_path / "site", strict=False)
    site = Site(tmp_path / "site")
    said = site.page("about/odd/").title.string
    assert said == "甲 </title><script>alert(1)</script> &amp; 乙 - 援藏故事档案"
    assert site.page("").title.string == "援藏故事档案"


def test_what_a_page_of_markdown_says_of_itself_is_text_in_its_head() -> None:
    said = {
        "title": "甲",
        "description": '"><b>',
        "author": "<i>",
        "head": "<meta>",
        "tags": ["乙"],
    }
    told = {"description": "&#34;&gt;&lt;b&gt;", "author": "&lt;i&gt;"}
    assert meta_of_page(said) == {"title": "甲", "tags": ["乙"]} | told
