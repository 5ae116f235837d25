"""Pages that answer: who helped a place, whom a donor helped, who is named where."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from aidstories.model import Passage, Person, Role, Story
from aidstories.site.addresses import addresses
from aidstories.site.archive.archive import PER_PAGE, Archive, build_archive
from aidstories.site.archive.listings import (
    ANSWERED_PER_PAGE,
    LINES_PER_PAGE,
    SENTENCES_PER_PAGE,
    Listing,
    listings,
)
from aidstories.site.story.naming import naming, shortened
from aidstories.site.story.view import view
from tests.archive import TABLES
from tests.bo.test_pages import wrongly_marked
from tests.browser import goto
from tests.site.aided import (
    HALF,
    JOINT,
    NAMESAKE,
    NAQU,
    RIKAZE,
    SENI,
    asserted,
    telling,
    to,
)
from tests.site.conftest import Site, build_site, copy_docs

WIDTHS = (390, 1440)
DRAWN_LARGER = 1.2
"""What tibetan.css draws Tibetan larger by than its font's size says."""
NAMES = addresses(TABLES)


def archive_of(*stories: Story) -> Archive:
    return build_archive(stories, NAMES, TABLES.facets)


def pages(archive: Archive, path: str, key: str = "region") -> list[Listing]:
    wanted = tuple(path.split("/"))
    found = (p for p in listings(archive) if p.value.facet.key == key and p.value.path == wanted)
    return list(found)


def sentences(page: Any) -> list[str]:
    return [quote.get_text(" ", strip=True) for quote in page.select(".stated__quote")]


def lines(page: Any, section: str = "answer") -> list[str]:
    found = page.select(f'[aria-labelledby="{section}"] .stated__line')
    return [" ".join(line.get_text().split()) for line in found]


def test_a_place_opens_with_who_helped_it_newest_first(aided: Site) -> None:
    page = aided.page("regions/xizang/naqu/seni/")
    (line,) = lines(page)
    assert line.split(" · ") == [
        "杭州市、嘉兴市（联合医疗队） → 色尼区（色尼区第九医院）",
        *("对口援藏", "进驻", "2025年7月"),
    ]
    above = page.select_one("#answer").find_all_previous("ol", class_="entries")
    assert above == []
    years = [h.contents[0].strip() for h in aided.page("regions/xizang/naqu/").select("h3[id]")]
    assert years == ["2025年", "2024年", "2021年"]


def test_a_place_shows_what_is_told_of_the_places_in_it(aided: Site) -> None:
    below = set(lines(aided.page("regions/xizang/naqu/seni/")))
    inside = set(lines(aided.page("regions/xizang/naqu/")))
    whole = set(lines(aided.page("regions/xizang/")))
    assert below < inside < whole


def test_what_is_not_stated_is_said(aided: Site) -> None:
    found = lines(aided.page("regions/xizang/naqu/"))
    assert "援助方未写明 → 那曲市 · 2025年报道" in found
    assert not any("苏州" in line for line in found)
    assert "北京市 → 拉萨市 · 捐书 · 2023年报道" in lines(aided.page("regions/xizang/lasa/"))
    assert sentences(aided.page("regions/xizang/lasa/"))[0].startswith("编者所加")


def test_every_statement_opens_its_sentence(aided: Site) -> None:
    checked = 0
    for folder in ("regions/xizang/", "donors/zhejiang/", "bo/donors/zhejiang/", "aid/zhejiang/"):
        for url, page in aided.pages():
            if url.startswith(folder):
                for link in page.select(".answer .stated__quote a, .answer__lines a[href*='#']"):
                    target, _, anchor = urljoin(url, link["href"]).partition("#")
                    assert not anchor or aided.page(target).find(id=anchor), (url, link)
                    checked += 1
    assert checked > 30


def test_a_piece_that_many_pages_show_leads_on_from_each(aided: Site) -> None:
    """Within the language, but for a quotation of what is not translated: to the very words."""
    kept = left = 0
    for url, page in aided.pages():
        for link in page.select(".entry a[href], .stated a[href]"):
            address, _, anchor = urljoin(url, link["href"]).partition("#")
            target = unquote(address.partition("?")[0])
            assert (aided.folder / target / "index.html").is_file(), (url, link)
            quotes = link.find_parent(class_="stated__quote") and link.get("lang") == "zh-Hans"
            leaves = bool(quotes and url.startswith("bo/"))
            assert (url.startswith("bo/") and not leaves) == target.startswith("bo/"), (url, link)
            if leaves:
                words = link.find(string=True).strip("“”… ")
                assert words in aided.page(target).find(id=anchor).get_text(), (url, link)
            kept, left = kept + (not leaves), left + leaves
    assert kept > 200 and left > 10


def test_each_language_is_marked(aided: Site) -> None:
    assert wrongly_marked(aided) == set()


def test_a_donor_says_whom_it_helped(aided: Site) -> None:
    for url in ("donors/zhejiang/", "donors/zhejiang/hangzhou/"):
        assert len(lines(aided.page(url))) == 1
    assert lines(aided.page("donors/jiangsu/suzhou/")) == []


def test_a_programme_says_who_helped_whom_in_it(aided: Site) -> None:
    assert len(lines(aided.page("programs/duikou-yuanzang/"))) == 1


def test_the_institutions_of_a_place_lie_there_or_were_helped(aided: Site) -> None:
    page = aided.page("regions/xizang/naqu/seni/")
    shown = [a.get_text() for a in page.select(".mentions a")]
    assert shown == ["色尼区第九医院"]
    assert not aided.page("donors/zhejiang/").select(".mentions a")


def test_people_stand_with_their_role_and_a_sentence(aided: Site) -> None:
    page = aided.page("regions/xizang/naqu/seni/")
    assert lines(page, "people")[0] == "林一 队长"
    assert "队长林一在色尼区第九医院坐诊。" in sentences(page)


def test_people_of_a_story_of_two_places_stand_where_they_work() -> None:
    text = "甲在那曲市坐诊。乙在日喀则市坐诊。丙在第一卫生院。"
    made = telling(
        "a",
        passages=[Passage(role=Role.PARAGRAPH, text=text)],
        regions=(SENI, RIKAZE),
        people=tuple(Person(name=name, role="") for name in "甲乙丙"),
    )

    def shown(path: str) -> list[str]:
        (page,) = pages(archive_of(made), path)
        return [mention.entry.name for mention in page.answer.people] if page.answer else []

    assert shown(NAQU) == ["甲"]
    assert shown(RIKAZE) == ["乙"]
    assert shown("西藏自治区") == ["甲", "乙", "丙"]


def test_stories_come_last_with_a_card_each(aided: Site) -> None:
    entry = aided.page("regions/xizang/naqu/seni/").select_one("#stories ~ ol > .entry")
    assert entry.select_one(".entry__aid").get_text() == "杭州、嘉兴 → 色尼区 · 2025"
    tags = [a.get_text() for a in entry.select(".entry > footer a")]
    assert tags == ["对口援藏"]


def test_the_story_shows_its_statements_with_the_words(aided: Site) -> None:
    section = aided.page("stories/chain/").select_one(".record__aid")
    links = [a["href"] for a in section.select(".stated__quote a")]
    assert links == ["#p1", "#p2"]
    assert not aided.page("stories/again/").select(".record__aid")


@pytest.mark.parametrize("url", ["regions/xizang/naqu/", "donors/shandong/", "bo/regions/xizang/"])
def test_the_strip_of_years_leads_to_each_year(aided: Site, url: str) -> None:
    page = aided.page(url)
    years = page.select(".years a:not(.years__part)")
    assert len(years) > 1
    for year in years:
        target, _, anchor = urljoin(url, year["href"]).partition("#")
        assert (page if target == url.rpartition("/")[0] + "/" else aided.page(target)).find(
            id=anchor
        )


def test_a_year_opens_its_stories(aided: Site) -> None:
    found = {
        heading["id"]: unquote(heading.a["href"]).removeprefix("../../../")
        for heading in aided.page("regions/xizang/naqu/").select(".answer__year")
    }
    assert found == {
        "y-2025": f"browse/?region={NAQU}&year=2025",
        "y-2024": "stories/apart/",
        "y-2021": "stories/headed/",
    }


# names


def test_a_list_of_a_name_shows_each_sentence_that_names_it(often: Site) -> None:
    found = often.page("institutions/seniqudijiuyiyuan/").select(".entry")
    shown = {e.select_one(".entry :is(h2, h3) a").get_text(): sentences(e) for e in found}
    assert shown == {
        "题目joint": [
            "队长林一在色尼区第九医院坐诊。",
            "2025年7月，杭州市和嘉兴市的联合医疗队进驻色尼区第九医院。",
        ],
        "题目again": ["林一回到色尼区第九医院，林一说他不走了。"],
    }


def test_namesakes_of_other_institutions_are_kept_apart(often: Site) -> None:
    rows = [row for row in often.page("people/").select(".names__entry") if "林一" in row.dt.text]
    assert [row["id"] for row in rows] == ["name-林一", "name-林一-2"]
    assert [row.dt.small.get_text() for row in rows] == [
        "色尼区第九医院、队长",
        "阿里第三医院、护士",
    ]
    assert rows[0].dt.a["href"] == "linyi/"
    assert rows[1].dd.a["href"] == "../stories/namesake/#p1"
    page = often.page("people/linyi/")
    headings = [h.get_text() for h in page.select(".bearer h2")]
    assert headings == ["色尼区第九医院、队长", "阿里第三医院、护士"]


def test_a_few_stories_of_a_name_stand_in_its_index(aided: Site) -> None:
    rows = [row for row in aided.page("people/").select(".names__entry") if "林一" in row.dt.text]
    assert [[a["href"] for a in row.select("dd a")] for row in rows] == [
        ["../stories/joint/#p1", "../stories/again/#p1"],
        ["../stories/namesake/#p1"],
    ]
    assert not (aided.folder / "people/linyi").exists()


def test_a_story_leads_to_the_bearer_whom_it_means(often: Site) -> None:
    links = {
        url: often.page(f"stories/{url}/").select_one(".person a")["href"]
        for url in ("joint", "namesake")
    }
    assert links == {
        "joint": "../../people/linyi/",
        "namesake": "#p1",  # the only story of the other
    }


def test_names_in_one_story_each_need_no_list() -> None:
    archive = archive_of(JOINT, NAMESAKE)
    assert archive.trees["person"].children == ()
    assert [entry.number for entry in archive.indexes["person"] if entry.name == "林一"] == [1, 2]


def named(story_id: str, name: str, *houses: str, **known: Any) -> Story:
    text = f"{name}在{'、'.join(houses) or '家'}。"
    return telling(
        story_id,
        passages=[Passage(role=Role.PARAGRAPH, text=text)],
        people=(Person(name=name, role="医生"),),
        institutions=houses,
        **known,
    )


@pytest.mark.parametrize(
    ("stories", "bearers"),
    [
        ([named("a", "甲", "一院"), named("b", "甲", "一院")], 1),
        ([named("a", "甲", "一院"), named("b", "甲", "二院")], 2),
        ([named("a", "甲", "一院"), named("b", "甲", "二院"), named("c", "甲", "一院", "二院")], 1),
        ([named("a", "甲", "一院"), named("b", "甲")], 1),
        ([named("a", "甲", regions=(NAQU,)), named("b", "甲", regions=(SENI,))], 1),
        ([named("a", "甲", regions=(NAQU,)), named("b", "甲", regions=(RIKAZE,))], 2),
        ([named("a", "甲"), named("b", "甲")], 1),
        (
            [
                named("a", "甲", "一院"),
                telling("b", byline=(Person(name="甲", role="记者"),), source="甲报"),
            ],
            2,
        ),
    ],
)
def test_who_is_who(stories: list[Story], bearers: int) -> None:
    found = [entry for entry in archive_of(*stories).indexes["person"] if entry.name == "甲"]
    assert len(found) == bearers
    told = sorted(story.id for entry in found for story in entry.stories)
    assert told == sorted(story.id for story in stories)


def test_institutions_of_one_name_in_two_places_are_two() -> None:
    here = telling("a", regions=(NAQU,), institutions=("第一卫生院", "那曲市第一医院"))
    there = telling("b", regions=(RIKAZE,), institutions=("第一卫生院", "那曲市第一医院"))
    found = archive_of(here, there).indexes["institution"]
    assert [(e.name, e.at) for e in found] == [
        ("第一卫生院", ("那曲市",)),
        ("第一卫生院", ("日喀则市",)),
        ("那曲市第一医院", ()),
    ]


def test_a_longer_name_is_no_sentence_of_the_shorter() -> None:
    passages = [
        Passage(role=Role.PARAGRAPH, text="他在县人民医院。人民医院很大。"),
        Passage(role=Role.CREDIT, text="人民医院 摄"),
    ]
    made = telling("a", passages=passages, institutions=("人民医院", "县人民医院"))
    assert [q.text for q in naming(view(made), "institutions", "人民医院")] == ["人民医院很大。"]


@given(st.text(max_size=400), st.integers(0, 400))
def test_a_shortened_sentence_is_a_piece_of_it(text: str, at: int) -> None:
    short = shortened(text, min(at, len(text)))
    assert short.strip("…") in text or "…" in text
    assert len(short) <= 140 + 4


# many


def many(count: int) -> list[Story]:
    """Return stories that all tell of 那曲 and name one programme and one person, often."""
    return [
        telling(
            f"s{n}",
            *(
                (f"第{n}队第{k}次来到那曲，甲乙丙同行。", to(NAQU, f"山东省/市{k}"))
                for k in range(3)
            ),
            year=2000 + n % 25,
            programs=("对口援藏",),
            institutions=("一院",),
            people=(Person(name="甲乙丙", role=""),),
        )
        for n in range(count)
    ]


@pytest.fixture(scope="module")
def crowded() -> Archive:
    return archive_of(*many(130))


@pytest.mark.parametrize(
    ("path", "key"),
    [(NAQU, "region"), ("山东省", "donor"), ("对口援藏", "program"), ("甲乙丙", "person")],
)
def test_no_page_grows_without_bound(crowded: Archive, path: str, key: str) -> None:
    found = pages(crowded, path, key)
    for page in found:
        shown = sum(len(lines) for _, lines in page.answer.groups) if page.answer else 0
        assert shown <= LINES_PER_PAGE
        assert len(page.items) <= (
            ANSWERED_PER_PAGE if page.answer and page.answer.count else PER_PAGE
        )
        assert sum(len(item.sentences) for item in page.items) <= SENTENCES_PER_PAGE
    told = [item.view.story.id for page in found for item in page.items]
    assert sorted(told) == sorted(crowded.views)


def test_all_statements_are_on_some_page_once(crowded: Archive) -> None:
    found = pages(crowded, NAQU)
    shown = [
        (line.story.id, line.quotations)
        for page in found
        if page.answer
        for _, these in page.answer.groups
        for line in these
    ]
    assert len(set(shown)) == len(shown) == 130 * 3
    assert found[0].answer and found[0].answer.count == 130 * 3
    years = [year.year for year in found[0].answer.years]
    assert years == sorted(years, key=lambda year: year or 0, reverse=True)


def test_a_year_leads_to_the_page_where_it_begins(crowded: Archive) -> None:
    found = {page.url: page for page in pages(crowded, NAQU)}
    (first, *_) = found.values()
    assert first.answer
    for year in first.answer.years:
        url = year.url.partition("#")[0]
        answer = found[url].answer
        assert answer and year.year in [shown.year for shown, _ in answer.groups]


MOST = {"": 60_000, "bo/": 70_000}
"""Bytes of a page that answers, by language: a Tibetan letter has three, a name many."""


def test_a_page_of_many_statements_is_small(tmp_path: Path) -> None:
    build_site(copy_docs(tmp_path / "docs", [asserted(s) for s in many(60)]), tmp_path / "site")
    for language, most in MOST.items():
        for url in ("regions/xizang/naqu/", "donors/shandong/", "programs/duikou-yuanzang/"):
            size = (tmp_path / "site" / language / url / "index.html").stat().st_size
            assert most / 3 < size <= most, (language, url)


@pytest.mark.parametrize("count", [1, 2])
def test_a_year_without_statements_leads_to_its_stories(count: int) -> None:
    quiet = [telling(f"q{n}", year=2019, regions=(NAQU,)) for n in range(count)]
    (page,) = pages(archive_of(HALF, *quiet), NAQU)
    assert page.answer
    year = page.answer.years[-1]
    assert (year.year, year.stories) == (2019, count)
    assert year.url == "regions/xizang/naqu/#stories-2019"


# in a browser


@pytest.fixture
def open_aided(browser: Browser, aided_address: str) -> Iterator[Callable[..., Page]]:
    contexts = []

    def open_page(url: str = "", width: int = 1440, **options: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        contexts.append(context)
        page = context.new_page()
        goto(page, aided_address + url)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.browser
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("language", ["", "bo/"])
def test_who_helped_naqu_in_2025_is_two_clicks_away_without_scripts(
    open_aided: Callable[..., Page], language: str, width: int
) -> None:
    page = open_aided(language, width, java_script_enabled=False)
    page.locator('a.tile[href$="regions/xizang/naqu/"]').click()
    page.locator(".years a", has_text="2025").click()
    assert page.url.endswith("regions/xizang/naqu/#y-2025")
    heading = page.locator("#y-2025")
    assert heading.bounding_box()["y"] < 900  # type: ignore[index]
    told = page.locator("#y-2025 + ul .stated")
    assert told.count() == 4
    joint = told.filter(has_text="联合医疗队").inner_text()
    assert "→" in joint and "杭州市和嘉兴市的联合医疗队进驻色尼区第九医院" in joint
    told.filter(has_text="联合医疗队").locator(".stated__quote a").click()
    assert page.url.endswith("stories/joint/#p2")
    assert "联合医疗队" in page.locator(":target").inner_text()


@pytest.mark.browser
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("url", ["regions/xizang/naqu/", "stories/joint/"])
@pytest.mark.parametrize("language", ["", "bo/"])
def test_answers_fit_the_screen_and_the_finger(
    open_aided: Callable[..., Page], language: str, url: str, width: int
) -> None:
    page = open_aided(language + url, width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    small = page.evaluate(
        """[...document.querySelectorAll(".years a, .stated a, .answer__year a, .mentions a")]
           .map(a => [a.getBoundingClientRect().height, a.outerHTML])
           .filter(([height]) => height < 44)"""
    )
    assert small == []
    letters = page.evaluate(
        """[...document.querySelectorAll("#sheet :is(.answer, .years, .stated, .stated__quote) *")]
           .map(e => [[...e.childNodes].filter(n => n.nodeType === 3).map(n => n.data).join(""),
                      parseFloat(getComputedStyle(e).fontSize)])"""
    )
    for text, size in letters:
        tibetan = any("\u0f40" <= letter <= "\u0fbc" for letter in text)
        assert not text.strip() or size >= (15 / DRAWN_LARGER if tibetan else 11), text
    assert any(text.strip() for text, _ in letters)
