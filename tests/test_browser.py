"""What the tests' own browser waits for."""

from pathlib import Path
from typing import cast

import pytest
from playwright.sync_api import Browser, Error, Page

from tests.browser import goto, served

pytestmark = pytest.mark.browser
_ANEW = """<!doctype html><meta charset="utf-8"><body><p>第一次</p>
<script type="module" src="a.js"></script>
<script>
if (sessionStorage.seen) document.querySelector("p").textContent = "第二次"
else { sessionStorage.seen = 1; setTimeout(() => location.reload(), 50) }
</script>"""
_SLOW = "await new Promise(resolve => setTimeout(resolve, 300)); document.body.dataset.ran = 1"


def test_a_page_that_loads_itself_anew_is_waited_for(browser: Browser, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text(_ANEW, encoding="utf-8")
    (tmp_path / "a.js").write_text(_SLOW, encoding="utf-8")
    page = browser.new_page()
    with served(tmp_path) as address:
        goto(page, address)
        assert page.locator("p").inner_text() == "第二次"
        assert page.locator("body").get_attribute("data-ran") == "1"
    page.close()


class _Left:
    """A page that loads itself anew while it is left, as often as ``times``."""

    def __init__(self, times: int, said: str) -> None:
        self.times, self.said = times, said

    def goto(self, url: str, wait_until: str) -> None:
        """Open ``url``."""
        if self.times:
            self.times -= 1
            raise Error(f'Page.goto: Navigation to "{url}" {self.said}')

    def evaluate(self, script: str) -> None:
        """Run ``script``: a page without modules has run."""


def test_a_page_that_loads_itself_anew_while_it_is_left_is_left() -> None:
    for said in ('is interrupted by another navigation to "http://a/"', "net::ERR_ABORTED"):
        left = _Left(2, said)
        goto(cast(Page, left), "http://b/")
        assert left.times == 0


def test_a_page_that_cannot_be_opened_is_said() -> None:
    with pytest.raises(Error, match="timed out"):
        goto(cast(Page, _Left(1, "timed out")), "http://b/")
