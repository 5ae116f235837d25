"""Import: the same again changes nothing, and nothing an editor wrote is lost."""

from dataclasses import replace

import pytest

from aidstories.stories import prepare as preparing
from aidstories.stories import read_story
from aidstories.stories.records import read_record, record_path
from tests.archive import PAPER


def _record(archive, name="a.txt"):
    return read_record(record_path(archive.docs, name))


def _machine(monkeypatch, **changes):
    """Let the machine describe every article otherwise from now on."""
    described = preparing.describe
    monkeypatch.setattr(
        preparing,
        "describe",
        lambda articles, meta: tuple(replace(d, **changes) for d in described(articles, meta)),
    )


def test_first_and_second_run(archive):
    archive.add()
    first = archive.run("import")
    assert first.exit_code == 0 and "新建  docs/stories/2024/" in first.stdout
    files = archive.files()
    times = {path: path.stat().st_mtime_ns for path in files}
    second = archive.run("import")
    assert second.stdout == "1 个原件：未变 1\n"
    assert archive.files() == files
    assert {path: path.stat().st_mtime_ns for path in files} == times
    assert archive.run("verify").exit_code == 0
    assert archive.run("check").exit_code == 0


def test_an_editors_change_stays_and_is_recorded(archive):
    archive.add()
    archive.run("import")
    (path,) = archive.stories()
    edited = path.read_text(encoding="utf-8").replace("在家门口", "在自家门口")
    path.write_text(edited, encoding="utf-8")
    assert archive.run("verify").exit_code == 1  # not recorded yet
    assert "保留编者改动" in archive.run("import").stdout
    assert path.read_text(encoding="utf-8") == edited
    (revision,) = _record(archive).stories[0].revisions
    assert "在家门口" in revision.old[0] and "在自家门口" in revision.new[0]
    assert archive.run("verify").exit_code == 0
    files = archive.files()
    archive.run("import")
    assert archive.files() == files


def test_a_new_result_of_the_machine_is_proposed(archive, monkeypatch):
    archive.add()
    archive.run("import")
    (path,) = archive.stories()
    edited = path.read_text(encoding="utf-8").replace("央金", "央宗")
    path.write_text(edited, encoding="utf-8")
    _machine(monkeypatch, source="西藏日报")
    result = archive.run("import")
    beside = path.with_name(path.name + ".proposed")
    assert "待取舍" in result.stdout and beside.name in result.stdout
    assert path.read_text(encoding="utf-8") == edited
    assert "source: 西藏日报" in beside.read_text(encoding="utf-8")
    assert archive.run("verify").exit_code == 0
    beside.replace(path)  # the editor takes it
    assert "未变 1" in archive.run("import").stdout
    assert _record(archive).stories[0].revisions == ()
    assert not beside.exists()


def test_an_untouched_story_follows_the_machine(archive, monkeypatch):
    archive.add()
    archive.run("import")
    (before,) = archive.stories()
    _machine(monkeypatch, year=2023, source="西藏日报")
    assert "更新" in archive.run("import").stdout
    (after,) = archive.stories()
    assert (after.parent.name, after.name) == ("2023", before.name)
    assert read_story(after).description.source == "西藏日报"
    assert archive.run("verify").exit_code == 0


def test_an_id_outlives_its_title(archive):
    """An editor's correction of the title changes the title alone."""
    archive.add()
    archive.run("import")
    (before,) = archive.stories()
    catalogue = archive.seeds / "seeds.toml"
    decision = '[[seed.decision]]\nold = "甲市医疗队"\nnew = "乙市医疗队"\n'
    catalogue.write_text(catalogue.read_text(encoding="utf-8") + decision, encoding="utf-8")
    archive.run("import")
    assert archive.stories() == [before]
    assert "乙市医疗队" in before.read_text(encoding="utf-8")


def test_the_same_title_twice(archive):
    archive.add("a.txt")
    archive.add("b.txt", PAPER + "\n又讯：义诊持续了一周，共有三百多名群众前来看病。\n")
    archive.run("import")
    two, one = archive.stories()
    assert two.stem == f"{one.stem}-2"
    assert archive.run("verify").exit_code == 0


def test_lost_records_do_not_double_stories(archive):
    archive.add("a.txt")
    archive.add("b.txt", PAPER + "\n又讯：义诊持续了一周，共有三百多名群众前来看病。\n")
    archive.run("import")
    files = archive.files()
    for path in (archive.docs / "ledgers").iterdir():
        path.unlink()
    archive.run("import")
    assert archive.files() == files


def test_a_deleted_story_comes_back(archive):
    archive.add()
    archive.run("import")
    (path,) = archive.stories()
    kept = path.read_bytes()
    path.unlink()
    archive.run("import")
    assert path.read_bytes() == kept


def test_a_changed_capture_is_refused(archive):
    path = archive.add()
    archive.run("import")
    path.write_text(PAPER + "改", encoding="utf-8")
    files = archive.files()
    result = archive.run("import")
    assert result.exit_code == 1 and "校验值不符" in result.stderr
    assert archive.files() == files


def test_a_file_from_elsewhere(archive, tmp_path):
    source = tmp_path / "收到" / "新稿.txt"
    source.parent.mkdir()
    source.write_bytes(PAPER.encode("gb18030"))
    assert archive.run("import", source).exit_code == 0
    assert (archive.seeds / "新稿.txt").read_bytes() == source.read_bytes()
    (story,) = archive.stories()
    assert "杭州市援藏医疗队" in story.read_text(encoding="utf-8")
    assert _record(archive, "新稿.txt").encoding == "gb18030"
    files = archive.files()
    assert "未变 1" in archive.run("import", source.parent).stdout
    assert "未变 1" in archive.run("import").stdout
    assert archive.files() == files
    source.write_text("另一篇", encoding="utf-8")
    assert archive.run("import", source).exit_code == 1
    assert archive.files() == files


BAD = {
    "missing": (None, "没有这个文件"),
    "empty": (b"", "空的"),
    "blank": (b" \n\n", "空的"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "不是文字"),
    "archive": (b"PK\x03\x04" + bytes(range(255, 0, -1)) * 8, "不是文字"),
}


@pytest.mark.parametrize("data, says", BAD.values(), ids=BAD)
def test_what_is_no_text(archive, tmp_path, data, says):
    path = tmp_path / "x.txt"
    if data is not None:
        path.write_bytes(data)
    files = archive.files()
    for command in ("import", "restore"):
        result = archive.run(command, path)
        assert result.exit_code == 1 and says in result.stderr
        assert str(path) in result.stderr
    assert archive.files() == files


GOOD = {
    "UTF-8 with a mark": PAPER.encode("utf-8-sig"),
    "UTF-16": PAPER.encode("utf-16"),
    "Big5": "# 醫療隊支援那曲\n\n醫療隊在區醫院開展義診，為當地群眾看病。".encode("big5"),
    "a NUL in a text": PAPER.encode() + "尾\0声。\n".encode(),
    "HTML": f"<html><body><h1>题目</h1><p>{PAPER.splitlines()[4]}</p></body></html>".encode(),
}


@pytest.mark.parametrize("data", GOOD.values(), ids=GOOD)
def test_what_is_text(archive, data):
    """Looks like a binary file or another encoding, and is a text."""
    archive.add(text=data)
    assert archive.run("import").exit_code == 0
    assert archive.stories() and archive.run("verify").exit_code == 0


def test_one_bad_capture_does_not_stop_the_others(archive):
    archive.add("a.txt")
    archive.add("b.bin", bytes(range(256)))
    archive.add("c.txt", PAPER.replace("甲市", "丙市"))
    result = archive.run("import")
    assert result.exit_code == 1 and "b.bin" in result.stderr
    assert len(archive.stories()) == 2
    assert not record_path(archive.docs, "b.bin").exists()


def test_worker_processes_give_the_same(archive):
    for number in range(6):
        archive.add(f"{number}.txt", PAPER.replace("甲市", f"{'甲乙丙'[number % 3]}市"))
    archive.run("import")
    files = archive.files()
    for path in [*archive.stories(), *(archive.docs / "ledgers").iterdir()]:
        path.unlink()
    assert archive.run("import", "--workers", "2").exit_code == 0
    assert archive.files() == files
