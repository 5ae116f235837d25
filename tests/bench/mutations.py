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
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import islice
from pathlib import Path
from queue import Queue

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.bench.mutating.drawing import HOME, Mutant, mutants
from tests.bench.mutating.reaching import DATA, Reached, read, recorded_as
from tests.bench.mutating.trying import Copy

ROOMS = ("restore", "search", "stories")
FIRST, ALL = 20.0, 600.0
"""Seconds of tests, as recorded, that try a mutant: at first, and where it lives."""
_STARTING, _SLOWER = 20, 2
"""CPU seconds to collect the tests, and how much longer than recorded these may take."""


def verdict(mutant: Mutant, reached: Reached, copy: Copy) -> str:
    """Return what became of a mutant, in a word or two."""
    tried: list[str] = []
    for within in (FIRST, ALL):
        tests = reached.tests(mutant.path, mutant.before, mutant.line, within)
        if len(tests) > len(tried):
            tried = tests
            killed = copy.is_killed(mutant, tests, int(_STARTING + _SLOWER * within))
            if killed or killed is None:
                late = "" if within == FIRST else " late"
                return f"killed{late}" if killed else "UNTRIED"
    return f"SURVIVED {len(tried)} tests:"


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

        def tried(mutant: Mutant) -> str:
            copy = free.get()
            said = verdict(mutant, reached, copy)
            free.put(copy)
            print(f"{said} {mutant.told()}\n", flush=True)
            return " ".join(said.split()[:1])

        with ThreadPoolExecutor(copies) as pool:
            found = {room: Counter(pool.map(tried, every)) for room, every in drawn.items()}
    for room, counts in [*found.items(), (f"seed {seed}", sum(found.values(), Counter()))]:
        print(f"{room}: {counts['killed']} of {counts.total()} killed, {counts['UNTRIED']} untried")


if __name__ == "__main__":
    asked = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    asked.add_argument("--sample", type=int, default=66)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--copies", type=int, default=2, help="mutants at once")
    asked.add_argument("--python", type=Path, default=HOME / ".venv" / "bin" / "python")
    asked.add_argument("--rooms", nargs="+", default=ROOMS, choices=ROOMS)
    given = asked.parse_args()
    main(given.sample, given.seed, given.python.absolute(), given.copies, given.rooms)
