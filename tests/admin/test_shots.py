"""The guide's pictures can be taken anew, and are those that its pages show."""

import re
import struct
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.admin.made import edited_site
from tests.admin.shots import IMAGES, take

GUIDE = IMAGES.parent


def size(path: Path) -> tuple[int, int]:
    """Return the width and height of a PNG (RFC 2083, 4.1.1)."""
    data = path.read_bytes()
    assert data[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", data[16:24])
    return width, height


@pytest.mark.long
@pytest.mark.browser
def test_the_pictures_are_taken_anew(browser: Browser, bundle: Path, tmp_path: Path) -> None:
    folder = edited_site(tmp_path / "edited", bundle, strict=False)
    (pictures := tmp_path / "pictures").mkdir()
    take(browser, folder / "site", folder / "docs", pictures)
    taken = {path.name: size(path) for path in pictures.glob("*.png")}
    assert taken == {path.name: size(path) for path in IMAGES.glob("*.png")}


def test_pages_show_every_picture_and_say_what_is_on_it() -> None:
    shown = {}
    for page in GUIDE.glob("*.md"):
        for said, name in re.findall(r"!\[(.*?)\]\(images/(.*?)\)", page.read_text("utf-8")):
            assert len(said) > 5, f"{page.name}: {name}"
            shown[name] = page
    assert shown.keys() == {path.name for path in IMAGES.iterdir()}


def test_pictures_are_small() -> None:
    assert all(path.stat().st_size < 120_000 for path in IMAGES.iterdir())
