"""Rules as rows: a name, a pattern, an example that it takes in and one that it leaves alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from aidstories.restore.lexicon.late import late


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern with what shows it: the bar in a text is where the pattern is read from.

    ``西藏|中路`` is an example of a rule on what stands behind a name of a place.
    """

    name: str
    pattern: str
    example: str
    counter: str


def either(rules: Iterable[Rule]) -> str:
    """Return one pattern for all of ``rules``, the first first."""
    return "|".join(rule.pattern for rule in rules)


def compiled(rules: Iterable[Rule]) -> re.Pattern[str]:
    """Return ``either`` of ``rules``, compiled."""
    return late(either(rules))
