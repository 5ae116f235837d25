"""Ten times as much takes ten times as long: patterns, `restore --json`, queries.

``tests/bench/growth.py`` measures the same up to 100,000 characters.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from math import isinf

import pytest

from tests.growth import queries
from tests.growth.captures import HOSTILE, printed
from tests.growth.inputs import texts
from tests.growth.measure import grows_within, is_within, least_seconds, seconds_of
from tests.growth.patterns import Asked, ask, asked

_SIZE, _TIMES = 8_000, 8
"""Characters of what is measured first, and by how much the shorter one is shorter."""
_SOON = 0.01
"""CPU seconds for `_SIZE` characters that are soon enough: the quickest quadratic growth takes .013
(half of 8,000² steps of .4 ns)."""
_LONG = 0.08
"""CPU seconds that the shorter one takes at most; the slowest linear pattern takes .003."""
_MOST = 20.0
"""Times as long that `_TIMES` as much may take: quadratic growth takes 64 times as long."""


def is_slow(one: Asked) -> str | None:
    """Return on which text a pattern is slow, None on none."""
    for made_of, text in texts(one.pattern, _SIZE).items():
        if seconds_of(partial(ask, one, text), _SOON) > _SOON:
            shorter = texts(one.pattern, _SIZE // _TIMES)[made_of]
            once = least_seconds(partial(ask, one, shorter), _LONG)
            most = max(_MOST * once, _SOON)
            if isinf(once) or not is_within(partial(ask, one, text), most):
                return made_of
    return None


@pytest.mark.parametrize("step", [16, pytest.param(1, marks=pytest.mark.long)])
def test_every_pattern_grows_as_its_text(step: int) -> None:
    """All in the long run; one in sixteen in the short one: all take three quarters of a minute."""
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


@pytest.mark.parametrize("pattern", [r"\n{7}", r"c(?:dc)*d", r"^\s{7}x+"])
def test_a_text_has_the_same_name_in_every_size(pattern: str) -> None:
    named = [list(texts(re.compile(pattern), size)) for size in (1_000, 10_000, 100_000)]
    assert named[0] == named[1] == named[2]


_CAPTURE = 4_000
_SOON_RESTORED = 0.1
"""CPU seconds for `_CAPTURE` characters that are soon enough: most take less than .03."""
_MOST_RESTORED = 12.0
"""Times as long that `_TIMES` as much may take: linear, with half as much again for sorting."""


@pytest.mark.parametrize("size", [_CAPTURE, pytest.param(48_000, marks=pytest.mark.long)])
@pytest.mark.parametrize("made_of", HOSTILE)
def test_a_hostile_capture_takes_no_more_than_its_size(made_of: str, size: int) -> None:
    small, large = (HOSTILE[made_of](many).encode() for many in (size // _TIMES, size))
    printed(small)  # what is read once
    soon = _SOON_RESTORED * size / _CAPTURE
    assert grows_within(lambda: printed(small), lambda: printed(large), _MOST_RESTORED, soon)


_QUERY = 32_000
"""Characters: eight times 1,000 take up to 23 times as long (.3 ms, then 7.6), eight times 4,000
no more than 12."""


@pytest.mark.parametrize("made_of", queries.HOSTILE)
def test_a_hostile_query_takes_no_more_than_its_size(made_of: str) -> None:
    small, large = (partial(queries.read, made_of, n) for n in (_QUERY // _TIMES, _QUERY))
    assert grows_within(small, large, _MOST)


def _square(n: int) -> int:
    return sum(1 for _ in range(n) for _ in range(n))


@pytest.mark.parametrize("call, found", [(_square, False), (lambda n: _square(20) * n, True)])
def test_what_grows_as_the_square_is_found(call: Callable[[int], int], found: bool) -> None:
    assert grows_within(partial(call, 200), partial(call, 1_600), _MOST) is found
