"""One style sheet: the theme's rules that a page can match, then ours."""

import gzip
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page

from aidstories.site.hoisted import hoisted
from aidstories.site.styles import NESTED, minified, rules, split, style_sheet, trimmed
from tests.browser import goto
from tests.site.conftest import Site

WORDS = {"page", "menu", "open", "data-way", "js"}


@pytest.mark.parametrize(
    "css",
    [
        "a{color:red}",
        ".page{a:b}",
        ".js .menu>.open::after{a:b}",
        "[data-way=x] p{a:b}",
        ".page:not(.gone){a:b}",
        ":is(.gone,.page) p{a:b}",
        "@font-face{font-family:x}",
        '@charset "utf-8";',
        "@media print{.page{a:b}}",
        '.page::before{content:"}.gone{"}',
        '.page{background:url("data:image/svg+xml;charset=utf-8,<svg/>")}',
    ],
)
def test_what_a_page_can_match_stays(css: str) -> None:
    assert trimmed(css, WORDS) == css


@pytest.mark.parametrize(
    ("css", "left"),
    [
        (".gone{a:b}", ""),
        (".page .gone{a:b}", ""),
        (".page,.gone,p{a:b}", ".page,p{a:b}"),
        ("[data-gone] p{a:b}", ""),
        ("@media print{.gone{a:b}}", ""),
        ("@media print{.gone{a:b}.page{c:d}}", "@media print{.page{c:d}}"),
        (".page\\:gone{a:b}", ""),
        ("/* .page */.gone{a:b}", ""),
    ],
)
def test_what_no_page_can_match_goes(css: str, left: str) -> None:
    assert trimmed(css, WORDS) == left


def test_a_property_that_nothing_asks_for_goes() -> None:
    theme = ":root{--used:1;--chained:2;--first:var(--chained);--ours:3}p{a:var(--used)}"
    assert style_sheet(theme, ["b{c:var(--ours)}"], set()) == (
        ":root{--used:1;--ours:3}p{a:var(--used)}\nb{c:var(--ours)}\n"
    )


def test_comments_go_and_strings_stay() -> None:
    assert minified('a {\n  b: "/* c */"; /* d */\n}\n') == 'a {\nb: "/* c */"; \n}'


@given(st.lists(st.sampled_from(["p{a:b}", ".page{a:b}", "@media print{p{a:b}}", "@import x;"])))
def test_nothing_is_lost_where_all_is_asked_for(parts: list[str]) -> None:
    css = "".join(parts)
    assert trimmed(css, WORDS) == css
    assert len(list(rules(css))) == len(parts)


def test_a_sheet_in_the_body_goes_into_the_head() -> None:
    link = '<link rel="stylesheet" href="a.css">'
    assert hoisted(f"{link}\n<p>b</p>") == (link, "\n<p>b</p>")
    assert hoisted('<link rel="alternate" href="a">') == ("", '<link rel="alternate" href="a">')


def test_a_page_waits_for_few_and_small_sheets(site: Site) -> None:
    """13 KB packed, and what the kind of the page needs; the theme's alone were 23."""
    for url, soup in site.pages():
        if url in ("404.html", "admin/"):
            continue
        assert not soup.body.find_all("link", rel="stylesheet"), url
        sheets = [
            link["href"].split("/")[-1]
            for link in soup.head.select("link[rel=stylesheet]:not([media=print])")
        ]
        assert len(sheets) <= 4 and len([s for s in sheets if s.endswith(".min.css")]) == 1, url
    (path,) = site.folder.glob("assets/stylesheets/archive.*.min.css")
    css = path.read_text("utf-8")
    assert len(gzip.compress(css.encode("utf-8"), 6)) <= 16_000


def selectors(css: str) -> set[str]:
    """Return the selectors of a sheet, without pseudo-elements and states of the pointer."""
    inner = (selectors(body) for head, body in rules(css) if body and head.startswith(NESTED))
    heads = (head for head, body in rules(css) if body and not head.startswith("@"))
    return {one for head in heads for one in split(head, ",")} | set().union(*inner)


@pytest.mark.browser
def test_no_rule_that_a_page_matches_has_gone(site: Site, open_page: Callable[..., Page]) -> None:
    (theme,) = site.folder.glob("assets/stylesheets/main.*.min.css")
    (path,) = site.folder.glob("assets/stylesheets/archive.*.min.css")
    gone = sorted(selectors(theme.read_text("utf-8")) - selectors(path.read_text("utf-8")))
    gone = [one for one in gone if not one.startswith(":root")]  # properties that nothing uses
    assert len(gone) > 1000
    page = open_page()
    for url in ("", "tags/", "guide/commands/", "decisions/", "years/", "search/?q=x", "browse/"):
        goto(page, f"{page.url.split('/', 3)[0]}//{page.url.split('/', 3)[2]}/{url}")
        assert page.evaluate(MATCHING, gone) == [], url


MATCHING = """all => all.filter(one => {
  try {
    return document.querySelector(one.replace(/::?(before|after|placeholder|[\\w-]*marker)$/, ""))
  } catch {
    return false // a form of another browser
  }
})"""
