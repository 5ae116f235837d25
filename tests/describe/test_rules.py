"""Every row of the tables of rules takes in its example and leaves its counter-example alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from aidstories.describe.cues import CUES, Cue, first_fit
from aidstories.describe.cues_abroad import ENGLISH, TIBETAN
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
    return first_fit((cue,), before, "".join((alone, *rest)), alone) is not None


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_rule(rule: Rule) -> None:
    assert takes(rule, rule.example)
    assert not takes(rule, rule.counter)


CUES_OF = {"zh": CUES, "en": ENGLISH, "bo": TIBETAN}


@pytest.mark.parametrize(
    ("cues", "cue"),
    [pytest.param(cues, c, id=f"{of} {c.name}") for of, cues in CUES_OF.items() for c in cues],
)
def test_cue(cues: Sequence[Cue], cue: Cue) -> None:
    """The cue is the first that fits its example, as the first decides."""
    assert next(c.name for c in cues if fits(c, cue.example)) == cue.name
    assert not fits(cue, cue.counter)


def test_names_tell_the_rows_apart() -> None:
    for names in (
        *([r.name for r in table] for table in TABLES),
        *([c.name for c in cues] for cues in CUES_OF.values()),
    ):
        assert len(set(names)) == len(names)
