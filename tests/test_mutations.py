"""What tests/bench/mutations.py takes for a mutant, and by which tests it tries one."""

from __future__ import annotations

import pytest

from tests.bench.mutations import body_around, meaning, reaching

SAME = [
    ("def f(a: int | None) -> str | None: ...", "def f(a: int - None) -> str + None: ..."),
    ("x: int | None = 1", "x: int + None = 1"),
]
OTHER = [
    ("x = 1", "x = 2"),
    ("def f(a: int = 1): ...", "def f(a: int = 2): ..."),
    ("x: int = 1", "x: int = 0"),
    ("X = int | None", "X = int - None"),
]


@pytest.mark.parametrize("before, after", SAME)
def test_annotations_are_no_mutants(before: str, after: str) -> None:
    assert meaning(before) == meaning(after) is not None


@pytest.mark.parametrize("before, after", OTHER)
def test_what_python_reads_is_one(before: str, after: str) -> None:
    assert meaning(before) != meaning(after) is not None


def test_what_does_not_compile_is_none() -> None:
    assert meaning("x = = 1") is None


CODE = """\
X = 1
def outer(a=2):
    y = 3
    def inner():
        return 4
    return y
"""


@pytest.mark.parametrize("line, body", [(1, (1, 6)), (2, (3, 6)), (3, (3, 6)), (5, (5, 5))])
def test_the_function_around_a_line(line: int, body: tuple[int, int]) -> None:
    found = body_around(CODE, line)
    assert (found[0], found[-1]) == body


def test_tests_that_reach_it() -> None:
    contexts = ["", "t/a.py::test_one[x]|run", "t/a.py::test_one[y]|run", "t/b.py::test_two|run"]
    assert reaching(contexts) == ["t/a.py::test_one", "t/b.py::test_two"]


def test_a_fixture_is_shared_by_its_file() -> None:
    assert reaching(["t/a.py::test_one|setup", "t/a.py::test_two|run"]) == ["t/a.py"]
