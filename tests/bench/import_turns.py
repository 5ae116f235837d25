"""A first import of many captures by the code of two checkouts, by turns, each into a new archive.

    python tests/bench/import_turns.py OTHER [CAPTURES] [ROUNDS]

``OTHER`` is a checkout with an older commit. Prints processor time and wall time of each round in
seconds, and at the end the ratio of the medians, this checkout by the other.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.archive import HOME, make_archive
from tests.bench.import_many import captures

_RUN = "from aidstories.cli import main; main()"
"""Older commits have no ``python -m aidstories``."""


class Times(NamedTuple):
    """Seconds of one import, those of its worker processes with it."""

    cpu: float
    wall: float


def run_import(checkout: Path, incoming: Path, root: Path) -> Times:
    """Import ``incoming`` into a new archive at ``root`` by the code of ``checkout``.

    Raises CalledProcessError where the import fails.
    """
    make_archive(root)
    shutil.copytree(checkout / "docs" / "data", root / "docs" / "data", dirs_exist_ok=True)
    options = ["--root", str(root), "import", str(incoming), "-q"]
    environment = os.environ | {"PYTHONPATH": str(checkout / "scripts")}
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(
        [sys.executable, "-c", _RUN, *options], env=environment, check=True, capture_output=True
    )
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return Times(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, wall)


def by_turns(other: Path, count: int, rounds: int) -> Iterator[tuple[Times, Times]]:
    """Yield for each round the times of ``other`` and of this checkout, in turns the first."""
    with tempfile.TemporaryDirectory() as name:
        incoming = Path(name, "incoming")
        incoming.mkdir()
        assert sum(1 for _ in captures(incoming, count)) == count
        for turn in range(rounds):
            pair = (HOME, other) if turn % 2 else (other, HOME)
            found = {
                c: run_import(c, incoming, Path(name, f"{turn}-{n}")) for n, c in enumerate(pair)
            }
            yield found[other], found[HOME]


def main(other: Path, count: int, rounds: int) -> tuple[float, float]:
    """Return the ratios of the medians of processor time and of wall time."""
    found: list[tuple[Times, Times]] = []
    for old, new in by_turns(other.resolve(), count, rounds):
        found.append((old, new))
        print(f"other {old.cpu:6.1f} s cpu {old.wall:6.1f} s wall, ", end="")
        print(f"this {new.cpu:6.1f} s cpu {new.wall:6.1f} s wall", flush=True)
    cpu = median(new.cpu for _, new in found) / median(old.cpu for old, _ in found)
    wall = median(new.wall for _, new in found) / median(old.wall for old, _ in found)
    print(f"ratio of medians: {cpu:.2f} cpu, {wall:.2f} wall")
    return cpu, wall


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    given = [int(number) for number in sys.argv[2:]]
    main(Path(sys.argv[1]), *given, *(1000, 5)[len(given) :])
