"""CPU seconds of a call, cut short where it takes too long."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import process_time
from types import FrameType

MOST = 13.0
"""Times as long that ten times as much may take: linear, with a quarter for caches and sorting."""


class TooSlow(Exception):
    """What was measured took longer than was allowed."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raise `TooSlow` where the block takes more CPU seconds; also inside a regular expression."""

    def stop(number: int, frame: FrameType | None) -> None:
        raise TooSlow

    before = signal.signal(signal.SIGVTALRM, stop)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def seconds_of(call: Callable[[], object], most: float) -> float:
    """Return the CPU seconds that ``call`` takes, ``inf`` where more than ``most``."""
    begin = process_time()
    try:
        with at_most(most):
            call()
    except TooSlow:
        return float("inf")
    return process_time() - begin
