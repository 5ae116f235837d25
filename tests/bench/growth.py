"""How time grows with hostile input, 1,000 to 100,000 characters: patterns, captures, queries.

Each step, ten times as much, may take 13 times as long. Prints what takes longer, and the worst.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import partial
from itertools import pairwise
from math import inf, isinf
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.growth import queries
from tests.growth.captures import HOSTILE, printed
from tests.growth.inputs import texts
from tests.growth.measure import MOST, seconds_of
from tests.growth.patterns import Asked, ask, asked

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


def pattern_growth(one: Asked) -> tuple[float, str]:
    """Return the largest step of a pattern, and on which text."""
    made_of, worst, times = None, (0.0, ""), dict[str, list[float]]()
    for size in _SIZES:
        for name, text in texts(one.pattern, size).items():
            if made_of is None or name in made_of:
                most = MOST * max(times.get(name, [1.0])[-1], 5 * _FLOOR) * 2
                taken = timed(partial(ask, one, text), most)
                times.setdefault(name, []).append(taken)
        made_of = sorted(times, key=lambda name: times[name][-1])[-_SLOWEST:]
        times = {name: times[name] for name in made_of}
        if any(map(isinf, (t[-1] for t in times.values()))):
            return inf, max(times, key=lambda name: times[name][-1])
        worst = max([worst, *((max(steps(t), default=0), name) for name, t in times.items())])
        if worst[0] > MOST:
            break
    return worst


def growth(call: Callable[[int], object]) -> list[float]:
    """Return the CPU seconds of ``call`` for each size, up to the first step that is too long."""
    times: list[float] = []
    for size in _SIZES:
        most = 2 * MOST * max(times[-1] if times else 1.0, _LEAST)
        times.append(timed(partial(call, size), most))
        if times[-1] == inf or max(steps(times), default=0) > MOST:
            break
    return times


def hostile() -> Iterator[tuple[str, Callable[[int], object]]]:
    """Yield what reads hostile captures (`restore --json`) and queries of a size, by names."""
    for name, make in HOSTILE.items():
        yield name, lambda size, make=make: printed(make(size).encode())
    for made_of in queries.HOSTILE:
        yield f"query of {made_of!r}", partial(queries.read, made_of)


def main() -> int:
    printed(HOSTILE["paragraphs"](1_000).encode())
    found = asked()
    worst, failed = 0.0, 0
    for one in found:
        step, text = pattern_growth(one)
        worst, failed = max(worst, step), failed + (step > MOST)
        if step > MOST:
            print(f"{step:6.1f} × {one.where} {one.pattern.pattern[:60]!r} on {text}", flush=True)
    print(f"{len(found)} patterns, {failed} slow, worst step {worst:.1f} ×", flush=True)
    for made_of, call in hostile():
        times = growth(call)
        worst = max(steps(times))
        failed += worst > MOST
        print(f"{worst:6.1f} × {made_of}: {', '.join(f'{t:.2f} s' for t in times)}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
