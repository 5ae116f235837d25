"""Every row of the tables of rules takes in its example and leaves its counter-example alone."""

from __future__ import annotations

import re

import pytest

from aidstories.describe.cues import CUES, Cue
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
    return cue.end(before, "".join((alone, *rest)), alone) is not None


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_rule(rule: Rule) -> None:
    assert takes(rule, rule.example)
    assert not takes(rule, rule.counter)


@pytest.mark.parametrize("cue", CUES, ids=lambda cue: cue.name)
def test_cue(cue: Cue) -> None:
    """The cue is the first that fits its example, as the first decides."""
    assert next(c.name for c in CUES if fits(c, cue.example)) == cue.name
    assert not fits(cue, cue.counter)


def test_names_tell_the_rows_apart() -> None:
    for names in (*([r.name for r in table] for table in TABLES), [c.name for c in CUES]):
        assert len(set(names)) == len(names)
