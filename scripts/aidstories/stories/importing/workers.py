"""Captures prepared for the import, by several processes where there are many."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
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
_Started = tuple[Path, Future[Result]]
_AHEAD = 16
"""Captures for each process that may wait to be taken: enough that a slow one stops nobody."""


@contextmanager
def prepared_ahead(
    jobs: Iterable[Job], paths: ArchivePaths, workers: int
) -> Iterator[Iterator[tuple[Path, Result]]]:
    """Give each file with its capture prepared, or with the problems of it, in their order.

    Of ``workers`` processes, which start at once, one takes what the others prepare ahead: with
    as many that prepare as there are processors, all wait for one another. Only a few captures
    are held in memory at a time.
    """
    if workers < 2:
        yield ((file, _prepare(file, entry, paths)) for file, entry in jobs)
        return
    # Spawned, not forked: a progress bar has a thread of its own.
    with ProcessPoolExecutor(workers - 1, mp_context=get_context("spawn")) as pool:
        started = ((file, pool.submit(_prepare, file, entry, paths)) for file, entry in jobs)
        yield _in_order(deque(islice(started, _AHEAD * workers)), started)


def _in_order(
    waiting: deque[_Started], started: Iterator[_Started]
) -> Iterator[tuple[Path, Result]]:
    """Yield the results of ``waiting``, and for each taken out put in one of ``started``."""
    while waiting:
        file, future = waiting.popleft()
        waiting.extend(islice(started, 1))
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
