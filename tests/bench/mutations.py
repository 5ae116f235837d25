"""How many mutants of the program its tests kill: a sample, drawn anew or as before by its seed.

    make mutations [SAMPLE=66] [SEED=1]

A room gives as many as the next. A module is drawn by its length and a place in it, so that one
which can be spoilt in many ways counts once, then one of cosmic-ray's operators. What does not
compile, or means the same (annotations are never evaluated), is no mutant. Each is tried, in a copy
of the repository, by the quickest of the tests that run its line, `FIRST` seconds of them; one that
lives, by as many as take `ALL`. Which tests run which line is recorded once for each state of the
program and its tests, and kept in .cache/mutations. Those that none kills are printed.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from queue import Queue

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench.mutating.drawing import HOME, Mutant, mutants
from tests.bench.mutating.reaching import DATA, Reached, read, recorded_as
from tests.bench.mutating.trying import Copy

ROOMS = ("restore", "search", "stories")
FIRST, ALL = 10.0, 600.0
"""Seconds of tests, as recorded, that try a mutant: at first, and where it lives."""
_STARTING, _SLOWER = 90, 2
"""CPU seconds to collect the tests and set up what they share, which is recorded of the first that
asks (a thousand stories: 40); and how much longer than recorded these may take."""


@dataclass(frozen=True)
class Tried:
    """A mutant, how many tests tried it, and which of them failed; None where they say nothing."""

    mutant: Mutant
    tests: int
    late: bool
    killers: Sequence[str] | None

    def verdict(self, failing: Collection[str]) -> str:
        """Return what became of it: tests that are ``failing`` without it do not kill it."""
        if self.killers is None or any(name in failing for name in self.killers):
            return "UNTRIED"
        return "killed" if self.killers else "SURVIVED"

    def told(self) -> str:
        """Return what became of it, by what, and what it changes."""
        late, by = " late" if self.late else "", " ".join(self.killers or [])
        return f"{self.verdict(())}{late}, {self.tests} tests {by}: {self.mutant.told()}\n"


def tried(mutant: Mutant, reached: Reached, copy: Copy) -> Tried:
    """Try a mutant by some of the tests that run its line; where it lives, by all."""
    for within in (FIRST, ALL):
        tests = reached.tests(mutant.path, mutant.before, mutant.line, within)
        killers = copy.killers(mutant, tests, int(_STARTING + _SLOWER * within))
        found = Tried(mutant, len(tests), within == ALL, killers)
        if killers or tests == reached.tests(mutant.path, mutant.before, mutant.line, ALL):
            break
    return found


def main(sample: int, seed: int, python: Path, copies: int, rooms: Sequence[str]) -> None:
    """Try ``sample`` mutants of the rooms; print each, and how many were killed."""
    many = -(-sample // len(rooms))
    drawn = {
        room: [*islice(mutants(room, random.Random(f"{seed} {room}")), many)] for room in rooms
    }
    kept = HOME / ".cache" / "mutations" / recorded_as(HOME)
    with tempfile.TemporaryDirectory() as folder:
        ready = [Copy(Path(folder, f"{number}"), python) for number in range(copies)]
        if not (kept / DATA).exists():
            ready[0].record(kept)
        reached = read(kept)
        free: Queue[Copy] = Queue()
        for copy in ready:
            free.put(copy)

        def one(room: str, mutant: Mutant) -> tuple[str, Tried]:
            copy = free.get()
            found = tried(mutant, reached, copy)
            free.put(copy)
            print(found.told(), flush=True)
            return room, found

        by_turns = [(room, drawn[room][n]) for n in range(many) for room in rooms]
        with ThreadPoolExecutor(copies) as pool:
            found = [*pool.map(one, *zip(*by_turns, strict=True))]
        every = [name for _, one in found for name in one.killers or ()]
        failing = ready[0].failing([*dict.fromkeys(every)])
    print("".join(f"{name} fails without a mutant\n" for name in failing), end="")
    counts = {
        room: Counter(t.verdict(failing) for where, t in found if where == room) for room in rooms
    }
    counts[f"seed {seed}"] = sum(counts.values(), Counter())
    for room, count in counts.items():
        print(f"{room}: {count['killed']} of {count.total()} killed, {count['UNTRIED']} untried")


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    asked.add_argument("--sample", type=int, default=66)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--copies", type=int, default=2, help="mutants at once")
    asked.add_argument("--python", type=Path, default=HOME / ".venv" / "bin" / "python")
    asked.add_argument("--rooms", nargs="+", default=ROOMS, choices=ROOMS)
    given = asked.parse_args()
    main(given.sample, given.seed, given.python.absolute(), given.copies, given.rooms)
