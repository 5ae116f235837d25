"""What systems and programs lay beside an editor's files is never taken for these."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from aidstories.left_by_systems import copied_from, is_left_by_a_system
from aidstories.stories.store.manifest import kept_files
from tests.archive import HOME, PAPER, make_archive

CASES = tomllib.loads((HOME / "tests/cases/left_by_systems.toml").read_text("utf-8"))
STORY = "---\nid: a\ntitle: 好故事\nyear_basis: unknown\nstatus: 未校对\n---\n\n正文。\n"


@pytest.mark.parametrize("name", CASES["left"])
def test_what_systems_leave_is_told_by_its_name(name: str) -> None:
    assert is_left_by_a_system(name)


@pytest.mark.parametrize("name", CASES["own"])
def test_what_only_looks_like_it_is_an_editors(name: str) -> None:
    assert not is_left_by_a_system(name)


@pytest.mark.parametrize("case", CASES["copy"], ids=lambda case: case["name"])
def test_copies(case: dict[str, str]) -> None:
    assert (copied_from(case["name"], CASES["beside"]) or "") == case["of"]


def _lay(folder: Path, text: str) -> None:
    (folder / "@eaDir").mkdir(parents=True)
    for name in (".DS_Store", "Thumbs.db", "~$a.docx", "a.md~", "#a.md#", "@eaDir/a.md"):
        (folder / name).write_text(text, "utf-8")


def test_check_and_manifest_pass_it_over(tmp_path: Path) -> None:
    archive = make_archive(tmp_path / "here")
    for folder in (archive.docs / "stories/undated", archive.docs / "about", archive.seeds):
        _lay(folder, STORY)
    (archive.docs / "stories/undated/a.md").write_text(STORY, "utf-8")
    said = archive.run("check")
    assert (said.exit_code, "1 个文件，0 个问题" in said.stdout) == (0, True), said.stderr
    kept = {name for name, _ in kept_files(archive.paths) if not name.startswith("docs/data")}
    assert kept == {"docs/stories/undated/a.md"}


def test_a_capture_that_was_imported_is_kept_whatever_its_name(tmp_path: Path) -> None:
    archive = make_archive(tmp_path / "here")
    archive.add("a.txt~")
    assert archive.run("import", "-q").exit_code == 0
    assert "seeds/a.txt~" in {name for name, _ in kept_files(archive.paths)}


@pytest.mark.parametrize("name", ["a (1).md", "a.sync-conflict-20240101-101010-ABCDEFG.md"])
def test_a_copy_of_a_story_is_called_one_and_nothing_else(tmp_path: Path, name: str) -> None:
    archive = make_archive(tmp_path / "here")
    folder = archive.docs / "stories/undated"
    folder.mkdir(parents=True)
    for each in ("a.md", name):
        (folder / each).write_text(STORY, "utf-8")
    told = [line for line in archive.run("check").stderr.splitlines() if name in line]
    assert len(told) == 1 and f"{name}: 看名字，是 a.md 另存的一份" in told[0]


def test_a_copy_of_a_page_is_an_advice(tmp_path: Path) -> None:
    archive = make_archive(tmp_path / "here")
    (archive.docs / "about").mkdir()
    for name in ("me.md", "me (1).md", "him (1).md"):
        (archive.docs / "about" / name).write_text("# 甲\n", "utf-8")
    done = archive.run("check")
    assert done.exit_code == 0 and done.stderr.count("（提示）看名字，是 me.md") == 1


def test_a_capture_called_a_copy_is_taken_and_told(tmp_path: Path) -> None:
    archive = make_archive(tmp_path / "here")
    archive.add("a.txt")
    for name, text in (("a (1).txt", PAPER.replace("甲市", "乙市")), ("b (1).txt", "另一篇。")):
        (archive.seeds / name).write_text(text, "utf-8")
    done = archive.run("import", "-q")
    assert "新建 3" in done.stdout
    assert [line for line in done.stderr.splitlines() if "另存的一份" in line] == [
        "a (1).txt：看名字是 a.txt 另存的一份，内容却不同，另收；不该收，用 remove 删去"
    ]
    assert "另存的一份" not in archive.run("import", "-q").stderr
