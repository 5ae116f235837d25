"""The days on which the archive added and corrected a story."""

import os
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from aidstories.errors import BadInput
from aidstories.paths import ArchivePaths
from aidstories.stories.editing.answers import set_status
from aidstories.stories.store.days import (
    UNKNOWN,
    Days,
    dated,
    history,
    hold_epoch,
    read_days,
    today,
)
from aidstories.stories.store.record import RecordedStory, read_record, sha256
from aidstories.stories.store.revisions import Revision
from tests.archive import Archive, make_archive

Clock = Callable[[str], None]
TODAY = "2026-03-04"


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """Return a function that says which day it is, for us and for git."""

    def on(day: str) -> None:
        moment = datetime.fromisoformat(f"{day}T23:30:00").replace(tzinfo=UTC)
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(moment.timestamp())))
        for name in ("GIT_AUTHOR_DATE", "GIT_COMMITTER_DATE"):
            monkeypatch.setenv(name, moment.isoformat())

    for name in ("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME"):
        monkeypatch.setenv(name, "某")
    for name in ("GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL"):
        monkeypatch.setenv(name, "a@example.org")
    return on


def days(archive: Archive) -> Days:
    records = map(read_record, archive.paths.record_files())
    (found,) = read_days(archive.paths, records).values()
    return found


def imported(archive: Archive, on: Clock, day: str) -> Path:
    on(day)
    assert archive.run("import").exit_code == 0
    (path,) = archive.stories()
    return path


def decide(archive: Archive) -> None:
    """Have the machine make another text of the capture."""
    with archive.paths.catalogue.open("a", encoding="utf-8") as file:
        file.write('[[seed.decision]]\nold = "义诊"\nnew = "巡诊"\n')


def git(root: Path, *command: str) -> None:
    subprocess.run(["git", *command], cwd=root, check=True, capture_output=True)


def committed(root: Path) -> None:
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message", "x")


def test_the_day_is_that_of_utc(on: Clock) -> None:
    on("2024-02-29")
    assert today() == "2024-02-29"


def test_a_story_has_the_day_of_its_import_and_keeps_it(archive: Archive, on: Clock) -> None:
    archive.add()
    imported(archive, on, "2025-03-01")
    files = archive.files()
    imported(archive, on, "2025-03-09")
    assert archive.files() == files
    assert days(archive) == Days(added="2025-03-01", changed="2025-03-01")


def test_a_correction_of_the_machine_has_its_day(archive: Archive, on: Clock) -> None:
    archive.add()
    imported(archive, on, "2025-03-01")
    decide(archive)
    imported(archive, on, "2025-03-09")
    assert days(archive) == Days(added="2025-03-01", changed="2025-03-09")


def test_a_change_of_an_editor_has_the_day_of_the_next_import(archive: Archive, on: Clock) -> None:
    archive.add()
    path = imported(archive, on, "2025-03-01")
    path.write_text(path.read_text("utf-8").replace("义诊", "巡诊"), "utf-8")
    assert days(archive) == Days(added="2025-03-01")  # nobody knows the day
    imported(archive, on, "2025-03-09")
    assert days(archive) == Days(added="2025-03-01", changed="2025-03-09")
    imported(archive, on, "2025-03-20")
    assert days(archive).changed == "2025-03-09"


def test_what_the_machine_takes_over_from_an_editor_is_no_change(
    archive: Archive, on: Clock
) -> None:
    archive.add()
    path = imported(archive, on, "2025-03-01")
    path.write_text(path.read_text("utf-8").replace("义诊", "巡诊"), "utf-8")
    imported(archive, on, "2025-03-02")
    text = path.read_text("utf-8")
    decide(archive)
    imported(archive, on, "2025-03-09")
    assert path.read_text("utf-8") == text
    assert days(archive) == Days(added="2025-03-01", changed="2025-03-02")


def test_a_command_of_an_editor_notes_the_day(archive: Archive, on: Clock) -> None:
    archive.add()
    path = imported(archive, on, "2025-03-01")
    on("2025-03-05")
    set_status(archive.paths, path, "已校对")
    assert days(archive) == Days(added="2025-03-01", changed="2025-03-05")


def test_git_tells_what_no_record_does(archive: Archive, on: Clock) -> None:
    archive.add()
    path = imported(archive, on, "2025-03-01")
    shutil.rmtree(archive.paths.records)
    assert days(archive) == UNKNOWN
    git(archive.root, "init", "--quiet")
    on("2025-03-04")
    committed(archive.root)
    assert days(archive) == Days(added="2025-03-04", changed="2025-03-04")
    text = path.read_text("utf-8")
    path.unlink()
    moved = path.parents[1] / "1999" / path.name
    moved.parent.mkdir()
    moved.write_text(text.replace("义诊", "巡诊"), "utf-8")
    assert days(archive) == Days(added="2025-03-04")  # not committed
    on("2025-03-08")
    committed(archive.root)
    assert days(archive) == Days(added="2025-03-04", changed="2025-03-08")


def test_the_record_is_believed_before_git(archive: Archive, on: Clock) -> None:
    """A fresh repository knows one day for everything."""
    archive.add()
    path = imported(archive, on, "2025-03-01")
    git(archive.root, "init", "--quiet")
    on("2025-06-01")
    committed(archive.root)
    assert days(archive) == Days(added="2025-03-01", changed="2025-03-01")
    path.write_text(path.read_text("utf-8").replace("义诊", "巡诊"), "utf-8")
    on("2025-07-01")
    committed(archive.root)
    assert days(archive) == Days(added="2025-03-01", changed="2025-07-01")


def test_a_shallow_clone_knows_nothing(archive: Archive, on: Clock, tmp_path: Path) -> None:
    archive.add()
    path = imported(archive, on, "2025-03-01")
    git(archive.root, "init", "--quiet")
    on("2025-06-01")
    committed(archive.root)
    path.write_text(path.read_text("utf-8").replace("义诊", "巡诊"), "utf-8")
    committed(archive.root)
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", "--depth", "1", archive.root.as_uri(), str(clone))
    assert history(ArchivePaths(archive.root)) and not history(ArchivePaths(clone))


def test_records_of_old_learn_their_days_from_git(archive: Archive, on: Clock) -> None:
    archive.add()
    path = imported(archive, on, "2025-03-01")
    path.write_text(path.read_text("utf-8").replace("义诊", "巡诊"), "utf-8")
    imported(archive, on, "2025-03-01")
    (record,) = archive.paths.record_files()
    known = record.read_text("utf-8")
    before = known.replace(', "added": "2025-03-01", "corrected": "2025-03-01"', "")
    head, _, tail = before.partition(', "revised_sha256": "')
    record.write_text(head + tail[65:], "utf-8")
    imported(archive, on, "2025-05-01")
    assert days(archive) == UNKNOWN  # old, and nothing changed
    git(archive.root, "init", "--quiet")
    on("2025-04-01")
    committed(archive.root)
    assert "1" in archive.run("migrate").stdout
    assert days(archive) == Days(added="2025-04-01", changed="2025-04-01")
    assert '"corrected"' not in record.read_text("utf-8")
    assert "0" in archive.run("migrate").stdout


@pytest.mark.parametrize("epoch", ["abc", "1e9", "9" * 18, "9" * 5000, "-" + "9" * 18])
def test_an_epoch_that_is_no_time_is_named(monkeypatch: pytest.MonkeyPatch, epoch: str) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(BadInput) as caught:
        today()
    assert caught.value.problems[0].file == "SOURCE_DATE_EPOCH"


@pytest.mark.parametrize("command", ["build", "serve"])
def test_no_site_is_begun_with_an_epoch_that_is_no_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """MkDocs reads it too, and gives up at what is no number."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "昨天")
    done = make_archive(tmp_path).run(command)
    assert done.exit_code == 1 and "SOURCE_DATE_EPOCH: 应为秒数" in done.stderr


def test_an_empty_epoch_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")
    hold_epoch()
    assert "SOURCE_DATE_EPOCH" not in os.environ


FILE = sha256("正文")
BASE = RecordedStory(id="a", base_sha256=FILE, added="2024-05-01", corrected="2024-05-02")
ANOTHER = (Revision(line=1, old=("甲",), new=("乙",)),)


@pytest.mark.parametrize(
    "before, now, text, new, found",
    [
        pytest.param(BASE, {}, "正文", False, ("2024-05-01", "2024-05-02", ""), id="the same"),
        pytest.param(
            BASE,
            {"revisions": ANOTHER},
            "正文二",
            False,
            ("2024-05-01", TODAY, "正文二"),
            id="revised",
        ),
        pytest.param(
            BASE,
            {"base_sha256": "f" * 64},
            "正文",
            False,
            ("2024-05-01", "2024-05-02", "正文"),
            id="the machine's text is another, the file not",
        ),
        pytest.param(
            BASE,
            {"base_sha256": "f" * 64},
            None,
            False,
            ("2024-05-01", "2024-05-02", ""),
            id="no file",
        ),
        pytest.param(None, {}, "正文", False, (TODAY, "", ""), id="a record that was lost"),
        pytest.param(None, {}, None, True, ("", "", ""), id="neither record nor file"),
        pytest.param(
            replace(BASE, added=""), {}, "正文", True, (TODAY, "2024-05-02", ""), id="a new file"
        ),
    ],
)
def test_what_a_record_says_of_days(
    on: Clock,
    before: RecordedStory | None,
    now: dict[str, Any],
    text: str | None,
    new: bool,
    found: tuple[str, str, str],
) -> None:
    on(TODAY)
    story = dated(replace(BASE, added="", corrected="", **now), before, text, new=new)
    revised = sha256(found[2]) if found[2] else ""
    assert (story.added, story.corrected, story.revised_sha256) == (*found[:2], revised)
