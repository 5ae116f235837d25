"""What a search names has its page: every address in the index leads to one, in both languages."""

import json
from urllib.parse import unquote, urlsplit

import pytest
from playwright.sync_api import Browser

from aidstories.search import Index
from aidstories.search.name_files import NameTable, Row
from tests.browser import goto, served
from tests.site.conftest import Site


def values(site: Site) -> list[Row]:
    """Return a row of each value that the index names."""
    table = NameTable(Index(site.folder / "search/index"))
    rows = [row for first in sorted(table.beginnings) for row in table.beginning(first[0])]
    rows += [row for letter in "abcdefghijklmnopqrstuvwxyz" for row in table.beginning(letter)]
    return list({(row.facet, row.value): row for row in rows if row.facet}.values())


def test_every_value_has_a_page(site: Site) -> None:
    rows = values(site)
    for folder in ("", "bo/"):
        for row in rows:
            parts = urlsplit(row.url)
            page = site.page(f"{folder}{parts.path}")
            if parts.fragment and not (folder and parts.path.startswith("stories/")):
                assert page.find(id=unquote(parts.fragment)), row
    facets = {row.facet for row in rows}
    assert {"region", "program", "year", "person", "institution"} <= facets


def test_a_place_and_a_year_lead_to_where_the_page_tells_of_them(site: Site) -> None:
    usual = json.loads((site.folder / "search/years.json").read_text("utf-8"))
    rows, table = values(site), NameTable(Index(site.folder / "search/index"))
    years = [row for row in rows if row.facet == "year"]
    seen = 0
    for place in (row for row in rows if row.facet in ("region", "donor")):
        for year in years:
            if table.numbers(place) & table.numbers(year):
                address = f"{place.url}#y-{year.value}"
                page, _, anchor = usual.get(address, address).partition("#")
                assert site.page(page).find(id=anchor), address
                seen += 1
    assert seen


@pytest.mark.browser
@pytest.mark.parametrize("folder", ["", "bo/"])
def test_a_suggestion_opens_the_page_in_its_language(
    site: Site, browser: Browser, folder: str
) -> None:
    row = next(row for row in values(site) if row.facet == "region" and "/" in row.value)
    with served(site.folder) as address:
        page = browser.new_page()
        goto(page, f"{address}{folder}")
        page.fill(".box input", row.value.rpartition("/")[2])
        page.locator(".suggestions li").first.wait_for()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/{row.url}")
        assert urlsplit(page.url).path == f"/{folder}{row.url}"
        page.close()
