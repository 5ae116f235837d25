"""Values that a process keeps from one reading of an archive to the next."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Protocol, TypeVar

T = TypeVar("T")


class Keep(Protocol):
    """Returns the value ``name``: what ``make`` returns, or what it returned for an equal basis.

    ``basis`` is all that the value is made from.
    """

    def __call__(self, name: Hashable, basis: object, make: Callable[[], T]) -> T:
        """Return the value."""


def afresh(name: Hashable, basis: object, make: Callable[[], T]) -> T:
    """Make the value: nothing is kept."""
    return make()
