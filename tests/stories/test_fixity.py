"""What an archive's manifest says: every damage is named, and no ordinary work is one."""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from aidstories.errors import BadInput
from aidstories.paths import ArchivePaths
from aidstories.stories.editing.answers import set_status
from aidstories.stories.store.fixity import begin
from aidstories.stories.store.lock import writing
from aidstories.stories.store.manifest import Entry, manifest_bytes, read_manifest
from tests.archive import PAPER, Archive, Snapshot, make_archive, taken

ID = "jiashi-yiliaodui-zhiyuan-naqu"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    archive = make_archive(tmp_path_factory.mktemp("fixity") / "archive")
    archive.add()
    archive.add("b.txt", PAPER.replace("甲市", "乙市").replace("色尼区", "双湖县"))
    assert archive.run("import").exit_code == 0
    return taken(archive)


@pytest.fixture
def kept(made: Snapshot) -> Archive:
    """An archive of two captures whose manifest is right."""
    archive = made.restored()
    archive.paths.stamps.unlink(missing_ok=True)
    with writing(archive.paths):  # what the disk says now is noted
        pass
    return archive


def fixity(archive: Archive) -> tuple[int, str]:
    """Return the exit status, and what is wrong with each file."""
    done = archive.run("verify", "--fixity")
    lines = done.stderr.splitlines(keepends=True)
    return done.exit_code, "".join(line for line in lines if not line.startswith("核对: "))


def whole(archive: Archive) -> bool:
    return fixity(archive) == (0, "")


def test_the_manifest_lists_every_file_that_is_kept(kept: Archive) -> None:
    told = json.loads(kept.paths.manifest.read_bytes())
    listed = {one["path"]: (one["bytes"], one["sha256"]) for one in told["files"]}
    rooms = ("seeds", "docs/ledgers", "docs/stories", "docs/data")
    files = [p for room in rooms for p in (kept.root / room).rglob("*") if p.is_file()]
    assert told["format"] == 1 and list(listed) == sorted(listed)
    assert listed == {
        p.relative_to(kept.root).as_posix(): (
            p.stat().st_size,
            hashlib.sha256(p.read_bytes()).hexdigest(),
        )
        for p in files
    }
    assert whole(kept)


KINDS = {
    "capture": "seeds/a.txt",
    "catalogue": "seeds/seeds.toml",
    "record": "docs/ledgers/a.json",
    "story": f"docs/stories/2024/{ID}.md",
    "table": "docs/data/publishers.csv",
}


def flipped(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)


def rotten(path: Path) -> None:
    """Change a file as a failing disk does: the system knows of no write."""
    before = path.stat()
    flipped(path)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.parametrize("name", KINDS.values(), ids=KINDS)
@pytest.mark.parametrize("harm", [flipped, rotten, Path.unlink])
def test_what_is_changed_or_missing_is_named(
    kept: Archive, name: str, harm: Callable[[Path], None]
) -> None:
    harm(kept.root / name)
    status, said = fixity(kept)
    assert status == 1 and said.count("\n") == 1 and said.startswith(f"{name}: "), said
    word = {flipped: "恢复", rotten: "没有人存过它", Path.unlink: "不见了"}[harm]
    assert word in said and "从备份或 git 恢复它" in said


@pytest.mark.parametrize(
    "name", ["seeds/c.txt", "docs/ledgers/c.json", "docs/stories/2024/c.md", "docs/data/c.csv"]
)
def test_what_is_added_is_named(kept: Archive, name: str) -> None:
    (kept.root / name).write_text("x", "utf-8")
    status, said = fixity(kept)
    assert status == 1 and said.startswith(f"{name}: 清单里没有") and said.count("\n") == 1


def test_all_are_named_at_once_and_in_english(kept: Archive) -> None:
    for name in KINDS.values():
        flipped(kept.root / name)
    done = kept.run("verify", "--fixity", lang="en_GB.UTF-8")
    assert done.exit_code == 1
    named = [line.split(":")[0] for line in done.stderr.splitlines()]
    assert named[: len(KINDS)] == sorted(KINDS.values())
    assert "the capture was changed" in done.stderr and "5 problems" in done.stdout


# What ordinary work does, and what the manifest says behind it


def _edited(archive: Archive) -> None:
    (path, *_) = archive.stories()
    path.write_text(path.read_text("utf-8").replace("义诊", "巡诊"), "utf-8")
    assert archive.run("import").exit_code == 0


def _table(archive: Archive) -> None:
    table = archive.docs / "data" / "publishers.csv"
    text = table.read_text("utf-8")
    table.write_text(text + "云上报,newspaper,,,\n", "utf-8", newline="")
    done = archive.run("import")
    assert done.exit_code == 0 and "清单记下别处改的  docs/data/publishers.csv" in done.stdout


def _answered(archive: Archive) -> None:
    (path, *_) = archive.stories()
    with writing(archive.paths):
        set_status(archive.paths, path, "已校对")


def _ran(*command: str) -> Callable[[Archive], None]:
    def run(archive: Archive) -> None:
        done = archive.run(*command)
        assert done.exit_code == 0, done.output

    return run


def _reverted(archive: Archive) -> None:
    _edited(archive)
    _ran("revert", ID, "--yes")(archive)


def _pulled(archive: Archive) -> None:
    """A colleague's record comes by git: another program wrote it here."""
    record = archive.paths.record("a.txt")
    record.write_text(record.read_text("utf-8").replace('"flags": []', '"flags":  []'), "utf-8")
    _ran("import")(archive)


WORK: dict[str, Callable[[Archive], None]] = {
    "import": _ran("import"),
    "edit": _edited,
    "table": _table,
    "revert": _reverted,
    "remove a story": _ran("remove", ID, "--yes", "--edited"),
    "remove a capture": _ran("remove", "a.txt", "--yes", "--edited"),
    "translate": _ran("translate", ID),
    "add": _ran(
        *("add", "place", "--name", "聂云县", "--parent", "西藏自治区/那曲市", "--code", "540699")
    ),
    "pull": _pulled,
    "check": _ran("check"),
    "review": _answered,
}


@pytest.mark.parametrize("work", WORK.values(), ids=WORK)
def test_ordinary_work_leaves_it_whole(kept: Archive, work: Callable[[Archive], None]) -> None:
    work(kept)
    assert whole(kept), fixity(kept)[1]


def test_a_story_that_an_editor_deletes_is_taken_by_the_next_import(kept: Archive) -> None:
    kept.stories()[0].unlink()
    assert fixity(kept)[0] == 1
    done = kept.run("import")
    assert done.exit_code == 0 and f"清单不再记  docs/stories/2024/{ID}.md" in done.stdout
    assert whole(kept)


BY_HAND: dict[str, Callable[[Archive], object]] = {
    "a story": lambda archive: rewritten(archive.stories()[0], "义诊", "巡诊"),
    "a table": lambda archive: rewritten(archive.docs / KINDS["table"][5:], "报社", "报馆"),
    "a story more": lambda archive: (
        archive.stories()[0]
        .with_name("xinde.md")
        .write_text(
            rewritten(archive.stories()[0], ID, ID).replace(f"id: {ID}", "id: xinde"), "utf-8"
        )
    ),
    "no story more": lambda archive: archive.stories()[0].unlink(),
}


def rewritten(path: Path, old: str, new: str) -> str:
    text = path.read_text("utf-8").replace(old, new)
    path.write_text(f"{text}\n", "utf-8", newline="")
    return text


@pytest.mark.parametrize("edit", BY_HAND.values(), ids=BY_HAND)
def test_what_it_says_to_run_after_an_edit_by_hand_makes_it_whole(
    kept: Archive, edit: Callable[[Archive], object]
) -> None:
    edit(kept)
    status, said = fixity(kept)
    named = set(re.findall("是你.*?运行 aidstories ([a-z]+)", said))
    assert (status, named) == (1, {"import"}), said
    assert kept.run(*named).exit_code == 0
    assert whole(kept), fixity(kept)[1]


# What is never renewed away


@pytest.mark.parametrize("name", ["capture", "record", "story", "table"])
def test_rot_outlives_every_command(kept: Archive, name: str) -> None:
    path = kept.root / KINDS[name]
    rotten(path)
    done = kept.run("import")
    assert (done.exit_code == 1) == (name != "table"), done.output
    if name != "table":  # without which nothing can be read
        _ran("translate", "yishi-yiliaodui-zhiyuan-naqu")(kept)
    status, said = fixity(kept)
    assert status == 1 and f"{KINDS[name]}: 没有人存过它" in said


@pytest.mark.parametrize("harm", [flipped, Path.unlink])
def test_a_changed_or_lost_capture_is_never_taken(
    kept: Archive, harm: Callable[[Path], None]
) -> None:
    harm(kept.seeds / "a.txt")
    kept.run("import")
    status, said = fixity(kept)
    assert status == 1 and said.startswith("seeds/a.txt: ")


@pytest.mark.parametrize("data", [b"", b"\xff\xfe", b"a\0b"])
def test_what_no_editor_writes_is_not_taken(kept: Archive, data: bytes) -> None:
    beside = kept.stories()[0].with_suffix("") / "a.md"
    beside.parent.mkdir()
    beside.write_bytes(data)
    kept.run("import")
    assert fixity(kept)[0] == 1


def test_an_import_that_fails_takes_only_its_own(kept: Archive) -> None:
    first = kept.stories()[0]
    first.write_text(first.read_text("utf-8").replace("义诊", "巡诊"), "utf-8")
    flipped(kept.seeds / "b.txt")
    table = kept.docs / "data" / "publishers.csv"
    table.write_text(table.read_text("utf-8") + "云上报,newspaper,,,\n", "utf-8", newline="")
    assert kept.run("import").exit_code == 1
    assert "docs/data/publishers.csv" in fixity(kept)[1]


def test_a_name_in_gbk_stops_no_import(kept: Archive) -> None:
    for folder in (kept.paths.stories / "2024", kept.seeds):
        name = os.fsdecode("医疗.txt".encode("gbk"))
        (folder / name).write_text("甲市医疗队今天回到县医院。", encoding="gbk")
    result = kept.run("import")
    assert "程序自己出了错" not in result.stderr and "GBK" in result.stderr + result.stdout
    assert "医疗.txt" in kept.run("check").stderr
    assert json.loads(kept.paths.manifest.read_text("utf-8"))


def test_a_rehearsal_takes_nothing(kept: Archive) -> None:
    before = kept.paths.manifest.read_bytes()
    (path, *_) = kept.stories()
    path.write_text(path.read_text("utf-8").replace("义诊", "巡诊"), "utf-8")
    assert kept.run("import", "--dry-run").exit_code == 0
    assert kept.paths.manifest.read_bytes() == before and not kept.paths.written.exists()


def test_what_a_killed_command_wrote_is_taken_by_the_next(kept: Archive) -> None:
    begin(kept.paths)  # and killed, when it had written a record
    record = kept.paths.record("a.txt")
    record.write_text(record.read_text("utf-8").replace('"flags": []', '"flags":  []'), "utf-8")
    assert whole(kept) and not kept.paths.written.exists()


def test_a_manifest_is_begun_with_the_first_stories(tmp_path: Path) -> None:
    archive = make_archive(tmp_path / "archive")
    status, said = fixity(archive)
    assert status == 1 and "还没有清单" in said
    assert archive.run("import").exit_code == 0 and not archive.paths.manifest.exists()
    archive.add()
    archive.run("import")
    assert whole(archive)


BROKEN = {
    "conflict": (b'{"format": 1, "files": [\n<<<<<<< HEAD\n=======\n', "git checkout --ours"),
    "cut": (b'{"format": 1, "files": [\n{"path"', "清单坏了"),
    "no text": (b"\xff", "清单坏了"),
    "later": (b'{"format": 9, "files": []}', "更新 aidstories"),
    "none such": (b'{"format": 0, "files": []}', "只认得"),
    "other": (b"[]", "清单坏了"),
}


@pytest.mark.parametrize("data, word", BROKEN.values(), ids=BROKEN)
def test_a_broken_manifest_is_told_and_not_written_over(
    kept: Archive, data: bytes, word: str
) -> None:
    kept.paths.manifest.write_bytes(data)
    status, said = fixity(kept)
    assert status == 1 and word in said
    done = kept.run("import")
    assert done.exit_code == 1 and word in done.stderr
    assert kept.paths.manifest.read_bytes() == data


def test_an_editor_accepts_a_file_by_name(kept: Archive) -> None:
    flipped(kept.root / KINDS["table"])
    flipped(kept.root / KINDS["record"])
    done = kept.run("verify", "--accept", KINDS["table"])
    assert done.exit_code == 1 and KINDS["table"] not in done.stderr
    wrong = kept.run("verify", "--accept", "docs/data/publisher.csv")
    assert wrong.exit_code == 1 and "最接近的是“docs/data/publishers.csv”" in wrong.stderr


def test_what_cannot_be_read_is_named_and_the_others_are_looked_at(
    kept: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = Path.read_bytes

    def refusing(path: Path) -> bytes:
        if path.name == "a.txt":
            raise PermissionError(13, "Permission denied", str(path))
        return read(path)

    flipped(kept.root / KINDS["table"])
    monkeypatch.setattr(Path, "read_bytes", refusing)
    said = fixity(kept)[1]
    assert "seeds/a.txt: 没有权限" in said and KINDS["table"] in said


def test_entries_are_read_back(tmp_path: Path) -> None:
    path = tmp_path / "manifest.json"
    entries = {"seeds/“甲”.txt": Entry(1, "a" * 64), "docs/x": Entry(0, "b" * 64)}
    path.write_bytes(manifest_bytes(entries))
    assert read_manifest(path) == entries and list(json.loads(path.read_bytes())) == [
        "format",
        "files",
    ]
    assert read_manifest(tmp_path / "none") is None
    with pytest.raises(BadInput):
        path.write_bytes(b"{}")
        read_manifest(path)


def test_lines_of_both_sides_are_read_as_git_merges_them(tmp_path: Path) -> None:
    path = tmp_path / "manifest.json"
    first, second = Entry(1, "a" * 64), Entry(2, "b" * 64)
    path.write_bytes(manifest_bytes({"seeds/a": first, "seeds/b": first}))
    lines = path.read_bytes().split(b"\n")
    other = manifest_bytes({"seeds/b": second, "seeds/c": second}).split(b"\n")
    path.write_bytes(b"\n".join([*lines[:3], *other[1:3], *lines[3:]]))
    assert read_manifest(path) == {"seeds/a": first, "seeds/b": second, "seeds/c": second}


def test_paths_of_an_archive() -> None:
    paths = ArchivePaths(Path("x"))
    assert paths.manifest == Path("x/manifest.json")
