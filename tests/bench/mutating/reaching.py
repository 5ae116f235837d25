"""Which tests reach a line of the program, and how long each takes: recorded once by coverage.

A file of tests that has changed since is recorded again, by itself; the program, or what the tests
share, makes all of it be recorded anew.
"""

from __future__ import annotations

import ast
import hashlib
import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import accumulate
from pathlib import Path
from xml.etree import ElementTree

from tests.bench.mutating.using import Uses

ROOMS = (
    *("restore", "describe", "search", "stories", "preview", "bo"),
    *("recognition/test_file.py", "recognition/test_pictures.py"),
    *("test_refusals.py", "test_adding.py", "test_own_tables.py", "test_tables.py"),
    "test_dataclasses.py",
)
"""What may kill: tests of the rooms drawn from, and those that reach them and build no site."""
_WHOLE = (
    *("bo/test_pages.py", "preview/test_kept_site.py", "preview/test_serve.py"),
    *("search/test_names.py", "stories/test_cluster.py", "stories/test_two_editors.py"),
)
"""Of these a fifth of the time of all: they build, serve or write whole archives; nearly no test
of theirs is quick enough to be asked first."""
_READERS = ("tests/test_dataclasses.py",)
"""What reads the program instead of running it, and may kill a mutant anywhere."""
ASKED = ("-m", "not long and not browser")
DATA, TIMES, FILES = "reached.sqlite", "times.xml", "files.json"
RECORD = ("--cov", "--cov-context=test", "--cov-report=", "--cov-fail-under=0")
"""What pytest is asked for; each context is a test and whether it is set up, run or taken down."""


@dataclass(frozen=True)
class Reached:
    """By module and line, the contexts that ran it; by test, the seconds that it took."""

    lines: Mapping[str, Mapping[int, Iterable[str]]]
    seconds: Mapping[str, float]
    uses: Uses = field(default_factory=lambda: Uses({}))

    def tests(self, path: str, code: str, line: int, within: float) -> list[str]:
        """Return the tests that run a line: of all the quickest, as many as take ``within`` s.

        Those of a file stand together, in its order: of a module's fixtures some tests change what
        they are given, so that another, asked between those of other files, would fail by itself.

        What is set up for one test may serve all of its file (fixtures of a module), so they count.
        After them are chosen those that use what the line made once for all (`Uses`): these alone
        where it runs at an import, or if there is none, whatever runs any line of the module.
        """
        known = self.lines.get(path, {})
        runs = {c for n in statement(code, line) for c in known.get(n, ()) if c}
        users = self._users(path, line)
        if self.uses.at_import(path, line):
            runs = set()
        runs = runs or users or {c for contexts in known.values() for c in contexts if c}
        first = [test for test in self.seconds if file_of(test) in _READERS]
        asked = [*dict.fromkeys(first + self._quickest(runs) + self._quickest(users))]
        spent = accumulate(self.seconds[test] for test in asked)
        chosen = {t for t, end in zip(asked, spent, strict=True) if end <= within}
        files = dict.fromkeys(file_of(test) for test in asked)
        return [t for file in files for t in self._of.get(file, ()) if t in chosen]

    @cached_property
    def _of(self) -> Mapping[str, Sequence[str]]:
        """Return the tests of each file, in the order in which they were recorded."""
        found = defaultdict[str, list[str]](list)
        for test in self.seconds:
            found[file_of(test)].append(test)
        return found

    def _users(self, path: str, line: int) -> set[str]:
        """Return the contexts that use what a line made once: all of a file of tests."""
        found: set[str] = set()
        for module, n in self.uses.lines(path, line):
            known = self.lines.get(module, {})
            found |= {c for m in statement(self.uses.texts[module], n) for c in known.get(m, ())}
            found.add(f"{module}::|setup")
        return found - {""}

    def _quickest(self, contexts: set[str]) -> list[str]:
        """Return the tests of contexts, the quickest first."""
        named = {c.rpartition("|")[0] for c in contexts}
        files = {file_of(c) for c in contexts if not c.endswith("|run")}
        every = {t for t in self.seconds if t in named or file_of(t) in files}
        return sorted(every, key=lambda test: (self.seconds[test], test))


def file_of(test: str) -> str:
    """Return the file of a test, or of a context."""
    return test.partition("::")[0]


def statement(code: str, line: int) -> range:
    """Return the lines of the innermost statement with a line, down to that."""
    begun = [first for first, last in _statements(code) if first <= line <= last]
    return range(max(begun, default=line), line + 1)


@cache
def _statements(code: str) -> Sequence[tuple[int, int]]:
    """Return the first and the last line of each statement."""
    nodes = (node for node in ast.walk(ast.parse(code)) if isinstance(node, ast.stmt))
    return [(node.lineno, node.end_lineno or node.lineno) for node in nodes]


def recorded_as(home: Path) -> str:
    """Return a name for the program and what its tests share, as they are now."""
    files = [*(home / "scripts").rglob("*.py"), *(home / "tests").rglob("*.py")]
    digest = hashlib.sha256(repr(ASKED).encode())
    for path in sorted(files):
        name = path.relative_to(home).as_posix()
        if not name.startswith("tests/bench/") and not path.name.startswith("test_"):
            digest.update(f"{name}\0".encode() + path.read_bytes())
    return digest.hexdigest()[:16]


def states(home: Path) -> dict[str, str]:
    """Return the files of tests that may kill, each with a name for it and the cases it names."""
    cases = {path.stem: path for path in (home / "tests/cases").glob("*.toml")}
    found = {}
    for path in _asked(home):
        code = path.read_bytes()
        digest = hashlib.sha256(code)
        for name in sorted(cases.keys() & {*re.findall(r"\w+", code.decode())}):
            digest.update(cases[name].read_bytes())
        found[path.relative_to(home).as_posix()] = digest.hexdigest()[:16]
    return found


def _asked(home: Path) -> Iterator[Path]:
    """Yield the files of tests of ``ROOMS``."""
    for room in (home / "tests" / name for name in ROOMS):
        found = [room] if room.is_file() else sorted(room.rglob("test_*.py"))
        yield from (path for path in found if not path.as_posix().endswith(_WHOLE))


def missing(kept: Path, now: Mapping[str, str]) -> list[str]:
    """Return the files of tests that nothing in ``kept`` has recorded as they are ``now``."""
    return sorted(now.keys() - {name for _, names in _recordings(kept, now) for name in names})


def _recordings(kept: Path, now: Mapping[str, str]) -> Iterator[tuple[Path, set[str]]]:
    """Yield what was recorded, each with the files of tests that are ``now`` as they were then."""
    for path in sorted(kept.glob(f"*/{FILES}")):
        then = json.loads(path.read_text("utf-8"))
        yield path.parent, {name for name, state in then.items() if now.get(name) == state}


def read(kept: Path, now: Mapping[str, str]) -> Reached:
    """Return what was recorded: coverage's data, and JUnit's lists of tests."""
    from coverage import CoverageData  # in the environment of the mutants, too

    lines: dict[str, dict[int, set[str]]] = defaultdict(lambda: defaultdict(set))
    tests: dict[str, float] = {}
    for folder, names in _recordings(kept, now):
        data = CoverageData(basename=str(folder / DATA))
        data.read()
        for measured in data.measured_files():
            known = lines[f"scripts/{measured.partition('/scripts/')[2]}"]
            for line, contexts in data.contexts_by_lineno(measured).items():
                known[line].update(c for c in contexts if file_of(c) in names)
        tests |= {
            _named(case): float(case.get("time", "0"))
            for case in ElementTree.parse(folder / TIMES).iter("testcase")
            if not len(case) and file_of(_named(case)) in names  # neither failed nor passed over
        }
    return Reached(lines, tests)


def _named(case: ElementTree.Element) -> str:
    """Return the name by which pytest runs a test: JUnit has its file with dots."""
    return f"{case.get('classname', '').replace('.', '/')}.py::{case.get('name')}"
