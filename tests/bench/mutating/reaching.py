"""Which tests reach a line of the program, and how long each takes: recorded once by coverage."""

from __future__ import annotations

import ast
import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from xml.etree import ElementTree

ROOMS = (
    *("restore", "describe", "search", "stories", "preview", "bo"),
    *("recognition/test_file.py", "recognition/test_pictures.py"),
    *("test_refusals.py", "test_adding.py", "test_own_tables.py"),
)
"""What may kill: tests of the rooms drawn from, and those that reach them and build no site."""
ASKED = ("-m", "not long and not browser", *(f"tests/{room}" for room in ROOMS))
DATA, TIMES = "reached.sqlite", "times.xml"
RECORD = ("--cov", "--cov-context=test", "--cov-report=", "--cov-fail-under=0")
"""What pytest is asked for; each context is a test and whether it is set up, run or taken down."""


@dataclass(frozen=True)
class Reached:
    """By module and line, the contexts that ran it; by test, the seconds that it took."""

    lines: Mapping[str, Mapping[int, Iterable[str]]]
    seconds: Mapping[str, float]

    def tests(self, path: str, code: str, line: int, within: float) -> list[str]:
        """Return the tests that run a line, the quickest first, as many as take ``within`` s.

        What is set up for one test may serve all of its file (fixtures of a module), so they count.
        A line that runs as its module is imported is held by what runs any line of that.
        """
        known = self.lines.get(path, {})
        found = {c for n in statement(code, line) for c in known.get(n, ()) if c}
        found = found or {c for contexts in known.values() for c in contexts if c}
        named = {c.rpartition("|")[0] for c in found}
        files = {file_of(c) for c in found if not c.endswith("|run")}
        every = {t for t in self.seconds if t in named or file_of(t) in files}
        quickest = sorted(every, key=lambda test: (self.seconds[test], test))
        spent = accumulate(self.seconds[test] for test in quickest)
        return [t for t, end in zip(quickest, spent, strict=True) if end <= within]


def file_of(test: str) -> str:
    """Return the file of a test, or of a context."""
    return test.partition("::")[0]


def statement(code: str, line: int) -> range:
    """Return the lines of the innermost statement with a line, down to that."""
    begun = [
        node.lineno
        for node in ast.walk(ast.parse(code))
        if isinstance(node, ast.stmt) and node.lineno <= line <= (node.end_lineno or node.lineno)
    ]
    return range(max(begun, default=line), line + 1)


def recorded_as(home: Path) -> str:
    """Return a name for the program, its tests and which are asked, as they are now."""
    files = [*(home / "scripts").rglob("*.py"), *(home / "tests").rglob("*.py")]
    digest = hashlib.sha256(repr(ASKED).encode())
    for path in sorted(files):
        name = path.relative_to(home).as_posix()
        if not name.startswith("tests/bench/"):
            digest.update(f"{name}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def read(folder: Path) -> Reached:
    """Return what was recorded in a folder: coverage's data, and JUnit's list of tests."""
    from coverage import CoverageData  # in the environment of the mutants, too

    data = CoverageData(basename=str(folder / DATA))
    data.read()
    lines = {
        f"scripts/{name.partition('/scripts/')[2]}": data.contexts_by_lineno(name)
        for name in data.measured_files()
    }
    tests = {
        _named(case): float(case.get("time", "0"))
        for case in ElementTree.parse(folder / TIMES).iter("testcase")
        if not len(case)  # neither failed nor passed over
    }
    return Reached(lines, tests)


def _named(case: ElementTree.Element) -> str:
    """Return the name by which pytest runs a test: JUnit has its file with dots."""
    return f"{case.get('classname', '').replace('.', '/')}.py::{case.get('name')}"
