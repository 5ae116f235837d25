"""What tests/bench/mutations.py takes for a mutant, and by which tests it tries one."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from coverage import CoverageData

from tests.bench.mutating.drawing import Mutant, meaning
from tests.bench.mutating.reaching import (
    DATA,
    FILES,
    TIMES,
    Reached,
    missing,
    read,
    recorded_as,
    statement,
    states,
)  # fmt: skip
from tests.bench.mutating.trying import Copy, Outcome
from tests.bench.mutating.using import Uses
from tests.bench.mutations import Tried

SAME = [
    ("def f(a: int | None) -> str | None: ...", "def f(a: int - None) -> str + None: ..."),
    ("x: int | None = 1", "x: int + None = 1"),
    ("@dataclass(frozen=True, slots=True)\nclass A: ...", "@dataclass(frozen=True)\nclass A: ..."),
    ("@dataclass(kw_only=True)\nclass A: ...", "@dataclass(kw_only=False)\nclass A: ..."),
    ("@lru_cache(maxsize=256)\ndef f(): ...", "@lru_cache(maxsize=257)\ndef f(): ..."),
    ("zip(a, b, strict=True)", "zip(a, b, strict=False)"),
]
OTHER = [
    ("x = 1", "x = 2"),
    ("def f(a: int = 1): ...", "def f(a: int = 2): ..."),
    ("x: int = 1", "x: int = 0"),
    ("X = int | None", "X = int - None"),
    ("@dataclass(frozen=True)\nclass A: ...", "@dataclass(frozen=False)\nclass A: ..."),
    ("f(slots=True)", "f(slots=False)"),
    ("loads(a, strict=True)", "loads(a, strict=False)"),
    ("zip(a, b, strict=True)", "zip(a, a, strict=True)"),
    ("@cache\ndef f(): ...", "def f(): ..."),
]


@pytest.mark.parametrize("before, after", SAME)
def test_annotations_and_memory_are_no_mutants(before: str, after: str) -> None:
    assert meaning(before) == meaning(after) is not None


@pytest.mark.parametrize("before, after", OTHER)
def test_what_python_reads_is_one(before: str, after: str) -> None:
    assert meaning(before) != meaning(after) is not None


def test_what_does_not_compile_is_none() -> None:
    assert meaning("x = = 1") is None


CODE = """LIMIT = 3


def f(
    x,
):
    if x:
        return g(
            x,
        )
    return LIMIT
"""


@pytest.mark.parametrize("line, begins", [(1, 1), (5, 4), (7, 7), (9, 8), (11, 11)])
def test_a_line_belongs_to_the_innermost_statement(line: int, begins: int) -> None:
    assert statement(CODE, line) == range(begins, line + 1)


FAST, SLOW, OTHER_FILE = "tests/a/test_a.py::test_fast", "tests/a/test_a.py::test_slow", "b.py::b"
REACHED = Reached(
    lines={
        "m.py": {
            1: [""],
            7: [f"{FAST}|run", f"{OTHER_FILE}|run"],
            8: [f"{SLOW}|run", f"{FAST}|run"],
            11: [f"{FAST}|setup"],
        }
    },
    seconds={FAST: 0.1, SLOW: 5.0, OTHER_FILE: 0.2},
)


@pytest.mark.parametrize(
    "path, line, within, tests",
    [
        pytest.param("m.py", 7, 9, [FAST, OTHER_FILE], id="those that run it, the quickest first"),
        pytest.param("m.py", 9, 9, [FAST, SLOW], id="its statement begins above"),
        pytest.param("m.py", 9, 1, [FAST], id="as many as there is time for"),
        pytest.param("m.py", 11, 9, [FAST, SLOW], id="set up for all of a file"),
        pytest.param("m.py", 1, 5.25, [FAST, OTHER_FILE], id="the quickest of all files"),
        pytest.param("m.py", 1, 9, [FAST, SLOW, OTHER_FILE], id="run by the import"),
        pytest.param("other.py", 7, 9, [], id="a module that nothing reaches"),
    ],
)
def test_the_tests_that_try_a_mutant(path: str, line: int, within: int, tests: list[str]) -> None:
    assert REACHED.tests(path, CODE, line, within) == tests


LIMITS = """from functools import cache

MOST = 3
TABLE = {"a": MOST}
UNUSED = 1


def read(most=MOST):
    return most


def row(name):
    return name


@cache
def rows():
    return [row(n) for n in TABLE]


def asks():
    return rows()


class Page:
    margin: int = 2

    def inner(self):
        return self.margin


BUILT = read()


def built():
    return BUILT


SPARE = 1
"""
READER = """from aidstories import limits
from aidstories.limits import TABLE as KNOWN, Page


def most() -> TABLE:
    MOST = 1
    return limits.MOST + MOST


def known():
    return KNOWN["a"]


def page():
    return Page()
"""
TESTS = "tests/a/test_limits.py"
TESTED = """from aidstories.limits import UNUSED


def test_it() -> None:
    assert UNUSED == 1
"""
AT, BY = "scripts/aidstories/limits.py", "scripts/aidstories/reader.py"
USES = Uses({AT: LIMITS, BY: READER, TESTS: TESTED})


def lines_of(code: str, *parts: str) -> set[int]:
    """Return the lines that read as one of ``parts``."""
    return {n for n, line in enumerate(code.splitlines(), 1) if line.strip() in parts}


@pytest.mark.parametrize(
    "line, here, there",
    [
        pytest.param(
            "MOST = 3",
            ["return [row(n) for n in TABLE]", "return rows()", "return BUILT"],
            ["return limits.MOST + MOST", 'return KNOWN["a"]'],
            id="what names it, and what names a table or an answer made of it",
        ),
        pytest.param(
            'TABLE = {"a": MOST}',
            ["return [row(n) for n in TABLE]", "return rows()"],
            ['return KNOWN["a"]'],
            id="a table, by another name elsewhere",
        ),
        pytest.param("UNUSED = 1", [], [], id="nothing of the program"),
        pytest.param("def read(most=MOST):", ["return most", "return BUILT"], [], id="a default"),
        pytest.param("return most", ["return BUILT"], [], id="called at the import"),
        pytest.param(
            "return [row(n) for n in TABLE]", ["return rows()"], [], id="answered from a cache"
        ),
        pytest.param("return name", ["return rows()"], [], id="a helper of what is"),
        pytest.param("margin: int = 2", ["return self.margin"], ["return Page()"], id="a class"),
        pytest.param("return self.margin", [], [], id="a method runs whenever it is called"),
        pytest.param("return rows()", [], [], id="so does a function"),
    ],
)
def test_what_uses_a_line_that_runs_once(line: str, here: list[str], there: list[str]) -> None:
    (number,) = lines_of(LIMITS, line)
    used = USES.lines(AT, number)
    assert {n for path, n in used if path == AT} == lines_of(LIMITS, *here)
    assert {n for path, n in used if path == BY} == lines_of(READER, *there)


@pytest.mark.parametrize("line", ["MOST = 3", "@cache", "def rows():", "margin: int = 2"])
def test_a_line_that_runs_at_an_import(line: str) -> None:
    assert all(USES.at_import(AT, n) for n in lines_of(LIMITS, line))


@pytest.mark.parametrize("line", ["return most", "return rows()", "return self.margin"])
def test_one_that_runs_when_it_is_called(line: str) -> None:
    assert not any(USES.at_import(AT, n) for n in lines_of(LIMITS, line))


FIRST, CALLS, READS, ASKS = (f"{n}.py::t" for n in ("first", "calls", "reads", "asks"))
NAMES = f"{TESTS}::t"
USED = Reached(
    lines={
        AT: {
            3: ["", f"{FIRST}|run"],
            5: ["", f"{FIRST}|run"],
            9: [f"{CALLS}|run"],
            18: [f"{FIRST}|run"],
            22: [f"{ASKS}|run", f"{FIRST}|run"],
            35: [],
        },
        BY: {7: [f"{READS}|run"]},
    },
    seconds={FIRST: 0.3, CALLS: 0.1, READS: 0.1, ASKS: 0.1, NAMES: 0.1},
    uses=USES,
)


@pytest.mark.parametrize(
    "line, tests",
    [
        pytest.param("MOST = 3", [ASKS, READS, FIRST], id="at an import: by what uses it"),
        pytest.param("UNUSED = 1", [NAMES], id="by tests that name it"),
        pytest.param("SPARE = 1", [ASKS, CALLS, FIRST], id="used by nothing: the module's"),
        pytest.param("return [row(n) for n in TABLE]", [FIRST, ASKS], id="first what runs it"),
        pytest.param("return most", [CALLS], id="what uses it is reached by none"),
    ],
)
def test_the_tests_of_what_runs_once(line: str, tests: list[str]) -> None:
    (number,) = lines_of(LIMITS, line)
    assert USED.tests(AT, LIMITS, number, 9) == tests


@pytest.mark.parametrize(
    "outcome, failing, verdict",
    [
        pytest.param(Outcome((FAST,)), [], "killed", id="a test fails"),
        pytest.param(Outcome(), [], "SURVIVED", id="all pass"),
        pytest.param(Outcome(endless=True), [], "ENDLESS", id="time decides: no test failed"),
        pytest.param(Outcome((FAST,)), [FAST], "UNTRIED", id="it fails without the mutant too"),
        pytest.param(None, [], "UNTRIED", id="too slow without it"),
    ],
)
def test_what_becomes_of_a_mutant(
    outcome: Outcome | None, failing: list[str], verdict: str
) -> None:
    mutant = Mutant("m.py", 1, "core/NumberReplacer", "x = 1", "x = 2")
    assert Tried(mutant, [FAST], False, outcome).verdict(failing) == verdict


class Answered(Copy):
    """A copy whose runs of tests have ended already, each with a status and what failed."""

    def __init__(self, *answers: tuple[int, list[str]]) -> None:
        self._answers = iter(answers)

    def _asked(self, tests: Sequence[str], seconds: int, *how: str) -> tuple[int, list[str]]:
        return next(self._answers)

    @contextmanager
    def _spoilt(self, mutant: Mutant) -> Iterator[None]:
        yield


KILLED = -9
"""What a process ends with that takes too long."""


@pytest.mark.parametrize(
    "answers, outcome",
    [
        pytest.param([(1, [FAST])], Outcome((FAST,)), id="a test fails"),
        pytest.param([(0, [])], Outcome(), id="all pass"),
        pytest.param([(5, [])], Outcome(), id="none is there"),
        pytest.param([(4, ["a.py"])], Outcome(("a.py",)), id="a file cannot be imported"),
        pytest.param([(4, []), (4, [])], Outcome(), id="a test is not there"),
        pytest.param(
            [(4, []), (0, [])], Outcome((FAST,)), id="what tests share cannot be imported"
        ),
        pytest.param([(KILLED, []), (0, [])], None, id="too slow, but one alone ends"),
        pytest.param(
            [(KILLED, []), (KILLED, []), (KILLED, [])], None, id="too slow without the mutant, too"
        ),
        pytest.param(
            [(KILLED, []), (KILLED, []), (0, [])], Outcome(endless=True), id="one never ends"
        ),
    ],
)
def test_what_is_made_of_how_tests_end(
    answers: list[tuple[int, list[str]]], outcome: Outcome | None
) -> None:
    mutant = Mutant("m.py", 1, "core/NumberReplacer", "x = 1", "x = 2")
    assert Answered(*answers).tried(mutant, [FAST, SLOW], 9) == outcome


MODULE, SHARED = "scripts/aidstories/m.py", "tests/restore/cases.py"
SAYS, PLAIN = "tests/restore/test_a.py", "tests/restore/test_b.py"


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A repository with a module, what tests share, and two files of tests, one with cases."""
    home = tmp_path / "home"
    texts = {
        MODULE: "x = 1",
        SHARED: "",
        SAYS: 'cases("breaks")',
        PLAIN: "",
        "tests/bench/b.py": "",
    }
    for name, text in texts.items() | {("tests/cases/breaks.toml", "a = 1")}:
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_text(text, "utf-8")
    return home


@pytest.mark.parametrize(
    "changed, again",
    [
        pytest.param(PLAIN, {PLAIN}, id="a file of tests"),
        pytest.param("tests/cases/breaks.toml", {SAYS}, id="the cases that one names"),
        pytest.param("tests/cases/other.toml", set(), id="cases that none names"),
        pytest.param("tests/bench/b.py", set(), id="a benchmark"),
        pytest.param(MODULE, {SAYS, PLAIN}, id="the program"),
        pytest.param(SHARED, {SAYS, PLAIN}, id="what tests share"),
    ],
)
def test_what_is_recorded_again(home: Path, tmp_path: Path, changed: str, again: set[str]) -> None:
    before = states(home)
    recorded(tmp_path / recorded_as(home) / "000", home, before)
    (home / changed).write_text("y = 2", "utf-8")
    kept, now = tmp_path / recorded_as(home), states(home)
    assert {*missing(kept, now)} == again
    assert {*read(kept, now).seconds} == {f"{name}::t" for name in before.keys() - again}


def test_what_was_recorded_apart_is_read_together(home: Path, tmp_path: Path) -> None:
    now = states(home)
    recorded(tmp_path / "000", home, {SAYS: now[SAYS], PLAIN: "another"})
    recorded(tmp_path / "001", home, {PLAIN: now[PLAIN]})
    reached = read(tmp_path, now)
    assert {*reached.lines[MODULE][1]} == {f"{SAYS}::t|run", f"{PLAIN}::t|run"}
    assert reached.seconds == {f"{SAYS}::t": 0.5, f"{PLAIN}::t": 0.5}
    assert missing(tmp_path, now) == []


def recorded(folder: Path, home: Path, files: dict[str, str]) -> None:
    """Write what a run of files of one test each would have recorded."""
    folder.mkdir(parents=True)
    data = CoverageData(basename=str(folder / DATA))
    for name in files:
        data.set_context(f"{name}::t|run")
        data.add_lines({str(home / MODULE): [1]})
    data.write()
    cases = (
        f'<testcase classname="{n[:-3].replace("/", ".")}" name="t" time="0.5"/>' for n in files
    )
    (folder / TIMES).write_text(f"<testsuite>{''.join(cases)}</testsuite>", "utf-8")
    (folder / FILES).write_text(json.dumps(files), "utf-8")
