"""What a change of an input changes in what becomes of it: two outcomes, told as a difference."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar
from zlib import crc32

from tests.approved import cut, shown

T = TypeVar("T")
_SHOWN = 6
"""Lines of either side that are told; of others how many."""


_SIGNS = re.compile(r"[\w.%-]+|\s+|.")
_PARTS = re.compile(r"\s[\w:]+=\"[^\"]*\"|<[^<>]*/>|(?<=>)[^<>]+(?=<)")
"""What an element may lose and still be one: an attribute, one that is empty, its text."""


def signs(text: str, of: int) -> Iterator[tuple[str, str]]:
    """Yield a text without a sign or a word of it, or with it twice: one of ``of``."""
    for found, number in _drawn(_SIGNS, text, of):
        twice = number % 2
        name = f"{found.start()} {shown(found[0])} {'twice' if twice else 'gone'}"
        yield name, text[: found.start()] + found[0] * 2 * twice + text[found.end() :]


def lines_of(text: str) -> Iterator[tuple[str, str]]:
    """Yield a text without each of its lines, and with it twice, by turns with another behind."""
    lines = text.split("\n")
    for n, line in enumerate(lines):
        kinds = {"gone": [], "twice": [line, line], "another": [line, "另一行"]}
        for name in ("gone", ("twice", "another")[n % 2]):
            yield (
                f"{n} {cut(line, 8)} {name}",
                "\n".join([*lines[:n], *kinds[name], *lines[n + 1 :]]),
            )


def parts(text: str, of: int) -> Iterator[tuple[str, str]]:
    """Yield the text of XML without an attribute, an empty element or a text: one of ``of``."""
    for found, _ in _drawn(_PARTS, text, of):
        yield f"{cut(found[0], 30)} gone", text[: found.start()] + text[found.end() :]


def _drawn(pattern: re.Pattern[str], text: str, of: int) -> Iterator[tuple[re.Match[str], int]]:
    for found in pattern.finditer(text):
        number = crc32(f"{found.start()} {found[0]}".encode())
        if number % of == 0:
            yield found, number // of


def changed(
    before: T, variants: Iterable[tuple[str, T]], outcome: Callable[[T], Iterable[str]]
) -> Iterator[str]:
    """Yield the name of each variant, and the lines of its outcome that are others than before."""
    known = Counter(outcome(before))
    for name, variant in variants:
        found = Counter(outcome(variant))
        yield f"== {name}"
        yield from _told("-", known - found)
        yield from _told("+", found - known)


def _told(sign: str, lines: Counter[str]) -> Iterator[str]:
    listed = sorted(lines.elements())
    yield from (f"{sign} {line}" for line in listed[:_SHOWN])
    if len(listed) > _SHOWN:
        yield f"{sign} {len(listed) - _SHOWN} more, {crc32(repr(listed).encode()):08x}"
