"""What the system refuses is a sentence with file and remedy; the rest goes on."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from aidstories.cli import main
from aidstories.errors import Problem, naming, of_system, readable
from tests.archive import PAPER, Archive, Snapshot, make_archive, taken

SAYS = {
    errno.ENOSPC: "磁盘满了",
    errno.EROFS: "只读",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EIO: "先备份",
    errno.EDQUOT: "配额",
}
GBK = os.fsdecode("稿件".encode("gbk"))


def refused(number: int, path: object = None) -> OSError:
    return OSError(number, os.strerror(number), path)


def _no_new_file(patch: pytest.MonkeyPatch, number: int) -> None:
    opened = Path.open

    def open_(path: Path, mode: str = "r", *args: Any, **given: Any) -> Any:
        if mode == "xb":
            raise refused(number, str(path))
        return opened(path, mode, *args, **given)

    patch.setattr(Path, "open", open_)


def _no_sync(patch: pytest.MonkeyPatch, number: int) -> None:
    def fsync(_: int) -> None:
        raise refused(number)

    patch.setattr(os, "fsync", fsync)


def _no_rename(patch: pytest.MonkeyPatch, number: int) -> None:
    def replace(path: Path, target: object) -> None:
        raise refused(number, str(path))

    patch.setattr(Path, "replace", replace)


POINTS = {"open": _no_new_file, "fsync": _no_sync, "rename": _no_rename}
NEW = ("new", "--title", "新", "--text")
COMMANDS: dict[str, tuple[str, ...]] = {
    "import": ("import",),
    "new": NEW,
    "add": (
        "add",
        "place",
        "--name",
        "聂云县",
        "--parent",
        "西藏自治区/那曲市",
        "--code",
        "540699",
    ),
    "revert": ("revert", "jiashi-yiliaodui-zhiyuan-naqu", "--yes"),
    "remove": ("remove", "a.txt", "--yes", "--edited"),
    "translate": ("translate", "jiashi-yiliaodui-zhiyuan-naqu"),
}


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    archive = make_archive(tmp_path_factory.mktemp("refusals") / "archive")
    archive.add()
    archive.run("import")
    (path,) = archive.stories()
    path.write_text(path.read_text("utf-8").replace("开展义诊", "开展会诊"), "utf-8")
    archive.add("b.txt", PAPER.replace("那曲", "山南"))
    return taken(archive)


@pytest.fixture
def edited(imported: Snapshot) -> Archive:
    """An archive of a story that an editor changed, and of a capture that nobody has imported."""
    return imported.restored()


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("point", POINTS)
def test_each_command_says_what_is_refused(
    edited: Archive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, point: str
) -> None:
    text = tmp_path / "text.txt"
    text.write_text("一段文字，写的是一件事情。", "utf-8")
    arguments = COMMANDS[command] + ((str(text),) if command == "new" else ())
    number = list(SAYS)[(list(COMMANDS).index(command) + list(POINTS).index(point)) % len(SAYS)]
    before = edited.files()
    with monkeypatch.context() as patch:
        POINTS[point](patch, number)
        result = edited.run(*arguments)
    assert result.exit_code == 1 and "Traceback" not in result.output, result.output
    assert SAYS[number] in result.stderr and ".writing-" not in result.output
    assert "docs/" in result.stderr or "seeds/" in result.stderr or ".cache/" in result.stderr
    assert edited.files() == before
    again = edited.run(*arguments)
    assert again.exit_code == 0, again.output


def test_one_capture_refused_leaves_the_others(
    edited: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    edited.add("c.txt", PAPER.replace("甲", "丁"))
    replace = Path.replace

    def refusing(path: Path, target: Path) -> Any:
        if target.name == "b.json":
            raise refused(errno.ENOSPC, str(path))
        return replace(path, target)

    monkeypatch.setattr(Path, "replace", refusing)
    result = edited.run("import")
    assert result.exit_code == 1 and "docs/ledgers/b.json: 磁盘满了" in result.stderr
    assert {p.name for p in edited.paths.record_files()} == {"a.json", "c.json"}
    monkeypatch.undo()
    assert edited.run("import").exit_code == 0 and edited.run("verify").exit_code == 0


def _folder_for_file(archive: Archive) -> tuple[str, str]:
    path = archive.docs / "ledgers" / "b.json"
    path.mkdir(parents=True)
    return "docs/ledgers/b.json", "却是文件夹"


def _file_for_folder(archive: Archive) -> tuple[str, str]:
    (archive.docs / "stories" / "2024").rename(archive.docs / "stories" / "2023")
    (archive.docs / "stories" / "2024").write_text("x", "utf-8")
    return "docs/stories/2024", "不是文件夹"


def _loop(archive: Archive) -> tuple[str, str]:
    (archive.seeds / "b.txt").unlink()
    (archive.seeds / "b.txt").symlink_to(archive.seeds / "b.txt")
    return "seeds/b.txt", "链接绕成了圈"


def _gone(archive: Archive) -> tuple[str, str]:
    (archive.seeds / "b.txt").unlink()
    return "seeds/b.txt", "没有这个文件"


def _name_in_gbk(archive: Archive) -> tuple[str, str]:
    (archive.seeds / f"{GBK}.txt").write_text(PAPER.replace("甲", "丁"), "utf-8")
    return "seeds/稿件.txt", "改名为 稿件.txt"


def _text_in_gbk(archive: Archive) -> tuple[str, str]:
    path = archive.stories()[0]
    path.write_bytes(path.read_text("utf-8").encode("gbk"))
    return str(path.relative_to(archive.root)), "UTF-8"


FAULTS: list[Callable[[Archive], tuple[str, str]]] = [
    _folder_for_file,
    _file_for_folder,
    _loop,
    _gone,
    _name_in_gbk,
    _text_in_gbk,
]


@pytest.mark.parametrize("fault", FAULTS)
def test_an_import_names_the_file_and_goes_on(
    edited: Archive, fault: Callable[[Archive], tuple[str, str]]
) -> None:
    edited.add("c.txt", PAPER.replace("甲", "丙"))
    file, says = fault(edited)
    result = edited.run("import")
    assert result.exit_code == 1 and "Traceback" not in result.output
    assert any(line.startswith(file) and says in line for line in result.stderr.splitlines()), (
        result.stderr
    )
    if fault is not _file_for_folder:
        assert edited.paths.record("c.txt").is_file()


@pytest.mark.parametrize("command", ["import", "check", "verify", "search"])
def test_a_folder_of_stories_that_cannot_be_opened_is_not_empty(
    edited: Archive, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """Its stories are not gone: nothing is recorded as deleted."""
    listed, closed = Path.iterdir, edited.docs / "stories" / "2024"

    def iterdir(path: Path) -> Any:
        if path == closed:
            raise refused(errno.EACCES, str(path))
        return listed(path)

    before = edited.files()
    monkeypatch.setattr(Path, "iterdir", iterdir)
    result = edited.run(command, *(["那曲"] if command == "search" else []))
    monkeypatch.undo()
    assert result.exit_code == 1 and "docs/stories/2024: 没有权限" in result.stderr
    assert edited.files() == before


@pytest.mark.parametrize(
    "key, value", [("seed", 5), ("ledger", []), ("stories", [None]), ("flags", "x"), ("sha256", {})]
)
def test_a_record_of_other_types_is_named_and_the_others_are_replayed(
    edited: Archive, key: str, value: Any
) -> None:
    edited.run("import")
    path = edited.paths.record("a.txt")
    values = json.loads(path.read_text("utf-8")) | {key: value}
    path.write_text(json.dumps(values), "utf-8")
    result = edited.run("verify")
    assert result.exit_code == 1 and "2 份校勘记录，1 个问题" in result.stdout
    assert "docs/ledgers/a.json" in result.stderr or "seeds/a.txt" in result.stderr
    assert "程序自己" not in result.stderr and not edited.paths.fault.exists()


@pytest.mark.parametrize("name", [f"{GBK}.md", f"{GBK}.png"])
def test_names_in_gbk_are_named_before_a_site_is_built(edited: Archive, name: str) -> None:
    (edited.docs / name).write_text("# 页", "utf-8")
    for command in ("check", "build"):
        result = edited.run(command)
        meant = f"稿件{Path(name).suffix}"
        assert result.exit_code == 1 and f"docs/{meant}: " in result.stderr
        assert f"改名为 {meant}" in result.stderr


@pytest.mark.parametrize(
    "config, says",
    [
        (None, "这里没有 mkdocs.yml"),
        ("site_name: x\nplugins: [\n", "mkdocs.yml:3: 网站的配置读不了"),
        ("site_name: x\nplugins: [nothing]\n", "mkdocs.yml:2: plugins: 没有装“nothing”"),
    ],
)
def test_a_site_that_cannot_be_built(edited: Archive, config: str | None, says: str) -> None:
    path = edited.paths.config
    if config is None:
        path.unlink()
    else:
        path.write_text(config, "utf-8")
    result = edited.run("build")
    assert result.exit_code == 1 and says in result.stderr and "Traceback" not in result.output


def test_a_dirty_build_is_none_of_a_site_of_stories(edited: Archive) -> None:
    result = edited.run("build", "--", "--dirty")
    assert result.exit_code == 1 and "不能用 --dirty" in result.stderr


@pytest.mark.parametrize("name", ["seeds", ""])
def test_one_file_is_restored_at_a_time(edited: Archive, name: str) -> None:
    result = edited.run("restore", edited.root / name if name else "")
    assert result.exit_code == 1 and "这是文件夹；" in result.stderr


def test_a_command_in_a_folder_that_is_gone_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    result = CliRunner(env={"LC_ALL": "zh_CN.UTF-8"}).invoke(main, ["check"])
    assert result.exit_code == 1 and "所在的文件夹已经不在了" in result.stderr


def test_a_picture_in_other_letters_is_told(edited: Archive) -> None:
    story = edited.stories()[0]
    folder = story.with_suffix("")
    folder.mkdir()
    (folder / "A.JPG").write_bytes(b"")
    (folder / "aa.jpg").write_bytes(b"")
    source = f"/stories/{story.parent.name}/{folder.name}/a.jpg"
    shown = f"figures:\n- {{caption: 图, src: {source}}}\nstatus:"
    story.write_text(story.read_text("utf-8").replace("status:", shown, 1), "utf-8")
    assert "a.jpg；最接近的是“A.JPG”；放进去" in edited.run("check").stderr


def test_a_fault_of_the_program_is_kept_for_whoever_mends_it(
    edited: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: object) -> None:
        raise KeyError("x")

    monkeypatch.setattr("aidstories.stories.checks.verify.verify", broken)
    result = CliRunner(env={"LC_ALL": "zh_CN.UTF-8"}).invoke(
        main, ["--root", str(edited.root), "verify"]
    )
    assert result.exit_code == 1 and "程序自己出了错（KeyError: 'x'）" in result.stderr
    assert "Traceback" not in result.output
    assert "Traceback" in edited.paths.fault.read_text("utf-8")
    with pytest.raises(AssertionError, match="KeyError"):
        edited.run("verify")  # no other test takes a fault for bad input
    edited.paths.fault.unlink()


def test_whoever_reads_no_further_is_no_fault(edited: Archive) -> None:
    """``aidstories … | head`` closes what is printed to."""
    command = f"{sys.executable} -m aidstories --root {edited.root} import --help | true"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert "Traceback" not in done.stderr and "程序" not in done.stderr


@pytest.mark.parametrize("encoding", ["ascii", "gb18030", "latin-1"])
def test_a_terminal_of_any_encoding(edited: Archive, encoding: str) -> None:
    command = [sys.executable, "-m", "aidstories", "--root", str(edited.root), "verify"]
    said = {**os.environ, "PYTHONIOENCODING": encoding, "LC_ALL": "C.UTF-8"}
    done = subprocess.run(command, env=said, capture_output=True, check=False)
    assert b"Traceback" not in done.stderr and not edited.paths.fault.exists()
    assert encoding != "gb18030" or "个问题" in done.stdout.decode(encoding)
    assert done.stdout.rstrip()


@pytest.mark.parametrize(
    "text, meant",
    [
        ("docs/a.md", "docs/a.md"),
        (f"档案/{GBK}.txt: 原稿", "档案/稿件.txt: 原稿"),
        (os.fsdecode("丂a".encode("gbk")), "丂a"),
        (os.fsdecode("医疗队.md".encode("gbk")), "医疗队.md"),
        ("Grüße ҽ.md", "Grüße ҽ.md"),
        ("稿件 a.txt".encode().decode("ascii", "surrogateescape"), "稿件 a.txt"),
        ("我的档案（一）".encode().decode("ascii", "surrogateescape"), "我的档案（一）"),
        ("\udcff", "\\udcff"),
        ("\ud800", "\\ud800"),
    ],
)
def test_names_are_told_as_they_were_meant(text: str, meant: str) -> None:
    assert readable(text) == meant


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("a\nb.txt", r"a\nb.txt"),
        ("a\x1b[31m.txt", r"a\x1b[31m.txt"),
        ("a\u202etxt.exe", r"a\u202etxt.exe"),
        ("a\u2028\x85b", r"a\u2028\x85b"),
        ("稿 件－བོད.txt", "稿 件－བོད.txt"),
    ],
)
def test_no_name_moves_what_is_printed(name: str, told: str) -> None:
    assert Problem(file=name, zh="缺", en="x").message({"LANG": "zh"}) == f"{told}: 缺"


@pytest.mark.parametrize(
    "asked",
    [
        ("export", "稿\x1b]52;c;eA==\x07"),
        ("export", "--tibetan", "稿\x1b]52;c;eA==\x07"),
        ("serve", "-a", "稿\x1b]52;c;eA==\x07"),
    ],
)
def test_no_wrong_use_is_said_in_signs_that_a_terminal_obeys(
    archive: Archive, asked: tuple[str, ...]
) -> None:
    """OSC 52 writes the reader's clipboard, and is not what click takes out for a file."""
    done = archive.run(*asked)
    assert done.exit_code == 2 and r"稿\x1b]52;c;eA==\x07" in done.stderr


@pytest.mark.parametrize("number", SAYS)
def test_the_cause_is_said_with_its_remedy(number: int) -> None:
    problem = of_system(refused(number, "a.md"))
    assert problem.file == "a.md" and SAYS[number] in problem.zh and "；" in problem.zh


def test_what_nobody_knows_is_said_as_the_system_has_it() -> None:
    assert "Numerical" in of_system(refused(errno.EDOM)).zh
    assert "磁盘满了" in of_system(OSError("992 requested and 14 written")).zh


@pytest.mark.parametrize("name", ["A.txt", "e\u0301.txt"])
def test_names_that_some_disks_take_for_one_are_refused(archive: Archive, name: str) -> None:
    """Another capture's ``a.txt`` would be gone where a disk tells no case."""
    for known in ("a.txt", "\u00e9.txt"):
        archive.add(known, PAPER + known)
    given = archive.root / name
    given.write_text(PAPER + "又一句。", "utf-8")
    done = archive.run("import", given)
    assert done.exit_code == 1 and "请换个文件名" in done.stderr
    assert not (archive.seeds / name).exists()


def test_what_word_lays_beside_an_open_document_is_passed_over(
    archive: Archive, tmp_path: Path
) -> None:
    folder = tmp_path / "收到的"
    folder.mkdir()
    (folder / "~$稿件.docx").write_bytes(b"\x04User" + b" " * 50)
    (folder / "稿件~$.txt").write_text(PAPER, "utf-8")
    done = archive.run("import", "-q", folder)
    assert (done.exit_code, done.stdout) == (0, "1 个原稿：新建 1\n")


def test_what_windows_lays_into_a_folder_is_passed_over(archive: Archive, tmp_path: Path) -> None:
    folder = tmp_path / "收到的"
    folder.mkdir()
    for name in ("Thumbs.db", "desktop.ini", "Desktop.ini"):
        (folder / name).write_bytes(b"[.ShellClassInfo]\r\n")
    (folder / "Thumbs.db.txt").write_text(PAPER, "utf-8")
    done = archive.run("import", "-q", folder)
    assert (done.exit_code, done.stdout) == (0, "1 个原稿：新建 1\n")


def test_empty_files_are_not_said_to_be_taken_already(archive: Archive, tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("空.txt", "空白.txt")]
    for file in files:
        file.write_text("\n", "utf-8")
    done = archive.run("import", *files)
    assert "完全相同" not in done.stderr and "文件是空的" in done.stderr


def test_a_name_that_no_capture_may_have_is_told_with_what_is_wrong(
    archive: Archive, tmp_path: Path
) -> None:
    given = tmp_path / "甲\\乙.txt"
    given.write_text(PAPER, "utf-8")
    assert "反斜线" in archive.run("import", given).stderr


def test_a_disk_that_is_full_is_told_with_what_was_to_be_written(tmp_path: Path) -> None:
    nameless = OSError(errno.ENOSPC, "No space left on device")
    named = OSError(errno.ENOSPC, "No space left on device", "b")
    for error, name in ((nameless, "a"), (named, "b")):
        with pytest.raises(OSError) as raised, naming("a"):
            raise error
        assert of_system(raised.value).message().startswith(f"{name}: 磁盘满了")
