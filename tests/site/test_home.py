"""The home page: who leads, whose day it is, and what the years answer."""

import json
from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, expect

from aidstories.model import Flag, Ledger, Passage, Role, Slot, Story
from aidstories.site.addresses import Addresses
from aidstories.site.archive.archive import build_archive
from aidstories.site.archive.home import Home, doubts, home, stride
from aidstories.stories.store.record import Record, RecordedStory, Settled, Verdict
from tests.archive import TABLES
from tests.browser import goto, served
from tests.site.aided import NAQU, telling, to
from tests.site.conftest import Site, build_site, copy_docs

STRONG = "“我的眼睛又看得见雪山了！”老阿妈笑着说。"
WEAK = "医生在村里给三十名患者看了病，一直到天黑。"
DULL = "各单位要认真落实会议要求，做好各项工作。"


def made(story_id: str, sentence: str, *, aid: bool = True, **known: Any) -> Story:
    said = (("两地结对。", to(NAQU, "山东省")),) if aid else ()
    text = Passage(role=Role.PARAGRAPH, text=sentence)
    return telling(story_id, *said, passages=[text], **known)


def home_of(*stories: Story, **flagged: tuple[str, ...]) -> Home:
    return home(build_archive(stories, Addresses(), TABLES.facets), flagged)


def lead(*stories: Story, **flagged: tuple[str, ...]) -> str | None:
    found = home_of(*stories, **flagged).lead
    return found.view.story.id if found else None


def test_an_archive_without_stories_counts_no_places() -> None:
    empty = build_archive([], Addresses(), TABLES.facets)
    assert [empty.places(key) for key in ("donor", "region")] == [0, 0]
    one = build_archive([made("a", WEAK)], Addresses(), TABLES.facets)
    assert [one.places(key) for key in ("donor", "region")] == [1, 1]


def test_the_strongest_of_the_newest_leads() -> None:
    assert lead(made("a", WEAK, year=2025), made("b", STRONG, year=2024)) == "b"
    assert lead(made("a", WEAK, year=2025), made("b", WEAK, year=2024)) == "a"


def test_what_says_who_helped_whom_comes_before_what_does_not() -> None:
    assert lead(made("a", STRONG, year=2025, aid=False), made("b", WEAK, year=2024)) == "b"
    half = telling(
        "h", ("那曲来了人。", to(NAQU)), passages=[Passage(role=Role.PARAGRAPH, text=STRONG)]
    )
    assert lead(half, made("b", WEAK, year=2024)) == "b"


def test_old_news_does_not_lead_however_strong() -> None:
    new = [made(f"n{n}", WEAK, year=2025) for n in range(7)]
    assert lead(*new, made("old", STRONG, year=2001)) != "old"
    assert lead(*new[1:], made("old", STRONG, year=2001)) == "old"


def test_a_flagged_sentence_leads_nowhere() -> None:
    stories = made("a", STRONG, year=2025), made("b", WEAK, year=2025)
    assert lead(*stories) == "a"
    assert lead(*stories, a=("雪山",)) == "b"


def test_days_pass_over_the_lead_and_what_has_nothing_to_say() -> None:
    found = home_of(made("a", STRONG), made("b", WEAK), made("c", DULL, aid=False))
    assert [one.view.story.id for one in found.pool] == ["b"]


def test_where_nothing_speaks_each_story_has_its_day() -> None:
    found = home_of(*(made(name, DULL, aid=False) for name in "abc"))
    assert len(found.pool) == 2


def test_an_archive_of_one_story_has_no_other_for_the_day() -> None:
    assert home_of(made("a", STRONG)).pool == ()
    assert home_of().lead is None


@given(st.integers(1, 10_000), st.integers(0, 40_000))
def test_in_as_many_days_as_stories_each_has_one(count: int, first: int) -> None:
    step = stride(count)
    days = {(first + n) * step % count for n in range(count)}
    assert len(days) == count


def test_doubts_are_those_that_no_editor_has_settled() -> None:
    flags = [
        Flag(start=n, end=n + 1, by="p", reason="r", quote=q)
        for n, q in zip((0, 1, 3), "甲乙丙", strict=True)
    ]
    layout = tuple((Slot(role=Role.PARAGRAPH, spans=(span,)),) for span in ((0, 2), (3, 5)))
    record = Record(
        capture="a.txt",
        sha256="0" * 64,
        encoding="utf-8",
        ledger=Ledger(length=5, edits=(), layout=layout),
        flags=tuple(flags),
        stories=tuple(RecordedStory(id=name, base_sha256="0" * 64) for name in "xy"),
        settled=(Settled(start=0, end=1, reason="r", verdict=Verdict.ACCEPTED),),
    )
    assert doubts([record]) == {"x": ("乙",), "y": ("丙",)}


def read(site: Site, url: str) -> Any:
    return json.loads((site.folder / url).read_text("utf-8"))


@pytest.mark.parametrize("folder", ["", "bo/"])
def test_the_years_add_up(site: Site, stories: tuple[Story, ...], folder: str) -> None:
    found = read(site, f"{folder}home/years.json")
    known = [story.description.year for story in stories]
    assert dict(found["years"]) == {year: known.count(year) for year in set(known) - {None}}
    assert found["undated"] == known.count(None)
    tiles = site.page(folder).select(".tile")
    assert len(found["tiles"]) == len(tiles)
    undated = [s for s in stories if s.description.year is None]
    for tile, counts in zip(tiles, found["tiles"], strict=True):
        value = tile["data-value"]
        rest = sum(
            any(f"{r}/".startswith(f"{value}/") for r in s.description.regions) for s in undated
        )
        assert sum(counts) + rest == int(tile.select_one(".tile__count").get_text() or 0)
    assert all(0 < len(entries) <= 6 for entries in found["entries"])


def test_the_page_carries_one_story_of_the_day_and_a_file_the_others(site: Site) -> None:
    box = site.page("").select_one(".today")
    shard = read(site, f"{box['data-days']}0.json")
    assert len(shard) == int(box["data-count"]) <= int(box["data-size"])
    assert len(box.select(".feature__title")) == 1


def test_the_sentences_are_the_stories_own(site: Site, stories: tuple[Story, ...]) -> None:
    texts = {s.id: "\n".join(p.text for p in s.article.passages) for s in stories}
    shown = site.page("").select(".feature__words a")
    assert len(shown) == 2
    for link in shown:
        url, _, anchor = link["href"].partition("#")
        assert link.get_text() in texts[url.split("/")[1]]
        assert link.get_text() in site.page(url).find(id=anchor).get_text()


def test_people_stand_before_repairs(imported: Site) -> None:
    page = imported.page("")
    figures = [term.get_text() for term in page.select(".figures dt")]
    assert figures == ["报道", "人物", "机构", "援助方", "受援地", "年份"]
    assert page.select(".home > *")[-1]["class"] == ["home__end"]
    signing = {"记者", "通讯员", "编辑"}
    roles = [role.get_text() for role in page.select(".way--people small")]
    assert not signing & set(roles[:6])


ZONE = {"timezone_id": "Asia/Shanghai"}
TODAY = ".today .feature__title"
Opened = Callable[..., Page]


def on(page: Page, when: str) -> str:
    """Return the day's title for a reader whose clock says ``when``."""
    page.clock.install(time=when)
    page.reload()
    page.locator(".today[data-set]").wait_for(state="attached")
    return page.locator(TODAY).inner_text()


@pytest.mark.browser
def test_a_day_has_one_story_and_the_next_another(open_page: Opened) -> None:
    page = open_page(**ZONE)
    first = on(page, "2026-11-26T00:00:05+08:00")
    assert on(page, "2026-11-26T23:59:50+08:00") == first
    page.clock.run_for(15_000)  # midnight comes with the page open
    expect(page.locator(TODAY)).not_to_have_text(first)
    second = page.locator(TODAY).inner_text()
    assert on(page, "2026-11-27T12:00:00+08:00") == second


@pytest.mark.browser
def test_the_day_is_the_readers_own(open_page: Opened, site: Site) -> None:
    """In Lhasa it is tomorrow already, in London it is not; the date decides, not the hour."""
    noon = on(open_page(**ZONE), "2026-11-27T12:00:00+08:00")
    assert on(open_page(**ZONE), "2026-11-26T20:00:00Z") == noon
    assert on(open_page(timezone_id="Europe/London"), "2026-11-26T20:00:00Z") != noon
    box = site.page("").select_one(".today")
    days = (date(2026, 11, 27) - date(1970, 1, 1)).days
    number = days * int(box["data-step"]) % int(box["data-count"])
    assert noon in read(site, "home/day-0.json")[number]


@pytest.mark.browser
def test_without_scripts_or_without_the_file_a_story_stands_there(
    open_page: Opened, site: Site
) -> None:
    title = site.page("").select_one(TODAY).get_text()
    assert open_page(java_script_enabled=False).locator(TODAY).inner_text() == title
    page = open_page(service_workers="block")
    page.route("**/home/day-*", lambda route: route.abort())
    page.reload()
    expect(page.locator(TODAY)).to_be_visible()
    assert page.locator(TODAY).inner_text() == title


MOVED = """() => new Promise(done => {
  let sum = 0
  new PerformanceObserver(list => list.getEntries().forEach(e => (sum += e.value)))
    .observe({ type: "layout-shift", buffered: true })
  setTimeout(() => done(sum), 800)
})"""


@pytest.mark.browser
@pytest.mark.parametrize("url", ["", "bo/"])
def test_nothing_moves_when_the_days_story_comes(open_page: Opened, url: str) -> None:
    assert open_page(url, width=390).evaluate(MOVED) < 0.05


@pytest.mark.browser
@pytest.mark.parametrize("url", ["", "bo/"])
def test_the_map_and_its_years_stand_on_the_first_two_screens_of_a_phone(
    open_page: Opened, url: str
) -> None:
    page = open_page(url, width=390)
    for name in (".span", ".tiles__map"):
        box = page.locator(name).bounding_box()
        assert box
        assert box["y"] + box["height"] <= 2 * 844


@pytest.mark.browser
@pytest.mark.parametrize("url", ["", "bo/"])
def test_the_years_narrow_the_list_and_the_map(
    open_page: Opened, stories: tuple[Story, ...], url: str
) -> None:
    page = open_page(url)
    levels = "() => [...document.querySelectorAll('.tile')].map(tile => tile.dataset.level)"
    before = page.locator(".where").inner_text(), page.evaluate(levels)
    to_year = page.locator(".span input[name=to]")
    to_year.focus()
    for _ in range(2):
        page.keyboard.press("ArrowLeft")
    found = [s for s in stories if s.description.year and s.description.year <= 2023]
    output = page.locator("output")
    expect(output).to_contain_text(str(len(found)))
    expect(output).to_contain_text("2021–2023")
    expect(page.locator("[data-list] .entry")).to_have_count(len(found))
    told = page.locator(".tiles__map .tile[href]").evaluate_all(
        "all => all.map(a => a.dataset.value)"
    )
    regions = {"/".join(r.split("/")[:2]) for s in found for r in s.description.regions}
    assert set(told) == {region for region in regions if region.startswith("西藏自治区/")}
    assert page.locator(".bars li[data-out]").count() == 2
    for _ in range(2):
        page.keyboard.press("ArrowRight")
    expect(output).to_contain_text("2021–2025")
    assert (page.locator(".where").inner_text(), page.evaluate(levels)) == before
    assert page.evaluate("document.activeElement.name") == "to"


@pytest.mark.browser
def test_what_is_counted_is_what_opens(open_page: Opened) -> None:
    page = open_page()
    page.locator(".span input[name=from]").fill("2025")
    expect(page.locator("output")).to_contain_text("2025–2025")
    tile = page.locator(".tiles__map .tile", has_text="那曲")
    expect(tile).to_have_attribute("href", f"browse/?region={quote(NAQU)}&year=2025")
    count = int(tile.locator(".tile__count").inner_text())
    tile.click()
    expect(page.locator("#browse-stories .entry")).to_have_count(count)
    page.go_back()
    page.locator(".span input[name=from]").fill("2024")
    expect(page.locator("output")).to_contain_text("2024–2025")
    page.locator("[data-more] a").click()
    page.locator("#browse-stories .entry").first.wait_for()
    assert page.url.endswith("browse/?year=2024&year=2025")


@pytest.mark.browser
def test_the_ends_may_cross(open_page: Opened) -> None:
    page = open_page()
    page.locator(".span input[name=from]").fill("2025")
    page.locator(".span input[name=to]").fill("2021")
    expect(page.locator("output")).to_contain_text("2021–2025")


@pytest.mark.browser
def test_years_that_cannot_be_had_are_said_to_be_missing(open_page: Opened) -> None:
    page = open_page(service_workers="block")
    page.route("**/home/years.json", lambda route: route.abort())
    page.reload()
    page.locator(".span input[name=from]").fill("2025")
    expect(page.locator("output")).to_contain_text("没有载入")
    page.unroute("**/home/years.json")
    page.locator(".span input[name=from]").fill("2024")
    expect(page.locator("output")).to_contain_text("2024–2025")


@pytest.mark.browser
@pytest.mark.parametrize("url", ["", "bo/"])
def test_without_scripts_the_years_are_links(open_page: Opened, site: Site, url: str) -> None:
    page = open_page(url, java_script_enabled=False)
    assert not page.locator(".span").is_visible()
    links = page.locator(".bar[href]").evaluate_all("all => all.map(a => a.getAttribute('href'))")
    assert links == ["years/2021/", "years/2024/", "years/2025/"]


@pytest.mark.browser
def test_an_archive_without_years_has_no_slider(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory
) -> None:
    base = tmp_path_factory.mktemp("one")
    build_site(copy_docs(base / "docs", [made("only", STRONG)]), base / "site")
    with served(base / "site") as address:
        page = browser.new_page()
        goto(page, address)
        assert page.locator(".lead .feature__words").inner_text() == STRONG
        assert page.locator(".today, .span").count() == 0
        assert page.locator("[data-list] .entry").count() == 1
        page.close()
