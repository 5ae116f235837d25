"""Numbers that decide something: tried just below where they decide, and just above."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple


class Bound(NamedTuple):
    """What a number gives, and the values on both sides of it."""

    of: Callable[[int], Any]
    below: tuple[int, Any]
    above: tuple[int, Any]

    def holds(self) -> None:
        """Assert that each side gives its value."""
        for number, found in (self.below, self.above):
            assert self.of(number) == found, number
