"""How many mutants of the program its tests kill: a sample, drawn anew or as before by its seed.

    make mutations [SAMPLE=66] [SEED=1] [LATE=600]

A room gives as many as the next. A module is drawn by its length and a place in it, so that one
which can be spoilt in many ways counts once, then one of cosmic-ray's operators. What does not
compile, or means the same (annotations, slots), is no mutant. Each is tried, in a copy of the
repository, by the quickest of the tests that run its line, or use what it makes at an import
(`mutating/using.py`), `FIRST` seconds of them; then those that
live, each by as many more as take `LATE`. Which tests run which line is recorded once for each
state of the program and of a file of tests, and kept in .cache/mutations; a run that is ended then
goes on from there. Those that none kills are printed; those with which tests do not end are counted
apart.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from queue import Queue

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench.mutating.drawing import HOME, Mutant, mutants
from tests.bench.mutating.reaching import Reached, missing, read, recorded_as, states
from tests.bench.mutating.trying import Copy, Outcome
from tests.bench.mutating.using import Uses

ROOMS = ("restore", "search", "stories")
FIRST, LATE = 10.0, 600.0
"""Seconds of tests, as recorded, that try a mutant: at first, and where it lives."""
_STARTING, _SLOWER = 90, 2
"""CPU seconds to collect the tests and set up what they share, which is recorded of the first that
asks (a thousand stories: 40); and how much longer than recorded these may take."""


@dataclass(frozen=True)
class Tried:
    """A mutant, the tests that tried it, and what they say of it: None where nothing."""

    mutant: Mutant
    tests: Sequence[str]
    late: bool
    outcome: Outcome | None

    @property
    def killers(self) -> Sequence[str]:
        """Return the tests that failed."""
        return self.outcome.failed if self.outcome else ()

    def verdict(self, failing: Collection[str] = ()) -> str:
        """Return what became of it: tests that are ``failing`` without it do not kill it."""
        if self.outcome is None or any(name in failing for name in self.killers):
            return "UNTRIED"
        if self.outcome.endless:
            return "ENDLESS"
        return "killed" if self.killers else "SURVIVED"

    def told(self) -> str:
        """Return what became of it, by what, and what it changes."""
        late, by = " late" if self.late else "", " ".join(self.killers)
        return f"{self.verdict()}{late}, {len(self.tests)} tests {by}: {self.mutant.told()}\n"


def tried(
    mutant: Mutant, reached: Reached, copy: Copy, within: float, earlier: Tried | None = None
) -> Tried:
    """Try a mutant by the tests that run its line, ``within`` s; not by those it outlived."""
    passed = {*earlier.tests} if earlier and earlier.outcome else set()
    every = reached.tests(mutant.path, mutant.before, mutant.line, within)
    tests = [test for test in every if test not in passed]
    outcome = copy.tried(mutant, tests, int(_STARTING + _SLOWER * within))
    return Tried(mutant, tests, earlier is not None, outcome)


def recorded(copies: Sequence[Copy]) -> Reached:
    """Return which tests reach which line; what is not known yet the copies record first."""
    home = copies[0].home
    now, kept = states(home), HOME / ".cache" / "mutations" / recorded_as(home)
    unknown, number = missing(kept, now), len([*kept.glob("*")])
    parts = [unknown[n :: len(copies)] for n in range(len(copies))]
    with ThreadPoolExecutor(len(copies)) as pool:
        recording = [
            pool.submit(copy.record, kept / f"{n:03}", {name: now[name] for name in part})
            for n, (copy, part) in enumerate(zip(copies, parts, strict=True), number)
            if part
        ]
    for one in recording:
        one.result()
    modules = sorted([*(home / "scripts").rglob("*.py"), *(home / "tests").rglob("*.py")])
    texts = {path.relative_to(home).as_posix(): path.read_text("utf-8") for path in modules}
    return replace(read(kept, now), uses=Uses(texts))


def main(
    sample: int, seed: int, python: Path, copies: int, rooms: Sequence[str], late: float
) -> None:
    """Try ``sample`` mutants of the rooms; print each, and how many were killed."""
    many = -(-sample // len(rooms))
    drawn = {
        room: [*islice(mutants(room, random.Random(f"{seed} {room}")), many)] for room in rooms
    }
    by_turns = [(room, drawn[room][n]) for n in range(many) for room in rooms]
    with tempfile.TemporaryDirectory() as folder:
        ready = [Copy(Path(folder, f"{number}"), python) for number in range(copies)]
        reached = recorded(ready)
        free: Queue[Copy] = Queue()
        for copy in ready:
            free.put(copy)

        def one(mutant: Mutant, earlier: Tried | None = None) -> Tried:
            copy = free.get()
            found = tried(mutant, reached, copy, late if earlier else FIRST, earlier)
            free.put(copy)
            print(found.told(), flush=True)
            return found

        with ThreadPoolExecutor(copies) as pool:
            found = [*pool.map(one, (mutant for _, mutant in by_turns))]
            live = {t.mutant: t for t in found if t.verdict() in ("SURVIVED", "UNTRIED")}
            again = dict(zip(live, pool.map(one, live, live.values()), strict=True))
        found = [again.get(t.mutant, t) for t in found]
        every = [name for t in found for name in t.killers]
        failing = ready[0].failing([*dict.fromkeys(every)])
    print("".join(f"{name} fails without a mutant\n" for name in failing), end="")
    counts = {room: Counter[str]() for room in rooms}
    for (room, _), t in zip(by_turns, found, strict=True):
        counts[room][t.verdict(failing)] += 1
    counts[f"seed {seed}"] = sum(counts.values(), Counter())
    for room, count in counts.items():
        apart = f"{count['ENDLESS']} endless, {count['UNTRIED']} untried"
        print(f"{room}: {count['killed']} of {count.total()} killed, {apart}")


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    asked.add_argument("--sample", type=int, default=66)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--copies", type=int, default=2, help="mutants at once")
    asked.add_argument("--python", type=Path, default=HOME / ".venv" / "bin" / "python")
    asked.add_argument("--late", type=float, default=LATE, help="seconds of tests, where it lives")
    asked.add_argument("--rooms", nargs="+", default=ROOMS, choices=ROOMS)
    given = asked.parse_args()
    main(given.sample, given.seed, given.python.absolute(), given.copies, given.rooms, given.late)
