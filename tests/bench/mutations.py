"""How many mutants of the program its tests kill: a sample, drawn anew or as before by its seed.

    make mutations [SAMPLE=66] [SEED=1]

A room gives as many as the next. A module is drawn by its length and a place in it, so that one
which can be spoilt in many ways counts once, then one of cosmic-ray's operators. What does not
compile, or means the same (annotations are never evaluated), is no mutant. Each runs, in a copy of
the repository, the `FILES` files of tests nearest to its module by imports: so the share killed is
the least that it can be. Those that none kills are printed.
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
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from difflib import unified_diff
from functools import cache
from itertools import islice
from pathlib import Path
from queue import Queue
from typing import NamedTuple

HOME = Path(__file__).resolve().parents[2]
ROOMS = ("restore", "search", "stories")
TESTS = (
    *("restore", "describe", "search", "stories"),
    *("bo.test_captures", "bo.test_parallel", "test_refusals"),
)
"""What may kill: the rooms' own tests, which need no site; all the others may, too."""
FILES, SECONDS = 3, 60
"""Files of tests that try a mutant, and the CPU seconds that they have."""
_PASSED = (0, 5)
"""Pytest's statuses where nothing fails: all pass, or none is there to run."""


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


def imported(code: str) -> set[str]:
    """Return the names that a module imports: those of modules, and of what it takes from them."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.update([node.module, *(f"{node.module}.{alias.name}" for alias in node.names)])
    return found


def nearest(module: str, imports: Mapping[str, set[str]], tests: Iterable[str]) -> list[str]:
    """Return the ``tests`` that reach ``module`` by imports, the fewest steps first.

    Of as many, those that have its name come first, then those that import the least beside it.
    """
    steps, found = {module: 0}, [module]
    for name in found:
        for other in (o for o, named in imports.items() if name in named and o not in steps):
            steps[other] = steps[name] + 1
            found.append(other)
    stem = module.rpartition(".")[2]
    key = {t: (steps[t], stem not in t, len(imports[t]), t) for t in tests if t in steps}
    return sorted(key, key=key.__getitem__)


@cache
def _imports() -> dict[str, set[str]]:
    """Return what each module of the program and of the tests imports."""
    files = [(HOME / "scripts", p) for p in (HOME / "scripts" / "aidstories").rglob("*.py")]
    files += [(HOME, path) for path in (HOME / "tests").rglob("*.py")]
    return {_dotted(base, path): imported(path.read_text("utf-8")) for base, path in files}


def _dotted(base: Path, path: Path) -> str:
    return ".".join(path.relative_to(base).with_suffix("").parts).removesuffix(".__init__")


def concerned(mutant: Mutant) -> list[str]:
    """Return the `FILES` files of tests that are nearest to a mutant's module."""
    rooms = tuple(f"tests.{room}" for room in TESTS)
    tests = [t for t in _imports() if t.startswith(rooms) and ".test_" in t]
    near = nearest(_dotted(HOME / "scripts", HOME / mutant.path), _imports(), tests)
    return [f"{name.replace('.', '/')}.py" for name in near[:FILES]]


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
        """Return whether ``tests`` fail, or take all their time, and without the mutant do not."""
        path = self.home / mutant.path
        kept = path.read_bytes()
        try:
            self._write(path, mutant.code.encode())
            status = self._run(tests) if tests else 0
        finally:
            self._write(path, kept)
        return status not in _PASSED and self._run(tests) in _PASSED

    def _write(self, path: Path, data: bytes) -> None:
        """Write at a time that no module was written at, by which Python knows what it compiled."""
        path.write_bytes(data)
        self._written += 1
        os.utime(path, (2_000_000_000 + self._written,) * 2)

    def _run(self, tests: list[str]) -> int:
        """Return pytest's exit status, or the signal that ended it, below 0."""
        command = [f"{self._python}", "-m", "pytest", "-q", "-x", *tests]
        running = subprocess.Popen(
            [*command, "-m", "not long and not browser"],
            cwd=self.home,
            env=os.environ | {"PYTHONPATH": f"{self.home / 'scripts'}"},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
        resource.prlimit(running.pid, resource.RLIMIT_CPU, (SECONDS, SECONDS))
        try:
            return running.wait(3 * SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(running.pid, signal.SIGKILL)
            return running.wait()


def main(sample: int, seed: int, python: Path, copies: int, rooms: Sequence[str]) -> None:
    """Try ``sample`` mutants of the rooms; print each, and how many were killed."""
    many = -(-sample // len(rooms))
    drawn = {
        room: [*islice(mutants(room, random.Random(f"{seed} {room}")), many)] for room in rooms
    }
    with tempfile.TemporaryDirectory() as folder:
        free: Queue[Copy] = Queue()
        for number in range(copies):
            free.put(Copy(Path(folder, f"{number}"), python))

        def tried(mutant: Mutant) -> bool:
            tests, copy = concerned(mutant), free.get()
            killed = copy.is_killed(mutant, tests)
            free.put(copy)
            verdict = "killed" if killed else f"SURVIVED {' '.join(tests)}:"
            print(f"{verdict} {mutant.told()}\n", flush=True)
            return killed

        with ThreadPoolExecutor(copies) as pool:
            killed = {room: [*pool.map(tried, every)] for room, every in drawn.items()}
    for room, every in killed.items():
        print(f"{room}: {sum(every)} of {len(every)} killed")
    whole = [*map(sum, killed.values())]
    print(f"seed {seed}: {sum(whole)} of {many * len(rooms)} killed")


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    asked.add_argument("--sample", type=int, default=66)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--copies", type=int, default=2, help="mutants at once")
    asked.add_argument("--python", type=Path, default=HOME / ".venv" / "bin" / "python")
    asked.add_argument("--rooms", nargs="+", default=ROOMS, choices=ROOMS)
    given = asked.parse_args()
    main(given.sample, given.seed, given.python.absolute(), given.copies, given.rooms)
