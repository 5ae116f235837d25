"""What tests/bench/mutations.py takes for a mutant, and by which tests it tries one."""

from __future__ import annotations

import pytest

from tests.bench.mutations import Mutant, concerned, imported, meaning, nearest

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


def test_what_a_module_imports() -> None:
    assert imported("import a.b\nfrom c import d\ndef f():\n    from e import g") == {
        "a.b", "c", "c.d", "e", "e.g",
    }  # fmt: skip


IMPORTS = {
    "p.far": {"p.merge"},
    "t.test_far": {"p.far"},
    "t.test_many": {"p.merge", "a", "b"},
    "t.test_few": {"p.merge"},
    "t.test_merge": {"p.merge", "a", "b"},
    "t.test_other": {"p.other"},
}


def test_the_tests_nearest_to_a_module() -> None:
    tests = [name for name in IMPORTS if ".test_" in name]
    near = ["t.test_merge", "t.test_few", "t.test_many", "t.test_far"]
    assert nearest("p.merge", IMPORTS, tests) == near


def test_each_room_has_tests_near_it() -> None:
    mutant = Mutant("scripts/aidstories/stories/importing/merge.py", 1, "", "")
    assert concerned(mutant)[0] == "tests/stories/test_merge.py"
