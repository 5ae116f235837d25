"""How time grows with hostile input, 1,000 to 100,000 characters: patterns, captures, queries.

Each step, ten times as much, may take 13 times as long. Prints what takes longer, and the worst.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from math import inf
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.growth import queries
from tests.growth.captures import HOSTILE, printed
from tests.growth.inputs import texts
from tests.growth.measure import MOST, seconds_of
from tests.growth.patterns import Asked, ask, asked

Making = Callable[[int], Callable[[], object]]
"""Returns, for a number of characters, the call that is measured."""
_SIZES = (1_000, 10_000, 100_000)
_SLOWEST = 3
"""Texts of each pattern that go on to the next size: those that take longest."""
_FLOOR, _LEAST = 0.001, 0.02
"""CPU seconds below which a time says nothing, and that are measured at least: a clock may tick
every .004."""


def steps(times: list[float]) -> list[float]:
    """Return by how much each time is longer than the one before it."""
    return [b / max(a, _FLOOR) for a, b in pairwise(times)]


def timed(call: Callable[[], object], most: float) -> float:
    """Return the CPU seconds of one call, of several where the clock is too coarse for one."""
    once = seconds_of(call, most)
    if once > _LEAST:
        return once
    times = int(_LEAST / max(once, _LEAST / 50)) + 1
    return sum(seconds_of(call, most) for _ in range(times)) / times


def growth(made: Making) -> list[float]:
    """Return the CPU seconds of what is ``made`` for each size, up to a step that is too long.

    Such a step is measured five times more and the least counts: on a busy machine one in forty of
    the patterns took 13 to 18 times as long, 11.2 at most when measured again.
    """
    times: list[float] = []
    for size in _SIZES:
        most = 2 * MOST * max(times[-1] if times else 1.0, _LEAST)
        times.append(timed(made(size), most))
        for _ in range(5):
            if len(times) > 1 and steps(times)[-1] > MOST:
                again = timed(made(size // 10), most), timed(made(size), most)
                times[-2:] = map(min, times[-2:], again)
        if times[-1] == inf or max(steps(times), default=0) > MOST:
            break
    return times


def pattern_growth(one: Asked) -> tuple[float, str]:
    """Return the largest step of a pattern, and on which text: of those that take longest."""
    first = texts(one.pattern, _SIZES[0])
    taken = {name: timed(partial(ask, one, text), 2 * MOST) for name, text in first.items()}
    worst = 0.0, ""
    for name in sorted(taken, key=lambda name: taken[name])[-_SLOWEST:]:

        def made(size: int, name: str = name) -> Callable[[], object]:
            return partial(ask, one, texts(one.pattern, size)[name])

        worst = max(worst, (max(steps(growth(made)), default=0.0), name))
    return worst


def captured(made_of: str, size: int) -> Callable[[], object]:
    """Return the reading of a hostile capture, as `restore --json` does."""
    return partial(printed, HOSTILE[made_of](size).encode())


def queried(made_of: str, size: int) -> Callable[[], object]:
    """Return the reading of a hostile query."""
    return partial(queries.read, made_of, size)


def main() -> int:
    printed(HOSTILE["paragraphs"](1_000).encode())
    found = asked()
    worst, failed = 0.0, 0
    for one in found:
        step, text = pattern_growth(one)
        worst, failed = max(worst, step), failed + (step > MOST)
        if step > MOST:
            print(
                f"{step:6.1f} × {one.where} {one.pattern.pattern[:60]!r} on {text[:79]}", flush=True
            )
    print(f"{len(found)} patterns, {failed} slow, worst step {worst:.1f} ×", flush=True)
    hostile = {name: partial(captured, name) for name in HOSTILE}
    hostile |= {f"query of {name!r}": partial(queried, name) for name in queries.HOSTILE}
    for made_of, made in hostile.items():
        times = growth(made)
        worst = max(steps(times))
        failed += worst > MOST
        print(f"{worst:6.1f} × {made_of}: {', '.join(f'{t:.2f} s' for t in times)}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
