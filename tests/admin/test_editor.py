"""Stories are added and corrected in the browser, in a clone, without any server's help."""

import re
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from aidstories.stories.store.files import read_story
from tests.admin.clone import Editor
from tests.admin.made import TRANSLATED
from tests.archive import Archive
from tests.browser import served
from tests.site.conftest import build_site

pytestmark = pytest.mark.browser
REGION = "西藏自治区/那曲市/聂荣县"
BODY = "第一段，“引号”与 * 号。\n\n## 小标题\n\n[图1]\n\n第二段 1 < 2。"


def fill(editor: Editor) -> None:
    editor.write("id", "yizhen-dao-nierong")
    editor.write("title", "义诊到聂荣：一天")
    editor.write("body", BODY)
    editor.add("byline")
    editor.write("byline.0.name", "央金")
    editor.write("byline.0.role", "记者")
    editor.write("published", "2024-05")
    editor.write("year", "2024")
    editor.field("year_basis").get_by_role("radio", name="文中写明").click()
    editor.choose("regions", REGION)
    editor.choose("programs", "对口援藏")
    editor.add("figures", "有图片文件")
    editor.picture("figures.0.src")
    editor.write("figures.0.caption", "义诊现场")


def write_back(files: dict[str, bytes], docs: Path) -> None:
    """Put the files of the clone into a folder of the disk."""
    shutil.rmtree(docs / "stories")
    for path, data in files.items():
        if path.startswith("docs/"):
            file = docs.parent / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)


def test_a_story_is_added_and_the_site_shows_it(
    editor: Editor, edited: Path, browser: Browser, tmp_path: Path
) -> None:
    before = editor.files()
    editor.new()
    editor.field("status").wait_for()
    fill(editor)
    editor.page.get_by_role("button", name="保存").first.click()
    editor.field("figures.0.credit").get_by_text("必填").wait_for()
    assert editor.files() == before, "a picture without a credit is not saved"
    editor.write("figures.0.credit", "央金 摄")
    editor.save()
    files = editor.files()
    (story,) = (path for path in files.keys() - before.keys() if path.endswith(".md"))
    (picture,) = files.keys() - before.keys() - {story}
    assert story == "docs/stories/2024/yizhen-dao-nierong.md"
    assert re.fullmatch(r"docs/stories/2024/yizhen-dao-nierong/[\w-]+\.webp", picture)
    assert {path: files[path] for path in before} == before
    assert (editor.foreign, editor.stopped()) == ([], [])

    root = tmp_path / "clone"
    shutil.copytree(edited / "docs", root / "docs")
    (root / "seeds").mkdir()
    (root / "mkdocs.yml").write_text("site_name: x\n", "utf-8")
    write_back(files, root / "docs")
    checked = Archive(root).run("check")
    faults = [line for line in checked.stderr.splitlines() if "yizhen-dao-nierong" in line]
    assert faults == []
    assert read_story(root / story).description.regions == (REGION,)
    build_site(root / "docs", tmp_path / "site")
    with served(tmp_path / "site") as address:
        context = browser.new_context()
        page = context.new_page()
        page.goto(f"{address}stories/yizhen-dao-nierong/")
        assert page.locator("h1").inner_text() == "义诊到聂荣：一天"
        assert page.locator(".story__body > p").all_inner_texts() == [
            "第一段，“引号”与 * 号。",
            "第二段 1 < 2。",
        ]
        image = page.locator(".figure img")
        image.scroll_into_view_if_needed()
        page.wait_for_function("() => document.querySelector('.figure img').complete")
        assert image.evaluate("image => image.naturalWidth") == 1600, "scaled down"
        assert "央金 摄" in page.locator("figcaption").inner_text()
        context.close()


def test_a_correction_changes_its_line_and_nothing_else(editor: Editor) -> None:
    before = editor.files()
    path = min(p for p in before if p.endswith(".md") and ".bo." not in p and "yizhen" not in p)
    source = before[path].decode("utf-8")
    title = re.findall(r"^title: '?(.*?)'?$", source, re.M)[0]
    editor.open(title)
    body = editor.field("body").locator("textarea")
    body.fill(body.input_value() + "\n\n编者补记。")
    editor.field("status").get_by_role("radio", name="已校对").click()
    editor.save()
    after = editor.files()
    assert {p for p in after if after[p] != before.get(p)} == {path}
    wanted = source.replace("status: 未校对", "status: 已校对") + "\n编者补记。\n"
    assert after[path].decode("utf-8") == wanted


def test_translations_are_not_taken_for_stories(editor: Editor) -> None:
    assert any(path.endswith(".bo.md") for path in editor.files())
    assert editor.page.locator("[role=row]").count() > 1
    assert editor.page.get_by_text(TRANSLATED).count() == 0
