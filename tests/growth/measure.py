"""CPU seconds of a call, cut short where it takes too long."""

from __future__ import annotations

import gc
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import thread_time
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
    """Return the CPU seconds that ``call`` takes, ``inf`` where more than ``most``.

    Those of this thread: with the timer that cuts it short, the clock of the process ticks every
    .004 s. Without collecting garbage: that takes as long as much is loaded, .2 s of a whole run.
    """
    collects = gc.isenabled()
    gc.disable()
    begin = thread_time()
    try:
        with at_most(most):
            call()
    except TooSlow:
        return float("inf")
    finally:
        if collects:
            gc.enable()
    return thread_time() - begin


def least_seconds(call: Callable[[], object], most: float) -> float:
    """Return the least of three: a busy machine makes a call longer, never shorter."""
    return min(seconds_of(call, most) for _ in range(3))


def is_within(call: Callable[[], object], most: float) -> bool:
    """Return whether one of three calls takes no more than ``most`` CPU seconds."""
    return any(seconds_of(call, most) <= most for _ in range(3))


def grows_within(
    small: Callable[[], object], large: Callable[[], object], times: float, soon: float = 0.0
) -> bool:
    """Return whether in one of five turns ``large`` takes ``times`` as long as ``small`` at most.

    Or ``soon`` CPU seconds. By turns: a machine that is busy now makes both longer.
    """
    turns = (max(times * seconds_of(small, 10), soon) for _ in range(5))
    return any(seconds_of(large, most) <= most for most in turns)
