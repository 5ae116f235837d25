"""No pattern repeats a group possessively: ``(?:…)*+``.

Python 3.11.0–3.11.4, which Debian 12 has, takes wrong steps behind such a group where it may match
nothing or backtracks (CPython gh-106052): ``finditer`` then never ends. ``(?>(?:…)*)`` says the
same; ``\\s*+``, of one character, is right everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any

import pytest

from tests.growth.patterns import asked

_ONE = frozenset({_constants.LITERAL, _constants.NOT_LITERAL, _constants.IN, _constants.ANY})
"""What repeats as one character does."""


def _nodes(tree: object) -> Iterator[tuple[object, Any]]:
    """Yield each step of a parsed pattern with what it is given."""
    for part in tree if isinstance(tree, tuple | list | _parser.SubPattern) else ():
        if isinstance(part, tuple) and len(part) == 2:
            yield part
        yield from _nodes(part)


def _groups(pattern: str, flags: int = 0) -> int:
    """Return how many groups a pattern repeats possessively."""
    steps = _nodes(_parser.parse(pattern, flags))
    bodies = [given[2] for step, given in steps if step is _constants.POSSESSIVE_REPEAT]
    return sum([step for step, _ in body] != [*({s for s, _ in body} & _ONE)] for body in bodies)


@pytest.mark.parametrize(
    ("pattern", "groups"),
    [
        (r"\s*+x++[ab]?+.{2}+", 0),
        (r"(?>(?:ab)*)", 0),
        (r"(?:ab)*+", 1),
        (r"((?:(?<!\s)\s++)?+x)", 1),
    ],
)
def test_a_possessive_group_is_found(pattern: str, groups: int) -> None:
    assert _groups(pattern) == groups


def test_no_pattern_repeats_a_group_possessively() -> None:
    found = [(one.where, one.pattern.pattern) for one in asked()]
    assert [where for where, p in found if _groups(p)] == []
