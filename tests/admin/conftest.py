"""The editor, bundled once, on a small site; and a clone of the archive in the browser."""

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.admin.clone import Editor
from tests.browser import served
from tests.site.conftest import build_site, copy_docs, gold_stories

ADMIN = Path(__file__).parents[2] / "admin"
TRANSLATED = "བོད་ཡིག"
CMS = ADMIN / "node_modules" / "@sveltia" / "cms"


@pytest.fixture(scope="session")
def packages():
    """Install what ``admin/package-lock.json`` names, once."""
    if not (CMS / "package.json").is_file():
        if not shutil.which("npm"):
            pytest.skip("npm is needed to install Sveltia CMS")
        command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
        subprocess.run(command, cwd=ADMIN, check=True, timeout=300)
    return ADMIN / "node_modules"


@pytest.fixture(scope="session")
def bundle(packages, tmp_path_factory):
    folder = tmp_path_factory.mktemp("bundle")
    subprocess.run(["node", ADMIN / "build.mjs", folder], check=True, timeout=120)
    return folder


@pytest.fixture(scope="session")
def edited(bundle, tmp_path_factory):
    """The folder of a site with the editor; its docs, ready to be edited, lie beside it."""
    base = tmp_path_factory.mktemp("edited")
    copy_docs(base / "docs", list(gold_stories())[:2])
    build_site(base / "docs", base / "site", extra={"admin": {"bundle": str(bundle)}})
    story = min((base / "docs" / "stories").glob("*/*.md"))
    translation = f"---\nid: {story.stem}\ntitle: {TRANSLATED}\n---\n\n{TRANSLATED}\n"
    story.with_suffix(".bo.md").write_text(translation, "utf-8")
    return base


@pytest.fixture(scope="module")
def editor(browser, edited):
    """The editor with the clone opened; each test begins and ends at the list of stories."""
    with served(edited / "site") as address:
        editor = Editor(browser, address, edited / "docs")
        try:
            editor.open_clone()
            yield editor
        finally:
            editor.close()
