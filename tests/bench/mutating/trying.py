"""Try one mutant after another in a copy of the repository."""

from __future__ import annotations

import json
import os
import resource
import shutil
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench.mutating.drawing import HOME, Mutant
from tests.bench.mutating.reaching import ASKED, DATA, FILES, RECORD, TIMES

_PASSED = (0, 5)
"""Pytest's statuses where nothing fails: all pass, or none is there to run."""
_NOTHING = 4
"""Where no test can be asked."""
_ENDED = (*_PASSED, 1, 2, _NOTHING)
"""And those where a test fails, or cannot be collected: 4 where its file cannot be imported."""
_ALONE = 90
"""CPU seconds for one test that takes none, with what it shares with others: 40 at most."""
_RECORDING = 7200
"""CPU seconds for all tests with coverage: 1,500 on a machine that was busy."""


@dataclass(frozen=True)
class Outcome:
    """The tests that failed with a mutant, or that they took far longer with it than without."""

    failed: tuple[str, ...] = ()
    endless: bool = False


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

    def record(self, folder: Path, files: Mapping[str, str]) -> None:
        """Run files of tests, and keep in ``folder`` what lines each test runs, and their states.

        Raises `RuntimeError` where pytest did not come to its end.
        """
        folder.mkdir(parents=True)
        command = [*ASKED, *files, *RECORD, f"--junitxml={folder / TIMES}"]
        if self._run(command, _RECORDING, COVERAGE_FILE=f"{folder / DATA}") not in _ENDED:
            raise RuntimeError(f"the tests did not end: {folder}")
        (folder / FILES).write_text(json.dumps(dict(files)), "utf-8")

    def tried(self, mutant: Mutant, tests: Sequence[str], seconds: int) -> Outcome | None:
        """Return which of ``tests`` (or of their files) fails first, or that none ends.

        None where they take more than ``seconds`` of CPU, but the first alone ends, or takes long
        without the mutant, too: a busy machine decides then.
        """
        with self._spoilt(mutant):
            status, failed = self._asked(tests, seconds, "-x")
            if status in _ENDED and not (status == _NOTHING and not failed):
                return Outcome(tuple(failed))
            ends = status in _ENDED or self._asked(tests[:1], _ALONE)[0] in _ENDED
        if status == _NOTHING:  # what all tests share cannot be imported, or one is not there
            stands = self._asked(tests, seconds, "--collect-only")[0] in _PASSED
            return Outcome(tuple(tests[:1]) if stands else ())
        ends = ends or self._asked(tests[:1], _ALONE // 2)[0] not in _PASSED
        return None if ends else Outcome(endless=True)

    @contextmanager
    def _spoilt(self, mutant: Mutant) -> Iterator[None]:
        """Have the mutant in the copy for as long as the block takes."""
        path = self.home / mutant.path
        try:
            self._write(path, mutant.code.encode())
            yield
        finally:
            self._write(path, mutant.before.encode())

    def failing(self, tests: Sequence[str]) -> list[str]:
        """Return those of ``tests`` that fail without a mutant."""
        return self._asked(tests, _RECORDING)[1]

    def _asked(self, tests: Sequence[str], seconds: int, *how: str) -> tuple[int, list[str]]:
        """Run tests; return pytest's status, and those that failed."""
        listed, last = self.home / "asked.txt", self.home / ".pytest_cache/v/cache/lastfailed"
        listed.write_text("\n".join(tests), "utf-8")  # more names than a command may have
        last.unlink(missing_ok=True)
        status = self._run([*how, f"@{listed}"], seconds) if tests else 0
        failed = json.loads(last.read_text("utf-8")) if last.exists() else {}
        return status, [name for name in failed if name]  # pytest's own name for all of it is empty

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
