"""Workflows, the Dockerfile and their scripts name what there is, and ask for no more rights."""

import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from aidstories.cli import main
from tests.archive import HOME

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
    assert on.keys() == {"check", "publish"}
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
