"""Long files in parts: none too long to send, and what is added changes the newest alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")

PART = 2_000_000
"""Bytes of a part at most, unless one item alone has more: 1 MB behind gzip, which halves Chinese
prose and does better with all that repeats itself."""


def in_parts(
    items: Sequence[T], size: Callable[[T], int], most: int = PART
) -> tuple[tuple[T, ...], ...]:
    """Return ``items``, newest first, in parts of at most ``most`` by ``size``; at least one.

    The first part holds the oldest, in the order given, and is filled first: a new item changes
    the last part, or begins one.
    """
    parts: list[list[T]] = [[]]
    filled = 0
    for item in reversed(items):
        length = size(item)
        if parts[-1] and filled + length > most:
            parts.append([])
            filled = 0
        parts[-1].append(item)
        filled += length
    return tuple(tuple(reversed(part)) for part in parts)


def part_names(stem: str, end: str, count: int) -> tuple[str, ...]:
    """Return the names of ``count`` parts: ``stem.end``; of several ``stem-1.end`` and so on."""
    if count == 1:
        return (f"{stem}.{end}",)
    return tuple(f"{stem}-{number}.{end}" for number in range(1, count + 1))


def length_of(text: str) -> int:
    """Return the bytes of a text in UTF-8."""
    return len(text.encode("utf-8"))
