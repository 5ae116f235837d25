"""A save whose disk fails, or that ends halfway: the file is the old or the new one, never neither.

What failed is said, what was typed stays in the form, and the next save writes it.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.admin.clone import Editor
from tests.admin.made import plain_path

pytestmark = pytest.mark.browser
NUMBER = 9
FAILING = """() => {
  const calls = (window.calls = { made: [], at: "", how: "" })
  const wrap = (kind, ...names) => names.forEach(name => {
    const real = kind.prototype[name]
    kind.prototype[name] = async function (...given) {
      calls.made.push(`${name} ${calls.made.filter(one => one.startsWith(name)).length}`)
      if (calls.made.at(-1) !== calls.at) return real.apply(this, given)
      if (calls.how === "dies") {
        document.title = "died"
        return new Promise(() => {})
      }
      throw new DOMException("no room", calls.how)
    }
  })
  wrap(FileSystemDirectoryHandle, "getDirectoryHandle", "getFileHandle", "removeEntry")
  wrap(FileSystemFileHandle, "createWritable", "getFile", "move")
  wrap(FileSystemWritableFileStream, "write", "close")
}"""
ARM = "([at, how]) => Object.assign(calls, { made: [], at, how })"
REASONS = ("QuotaExceededError", "NoModificationAllowedError", "NotAllowedError")
"""A full disk, a file that another program holds, a right that was taken back."""

UNFINISHED = "/.sveltia-tmp-"
"""How the names begin of files that are not written to the end: git and all commands ignore them.
"""


@pytest.fixture
def failing(editor: Editor) -> Iterator[Editor]:
    """The editor; its page comes anew behind the test, with nothing wrapped."""
    editor.page.evaluate(FAILING)
    yield editor
    editor.reload()


def typed(editor: Editor, more: str) -> bytes:
    """Write ``more`` at the end of the story's form; return what its file holds."""
    editor.open(f"第{NUMBER}篇")
    body = editor.field("body").locator("textarea")
    body.fill(f"{body.input_value()}\n\n{more}")
    return editor.files()[plain_path(NUMBER)]


def hold(editor: Editor, at: str, how: str) -> None:
    """Have the call ``at`` of a save fail, and hold what is promised."""
    page, more = editor.page, f"{at}，{how}。"
    before = typed(editor, more)
    known = editor.files().keys()
    page.evaluate(ARM, [at, how])
    editor.press_save()
    failed = page.get_by_role("alertdialog")
    listed = page.get_by_role("row").filter(has_text=f"第{NUMBER}篇")
    expect(failed.or_(listed).first).to_be_visible()
    if not failed.count():  # behind the last write nothing fails but tidying up
        assert editor.files()[plain_path(NUMBER)] == whole(before, more), (at, how)
        return
    expect(failed).to_contain_text("保存条目时出错")
    assert editor.files()[plain_path(NUMBER)] in (before, whole(before, more)), (at, how)
    page.evaluate(ARM, ["", ""])
    page.get_by_role("button", name="确定").click()
    expect(editor.field("body").locator("textarea")).to_have_value(f"{text(before)}\n\n{more}")
    editor.save()
    assert editor.files()[plain_path(NUMBER)] == whole(before, more)
    assert all(UNFINISHED in path for path in editor.files().keys() - known)


def text(file: bytes) -> str:
    return file.decode().partition("---\n\n")[2].strip()


def whole(before: bytes, more: str) -> bytes:
    return before.rstrip() + f"\n\n{more}\n".encode()


def test_a_disk_that_is_full_is_told_and_loses_nothing(failing: Editor) -> None:
    hold(failing, "close 0", REASONS[0])


def calls_of(editor: Editor) -> list[str]:
    """Return the calls of a save that goes well."""
    typed(editor, "都好。")
    editor.page.evaluate(ARM, ["", ""])
    editor.save()
    return list(editor.page.evaluate("calls.made"))


@pytest.mark.long
def test_every_call_of_a_save_fails(failing: Editor) -> None:
    made = calls_of(failing)
    assert {"createWritable 0", "write 0", "close 0", "move 0"} <= set(made)
    for number, at in enumerate(made):
        hold(failing, at, REASONS[number % len(REASONS)])
        failing.to_list()


@pytest.mark.long
def test_the_page_goes_at_every_call_of_a_save(failing: Editor) -> None:
    known = failing.files().keys()
    for at in calls_of(failing):
        before = typed(failing, at)
        failing.page.evaluate(ARM, [at, "dies"])
        failing.press_save()
        expect(failing.page).to_have_title("died")
        failing.reload()
        now = failing.files()
        assert now[plain_path(NUMBER)] in (before, whole(before, at)), at
        assert all(UNFINISHED in path for path in now.keys() - known), at
        failing.page.evaluate(FAILING)
