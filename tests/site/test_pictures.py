"""The pictures of the whole: what each part says is what it opens."""

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, unquote, urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page

from aidstories.model import Article, Description, Passage, Role, Story
from aidstories.site.addresses import Addresses
from aidstories.site.archive.archive import Archive, build_archive
from aidstories.site.archive.pictures import (
    LEVELS,
    MOST,
    Grid,
    Span,
    flows,
    level,
    matrix,
    spans,
    tiles,
    timeline,
    years,
)
from aidstories.site.facets import UNDATED, paths_of
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
    for key, values in parse_qs(parts.query).items():
        names = [v if key != "year" or v == UNDATED else f"{v}年" for v in values]
        wanted = [tuple(name.split("/")) for name in names]
        has = {s.id: paths_of(FACETS[key], s) for s in found}
        found = [s for s in found if any(p[: len(w)] == w for p in has[s.id] for w in wanted)]
    return {s.id for s in found}


def said(link: Any) -> str:
    """Return how many stories a link says it opens."""
    count = link.select_one(".tile__count, .flow__count, .count")
    label = str(link.get("aria-label", ""))
    return count.get_text() if count else label.rpartition("：")[2].removesuffix("篇")


def leads_to(link: Any, page: str) -> str:
    """Return the address that a link of ``page`` opens, relative to the site's root."""
    url = urljoin(f"http://here/{page}", link["href"])
    return unquote(url).removeprefix("http://here/")


@pytest.mark.parametrize("page", ["", "overview/"])
def test_each_tile_and_bar_opens_as_many_stories_as_it_says(
    site: Site, stories: tuple[Story, ...], page: str
) -> None:
    links = site.page(page).select(".tile[href], .bar[href], #timeline .grid a")
    for link in links:
        url = leads_to(link, page)
        if url.startswith(("browse/", "stories/")):
            found = len(opened(url, stories))
        else:
            found = len(site.page(url).select(".entries > .entry"))
        assert said(link) == str(found), link
    assert len(links) > 10


@pytest.mark.parametrize("page", ["", "overview/"])
def test_each_pair_opens_the_words_that_join_it(aided: Site, page: str) -> None:
    links = aided.page(page).select(".flow, #flows .cell")
    for link in links:
        url, _, anchor = leads_to(link, page).partition("#")
        there = aided.page(url)
        told = there.select(".stated__quote a")
        stories = {a["href"].partition("#")[0] for a in told} if url.startswith("aid/") else {url}
        assert said(link) == str(len(stories))
        assert not anchor or there.find(id=anchor)
    assert len(links) > 5


def test_each_total_opens_the_list_that_holds_as_many(aided: Site) -> None:
    links = aided.page("overview/").select(".grid__total a")
    for link in links:
        listed = aided.page(leads_to(link, "overview/")).select(".entries > .entry")
        assert said(link) == str(len(listed)) == link.get_text()
    assert len(links) > 5


@pytest.mark.parametrize("page", ["", "overview/", "bo/", "bo/overview/"])
def test_every_cell_is_a_link_and_stands_for_something(aided: Site, page: str) -> None:
    cells = aided.page(page).select(".cell, .tile, .bar, .flow")
    for cell in cells:
        shown = cell.get("data-level", "1") != "0"
        assert cell.has_attr("href") == (cell.name == "a") == shown, cell
    assert len(cells) > 10


def test_pictures_need_no_style_of_their_own(site: Site) -> None:
    for url in ("", "overview/"):
        parts = site.page(url).select(".tiles, .bars, .grid, .flows")
        assert parts
        assert not any(tag.has_attr("style") for part in parts for tag in part.find_all(True))


def helped(story_id: str, *ends: tuple[str, str]) -> Story:
    """Return a story that says of each pair that the first helped the second."""
    return telling(story_id, *((f"第{n}句。", to(r, d)) for n, (d, r) in enumerate(ends)))


def counts(drawn: Grid) -> dict[tuple[str, ...], int]:
    return {cell.names: cell.count for cell in drawn.cells}


def test_tibet_is_a_column_of_its_own_beside_its_prefectures() -> None:
    drawn = matrix(
        archive_of(
            helped("a", ("山东省/青岛市", NAQU), ("山东省/青岛市", ALI)),
            helped("b", ("山东省", "西藏自治区")),
            helped("c", ("北京市", "甘肃省/酒泉市")),
        )
    )
    assert [path[-1] for path in drawn.columns] == ["西藏自治区", "那曲市", "阿里地区", "甘肃省"]
    assert counts(drawn) == {
        ("山东省", "西藏自治区"): 2,
        ("山东省", "那曲市"): 1,
        ("山东省", "阿里地区"): 1,
        ("北京市", "甘肃省"): 1,
    }


def test_a_place_that_helps_itself_is_no_flow() -> None:
    drawn = matrix(archive_of(helped("a", ("山西省/忻州市", "山西省/忻州市"))))
    assert drawn.rows == ()


def test_a_donor_and_a_region_that_nothing_joins_are_no_flow() -> None:
    drawn = matrix(archive_of(story("a", regions=(NAQU,), donors=("山东省",))))
    assert drawn.rows == ()


def test_a_place_that_only_a_statement_names_has_its_line() -> None:
    made = telling("a", ("一句。", to(NAQU, "山东省")), regions=(), donors=())
    assert [(row.path[-1], row.total, row.url) for row in matrix(archive_of(made)).rows] == [
        ("山东省", 1, "")
    ]


def test_rows_and_columns_with_most_stories_come_first() -> None:
    made = [helped(f"n{n}", ("江苏省", NAQU)) for n in range(3)]
    made += [helped("a", ("北京市", ALI), ("浙江省", ALI)), helped("b", ("浙江省", ALI))]
    made += [story("c", donors=("浙江省",)), story("d", donors=("浙江省",))]
    drawn = matrix(archive_of(*made))
    assert [(row.path[-1], row.total) for row in drawn.rows] == [
        ("浙江省", 4),
        ("江苏省", 3),
        ("北京市", 1),
    ]
    assert [path[-1] for path in drawn.columns] == ["西藏自治区", "那曲市", "阿里地区"]


def test_pairs_are_told_by_prefecture_and_by_tibet_only_where_nothing_is_nearer() -> None:
    made = [
        helped("a", ("山东省", NAQU), ("山东省", "西藏自治区")),
        helped("b", ("北京市", "西藏自治区")),
        helped("c", ("山东省", NAQU)),
        helped("d", ("山东省", "甘肃省")),
    ]
    assert [(cell.names, cell.count) for cell in flows(archive_of(*made))] == [
        (("山东省", "那曲市"), 2),
        (("北京市", "西藏自治区"), 1),
        (("山东省", "甘肃省"), 1),
    ]


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
    assert [path[-1] for path in drawn.columns] == [
        *(f"{year}年" for year in range(2019, 2023)),
        "年份不详",
    ]
    assert [cell and cell.count for cell in drawn.rows[0].cells] == [1, None, None, 1, 1]
    assert drawn.rows[0].total == 3


@given(st.sets(st.integers(1950, 2030), max_size=30))
def test_columns_hold_each_year_once_and_are_wide_enough_to_tap(known: set[int]) -> None:
    found = spans(known)
    held = [year for span in found for year in range(span.first, span.last + 1)]
    assert held == (list(range(min(known), max(known) + 1)) if known else [])
    assert len(found) <= MOST


def test_years_stand_alone_as_long_as_they_fit() -> None:
    assert spans(range(2015, 2027)) == tuple(Span(year, year) for year in range(2015, 2027))
    assert spans({1994, 2026})[:2] == (Span(1994, 1994), Span(1995, 1999))


def test_shades_follow_the_count() -> None:
    assert [level(count, 100) for count in (0, 1, 10, 50, 100)] == [0, 1, 2, 4, LEVELS]


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
def test_every_part_opens_what_it_counts(described: list[Any]) -> None:
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
    bars = timeline(archive).cells
    for bar in bars:
        assert len(opened(unquote(bar.url), made)) == bar.count
        assert 0 < bar.part <= 100
    assert {id_ for bar in bars for id_ in opened(unquote(bar.url), made)} == {s.id for s in made}
    assert sum(cell.count for cell in years(archive)) == sum(
        y is not None for _, _, y, _ in described
    )
    for grid in (matrix(archive), timeline(archive)):
        totals = [row.total for row in grid.rows]
        assert totals == sorted(totals, reverse=True)
        for row in grid.rows:
            assert len(row.cells) == len(grid.columns)
            assert all(cell.count <= row.total for cell in row.cells if cell)
    for cell in (*grid.cells, *tiles(archive).cells):
        assert (cell.level == 0) == (cell.count == 0) == (not cell.url)


PARTS = ".tiles, .bars, .grid, .flows"
SIZES = f"""() => {{
  const sizes = {{ zh: [], bo: [] }}
  for (const part of document.querySelectorAll("{PARTS}"))
    for (const e of part.querySelectorAll("*"))
      for (const node of e.childNodes)
        if (node.nodeType === 3 && node.data.trim()) {{
          const bo = /[\\u0f40-\\u0fbc]/.test(node.data)
          sizes[bo ? "bo" : "zh"].push(parseFloat(getComputedStyle(e).fontSize) * (bo ? 1.2 : 1))
        }}
  return sizes
}}"""
"""The sizes of all letters of the pictures in px; Tibetan is drawn at 120 %, see tibetan.css."""
SMALL = f"""() => [...document.querySelectorAll("{PARTS}")].flatMap(part =>
  [...part.querySelectorAll("a[href]")].map(a => a.getBoundingClientRect())
    .filter(box => box.width < 24 || box.height < 24).map(box => [box.width, box.height]))"""


@pytest.mark.browser
@pytest.mark.parametrize("url", ["", "overview/", "bo/", "bo/overview/"])
def test_pictures_fit_a_narrow_screen_and_are_read_there(
    open_page: Callable[..., Page], url: str
) -> None:
    page = open_page(url, width=390)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    page.locator("details").evaluate_all("all => all.forEach(one => (one.open = true))")
    sizes = page.evaluate(SIZES)
    assert min(sizes["zh"]) >= 11
    assert min(sizes["bo"], default=15) >= 15
    small = page.evaluate(SMALL)
    assert small == []


@pytest.mark.browser
def test_a_cell_opens_its_stories(open_page: Callable[..., Page]) -> None:
    page = open_page("overview/")
    page.get_by_role("link", name="对口援藏，2025年：5篇").click()
    page.locator("#browse").wait_for()
    assert page.locator("#browse-stories .entry").count() == 5


@pytest.mark.browser
def test_where_colours_are_forced_a_cell_is_told_from_an_empty_place(
    open_page: Callable[..., Page],
) -> None:
    page = open_page(forced_colors="active")
    drawn = page.evaluate(
        """() => ["a.tile[href]", ".tile:not([href])", ".bar__shape", ".more a"].map(name =>
          getComputedStyle(document.querySelector(name)))
          .map(({ borderTopColor, fill, color }) => [borderTopColor, fill, color])"""
    )
    (full, _, _), (empty, _, _), (_, bar, _), (_, _, link) = drawn
    assert full == link
    assert empty != link
    assert bar == link
