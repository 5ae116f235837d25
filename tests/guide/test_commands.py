"""The guide's commands, run as they stand, from a fresh clone to a published correction."""

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.archive import HOME

PAGE = (HOME / "docs" / "guide" / "editing.md").read_text("utf-8")
ADDRESS, FOLDER = "档案的地址", "aidstories"
ADDED = "编者校对时补上的一段。"
LINES = [
    line
    for block in re.findall(r"^```sh\n(.*?)^```", PAGE, re.M | re.S)
    for line in block.splitlines()
]


def install(clone: Path) -> None:
    """Stand in for what `make setup` fetches: the programs that run this test."""
    (clone / ".venv").mkdir()
    (clone / ".venv" / "bin").symlink_to(Path(sys.executable).parent)
    (clone / ".venv" / ".installed").touch()


def correct(clone: Path) -> Path:
    """Do what the guide says in words: open a story, change it, raise its status."""
    story = min(p for p in (clone / "docs/stories").glob("*/*.md") if "." not in p.stem)
    text = story.read_text("utf-8").replace("status: 未校对", "status: 已校对")
    story.write_text(f"{text}\n{ADDED}\n", "utf-8")
    return story


def git(folder: Path, *arguments: Path | str) -> str:
    command = ["git", "-C", folder, *arguments]
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=True)
    return done.stdout


def test_the_commands_lead_to_a_published_correction(tmp_path: Path) -> None:
    origin = tmp_path / "origin.git"
    git(HOME, "clone", "--quiet", "--bare", HOME, origin)
    branch = git(origin, "symbolic-ref", "--short", "HEAD").strip()
    before = git(origin, "rev-parse", branch)
    here, clone, story = tmp_path, tmp_path / FOLDER, None
    env = {**os.environ, "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8", "HOME": str(tmp_path)}
    env["PYTHONPATH"] = str(clone / "scripts")
    for line in LINES:
        if line.startswith("cd "):
            here = here / line.removeprefix("cd ")
            continue
        if "aidstories import" in line:
            story = correct(clone)
        command = line.replace(ADDRESS, str(origin))
        done = subprocess.run(
            command, shell=True, cwd=here, env=env, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}"
        if line.startswith("git clone"):
            install(clone)
    assert story and (clone / "site" / "index.html").is_file()
    assert git(origin, "rev-parse", branch) != before
    changed = git(origin, "diff", "--name-only", before.strip(), branch).split()
    assert story.relative_to(clone).as_posix() in changed
    assert all(name.startswith(("docs/stories/", "docs/ledgers/")) for name in changed)
    published = git(origin, "show", f"{branch}:{story.relative_to(clone).as_posix()}")
    assert ADDED in published and "status: 已校对" in published
    assert git(clone, "status", "--porcelain") == ""


def test_the_guide_goes_the_whole_way() -> None:
    said = "\n".join(LINES)
    for step in (
        "git clone",
        "make setup",
        "make site",
        "aidstories import",
        "make check",
        "git push",
    ):
        assert step in said
