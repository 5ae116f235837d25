"""Free memory goes back to the system."""

from __future__ import annotations

import ctypes

import pytest

from aidstories.site.framing.memory import release_free
from tests.bench.memory import megabytes


def test_what_lies_below_something_in_use_goes_back() -> None:
    held = [bytes(1000) for _ in range(60_000)]
    above = bytes(1000)  # what is freed below it the allocator keeps
    del held
    before = megabytes()
    release_free()
    assert megabytes() < before - 40 and above


def test_an_allocator_that_cannot_is_let_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda _: object())
    release_free()
