"""Twenty tasks of a new editor who follows the guide: what is typed, and what the screen says."""

import tomllib
from collections.abc import Mapping
from typing import Any

import pytest

from tests.archive import HOME, Archive, make_archive
from tests.tasks.terminal import type_in

TASKS: list[dict[str, Any]] = tomllib.loads((HOME / "tests/cases/tasks.toml").read_text("utf-8"))[
    "task"
]
TYPED = [task for task in TASKS if not any("open" in step for step in task["steps"])]


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """The editor's archive: all tasks are done in it, one after another."""
    return make_archive(tmp_path_factory.mktemp("tasks") / "档案")


def do(step: Mapping[str, Any], archive: Archive) -> None:
    """Do one step as the editor would, and look at the screen."""
    if "write" in step:
        path = archive.root / step["write"]
        path.parent.mkdir(parents=True, exist_ok=True)
        encoded = step["text"].encode(step.get("encoding", "utf-8"))
        path.write_bytes(bytes.fromhex(step["bytes"]) if "bytes" in step else encoded)
    if "change" in step:
        (path,) = archive.root.glob(step["change"])
        text = path.read_text("utf-8")
        assert step["old"] in text, text
        path.write_text(text.replace(step["old"], step["new"], 1), "utf-8")
    if "delete" in step:
        (path,) = archive.root.glob(step["delete"])
        path.unlink()
    if "type" in step:
        shown = type_in(step["type"], archive.root, step.get("answers", ()))
        for words in step["sees"]:
            assert words in shown.screen, f"{words}\n---\n{shown.screen}"
        for words in ("Traceback", *step.get("not", ())):
            assert words not in shown.screen, shown.screen
        assert shown.status == step.get("exit", 0), shown.screen


@pytest.mark.parametrize("task", TYPED, ids=[task["ask"] for task in TYPED])
def test_the_screen_says_what_the_editor_needs(task: dict[str, Any], archive: Archive) -> None:
    for step in task["steps"]:
        do(step, archive)


def test_there_are_twenty_and_each_is_looked_at() -> None:
    assert len({task["ask"] for task in TASKS}) >= 20
    for task in TASKS:
        assert any(step.get("sees") for step in task["steps"]), task["ask"]
