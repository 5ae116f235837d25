"""What is removed goes whole, stays away, and leaves an archive that passes."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from aidstories.errors import BadInput
from aidstories.stories.store.removal import catalogue_without
from tests.archive import PAPER, Archive, Snapshot, make_archive, taken

SECOND = PAPER.replace("甲市", "乙县").replace("杭州市", "上海市").replace("义诊", "讲座")
DECISION = '\n  [[seed.decision]]\n  field = "source"\n  value = "某报"\n'


@pytest.fixture(scope="module")
def imported(tmp_path_factory: pytest.TempPathFactory) -> Snapshot:
    archive = make_archive(tmp_path_factory.mktemp("remove") / "archive")
    archive.add("two.txt", PAPER + "\n" + SECOND)
    archive.add("one.txt", PAPER.replace("甲市", "丙市").replace("那曲", "昌都"))
    archive.run("import")
    assert len(archive.stories()) == 3
    return taken(archive)


@pytest.fixture
def two(imported: Snapshot) -> Archive:
    """An archive of a capture with two stories, and one with one."""
    return imported.restored()


def passes(archive: Archive) -> bool:
    """Return whether check and verify find nothing, and two imports change nothing."""
    before = archive.files()
    codes = [archive.run(name).exit_code for name in ("check", "verify", "import", "import")]
    return not any(codes) and archive.files() == before


def of_capture(archive: Archive, name: str) -> list[Path]:
    return [path for path in archive.stories() if f"seed: {name}" in path.read_text("utf-8")]


def test_a_capture_goes_with_all_that_came_of_it(two: Archive) -> None:
    kept = {p: data for p, data in two.files().items() if "two" not in p.name}
    gone = of_capture(two, "two.txt")
    picture = gone[0].with_suffix("") / "a.png"
    picture.parent.mkdir()
    picture.write_bytes(b"x")
    (two.seeds / "two.txt.ocr.json").write_text("{}", "utf-8")
    gone[1].with_name(f"{gone[1].name}.proposed").write_text("x", "utf-8")
    result = two.run("remove", "two.txt", "--yes")
    assert result.exit_code == 0, result.output
    assert all(str(path.relative_to(two.root)) in result.stdout for path in (*gone, picture))
    left = two.files()
    catalogue = two.seeds / "seeds.toml"
    assert set(left) == {p for p in kept if p not in gone}
    assert "one.txt" in catalogue.read_text("utf-8") and "two.txt" not in left[catalogue].decode()
    assert all(left[p] == kept[p] for p in left if p != catalogue)
    assert not picture.parent.exists()
    assert passes(two)


def test_all_captures_one_after_another(two: Archive) -> None:
    for name in ("one.txt", "seeds/two"):
        assert two.run("remove", name, "--yes").exit_code == 0
    assert two.stories() == [] and passes(two)
    assert two.paths.stories.is_dir() and two.paths.records.is_dir()


def test_one_story_of_several(two: Archive) -> None:
    path, other = of_capture(two, "two.txt")
    result = two.run("remove", path.stem, "--yes")
    assert result.exit_code == 0 and f"import --again {path.stem}" in result.stdout
    assert not path.exists() and other.exists() and passes(two)
    assert two.run("import", "--again", path.stem).exit_code == 0 and path.exists()
    assert passes(two)


def test_the_only_story_of_a_capture(two: Archive) -> None:
    (path,) = of_capture(two, "one.txt")
    assert "remove one.txt" in two.run("remove", path, "--yes").stdout
    assert (two.seeds / "one.txt").exists() and passes(two)
    assert "已经删去" in two.run("remove", path.stem, "--yes").stderr
    assert two.run("remove", "one.txt", "--yes").exit_code == 0 and passes(two)


def test_a_story_without_a_capture(two: Archive) -> None:
    text = two.root / "text.txt"
    text.write_text("一段文字，写的是一件事情。", "utf-8")
    two.run("new", "--title", "手写", "--text", text)
    text.unlink()
    assert two.run("remove", "shouxie", "--yes").exit_code == 1
    assert two.run("remove", "shouxie", "--yes", "--edited").exit_code == 0
    assert not (two.docs / "stories" / "undated").exists() and passes(two)


def _edited(archive: Archive) -> None:
    path = of_capture(archive, "one.txt")[0]
    path.write_text(path.read_text("utf-8").replace("开展义诊", "开展会诊"), "utf-8")


def _translated(archive: Archive) -> None:
    archive.run("translate", of_capture(archive, "one.txt")[0].stem)


def _decided(archive: Archive) -> None:
    path = archive.seeds / "seeds.toml"
    path.write_text(path.read_text("utf-8") + DECISION, "utf-8")


@pytest.mark.parametrize("work", [_edited, _translated, _decided])
def test_an_editors_work_goes_by_the_word_alone(
    two: Archive, work: Callable[[Archive], None]
) -> None:
    work(two)
    files = two.files()
    refused = two.run("remove", "one.txt", "--yes")
    assert refused.exit_code == 1 and "--edited" in refused.stderr and two.files() == files
    assert two.run("remove", "one.txt", "--yes", "--edited").exit_code == 0 and passes(two)


@pytest.mark.parametrize("options, status", [((), 2), (("--dry-run",), 0)])
def test_nothing_goes_unasked(two: Archive, options: tuple[str, ...], status: int) -> None:
    files = two.files()
    result = two.run("remove", "one.txt", *options)
    assert result.exit_code == status and "seeds/one.txt" in result.stdout
    assert two.files() == files


def test_nothing_is_called_nearest_where_nothing_is_near(two: Archive) -> None:
    for command in ("remove", "revert"):
        done = two.run(command, "???", "--yes")
        assert done.exit_code == 1 and done.stderr.splitlines()[-1].endswith(
            ("没有叫“???”的原稿或报道", "没有编号为“???”的报道")
        )


def test_the_nearest_is_named(two: Archive) -> None:
    result = two.run("remove", "ones.txt", "--yes")
    assert result.exit_code == 1 and "one.txt" in result.stderr


def test_a_picture_that_another_story_shows_stays(two: Archive) -> None:
    (path,) = of_capture(two, "one.txt")
    other = of_capture(two, "two.txt")[0]
    picture = path.with_suffix("") / "a.png"
    picture.parent.mkdir()
    picture.write_bytes(b"GIF89a")
    src = "/" + str(picture.relative_to(two.docs))
    for story in (path, other):
        figures = f"figures:\n- {{caption: 图, src: {src}}}\nstatus:"
        story.write_text(story.read_text("utf-8").replace("status:", figures), "utf-8")
    two.run("import")
    result = two.run("remove", "one.txt", "--yes", "--edited")
    assert result.exit_code == 0 and "留下" in result.stdout and picture.exists()
    assert passes(two)


@pytest.mark.parametrize("page", ["overrides/home.html", "index.md", "themes/a/b.css"])
def test_a_picture_that_a_page_shows_stays(two: Archive, page: str) -> None:
    if page.startswith("themes"):
        two.paths.config.write_text("theme: {name: material, custom_dir: themes}\n", "utf-8")
    (path,) = of_capture(two, "one.txt")
    picture = path.with_suffix("") / "a.png"
    picture.parent.mkdir()
    picture.write_bytes(b"x")
    (two.root / page).parent.mkdir(parents=True, exist_ok=True)
    (two.root / page).write_text(f"/{picture.relative_to(two.docs)}", "utf-8")
    assert two.run("remove", "one.txt", "--yes", "--edited").exit_code == 0
    assert picture.exists()


def test_a_picture_that_nothing_shows_goes(two: Archive) -> None:
    (path,) = of_capture(two, "one.txt")
    picture = path.with_suffix("") / "a.png"
    picture.parent.mkdir()
    picture.write_bytes(b"x")
    assert two.run("remove", "one.txt", "--yes", "--edited").exit_code == 0
    assert not picture.exists()


def test_a_story_that_another_names_stays(two: Archive) -> None:
    path, other = of_capture(two, "two.txt")
    text = other.read_text("utf-8").replace("status:", f"reprint_of: {path.stem}\nstatus:")
    other.write_text(text, "utf-8")
    files = two.files()
    result = two.run("remove", path.stem, "--yes")
    line = text.split("\n").index(f"reprint_of: {path.stem}") + 1
    assert result.exit_code == 1 and f"{other.name}:{line}: reprint_of" in result.stderr
    assert two.files() == files


@pytest.mark.parametrize("calls", range(1, 6))
def test_who_is_killed_half_way_is_finished_by_the_next_command(
    two: Archive, monkeypatch: pytest.MonkeyPatch, calls: int
) -> None:
    """The removal unlinks four files and its note: it is stopped before each."""
    unlink, left = Path.unlink, [calls]

    def stopped(path: Path, *args: Any, **given: Any) -> None:
        left[0] -= path.name != "writing.lock"
        if left[0] == 0:
            raise KeyboardInterrupt
        unlink(path, *args, **given)

    before = two.files()
    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", stopped)
        two.run("remove", "two.txt", "--yes")
    assert two.paths.removal.is_file()
    result = two.run("verify")
    assert result.exit_code == 0 and "上次删 two.txt 没有做完，现在做完了" in result.stderr
    assert not any("two" in p.name for p in two.files()) and len(two.stories()) == 1
    assert passes(two) and two.files().keys() < before.keys()


def note(archive: Archive, text: str) -> None:
    archive.paths.removal.parent.mkdir(exist_ok=True)
    archive.paths.removal.write_text(text, "utf-8")


def test_what_was_written_meanwhile_is_not_removed(two: Archive) -> None:
    (path,) = of_capture(two, "one.txt")
    noted = {"files": [[str(path.relative_to(two.root)), "0" * 64]], "capture": "", "story": ""}
    note(two, json.dumps(noted))
    assert two.run("verify").exit_code == 0 and path.exists()
    assert not two.paths.removal.exists()


def noted(file: str = "x.md", capture: str = "", story: str = "") -> str:
    files = [[file, hashlib.sha256(b"mine").hexdigest()]]
    return json.dumps({"files": files, "capture": capture, "story": story})


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        '{"files": [["x.md"]]}',
        '{"files": [[1, 2]]}',
        noted("../mine/mine.txt"),
        noted("{home}/mine.txt"),
        noted("docs/stories/link/mine.txt"),
        noted(capture="../mine/mine.txt", story="x"),
        json.dumps({"files": [], "capture": ["one.txt"]}),
    ],
)
def test_a_note_that_is_damaged_is_named(two: Archive, text: str) -> None:
    home = two.root.parent / "mine"
    home.mkdir(exist_ok=True)
    (home / "mine.txt").write_bytes(b"mine")
    (two.paths.stories / "link").symlink_to(home, target_is_directory=True)
    note(two, text.replace("{home}", str(home)))
    result = two.run("check")
    (two.paths.stories / "link").unlink()
    assert result.exit_code == 1 and "removal.json" in result.stderr, result.output
    assert (home / "mine.txt").read_bytes() == b"mine" and two.paths.removal.is_file()


def test_a_folder_that_may_not_be_written_keeps_all(
    two: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = two.files()
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path).name != "ledgers")
    result = two.run("remove", "one.txt", "--yes")
    assert result.exit_code == 1 and "没有权限" in result.stderr and two.files() == files


CATALOGUE = """# 说明
seed_note = "x"

# 甲的来历
[[seed]]
file = "a"
sha256 = "1"

  [[ seed.decision ]]
  field = "year"
  value = 1

# 乙的来历
[[seed]]
file = "b"
sha256 = "2"
note = '''
[[seed]]
'''

[[seed]]
file = "c"
sha256 = "3"
"""


@pytest.mark.parametrize(
    "name, start, end",
    [("a", "[[seed]]", "# 乙"), ("b", '[[seed]]\nfile = "b"', '[[seed]]\nfile = "c"')],
)
def test_an_entry_is_cut_out_of_the_catalogue(
    tmp_path: Path, name: str, start: str, end: str
) -> None:
    path = tmp_path / "seeds.toml"
    path.write_text(CATALOGUE, "utf-8")
    left = CATALOGUE[: CATALOGUE.index(start)] + CATALOGUE[CATALOGUE.index(end) :]
    assert catalogue_without(path, name) == left


def test_a_catalogue_without_the_entry(tmp_path: Path) -> None:
    assert catalogue_without(tmp_path / "seeds.toml", "a") is None


def test_an_entry_written_otherwise_is_not_guessed_at(tmp_path: Path) -> None:
    path = tmp_path / "seeds.toml"
    path.write_text('seed = [{file = "a", sha256 = "1"}]\n', "utf-8")
    with pytest.raises(BadInput, match=r"剪不下来|cut out"):
        catalogue_without(path, "a")


@pytest.mark.parametrize(
    "edited, answer, gone",
    [(False, "y", True), (False, "", False), (True, "y", False), (True, "删去", True)],
)
def test_it_asks_at_a_terminal(
    two: Archive, monkeypatch: pytest.MonkeyPatch, edited: bool, answer: str, gone: bool
) -> None:
    """What an editor has made goes by the word itself."""
    if edited:
        _edited(two)
    monkeypatch.setattr("aidstories.cli.undoing.at_terminal", lambda: True)
    result = two.run("remove", "one.txt", input=f"{answer}\n")
    assert result.exit_code == 0 and "要删去 one.txt" in result.stdout
    assert (two.seeds / "one.txt").exists() is not gone


@pytest.mark.parametrize("command", ["remove", "revert"])
def test_a_file_of_another_archive_is_nothing_of_this_one(
    two: Archive, tmp_path: Path, command: str
) -> None:
    before = two.files()
    story = two.stories()[0]
    for inside in (story.relative_to(two.root), Path("seeds/one.txt"), Path("docs/index.md")):
        done = two.run(command, "-y", tmp_path / "other" / inside)
        assert done.exit_code == 1 and "不是这个档案的" in done.stderr
    assert two.files() == before
    assert two.run("remove", "--dry-run", story).exit_code == 0
    assert two.run("remove", "--dry-run", two.root / "seeds/one.txt").exit_code == 0


@pytest.mark.parametrize("command", ["remove", "revert"])
def test_of_two_files_of_one_id_the_one_meant_is_named(two: Archive, command: str) -> None:
    story = two.stories()[0]
    again = two.docs / "stories/1999" / story.name
    again.parent.mkdir()
    again.write_text(story.read_text("utf-8"), "utf-8")
    done = two.run(command, "-y", story.stem)
    assert done.exit_code == 1 and "有 2 篇" in done.stderr and "1999/" in done.stderr
    assert two.run("remove", "-y", again).exit_code == 0
    assert story.is_file() and not again.exists()
