"""Every kind of page: nothing that axe finds, nothing that the policy stops, valid HTML."""

import json
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Literal
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import goto, served
from tests.site.conftest import PUBLIC, Paged, Site
from tests.site.kinds import kinds

WEB = Path(__file__).parents[1] / "web"
AXE = WEB / "node_modules/axe-core/axe.min.js"
VALIDATOR = WEB / "node_modules/.bin/html-validate"
EVERY: dict[str, object] = {"rules": {"target-size": {"enabled": True}}}
"""axe leaves WCAG 2.2 out unless it is asked for."""
COLOURS: dict[str, object] = {"runOnly": ["color-contrast"]}
Look = tuple[int, Literal["light", "dark"], dict[str, object]]
ALL: tuple[Look, ...] = (
    (390, "light", EVERY),
    (390, "dark", COLOURS),
    (1440, "light", COLOURS),
    (1440, "dark", EVERY),
)
"""Width and scheme with axe's options: width and scheme change layout and colours, no more."""
TWO: tuple[Look, ...] = (ALL[0], ALL[3])
"""What the short run looks at: each width and each scheme once."""
SHARED: dict[str, tuple[Look, ...]] = {"zh": (ALL[0],), "bo": (ALL[3],)}
"""A kind of page has one template for both languages, which share its looks out in the short run,
and take turns at kinds: axe is the longest of all tests there."""
LISTEN = """
window.stopped = []
addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) =>
  stopped.push(`${violatedDirective} ${blockedURI}`))
"""
RUN = """async options => {
  const { violations } = await axe.run(document, { ...options, resultTypes: ["violations"] })
  return violations.flatMap(v => v.nodes.map(n => `${v.id} ${n.target} ${n.failureSummary}`))
}"""


@pytest.fixture(scope="session")
def tools() -> Path:
    """Install the checkers that ``tests/web/package-lock.json`` names, once."""
    if not (AXE.is_file() and VALIDATOR.exists()):
        if not shutil.which("npm"):
            pytest.fail("npm is needed to install axe-core and html-validate")
        command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
        subprocess.run(command, cwd=WEB, check=True, timeout=300)
    return WEB


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page that notes what the policy stops."""
    context = browser.new_context(reduced_motion="reduce")
    context.add_init_script(LISTEN)
    page = context.new_page()
    yield page
    context.close()


def problems(page: Page, looks: tuple[Look, ...] = TWO) -> list[str]:
    """Return what the policy stopped and what axe finds on the page as it now is, in each look."""
    page.evaluate(AXE.read_text("utf-8"))
    found = list(page.evaluate("stopped"))
    for width, scheme, options in looks:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        found += [f"{width} {scheme} {entry}" for entry in page.evaluate(RUN, options)]
    return found


def policy(site: Site, url: str) -> str:
    """Return the policy that a page carries."""
    found: str = site.page(url).find("meta", {"http-equiv": "Content-Security-Policy"})["content"]
    return found


@pytest.mark.browser
@pytest.mark.parametrize("shared", [True, pytest.param(False, marks=pytest.mark.long)])
def test_no_kind_of_page_has_a_violation(
    tools: Path, page: Page, imported: Site, imported_address: str, shared: bool
) -> None:
    found = {}
    shown = kinds(imported.folder, sources=not shared)
    names = sorted({kind[3:] for kind in shown})
    if shared:
        shown = {k: url for k, url in shown.items() if names.index(k[3:]) % 2 == (k[:2] == "bo")}
    for kind, url in {**shown, "zh missing": "no/such/page/"}.items():
        goto(page, imported_address + url)
        found[kind] = problems(page, SHARED[kind[:2]] if shared else ALL)
    assert {kind: these for kind, these in found.items() if these} == {}


@pytest.mark.browser
def test_the_apparatus_has_no_violation(
    tools: Path, page: Page, imported: Site, imported_address: str
) -> None:
    goto(page, imported_address + kinds(imported.folder)["zh stories *"])
    page.click("[data-apparatus]")
    page.locator("[data-edit]").first.hover()
    page.locator(".tip").wait_for()
    page.locator(".bar__steps button").nth(1).click()
    marked = problems(page)
    page.click("[data-passages]")
    page.locator(".bar .report").wait_for()
    stepping = problems(page)
    page.click("[data-compare]")
    page.locator("dialog").wait_for()
    page.locator("dialog .bar__steps button").nth(1).click()
    assert (marked, stepping, problems(page)) == ([], [], [])


@pytest.mark.browser
def test_cards_and_suggestions_have_no_violation(
    tools: Path, page: Page, imported: Site, imported_address: str
) -> None:
    found = {}
    for folder in ("", "bo/"):
        goto(page, f"{imported_address}{folder}search/?q={quote('2025年谁帮助了那曲')}")
        page.locator(".card").first.wait_for()
        found[f"{folder}cards"] = problems(page)
        page.fill("#search-words", "那曲")
        page.locator(".suggestions li").first.wait_for()
        page.keyboard.press("ArrowDown")
        found[f"{folder}suggestions"] = problems(page)
    assert {kind: these for kind, these in found.items() if these} == {}


@pytest.mark.browser
def test_the_policy_stops_what_is_not_the_sites_own(
    page: Page, imported: Site, imported_address: str
) -> None:
    urls = {policy(imported, url): url for url in kinds(imported.folder).values()}
    for url in (*urls.values(), "no/such/page/"):
        page.goto(imported_address + url, wait_until="domcontentloaded")
        stopped = page.evaluate(
            """async () => {
              const script = document.createElement("script")
              script.textContent = "window.ran = true"
              const other = new Image()
              other.src = "https://x.example/a.png"
              document.body.append(script, other)
              const told = word => stopped.some(entry => entry.includes(word))
              for (let n = 0; n < 3000 && !(told("script-src") && told("x.example")); n++)
                await new Promise(done => setTimeout(done, 20))
              return [window.ran ?? false, stopped]
            }"""
        )
        assert stopped[0] is False, url
        assert any(entry.startswith("script-src") for entry in stopped[1]), url
        assert any("x.example" in entry for entry in stopped[1]), url


@pytest.mark.browser
def test_pages_of_a_capture_have_no_violation(
    tools: Path, page: Page, paged: Paged, paged_address: str
) -> None:
    found = {}
    url = f"stories/{paged.stories(PUBLIC)[0]}/"
    goto(page, f"{paged_address}bo/{url}")  # what is known of it; its pages are on the Chinese one
    found["bo/story"] = problems(page)
    goto(page, paged_address + url)
    page.click("#facsimile summary")
    page.locator("#p2 .place").press("Enter")
    page.locator(".crop").wait_for()
    found["story"] = problems(page)
    page.click("[data-compare]")
    page.locator("dialog .sentence").first.press("Enter")
    page.locator("dialog .crop").wait_for()
    found["comparison"] = problems(page)
    assert {kind: these for kind, these in found.items() if these} == {}


@pytest.mark.browser
def test_pages_that_answer_have_no_violation(
    tools: Path, page: Page, aided_address: str, often: Site
) -> None:
    found = {}
    urls = ("regions/xizang/naqu/", "aid/shandong/xizang/", "stories/chain/")
    with served(often.folder) as often_address:
        answering = [*((aided_address, url) for url in urls), (often_address, "people/linyi/")]
        for address, url in answering:
            for folder, looks in zip(("", "bo/"), SHARED.values(), strict=True):
                response = goto(page, f"{address}{folder}{url}")
                assert response and response.ok, url
                found[folder + url] = problems(page, looks)
    assert {url: these for url, these in found.items() if these} == {}


def test_every_page_is_valid_html(tools: Path, imported: Site, aided: Site, paged: Paged) -> None:
    built = (imported.folder, aided.folder)
    pages = [site / url / "index.html" for site in built for url in kinds(site).values()]
    pages.append(imported.folder / "404.html")
    pages += [paged.folder / f"stories/{id_}/index.html" for id_ in paged.stories(PUBLIC)]
    command: list[str | Path] = [
        VALIDATOR,
        "--config",
        WEB / ".htmlvalidate.json",
        "--formatter",
        "json",
        *pages,
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode in (0, 1), done.stderr
    found = [
        f"{report['filePath']}:{entry['line']} {entry['message']}"
        for report in json.loads(done.stdout)
        for entry in report["messages"]
    ]
    assert found == []


def test_the_validator_finds_what_is_wrong(tools: Path, tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    page.write_text("<!doctype html><html lang=zh><title>x</title><p><div></div></p>", "utf-8")
    command: list[str | Path] = [VALIDATOR, "--config", WEB / ".htmlvalidate.json", page]
    assert subprocess.run(command, check=False, timeout=300).returncode == 1
