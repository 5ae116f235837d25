"""Ten times as much takes ten times as long: the patterns of the product, and `restore`.

``tests/bench/growth.py`` measures the same up to 100,000 characters.
"""

from __future__ import annotations

import re
from functools import partial

import pytest

from aidstories.restore.run import restore
from tests.growth.captures import HOSTILE
from tests.growth.inputs import texts
from tests.growth.measure import seconds_of
from tests.growth.patterns import Asked, ask, asked

_SIZE, _TWICE = 3_000, 6_000
_QUICK, _SOON = 0.005, 0.02
"""CPU seconds for `_SIZE` characters below which nothing is measured again, and for `_TWICE` that
are soon enough: quadratic growth takes .01 and .04 at least."""
_MOST = 3.0
"""Times as long that twice as much may take."""


def is_slow(one: Asked) -> str | None:
    """Return on which text a pattern is slow, None on none."""
    for made_of, text in texts(one.pattern, _SIZE).items():
        if seconds_of(partial(ask, one, text), 1.0) > _QUICK:
            longer = next(t for m, t in texts(one.pattern, _TWICE).items() if m == made_of)
            once = min(seconds_of(partial(ask, one, text), 1.0) for _ in range(3))
            twice = min(seconds_of(partial(ask, one, longer), 8.0) for _ in range(3))
            if twice > max(_MOST * once, _SOON):
                return made_of
    return None


@pytest.mark.parametrize("step", [8, pytest.param(1, marks=pytest.mark.long)])
def test_every_pattern_grows_as_its_text(step: int) -> None:
    """All in the long run; one in eight in the short one, where all would take half a minute."""
    every = asked()
    found = every[::step]
    slow = {f"{one.where}: {one.pattern.pattern[:80]}": is_slow(one) for one in found}
    assert not {where: text for where, text in slow.items() if text}
    assert len(every) > 600, "patterns are found wherever they stand"


@pytest.mark.parametrize(
    "pattern", [r"\s*x", r"(?:a|b)*c$", r"\d+ of", r"“[^”]*我[^”]*”", r"(a*)*b"]
)
def test_a_pattern_that_does_not_is_found(pattern: str) -> None:
    assert is_slow(Asked("", re.compile(pattern), frozenset({"search"})))


@pytest.mark.parametrize("made_of", HOSTILE)
def test_a_hostile_capture_takes_no_more_than_its_size(made_of: str) -> None:
    small, large = (HOSTILE[made_of](size).encode() for size in (1_500, 6_000))
    restore(small)  # what is read once
    once = max(seconds_of(lambda: restore(small), 10), 0.02)
    assert seconds_of(lambda: restore(large), 30) <= 1.3 * 4 * once
