"""What any reader of documents must bear: bytes cut, changed or made up."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

import pytest
from hypothesis import strategies as st

from aidstories.restore.reading.refusal import Refusal

T = TypeVar("T")


def mutated(data: bytes) -> st.SearchStrategy[bytes]:
    """Return the ways to change up to eight bytes of ``data``, and to cut its end off."""
    place = st.integers(0, len(data) - 1)
    changes = st.lists(st.tuples(place, st.integers(0, 255)), max_size=8)
    return st.tuples(changes, st.one_of(st.just(len(data)), place)).map(
        lambda drawn: _changed(data, *drawn)
    )


def _changed(data: bytes, changes: list[tuple[int, int]], end: int) -> bytes:
    out = bytearray(data)
    for at, byte in changes:
        out[at] = byte
    return bytes(out[:end])


def bears(read: Callable[[bytes], T], data: bytes) -> T | None:
    """Return what ``read`` makes of ``data``, None where it refuses it in a sentence."""
    try:
        return read(data)
    except Refusal as refusal:
        assert refusal.zh.endswith("。")
        assert refusal.en.endswith(".")
        return None


def refused(read: Callable[[bytes], object], data: bytes) -> str:
    """Return the Chinese sentence in which ``read`` refuses ``data``."""
    with pytest.raises(Refusal) as caught:
        read(data)
    return caught.value.zh
