"""Import: the same again changes nothing, and nothing an editor wrote is lost."""

import json
from collections.abc import Iterable
from concurrent.futures import Executor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from aidstories.cli.differences import Doubts
from aidstories.paths import is_capture_name
from aidstories.stories.checks.review_items import ReviewItem, Topic
from aidstories.stories.importing import captures
from aidstories.stories.importing import prepare as preparing
from aidstories.stories.importing import run as importer
from aidstories.stories.store.files import Write, read_story
from aidstories.stories.store.record import Record, read_record
from tests.archive import PAPER, Archive


def _record(archive: Archive, name: str = "a.txt") -> Record:
    return read_record(archive.paths.record(name))


def _machine(monkeypatch: pytest.MonkeyPatch, **changes: Any) -> None:
    """Let the machine describe every article otherwise from now on."""
    described = vars(preparing)["described_parts"]
    monkeypatch.setattr(
        preparing,
        "described_parts",
        lambda *given: tuple(
            d._replace(description=replace(d.description, **changes)) for d in described(*given)
        ),
    )


def test_first_and_second_run(archive: Archive) -> None:
    archive.add()
    first = archive.run("import")
    assert first.exit_code == 0 and "新建  docs/stories/2024/" in first.stdout
    files = archive.files()
    times = {path: path.stat().st_mtime_ns for path in files}
    second = archive.run("import")
    assert second.stdout == "1 个原稿：未变 1\n"
    assert archive.files() == files
    assert {path: path.stat().st_mtime_ns for path in files} == times
    assert archive.run("verify").exit_code == 0
    assert archive.run("check").exit_code == 0


def test_an_editors_change_stays_and_is_recorded(archive: Archive) -> None:
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


def test_a_new_result_is_merged_into_what_an_editor_changed(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.add()
    archive.run("import")
    (path,) = archive.stories()
    edited = path.read_text(encoding="utf-8").replace("央金", "央宗")
    path.write_text(edited, encoding="utf-8")
    _machine(monkeypatch, source="西藏日报")
    assert "并入编者改动" in archive.run("import").stdout
    merged = path.read_text(encoding="utf-8")
    assert merged == edited.replace("dateline:", "source: 西藏日报\ndateline:") or (
        "source: 西藏日报" in merged and merged.replace("source: 西藏日报\n", "") == edited
    )
    assert not path.with_name(path.name + ".proposed").exists()
    assert archive.run("verify").exit_code == 0
    files = archive.files()
    assert "保留编者改动 1" in archive.run("import").stdout
    assert archive.files() == files


def test_a_contradiction_is_proposed(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    archive.add()
    archive.run("import")
    (path,) = archive.stories()
    machines = path.read_text(encoding="utf-8")
    edited = machines.replace("year: 2024", "year: 2022").replace("在家门口", "在自家门口")
    path.write_text(edited, encoding="utf-8")
    _machine(monkeypatch, year=2023)
    result = archive.run("import")
    beside = path.with_name(path.name + ".proposed")
    assert "待取舍" in result.stdout and beside.name in result.stdout
    assert path.read_text(encoding="utf-8") == edited
    assert beside.read_text(encoding="utf-8") == edited.replace("year: 2022", "year: 2023")
    assert archive.run("verify").exit_code == 0
    files = archive.files()
    archive.run("import")
    assert archive.files() == files
    _machine(monkeypatch, year=2023, source="西藏日报")  # a newer result, before it is settled
    archive.run("import")
    assert "source: 西藏日报" in path.read_text(encoding="utf-8")
    assert "year: 2022" in path.read_text(encoding="utf-8")
    assert {"year: 2023", "source: 西藏日报"} <= set(beside.read_text("utf-8").splitlines())
    beside.replace(path)  # the editor takes it
    assert "保留编者改动 1" in archive.run("import").stdout
    assert "在自家门口" in path.read_text(encoding="utf-8")
    assert not beside.exists() and archive.run("verify").exit_code == 0


def test_a_record_of_old_has_no_base(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """Records that do not hold the machine's description: nothing is merged, all is proposed."""
    archive.add()
    archive.run("import")
    (path,) = archive.stories()
    record = archive.paths.record("a.txt")
    data = json.loads(record.read_text(encoding="utf-8"))
    data["stories"][0].pop("described")
    record.write_text(json.dumps(data), encoding="utf-8")
    edited = path.read_text(encoding="utf-8").replace("央金", "央宗")
    path.write_text(edited, encoding="utf-8")
    _machine(monkeypatch, source="西藏日报")
    assert "待取舍" in archive.run("import").stdout
    assert path.read_text(encoding="utf-8") == edited
    assert archive.run("verify").exit_code == 0


@pytest.mark.parametrize("status", ["已校对", "已核实"])
def test_the_machine_never_raises_nor_lowers_a_status(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, status: str
) -> None:
    archive.add()
    archive.run("import")
    (path,) = archive.stories()
    assert read_story(path).status == "未校对"
    path.write_text(path.read_text("utf-8").replace("未校对", status), encoding="utf-8")
    for version in range(2):
        _machine(monkeypatch, source=f"第{version}报")
        archive.run("import")
        known = read_story(path)
        assert (known.status, known.description.source) == (status, f"第{version}报")
    path.write_text(path.read_text("utf-8").replace(status, "未校对"), encoding="utf-8")
    _machine(monkeypatch, source="又一报")
    archive.run("import")
    assert read_story(path).status == "未校对"


def test_an_untouched_story_follows_the_machine(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.add()
    archive.run("import")
    (before,) = archive.stories()
    _machine(monkeypatch, year=2023, source="西藏日报")
    assert "更新" in archive.run("import").stdout
    (after,) = archive.stories()
    assert (after.parent.name, after.name) == ("2023", before.name)
    assert read_story(after).description.source == "西藏日报"
    assert archive.run("verify").exit_code == 0


def test_an_id_outlives_its_title(archive: Archive) -> None:
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


def test_the_same_title_twice(archive: Archive) -> None:
    archive.add("a.txt")
    archive.add("b.txt", PAPER + "\n又讯：义诊持续了一周，共有三百多名群众前来看病。\n")
    archive.run("import")
    two, one = archive.stories()
    assert two.stem == f"{one.stem}-2"
    assert archive.run("verify").exit_code == 0


def test_lost_records_do_not_double_stories(archive: Archive) -> None:
    archive.add("a.txt")
    archive.add("b.txt", PAPER + "\n又讯：义诊持续了一周，共有三百多名群众前来看病。\n")
    archive.run("import")
    files = archive.files()
    for path in (archive.docs / "ledgers").iterdir():
        path.unlink()
    archive.run("import")
    assert archive.files() == files


def test_a_deleted_story_stays_away(archive: Archive) -> None:
    archive.add()
    archive.run("import")
    (path,) = archive.stories()
    kept = path.read_bytes()
    path.unlink()
    for _ in range(2):
        assert "不再收 1" in archive.run("import").stdout
        assert not archive.stories() and archive.run("verify").exit_code == 0
    refused = archive.run("import", "--again", path.stem + "x")
    assert refused.exit_code == 1 and path.stem in refused.stderr
    assert "新建" in archive.run("import", "--again", path.stem).stdout
    assert path.read_bytes() == kept
    assert "未变 1" in archive.run("import").stdout


def test_a_deleted_story_that_is_put_back(archive: Archive) -> None:
    archive.add()
    archive.run("import")
    (path,) = archive.stories()
    kept = path.read_bytes()
    path.unlink()
    archive.run("import")
    path.write_bytes(kept)
    assert "未变 1" in archive.run("import").stdout
    path.unlink()
    assert "不再收 1" in archive.run("import").stdout


def test_a_left_out_story_takes_no_file_of_another(archive: Archive) -> None:
    archive.add("a.txt")
    archive.run("import")
    (path,) = archive.stories()
    path.unlink()
    archive.run("import")
    archive.add("b.txt", PAPER.replace("在家门口", "在自家门口"))
    archive.run("import")
    (other,) = archive.stories()
    assert other == path
    kept = other.read_bytes()
    archive.run("import", "--again", path.stem)
    assert other.read_bytes() == kept and archive.run("verify").exit_code == 0


def test_an_editor_renames_a_story(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    archive.add()
    archive.run("import")
    (path,) = archive.stories()
    renamed = path.with_name("yizhen.md")
    path.rename(renamed)
    assert "不再收" not in archive.run("import").stdout
    assert archive.stories() == [renamed]
    assert read_story(renamed).id == "yizhen"
    assert archive.run("verify").exit_code == 0 and archive.run("check").exit_code == 0
    _machine(monkeypatch, source="西藏日报")
    archive.run("import")
    assert archive.stories() == [renamed]
    assert read_story(renamed).description.source == "西藏日报"


def test_a_story_in_another_folder_stays_there(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.add()
    archive.run("import")
    (path,) = archive.stories()
    moved = archive.docs / "stories" / "选编" / path.name
    moved.parent.mkdir()
    path.rename(moved)
    _machine(monkeypatch, year=2023)
    archive.run("import")
    assert archive.stories() == [moved] and archive.run("verify").exit_code == 0


def test_a_translation_and_pictures_move_with_their_story(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.add()
    archive.run("import")
    (path,) = archive.stories()
    beside = path.with_name(f"{path.stem}.bo.md")
    beside.write_text(f"---\nid: {path.stem}\ntitle: བོད།\n---\n\nབོད་ཡིག\n", encoding="utf-8")
    path.with_name(path.stem).mkdir()
    path.with_name(path.stem).joinpath("1.jpg").write_bytes(b"jpg")
    _machine(monkeypatch, year=2023)
    archive.run("import")
    home = archive.docs / "stories" / "2023"
    assert {p.name for p in home.iterdir()} == {path.name, beside.name, path.stem}
    assert not any(path.parent.iterdir())


def test_a_translation_without_a_title_waits_for_one(archive: Archive) -> None:
    """A capture in two languages may have its title in one; what is written passes `check`."""
    archive.add(
        "b.txt",
        "医生来到那曲\n\n2021年8月，大连的医生来到那曲市人民医院。\n\n"
        "༢༠༢༡ལོའི་ཟླ་བ་བརྒྱད་པར་ཏ་ལེན་གྱི་སྨན་པ་ནག་ཆུ་གྲོང་ཁྱེར་མི་དམངས་སྨན་ཁང་དུ་འབྱོར་བ་རེད།\n\n"
        "他们每天看病，也教本地的医生。\n\n"
        "ཁོང་ཚོས་ཉིན་ལྟར་ནད་པ་བལྟས་ཤིང་ས་གནས་ཀྱི་སྨན་པར་ཁྲིད་པ་རེད།\n",
    )
    archive.run("import")
    (path,) = (path for path in archive.stories() if path.name.endswith(".bo.md"))
    beside = path.read_text("utf-8")
    assert "title: ''" in beside and "status: 翻译中" in beside
    assert archive.run("check").exit_code == 0


def test_a_changed_capture_is_refused(archive: Archive) -> None:
    path = archive.add()
    archive.run("import")
    path.write_text(PAPER + "改", encoding="utf-8")
    files = archive.files()
    result = archive.run("import")
    assert result.exit_code == 1 and "校验值不符" in result.stderr
    assert archive.files() == files


def test_a_file_from_elsewhere(archive: Archive, tmp_path: Path) -> None:
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


def test_dragged_folders_and_addresses(archive: Archive, tmp_path: Path) -> None:
    first, second = tmp_path / "一 月", tmp_path / "二月" / "里"
    for folder, city in ((first, "乙市"), (second, "丙市")):
        folder.mkdir(parents=True)
        (folder / f"{city}.txt").write_text(PAPER.replace("甲市", city), encoding="utf-8")
        (folder / ".DS_Store").write_bytes(b"\0\0")
        for of_system in (".git", "__MACOSX"):
            (folder / of_system).mkdir()
            (folder / of_system / "config").write_text(PAPER.replace("甲市", "丁市"), "utf-8")
    result = archive.run("import", first.as_uri(), tmp_path / "二月")
    assert result.exit_code == 0 and "新建 2" in result.stdout
    assert {path.name for path in archive.seeds.glob("*.txt")} == {"乙市.txt", "丙市.txt"}


def test_the_same_capture_under_another_name(archive: Archive, tmp_path: Path) -> None:
    archive.add("a.txt")
    archive.run("import")
    files = archive.files()
    (tmp_path / "副本.txt").write_text(PAPER, encoding="utf-8")
    assert "未变 1" in archive.run("import", tmp_path / "副本.txt").stdout
    assert archive.files() == files


@pytest.mark.parametrize("name", ["a.txt", "a"])
def test_another_capture_of_the_same_name(archive: Archive, tmp_path: Path, name: str) -> None:
    """A record goes by the name without .txt, so neither may take the other's place."""
    archive.add("a.txt")
    (tmp_path / name).write_text(PAPER.replace("甲市", "乙市"), encoding="utf-8")
    for _ in range(2):
        result = archive.run("import", archive.seeds / "a.txt", tmp_path / name)
        assert result.exit_code == 1 and "换个文件名" in result.stderr
        assert len(archive.stories()) == 1 and archive.run("verify").exit_code == 0


def test_a_file_dropped_into_seeds_is_imported_and_catalogued(archive: Archive) -> None:
    """Also what a killed import left without an entry in the catalogue."""
    archive.add("a.txt")
    (archive.seeds / "b.txt").write_text(PAPER.replace("甲市", "乙市"), encoding="utf-8")
    assert archive.run("check").exit_code == 1
    assert "新建 2" in archive.run("import").stdout
    assert archive.run("check").exit_code == 0


@pytest.mark.parametrize("name", [(), ("--name", "来信.txt")], ids=["unnamed", "named"])
def test_import_from_standard_input(archive: Archive, name: tuple[str, str]) -> None:
    result = archive.run("import", "-", *name, input=PAPER.encode("gb18030"))
    assert result.exit_code == 0 and len(archive.stories()) == 1
    (seed,) = archive.seeds.glob("*.txt")
    assert seed.name == name[1] if name else len(seed.stem) == 16
    files = archive.files()
    archive.run("import", "-", *name, input=PAPER.encode("gb18030"))
    assert archive.files() == files


def test_dry_run_shows_and_writes_nothing(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive.add()
    files = archive.files()
    said = archive.run("import", "--dry-run").stdout
    assert archive.files() == files
    assert "+title: 甲市医疗队支援那曲" in said and "没有写盘" in said
    archive.run("import")
    (path,) = archive.stories()
    path.write_text(path.read_text("utf-8").replace("在家门口", "在自家门口"), encoding="utf-8")
    _machine(monkeypatch, year=2023)
    files = archive.files()
    shown = archive.run("import", "--dry-run").stdout.splitlines()
    assert archive.files() == files
    assert {"-year: 2024", "+year: 2023"} <= set(shown)
    assert not any("在自家门口" in line for line in shown if line[:1] in "+-")
    assert "\x1b" not in "".join(shown)


def test_doubtful_places_are_told_by_importance(archive: Archive) -> None:
    """A gap before an unknown region before an inferred year; nothing is told twice."""
    archive.add(text="# 医疗队开展义诊\n\n本报记者 央金\n\n开展义诊，为当地群众看病，效果很好。\n")
    shown = archive.run("import").stdout
    assert shown.index("受援地区不明") < shown.index("年份不明")
    assert "请看这些地方" not in archive.run("import").stdout


def test_an_editor_writes_while_the_import_runs(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was saved after the import had read the file is not overwritten."""
    archive.add()
    archive.run("import")
    (path,) = archive.stories()
    _machine(monkeypatch, year=2024, source="西藏日报")
    write = vars(importer)["write_together"]

    def meanwhile(writes: Iterable[Write], disk: Executor) -> None:
        path.write_text(path.read_text("utf-8").replace("央金", "央宗"), encoding="utf-8")
        write(writes, disk)

    monkeypatch.setattr(importer, "write_together", meanwhile)
    result = archive.run("import")
    assert result.exit_code == 1 and "刚刚有人改过" in result.stderr
    assert "央宗" in path.read_text("utf-8")
    monkeypatch.undo()
    assert archive.run("import").exit_code == 0
    assert "央宗" in path.read_text("utf-8") and archive.run("verify").exit_code == 0


BAD = {
    "missing": (None, "没有这个文件"),
    "empty": (b"", "空的"),
    "blank": (b" \n\n", "空的"),
    "picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8, "图片"),
    "sound": (b"ID3\x04" + bytes(range(256)) * 8, "认不出这是什么文件"),
    "archive": (b"PK\x03\x04" + bytes(range(255, 0, -1)) * 8, "压缩包已损坏"),
}


@pytest.mark.parametrize("data, says", BAD.values(), ids=BAD)
def test_what_is_no_text(archive: Archive, tmp_path: Path, data: bytes | None, says: str) -> None:
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
def test_what_is_text(archive: Archive, data: bytes) -> None:
    """Looks like a binary file or another encoding, and is a text."""
    archive.add(text=data)
    assert archive.run("import").exit_code == 0
    assert archive.stories() and archive.run("verify").exit_code == 0


def test_one_bad_capture_does_not_stop_the_others(archive: Archive) -> None:
    archive.add("a.txt")
    archive.add("b.bin", bytes(range(256)))
    archive.add("c.txt", PAPER.replace("甲市", "丙市"))
    result = archive.run("import")
    assert result.exit_code == 1 and "b.bin" in result.stderr
    assert len(archive.stories()) == 2
    assert not archive.paths.record("b.bin").exists()


def test_worker_processes_give_the_same(archive: Archive) -> None:
    for number in range(6):
        archive.add(f"{number}.txt", PAPER.replace("甲市", f"{'甲乙丙'[number % 3]}市"))
    archive.run("import")
    files = archive.files()
    for path in [*archive.stories(), *(archive.docs / "ledgers").iterdir()]:
        path.unlink()
    assert archive.run("import", "--workers", "3").exit_code == 0
    assert archive.files() == files
    assert archive.run("import", "--workers", "3").exit_code == 0  # with the records of before
    assert archive.files() == files


@pytest.mark.parametrize(
    "name", ["[转载]甲市.txt", "20240520", "a: b.txt", "#1.txt", "null", "'.txt"]
)
def test_a_lost_record_brings_no_second_story(archive: Archive, name: str) -> None:
    """YAML quotes such names: a file is its capture's by its value, not by its line's letters."""
    archive.add(name)
    archive.run("import")
    (path,) = archive.stories()
    archive.paths.record(name).unlink()
    assert archive.run("import").exit_code == 0
    assert archive.stories() == [path]


@pytest.mark.parametrize("name", ["[转载]甲市.txt", "20240520"])
def test_a_renamed_story_is_followed_whatever_its_capture_is_called(
    archive: Archive, name: str
) -> None:
    archive.add(name)
    archive.run("import")
    (path,) = archive.stories()
    renamed = path.with_name("xin-ming.md")
    text = path.read_text("utf-8").replace(f"id: {path.stem}", "id: xin-ming")
    renamed.write_text(text, "utf-8")
    path.unlink()
    assert archive.run("import").exit_code == 0
    assert archive.stories() == [renamed]


def test_another_captures_story_is_not_taken_for_ones_own(archive: Archive) -> None:
    archive.add("[甲].txt")
    archive.run("import")
    archive.add("乙.txt", PAPER.replace("杭州", "湖州"))
    archive.run("import")
    assert len(archive.stories()) == 2


def test_captures_of_one_stem_stand_beside_each_other(archive: Archive, tmp_path: Path) -> None:
    """稿件.md and 稿件.html are two captures, each with a record of its own."""
    folder = tmp_path / "incoming"
    folder.mkdir()
    (folder / "稿件.txt").write_text(PAPER, "utf-8")
    (folder / "稿件.md").write_text(PAPER.replace("甲市", "乙市"), "utf-8")
    page = f"<html><body><h1>丙市题</h1><p>{PAPER.splitlines()[4]}</p></body></html>"
    (folder / "稿件.html").write_text(page, "utf-8")
    assert archive.run("import", folder).exit_code == 0
    assert len(archive.stories()) == 3
    records = sorted(path.name for path in archive.paths.record_files())
    assert records == ["稿件.html.json", "稿件.json", "稿件.md.json"]
    assert archive.run("verify").exit_code == 0
    assert archive.run("import").stdout == "3 个原稿：未变 3\n"


def test_a_refused_capture_takes_no_name_from_another(archive: Archive, tmp_path: Path) -> None:
    folder = tmp_path / "incoming"
    folder.mkdir()
    (folder / "a.rar").write_bytes(b"Rar!\x1a\x07\x00" + bytes(64))
    (folder / "a.txt").write_text(PAPER, "utf-8")
    done = archive.run("import", folder)
    assert done.exit_code == 1 and "RAR" in done.stderr and "校验值" not in done.stderr
    assert len(archive.stories()) == 1


NAMES = {
    "the catalogue's name": ("seeds.toml", "seeds.toml"),
    "the catalogue's name in capitals": ("Seeds.TOML", "大写的也不行"),
    "the catalogue's name on Windows": ("seeds.toml. ", "seeds.toml"),
    "the catalogue's bytes on Windows": ("Seeds.toml::$DATA", "seeds.toml"),
    "another capture's bytes on Windows": ("a.txt::$data", "a.txt::$data"),
    "a device of Windows": ("con.txt", "设备名"),
    "a stream of a device": ("nul:x.txt", "设备名"),
    "turned round": ("a\u202etxt.html", "“a�txt.html”"),
    "a hidden file": (".a.txt", ".a.txt"),
    "too many bytes": ("原" * 70 + ".txt", "200 字节"),
}


@pytest.mark.parametrize("case", NAMES)
def test_a_name_that_no_capture_may_have_is_refused(
    archive: Archive, tmp_path: Path, case: str
) -> None:
    name, says = NAMES[case]
    archive.add()
    assert archive.run("import").exit_code == 0
    before = archive.files()
    given = tmp_path / "given" / name
    given.parent.mkdir()
    given.write_text(PAPER.replace("医疗队", "医疗组"), "utf-8")
    for arguments, text in (((given,), None), (("--name", name, "-"), given.read_text("utf-8"))):
        result = archive.run("import", *arguments, input=text)
        assert result.exit_code == 1 and says in result.stderr, arguments
        assert archive.files() == before


@pytest.mark.parametrize("command", ["restore", "import"])
def test_a_device_is_refused(archive: Archive, command: str) -> None:
    done = archive.run(command, "/dev/zero")
    assert done.exit_code == 1 and "/dev/zero: 这是设备" in done.stderr


@pytest.mark.parametrize("command", ["restore", "import"])
def test_a_capture_larger_than_memory_is_refused_and_loses_no_other(
    archive: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    monkeypatch.setattr(captures, "MOST_BYTES", len(PAPER.encode()))
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(PAPER, "utf-8")
    large = folder / "large.txt"
    large.write_text(f"{PAPER}多", "utf-8")
    done = archive.run(command, folder if command == "import" else large)
    assert done.exit_code == 1 and "large.txt: 文件超过" in done.stderr
    assert len([*archive.seeds.glob("*.txt")]) == (command == "import")


@pytest.mark.parametrize(
    "given",
    [
        "docs",
        "docs/stories/2024",
        "docs/data/places.csv",
        ".",
        "mkdocs.yml",
        "site",
        "site/stories/a/index.html",
        "overrides",
        ".cache",
    ],
)
def test_what_is_the_archives_own_is_no_capture(archive: Archive, given: str) -> None:
    """Importing ``site`` made a story of each page."""
    archive.add()
    archive.run("import")
    (archive.root / "site/stories/a").mkdir(parents=True)
    (archive.root / "site/stories/a/index.html").write_text(PAPER, "utf-8")
    (archive.root / "mkdocs.yml").touch()
    before = archive.files()
    done = archive.run("import", archive.root / given)
    assert done.exit_code == 1 and "档案自己的文件，不是原稿" in done.stderr
    assert archive.files() == before


@pytest.mark.parametrize(
    "name",
    ["console.txt", "com.txt", "com10.txt", "seeds.toml.txt", "原.txt", "11:30.txt", "a$data.txt"],
)
def test_a_name_that_only_looks_like_one_is_none(name: str) -> None:
    assert is_capture_name(name)


def test_everything_in_seeds_can_be_named_by_a_shell(archive: Archive) -> None:
    archive.add()
    result = archive.run("import", *sorted(archive.seeds.iterdir()))
    assert result.exit_code == 0 and "1 个原稿" in result.stdout
    assert "seeds.toml" not in (archive.seeds / "seeds.toml").read_text("utf-8")


def test_few_of_many_doubtful_places_are_kept() -> None:
    """The most important of all are listed, whatever comes last; all are counted."""
    doubts = Doubts()
    for number in range(3000):
        topic = Topic.GAP if number in (5, 2900) else Topic.YEAR
        item = ReviewItem(topic=topic, id=f"story-{number:05}", path=Path("a.md"), quote="")
        doubts.add([item])
        assert len(doubts._kept) <= 1001
    listed = [item.id for item in doubts.listed()]
    assert listed[:3] == ["story-00005", "story-02900", "story-00000"] and len(listed) == 20
    assert doubts.counts == {Topic.GAP: 2, Topic.YEAR: 2998}
