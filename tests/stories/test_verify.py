"""Verify fails on any difference between capture, record and story."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from tests.archive import Archive


@pytest.fixture
def whole(archive: Archive) -> Archive:
    """An archive with one story that verifies."""
    archive.add()
    archive.run("import")
    assert archive.run("verify").stdout == "1 份校勘记录，0 个问题\n"
    return archive


def _edit_record(archive: Archive, change: Callable[[dict[str, Any]], object]) -> None:
    path = archive.paths.record("a.txt")
    data = json.loads(path.read_text(encoding="utf-8"))
    change(data)
    path.write_text(json.dumps(data), encoding="utf-8")


def _shorten(data: dict[str, Any]) -> None:
    data["ledger"]["counts"]["kept"] -= 1


def _swap(data: dict[str, Any]) -> None:
    slots = data["ledger"]["layout"][0]
    slots[-1], slots[-2] = slots[-2], slots[-1]


CHANGES: dict[str, tuple[Callable[[dict[str, Any]], object], str]] = {
    "hash": (lambda data: data.update(sha256="0" * 64), "a.txt: 原稿被改动过"),
    "encoding": (lambda data: data.update(encoding="gb18030"), "编码应为 gb18030，现读作 utf-8"),
    "counts": (_shorten, "a.json: 字数账目不符"),
    "the length": (lambda data: data["ledger"].update(length=9), "校勘记录与原稿不符"),
    "an edit": (lambda data: data["ledger"]["edits"][0].update(old="x"), "校勘记录与原稿不符"),
    "an edit gone": (lambda data: data["ledger"]["edits"].pop(0), "字数账目不符"),
    "the order": (_swap, "naqu.md: 正文与校勘记录不符"),
    "a story gone": (lambda data: data["stories"].pop(), "0 stories, 1 in the ledger"),
    "the story's hash": (
        lambda data: data["stories"][0].update(base_sha256="0" * 64),
        "naqu.md: 有尚未记录的改动",
    ),
    "the story's id": (
        lambda data: data["stories"][0].update(id="other"),
        "docs/stories: 报道 other 不见了",
    ),
    "an invented revision": (
        lambda data: data["stories"][0].update(revisions=[{"line": 1, "old": ["x"], "new": ["y"]}]),
        "naqu.md: 有尚未记录的改动",
    ),
    "the format": (lambda data: data.update(format=99), "更新的版本写的（格式 99）"),
    "no ledger": (lambda data: data.pop("ledger"), "校勘记录损坏"),
}


@pytest.mark.parametrize(("change", "says"), CHANGES.values(), ids=CHANGES)
def test_a_changed_record(
    whole: Archive, change: Callable[[dict[str, Any]], object], says: str
) -> None:
    _edit_record(whole, change)
    done = whole.run("verify")
    assert done.exit_code == 1 and says in done.stderr


def test_a_changed_capture(whole: Archive) -> None:
    (whole.seeds / "a.txt").write_text("另一个", encoding="utf-8")
    assert "被改动" in whole.run("verify").stderr


def test_a_lost_capture(whole: Archive) -> None:
    (whole.seeds / "a.txt").unlink()
    assert "不见了" in whole.run("verify").stderr


def test_a_changed_story(whole: Archive) -> None:
    (path,) = whole.stories()
    path.write_text(path.read_text(encoding="utf-8") + "\n添一句。\n", encoding="utf-8")
    assert "aidstories import" in whole.run("verify").stderr


def test_a_record_that_is_no_json(whole: Archive) -> None:
    whole.paths.record("a.txt").write_text("{", encoding="utf-8")
    assert "损坏" in whole.run("verify").stderr
