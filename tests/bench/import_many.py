"""Import many captures by the command: how fast at the start and at the end, how much memory.

    python tests/bench/import_many.py [CAPTURES] [WORKERS]

Prints a row each time another tenth is imported: seconds of the clock and of the processors for
it, and the resident memory, in MB, of the process that writes and of the largest worker.
Flat means that the last rows are as the second. The last line is JSON.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[2]))

from aidstories.stories.store.catalogue import CaptureEntry
from tests.archive import HOME, make_archive
from tests.bench.processes import Process, family

_TENTHS = 10


class Row(NamedTuple):
    """So many stories more: ``wall`` and ``cpu`` are their seconds, the rest memory then.

    A capture in about ten makes two stories.
    """

    stories: int
    wall: float
    cpu: float
    writer_mb: float
    worker_mb: float


def captures(folder: Path, count: int) -> Iterator[tuple[Path, CaptureEntry]]:
    """Write and yield captures one by one: shuffled paragraphs of the repository's own."""
    rng = random.Random(1)
    texts = [
        p.read_text(encoding="utf-8")
        for p in sorted((HOME / "tests/captures").glob("00[024]*.txt"))
    ]
    blocks = [b for text in texts for b in text.split("\n\n") if 60 < len(b) < 400]
    for number in range(count):
        place = rng.choice(["那曲", "山南", "阿里", "昌都"])
        head = f"# 第{number}期 医疗队支援{place}\n\n本报记者 央金\n\n"
        path = folder / f"{number:06}.txt"
        path.write_text(head + "\n\n".join(rng.sample(blocks, 8)), encoding="utf-8")
        yield path, CaptureEntry(file=path.name)


def tenths(count: int, workers: int, folder: Path) -> Iterator[Row]:
    """Import ``count`` captures into a new archive below ``folder``; yield each tenth as it ends.

    Raises CalledProcessError where the command fails.
    """
    archive, incoming = make_archive(folder / "archive"), folder / "incoming"
    incoming.mkdir()
    assert sum(1 for _ in captures(incoming, count)) == count
    command = [sys.executable, "-m", "aidstories", "--root", str(archive.root), "import"]
    command += [str(incoming), "--workers", str(workers)]
    environment = {**os.environ, "PYTHONPATH": str(HOME / "scripts"), "LC_ALL": "en_GB.UTF-8"}
    with subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout
        done, wall, cpu = 0, time.perf_counter(), 0.0
        for line in running.stdout:
            done += line.startswith("new  ")
            if not line.startswith("new  ") or done % max(1, count // _TENTHS):
                continue
            writer, *workers_ = family(running.pid)
            now, used = time.perf_counter(), sum(p.cpu for p in (writer, *workers_))
            yield Row(done, now - wall, used - cpu, writer.mb, _largest(workers_))
            wall, cpu = now, used
    if running.returncode:
        raise subprocess.CalledProcessError(running.returncode, command)


def _largest(processes: list[Process]) -> float:
    return max((process.mb for process in processes), default=0.0)


def main(count: int, workers: int) -> list[Row]:
    """Import ``count`` captures by ``workers`` processes, and print what each tenth took."""
    rows: list[Row] = []
    with tempfile.TemporaryDirectory() as folder:
        for row in tenths(count, workers, Path(folder)):
            rows.append(row)
            print("  ".join(f"{name} {value:8.1f}" for name, value in row._asdict().items()))
            sys.stdout.flush()
    print(json.dumps([row._asdict() for row in rows]))
    return rows


if __name__ == "__main__":
    given = [int(number) for number in sys.argv[1:]]
    main(*given, *(500, os.cpu_count() or 1)[len(given) :])
