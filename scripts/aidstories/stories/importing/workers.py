"""Captures prepared for the import, by several processes where there are many."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from aidstories.errors import BadInput, Problem
from aidstories.stories.importing.ids import read_readings
from aidstories.stories.importing.prepare import Prepared, prepare, read_capture
from aidstories.stories.store.catalogue import CaptureEntry
from aidstories.stories.store.record import Record, read_record, record_path


def prepared_ahead(
    jobs: Iterable[tuple[Path, CaptureEntry]], docs: Path, workers: int
) -> Iterator[tuple[Path, Prepared | tuple[Problem, ...]]]:
    """Yield each file with its capture prepared, or with the problems of it, in their order.

    ``workers`` processes work ahead; only a few captures are held in memory at a time.
    """
    if workers < 2:
        yield from ((file, _prepare(file, seed, docs)) for file, seed in jobs)
        return
    waiting: deque[tuple[Path, Future[Prepared | tuple[Problem, ...]]]] = deque()
    # Spawned, not forked: a progress bar has a thread of its own.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        coming = iter(jobs)
        while True:
            for file, seed in islice(coming, 4 * workers - len(waiting)):
                waiting.append((file, pool.submit(_prepare, file, seed, docs)))
            if not waiting:
                return
            file, future = waiting.popleft()
            yield file, future.result()


def _prepare(file: Path, seed: CaptureEntry, docs: Path) -> Prepared | tuple[Problem, ...]:
    try:
        record = read_if_there(record_path(docs, seed.file))
        readings = read_readings(docs / "data")
        return prepare(read_capture(file), file, seed, record, readings)
    except BadInput as error:
        return error.problems


def read_if_there(path: Path) -> Record | None:
    """Read a record, or return None where there is none. Raises `BadInput`."""
    return read_record(path) if path.exists() else None
