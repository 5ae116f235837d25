"""The page of results in Chromium, under a policy that forbids inline scripts and styles."""

import json
import re
import shutil
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from aidstories.search import Index
from aidstories.search.raw import RawRun
from tests.browser import served
from tests.search.corpus import make
from tests.search.site import make_site, opened

pytestmark = pytest.mark.browser

PLACES = ("西藏自治区/那曲市/聂荣县", "西藏自治区/拉萨市", "西藏自治区/那曲市")


def corpus():
    for n in range(25):
        yield make(
            n,
            f"第{n}篇，援藏医生在高原做手术。" + "患者康复。" * 30 + "又一次手術。",
            titles=[f"故事{n}"],
            regions=[PLACES[n % 3]],
            years=[str(2020 + n % 2)],
            authors=["央金"] if n == 3 else [],
        )
    yield make(25, "甲<b>乙</b>", titles=["<img src=x onerror=document.title='bad'>"])
    yield make(26, "次旺白玛说。", titles=["人物"], authors=["次旺白玛"])
    yield make(
        27, "原文之事", titles=["原文"], raw=[RawRun(before="远程指导", text="于木", after="》")]
    )


def named(documents):
    """Give the documents' authors and places as names to suggest."""
    for d in documents:
        object.__setattr__(d, "names", tuple((a, "people") for a in d.facets["authors"]))
        yield d


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    return make_site(tmp_path_factory.mktemp("page"), list(named(corpus())))


@pytest.fixture(scope="module")
def address(site):
    with served(site) as url:
        yield url


@pytest.fixture
def ask(browser, address):
    """Return a function that asks a query and gives the page when the answer is shown."""
    pages = []

    def ask(query="", more=""):
        page = browser.new_page()
        pages.append(page)
        page.errors = []
        page.on("pageerror", lambda error: page.errors.append(str(error)))
        page.goto(f"{address}search/?q={quote(query)}{more}")
        if query:
            settled(page)
        return page

    yield ask
    errors = [error for page in pages for error in page.errors]
    for page in pages:
        page.close()
    assert errors == []


def settled(page):
    """Wait until the page shows what its address says."""
    page.wait_for_function(
        """() => {
          const { failed, total, ready = "" } = document.querySelector("[data-search-page]").dataset
          const same = text => text.replaceAll("+", "%20")
          return failed || (total !== undefined && same(ready) === same(location.search))
        }"""
    )


def total(page):
    return int(page.get_attribute("[data-search-page]", "data-total"))


def hits(page):
    return [e.get_attribute("data-hit") for e in page.query_selector_all("[data-hit]")]


def marks(page, where="[data-search-found]"):
    return page.locator(f"{where} mark").all_inner_texts()


def test_total_hits_and_marks(ask):
    page = ask("手术")
    assert total(page) == 25
    assert page.inner_text("[data-search-status]") == "找到 25 篇"
    assert page.get_attribute("[data-search-status]", "aria-live") == "polite"
    assert hits(page) == [f"story-{n}" for n in range(24, 14, -1)]
    assert set(marks(page)) == {"手术"}


def test_traditional_characters_in_query_and_text(ask):
    page = ask("一次手術")
    assert total(page) == 25
    assert set(marks(page)) == {"一次手術"}


def test_pages_have_addresses(ask):
    page = ask("手术")
    page.click(".pages a:text-is('3')")
    settled(page)
    assert hits(page) == [f"story-{n}" for n in range(4, -1, -1)]
    assert "page=3" in page.url
    page.go_back()
    settled(page)
    assert len(hits(page)) == 10
    assert hits(ask("手术", "&page=99")) == [f"story-{n}" for n in range(4, -1, -1)]


def test_facets_count_and_narrow(ask):
    page = ask("手术")
    box = page.locator("[data-facet=regions] label", has_text="那曲市")
    assert box.locator(".count").inner_text() == "17"
    labels = page.locator("[data-facet=regions] label span:first-of-type").all_inner_texts()
    assert labels == ["西藏自治区", "那曲市", "聂荣县", "拉萨市"]
    box.locator("input").check()
    settled(page)
    assert total(page) == 17
    page.locator("[data-facet=years] label", has_text="2021").locator("input").check()
    settled(page)
    assert total(page) == 8
    chosen = parse_qs(urlsplit(page.url).query)
    assert chosen["regions"] == ["西藏自治区/那曲市"] and chosen["years"] == ["2021"]
    assert total(ask("手术", "&" + urlsplit(page.url).query.partition("&")[2])) == 8


def test_sort_by_date_stays_in_the_address(ask):
    page = ask("手术")
    page.click(".sorter a:text-is('按日期')")
    settled(page)
    assert "sort=date" in page.url
    assert page.get_attribute(".sorter a:text-is('按日期')", "aria-current") == "true"


def test_what_only_the_capture_says_is_marked(ask):
    page = ask("于木")
    assert hits(page) == ["story-27"]
    assert page.inner_text(".hit__raw") == "原文"
    assert page.inner_text("[data-search-status]") == "找到 1 篇，其中 1 篇只见于原文"
    assert marks(page) == ["于木"]


def test_nothing_found_shows_ways_on(ask):
    page = ask("次旺百玛")
    assert total(page) == 0
    page.click(".nothing a:text('次旺白玛')")
    settled(page)
    assert hits(page) == ["story-26"]
    page = ask("手术 不存在的词")
    assert "去掉“不存在的词”有 25 篇" in page.inner_text(".nothing")


@pytest.mark.parametrize("typed", ["ciwangbaima", "cwbm", "CIWANGBAIMA"])
def test_pinyin_finds_the_name(ask, typed):
    page = ask(typed)
    assert hits(page) == ["story-26"]
    assert "次旺白玛" in page.inner_text("[data-search-notice]")


def test_the_keyboard_is_enough(ask):
    page = ask()
    page.keyboard.press("/")
    page.keyboard.type("手术")
    page.keyboard.press("Enter")
    settled(page)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.textContent") == "故事24"
    page.keyboard.press("Enter")
    page.wait_for_url("**/stories/story-24/**")
    assert page.locator("mark[data-match]").first.inner_text() == "手术"


def test_suggestions_lead_on(ask):
    page = ask()
    page.fill("#search-words", "次")
    page.wait_for_selector(".suggestions li")
    assert page.get_attribute("#search-words", "aria-expanded") == "true"
    page.keyboard.press("ArrowDown")
    chosen = page.get_attribute("#search-words", "aria-activedescendant")
    assert page.inner_text(f"#{chosen} span") == "次旺白玛"
    page.keyboard.press("Enter")
    page.wait_for_selector("[data-hit]")
    assert hits(page) == ["story-26"]


def test_the_story_opens_with_the_match_in_sight(ask):
    page = ask("又一次手术")
    page.set_viewport_size({"width": 400, "height": 300})
    page.click("[data-hit=story-24] a")
    page.wait_for_selector("mark[data-match]")
    assert page.locator("mark[data-match]").all_inner_texts() == ["又一次手術"]
    box = page.locator("mark[data-match]").bounding_box()
    assert 0 <= box["y"] < 300


def test_html_is_text(ask):
    page = ask("<b>")
    assert hits(page) == ["story-25"]
    assert page.title() != "bad"
    assert "<img src=x" in page.inner_text("[data-hit=story-25] h2")
    assert page.locator("[data-search-found] img, [data-search-found] b").count() == 0


@pytest.mark.parametrize(
    "query",
    [
        "手术" * 5000,
        "第一篇文章" + "字词句段" * 2500,
        " ".join("abcdefghijklmnopqrstuvwxyz" * 190),
        "<script>alert(1)</script>",
        ".*+?^${}()|[]\\",
        "-" * 10000,
        '"' * 9999,
        "地区:" * 3000,
        "__proto__:x constructor:y toString",
    ],
)
def test_wild_queries_are_answered(ask, address, query):
    page = ask()
    page.fill("#search-words", query)
    page.press("#search-words", "Enter")
    settled(page)
    assert total(page) >= 0


def test_a_lone_surrogate_is_no_text(ask):
    page = ask("手术")
    page.evaluate("document.querySelector('#search-words').value = '手术 \\ud800'")
    page.press("#search-words", "Enter")
    page.wait_for_function("document.querySelector('[data-search-page]').dataset.total === '25'")


def damaged(site, folder, change):
    """Copy the site and let ``change`` do what it will to the index."""
    shutil.copytree(site, folder)
    change(folder / "search/index")
    return folder


def shard_of(index, first, second):
    name, place = Index(index).find((first, second))
    return index / f"{name}.bin", place


def truncate(index):
    path, _ = shard_of(index, "手", "术")
    path.write_bytes(path.read_bytes()[:-40])


def remove(index):
    shard_of(index, "手", "术")[0].unlink()


def garble(index):
    path, _ = shard_of(index, "手", "术")
    path.write_bytes(b"<html>no such file</html>")


@pytest.mark.parametrize("change", [truncate, remove, garble])
def test_a_damaged_shard_is_told_and_the_rest_goes_on(site, browser, tmp_path, change):
    folder = damaged(site, tmp_path / "site", change)
    with served(folder) as url, opened(browser, url, f"search/?q={quote('援藏医生')}") as page:
        settled(page)
        assert re.search("索引有 . 个文件读不到", page.inner_text("[data-search-notice]"))
        page.goto(f"{url}search/?q={quote('年份:2021')}")
        settled(page)
        assert total(page) == 12
        assert page.inner_text("[data-search-notice]") == ""


def test_a_missing_text_is_told(site, browser, tmp_path):
    folder = damaged(site, tmp_path / "site", lambda index: (index / "texts/24.bin").unlink())
    with served(folder) as url, opened(browser, url, f"search/?q={quote('手术')}") as page:
        settled(page)
        assert total(page) == 25
        assert "读不到" in page.inner_text("[data-search-found]")


def other_version(index):
    path = index / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"format": 999}))


def no_index(index):
    shutil.rmtree(index)


@pytest.mark.parametrize(
    ("change", "words"), [(other_version, "版本与这一页不同"), (no_index, "检索索引读不到")]
)
def test_an_index_that_cannot_be_used_is_told(site, browser, tmp_path, change, words):
    folder = damaged(site, tmp_path / "site", change)
    with served(folder) as url, opened(browser, url, "search/?q=a") as page:
        page.wait_for_selector("[data-failed]")
        assert words in page.inner_text("[data-search-notice]")
        assert page.locator("[data-search-still] a").first.is_visible()


def test_without_scripts_the_page_says_what_works(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}search/?q=a")
    assert "检索要用 JavaScript" in page.inner_text("[data-search-still]")
    assert page.locator("[data-search-still] a").count() == 5
    context.close()
