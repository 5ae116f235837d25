"""Captures prepared for the import, by several processes where there are many."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from multiprocessing import get_context
from pathlib import Path

from aidstories.errors import BadInput, Problem
from aidstories.paths import ArchivePaths
from aidstories.stories.importing.captures import Job, read_capture
from aidstories.stories.importing.prepared import Prepared
from aidstories.stories.store.catalogue import CaptureEntry
from aidstories.stories.store.record import read_if_there
from aidstories.tables import read_tables

Result = Prepared | tuple[Problem, ...]


def prepared_ahead(
    jobs: Iterable[Job], paths: ArchivePaths, workers: int
) -> Iterator[tuple[Path, Result]]:
    """Yield each file with its capture prepared, or with the problems of it, in their order.

    ``workers`` processes work ahead; only a few captures are held in memory at a time.
    """
    if workers < 2:
        yield from ((file, _prepare(file, entry, paths)) for file, entry in jobs)
        return
    waiting: deque[tuple[Path, Future[Result]]] = deque()
    # Spawned, not forked: a progress bar has a thread of its own.
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        coming = iter(jobs)
        while True:
            for file, entry in islice(coming, 4 * workers - len(waiting)):
                waiting.append((file, pool.submit(_prepare, file, entry, paths)))
            if not waiting:
                return
            file, future = waiting.popleft()
            yield file, future.result()


def _prepare(file: Path, entry: CaptureEntry, paths: ArchivePaths) -> Result:
    # Here, so that only a process that restores loads what restores.
    from aidstories.stories.importing.prepare import prepare

    try:
        tables = read_tables(paths.data)  # a process reads them once while they stay as they are
        earlier = read_if_there(paths.record(entry.file))
        return prepare(read_capture(file), file, entry, tables, earlier)
    except BadInput as error:
        return error.problems
