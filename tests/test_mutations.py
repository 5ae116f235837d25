"""What tests/bench/mutations.py takes for a mutant, and by which tests it tries one."""

from __future__ import annotations

import pytest

from tests.bench.mutating.drawing import Mutant, meaning
from tests.bench.mutating.reaching import Reached, statement
from tests.bench.mutating.trying import Outcome
from tests.bench.mutations import Tried

SAME = [
    ("def f(a: int | None) -> str | None: ...", "def f(a: int - None) -> str + None: ..."),
    ("x: int | None = 1", "x: int + None = 1"),
    ("@dataclass(frozen=True, slots=True)\nclass A: ...", "@dataclass(frozen=True)\nclass A: ..."),
    ("@dataclass(kw_only=True)\nclass A: ...", "@dataclass(kw_only=False)\nclass A: ..."),
    ("@lru_cache(maxsize=256)\ndef f(): ...", "@lru_cache(maxsize=257)\ndef f(): ..."),
]
OTHER = [
    ("x = 1", "x = 2"),
    ("def f(a: int = 1): ...", "def f(a: int = 2): ..."),
    ("x: int = 1", "x: int = 0"),
    ("X = int | None", "X = int - None"),
    ("@dataclass(frozen=True)\nclass A: ...", "@dataclass(frozen=False)\nclass A: ..."),
    ("f(slots=True)", "f(slots=False)"),
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
    seconds={SLOW: 5.0, FAST: 0.1, OTHER_FILE: 0.2},
)


@pytest.mark.parametrize(
    "path, line, within, tests",
    [
        pytest.param("m.py", 7, 9, [FAST, OTHER_FILE], id="those that run it, the quickest first"),
        pytest.param("m.py", 9, 9, [FAST, SLOW], id="its statement begins above"),
        pytest.param("m.py", 9, 1, [FAST], id="as many as there is time for"),
        pytest.param("m.py", 11, 9, [FAST, SLOW], id="set up for all of a file"),
        pytest.param("m.py", 1, 9, [FAST, OTHER_FILE, SLOW], id="run by the import"),
        pytest.param("other.py", 7, 9, [], id="a module that nothing reaches"),
    ],
)
def test_the_tests_that_try_a_mutant(path: str, line: int, within: int, tests: list[str]) -> None:
    assert REACHED.tests(path, CODE, line, within) == tests


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
