"""An import takes no loss for an editor's wish: a story of zeros, a folder gone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.archive import PAPER, Archive, make_archive


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    archive = make_archive(tmp_path / "here")
    for name in ("甲市", "乙市", "丙市"):
        archive.add(f"{name}.txt", PAPER.replace("甲市", name))
    assert archive.run("import", "-q").exit_code == 0
    return archive


@pytest.mark.parametrize(
    "spoil", [lambda _: b"", lambda d: b"\0" * len(d), lambda d: d[:99] + b"\0"]
)
def test_a_story_that_nobody_wrote_so_stays_and_is_told(
    archive: Archive, spoil: Callable[[bytes], bytes]
) -> None:
    story = archive.stories()[0]
    story.write_bytes(spoil(story.read_bytes()))
    before = archive.files()
    done = archive.run("import", "-q")
    assert done.exit_code == 1 and f"{story.name}: 文件是空的，或者有 NUL" in done.stderr
    assert "未变 2" in done.stdout and archive.files() == before


def test_stories_whose_folder_is_gone_are_not_left_out(archive: Archive) -> None:
    moved = archive.docs / "Stories"
    (archive.docs / "stories").rename(moved)
    before = archive.files()
    done = archive.run("import", "-q")
    assert done.exit_code == 1
    assert (
        "docs/stories: 这个文件夹不见了（旁边有 Stories，大小写不对），记录里有 3 篇" in done.stderr
    )
    assert archive.files() == before
    moved.rename(archive.docs / "stories")
    assert archive.run("import", "-q").exit_code == 0


def test_stories_may_be_made_anew(archive: Archive) -> None:
    for folder in ("stories", "ledgers"):
        (archive.docs / folder).rename(archive.root / folder)
    assert "新建 3" in archive.run("import", "-q").stdout
