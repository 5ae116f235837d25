"""The page that filters, as readers use it."""

import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, parse_qsl, quote, urlsplit

import pytest
from playwright.sync_api import Browser, Page

from aidstories.model import Article, Description, Passage, Role, Story
from aidstories.site.addresses import Addresses
from aidstories.site.archive.archive import build_archive
from aidstories.site.archive.browse import browse_data, browse_url
from aidstories.site.facets import paths_of
from aidstories.site.interface.terms import Translator, interface_terms
from aidstories.site.locale import Locale
from tests.archive import TABLES
from tests.browser import goto, script_of
from tests.site.conftest import Site

SHELL = Locale(translator=Translator(terms=interface_terms(TABLES)))
BROWSED = [facet for facet in TABLES.facets if facet.browsed]
NAQU, ALI = "西藏自治区/那曲市", "西藏自治区/阿里地区"


def story(story_id: str, **described: Any) -> Story:
    passages = (Passage(role=Role.TITLE, text=story_id),)
    return Story(
        id=story_id, article=Article(passages=passages), description=Description(**described)
    )


def test_the_data_names_every_value_of_every_story() -> None:
    made = [
        story("a", regions=(NAQU, ALI), donors=("山东省/青岛市",), year=2025),
        story("b", programs=("对口援藏",), source="人民日报"),
    ]
    data = json.loads(browse_data(build_archive(made, Addresses(), TABLES.facets), SHELL))
    assert [facet["key"] for facet in data["facets"]] == [f.key for f in BROWSED]
    for row, known in zip(data["stories"], made, strict=True):
        assert row[:2] == [known.id, known.id]
        named = [
            {paths(facet["values"])[number] for number in numbers}
            for facet, numbers in zip(data["facets"], row[5:], strict=True)
        ]
        assert named == [{"/".join(p) for p in paths_of(f, known)} for f in BROWSED]


def paths(values: list[Any]) -> list[str]:
    found: list[str] = []
    for name, parent, *_ in values:
        found.append(f"{found[parent]}/{name}" if parent >= 0 else name)
    return found


def test_an_address_keeps_its_slashes() -> None:
    url = browse_url(region=NAQU, program="对口援藏")
    assert f"region={quote(NAQU)}" in url
    assert parse_qsl(urlsplit(url).query) == [("region", NAQU), ("program", "对口援藏")]


def choose(page: Page, facet: str, name: str) -> None:
    row = page.locator(f'[data-facet="{facet}"] .facet__value', has_text=name).first
    folded = page.locator(f'[data-facet="{facet}"] .facet__open[aria-expanded="false"]:visible')
    while not row.is_visible():
        folded.first.click()
    row.locator("input").click()


def exclude(page: Page, facet: str, name: str) -> None:
    page.locator(f'[data-facet="{facet}"]').get_by_role("button", name=f"排除{name}").click()


def titles(page: Page) -> list[str]:
    return page.locator("#browse-stories .entry :is(h2, h3)").all_inner_texts()


def ready(page: Page) -> Page:
    page.locator("#browse").wait_for()
    return page


@pytest.fixture
def browse(open_page: Callable[..., Page]) -> Callable[..., Page]:
    def open_browse(query: str = "", **options: Any) -> Page:
        return ready(open_page(f"browse/{query}", **options))

    return open_browse


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 1440])
def test_choose_share_open_exclude_and_go_back(
    browse: Callable[..., Page],
    open_page: Callable[..., Page],
    stories: tuple[Story, ...],
    address: str,
    width: int,
) -> None:
    page = browse(width=width)
    assert len(titles(page)) == len(stories)
    if width < 960:
        page.click("#browse-open")
    for facet, name in (("region", "西藏自治区"), ("program", "对口援藏"), ("donor", "山东省")):
        choose(page, facet, name)
    wanted = ["成功为135名骨关节病患者实施手术"]
    if width < 960:
        page.click(".sheet__see")
    assert titles(page) == wanted
    assert page.locator("#browse-count").inner_text() == "1 篇报道"
    query = urlsplit(page.url).query
    chosen = [("region", "西藏自治区"), ("program", "对口援藏"), ("donor", "山东省")]
    assert parse_qsl(query) == chosen

    shared = browse(f"?{query}", width=width)
    assert titles(shared) == wanted
    if width < 960:
        shared.click("#browse-open")
    exclude(shared, "region", "日喀则市")
    if width < 960:
        shared.click(".sheet__see")
    assert titles(shared) == []
    assert parse_qsl(urlsplit(shared.url).query)[1] == ("-region", "西藏自治区/日喀则市")
    shared.go_back()
    assert titles(shared) == wanted
    shared.locator("#browse-chosen").get_by_role("button", name="山东省").click()
    assert len(titles(shared)) > 1
    shared.go_back()
    assert titles(shared) == wanted
    shared.click(".entry :is(h2, h3) a")
    shared.locator("article.story").wait_for()
    shared.go_back()
    ready(shared)
    assert titles(shared) == wanted


@pytest.mark.browser
def test_counts_say_what_a_choice_would_leave(browse: Callable[..., Page]) -> None:
    page = browse("?program=对口援藏")
    counted = page.evaluate(
        """async ([at, script]) => {
          const load = (name) => import(new URL(`${name}.js`, script).href)
          const [{ unpack }, { select }, { nothing, toggled }] =
            await Promise.all(["archive", "select", "state"].map(load))
          const answer = await fetch(new URL("browse/facets.json", at))
          const archive = unpack(await answer.json())
          const wrong = []
          const check = (state) => {
            const { counts } = select(archive, state)
            archive.facets.forEach((facet, n) => facet.values.forEach(({ number, name }) => {
              const alone = { ...state, included: [...state.included],
                              excluded: [...state.excluded] }
              alone.included[n] = new Set([number])
              alone.excluded[n] = new Set([...state.excluded[n]].filter((at) => at !== number))
              const left = select(archive, alone).stories.length
              if (left !== counts[n][number]) wrong.push([facet.key, name, left, counts[n][number]])
            }))
          }
          let state = nothing(archive.facets)
          check(state)
          for (const [n, name, side] of [[0, "西藏自治区", "included"], [1, "对口援藏", "included"],
                                         [0, "那曲市", "excluded"], [3, "山东省", "excluded"]]) {
            const { number } = archive.facets[n].values.find((value) => value.name === name)
            state = toggled(state, archive.facets, n, number, side)
            check(state)
          }
          return wrong
        }""",
        [page.url.partition("browse/")[0], script_of(page, "browse/main.js")],
    )
    assert counted == []


@pytest.mark.browser
def test_a_place_and_one_within_it_are_not_both_chosen(browse: Callable[..., Page]) -> None:
    page = browse("?region=西藏自治区")
    choose(page, "region", "那曲市")
    assert parse_qsl(urlsplit(page.url).query) == [("region", NAQU)]
    choose(page, "region", "西藏自治区")
    assert parse_qsl(urlsplit(page.url).query) == [("region", "西藏自治区")]


@pytest.mark.browser
@pytest.mark.parametrize(
    ("query", "number", "notice"),
    [
        ("?region=那曲市", 3, ""),
        ("?year=2021&year=2024", 2, ""),
        ("?year=1950", 11, "档案中没有“1950”，已略去。"),
        ("?region=<b>x</b>&program=医联体", 1, "档案中没有“<b>x</b>”，已略去。"),
        ("?color=red&sort=backwards", 11, ""),
        ("?-region=西藏自治区&-year=年份不详", 2, ""),
    ],
)
def test_an_address_by_hand(
    browse: Callable[..., Page], query: str, number: int, notice: str
) -> None:
    page = browse(query)
    assert len(titles(page)) == number
    shown = page.locator("#browse-unknown")
    assert (shown.inner_text() if shown.is_visible() else "") == notice
    assert page.locator("#browse-unknown b").count() == 0


@pytest.mark.browser
def test_orders(browse: Callable[..., Page]) -> None:
    newest, oldest, by_title = (titles(browse(f"?sort={s}")) for s in ("newest", "oldest", "title"))
    assert sorted(newest) == sorted(oldest) == sorted(by_title)
    assert oldest[0] == "“输血”变“造血” 山西县域综合医改出实效"
    assert oldest[-1] in newest[-2:]  # what has no year stands last either way
    assert by_title.index("北京长治医疗合作升级！老百姓家门口享“京”医看好病") < by_title.index(
        "成功为135名骨关节病患者实施手术"
    )


@pytest.mark.browser
def test_the_keyboard_reaches_and_chooses(browse: Callable[..., Page]) -> None:
    page = browse()
    first = page.locator('[data-facet="program"] input').first
    page.locator('[data-facet="program"] input').first.focus()
    page.keyboard.press("Space")
    assert first.is_checked()
    assert page.evaluate("document.activeElement.type") == "checkbox"
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert "-program=" in page.url
    page.locator("#browse-chosen button").first.focus()
    page.keyboard.press("Enter")
    assert page.url.endswith("browse/")
    assert page.evaluate("document.activeElement.id") == "browse-sort"


@pytest.mark.browser
def test_a_headline_that_looks_like_markup_is_text(browse: Callable[..., Page]) -> None:
    page = browse("?region=那曲市&program=未注明")
    assert titles(page) == ['甲 & 乙 <script>alert("x")</script> *强调*']


@pytest.mark.browser
def test_without_scripts_the_page_leads_to_the_lists(open_page: Callable[..., Page]) -> None:
    page = open_page("browse/", java_script_enabled=False)
    assert page.locator("#browse").is_hidden()
    page.click("#browse-plain >> text=援助方")
    assert page.url.endswith("/donors/")


@pytest.mark.browser
def test_data_that_does_not_come_is_said(browser: Browser, address: str) -> None:
    page = browser.new_page(service_workers="block")  # it would ask for the file itself
    page.route("**/facets.json", lambda route: route.abort())
    goto(page, f"{address}browse/")
    page.locator("#browse-failed").wait_for()
    assert page.locator("#browse-plain a").first.is_visible()
    page.close()


def test_a_list_leads_to_the_filter_with_its_value_chosen(site: Site) -> None:
    """The address of the link is one that the page itself writes; a whole tree has none."""
    [link] = site.page("regions/xizang/").select('.take a[href*="browse/"]')
    assert parse_qs(urlsplit(link["href"]).query) == {"region": ["西藏自治区"]}
    assert not site.page("regions/").select('.take a[href*="browse/"]')
