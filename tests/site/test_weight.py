"""What a story costs a reader, as a server sends it compressed."""

import gzip
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser

from tests.site.conftest import Site
from tests.site.kinds import kinds

MOST = 60_000
"""Bytes of a story's page with all it loads, fonts aside."""


@pytest.mark.browser
def test_a_story_is_light(browser: Browser, imported: Site, imported_address: str) -> None:
    context = browser.new_context(service_workers="block")
    page = context.new_page()
    loaded = set()
    page.on("response", lambda response: loaded.add(urlsplit(response.url).path.lstrip("/")))
    url = kinds(imported.folder)["zh stories *"]
    page.goto(imported_address + url, wait_until="networkidle")
    context.close()
    files = [imported.folder / (path + "index.html" * (path == url)) for path in loaded]
    sizes = {
        path.name: len(gzip.compress(path.read_bytes(), 6))
        for path in files
        if path.suffix != ".woff2"
    }
    assert "index.html" in sizes and len(sizes) > 8
    assert sum(sizes.values()) <= MOST, sizes
