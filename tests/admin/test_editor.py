"""Stories are added and corrected in the browser, in a clone, without any server's help."""

import re
import shutil
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from playwright.sync_api import expect

from aidstories.site.editor import configuration
from aidstories.stories.store.files import read_story
from tests.admin.clone import Editor
from tests.admin.conftest import Node
from tests.admin.made import ALL_OF_A_KIND, TRANSLATED
from tests.archive import HOME, TABLES, Archive
from tests.site.conftest import build_site

pytestmark = pytest.mark.browser
REGION = "西藏自治区/那曲市/聂荣县"
BODY = "第一段，“引号”与 * 号。\n\n## 小标题\n\n第二段 1 < 2。\n\n- 甲\n- 乙\n\n诗\\\n行"
DRAWN = """
const { storyHtml } = await import("./story_html.js")
const answer = storyHtml(format.fromFile(given.text), { words: given.words, picture: src => src })
"""
STORY = "docs/stories/2024/yizhen-dao-nierong.md"


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


def place_behind_the_heading(editor: Editor) -> None:
    """Put the cursor into the heading, and a picture behind it."""
    area = editor.field("body").locator("textarea")
    area.evaluate("area => area.setSelectionRange(...Array(2).fill(area.value.indexOf('小标题')))")
    button = editor.page.get_by_role("button", name="图1 义诊现场")
    button.click()
    expect(button).to_have_text(re.compile("已放"))
    expect(area).to_have_value(BODY.replace("小标题", "小标题\n\n[图1]"))


def write_back(files: dict[str, bytes], root: Path) -> None:
    """Put the files of the clone into an archive on the disk, with the tables of this one."""
    shutil.copytree(HOME / "docs" / "data", root / "docs" / "data")
    (root / "seeds").mkdir()
    (root / "mkdocs.yml").write_text("site_name: x\n", "utf-8")
    for path, data in files.items():
        if path.startswith("docs/") and "/pian-" not in path:
            file = root / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)


def outline(html: str) -> list[tuple[str, str, str]]:
    """Return the elements of a story's head and text in order: name, class, letters."""
    story = BeautifulSoup(html, "lxml").select_one(".story")
    assert isinstance(story, Tag)
    for span in story.select("span[data-passage]:not([class])"):
        span.unwrap()
    parts = story.select(".story__head > :is(h1, p), .story__line > *, .note *, .story__body *")
    return [
        (tag.name, " ".join(tag.get("class") or ()), "".join(tag.get_text().split()))
        for tag in parts
        if "约读" not in tag.get_text() and tag.get("lang") != "zh-Hans"
    ]


def test_a_story_is_added_and_the_site_shows_it(
    editor: Editor, bundle: Path, node: Node, tmp_path: Path
) -> None:
    before = editor.files()
    editor.new()
    editor.field("status").wait_for()
    fill(editor)
    place_behind_the_heading(editor)
    editor.press_save()
    editor.field("figures.0.credit").get_by_text("必填").wait_for()
    assert editor.files() == before, "a picture without a credit is not saved"
    editor.write("figures.0.credit", "央金 摄")
    expect(editor.preview.locator("figcaption")).to_have_text("义诊现场 央金 摄")
    image = editor.preview.locator(".figure img")
    expect(image).to_have_js_property("naturalWidth", 1600)
    seen = outline(editor.preview.locator("main").inner_html())
    editor.save()
    files = editor.files()
    (picture,) = files.keys() - before.keys() - {STORY}
    assert re.fullmatch(r"docs/stories/2024/yizhen-dao-nierong/[\w-]+\.webp", picture)
    assert {path: files[path] for path in before} == before
    assert (editor.foreign, editor.stopped()) == ([], [])

    root = tmp_path / "clone"
    write_back(files, root)
    checked = Archive(root).run("check")
    faults = [line for line in checked.stderr.splitlines() if "yizhen-dao-nierong" in line]
    assert faults == []
    assert read_story(root / STORY).description.regions == (REGION,)
    site = tmp_path / "site"
    admin = {"admin": {"bundle": str(bundle)}}
    build_site(root / "docs", site, extra=admin, strict=False)
    page = (site / "stories" / "yizhen-dao-nierong" / "index.html").read_text("utf-8")
    assert outline(page) == seen
    every = (site / "stories" / "yizhen-yitian" / "index.html").read_text("utf-8")
    words = configuration(TABLES, {}, "", None)["words"]
    assert outline(every) == outline(node(DRAWN, text=ALL_OF_A_KIND, words=words))
    (shown,) = BeautifulSoup(page, "lxml").select(".story__body img")
    src = site / "stories" / "yizhen-dao-nierong" / str(shown["src"])
    assert src.resolve().read_bytes() == files[picture]
    program = site / "admin" / "cms" / "editor.js"
    assert program.read_bytes() == (bundle / "editor.js").read_bytes()


def test_a_correction_changes_its_line_and_nothing_else(editor: Editor) -> None:
    before = editor.files()
    path = min(p for p in before if p.endswith(".md") and ".bo." not in p and "gold" in p)
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
