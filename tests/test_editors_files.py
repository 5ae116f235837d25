"""The data of the archive never breaks a test: no test opens it, and tables may grow."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from aidstories.paths import ArchivePaths
from aidstories.stories.store.files import read_stories
from tests.archive import HOME
from tests.changed import changed_copy
from tests.editors_files import OpenedEditorsFile


def test_a_test_that_opens_what_editors_write_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    paths = ArchivePaths(HOME)
    monkeypatch.chdir(HOME)
    for act in (
        lambda: list(read_stories(paths)),
        lambda: (paths.captures / "a.txt").read_text("utf-8"),
        lambda: list(Path("docs/ledgers").iterdir()),
        lambda: shutil.copytree(HOME / "seeds", "/nowhere"),
    ):
        with pytest.raises(OpenedEditorsFile):
            act()


LIVE = ("tests/describe/test_authorities.py", "tests/test_tables.py", "tests/bo/test_names.py")
"""Tests that read the archive's tables, row by row."""


def test_changed_data_pass_the_check_and_break_no_test_of_the_tables(tmp_path: Path) -> None:
    changed = changed_copy(tmp_path / "changed")
    for command in ("check", "verify"):
        done = changed.run(command)
        assert done.exit_code == 0, done.output
    folders = f"{changed.root / 'scripts'}{os.pathsep}{changed.root}"
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", *LIVE],
        cwd=changed.root,
        env=os.environ | {"PYTHONPATH": folders},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout


def _filled(root: Path) -> Path:
    (root / "seeds").mkdir(parents=True)
    (root / "seeds" / "a.txt").write_text("甲", "utf-8")
    return root


def test_what_is_no_editors_file_opens(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(HOME)
    assert (HOME / "tests" / "stories" / "strategies.py").read_text("utf-8")
    assert not list(tmp_path.iterdir())
    shutil.rmtree(_filled(tmp_path / "archive"))
    assert (HOME / "docs" / "guide" / "index.md").read_text("utf-8")
