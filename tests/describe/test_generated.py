"""The seeds' stories told of other places: regions and donors are found all the same."""

from __future__ import annotations

import pytest

from aidstories.describe import describe
from tests.archive import TABLES

from .measure import Tally
from .swap import swapped


def measured(count: int, seed: int) -> dict[str, Tally]:
    tallies = {"regions": Tally(), "donors": Tally()}
    for story in swapped(count, seed):
        (got,) = describe([story.article], {}, TABLES)
        for field, tally in tallies.items():
            tally.add(getattr(story, field), getattr(got, field))
    return tallies


@pytest.mark.parametrize("count", [70, pytest.param(200, marks=pytest.mark.long)])
def test_stories(count: int) -> None:
    """Any county of China can stand where the seeds' counties do."""
    for tally in measured(count, seed=1).values():
        assert tally.precision >= 0.97
        assert tally.recall >= 0.97


@pytest.mark.long
def test_two_thousand_stories() -> None:
    for tally in measured(2000, seed=2).values():
        assert tally.precision >= 0.97
        assert tally.recall >= 0.97
