"""What is promised (docs/about/trust.md) is held by tests that are there, in the numbers told."""

from __future__ import annotations

import json
import re

import pytest

from tests.archive import HOME
from tests.faults.scenarios import SCENARIOS
from tests.fuzz.targets import TARGETS
from tests.growth import captures, queries
from tests.site.attacks import ATTACKS

PAGE = (HOME / "docs" / "about" / "trust.md").read_text("utf-8")
PROMISES = re.findall(r"^\| (.+?) \| (`.+?) \| (.*?) \|$", PAGE, re.M)
MUTANTS = PAGE.split("{ #mutations }")[1].split("\n## ")[0]
_LOCKED = re.findall(r"^[\w.-]+==", (HOME / "requirements.lock").read_text("utf-8"), re.M)
_NPM = json.loads((HOME / "admin" / "package-lock.json").read_text("utf-8"))["packages"]


@pytest.mark.parametrize("promise, tests, figure", PROMISES, ids=[p[0][:12] for p in PROMISES])
def test_a_promise_is_held_by_tests_and_has_a_figure(promise: str, tests: str, figure: str) -> None:
    for path in re.findall(r"`(tests/[\w/.]+)`", tests):
        files = [HOME / path] if path.endswith(".py") else list((HOME / path).glob("*.py"))
        texts = [file.read_text("utf-8") for file in files]
        assert any("def test_" in text or "/bench/" in path for text in texts), path
    assert "`" in tests and figure, promise


def test_no_promise_is_passed_over() -> None:
    rows = re.findall(r"^\| .+ \|$", PAGE.replace(MUTANTS, ""), re.M)
    tables = len(re.findall("^[|] --- ", PAGE.replace(MUTANTS, ""), re.M))
    assert len(PROMISES) + len(TARGETS) == len(rows) - 2 * tables
    assert len(PROMISES) >= 30


@pytest.mark.parametrize(
    "told",
    [
        f"{len(ATTACKS)} 种写法",
        f"{len(SCENARIOS)} 种活的",
        f"{len(TARGETS)} 个目标",
        f"{len(captures.HOSTILE)} 种恶意的原稿",
        f"{len(queries.HOSTILE)} 种恶意的检索词",
        f"{len(_LOCKED)} 个 Python 包",
        f"{len([path for path in _NPM if path])} 个 npm 包",
    ],
)
def test_a_number_is_that_of_the_tests(told: str) -> None:
    assert told in PAGE


def test_every_target_of_fuzzing_has_its_figures() -> None:
    table = PAGE.split("{ #fuzz }")[1].split("\n## ")[0]
    rows = dict(re.findall(r"^\| `(\w+)` \| .+? \| ([\d,]+) \| [\d,]+ \| \d+ \|$", table, re.M))
    assert rows.keys() == TARGETS.keys()


def test_the_figures_of_mutants_have_their_sums() -> None:
    found = re.findall(r"^\| \w+((?: \| \d+){5}) \|$", MUTANTS, re.M)
    rows = [[int(n) for n in row.split(" | ")[1:]] for row in found]
    assert len(rows) == 3
    assert [drawn for drawn, *_ in rows] == [sum(rest) for _, *rest in rows]
    drawn, killed, _, same, _ = map(sum, zip(*rows, strict=True))
    told = f"除去相同的 {drawn - same} 处，发现 {killed} 处（{killed / (drawn - same):.0%}）"
    assert told in MUTANTS
