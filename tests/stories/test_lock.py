"""One writer at a time, and none that died keeps the others out."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator

import pytest

from aidstories.errors import BadInput
from aidstories.stories.store.lock import writing
from tests.archive import Archive

HOLD = """
import sys, time
from pathlib import Path
from aidstories.paths import ArchivePaths
from aidstories.stories.store.lock import writing
with writing(ArchivePaths(Path(sys.argv[1]))):
    print("held", flush=True)
    time.sleep(3600)
"""


@pytest.fixture
def holder(archive: Archive) -> Iterator[subprocess.Popen[str]]:
    """Another process that holds the lock."""
    command = [sys.executable, "-c", HOLD, str(archive.root)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout and process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_a_second_writer_is_told_and_waits(archive: Archive, holder: subprocess.Popen[str]) -> None:
    told = []
    second = writing(archive.paths, wait=0.1, waiting=lambda: told.append("waits"))
    with pytest.raises(BadInput) as refused, second:
        pass
    assert told == ["waits"] and "稍后再试" in refused.value.problems[0].zh


def test_a_killed_writer_keeps_nobody_out(archive: Archive, holder: subprocess.Popen[str]) -> None:
    paths = archive.paths
    folders = (
        paths.stories / "2024",
        paths.captures,
        paths.records,
        paths.answers,
        paths.lock.parent,
    )
    leftovers = [folder / ".writing-x" for folder in folders]
    for leftover in leftovers:
        leftover.parent.mkdir(parents=True, exist_ok=True)
        leftover.write_text("half", encoding="utf-8")
    os.kill(holder.pid, signal.SIGKILL)
    holder.wait()
    with writing(paths, wait=0):
        assert not [leftover for leftover in leftovers if leftover.exists()]


def test_an_import_waits_for_another(archive: Archive, holder: subprocess.Popen[str]) -> None:
    archive.add()
    command = [sys.executable, "-c", "from aidstories.cli import main; main()"]
    env = {**os.environ, "LC_ALL": "zh_CN.UTF-8"}
    given = [*command, "--root", str(archive.root), "import", "-q"]
    second = subprocess.Popen(given, env=env, stderr=subprocess.PIPE, text=True)
    assert second.stderr and "等它做完" in second.stderr.readline()
    assert not archive.stories()
    holder.kill()
    second.communicate(timeout=600)
    assert second.returncode == 0 and len(archive.stories()) == 1
