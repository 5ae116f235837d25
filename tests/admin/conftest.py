"""The editor, bundled once, on a small site; and a clone of the archive in the browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.admin.clone import Editor
from tests.admin.made import edited_site, install, make_bundle
from tests.browser import served


@pytest.fixture(scope="session")
def packages() -> Path:
    try:
        return install()
    except FileNotFoundError as error:
        pytest.fail(str(error))


@pytest.fixture(scope="session")
def bundle(packages: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_bundle(tmp_path_factory.mktemp("bundle"))


@pytest.fixture(scope="session")
def edited(bundle: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a site with the editor; its docs, ready to be edited, lie beside it."""
    return edited_site(tmp_path_factory.mktemp("edited"), bundle)


@pytest.fixture(scope="module")
def editor(browser: Browser, edited: Path) -> Iterator[Editor]:
    """The editor with the clone opened; each test begins and ends at the list of stories."""
    with served(edited / "site") as address:
        editor = Editor(browser, address, edited / "docs")
        try:
            editor.open_clone()
            yield editor
        finally:
            editor.close()
