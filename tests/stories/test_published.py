"""What may be published: characters that nobody sees, links that lead outside, names too long."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from mkdocs.exceptions import PluginError

from aidstories.characters import unseen
from aidstories.errors import BadInput, Problem
from aidstories.model import Role
from aidstories.site.incremental.dependencies import Dependencies
from aidstories.site.incremental.outcome import Outcome
from aidstories.site.incremental.standing import Look
from aidstories.site.interface.pinyin import slugs
from aidstories.stories.checks import gate
from aidstories.stories.store.files import Read, hand_on, read_stories
from tests.archive import Archive, Made, make_archive

STORY = """---
id: yi-pian
title: {title}
year: '2021'
year_basis: stated
regions: [西藏自治区/那曲市]
source: {notes}
figures: [{{caption: {caption}}}]
status: 未校对
---

{text}
"""
PLAIN = {
    "title": "医生来到那曲",
    "notes": "西藏日报",
    "caption": "义诊",
    "text": "西藏那曲市人民医院的医生来了。",
}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Made:
    return Made(make_archive(tmp_path_factory.mktemp("archive") / "here"))


@pytest.fixture
def archive(made: Made) -> Iterator[Archive]:
    yield made.as_new()
    for path in [made.archive.docs, *made.archive.root.rglob("*")]:
        if path.is_symlink():
            path.unlink()


def written(archive: Archive, **values: str) -> Path:
    path = archive.docs / "stories" / "2021" / "yi-pian.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(STORY.format(**PLAIN | values), "utf-8")
    return path


@pytest.mark.parametrize(
    ("field", "value", "place", "named"),
    [
        ("title", '"医生\\u202e来"', ":3: title: ", "U+202E RIGHT-TO-LEFT OVERRIDE"),
        ("notes", '"说明\\0"', ":7: source: ", "U+0000 NULL"),
        ("notes", '"说\\u2066明"', ":7: source: ", "U+2066 LEFT-TO-RIGHT ISOLATE"),
        ("caption", '"义\\x1b诊"', ":8: figures.0.caption: ", "U+001B ESCAPE"),
        ("title", '"医生\\u3164来"', ":3: title: ", "U+3164 HANGUL FILLER"),
        ("text", "医生\U000e0061来了。", ":12: ", "U+E0061 TAG LATIN SMALL LETTER A"),
        ("text", "医生\u202d来了。", ":12: ", "U+202D LEFT-TO-RIGHT OVERRIDE"),
        ("text", "医生&#x202E;来了。", ":12: ", "U+202E RIGHT-TO-LEFT OVERRIDE"),
    ],
)
def test_an_unseen_character_is_named(
    archive: Archive, field: str, value: str, place: str, named: str
) -> None:
    written(archive, **{field: value})
    told = archive.run("check")
    assert told.exit_code == 1 and f"docs/stories/2021/yi-pian.md{place}" in told.stderr
    assert named in told.stderr


@pytest.mark.parametrize("text", ["", "一\t二\n三", "བོད\u0f0b", "é\u200b", "👩\u200d⚕️", "\u3000"])
def test_a_character_that_is_seen_or_spaces_is_none(text: str) -> None:
    assert unseen(text) is None


@pytest.mark.parametrize(
    ("title", "says"), [("\u200b\u2060", True), ("\u3000", True), ("甲\u200b", False)]
)
def test_a_title_of_which_nothing_is_seen_is_none(archive: Archive, title: str, says: bool) -> None:
    written(archive, title=f'"{title}"')
    assert ("title" in archive.run("check").stderr) is says


def test_an_unseen_character_in_a_table_is_named(archive: Archive) -> None:
    table = archive.docs / "data" / "institutions.csv"
    rows = table.read_text("utf-8").splitlines()
    rows[1] = rows[1].replace(",", "\u202e,", 1)
    table.write_text("\n".join(rows) + "\n", "utf-8")
    told = archive.run("check")
    assert told.exit_code == 1 and "docs/data/institutions.csv:2: " in told.stderr
    assert "U+202E" in told.stderr


@pytest.mark.parametrize("command", ["check", "build", "serve", "import"])
@pytest.mark.parametrize("folder", ["docs", "docs/stories/2021", "seeds"])
def test_a_link_that_leads_outside_is_refused(
    archive: Archive, tmp_path: Path, command: str, folder: str
) -> None:
    secret = tmp_path / "secret.md"
    secret.write_text("秘密", "utf-8")
    link = archive.root / folder / "leak.md"
    link.parent.mkdir(parents=True, exist_ok=True)
    link.symlink_to(os.path.relpath(secret, link.parent.resolve()))
    told = archive.run(command)
    assert told.exit_code == 1
    assert f"{folder}/leak.md: 这个链接通到档案之外：{secret.resolve()}" in told.stderr


def test_a_folder_that_is_a_link_outside_is_refused(archive: Archive, tmp_path: Path) -> None:
    (archive.docs / "away").symlink_to(tmp_path)
    assert "docs/away: 这个链接通到档案之外" in archive.run("check").stderr


@pytest.mark.parametrize(
    "character, named",
    [("\0", "NULL"), ("\x08", "BACKSPACE"), ("\x7f", "DELETE"), ("\x01", "CONTROL CHARACTER")],
)
def test_a_control_is_told_by_its_name(character: str, named: str) -> None:
    assert unseen(f"甲{character}") == f"U+{ord(character):04X} {named}"


def test_a_file_whose_name_turns_round_is_named(archive: Archive) -> None:
    path = archive.docs / "a\u202etxt.md"
    path.write_text("甲\n", "utf-8")
    for command in ("check", "build"):
        done = archive.run(command)
        assert done.exit_code == 1 and "docs/a�txt.md: 文件名里有看不见的字符 U+202E" in done.stderr
    path.unlink()


@pytest.mark.parametrize(
    "name",
    ["docs/stories/2021/yi.md", "docs/data/notes.md", "docs/ledgers/a.json", "seeds/a.txt"],
)
@pytest.mark.parametrize("make", [os.mkfifo, lambda path: path.symlink_to("/dev/zero")])
def test_what_never_ends_is_named_and_not_read(
    archive: Archive, name: str, make: Callable[[Path], None]
) -> None:
    path = archive.root / name
    path.parent.mkdir(parents=True, exist_ok=True)
    make(path)
    for command in ("check", "verify", "import", "build"):
        done = archive.run(command)
        assert done.exit_code == 1 and f"{name}: 这不是普通的文件" in done.stderr, command
    path.unlink()


def test_what_a_linked_folder_links_to_must_lie_inside_too(
    archive: Archive, tmp_path: Path
) -> None:
    (archive.root / "more").mkdir()
    (archive.root / "more" / "leak.md").symlink_to(tmp_path)
    (archive.docs / "more").symlink_to("../more")
    for command in ("check", "build"):
        assert "docs/more/leak.md: 这个链接通到档案之外" in archive.run(command).stderr


@pytest.mark.parametrize("target", [".", "..", "../data", "../../seeds"])
def test_a_link_to_a_folder_of_the_archive_is_refused(archive: Archive, target: str) -> None:
    """Two links to the folder that they stand in make 2^40 paths of it."""
    for name in ("one", "two"):
        (archive.docs / "stories" / name).symlink_to(target)
    for command in ("check", "verify", "import", "build"):
        done = archive.run(command)
        assert "docs/stories/one: 这个链接通到档案里已有的文件夹" in done.stderr, command
    assert "程序自己" not in archive.run("verify", "--fixity").stderr


def test_a_folder_elsewhere_in_the_archive_may_be_linked_to(archive: Archive) -> None:
    written(archive)
    (archive.docs / "stories" / "2021").rename(archive.root / "of-2021")
    (archive.docs / "stories" / "2021").symlink_to("../../of-2021")
    assert archive.run("check").exit_code == archive.run("import").exit_code == 0
    assert "docs/stories/2021/yi-pian.md" in archive.paths.manifest.read_text("utf-8")


@pytest.mark.parametrize("inside", ["docs/stories/2021", "docs/data", "seeds"])
def test_folders_a_thousand_deep_are_refused(archive: Archive, inside: str) -> None:
    folder = deep(archive.root / inside)
    try:
        for command in ("check", "verify", "import", "build"):
            done = archive.run(command)
            assert done.exit_code == 1 and "文件夹嵌套超过 30 层" in done.stderr, command
        assert "程序自己" not in archive.run("verify", "--fixity").stderr
    finally:
        subprocess.run(["rm", "-r", folder], check=True)


def test_a_folder_to_import_may_be_deep(archive: Archive, tmp_path: Path) -> None:
    """A bag or a folder of captures, which lies elsewhere."""
    folder = deep(tmp_path)
    (folder / "bagit.txt").write_text("BagIt-Version: 1.0\n", "utf-8")
    for named in (tmp_path, folder):
        assert "程序自己" not in archive.run("import", str(named)).stderr
    subprocess.run(["rm", "-r", folder], check=True)


def deep(top: Path) -> Path:
    """Make 1,200 folders in each other; the system takes no path as long as theirs."""
    folder = top / "d"
    folder.mkdir(parents=True)
    inside = os.open(folder, os.O_RDONLY)
    for _ in range(1_200):
        os.mkdir("d", dir_fd=inside)
        below = os.open("d", os.O_RDONLY, dir_fd=inside)
        os.close(inside)
        inside = below
    os.close(inside)
    return folder


def test_a_link_round_to_itself_is_named(archive: Archive) -> None:
    (archive.seeds / "loop.txt").symlink_to("loop.txt")
    loop = str(archive.seeds / "loop.txt")
    for asked in (["import"], ["import", loop], ["restore", loop]):
        assert "loop.txt: 链接绕成了圈" in archive.run(*asked).stderr
    for asked in (["check", loop], ["verify", "--accept", loop]):
        assert archive.run(*asked).exit_code == 1


def test_a_link_that_leads_nowhere_is_no_pipe(archive: Archive) -> None:
    (archive.docs / "lost.md").symlink_to("gone.md")
    done = archive.run("check")
    assert "管道" not in done.stderr and archive.run("verify").exit_code == 0


def test_a_link_that_stays_inside_is_none(archive: Archive) -> None:
    written(archive)
    (archive.docs / "again.csv").symlink_to("data/places.csv")
    assert archive.run("check").exit_code == 0


def test_docs_may_stand_on_another_disk(tmp_path: Path) -> None:
    archive = make_archive(tmp_path / "here")
    archive.docs.rename(tmp_path / "there")
    archive.docs.symlink_to(tmp_path / "there")
    assert archive.run("check").exit_code == 0


def test_what_check_refuses_is_not_built(archive: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    built: list[object] = []

    def build(*given: object) -> Outcome:
        built.append(given)
        return Outcome(changed=(), gone=(), files=0, whole=True)

    monkeypatch.setattr("aidstories.cli.preview._built", build)
    path = written(archive, notes='"\\u202e"')
    told = archive.run("build")
    assert told.exit_code == 1 and not built
    assert "U+202E" in told.stderr and "--despite-problems" in told.stderr
    told = archive.run("build", "--despite-problems")
    assert told.exit_code == 0 and len(built) == 1
    assert "U+202E" in told.stderr and "照样做下去" in told.stderr
    written(archive)
    assert archive.run("build").exit_code == 0 and len(built) == 2
    path.write_text(path.read_text("utf-8").replace("那曲市]", "那曲区]"), "utf-8")
    told = archive.run("build")
    assert told.exit_code == 1 and "那曲区" in told.stderr and len(built) == 2


@pytest.mark.parametrize("data", [b"---\nid: [\n---\n", b"\xff", b"", b"---\nid: other\n---\n"])
def test_a_story_that_cannot_be_read_is_left_out_despite_problems(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, data: bytes
) -> None:
    left: list[frozenset[Path]] = []

    def build(*given: Any) -> Outcome:
        left.append(given[-1].without)
        return Outcome(changed=(), gone=(), files=0, whole=True)

    monkeypatch.setattr("aidstories.cli.preview._built", build)
    whole = written(archive)
    path = whole.with_name("broken.md")
    path.write_bytes(data)
    told = archive.run("build", "--despite-problems")
    assert told.exit_code == 0 and left == [frozenset({path})]
    assert "broken.md: 这一篇读不了" in told.stderr and f"{whole.name}: 这" not in told.stderr
    assert [story.id for story in read_stories(archive.paths, without=left[0])] == [whole.stem]
    assert archive.run("build").exit_code == 1


def test_a_template_that_cannot_be_used_is_named(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    template = archive.root / "overrides/main.html"
    template.parent.mkdir()

    def build(*_: object, **__: object) -> Outcome:
        loader = FileSystemLoader(template.parent)
        Environment(loader=loader, undefined=StrictUndefined).get_template("main.html").render()
        raise AssertionError

    monkeypatch.setattr("aidstories.site.incremental.again.build_again", build)
    for wrong in ("{% if %}", "{{ nobody }}", "{{ 1 / 0 }}"):
        template.write_text(f"<p>\n{wrong}\n", "utf-8")
        told = archive.run("build")
        assert told.exit_code == 1 and "overrides/main.html:2: 这个模板用不了" in told.stderr


@pytest.mark.parametrize("asked", ["nosuch.html", '"nosuch.html"  # x'])
def test_a_page_that_asks_for_no_template_is_named(
    archive: Archive, monkeypatch: pytest.MonkeyPatch, asked: str
) -> None:
    def build(*_: object, **__: object) -> Outcome:
        Environment(loader=FileSystemLoader(archive.root)).get_template("nosuch.html")
        raise AssertionError

    monkeypatch.setattr("aidstories.site.incremental.again.build_again", build)
    page = archive.docs / "about.md"
    page.write_text(f"---\ntitle: 说明\ntemplate: {asked}\n---\n\n甲\n", "utf-8")
    told = archive.run("build")
    assert told.exit_code == 1 and "about.md:3: template: 没有“nosuch.html”" in told.stderr
    page.write_text("---\ntitle: template\n---\n\ntemplate: nosuch\n", "utf-8")
    assert "这个模板用不了：" in archive.run("build").stderr  # one that another template asks for


def test_a_site_that_was_built_despite_problems_has_them_told_again(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        "aidstories.site.incremental.standing.look", lambda *_: Look(archive.root, {}, (), 0)
    )
    note = archive.paths.build_cache / "despite-problems"
    assert archive.run("build").exit_code == 0  # nothing has changed
    path = written(archive, notes='"\\u202e"')
    note.parent.mkdir(parents=True, exist_ok=True)
    note.touch()
    told = archive.run("build")
    assert told.exit_code == 1 and "U+202E" in told.stderr
    path.unlink()
    assert archive.run("build").exit_code == 0 and not note.exists()


def test_what_cannot_be_read_is_not_built_despite_all(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(archive)
    path.write_bytes(b"---\nid: [\n---\n")
    said = BadInput([Problem(file=str(path), line=2, zh="括号", en="brackets")])

    def build(*_: object) -> Outcome:
        raise PluginError("as MkDocs tells it") from said

    monkeypatch.setattr("aidstories.cli.preview._built", build)
    told = archive.run("build", "--despite-problems")
    assert told.exit_code == 1 and "照样做下去" in told.stderr
    assert "也没有生成；先改好这些" in told.stderr and "括号" in told.stderr
    assert "as MkDocs tells it" not in told.stderr


def test_a_change_that_keeps_length_and_time_is_checked(archive: Archive) -> None:
    path, kept = written(archive), archive.root / ".cache" / "build" / "checked.json"
    assert gate.refused(archive.paths, kept) == ()
    before, text = path.stat(), path.read_text("utf-8")
    path.write_text(text.replace("那曲市]", "那曲区]"), "utf-8")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert (path.stat().st_size, path.stat().st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    [problem] = gate.refused(archive.paths, kept)
    assert "那曲区" in problem.zh


def test_only_what_changed_is_checked_again(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, kept = written(archive), archive.root / ".cache" / "build" / "checked.json"
    assert gate.refused(archive.paths, kept) == ()
    monkeypatch.setattr(gate, "check", lambda *_, **__: pytest.fail("all was checked again"))
    assert gate.refused(archive.paths, kept) == ()
    written(archive, title='"一\\u0007个"')
    [problem] = gate.refused(archive.paths, kept)
    assert "U+0007 BELL" in problem.zh
    assert gate.refused(archive.paths, kept) == (problem,), "what is wrong stays wrong"
    written(archive)
    assert gate.refused(archive.paths, kept) == ()
    beside = path.with_name("another.md")
    other = path.read_text("utf-8").replace(f"id: {path.stem}", "id: another")
    beside.write_text(other.replace("title: ", "title: 另"), "utf-8")
    assert gate.refused(archive.paths, kept) == (), "a new story is checked alone"
    beside.write_text(other.replace("status:", "reprint_of: nobody\nstatus:"), "utf-8")
    path.unlink()
    monkeypatch.undo()
    assert gate.refused(archive.paths, kept) != ()
    beside.unlink()
    assert gate.refused(archive.paths, kept) == ()
    kept.write_text("[", "utf-8")
    assert gate.refused(archive.paths, kept) == ()
    kept.unlink()
    kept.mkdir()
    assert gate.refused(archive.paths, kept) == () and kept.is_file()


def test_stories_that_were_checked_are_not_read_again(archive: Archive) -> None:
    path, dependencies = written(archive), Dependencies()
    wrong, long_ago = path.with_name("cuo.md"), path.with_name("zai.md")
    wrong.write_text(STORY.format(**PLAIN).replace("id: yi-pian", "id: Cuo"), "utf-8")
    long_ago.write_text(STORY.format(**PLAIN).replace("id: yi-pian", "id: zai"), "utf-8")
    right: dict[Path, Read] = {}
    assert gate.refused(archive.paths, archive.root / "kept.json", right) != ()
    assert set(right) == {path, long_ago}, "what is wrong is read again, and refused again"
    checked = right[long_ago].story
    wrong.unlink()
    written(archive, text="又来了。")
    hand_on(right, dependencies.know)
    [changed, same] = read_stories(archive.paths, dependencies.value)
    assert same is checked and not right
    assert changed.article.texts(Role.PARAGRAPH) == ("又来了。",), "what changed since is read"


def test_a_new_story_is_held_against_all_others(archive: Archive) -> None:
    path, kept = written(archive), archive.root / ".cache" / "build" / "checked.json"
    long = "\n\n" + "\n\n".join(f"第{n}天，医生教会了护士做第{n}种检查。" for n in range(20)) + "\n"
    path.write_text(path.read_text("utf-8").rstrip() + long, "utf-8")
    assert gate.refused(archive.paths, kept) == ()
    same = path.with_name("zai.md")
    same.write_text(path.read_text("utf-8").replace(f"id: {path.stem}", "id: zai"), "utf-8")
    assert [problem.file for problem in gate.refused(archive.paths, kept)] == [str(same)]
    elsewhere = path.parent.with_name("1999") / path.name
    elsewhere.parent.mkdir()
    same.rename(elsewhere)
    assert gate.refused(archive.paths, kept) != (), "an id stands twice"
    elsewhere.unlink()
    (archive.paths.captures / "nobody.txt").write_text("x", "utf-8")
    [problem] = gate.refused(archive.paths, kept)
    assert problem.file.endswith("nobody.txt")


def test_a_long_name_has_an_address_that_a_disk_holds() -> None:
    names = ["医" * 300, "医" * 300 + "生", "x" * 300, "张" * 20, "王敏"]
    found = slugs(dict.fromkeys(names, ""))
    assert len(set(found.values())) == len(names) and max(map(len, found.values())) <= 100
    assert found["王敏"] == "wang-min" or found["王敏"] == "wangmin"
    assert slugs(dict.fromkeys(reversed(names), "")) == found, "whatever the order"
