"""The guide's commands, run as they stand, from a fresh clone to a published correction."""

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.archive import HOME, PAPER, make_archive

PAGE = (HOME / "docs" / "guide" / "editing.md").read_text("utf-8")
ADDRESS, FOLDER = "档案的地址", "aidstories"
ADDED = "编者校对时补上的一段。"
CAPTURE = "收到的稿件.txt"
LINES = [
    line
    for block in re.findall(r"^```sh\n(.*?)^```", PAGE, re.M | re.S)
    for line in block.splitlines()
]
EDITORS = ("docs/stories/", "docs/ledgers/", "seeds/", "manifest.json")


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
    (clone / "seeds" / "新收的.txt").write_text(PAPER.replace("甲市", "丙市"), "utf-8")
    return story


def git(folder: Path, *arguments: Path | str) -> str:
    command = ["git", "-C", folder, *arguments]
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=True)
    return done.stdout


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A published archive: this program, as it is now, with a story of one capture."""
    folder = tmp_path_factory.mktemp("origin")
    work = folder / "work"
    listed = git(HOME, "ls-files", "-z", "-co", "--exclude-standard").split("\0")
    for name in (n for n in listed if n and not n.startswith((*EDITORS, "tests/"))):
        if (HOME / name).is_file():
            (work / name).parent.mkdir(parents=True, exist_ok=True)
            (work / name).write_bytes((HOME / name).read_bytes())
            (work / name).chmod((HOME / name).stat().st_mode)
    small = make_archive(folder / "small")
    small.add(CAPTURE)
    assert small.run("import").exit_code == 0
    for path in small.files():
        inside = path.relative_to(small.root)
        if inside.as_posix().startswith(EDITORS):
            (work / inside).parent.mkdir(parents=True, exist_ok=True)
            path.rename(work / inside)
    git(folder, "init", "--quiet", "--initial-branch", "main", work)
    git(work, "add", "--all")
    git(work, "-c", "user.name=编者", "-c", "user.email=a@example.org", "commit", "-qm", "档案")
    git(folder, "clone", "--quiet", "--bare", work, folder / "origin.git")
    return folder / "origin.git"


@dataclass(frozen=True)
class Clone:
    """A clone on an editor's computer."""

    folder: Path

    @property
    def env(self) -> Mapping[str, str]:
        home = {"HOME": str(self.folder.parent), "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8"}
        return os.environ | home | {"PYTHONPATH": str(self.folder / "scripts")}

    def run(self, line: str, *, here: Path | None = None) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            line,
            shell=True,
            cwd=here or self.folder,
            env=self.env,
            capture_output=True,
            text=True,
            check=False,
        )

    def works(self, *lines: str) -> None:
        for line in lines:
            done = self.run(line)
            assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}"


def cloned(origin: Path, folder: Path) -> Clone:
    """Return a fresh clone with the program installed, whose editor has a name."""
    git(folder, "clone", "--quiet", origin, folder / FOLDER)
    clone = Clone(folder / FOLDER)
    install(clone.folder)
    clone.works(*(line for line in LINES if line.startswith("git config ")))
    return clone


def test_the_commands_lead_to_a_published_correction(origin: Path, tmp_path: Path) -> None:
    before = git(origin, "rev-parse", "main").strip()
    here, clone, story = tmp_path, Clone(tmp_path / FOLDER), None
    for line in LINES:
        if line.startswith("cd "):
            here = here / line.removeprefix("cd ")
            continue
        if "aidstories import" in line:
            story = correct(clone.folder)
        done = clone.run(line.replace(ADDRESS, str(origin)), here=here)
        assert done.returncode == 0, f"{line}\n{done.stdout}\n{done.stderr}"
        if line.startswith("git clone"):
            install(clone.folder)
    assert story and (clone.folder / "site" / "index.html").is_file()
    assert git(origin, "rev-parse", "main").strip() != before
    diff = git(origin, "-c", "core.quotepath=false", "diff", "--name-only", before, "main")
    name = story.relative_to(clone.folder).as_posix()
    assert name in diff.split() and "seeds/新收的.txt" in diff.split()
    assert all(changed.startswith(EDITORS) for changed in diff.split())
    published = git(origin, "show", f"main:{name}")
    assert ADDED in published and "status: 已校对" in published
    assert git(clone.folder, "status", "--porcelain") == ""
    (tmp_path / "another").mkdir()
    cloned(origin, tmp_path / "another").works(
        ".venv/bin/aidstories check", ".venv/bin/aidstories verify"
    )


@pytest.mark.long
def test_two_who_edited_the_same_line_come_together(origin: Path, tmp_path: Path) -> None:
    """As the guide has it: choose the words, take any record, import, check."""
    clones = []
    for who in ("甲", "乙"):
        (tmp_path / who).mkdir()
        clones.append(cloned(origin, tmp_path / who))
    for who, clone in zip(("甲", "乙"), clones, strict=True):
        story = min((clone.folder / "docs/stories").glob("*/*.md"))
        story.write_text(story.read_text("utf-8").replace("开展义诊", f"{who}义诊"), "utf-8")
        clone.works(".venv/bin/aidstories import", "git add docs seeds", f"git commit -qm {who}")
    first, second = clones
    first.works("git push --quiet")
    pulled = second.run("git pull --no-rebase")
    assert pulled.returncode and "CONFLICT" in pulled.stdout
    story = min((second.folder / "docs/stories").glob("*/*.md"))
    text = story.read_text("utf-8")
    mine, theirs = re.findall(r"<{7} .*\n([\s\S]*?)={7}\n([\s\S]*?)>{7} .*\n", text)[0]
    assert "乙义诊" in mine and "甲义诊" in theirs
    both = mine.replace("乙义诊", "甲义诊、乙义诊")
    story.write_text(re.sub(r"<{7}[\s\S]*?>{7} .*\n", both, text), "utf-8")
    second.works(
        "git checkout --theirs docs/ledgers",
        ".venv/bin/aidstories import",
        "make check",
        "git add docs seeds",
        "git commit -qm 合并",
        "git push --quiet",
    )
    name = story.relative_to(second.folder).as_posix()
    assert "甲义诊、乙义诊" in git(origin, "show", f"main:{name}")


def test_the_guide_goes_the_whole_way() -> None:
    said = "\n".join(LINES)
    for step in (
        *("git clone", "make setup", "core.quotepath false", "make site"),
        *("aidstories import", "make check", "git add docs seeds", "git push"),
    ):
        assert step in said
    for step in ("git checkout --theirs docs/ledgers", "LANG=", "git restore", "--again"):
        assert step in PAGE
