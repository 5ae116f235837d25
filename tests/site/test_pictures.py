"""The pictures of the whole: what each part says is what it opens."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page

from aidstories.model import Article, Description, Passage, Role, Story
from aidstories.site.addresses import Addresses
from aidstories.site.archive.archive import Archive, build_archive
from aidstories.site.archive.pictures import WIDTH, matrix, tiles, timeline
from aidstories.site.facets import paths_of
from tests.archive import TABLES
from tests.site.aided import telling, to
from tests.site.conftest import Site

FACETS = {facet.key: facet for facet in TABLES.facets}
NAQU, ALI = "西藏自治区/那曲市", "西藏自治区/阿里地区"


def story(story_id: str, **described: Any) -> Story:
    passages = (Passage(role=Role.TITLE, text=story_id),)
    return Story(
        id=story_id, article=Article(passages=passages), description=Description(**described)
    )


def archive_of(*stories: Story) -> Archive:
    return build_archive(stories, Addresses(), TABLES.facets)


def opened(url: str, stories: list[Story] | tuple[Story, ...]) -> set[str]:
    """Return the ids of the stories that ``url`` opens, in words of the page that filters."""
    parts = urlsplit(url)
    if parts.path.startswith("stories/"):
        return {parts.path.split("/")[1]}
    found = list(stories)
    for key, value in parse_qsl(parts.query):
        wanted = (
            tuple(f"{value}年".replace("不详年", "不详").split("/"))
            if key == "year"
            else (tuple(value.split("/")))
        )
        has = {s.id: paths_of(FACETS[key], s) for s in found}
        found = [s for s in found if any(p[: len(wanted)] == wanted for p in has[s.id])]
    return {s.id for s in found}


def said(link: Any) -> str:
    """Return what a link says of itself: in the picture by its title, in the table by its label."""
    return str(link.get("aria-label") or link.find("title").get_text())


def test_each_cell_of_the_site_opens_as_many_stories_as_it_says(
    site: Site, stories: tuple[Story, ...]
) -> None:
    page = site.page("overview/")
    checked = 0
    for link in page.select("#timeline svg a, #timeline td a"):
        target = unquote(urljoin("http://here/overview/", link["href"]))
        ids = opened(target.removeprefix("http://here/"), stories)
        assert said(link).endswith(f"：{len(ids)}篇")
        checked += 1
    for link in page.select("#tiles svg a, #tiles td a"):
        url = unquote(urlsplit(urljoin("http://here/overview/", link["href"])).path)[1:]
        entries = site.page(url).select(".entries > .entry")
        assert said(link).endswith(f"：{len(entries)}篇"), url
        checked += 1
    assert checked > 20


def test_each_cell_of_who_helps_whom_opens_the_words(aided: Site) -> None:
    links = aided.page("overview/").select("#flows svg a, #flows td a")
    assert len(links) > 12
    for link in links:
        url, _, anchor = urljoin("overview/", link["href"]).partition("#")
        page = aided.page(url)
        told = page.select(".stated__quote a")
        stories = {a["href"].partition("#")[0] for a in told} if url.startswith("aid/") else {url}
        assert said(link).endswith(f"：{len(stories)}篇")
        assert not anchor or page.find(id=anchor)


@pytest.mark.parametrize("picture", ["tiles", "flows", "timeline"])
def test_the_table_says_what_the_picture_shows(aided: Site, picture: str) -> None:
    figure = aided.page("overview/").find(id=picture)
    drawn = sorted((said(a), a["href"]) for a in figure.select("svg a"))
    told = sorted((said(a), a["href"]) for a in figure.select("td a"))
    assert drawn == told
    assert told


def test_pictures_need_no_style_of_their_own(site: Site) -> None:
    for url in ("", "overview/"):
        for svg in site.page(url).select("svg.picture"):
            assert svg.find("style") is None
            assert not any(tag.has_attr("style") for tag in [svg, *svg.find_all(True)])


def test_small_pictures_are_one_link_each(site: Site) -> None:
    for link in site.page("").select(".sights > a"):
        assert link.select("svg a") == []
        assert link.find("svg")["role"] == "img"


def helped(story_id: str, *ends: tuple[str, str]) -> Story:
    """Return a story that says of each pair that the first helped the second."""
    return telling(story_id, *((f"第{n}句。", to(r, d)) for n, (d, r) in enumerate(ends)))


def test_tibet_is_a_column_of_its_own_beside_its_prefectures() -> None:
    drawn = matrix(
        archive_of(
            helped("a", ("山东省/青岛市", NAQU), ("山东省/青岛市", ALI)),
            helped("b", ("山东省", "西藏自治区")),
            helped("c", ("北京市", "甘肃省/酒泉市")),
        )
    )
    assert [facet.path[-1] for facet, _ in drawn.columns] == [
        "西藏自治区",
        "阿里地区",
        "那曲市",
        "甘肃省",
    ]
    counts = {(d[-1], r[-1]): cell.count for (d, r), cell in drawn.at.items()}
    assert counts == {
        ("山东省", "西藏自治区"): 2,
        ("山东省", "那曲市"): 1,
        ("山东省", "阿里地区"): 1,
        ("北京市", "甘肃省"): 1,
    }


def test_a_place_that_helps_itself_is_no_flow() -> None:
    drawn = matrix(archive_of(helped("a", ("山西省/忻州市", "山西省/忻州市"))))
    assert drawn.at == {}


def test_a_donor_and_a_region_that_nothing_joins_are_no_flow() -> None:
    drawn = matrix(archive_of(story("a", regions=(NAQU,), donors=("山东省",))))
    assert drawn.at == {}


def test_a_place_that_only_a_statement_names_has_its_line() -> None:
    made = telling("a", ("一句。", to(NAQU, "山东省")), regions=(), donors=())
    assert [value.label for value, _ in matrix(archive_of(made)).rows] == ["山东省"]


def test_rows_follow_the_region_that_a_donor_helps_most() -> None:
    made = [helped(f"n{n}", ("江苏省", NAQU)) for n in range(3)]
    made += [helped("a", ("江苏省", ALI), ("浙江省", ALI))]
    rows = [facet.label for facet, _ in matrix(archive_of(*made)).rows]
    assert rows == ["浙江省", "江苏省"]  # 阿里 stands before 那曲


def test_all_seven_prefectures_have_their_tile() -> None:
    drawn = tiles(archive_of(story("a", regions=(NAQU,)), story("b", regions=("甘肃省",))))
    assert len(drawn.tibet) == 7
    assert {t.names[0]: t.count for t in drawn.tibet if t.count} == {"那曲市": 1}
    assert [t.names[0] for t in drawn.others] == ["甘肃省"]


def test_years_without_stories_keep_their_place() -> None:
    drawn = timeline(
        archive_of(
            story("a", year=2019, programs=("对口援藏",)),
            story("b", year=2022, programs=("对口援藏",)),
            story("c", programs=("对口援藏",)),
        )
    )
    assert drawn.years == ("2019年", "2020年", "2021年", "2022年", "年份不详")
    assert [bar.names[1] for bar in drawn.rows[0].bars] == ["2019年", "2022年", "年份不详"]


place = st.sampled_from([NAQU, ALI, "西藏自治区", "甘肃省", "山西省/忻州市", "北京市"])
described = st.lists(
    st.tuples(
        st.lists(place, max_size=2, unique=True),
        st.lists(place, max_size=2, unique=True),
        st.one_of(st.none(), st.integers(1960, 2026)),
        st.lists(st.sampled_from(["对口援藏", "医联体"]), max_size=2, unique=True),
    ),
    max_size=8,
)


@given(described)
def test_every_part_lies_in_its_picture_and_opens_what_it_counts(described: list[Any]) -> None:
    made = [
        telling(
            f"s{n}",
            *(("一句。", to(one, other)) for one in r for other in d),
            year=y,
            programs=tuple(p),
            regions=tuple(r),
        )
        for n, (r, d, y, p) in enumerate(described)
    ]
    archive = archive_of(*made)
    grid, rows, map_ = matrix(archive), timeline(archive), tiles(archive)
    bars = [bar for row in rows.rows for bar in row.bars]
    for cell in (*grid.at.values(), *bars, *map_.tibet, *map_.others):
        assert cell.x >= 0
        assert cell.x + cell.width <= WIDTH
        assert cell.y >= 0
    for bar in bars:
        assert len(opened(unquote(bar.url), made)) == bar.count
    assert {id_ for bar in bars for id_ in opened(unquote(bar.url), made)} == {s.id for s in made}
    assert len(rows.years) >= len({paths_of(FACETS["year"], s) for s in made})


@pytest.mark.browser
@pytest.mark.parametrize("url", ["", "overview/"])
def test_pictures_fit_a_narrow_screen_and_are_read_there(
    open_page: Callable[..., Page], url: str
) -> None:
    page = open_page(url, width=390)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    sizes = page.evaluate(
        """[...document.querySelectorAll("svg.picture text")].filter(t => t.textContent).map(t =>
           parseFloat(getComputedStyle(t).fontSize) * t.ownerSVGElement.getScreenCTM().a)"""
    )
    assert min(sizes) > 9


@pytest.mark.browser
def test_a_cell_opens_its_stories(open_page: Callable[..., Page]) -> None:
    page = open_page("overview/")
    page.locator("#timeline svg a", has_text="对口援藏，2025年：5篇").click()
    page.locator("#browse").wait_for()
    assert page.locator("#browse-stories .entry").count() == 5
