"""Commands: exit status, language, standard input, what they print."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from unittest.mock import Mock

import pytest

from aidstories.cli import main
from aidstories.errors import BadInput
from aidstories.stories.importing.captures import read_capture
from aidstories.stories.store.files import read_story
from tests.archive import GOLD_SEEDS, PAPER, Archive, make_archive


@pytest.mark.parametrize("name", main.commands)
def test_every_command_has_help(archive: Archive, name: str) -> None:
    result = archive.run(name, "--help")
    assert result.exit_code == 0 and len(result.stdout.splitlines()) > 4


@pytest.mark.parametrize(
    "arguments",
    [
        ["rstore"],
        ["restore"],
        ["restore", "--jsn", "x"],
        ["import", "--workers", "0"],
        ["verify", "x"],
        ["serve", "-a", "127.0.0.1"],
        ["serve", "-a", "127.0.0.1:99999"],
        ["review", "--dev-addr", "127.0.0.1:80a"],
        ["serve", "-a", "no.such.host.invalid:8000"],
        ["review", "-a", "1.2.3:8000"],
    ],
)
def test_bad_usage(archive: Archive, arguments: list[str]) -> None:
    assert archive.run(*arguments).exit_code == 2


def test_a_terminal_obeys_no_title_that_search_lists(archive: Archive) -> None:
    archive.add()
    archive.run("import")
    story = next((archive.root / "docs" / "stories").rglob("*.md"))
    title = next(li for li in story.read_text("utf-8").splitlines() if li.startswith("title:"))
    text = story.read_text("utf-8").replace(title, 'title: "医院\\e]0;好\\a的一天"')
    story.write_text(text, encoding="utf-8")
    result = archive.run("search", "医院")
    assert r"医院\x1b]0;好\x07的一天" in result.stdout
    assert not set("\x1b\x07") & set(result.stdout)


def test_restore_as_json(archive: Archive, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(PAPER, encoding="utf-8")
    files = archive.files()
    result = archive.run("restore", path, "--json")
    assert result.exit_code == 0
    data = json.loads(result.stdout)
    (story,) = data["stories"]
    assert story["title"] == "甲市医疗队支援那曲"
    assert story["byline"] == [{"name": "央金", "role": "记者"}]
    assert [b["type"] for b in story["body"]] == ["paragraph", "paragraph"]
    assert sum(data["ledger"]["counts"].values()) == len(PAPER)
    assert archive.files() == files


def test_restore_to_read(archive: Archive, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(PAPER, encoding="utf-8")
    shown = archive.run("restore", path).stdout
    assert "# 甲市医疗队支援那曲" in shown and "西藏自治区/那曲市/色尼区" in shown


def test_restore_says_that_a_long_text_takes_a_while(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = PAPER.replace("\r", "")
    for most, says in ((len(text), False), (len(text) - 1, True)):
        monkeypatch.setattr("aidstories.cli.reading._LONG", most)
        told = archive.run("restore", "-", input=text.encode())
        assert told.exit_code == 0 and (f"正文 {len(text):,} 字" in told.stderr) is says


def test_restore_from_standard_input(archive: Archive) -> None:
    result = archive.run("restore", "-", "--json", input=PAPER.encode("gb18030"))
    assert result.exit_code == 0 and json.loads(result.stdout)["encoding"] == "gb18030"


def test_nothing_on_standard_input(archive: Archive) -> None:
    result = archive.run("restore", "-", input=b"")
    assert result.exit_code == 1 and "空的" in result.stderr


def test_no_standard_input(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("aidstories.stories.importing.captures.sys.stdin", None)
    with pytest.raises(BadInput, match="没有标准输入"):
        read_capture(Path("-"))


def test_a_lack_of_memory_is_no_fault_of_the_program(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("aidstories.stories.checks.stories.check", Mock(side_effect=MemoryError))
    done = archive.run("check")
    assert done.exit_code == 1 and "内存不够" in done.stderr


def test_json_of_what_is_no_text_of_any_encoding(archive: Archive) -> None:
    """A stray byte in a text is no reason to fail; the JSON stays JSON."""
    data = PAPER.encode() + b"\n\xff\n"
    result = archive.run("restore", "-", "--json", input=data)
    assert result.exit_code == 0 and json.loads(result.stdout)["stories"]


@pytest.mark.parametrize(
    "lang, says", [("zh_CN.UTF-8", "没有这个文件"), ("en_US.UTF-8", "no such file")]
)
def test_language(archive: Archive, lang: str, says: str) -> None:
    assert says in archive.run("restore", "没有.txt", lang=lang).stderr


def test_the_archive_is_found_from_a_folder_inside(archive: Archive) -> None:
    archive.add()
    env = {**os.environ, "LC_ALL": "zh_CN.UTF-8"}
    command = [sys.executable, "-c", "from aidstories.cli import main; main()", "import", "-q"]
    inside = archive.docs / "data"
    done = subprocess.run(command, cwd=inside, env=env, capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (0, "1 个原稿：新建 1\n")
    assert len(archive.stories()) == 1


@pytest.mark.parametrize("command", [["check"], ["verify"], ["search", "医"], ["restore", "a.txt"]])
def test_a_folder_that_is_no_archive_is_said_once(tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "a.txt").write_text(PAPER, "utf-8")
    command = [str(tmp_path / c) if c == "a.txt" else c for c in command]
    done = Archive(tmp_path).run(*command)
    assert (done.exit_code, done.stderr.count("\n")) == (1, 1)
    assert "这里不是档案" in done.stderr and "--root" in done.stderr


@pytest.mark.parametrize(
    "command",
    [
        *(["import"], ["import", "--dry-run"], ["translate", "a"], ["migrate"], ["upgrade"]),
        *(["new", "--title", "门诊开了"], ["export", "x.csv"], ["remove", "a"], ["check"]),
    ],
)
def test_a_command_leaves_nothing_in_a_folder_that_is_no_archive(
    tmp_path: Path, command: list[str]
) -> None:
    done = Archive(tmp_path).run(*command)
    assert done.exit_code == 1 and not list(tmp_path.iterdir())


def test_a_writer_says_that_a_folder_is_no_archive(tmp_path: Path) -> None:
    assert "这里不是档案" in Archive(tmp_path).run("migrate").stderr


def test_a_root_that_leads_round_to_itself_is_named(tmp_path: Path) -> None:
    (tmp_path / "loop").symlink_to("loop")
    for command in ("check", "import", "export x.csv"):
        done = Archive(tmp_path / "loop").run(*command.split())
        assert done.exit_code == 1 and "loop: 链接绕成了圈" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["loop"]


def test_what_is_wrong_with_a_file_is_said_where_no_archive_is(tmp_path: Path) -> None:
    done = Archive(tmp_path).run("restore", tmp_path / "没有.txt")
    assert "没有这个文件" in done.stderr and "不是档案" not in done.stderr


@pytest.mark.parametrize("command", ["check", "search", "restore"])
def test_nobody_need_read_what_is_printed(archive: Archive, command: str) -> None:
    """Services close the standard output: ``>&-``."""
    archive.add()
    given = {"check": [], "search": ["医"], "restore": [str(archive.seeds / "a.txt")]}[command]
    run = (
        f"exec {sys.executable} -m aidstories --root {archive.root} {command} {' '.join(given)} >&-"
    )
    done = subprocess.run(["sh", "-c", run], capture_output=True, text=True, check=False)
    assert (done.returncode, archive.paths.fault.exists()) == (0, False), done.stderr


def test_new_passes_the_check(archive: Archive) -> None:
    options = [*("--title", "巡回义诊到聂荣"), *("--year", "2024"), *("--published", "2024-05")]
    options += [*("--byline", "央金/记者"), *("--source", "西藏日报"), *("--program", "对口援藏")]
    options += [*("--region", "西藏自治区/那曲市/聂荣县"), *("--donor", "辽宁省")]
    result = archive.run("new", *options, "--text", "-", input="第一段。\n\n第二段。\n")
    assert result.exit_code == 0
    path = archive.root / result.stdout.strip()
    assert path.relative_to(archive.docs).as_posix() == "stories/2024/xunhui-yizhen-dao-nierong.md"
    story = read_story(path)
    assert len(story.article.passages) == 3
    assert {e.by for e in story.description.evidence} == {"editor"}
    assert archive.run("check").exit_code == 0


@pytest.mark.parametrize(
    "data", ["山里的医生到了。".encode("gbk"), b"\x89PNG\r\n\xff", b"\xff\xfe1\0"]
)
def test_new_takes_no_text_that_is_none(archive: Archive, tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "text.txt"
    file.write_bytes(data)
    for given in (file, "-"):
        done = archive.run("new", "--title", "巡回义诊", "--text", given, input=data)
        assert done.exit_code == 1 and "不是 UTF-8 的文字" in done.stderr
    assert archive.stories() == []


def test_new_leaves_out_the_mark_that_windows_puts_first(archive: Archive, tmp_path: Path) -> None:
    file = tmp_path / "text.txt"
    file.write_bytes("第一段。\r\n\r\n第二段。\r\n".encode("utf-8-sig"))
    assert archive.run("new", "--title", "巡回义诊", "--text", file).exit_code == 0
    (story,) = archive.stories()
    assert story.read_text("utf-8").endswith("---\n\n第一段。\n\n第二段。\n")


def test_no_import_has_more_workers_than_a_machine(archive: Archive) -> None:
    done = archive.run("import", "--workers", "9" * 20)
    assert done.exit_code == 2 and "1<=x<=1024" in done.stderr


def test_new_asks_for_the_title(archive: Archive) -> None:
    result = archive.run("new", input="巡回义诊\n")
    checked = archive.run("check")
    assert result.exit_code == 0 and archive.stories()[0].parent.name == "undated"
    assert checked.exit_code == 1 and "占位" in checked.stderr, "its text is still to be written"


def test_new_twice(archive: Archive) -> None:
    archive.run("new", "--title", "义诊")
    archive.run("new", "--title", "义诊")
    assert {path.stem for path in archive.stories()} == {"yizhen", "yizhen-2"}


def test_new_refuses_an_id_that_another_has(archive: Archive) -> None:
    archive.run("new", "--title", "义诊")
    result = archive.run("new", "--title", "巡诊", "--id", "yizhen")
    assert result.exit_code == 1 and "“yizhen”已是另一篇的（yizhen.md）" in result.stderr
    assert len(archive.stories()) == 1


def test_new_refuses_what_the_check_would(archive: Archive) -> None:
    result = archive.run("new", "--title", "义诊", "--region", "聂荣县", "--published", "去年")
    assert result.exit_code == 1
    assert "西藏自治区/那曲市/聂荣县" in result.stderr and "去年" in result.stderr
    assert not archive.stories()


def test_commands_agree_on_the_seeds(tmp_path: Path) -> None:
    """The captures of the gold import, check, verify and stay the same."""
    archive = make_archive(tmp_path / "archive")
    for path in GOLD_SEEDS.iterdir():
        (archive.seeds / path.name).write_bytes(path.read_bytes())
    for arguments in (["import"], ["check"], ["verify"]):
        result = archive.run(*arguments)
        assert result.exit_code == 0, result.stderr
    assert len(archive.stories()) == 10
    files = archive.files()
    archive.run("import")
    assert archive.files() == files


@pytest.mark.parametrize(
    ("count", "told"), [(0, "0 files, 0 problems"), (1, "1 file, 1 problem"), (2, "2 files, 2 pro")]
)
def test_counts_in_english_are_singular_or_plural(archive: Archive, count: int, told: str) -> None:
    for number in range(count):
        path = archive.docs / "stories" / "2024" / f"s{number}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("no front matter\n", "utf-8")
    done = archive.run("check", lang="en_US.UTF-8")
    assert told in done.stdout


def test_one_capture_is_one_capture_in_english(archive: Archive) -> None:
    archive.add()
    assert archive.run("import", lang="en_US.UTF-8").stdout.startswith("new  ")
    assert "1 capture: " in archive.run("import", lang="en_US.UTF-8").stdout


@pytest.mark.parametrize(
    ("file", "says"),
    [
        ("docs/stories/2024/nosuch.md", "没有这个文件"),
        ("mkdocs.yml", "这里没有可核对的"),
        ("seeds", "这里没有可核对的"),
    ],
)
def test_check_says_that_it_checked_nothing(archive: Archive, file: str, says: str) -> None:
    done = archive.run("check", archive.root / file)
    assert done.exit_code == 1 and says in done.stderr


def test_check_of_one_file_names_what_is_near(archive: Archive) -> None:
    archive.add()
    archive.run("import")
    (story,) = archive.stories()
    done = archive.run("check", story.with_name(f"{story.stem}s.md"))
    assert done.exit_code == 1 and f"最接近的是“{story.name}”" in done.stderr
    assert archive.run("check", story).exit_code == 0
    assert archive.run("check", story.parent).exit_code == 0


def test_help_loads_the_commands_alone() -> None:
    """What a command works with loads when it works: `--help` answers at once.

    It takes .08 s of CPU where an empty Python takes .01 s; it took .21 s.
    """
    listed = "import sys; {}; print(*sorted({{n.split('.')[0] for n in sys.modules}}))"
    show = "from aidstories.cli import main; main(['--help'], standalone_mode=False)"
    empty, loaded = (
        set(_printed(listed.format(code)).splitlines()[-1].split()) for code in ("pass", show)
    )
    assert loaded - empty - sys.stdlib_module_names == {"aidstories", "click"}
    rooms = "print(*(n for n in sys.modules if n.startswith('aidstories.')))"
    ours = _printed(f"import sys; {show}; {rooms}").splitlines()[-1].split()
    heavy = ("restore", "describe", "stories", "search", "site", "preview", "tables", "model")
    assert [name for name in ours if name.split(".")[1] in heavy] == []


@pytest.mark.parametrize(
    ("text", "loads"),
    [
        ("山里的医生\n\n海角县的医生到了。\n", False),
        ("<p>海角县的医生到了。</p>\n<p>山里。</p>", True),
    ],
)
def test_a_text_loads_no_parser_of_pages(tmp_path: Path, text: str, loads: bool) -> None:
    """It took .07 of the .9 s of CPU of a command that restores one text."""
    capture = tmp_path / "capture.txt"
    capture.write_text(text, encoding="utf-8")
    show = f"main(['restore', {str(capture)!r}], standalone_mode=False)"
    code = f"import sys; from aidstories.cli import main; {show}; print('bs4' in sys.modules)"
    assert _printed(code).splitlines()[-1] == str(loads)


def _printed(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True)
    return done.stdout


@pytest.mark.parametrize(
    ("command", "at"),
    [
        ("import", "aidstories.stories.importing.workers.read_capture"),
        ("import", "os.replace"),
        ("build", "aidstories.stories.checks.gate.refused"),
        ("serve", "aidstories.preview.serve.Preview.build"),
    ],
)
def test_who_is_told_to_end_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, at: str
) -> None:
    archive, before = make_archive(tmp_path), signal.getsignal(signal.SIGTERM)
    archive.add()
    files = archive.files()
    with monkeypatch.context() as patch:
        patch.setattr(at, lambda *_, **__: os.kill(os.getpid(), signal.SIGTERM))
        done = archive.run(command)
    assert (done.exit_code, done.stderr) == (143, "收到结束的信号，已中止。\n")
    assert archive.files() == files
    assert signal.getsignal(signal.SIGTERM) is before
    assert archive.run("import").exit_code == 0 and archive.run("check").exit_code == 0
