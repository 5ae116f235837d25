"""The pictures of the editors' guide: ``python -m tests.admin.shots`` takes them anew."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize

from tests.admin.clone import Editor
from tests.admin.made import ALL_OF_A_KIND, EVERY_KIND, edited_site, make_bundle
from tests.browser import chromium, goto, served

IMAGES = Path(__file__).parents[2] / "docs" / "guide" / "images"
SIZE: ViewportSize = {"width": 960, "height": 640}
WIDE: ViewportSize = {"width": 1280, "height": 720}
"""The preview stands beside the form."""


def take(browser: Browser, site: Path, docs: Path, folder: Path) -> None:
    """Take every picture into ``folder``: the editor's pages, and a report of a mistake."""
    own = docs.parent / EVERY_KIND
    own.parent.mkdir(parents=True, exist_ok=True)
    own.write_text(ALL_OF_A_KIND, "utf-8")
    with served(site) as address:
        editor = Editor(browser, address, docs, **SIZE)
        shoot_editor(editor, folder)
        editor.close()
        context = browser.new_context(viewport=SIZE, locale="zh-CN", reduced_motion="reduce")
        shoot_report(context.new_page(), address, docs, folder)
        context.close()


def shoot_editor(editor: Editor, folder: Path) -> None:
    """Open the clone, the list, a form, a preview, a question and a choice of values."""
    page = editor.page
    page.get_by_role("button", name="使用本地仓库").wait_for()
    page.screenshot(path=folder / "editor-open.png")
    editor.open_clone()
    page.screenshot(path=folder / "editor-list.png")
    page.set_viewport_size(WIDE)
    editor.open("义诊一天")
    editor.preview.locator(".verse").wait_for()
    page.screenshot(path=folder / "editor-preview.png")
    body = editor.field("body").locator("textarea")
    body.fill(body.input_value().replace("第二段 1 &lt; 2。", "第二段，医疗队共十二人。"))
    changed = ALL_OF_A_KIND.replace("第二段 1 &lt; 2。", "第二段，医疗队共十三人。")
    editor.put({EVERY_KIND: changed})
    editor.press_save()
    page.locator("dialog.ask").wait_for()
    page.screenshot(path=folder / "editor-asked.png")
    page.get_by_role("button", name="全用文件里的").click()
    editor.answer("按所选保存")
    page.set_viewport_size(SIZE)
    editor.new()
    editor.write("id", "yizhen-dao-nierong")
    editor.write("title", "义诊到聂荣")
    page.screenshot(path=folder / "editor-form.png")
    page.set_viewport_size({"width": 960, "height": 5000})
    editor.field("regions").locator("[role=combobox]").click()
    page.keyboard.type("聂荣")
    page.locator("[role=option]:not([hidden])").get_by_text("聂荣县").wait_for()
    box = editor.field("regions").bounding_box()
    assert box
    page.screenshot(path=folder / "editor-choose.png", clip={**box, "height": 300})


def shoot_report(page: Page, address: str, docs: Path, folder: Path) -> None:
    """Point at a paragraph of a story."""
    story = min(p.stem for p in (docs / "stories").glob("*/*.md") if "." not in p.stem)
    goto(page, f"{address}stories/{story}/")
    page.locator("#p1").hover()
    page.locator(".margin .report").wait_for()
    page.screenshot(
        path=folder / "report.png", clip={"x": 110, "y": 340, "width": 720, "height": 190}
    )


def main() -> None:
    """Take the guide's pictures anew."""
    IMAGES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as base, chromium() as browser:
        bundle = make_bundle(Path(base, "bundle"))
        folder = edited_site(Path(base), bundle, strict=False)
        take(browser, folder / "site", folder / "docs", IMAGES)
    sys.stdout.write(f"{len(list(IMAGES.glob('*.png')))} 张截图在 {IMAGES}\n")


if __name__ == "__main__":
    main()
