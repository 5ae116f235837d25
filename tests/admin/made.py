"""What the tests of the editor make: the bundle, and a small site with it."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

from filelock import FileLock

from tests.site.conftest import build_site, copy_docs
from tests.site.gold import gold_stories

ADMIN = Path(__file__).parents[2] / "admin"
PACKAGES = ADMIN / "node_modules"
LOCK = Path(tempfile.gettempdir()) / "aidstories-admin.lock"
"""Two processes test; one of them installs."""
TRANSLATED = "བོད་ཡིག"


def install() -> Path:
    """Install what ``admin/package-lock.json`` names, once. Raises `FileNotFoundError`."""
    with FileLock(LOCK):
        if not (PACKAGES / "@sveltia" / "cms" / "package.json").is_file():
            if not shutil.which("npm"):
                raise FileNotFoundError("npm is needed to install Sveltia CMS")
            command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
            subprocess.run(command, cwd=ADMIN, check=True, timeout=300)
    return PACKAGES


def make_bundle(folder: Path) -> Path:
    """Bundle the editor into ``folder``."""
    install()
    subprocess.run(["node", ADMIN / "build.mjs", folder], check=True, timeout=120)
    return folder


def edited_site(base: Path, bundle: Path, *, strict: bool = True) -> Path:
    """Build a site with the editor into ``base/site``; its docs lie in ``base/docs``.

    One of its stories has a translation in the docs. A picture of the guide may be missing where
    the build is not ``strict``.
    """
    copy_docs(base / "docs", list(gold_stories())[:2])
    extra = {"admin": {"bundle": str(bundle)}}
    build_site(base / "docs", base / "site", extra=extra, strict=strict)
    story = min((base / "docs" / "stories").glob("*/*.md"))
    translation = (
        f"---\nid: {story.stem}\ntitle: {TRANSLATED}\nstatus: 翻译中\n---\n\n{TRANSLATED}\n"
    )
    story.with_suffix(".bo.md").write_text(translation, "utf-8")
    return base
