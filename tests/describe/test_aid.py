"""Made-up articles of aid: who gives, who receives, under which scheme and who is named."""

from __future__ import annotations

import pytest

from aidstories.describe import describe
from tests.archive import TABLES

from .aid import articles
from .measure import Tally


def measured(count: int, seed: int) -> dict[str, Tally]:
    tallies = {field: Tally() for field in ("regions", "donors", "programs", "people")}
    for told in articles(count, seed):
        (got,) = describe([told.article], {}, TABLES)
        for field, tally in tallies.items():
            values = [p.name for p in got.people] if field == "people" else getattr(got, field)
            tally.add(getattr(told, field), values)
    return tallies


def assert_floors(tallies: dict[str, Tally]) -> None:
    """Hold what is measured: precision 1.00, recall .999 and more; a floor only rises."""
    for field, tally in tallies.items():
        assert tally.precision >= 0.995, field
        assert tally.recall >= 0.99, field


def test_eight_hundred_articles() -> None:
    assert_floors(measured(800, seed=1))


@pytest.mark.long
def test_eight_thousand_articles() -> None:
    assert_floors(measured(8000, seed=2))
