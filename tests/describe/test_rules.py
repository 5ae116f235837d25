"""Every row of the tables of rules takes in its example and leaves its counter-example alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser  # type: ignore[attr-defined]
from typing import Any

import pytest

from aidstories.describe.cues import Cue, cues_of
from aidstories.describe.cues.chinese import CHINESE
from aidstories.describe.cues.english import ENGLISH
from aidstories.describe.cues.tibetan import TIBETAN
from aidstories.describe.place_rules import TABLES
from aidstories.describe.rules import Rule

RULES = [rule for table in TABLES for rule in table]


def takes(rule: Rule, shown: str) -> bool:
    """Return whether ``rule``, read at the bar of ``shown``, finds its pattern."""
    assert shown.count("|") == 1
    at = shown.index("|")
    return bool(re.compile(rule.pattern).match(shown.replace("|", ""), at))


def fits(cue: Cue, shown: str) -> bool:
    """Return whether ``cue`` fits the place that the first two bars of ``shown`` enclose.

    A third bar stands where the next place begins.
    """
    before, _, alone, *rest = shown.split("|")
    return cues_of((cue,)).first_fit(before, "".join((alone, *rest)), alone) is not None


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_rule(rule: Rule) -> None:
    assert takes(rule, rule.example)
    assert not takes(rule, rule.counter)


CUES_OF = {"zh": CHINESE, "en": ENGLISH, "bo": TIBETAN}


@pytest.mark.parametrize(
    ("cues", "cue"),
    [pytest.param(cues, c, id=f"{of} {c.name}") for of, cues in CUES_OF.items() for c in cues],
)
def test_cue(cues: Sequence[Cue], cue: Cue) -> None:
    """The cue is the first that fits its example, as the first decides."""
    assert next(c.name for c in cues if fits(c, cue.example)) == cue.name
    assert not fits(cue, cue.counter)


def always_holds(parsed: Any, signs: frozenset[int]) -> bool:
    """Return whether every text that a parsed pattern takes in holds one of some characters."""
    return any(_holds(kind, value, signs) for kind, value in parsed)


def _holds(kind: Any, value: Any, signs: frozenset[int]) -> bool:
    if kind is sre.LITERAL:
        return value in signs
    if kind is sre.IN:
        ranges = [
            v if k is sre.RANGE else (v, v) for k, v in value if k in (sre.RANGE, sre.LITERAL)
        ]
        spelt = len(ranges) == len(value)
        return spelt and all(signs.issuperset(range(a, b + 1)) for a, b in ranges)
    if kind is sre.BRANCH:
        return all(always_holds(branch, signs) for branch in value[1])
    if kind in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
        return value[0] > 0 and always_holds(value[2], signs)
    if kind in (sre.SUBPATTERN, sre.ASSERT):
        return always_holds(value[-1], signs)
    return False


@pytest.mark.parametrize("cue", [c for cues in CUES_OF.values() for c in cues if c.signs])
def test_no_cue_fits_without_one_of_its_signs(cue: Cue) -> None:
    signs = frozenset(map(ord, cue.signs))
    patterns = [p.pattern for p in (cue.before, cue.behind) if p]
    assert any(always_holds(_parser.parse(pattern), signs) for pattern in patterns)
    assert not any(always_holds(_parser.parse(pattern), frozenset()) for pattern in patterns)


def test_names_tell_the_rows_apart() -> None:
    for names in (
        *([r.name for r in table] for table in TABLES),
        *([c.name for c in cues] for cues in CUES_OF.values()),
    ):
        assert len(set(names)) == len(names)
