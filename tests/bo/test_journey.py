"""A bilingual story from the capture to the reader: each step by the command an editor types."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from tests.archive import Archive
from tests.bo.sample import FILLED, TITLE
from tests.browser import goto, served
from tests.site.conftest import ROOT, build_site, copy_docs

pytestmark = pytest.mark.browser

CAPTURE = """医生来到那曲

本报那曲8月19日电（记者 央金）2021年8月，大连的援藏医生来到那曲市
人民医院。

他们每天看病，也教本地的医生和护士，到牧区为群众义诊。

他们说，明年还要再来，把更多的技术留在高原。
"""


@pytest.fixture(scope="module")
def journey(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """Import, translate, check and build; return the story's id and the site's folder."""
    root = tmp_path_factory.mktemp("journey")
    archive = Archive(root)
    copy_docs(archive.docs, [])
    shutil.copy(ROOT / "mkdocs.yml", root)
    archive.seeds.mkdir()
    (archive.seeds / "900_naqu.txt").write_text(CAPTURE, encoding="utf-8")
    for command in (["import"], ["check"], ["verify"]):
        done = archive.run(*command)
        assert done.exit_code == 0, done.output
    (story,) = archive.stories()
    started = archive.run("translate", story.stem)
    assert started.exit_code == 0
    path = archive.root / started.stdout.strip()
    path.write_text(filled(path.read_text("utf-8")), encoding="utf-8")
    checked = archive.run("check")
    assert checked.exit_code == 0, checked.output
    build_site(archive.docs, root / "site")
    return story.stem, root / "site"


def filled(started: str) -> str:
    """Return a started translation with what an editor types behind each marker."""
    text = started.replace("title: ''", f"title: {TITLE}")
    for chinese, tibetan in FILLED.items():
        marker = rf"\[原文 {chinese}[^\]]*\]\n"
        text, changed = re.subn(marker, rf"\g<0>\n{tibetan}\n", text)
        assert changed == 1, chinese
    return text


@pytest.fixture
def at(journey: tuple[str, Path], browser: Browser) -> Iterator[tuple[Page, str, str]]:
    id_, folder = journey
    with served(folder) as address:
        page = browser.new_page()
        yield page, address, id_
        page.close()


def test_a_reader_switches_the_language_and_reads_in_parallel(at: tuple[Page, str, str]) -> None:
    page, address, id_ = at
    goto(page, f"{address}stories/{id_}/")
    assert "医生来到那曲" in page.inner_text("h1")
    page.click("a.tongue")
    assert urlsplit(page.url).path == f"/bo/stories/{id_}/"
    assert page.inner_text("h1") == TITLE
    assert "ནག་ཆུ་གྲོང་ཁྱེར།" in page.inner_text(".record")
    page.click(".untranslated a")
    page.locator("article.bilingual").wait_for()
    pairs = page.locator(".pair").all()[1:]
    sides = [pair.locator(".pair__side").all_inner_texts() for pair in pairs]
    assert [bool(zh) and bool(bo) for zh, bo in sides] == [True] * 3
    assert sides[2][0].startswith("他们说") and sides[2][1].startswith("ཁོང་ཚོས་སང་ལོ་")


@pytest.mark.parametrize(
    "typed",
    ["ནད་པ་བལྟས་པ", "nag chu", "naqu", "nq", "援藏医生来到那曲市人民医院"],
    ids=["syllables", "Wylie", "pinyin", "initials", "characters"],
)
def test_the_story_is_found(at: tuple[Page, str, str], typed: str) -> None:
    page, address, id_ = at
    goto(page, f"{address}bo/search/")
    page.fill("#search-words", typed)
    page.press("#search-words", "Enter")
    hit = page.locator(f".hit a[href*='{id_}']")
    hit.wait_for()
    assert hit.inner_text() == TITLE
    hit.click()
    page.locator("article.story").wait_for()
    assert urlsplit(page.url).path == f"/bo/stories/{id_}/"
