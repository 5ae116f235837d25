"""An archive anywhere works by its own tables: import, check, search, and from the built wheel."""

import csv
import json
import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

from aidstories.founding.templates import read_templates
from aidstories.stories.store.files import read_story
from tests.archive import HOME, PAPER, Archive, make_archive

SCHEME = ["zuitian-bangfu", "醉田帮扶", "", "", "", "1", "", "", "", "", "醉田计划", ""]
TOLD = PAPER.replace("在区医院开展义诊", "参加醉田计划，在区医院开展义诊，醉田计划已满一年")


@pytest.fixture
def other(tmp_path: Path) -> Archive:
    """An archive whose programmes hold one that no other archive has."""
    archive = make_archive(tmp_path / "other")
    add_row(archive.docs / "data" / "programmes.csv", SCHEME)
    return archive


def add_row(table: Path, cells: list[str]) -> None:
    with table.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerow(cells)


def programs_of(path: Path) -> tuple[str, ...]:
    return read_story(path).description.programs


def test_import_and_check_use_the_tables_of_the_root(other: Archive) -> None:
    other.add(text=TOLD)
    assert other.run("import").exit_code == 0
    (path,) = other.stories()
    assert "醉田帮扶" in programs_of(path)
    assert other.run("check").exit_code == 0


def test_restore_describes_by_the_tables_of_the_root(other: Archive) -> None:
    done = other.run("restore", str(other.add(text=TOLD)), "--json")
    assert json.loads(done.stdout)["stories"][0]["programs"][-1] == "醉田帮扶"


def test_what_another_archive_lists_is_unknown_here(tmp_path: Path) -> None:
    archive = make_archive(tmp_path / "plain")
    archive.add(text=TOLD)
    archive.run("import")
    (path,) = archive.stories()
    assert "醉田帮扶" not in programs_of(path)


def test_an_edited_table_counts_at_once_in_the_same_process(other: Archive) -> None:
    other.add(text=TOLD.replace("醉田计划", "苦瓜计划"))
    other.run("import", "--dry-run")
    table = other.docs / "data" / "programmes.csv"
    table.write_text(table.read_text("utf-8").replace("醉田计划", "苦瓜计划"), "utf-8")
    other.run("import")
    (path,) = other.stories()
    assert "醉田帮扶" in programs_of(path)


def test_readings_of_names_are_read_anew_in_the_same_process(other: Archive) -> None:
    table = other.docs / "data" / "places.csv"
    other.run("new", "--title", "长治", "--no-preview", "--text", "-", input="正文。")
    table.write_text(table.read_text("utf-8").replace("changzhi shi", "zhangzhi shi"), "utf-8")
    done = other.run("new", "--title", "长治", "--no-preview", "--text", "-", input="正文。")
    assert "zhangzhi.md" in done.stdout


BUNDLE = ("editor.js", "chunks/zh.js", "assets/icons.woff2", "assets/webp.wasm", "LICENSE.txt")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the unpacked wheel, with nothing of this checkout beside it."""
    made = tmp_path_factory.mktemp("wheel")
    source = made / "source"
    source.mkdir()
    project = tomllib.loads((HOME / "pyproject.toml").read_text("utf-8"))
    templates = project["tool"]["aidstories"]["templates"]
    caches = shutil.ignore_patterns("__pycache__", "*.egg-info")
    for name in ("pyproject.toml", "setup.py", "README.md", "LICENSE", "scripts", *templates):
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        if (HOME / name).is_dir():
            shutil.copytree(HOME / name, source / name, ignore=caches)
        else:
            shutil.copy(HOME / name, source / name)
    bundle = source / "scripts" / "aidstories" / "site" / "cms"  # as `make admin` leaves it
    shutil.rmtree(bundle, ignore_errors=True)
    for name in BUNDLE:
        (bundle / name).parent.mkdir(parents=True, exist_ok=True)
        (bundle / name).write_text(name, "utf-8")
    command = ["wheel", "--quiet", "--no-deps", "--no-build-isolation", "--no-index", "-w", "."]
    subprocess.run([sys.executable, "-m", "pip", *command, str(source)], cwd=made, check=True)
    (file,) = made.glob("*.whl")
    zipfile.ZipFile(file).extractall(made / "installed")
    return made / "installed"


def run_installed(wheel: Path, root: Path, *args: str) -> subprocess.CompletedProcess[str]:
    """Run the command from the wheel, in a folder that is no archive."""
    env = os.environ | {"PYTHONPATH": str(wheel), "LC_ALL": "zh_CN.UTF-8", "PYTHONUTF8": "1"}
    del env["AIDSTORIES_ADMIN"]  # see tests/conftest.py: here the wheel brings its own
    return subprocess.run(
        [sys.executable, "-m", "aidstories", "--root", str(root), *args],
        cwd=wheel,
        env=env,
        capture_output=True,
        text=True,
    )


def test_the_wheel_begins_an_archive_that_passes(wheel: Path, tmp_path: Path) -> None:
    """Interface in Chinese alone: nothing of the Tibetan pages is built."""
    own = Archive(tmp_path / "own")
    given = ("--name", "雪线故事档案", "--subject", "援疆", "--languages", "zh")
    begun = run_installed(wheel, tmp_path, "init", str(own.root), *given)
    assert begun.returncode == 0, begun.stderr
    templates = read_templates()
    kept = wheel / "aidstories" / "founding" / "kept"
    packaged = {p.relative_to(kept).as_posix(): p for p in kept.rglob("*") if p.is_file()}
    assert {path: file.read_bytes() for path, file in packaged.items()} == templates
    add_row(own.docs / "data" / "programmes.csv", SCHEME)
    own.add(text=TOLD)
    for command in (
        *(["import"], ["check"], ["verify"], ["build", "--strict", "--quiet"]),
        *(["upgrade"], ["search", "醉田"]),
    ):
        done = run_installed(wheel, own.root, *command)
        assert done.returncode == 0, (command, done.stdout, done.stderr)
        assert command != ["upgrade"] or "没有要做的" in done.stdout
    assert "1 篇" in done.stdout
    site = own.root / "site"
    assert (site / "programs" / "zuitian-bangfu" / "index.html").is_file()
    assert not (site / "bo").exists()
    home = (site / "index.html").read_text("utf-8")
    assert "雪线故事档案" in home and "援藏故事" not in home and 'hreflang="bo"' not in home
    assert "bo/" not in (site / "404.html").read_text("utf-8").split("<body>")[1]
    editor = site / "admin"
    assert (editor / "config.json").is_file()
    assert [(editor / "cms" / name).read_text("utf-8") for name in BUNDLE] == list(BUNDLE)


def test_the_package_is_a_command(wheel: Path, other: Archive) -> None:
    done = run_installed(wheel, other.root, "--version")
    assert done.returncode == 0 and done.stdout.startswith("aidstories ")
