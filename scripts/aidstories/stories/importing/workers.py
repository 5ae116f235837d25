"""Captures prepared for the import, by several processes or a cluster where there are many."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future
from concurrent.futures import ProcessPoolExecutor as Processes
from contextlib import AbstractContextManager, contextmanager, nullcontext
from itertools import islice
from multiprocessing import active_children
from multiprocessing.context import SpawnContext, SpawnProcess
from pathlib import Path
from typing import NamedTuple

from aidstories.errors import BadInput, Problem, of_system
from aidstories.paths import ArchivePaths
from aidstories.stories.importing.captures import Job, read_capture, read_recognition_beside
from aidstories.stories.importing.prepared import Prepared
from aidstories.stories.store.catalogue import CaptureEntry
from aidstories.stories.store.files import read_text
from aidstories.stories.store.record import read_if_there
from aidstories.tables import read_tables

Result = Prepared | tuple[Problem, ...]
_Started = tuple[Job, Future[Result]]
_AHEAD = 16
"""Captures for each process that may wait to be taken: enough that a slow one stops nobody."""
_PATIENCE = 10
"""Seconds within which a scheduler must answer; one on the same network does within one."""
_SMALL = 1 << 16
"""Bytes of a capture that the process which writes may prepare itself while it would wait: .1 s of
work. Scans and long documents stay with the others, with the memory that they need."""


class _Crew(NamedTuple):
    """Who prepares captures: ``size`` at once.

    ``lost`` are the exceptions that say that whoever took a capture ended at it, again and again.
    """

    pool: Executor
    size: int
    lost: tuple[type[Exception], ...] = ()


@contextmanager
def prepared_ahead(
    jobs: Iterable[Job],
    paths: ArchivePaths,
    workers: int,
    scheduler: str | None = None,
    pool: Executor | None = None,
) -> Iterator[Iterator[tuple[Path, Result]]]:
    """Give each file with its capture prepared, or with the problems of it, in their order.

    Of ``workers`` processes, which start at once, one takes what the others prepare ahead; where
    it would have to wait for them, it prepares one too. A Dask ``scheduler`` (``tcp://…``) has its
    own workers prepare; so does a ``pool``, which stays open, ``workers`` at once. Only a few
    captures are held in memory at a time.

    Raises `BadInput` where the scheduler does not answer.
    """
    if workers < 2 and scheduler is None and pool is None:
        yield ((file, _prepare(file, entry, paths)) for file, entry in jobs)
        return
    with _crew(workers, scheduler, pool) as crew:
        root = ArchivePaths(paths.root.absolute())  # a worker may be at home elsewhere
        started = (
            ((file, entry), crew.pool.submit(_prepare, file.absolute(), entry, root))
            for file, entry in jobs
        )
        waiting = deque(islice(started, _AHEAD * (crew.size + 1)))
        yield in_order(waiting, started, crew.lost, None if scheduler else root)


def _crew(
    workers: int, scheduler: str | None, pool: Executor | None
) -> AbstractContextManager[_Crew]:
    if pool is not None:
        return nullcontext(_Crew(pool, workers))
    return _cluster(scheduler) if scheduler else _processes(workers - 1)


@contextmanager
def _processes(number: int) -> Iterator[_Crew]:
    # Each does the little algebra of the zones by itself: threads for it take time from the others.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # Spawned, not forked: a progress bar has a thread of its own.
    with Processes(number, mp_context=_Spawn()) as pool:
        try:
            yield _Crew(pool, number)
        except BaseException as error:  # who ends waits for what is begun, and for no more
            pool.shutdown(wait=False, cancel_futures=True)
            if isinstance(error, KeyboardInterrupt):
                for process in active_children():
                    process.terminate()
            raise


class _Deaf(SpawnProcess):
    """A process that does not hear Ctrl-C, which a terminal sends to all that it started.

    One that just begins, or waits for work, would print where it was: 30 lines each.
    """

    def start(self) -> None:
        """Start with the signal blocked, as the process inherits it; here it comes a bit later."""
        if not hasattr(signal, "pthread_sigmask"):  # Windows
            super().start()
            return
        before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            super().start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)


class _Spawn(SpawnContext):
    Process = _Deaf


@contextmanager
def _cluster(scheduler: str) -> Iterator[_Crew]:
    """Have a Dask cluster prepare; whose worker dies gives its captures to the others."""
    try:
        from distributed import Client, KilledWorker
    except ImportError as error:
        zh = "没有装 Dask；运行 pip install 'aidstories[cluster]'"
        raise _no_cluster(scheduler, zh, "Dask is not installed: aidstories[cluster]") from error
    try:
        client = Client(scheduler, timeout=_PATIENCE)
    except (OSError, ValueError) as error:  # TimeoutError is an OSError
        zh, en = "Dask 调度器没有回应", "the Dask scheduler does not answer"
        raise _no_cluster(scheduler, zh, en) from error
    with client:
        size = sum(client.ncores().values())
        if not size:
            zh, en = "Dask 集群里没有工作进程", "the Dask cluster has no workers"
            raise _no_cluster(scheduler, zh, en)
        pool = client.get_executor(pure=False)
        yield _Crew(pool, size, (KilledWorker,))


def _no_cluster(scheduler: str, zh: str, en: str) -> BadInput:
    return BadInput([Problem(file=scheduler, field="--scheduler", zh=zh, en=en)])


def in_order(
    waiting: deque[_Started],
    started: Iterator[_Started],
    lost: tuple[type[Exception], ...],
    paths: ArchivePaths | None,
) -> Iterator[tuple[Path, Result]]:
    """Yield the results of ``waiting``, and for each taken out put in one of ``started``.

    With ``paths``, who would have to wait prepares what nobody has begun instead.
    """
    result: Result
    while waiting:
        (file, _), future = waiting.popleft()
        try:
            waiting.extend(islice(started, 1))
            while paths and not future.done() and prepare_next(waiting, paths):
                pass
            result = future.result()
        except lost:
            zh, en = "几个工作进程都在它上面停了，没有导入", "every worker that took it stopped"
            result = (Problem(file=str(file), zh=zh, en=en),)
        except (BrokenExecutor, CancelledError) as error:
            zh = (
                "校勘的进程中途停了，多半是内存不够；已导入的都在，"
                "用 --workers 1 再运行一次即接着做"
            )
            en = "a process stopped, out of memory perhaps; go on with --workers 1"
            raise BadInput([Problem(file=str(file), zh=zh, en=en)]) from error
        yield file, result


def prepare_next(waiting: deque[_Started], paths: ArchivePaths) -> bool:
    """Prepare the next small capture that nobody has begun; return whether there was one."""
    for place, ((file, entry), future) in enumerate(waiting):
        if _is_small(file) and future.cancel():
            done: Future[Result] = Future()
            done.set_result(_prepare(file.absolute(), entry, paths))
            waiting[place] = ((file, entry), done)
            return True
    return False


def _is_small(file: Path) -> bool:
    return file.is_file() and file.stat().st_size <= _SMALL


def _prepare(file: Path, entry: CaptureEntry, paths: ArchivePaths) -> Result:
    # Here, so that only a process that restores loads what restores.
    from aidstories.stories.importing.prepare import prepare

    try:
        tables = read_tables(paths.data)  # a process reads them once while they stay as they are
        earlier = read_if_there(paths.record(entry.file))
        kept = paths.recognition(entry.file)
        seen = read_text(kept) if kept.is_file() else read_recognition_beside(file)
        return prepare(read_capture(file), file, entry, tables, earlier, seen)
    except BadInput as error:
        return error.problems
    except OSError as error:
        return (of_system(error, error.filename or file),)
