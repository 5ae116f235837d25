"""Try one mutant after another in a copy of the repository."""

from __future__ import annotations

import os
import resource
import shutil
import signal
import subprocess
from collections.abc import Sequence
from pathlib import Path

from tests.bench.mutating.drawing import HOME, Mutant
from tests.bench.mutating.reaching import ASKED, DATA, RECORD, TIMES

_PASSED = (0, 5)
"""Pytest's statuses where nothing fails: all pass, or none is there to run."""
_RECORDING = 7200
"""CPU seconds for all tests with coverage: 1,500 on a machine that was busy."""


class Copy:
    """A copy of the repository's files, and the Python that runs its tests."""

    def __init__(self, folder: Path, python: Path) -> None:
        self.home, self._python, self._written = folder, python, 0
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=HOME, check=True, capture_output=True
        )
        for name in os.fsdecode(listed.stdout).split("\0")[:-1]:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(HOME / name, folder / name)

    def record(self, folder: Path) -> None:
        """Run all tests that may kill, and keep in ``folder`` what lines each of them runs."""
        folder.mkdir(parents=True, exist_ok=True)
        command = [*ASKED, *RECORD, f"--junitxml={folder / TIMES}"]
        self._run(command, _RECORDING, COVERAGE_FILE=f"{folder / 'part'}")
        parts = [str(path) for path in folder.glob("part*")]
        combine = [f"{self._python}", "-m", "coverage", "combine", f"--data-file={folder / DATA}"]
        subprocess.run([*combine, *parts], cwd=self.home, check=True, stdout=subprocess.DEVNULL)

    def is_killed(self, mutant: Mutant, tests: Sequence[str], seconds: int) -> bool | None:
        """Return whether ``tests`` fail, or take more than ``seconds`` of CPU.

        None where they do without the mutant, too, and so say nothing.
        """
        if not tests:
            return False
        path = self.home / mutant.path
        asked = self.home / "asked.txt"  # thousands of names are more than a command may have
        asked.write_text("\n".join(tests), "utf-8")
        command = ["-x", "-p", "no:cacheprovider", f"@{asked}"]
        try:
            self._write(path, mutant.code.encode())
            killed = self._run(command, seconds) not in _PASSED
        finally:
            self._write(path, mutant.before.encode())
        return None if killed and self._run(command, seconds) not in _PASSED else killed

    def _write(self, path: Path, data: bytes) -> None:
        """Write at a time that no module was written at, by which Python knows what it compiled."""
        path.write_bytes(data)
        self._written += 1
        os.utime(path, (2_000_000_000 + self._written,) * 2)

    def _run(self, asked: Sequence[str], seconds: int, **told: str) -> int:
        """Return pytest's exit status, or the signal that ended it, below 0."""
        running = subprocess.Popen(
            [f"{self._python}", "-m", "pytest", "-q", *asked],
            cwd=self.home,
            env=os.environ | {"PYTHONPATH": f"{self.home / 'scripts'}"} | told,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        resource.prlimit(running.pid, resource.RLIMIT_CPU, (seconds, seconds))
        try:
            return running.wait(3 * seconds)
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, signal.SIGKILL)
            return running.wait()
