"""Workflows, the Dockerfile and their scripts name what there is, and ask for no more rights."""

import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from aidstories.cli import main
from tests.archive import HOME, copy_config, make_archive

WORKFLOWS = sorted((HOME / ".github" / "workflows").glob("*.yml"))
DOCKERFILE = (HOME / "Dockerfile").read_text("utf-8")
TARGETS = set(re.findall(r"^([a-z-]+):.*##", (HOME / "Makefile").read_text("utf-8"), re.M))
RIGHTS = {"publish": {"pages": "write", "id-token": "write"}}


def read(path: Path) -> Any:
    return yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader)


def steps(path: Path) -> list[dict[str, Any]]:
    return [step for job in read(path)["jobs"].values() for step in job["steps"]]


def commands(text: str) -> Iterator[tuple[str, str]]:
    """Yield ``(program, first word)`` of every command of ours in a shell text."""
    yield from re.findall(r"(?:^|&& |\s)(make|(?:\.venv/bin/)?aidstories) ([a-z-]+)", text)


@pytest.fixture(params=WORKFLOWS, ids=lambda path: path.stem)
def workflow(request: pytest.FixtureRequest) -> Path:
    return Path(request.param)


def test_there_are_workflows_for_proposals_and_publishing() -> None:
    on = {path.stem: read(path)["on"] for path in WORKFLOWS}
    assert on.keys() == {"archive", "audit", "check", "publish"}
    assert "pull_request" in on["check"] and "pull_request" not in on["publish"]
    assert "pull_request_target" not in str(on)


def test_actions_are_pinned_by_commit(workflow: Path) -> None:
    text = workflow.read_text("utf-8")
    used = re.findall(r"uses: (\S+)(.*)", text)
    assert used
    for action, comment in used:
        assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", action)
        assert re.fullmatch(r" # v\d+\.\d+\.\d+", comment)


def test_rights_are_the_least(workflow: Path) -> None:
    config = read(workflow)
    assert config["permissions"] == {"contents": "read"}
    for name, job in config["jobs"].items():
        assert job.get("permissions") == RIGHTS.get(name)
        assert int(job["timeout-minutes"]) <= 45
    for step in steps(workflow):
        if "actions/checkout" in step.get("uses", ""):
            assert step["with"]["persist-credentials"] == "false"
    assert "secrets." not in workflow.read_text("utf-8")


def test_commands_exist(workflow: Path) -> None:
    run = [step["run"] for step in steps(workflow) if "run" in step]
    named = [pair for text in run for pair in commands(text)]
    assert len(named) == len(run)
    check_commands(named)


def check_commands(named: list[tuple[str, str]]) -> None:
    for program, word in named:
        assert word in (TARGETS if program == "make" else main.commands), (program, word)


def test_a_proposal_is_checked_verified_and_tested() -> None:
    (check,) = (path for path in WORKFLOWS if path.stem == "check")
    run = {step.get("run") for step in steps(check)}
    assert run >= {".venv/bin/aidstories check", ".venv/bin/aidstories verify", "make coverage"}


def test_what_editors_write_is_held_by_its_own_workflow_and_runs_no_test() -> None:
    archive, check = (read(path) for path in WORKFLOWS if path.stem in ("archive", "check"))
    for event in ("pull_request", "push"):
        assert archive["on"][event]["paths"] == ["docs/**", "seeds/**"]
        ignored = [pattern.removesuffix("**") for pattern in check["on"][event]["paths-ignore"]]
        assert ignored == [
            *("docs/stories/", "docs/ledgers/", "docs/data/", "seeds/", "manifest.json"),
        ]
    (run,) = (step["run"] for step in archive["jobs"]["archive"]["steps"] if "run" in step)
    assert run == "make archive" and "make archive" not in str(check)
    text = (HOME / "scripts" / "check_archive").read_text("utf-8")
    assert re.findall(r'^hold "\S+" (\w+)', text, re.M) == ["check", "verify", "build"]


STORY = """---
id: yizhen
title: 义诊
year: 2024
year_basis: stated
regions: [西藏自治区/那曲市]
status: 未校对
---

医疗队在乡里义诊。
"""


@pytest.mark.parametrize("wrong", [False, True])
def test_a_proposal_is_told_in_chinese_what_is_wrong(tmp_path: Path, wrong: bool) -> None:
    archive = make_archive(tmp_path / "archive")
    copy_config(archive.root)
    (archive.root / "overrides").symlink_to(HOME / "overrides")
    story = archive.docs / "stories" / "2024" / "yizhen.md"
    story.parent.mkdir(parents=True)
    story.write_text(STORY.replace("那曲市", "那曲") if wrong else STORY, "utf-8")
    program = tmp_path / "aidstories"
    program.write_text(PROGRAM.format(python=sys.executable, root=archive.root), "utf-8")
    program.chmod(0o755)
    summary = tmp_path / "summary.md"
    env = os.environ | {"AIDSTORIES": str(program), "GITHUB_STEP_SUMMARY": str(summary)}
    env |= {"GITHUB_ACTIONS": "true"}
    command = [str(HOME / "scripts" / "check_archive"), str(archive.root)]
    done = subprocess.run(command, env=env, capture_output=True, text=True, check=False)
    told = summary.read_text("utf-8")
    assert done.returncode == wrong, done.stderr
    assert told.count("## ") == 3 and ("可以合并" in told) == (not wrong)
    said = "places.csv 里没有“西藏自治区/那曲”；最接近的是“西藏自治区/那曲市”"
    assert (said in told) == wrong
    line = "::error file=docs/stories/2024/yizhen.md,line=6::regions.0: "
    assert (line in done.stdout) == wrong


PROGRAM = """#!/bin/sh
# The program itself for check and verify; a build, which other tests run, stands for itself.
[ "$1" = build ] && exit 0
exec {python} -m aidstories --root {root} "$@"
"""


def test_the_oldest_and_a_newer_python_are_tested() -> None:
    (check,) = (path for path in WORKFLOWS if path.stem == "check")
    oldest, *newer = read(check)["jobs"]["tests"]["strategy"]["matrix"]["python"]
    asked = [step["with"]["python-version"] for step in steps(check) if "python" in str(step)]
    project = tomllib.loads((HOME / "pyproject.toml").read_text("utf-8"))["project"]
    assert project["requires-python"] == f">={oldest}" and newer
    assert set(asked) == {oldest, "${{ matrix.python }}"}
    assert asked.count("${{ matrix.python }}") == 1


def test_the_dockerfile_copies_and_runs_what_there_is() -> None:
    copied = re.findall(r"^COPY (?!--from)(.*) \S+$", DOCKERFILE, re.M)
    for name in " ".join(copied).split():
        assert (HOME / name).exists(), name
    stages = re.findall(r"^FROM \S+ AS (\w+)$", DOCKERFILE, re.M)
    assert set(re.findall(r"--from=(\w+)", DOCKERFILE)) == set(stages)
    named = list(commands(DOCKERFILE))
    assert len(named) == 3
    check_commands(named)


def test_nothing_that_the_build_needs_is_ignored() -> None:
    ignored = (HOME / ".dockerignore").read_text("utf-8").split()
    needed = {"docs", "seeds", "scripts", "overrides", "admin", "deploy", "mkdocs.yml"}
    needed |= {"pyproject.toml", "requirements.lock", "README.md", "LICENSE"}
    assert not needed & set(ignored) and {".git", "site", "**/node_modules"} <= set(ignored)


def test_compressing_again_changes_nothing(tmp_path: Path) -> None:
    page = tmp_path / "a" / "index.html"
    page.parent.mkdir()
    page.write_text("<p>甲" * 900, "utf-8")
    (tmp_path / "small.css").write_text("a{}", "utf-8")
    script = HOME / "deploy" / "compress"
    subprocess.run([script, tmp_path], check=True)
    first = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    subprocess.run([script, tmp_path], check=True)
    assert first == {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert {path.name for path in first} == {"index.html", "index.html.gz", "small.css"}
    assert subprocess.run([script], check=False, capture_output=True).returncode != 0
