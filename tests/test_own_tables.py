"""An archive anywhere works by its own tables: import, check, search, and from the built wheel."""

import csv
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

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
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(HOME / name, source)
    caches = shutil.ignore_patterns("__pycache__", "*.egg-info")
    shutil.copytree(HOME / "scripts", source / "scripts", ignore=caches)
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


def test_the_wheel_imports_checks_builds_and_searches_another_archive(
    wheel: Path, other: Archive
) -> None:
    other.add(text=TOLD)
    shutil.copy(HOME / "mkdocs.yml", other.root)
    shutil.copytree(HOME / "overrides", other.root / "overrides")
    ours = shutil.ignore_patterns("stories", "ledgers", "data")
    shutil.copytree(HOME / "docs", other.docs, ignore=ours, dirs_exist_ok=True)
    for command in (["import"], ["check"], ["verify"], ["build", "--quiet"], ["search", "醉田"]):
        done = run_installed(wheel, other.root, *command)
        assert done.returncode == 0, (command, done.stdout, done.stderr)
    assert "1 篇" in done.stdout
    assert (other.root / "site" / "programs" / "zuitian-bangfu" / "index.html").is_file()
    editor = other.root / "site" / "admin"
    assert (editor / "config.json").is_file()
    assert [(editor / "cms" / name).read_text("utf-8") for name in BUNDLE] == list(BUNDLE)


def test_the_package_is_a_command(wheel: Path, other: Archive) -> None:
    done = run_installed(wheel, other.root, "--version")
    assert done.returncode == 0 and done.stdout.startswith("aidstories ")
