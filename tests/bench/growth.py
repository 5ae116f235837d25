"""How time grows with hostile input: every pattern, and `restore`, at 1,000 to 100,000 characters.

Each step, ten times as much, may take 13 times as long. Prints what takes longer, and the worst.
"""

from __future__ import annotations

import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parents[2])]

from aidstories.restore.run import restore
from tests.growth.captures import HOSTILE
from tests.growth.inputs import texts
from tests.growth.measure import MOST, seconds_of
from tests.growth.patterns import Asked, ask, asked

_SIZES = (1_000, 10_000, 100_000)
_SLOWEST = 3
"""Texts of each pattern that go on to the next size: those that take longest."""
_FLOOR = 0.004
"""CPU seconds below which a time says nothing: the clock ticks so."""


def steps(times: list[float]) -> list[float]:
    """Return by how much each time is longer than the one before it."""
    return [b / max(a, _FLOOR) for a, b in zip(times, times[1:], strict=False)]


def pattern_growth(one: Asked) -> tuple[float, str]:
    """Return the largest step of a pattern, and on which text."""
    made_of, worst, times = None, (0.0, ""), dict[str, list[float]]()
    for size in _SIZES:
        for name, text in texts(one.pattern, size).items():
            if made_of is None or name in made_of:
                most = MOST * max(times.get(name, [1.0])[-1], _FLOOR) * 2
                taken = seconds_of(lambda text=text: ask(one, text), most)
                times.setdefault(name, []).append(taken)
        made_of = sorted(times, key=lambda name: times[name][-1])[-_SLOWEST:]
        times = {name: times[name] for name in made_of}
        worst = max([worst, *((max(steps(t), default=0), name) for name, t in times.items())])
        if worst[0] > MOST:
            break
    return worst


def capture_growth(made_of: str) -> list[float]:
    """Return the CPU seconds of `restore` for each size of a hostile capture."""
    times: list[float] = []
    for size in _SIZES:
        data = HOSTILE[made_of](size).encode()
        most = 2 * MOST * max(times[-1] if times else 1.0, _FLOOR * 5)
        times.append(seconds_of(lambda data=data: restore(data), most))
        if max(steps(times), default=0) > MOST:
            break
    return times


def main() -> int:
    restore(HOSTILE["paragraphs"](1_000).encode())
    found = asked()
    grown = [(*pattern_growth(one), one) for one in found]
    slow = [(step, text, one) for step, text, one in grown if step > MOST]
    for step, text, one in slow:
        print(f"{step:6.1f} × {one.where} {one.pattern.pattern[:60]!r} on {text}")
    print(f"{len(found)} patterns, {len(slow)} slow, worst step {max(g[0] for g in grown):.1f} ×")
    failed = len(slow)
    for made_of in HOSTILE:
        times = capture_growth(made_of)
        worst = max(steps(times))
        failed += worst > MOST
        print(f"{worst:6.1f} × {made_of}: {', '.join(f'{t:.2f} s' for t in times)}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
