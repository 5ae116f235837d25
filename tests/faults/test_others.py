"""What else befalls an archive: a clock that goes back, two at once, one bad file among good."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.archive import PAPER, Archive, Snapshot, make_archive, taken
from tests.preview.ask import fetch, make_desk

ID = "jiashi-yiliaodui-zhiyuan-naqu"
FUTURE = 4_000_000_000_000_000_000
"""2096: what a clock said that was put right since. In nanoseconds."""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    archive = make_archive(tmp_path_factory.mktemp("others") / "archive")
    archive.add()
    assert archive.run("import").exit_code == 0
    return taken(archive)


@pytest.fixture
def archive(made: Snapshot) -> Archive:
    return made.restored()


def whole(archive: Archive) -> bool:
    return all(archive.run("verify", *how).exit_code == 0 for how in ((), ("--fixity",)))


def edited(archive: Archive) -> None:
    (path, *_) = archive.stories()
    path.write_text(path.read_text("utf-8").replace("义诊", "巡诊"), "utf-8")


@pytest.mark.parametrize("killed", [False, True])
def test_the_clock_goes_back(archive: Archive, killed: bool) -> None:
    if killed:
        archive.paths.written.parent.mkdir(exist_ok=True)
        archive.paths.written.touch()
    for path in archive.root.rglob("*"):
        os.utime(path, ns=(FUTURE, FUTURE))
    edited(archive)
    assert archive.run("import").exit_code == 0 and whole(archive)
    assert answered(archive) == 303 and whole(archive)
    assert archive.run("revert", ID, "--yes").exit_code == 0 and whole(archive)
    archive.add("b.txt", PAPER.replace("甲市", "乙市"))
    assert archive.run("import").exit_code == 0 and whole(archive)
    assert len(archive.stories()) == 2


def answered(archive: Archive) -> int:
    desk = make_desk(archive)
    return fetch(desk, {"token": desk.token, "id": ID, "status": "已校对"})[0]


def together(*works: Callable[[], int]) -> list[int]:
    """Do each in a process of its own, at the same time; return their exit statuses."""
    children = []
    for work in works:
        child = os.fork()
        if child == 0:
            status = 70
            try:
                status = work()
            finally:
                os._exit(status)
        children.append(child)
    return [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]


def test_two_imports_at_once_are_as_one(archive: Archive) -> None:
    edited(archive)
    archive.add("b.txt", PAPER.replace("甲市", "乙市"))
    (archive.seeds / "c.txt").write_text(PAPER.replace("甲市", "丙市"), "utf-8")

    def imports() -> int:
        return archive.run("import").exit_code

    assert together(imports, imports) == [0, 0] and whole(archive)
    assert len(archive.stories()) == 3
    before = archive.files()
    assert archive.run("import").exit_code == 0 and archive.files() == before
    assert archive.paths.catalogue.read_text("utf-8").count('"c.txt"') == 1


def test_an_import_and_an_answer_at_once_are_both_there(archive: Archive) -> None:
    archive.add("b.txt", PAPER.replace("甲市", "乙市"))
    done = together(lambda: archive.run("import").exit_code, lambda: int(answered(archive) != 303))
    assert done == [0, 0] and whole(archive) and len(archive.stories()) == 2
    assert "status: 已校对" in archive.stories()[0].read_text("utf-8")


def test_a_capture_that_cannot_be_read_keeps_no_other_out(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in "bcd":
        archive.add(f"{name}.txt", PAPER.replace("甲市", f"{'乙丙丁'['bcd'.index(name)]}市"))
    read = Path.read_bytes

    def refusing(path: Path) -> bytes:
        if path.name == "c.txt":
            raise OSError(5, os.strerror(5), str(path))
        return read(path)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", refusing)
        done = archive.run("import")
    assert done.exit_code == 1 and "seeds/c.txt: 磁盘读写出错" in done.stderr
    assert {p.stem for p in archive.paths.record_files()} == {"a", "b", "d"}
    assert archive.run("import").exit_code == 0 and whole(archive)
    assert len(archive.stories()) == 4


def test_a_record_of_a_later_version_is_left_alone(archive: Archive) -> None:
    archive.add("b.txt", PAPER.replace("甲市", "乙市"))
    record = archive.paths.record("a.txt")
    later = re.sub(r'"format": \d+', '"format": 99', record.read_text("utf-8"))
    record.write_text(later, "utf-8")
    story = archive.stories()[0].read_bytes()
    done = archive.run("import")
    assert done.exit_code == 1 and "更新的版本写的（格式 99）；更新 aidstories" in done.stderr
    assert record.read_text("utf-8") == later and archive.stories()[0].read_bytes() == story
    assert archive.paths.record("b.txt").is_file()
    assert "格式 99" in archive.run("verify").stderr
    assert archive.run("revert", ID, "--yes").exit_code == 1
    assert record.read_text("utf-8") == later
