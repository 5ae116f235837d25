"""Who writes prepares captures, too, rather than wait for the others."""

from __future__ import annotations

import signal
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import ProcessPoolExecutor as Processes
from pathlib import Path

import pytest

from aidstories.stories.importing import workers
from aidstories.stories.importing.captures import Job
from aidstories.stories.importing.prepared import Prepared
from aidstories.stories.importing.run import import_captures
from aidstories.stories.importing.workers import Result, in_order, prepare_next, prepared_ahead
from aidstories.stories.store.catalogue import CaptureEntry
from tests.archive import PAPER, Archive, make_archive

Waiting = deque[tuple[Job, Future[Result]]]


def job(folder: Path, name: str, more: str = "") -> Job:
    """Write a capture and return it as a job."""
    file = folder / name
    file.write_text(PAPER + more, encoding="utf-8")
    return file, CaptureEntry(file=name)


def begun() -> Future[Result]:
    """Return the future of a capture that a process has begun."""
    future: Future[Result] = Future()
    assert future.set_running_or_notify_cancel()
    return future


def test_the_next_that_nobody_has_begun_is_prepared(archive: Archive, tmp_path: Path) -> None:
    jobs = [job(tmp_path, f"{n}.txt") for n in range(3)]
    waiting: Waiting = deque(zip(jobs, (begun(), Future(), Future()), strict=True))
    left = waiting[1][1]
    assert prepare_next(waiting, archive.paths)
    assert left.cancelled()
    assert [future.done() for _, future in waiting] == [False, True, False]
    result = waiting[1][1].result()
    assert isinstance(result, Prepared) and result.capture == "1.txt"


def test_what_is_begun_or_large_or_gone_is_left_to_the_others(
    archive: Archive, tmp_path: Path
) -> None:
    large, gone = job(tmp_path, "large.txt", "。" * 40_000), job(tmp_path, "gone.txt")
    gone[0].unlink()
    futures: list[Future[Result]] = [begun(), Future(), Future()]
    waiting: Waiting = deque(zip([job(tmp_path, "0.txt"), large, gone], futures, strict=True))
    assert not prepare_next(waiting, archive.paths)
    assert [future for _, future in waiting] == futures
    assert not any(future.cancelled() for future in futures)


def test_results_keep_their_order(archive: Archive, tmp_path: Path) -> None:
    """The first is prepared elsewhere, and only when all others have been prepared here."""
    jobs = [job(tmp_path, f"{n}.txt") for n in range(3)]
    slow = begun()

    class Waits(Future[Result]):
        def result(self, timeout: float | None = None) -> Result:
            slow.set_result(())
            return slow.result(timeout)

    first = Waits()
    assert first.set_running_or_notify_cancel()
    waiting: Waiting = deque(zip(jobs, (first, Future(), Future()), strict=True))
    found = list(in_order(waiting, iter(()), (), archive.paths))
    assert [file.name for file, _ in found] == ["0.txt", "1.txt", "2.txt"]
    assert [isinstance(result, Prepared) for _, result in found] == [False, True, True]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_bad_capture_is_refused_whoever_prepares_it(
    archive: Archive, tmp_path: Path, workers: int
) -> None:
    jobs = [job(tmp_path, f"{n}.txt") for n in range(4)]
    jobs[2][0].write_bytes(bytes(range(256)))
    with prepared_ahead(jobs, archive.paths, workers) as captures:
        found = list(captures)
    assert [file for file, _ in found] == [file for file, _ in jobs]
    assert [isinstance(result, Prepared) for _, result in found] == [True, True, False, True]


def test_any_executor_prepares(archive: Archive, tmp_path: Path) -> None:
    """Threads as well as processes, and they are left running."""
    jobs = [job(tmp_path, f"{n}.txt", f"第{n}条。") for n in range(12)]
    alone = make_archive(tmp_path / "alone")
    with ThreadPoolExecutor(2) as pool:
        found = list(import_captures(jobs, archive.paths, workers=2, pool=pool))
        assert pool.submit(lambda: "open").result() == "open"
    assert [outcome.file for outcome in found] == [file for file, _ in jobs]
    list(import_captures(jobs, alone.paths))
    written = {p.relative_to(archive.root): data for p, data in archive.files().items()}
    assert written == {p.relative_to(alone.root): data for p, data in alone.files().items()}


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="Windows has no mask")
def test_who_prepares_does_not_hear_ctrl_c_and_who_asked_still_does() -> None:
    """A terminal sends it to all; one that was just beginning printed 30 lines of where it was."""
    with Processes(1, mp_context=workers._Spawn()) as pool:
        blocked = pool.submit(signal.pthread_sigmask, signal.SIG_BLOCK, ()).result()
    assert signal.SIGINT in blocked
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())
