"""Statements of aid in made-up stories: nothing is paired that no sentence pairs."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from aidstories.describe import describe
from tests.archive import TABLES

from .measure import Tally
from .stated import Told, stories


def measured(told: Iterable[Told]) -> Tally:
    tally = Tally()
    for one in told:
        (got,) = describe([one.article], {}, TABLES)
        made = {(s.donor, s.recipient) for s in got.aid}
        tally.right += len(made & one.pairs)
        tally.more += len(made - one.pairs)
        tally.missing += len(one.pairs - made)
    return tally


def test_three_hundred_stories() -> None:
    tally = measured(stories(300, seed=1))
    assert tally.precision >= 0.95
    assert tally.recall >= 0.85


@pytest.mark.long
def test_three_thousand_stories() -> None:
    tally = measured(stories(3000, seed=2))
    assert tally.precision >= 0.95
    assert tally.recall >= 0.85
