"""A file that another program changed while its form was open: merged, or asked about."""

import re

import pytest
from playwright.sync_api import expect

from tests.admin.clone import Editor
from tests.admin.made import PLAIN, plain_path

pytestmark = pytest.mark.browser
OLD, MINE, OTHER = "第二段，也是原来的。", "第二段，表单里改的。", "第二段，文件里改的。"


def begin(editor: Editor, number: int) -> tuple[str, str]:
    """Open a plain story, write its second paragraph anew; return its path and its text."""
    editor.open(f"第{number}篇")
    body = editor.field("body").locator("textarea")
    body.fill(body.input_value().replace(OLD, MINE))
    return plain_path(number), PLAIN.format(number=number)


def text(editor: Editor, path: str) -> str:
    return editor.files()[path].decode("utf-8")


def test_an_unchanged_file_is_saved_without_a_word(editor: Editor) -> None:
    path, before = begin(editor, 1)
    editor.save()
    assert text(editor, path) == before.replace(OLD, MINE), "comment and quotation marks stay"
    assert editor.page.locator(".told, dialog.ask").count() == 0


def test_what_does_not_contradict_is_merged_and_told(editor: Editor) -> None:
    path, before = begin(editor, 2)
    changed = before.replace("未校对", "已校对").replace("第一段，原来的话。", "第一段，新话。")
    editor.put({path: changed})
    editor.save()
    expect(editor.page.locator(".told")).to_contain_text("文件里改过：校对状态、正文")
    editor.page.get_by_role("button", name="知道了").click()
    assert text(editor, path) == changed.replace(OLD, MINE)
    editor.open("第2篇")
    expect(editor.field("body").locator("textarea")).to_have_value(
        "第一段，新话。\n\n第二段，表单里改的。"
    )
    checked = editor.field("status").get_by_role("radio", name="已校对")
    expect(checked).to_be_checked()


def test_the_same_change_on_both_sides_is_no_contradiction(editor: Editor) -> None:
    path, before = begin(editor, 3)
    editor.put({path: before.replace(OLD, MINE)})
    editor.save()
    assert text(editor, path) == before.replace(OLD, MINE)
    assert editor.page.locator(".told, dialog.ask").count() == 0


def test_a_contradiction_is_asked_and_going_back_writes_nothing(editor: Editor) -> None:
    path, before = begin(editor, 4)
    changed = before.replace(OLD, OTHER)
    editor.put({path: changed})
    editor.press_save()
    question = editor.page.locator("dialog.ask")
    expect(question.locator("pre")).to_have_text([MINE, OTHER])
    expect(question.get_by_role("button", name="按所选保存")).to_be_disabled()
    editor.answer("回去继续改")
    expect(editor.field("body").locator("textarea")).to_have_value(re.compile(MINE))
    assert text(editor, path) == changed
    editor.press_save()
    question.wait_for()
    editor.page.keyboard.press("Escape")
    question.wait_for(state="detached")
    assert text(editor, path) == changed, "Escape goes back too"
    editor.press_save()
    question.locator("[value=file]").check()
    editor.answer("按所选保存")
    editor.page.get_by_text("新建").wait_for()
    assert text(editor, path) == changed


def test_the_side_of_the_form_is_taken_where_it_is_chosen(editor: Editor) -> None:
    path, before = begin(editor, 5)
    editor.put({path: before.replace(OLD, OTHER).replace("未校对", "已核实")})
    editor.press_save()
    editor.page.get_by_role("button", name="全用我的").click()
    # Changed once more while the question stood: asked again, for nothing may be written over.
    again = before.replace(OLD, "第二段，又改了。").replace("未校对", "已核实")
    editor.put({path: again})
    editor.page.get_by_role("button", name="按所选保存").click()
    expect(editor.page.locator("dialog.ask pre").last).to_have_text("第二段，又改了。")
    editor.page.get_by_role("button", name="全用我的").click()
    editor.answer("按所选保存")
    editor.page.get_by_text("新建").wait_for()
    assert text(editor, path) == before.replace(OLD, MINE).replace("未校对", "已核实")
    expect(editor.page.locator(".told")).to_contain_text("校对状态")
    editor.page.get_by_role("button", name="知道了").click()


def test_mine_is_kept_beside_and_the_file_stays(editor: Editor) -> None:
    path, before = begin(editor, 6)
    changed = before.replace(OLD, OTHER)
    known = editor.files().keys()
    editor.put({path: changed})
    editor.press_save()
    editor.answer("文件不动，我的另存一份")
    editor.page.get_by_text("新建").wait_for()
    (beside,) = editor.files().keys() - known
    assert re.fullmatch(re.escape(path) + r"\.\d{14}\.mine", beside)
    assert text(editor, path) == changed and MINE in text(editor, beside)
    expect(editor.page.locator(".told")).to_contain_text(beside)
    editor.page.get_by_role("button", name="知道了").click()


def test_a_file_that_is_gone_is_written_again_only_when_asked(editor: Editor) -> None:
    path, _ = begin(editor, 7)
    editor.remove(path)
    editor.press_save()
    editor.answer("回去继续改")
    assert path not in editor.files()
    editor.press_save()
    editor.answer("重新写这个文件")
    editor.page.get_by_text("新建").wait_for()
    assert MINE in text(editor, path)


def test_a_new_story_never_takes_the_file_of_another(editor: Editor) -> None:
    path = "docs/stories/2023/xinlai-de.md"
    editor.put({path: PLAIN.format(number=99)})
    editor.new()
    editor.write("id", "xinlai-de")
    editor.write("title", "新来的")
    editor.write("body", MINE)
    editor.write("year", "2023")
    editor.field("year_basis").get_by_role("radio", name="文中写明").click()
    editor.press_save()
    expect(editor.page.locator("dialog.ask")).to_contain_text(path)
    editor.answer("回去继续改")
    assert text(editor, path) == PLAIN.format(number=99)
    editor.write("id", "xinlai-de-yi")
    editor.save()
    assert MINE in text(editor, "docs/stories/2023/xinlai-de-yi.md")
    assert text(editor, path) == PLAIN.format(number=99)
