"""Work that two processes share: this one and others, forked from it, that know what it knows."""

from __future__ import annotations

import gc
import multiprocessing
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection
from typing import TypeVar, cast

T = TypeVar("T")
R = TypeVar("R")


def processors() -> int:
    """Return how many processes may run at once; one where none can be forked safely.

    A thread of this process, such as a server's, may hold a lock that would never be let go.
    """
    if "fork" not in multiprocessing.get_all_start_methods() or threading.active_count() > 1:
        return 1
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1


def shared(shares: Sequence[T], work: Callable[[T], R]) -> list[R]:
    """Return what ``work`` makes of each share: of the first here, of each other in a process.

    What it returns elsewhere is pickled; what it changes elsewhere is lost. Raises what it raises,
    also elsewhere.
    """
    if not shares:
        return []
    with _frozen():
        others = [_begun(work, share) for share in shares[1:]]
        try:
            own = work(shares[0])
        finally:
            found = [_ended(*other) for other in others]
    for told in found:
        if isinstance(told, BaseException):
            raise told
    return [own, *cast(list[R], found)]


def rounds(shares: Sequence[list[T]], most: int) -> Iterator[list[list[T]]]:
    """Yield ``shares`` in rounds, a piece of each in its order, of at most ``most`` things."""
    count = max((-(-len(share) // most) for share in shares), default=0)
    for number in range(count):
        yield [_piece(share, number, count) for share in shares]


def _piece(share: list[T], number: int, count: int) -> list[T]:
    return share[number * len(share) // count : (number + 1) * len(share) // count]


@contextmanager
def _frozen() -> Iterator[None]:
    """Keep the collector from objects of before, whose pages the processes share."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _begun(
    work: Callable[[T], R], share: T
) -> tuple[multiprocessing.process.BaseProcess, Connection]:
    fork = multiprocessing.get_context("fork")
    here, there = fork.Pipe(duplex=False)
    process = fork.Process(target=_work, args=(work, share, there))
    process.start()
    there.close()
    return process, here


def _work(work: Callable[[T], R], share: T, told: Connection) -> None:
    try:
        told.send(work(share))
    except BaseException as error:
        told.send(error)


def _ended(process: multiprocessing.process.BaseProcess, told: Connection) -> object:
    """Return what a process made, or the exception that it raised."""
    try:
        return told.recv()
    except EOFError:
        return ChildProcessError(f"{process.name}: {process.exitcode}")
    finally:
        process.join()
