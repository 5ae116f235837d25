"""What is damaged where its structure is gets an answer or a reason, from every reader.

``make fuzz`` goes on from here with coverage to lead it.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.fuzz.seeds import SEEDS
from tests.fuzz.targets import TARGETS
from tests.growth.measure import at_most

_HOSTILE = (
    *(b"[" * 3_000, b"{" * 3_000, b'{"a":' * 2_000, b"(" * 500, b"<b>" * 2_000, b"<!--", b"]]>"),
    *(b"&a [*a,*a]\n", b"!!python/object:a ", b"---\n", b"? ", b"a.a." * 40, b"[[seed]]\n"),
    *(b"9" * 5_000, b"1e999", b"NaN", b"-1", b"null", b"[]", b"{}", b"true", b'""'),
    *(b"\0", b"\xff", b"\xed\xa0\x80", b"\\ud800", b"\\u0000", b"\xe2\x80\xae", b"\xef\xbb\xbf"),
    *(b'"', b"'", b"\\", b"\n", b"\r", b"\t", b",", b":", b"=", b"<", b">", b"&", b"&#0;"),
)
_SIGNS = b"\"'[]{}<>,:;=|\n\\-"
_SECONDS = 20.0
"""CPU seconds for one answer; most take less than .02."""


@cache
def _seeds(target: str) -> Sequence[bytes]:
    return SEEDS[target]()


@st.composite
def damaged(draw: st.DrawFn, target: str) -> bytes:
    """Draw a seed with some of its parts left out, doubled or exchanged for what is hostile.

    Parts begin and end at signs of structure.
    """
    data = draw(st.sampled_from(_seeds(target)))
    for _ in range(draw(st.integers(1, 4))):
        borders = [0, *(n for n, sign in enumerate(data) if sign in _SIGNS), len(data)]
        low, high = sorted(draw(st.sampled_from(borders)) for _ in range(2))
        part = draw(st.sampled_from([b"", data[low:high] * 2, *_HOSTILE]))
        data = data[:low] + part + data[high:]
    return data


def _ask(target: str, data: bytes) -> None:
    with at_most(_SECONDS):
        TARGETS[target](data)


@pytest.mark.parametrize("target", TARGETS)
def test_what_is_whole_is_read(target: str) -> None:
    for data in _seeds(target):
        _ask(target, data)


def _tried(examples: int) -> settings:
    slow = [HealthCheck.too_slow, HealthCheck.data_too_large]
    return settings(max_examples=examples, deadline=None, suppress_health_check=slow)


@pytest.mark.parametrize("target", TARGETS)
def test_what_is_damaged_has_an_answer_or_a_reason(target: str) -> None:
    _tried(8)(given(data=damaged(target))(lambda data: _ask(target, data)))()


@pytest.mark.long
@pytest.mark.parametrize("target", TARGETS)
def test_so_has_much_that_is_damaged(target: str) -> None:
    _tried(1_500)(given(data=damaged(target))(lambda data: _ask(target, data)))()
