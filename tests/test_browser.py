"""What the tests' own browser waits for."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

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
