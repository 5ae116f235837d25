"""Facets and what filters them: rows as they are asked for, a sheet on a phone, names as typed."""

import json
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from aidstories.site.archive.readings import readings
from tests.browser import script_of
from tests.site.conftest import Site

TYPED = tomllib.loads((Path(__file__).parents[1] / "cases/typed.toml").read_text("utf-8"))
MODULES = """const at = name => import(new URL(`${name}.js`, modules).href)
"""
MEANS = f"""async ([modules, cases, readings]) => {{
  {MODULES}
  const {{ matcher }} = await at("match")
  return cases.map(({{ typed, name, called }}) => matcher(typed, readings)(name, called))
}}"""
TAKES = f"""async ([modules, typed, name]) => {{
  {MODULES}
  const {{ matcher }} = await at("match")
  const began = performance.now()
  matcher(typed, {{}})(name)
  return performance.now() - began
}}"""
GROWN = f"""async ([modules, tops, below]) => {{
  {MODULES}
  const {{ FacetTree }} = await at("facet")
  const values = []
  const add = (name, parent) => values.push(
    {{ number: values.length, name, token: name, path: name, parent, children: [] }}) - 1
  for (let n = 0; n < tops; n++) {{
    const top = add(`甲${{n}}`, -1)
    for (let m = 0; m < below; m++) values[top].children.push(add(`乙${{n}}丙${{m}}`, top))
  }}
  const tree = new FacetTree({{ key: "region", label: "地区", values }}, {{ choose: () => {{}} }})
  tree.update(values.map(() => 1), new Set())
  const rows = () => tree.root.querySelectorAll("input[type=checkbox]").length
  const click = selector => tree.root.querySelector(selector).click()
  const counted = [rows()]
  click(".facet__open"); counted.push(rows())
  click(".facet__open"); counted.push(rows())
  click(".facet__values > li:last-child > .facet__more"); counted.push(rows())
  return counted
}}"""
INSIDE = (
    "() => !!document.activeElement.closest('dialog') || document.activeElement === document.body"
)


def modules(page: Page) -> str:
    return script_of(page, "facets/")


@pytest.fixture
def browse(open_page: Callable[..., Page]) -> Callable[..., Page]:
    def open_browse(query: str = "", **options: Any) -> Page:
        page = open_page(f"browse/{query}", **options)
        page.locator("#browse").wait_for()
        return page

    return open_browse


@pytest.mark.browser
def test_what_is_typed_means_a_name(browse: Callable[..., Page]) -> None:
    page = browse()
    for kind, wanted in (("case", True), ("negative", False)):
        cases = TYPED[kind]
        said = page.evaluate(MEANS, [modules(page), cases, TYPED["readings"]])
        assert [c for c, yes in zip(cases, said, strict=True) if yes is not wanted] == []
    long = "聂荣县" * 7  # each character by itself or as an initial: 2 million ways, 1.6 s
    assert page.evaluate(TAKES, [modules(page), f"{long}的", f"{long}卫生院"]) < 200


def test_characters_are_read_as_they_are_in_the_names() -> None:
    read = json.loads(readings(["重阳市", "吕梁", "A医院", "重量"]))
    assert read["重"] == ["chong", "zhong"] and read["吕"] == ["lv"] and "A" not in read


@pytest.mark.browser
@pytest.mark.parametrize("below", [9, 99])
def test_rows_are_made_as_they_are_shown(browse: Callable[..., Page], below: int) -> None:
    """A thousand values, or ten thousand, cost twelve rows at first and fifty more at a time."""
    page = browse()
    shown = page.evaluate(GROWN, [modules(page), 100, below])
    assert shown == [12, 12 + min(below, 12), 12, 62]


@pytest.mark.browser
def test_branches_are_shut_until_they_are_opened(browse: Callable[..., Page]) -> None:
    page = browse()
    facet = page.locator('[data-facet="region"]')
    assert facet.locator("ul ul").count() == 0
    opener = facet.get_by_role("button", name="西藏自治区之下")
    assert opener.get_attribute("aria-expanded") == "false"
    opener.press("Enter")
    assert opener.get_attribute("aria-expanded") == "true"
    inside = facet.locator("ul ul > li > .facet__value input").first.bounding_box()
    above = facet.locator(".facet__value input").first.bounding_box()
    assert inside and above and inside["x"] > above["x"] + 12


@pytest.mark.browser
@pytest.mark.parametrize("typed", ["那曲", "naqu", "nq", "ནག་ཆུ"])
def test_the_box_leaves_what_is_meant_under_what_it_lies_in(
    browse: Callable[..., Page], typed: str
) -> None:
    page = browse()
    facet = page.locator('[data-facet="region"]')
    box = facet.get_by_role("searchbox", name="在“地区”中查找")
    box.fill(typed)
    facet.locator(".filter__said:not(:empty)").wait_for()
    shown = facet.locator("label span:first-of-type").all_inner_texts()
    assert shown[:2] == ["西藏自治区", "那曲市"] and "山西省" not in shown
    box.press("Escape")
    facet.locator("label", has_text="山西省").wait_for()
    assert box.input_value() == ""


@pytest.mark.browser
def test_what_no_value_means_is_said(browse: Callable[..., Page]) -> None:
    page = browse()
    page.locator('[data-facet="region"] [type=search]').fill("无此地")
    said = page.locator('[data-facet="region"] [role=status]')
    said.filter(has_text="没有找到").wait_for()
    assert page.locator('[data-facet="region"] label:visible').count() == 0


@pytest.mark.browser
def test_years_stand_in_their_order(browse: Callable[..., Page]) -> None:
    years = browse().locator('[data-facet="year"] label span:first-of-type').all_inner_texts()
    dated = [year for year in years if year[:4].isdigit()]
    assert dated == sorted(dated, reverse=True) and years[-1] == "年份不详" and len(dated) > 1


@pytest.mark.browser
def test_a_sheet_on_a_phone(browse: Callable[..., Page]) -> None:
    page = browse(width=390)
    assert page.locator(".facet").first.is_hidden()
    page.evaluate("scrollTo(0, 500)")
    place = page.evaluate("scrollY")
    page.click("#browse-open")
    see = page.locator(".sheet__see")
    assert see.inner_text() == f"看 {page.locator('#browse-stories > li').count()} 篇"
    for _ in range(40):
        page.keyboard.press("Tab")
        assert page.evaluate(INSIDE)
    page.keyboard.press("Escape")
    assert page.locator("dialog[open]").count() == 0
    assert page.evaluate("document.activeElement.id") == "browse-open"
    assert page.evaluate("scrollY") == place

    page.click("#browse-open")
    page.locator('[data-facet="program"] input').first.check()
    left = page.locator("#browse-count").text_content()
    assert see.inner_text() == f"看 {(left or '').split()[0]} 篇"
    box = see.bounding_box()
    assert box and box["y"] + box["height"] <= 900
    page.click(".sheet__clear")
    assert page.locator("#browse-chosen li").count() == 0
    see.click()
    assert page.locator("dialog[open]").count() == 0


@pytest.mark.browser
def test_escape_empties_a_box_before_it_closes_the_sheet(browse: Callable[..., Page]) -> None:
    page = browse(width=390)
    page.click("#browse-open")
    page.locator('[data-facet="region"] [type=search]').fill("那")
    page.keyboard.press("Escape")
    assert page.locator("dialog[open]").count() == 1
    page.keyboard.press("Escape")
    assert page.locator("dialog[open]").count() == 0


@pytest.mark.browser
def test_an_entry_is_what_every_list_shows(browse: Callable[..., Page], site: Site) -> None:
    page = browse()
    listed = {
        entry.select_one(":is(h2, h3) a")["href"].split("/")[-2]: " ".join(entry.text.split())
        for entry in site.page("stories/").select(".entry")
    }
    entries = page.locator("#browse-stories > .entry")
    for n in range(entries.count()):
        entry = entries.nth(n)
        entry.scroll_into_view_if_needed()
        page.locator(f"#browse-stories > .entry:nth-child({n + 1}):not(.entry--bare)").wait_for()
        story = (entry.locator(":is(h2, h3) a").get_attribute("href") or "").split("/")[-2]
        assert entry.evaluate("e => e.textContent.replace(/\\s+/g, ' ').trim()") == listed[story]


def test_values_say_what_they_are_to_a_story(aided: Site) -> None:
    kinds = {
        (span.select_one("small").text, link["href"].split("/")[1])
        for span in aided.page("stories/").select(".entry > footer > span")
        for link in span.select("a")
    }
    folders = {"受": "regions", "援": "donors", "项目": "programs"}
    assert kinds and all(folders[kind] == folder for kind, folder in kinds)


@pytest.mark.browser
@pytest.mark.parametrize("url", ["regions/", "bo/regions/", "browse/", "search/"])
def test_the_header_keeps_the_name_at_320_pixels(open_page: Callable[..., Page], url: str) -> None:
    page = open_page(url, width=320)
    fits = "e => [e.scrollWidth <= e.clientWidth, e.offsetHeight < 40]"  # whole, in one line
    assert page.locator(".md-header__title").evaluate(fits) == [True, True]
    assert page.evaluate("document.documentElement.scrollWidth") == 320


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 390, 1440])
@pytest.mark.parametrize(
    ("url", "box"), [("regions/", "#search-box"), ("search/", "#search-words")]
)
def test_suggestions_are_as_wide_as_their_box(
    open_page: Callable[..., Page], width: int, url: str, box: str
) -> None:
    page = open_page(url, width=width)
    page.click(box)
    page.keyboard.type("西藏")
    page.locator(".suggestions li").first.wait_for()
    ends = "e => { const { left, right } = e.getBoundingClientRect(); return [left, right] }"
    given, shown = (page.locator(at).first.evaluate(ends) for at in (box, ".suggestions:visible"))
    assert shown == pytest.approx(given, abs=2)
    assert shown[0] >= 0 and shown[1] <= width


@pytest.mark.browser
@pytest.mark.parametrize(
    ("typed", "wanted"), [("那曲", "那曲市人民医院"), ("nqsrm", "那曲市人民医院")]
)
def test_a_box_filters_an_index(open_page: Callable[..., Page], typed: str, wanted: str) -> None:
    page = open_page("institutions/", width=390)
    page.fill(".names__box input", typed)
    page.locator(".names__box [role=status]:not(:empty)").wait_for()
    names = page.locator(".names--found dt a").all_inner_texts()
    assert wanted in names and page.locator("[data-names-page]").is_hidden()
    page.press(".names__box input", "Escape")
    page.locator("[data-names-page]").wait_for()
    page.fill(".names__box input", "无此院")
    page.locator(".names__box [role=status]", has_text="没有找到").wait_for()


@pytest.mark.browser
def test_without_scripts_letters_are_links(open_page: Callable[..., Page]) -> None:
    page = open_page("people/", java_script_enabled=False)
    assert page.locator(".names__box").is_hidden()
    page.locator(".letters a").last.click()
    assert page.locator(f"#{page.url.partition('#')[2]}").is_visible()
