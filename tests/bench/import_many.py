"""Import many captures: documents a second, and how memory grows.

    python tests/bench/import_many.py [N] [WORKERS]

Prints a row each time another tenth is done: documents, seconds, resident memory in MB. Flat
means that the last rows do not grow.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))

from aidstories.stories.importing.run import import_captures
from aidstories.stories.store.catalogue import CaptureEntry
from tests.archive import HOME, make_archive
from tests.bench.memory import megabytes


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


def main(count: int, workers: int) -> list[float]:
    """Import ``count`` captures and return this process's memory after each tenth, in MB."""
    rows: list[float] = []
    with tempfile.TemporaryDirectory() as name:
        archive = make_archive(Path(name) / "archive")
        incoming = Path(name) / "incoming"
        incoming.mkdir()
        start = time.perf_counter()
        jobs = captures(incoming, count)
        outcomes = import_captures(jobs, archive.paths, workers=workers)
        for number, outcome in enumerate(outcomes, 1):
            assert not outcome.problems, outcome.problems
            if number % max(1, count // 10) == 0:
                rows.append(megabytes())
                seconds = time.perf_counter() - start
                print(f"{number:7} documents {seconds:8.1f} s {rows[-1]:7.1f} MB", flush=True)
    return rows


if __name__ == "__main__":
    main(*map(int, sys.argv[1:] or ["500"]), *([1] if len(sys.argv) < 3 else []))
