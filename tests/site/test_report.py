"""Readers report mistakes: a prepared mail or issue, or a text to copy; no service is needed."""

from collections.abc import Iterator
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from playwright.sync_api import Browser, Page

from aidstories.errors import BadInput
from aidstories.model import Story
from aidstories.site.interface.terms import TIBETAN, Translator, interface_terms
from aidstories.site.story.report import report_address, report_pattern
from aidstories.site.story.view import view
from tests.archive import TABLES
from tests.bo.sample import ORIGINAL, TRANSLATION
from tests.browser import goto, served
from tests.site.conftest import HOSTILE, Site, build_site, copy_docs

MAIL, ISSUE = "mailto:editors@example.org", "https://git.example/owner/archive/issues/new"
GITLAB = "https://git.example/-/issues/new?issue[title]={title}&issue[description]={body}"
VOICE = Translator(terms=interface_terms(TABLES))


@pytest.mark.parametrize(
    ("target", "pattern"),
    [
        (None, ""),
        ("", ""),
        (MAIL, MAIL + "?subject={title}&body={body}"),
        (f"{MAIL}?cc=a@b.c", f"{MAIL}?cc=a@b.c&subject={{title}}&body={{body}}"),
        (ISSUE, ISSUE + "?title={title}&body={body}"),
        (f"{ISSUE}?labels=text", f"{ISSUE}?labels=text&title={{title}}&body={{body}}"),
        (f"{ISSUE}?labels=text#top", f"{ISSUE}?labels=text&title={{title}}&body={{body}}#top"),
        (GITLAB, GITLAB),
    ],
)
def test_patterns(target: str | None, pattern: str) -> None:
    assert report_pattern(target) == pattern


@pytest.mark.parametrize("target", ["editors@example.org", "javascript:alert(1)", "/report"])
def test_what_is_no_address_is_refused(target: str) -> None:
    with pytest.raises(BadInput) as caught:
        report_pattern(target)
    (problem,) = caught.value.problems
    assert problem.field == "extra.report" and target in problem.zh


@pytest.mark.parametrize("translator", [VOICE, Translator(terms=VOICE.terms, language=TIBETAN)])
@pytest.mark.parametrize("target", [MAIL, ISSUE, GITLAB])
def test_the_link_at_the_foot_is_prepared(target: str, translator: Translator) -> None:
    shown = view(HOSTILE)
    address = report_address(report_pattern(target), translator, shown, "stories/hostile/")
    query = parse_qs(urlsplit(address).query)
    title, body = query.values()
    assert shown.title in title[0] and "hostile" in title[0]
    assert shown.title in body[0] and "stories/hostile/" in body[0]
    assert ("\r\n" in body[0]) == target.startswith("mailto:")  # RFC 6068
    assert report_address("", translator, shown, "") == ""


@pytest.fixture(scope="module", params=[MAIL, None], ids=["mail", "copy"])
def reporting(
    request: pytest.FixtureRequest,
    stories: tuple[Story, ...],
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[str | None, Site]:
    base = tmp_path_factory.mktemp("reporting")
    docs = copy_docs(base / "docs", [stories[0], HOSTILE, ORIGINAL])
    (docs / "stories/2021" / f"{ORIGINAL.id}.bo.md").write_text(TRANSLATION, "utf-8")
    build_site(docs, base / "site", extra={"report": request.param})
    return request.param, Site(base / "site")


@pytest.fixture
def reader(
    browser: Browser, reporting: tuple[str | None, Site]
) -> Iterator[tuple[str | None, Page, str]]:
    target, site = reporting
    with served(site.folder) as address:
        context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
        page = context.new_page()
        stopped = []
        page.on("console", lambda m: stopped.append(m.text) if "Policy" in m.text else None)
        yield target, page, address
        assert stopped == []
        context.close()


def test_there_is_a_link_without_scripts(reporting: tuple[str | None, Site]) -> None:
    target, site = reporting
    for url in ("stories/hostile/", f"bo/stories/{ORIGINAL.id}/"):
        link = site.page(url).select_one(".record__report a")
        assert link["href"].startswith(target or "../")
        if target is None:
            assert link["href"].endswith("about/method/#report")
            assert site.page("about/method/").select_one("#report")


def test_what_is_not_translated_is_reported_where_its_text_is(
    reporting: tuple[str | None, Site],
) -> None:
    _, site = reporting
    page = site.page("bo/stories/hostile/")
    assert page.select(".record__report, [data-report], .report") == []
    assert page.select_one(".original")["href"] == "../../../stories/hostile/"


@pytest.mark.browser
@pytest.mark.parametrize("folder", ["", "bo/"])
def test_a_paragraph_is_reported_with_its_quotation(
    reader: tuple[str | None, Page, str], stories: tuple[Story, ...], folder: str
) -> None:
    target, page, address = reader
    story = ORIGINAL if folder else stories[0]
    goto(page, f"{address}{folder}stories/{story.id}/")
    block = page.locator("#p2")
    words = block.inner_text().strip()
    block.evaluate(
        """block => {
          const text = block.querySelector("[data-passage]").firstChild
          getSelection().setBaseAndExtent(text, 2, text, 11) // whole letters of both
        }"""
    )
    block.hover()
    button = page.locator(".margin .report")
    if target:
        page.evaluate("addEventListener('click', event => event.preventDefault())")
        button.click()
        said = unquote(button.get_attribute("href") or "")
        assert said.startswith(target)
    else:
        button.click()
        page.locator("[data-said]", has_text="已复制").wait_for()
        said = page.evaluate("navigator.clipboard.readText()")
    assert story.id in said and "（p2）" in said
    assert f"{folder}stories/{story.id}/#p2" in said
    assert f"“{words[2:11]}”" in said


@pytest.mark.browser
def test_a_long_paragraph_is_quoted_in_part(
    reader: tuple[str | None, Page, str], stories: tuple[Story, ...]
) -> None:
    target, page, address = reader
    goto(page, f"{address}stories/{stories[0].id}/")
    longest = max(page.locator(".story__body > p").all(), key=lambda p: len(p.inner_text()))
    words = longest.inner_text().strip()
    assert len(words) > 80
    longest.hover()
    button = page.locator(".margin .report")
    button.evaluate(
        "made => { made.addEventListener('click', e => e.preventDefault()); made.click() }"
    )
    if target:
        said = unquote(button.get_attribute("href") or "")
    else:
        page.locator("[data-said]", has_text="已复制").wait_for()
        said = page.evaluate("navigator.clipboard.readText()")
    assert f"“{words[:80]}……”" in said


@pytest.mark.browser
def test_every_place_has_a_name_that_says_what_it_does(
    reader: tuple[str | None, Page, str], stories: tuple[Story, ...]
) -> None:
    _, page, address = reader
    goto(page, f"{address}stories/{stories[0].id}/")
    blocks = page.locator(".story__body > [id]")
    page.click("[data-passages]")
    report, following = page.locator(".bar .report"), page.locator(".bar__steps button").nth(1)
    names = []
    for _ in blocks.all():
        names.append(report.get_attribute("aria-label"))
        following.click()
    assert len(names) == len(set(names)) and all(names)
    assert report.get_attribute("aria-label") == names[0]
