"""Long files in parts: none too long to send, and what is added changes the newest alone."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")

PART = 2_000_000
"""Bytes of a part at most, unless one item alone has more: 1 MB behind gzip, which halves Chinese
prose and does better with all that repeats itself."""


JSON_PART = 4_000_000
"""Bytes of a part of what scripts read: .6 MB behind gzip at most, of names, which do worst."""


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


def json_parts(
    address: str, text: str, rows: str, most: int = JSON_PART
) -> Iterator[tuple[str, str]]:
    """Yield the file of JSON at ``address`` as it is or, where it is long, as several.

    The first then names under ``more`` those beside it in which its list ``rows`` goes on, in
    order: parts of at most ``most`` bytes of rows, which ``parts.js`` puts together again.
    """
    if length_of(text) <= most:
        yield address, text
        return
    data = json.loads(text)
    parts = in_parts(data[rows][::-1], lambda row: length_of(_json(row)), most)
    stem, _, end = address.rpartition(".")
    names = [f"{stem}-{number}.{end}" for number in range(2, len(parts) + 1)]
    more = [name.rpartition("/")[2] for name in names]
    first, *rest = (part[::-1] for part in parts)
    yield address, _json({**data, rows: first, "more": more})
    yield from zip(names, map(_json, rest), strict=True)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def length_of(text: str) -> int:
    """Return the bytes of a text in UTF-8."""
    return len(text.encode("utf-8"))
