"""What a rule of furniture is, and how its pattern is framed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple

from aidstories.restore.lexicon.late import late


class Scope(StrEnum):
    """What a rule reads, and how its pattern is framed."""

    LINE = "line"
    """A whole block."""
    CLAUSE = "clause"
    """A whole block in which no full stop stands."""
    STAFF = "staff"
    """The beginning of a block that names the page's staff."""
    TAIL = "tail"
    """What stands in brackets at the end of a paragraph."""
    JUMP = "jump"
    """A mark at either end of a paragraph."""
    MORE = "more"
    """A label: what follows is of other articles."""
    LINKS = "links"
    """A label: what follows is of other articles where only headlines follow."""


class Rule(NamedTuple):
    """``example`` is taken by the rule alone, ``counter`` looks alike and is left."""

    name: str
    scope: Scope
    reason: str
    pattern: str
    example: str
    counter: str


_FRAMES = {
    Scope.CLAUSE: "(?!.*。)(?:{})",
    Scope.TAIL: r"(?>(?:(?<!\s)\s++)?)(?:[（(【\[]\s*+(?:{})\s*+[)）】\]]\s*+){1,3}$",
}
"""Where a scope is more than the pattern itself: no full stop in the block, brackets around it, one
behind another."""


def framed(rule: Rule) -> str:
    """Return the pattern of ``rule`` as its scope frames it."""
    return _FRAMES.get(rule.scope, "{}").replace("{}", rule.pattern)


def compiled(scope: Scope, rules: Iterable[Rule]) -> re.Pattern[str]:
    """Return one pattern for those of ``rules`` that are of ``scope``."""
    body = "|".join(rule.pattern for rule in rules if rule.scope is scope)
    return late(_FRAMES.get(scope, "{}").replace("{}", body))


def takes(rule: Rule, text: str) -> bool:
    """Return whether ``rule``, alone of all, takes ``text`` or a part of it, as its scope says."""
    if rule.scope in (Scope.TAIL, Scope.JUMP):
        return bool(compiled(rule.scope, [rule]).search(text))
    if rule.scope is Scope.STAFF:
        return bool(compiled(rule.scope, [rule]).match(text))
    return bool(re.fullmatch(rule.pattern, text, re.I | re.S))
