"""How many mutants of the program its tests kill: a sample, drawn anew or as before by its seed.

    make mutations [SAMPLE=66] [SEED=1]

A room gives as many as the next. A module is drawn by its length and a place in it, so that one
which can be spoilt in many ways counts once, then one of cosmic-ray's operators. What does not
compile, or means the same (annotations are never evaluated), is no mutant. Each runs, in a copy of
the repository, those of `TESTS` that reach its function; those that none kills are printed.
"""

from __future__ import annotations

import argparse
import ast
import os
import random
import resource
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from difflib import unified_diff
from functools import cache, partial
from itertools import islice
from pathlib import Path
from queue import Queue
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from coverage import CoverageData

HOME = Path(__file__).resolve().parents[2]
ROOMS = ("restore", "search", "stories")
TESTS = ("restore", "describe", "search", "stories", "test_refusals.py")
"""What may kill: the rooms' own tests, which need no site; all the others may, too."""
_SECONDS, _LONGEST = 200, 3_600
"""CPU seconds and seconds after which a mutant that does not end is killed: what reaches one
function takes a minute at most."""


class Place(NamedTuple):
    """Where a module can be spoilt, and by what: names of operators, and the count of each."""

    line: int
    column: int
    ways: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class Mutant:
    """A module, by its path from the repository, with the code that it becomes."""

    path: str
    line: int
    operator: str
    code: str

    def told(self) -> str:
        """Return what it changes, as lines of a comparison."""
        before = (HOME / self.path).read_text("utf-8")
        lines = unified_diff(before.split("\n"), self.code.split("\n"), lineterm="", n=0)
        return "\n".join([f"{self.path} {self.operator}", *list(lines)[2:]])


def meaning(code: str) -> str | None:
    """Return what Python reads in a module but for its annotations, None where it reads none."""
    try:
        tree = ast.parse(code)
    except SyntaxError:
        return None
    for node in ast.walk(tree):
        if isinstance(node, ast.arg):
            node.annotation = None
        elif isinstance(node, ast.FunctionDef):
            node.returns = None
        elif isinstance(node, ast.AnnAssign):
            node.annotation = ast.Name("_")
    return ast.dump(tree)


def body_around(code: str, line: int) -> range:
    """Return the lines of the smallest function with ``line`` that run when it is called.

    Of the whole module where no function has it.
    """
    found = range(1, len(code.splitlines()) + 1)
    for node in ast.walk(ast.parse(code)):  # what is within comes after what it is in
        if isinstance(node, ast.FunctionDef) and node.lineno <= line <= (node.end_lineno or 0):
            found = range(node.body[0].lineno, (node.end_lineno or 0) + 1)
    return found


def reaching(contexts: Iterable[str]) -> list[str]:
    """Return the tests that coverage names: whole files where a fixture, which may be shared, ran.

    Without the parameters: pytest does not find all of them again by name.
    """
    found = set()
    for context in contexts:
        test, _, phase = context.rpartition("|")
        found.add(test.partition("[")[0] if phase == "run" else test.partition("::")[0])
    return sorted(one for one in found if one and one.partition("::")[0] not in found - {one})


@cache
def places(path: Path) -> list[Place]:
    """Return where cosmic-ray can spoil a module."""
    from cosmic_ray.ast import ast_nodes, get_ast_from_path  # an environment of its own
    from cosmic_ray.plugins import get_operator, operator_names

    nodes = list(ast_nodes(get_ast_from_path(path)))
    ways: dict[tuple[int, int], list[tuple[str, int]]] = {}
    for name in operator_names():
        operator = get_operator(name)
        if name != "core/NoOp" and not operator.arguments():
            starts = (start for node in nodes for start, _ in operator().mutation_positions(node))
            for count, start in enumerate(starts):
                ways.setdefault(start, []).append((name, count))
    return [Place(*start, tuple(every)) for start, every in sorted(ways.items())]


def mutants(room: str, rng: random.Random) -> Iterator[Mutant]:
    """Yield mutants of a room's code in the order drawn, without end."""
    from cosmic_ray.mutating import mutate_code
    from cosmic_ray.plugins import get_operator

    modules = sorted((HOME / "scripts" / "aidstories" / room).rglob("*.py"))
    texts = [path.read_text("utf-8") for path in modules]
    seen = set()
    while True:
        ((path, before),) = rng.choices([*zip(modules, texts, strict=True)], [*map(len, texts)])
        place = rng.choice(places(path) or [Place(0, 0, ())])
        name, count = rng.choice(place.ways or [("", 0)])
        after = mutate_code(before, get_operator(name)(), count) if name else None
        fresh = (path, place) not in seen
        seen.add((path, place))
        if fresh and after is not None and meaning(after) not in (None, meaning(before)):
            yield Mutant(path.relative_to(HOME).as_posix(), place.line, name, after)


class Copy:
    """A copy of the repository's files, in which one mutant after another is tried."""

    def __init__(self, folder: Path, python: Path) -> None:
        self.home, self._python, self._written = folder, python, 0
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=HOME, check=True, capture_output=True
        )
        for name in os.fsdecode(listed.stdout).split("\0")[:-1]:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(HOME / name, folder / name)

    def is_killed(self, mutant: Mutant, tests: list[str]) -> bool:
        """Return whether one of ``tests`` fails, or does not end."""
        path = self.home / mutant.path
        kept = path.read_bytes()
        try:
            self._write(path, mutant.code.encode())
            return bool(tests) and self.fails("-x", *tests)
        finally:
            self._write(path, kept)

    def _write(self, path: Path, data: bytes) -> None:
        """Write at a time that no module was written at, by which Python knows what it compiled."""
        path.write_bytes(data)
        self._written += 1
        os.utime(path, (2_000_000_000 + self._written,) * 2)

    def fails(self, *asked: str, limit: int = _SECONDS, told: str = "") -> bool:
        """Run pytest; return whether it fails, or does not end.

        ``limit`` are CPU seconds; ``told`` is the file in which coverage keeps what it finds.
        """
        command = [f"{self._python}", "-m", "pytest", "-q", *asked]
        command += ["-m", "not long and not browser"]
        environment = os.environ | {"PYTHONPATH": f"{self.home / 'scripts'}", "COVERAGE_FILE": told}
        running = subprocess.Popen(
            command,
            cwd=self.home,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        resource.prlimit(running.pid, resource.RLIMIT_CPU, (limit, limit))
        try:
            return running.wait(_LONGEST) != 0
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, signal.SIGKILL)
            return True


class Reached:
    """Which tests run which lines, as one run of all tells. Raises RuntimeError if a test fails."""

    def __init__(self, copy: Copy, processes: int) -> None:
        self._home = copy.home
        with ThreadPoolExecutor(processes) as pool:
            self._data = list(pool.map(partial(self._measured, copy), TESTS))

    def _measured(self, copy: Copy, tests: str) -> CoverageData:
        from coverage import CoverageData

        told = f"{copy.home / 'reached'}.{tests}"
        asked = (
            "--cov=aidstories",
            "--cov-context=test",
            "--cov-report=",
            "--cov-config=/dev/null",
        )
        if copy.fails(*asked, f"tests/{tests}", limit=_LONGEST, told=told):
            raise RuntimeError(f"tests/{tests} fail without a mutant")
        data = CoverageData(told)
        data.read()
        return data

    def tests(self, mutant: Mutant) -> list[str]:
        """Return the tests that reach the function of a mutant."""
        path, code = f"{self._home / mutant.path}", (HOME / mutant.path).read_text("utf-8")
        every = [data.contexts_by_lineno(path) for data in self._data]
        body = body_around(code, mutant.line)
        return reaching(c for lines in every for line in body for c in lines.get(line, ()))


def main(sample: int, seed: int, python: Path, copies: int) -> None:
    """Try ``sample`` mutants of the rooms; print each, and how many were killed."""
    many = -(-sample // len(ROOMS))
    drawn = {
        room: [*islice(mutants(room, random.Random(f"{seed} {room}")), many)] for room in ROOMS
    }
    with tempfile.TemporaryDirectory() as folder:
        free: Queue[Copy] = Queue()
        for number in range(copies):
            free.put(Copy(Path(folder, f"{number}"), python))
        copy = free.get()
        reached = Reached(copy, copies)
        free.put(copy)

        def tried(mutant: Mutant) -> bool:
            tests, copy = reached.tests(mutant), free.get()
            killed = copy.is_killed(mutant, tests)
            free.put(copy)
            verdict = "killed" if killed else f"SURVIVED {len(tests)} tests:"
            print(f"{verdict} {mutant.told()}\n", flush=True)
            return killed

        with ThreadPoolExecutor(copies) as pool:
            killed = {room: [*pool.map(tried, every)] for room, every in drawn.items()}
    for room, every in killed.items():
        print(f"{room}: {sum(every)} of {len(every)} killed")
    whole = [*map(sum, killed.values())]
    print(f"seed {seed}: {sum(whole)} of {many * len(ROOMS)} killed")


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    asked.add_argument("--sample", type=int, default=66)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--copies", type=int, default=2, help="mutants at once")
    asked.add_argument("--python", type=Path, default=HOME / ".venv" / "bin" / "python")
    given = asked.parse_args()
    main(given.sample, given.seed, given.python.absolute(), given.copies)
