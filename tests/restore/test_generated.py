"""Generated pages: scores by label, over floors that only rise."""

from __future__ import annotations

import random
import tomllib
from pathlib import Path

import pytest
from tests.restore.generated.pages import page
from tests.restore.generated.scores import fates, flags, restored, scores

from aidstories.restore import ledger

FLOORS = tomllib.loads(
    (Path(__file__).parent / "generated/floors.toml").read_text(encoding="utf-8")
)
FIRST = 1_000_000
"""The first number of the pages that measure; those that the weights were fitted on are below."""


def short_of(numbers: list[int], floors: dict[str, float]) -> dict[str, float]:
    """Return the labels whose F1 on the pages of ``numbers`` is below their floor."""
    pairs = [(right, found) for n in numbers for _, right, found in fates(page(n))]
    found = scores(pairs)
    return {name: found[name].f1 for name, floor in floors.items() if found[name].f1 < floor}


def test_labels_reach_their_floors() -> None:
    assert short_of([FIRST + n for n in range(FLOORS["pages"])], FLOORS["fixed"]) == {}


@pytest.mark.long
def test_labels_of_pages_drawn_anew_reach_their_floors() -> None:
    rng = random.Random()
    numbers = [rng.randrange(FIRST, 1 << 40) for _ in range(FLOORS["pages_anew"])]
    assert short_of(numbers, FLOORS["anew"]) == {}, numbers[:3]


@pytest.mark.parametrize("number", range(FIRST, FIRST + 60))
def test_generated_pages_are_conserved(number: int) -> None:
    raw = page(number).raw
    found = restored(raw)
    assert ledger.revert(found.articles, found.ledger) == raw


def test_titles_of_features_reach_their_floors() -> None:
    """Pages all of whose titles say nothing that their text says, but their subtitles do."""
    pages = [page(FIRST + n, 1.0) for n in range(FLOORS["pages_features"])]
    found = scores((right, got) for drawn in pages for _, right, got in fates(drawn))
    floors = FLOORS["features"]
    assert {k: found[k].f1 for k in floors if found[k].f1 < floors[k]} == {}


def test_running_text_is_not_lost() -> None:
    """Of the lines of running text, how many are not in an article: a cap that only falls."""
    lines = [fate for n in range(FIRST, FIRST + FLOORS["pages"]) for fate in fates(page(n))]
    lost = sum(right == "text" and found == "dropped" for _, right, found in lines)
    assert lost <= FLOORS["text_lines_lost"]


def test_wrong_lines_carry_a_flag_and_right_ones_none() -> None:
    lines = [line for n in range(FIRST, FIRST + FLOORS["pages"]) for line in flags(page(n))]
    wrong = [flagged for is_right, flagged in lines if not is_right]
    good = [flagged for is_right, flagged in lines if is_right]
    assert sum(wrong) >= FLOORS["wrong_flagged"] * len(wrong)
    assert sum(good) <= FLOORS["right_flagged"] * len(good)


def test_a_page_is_the_same_each_time() -> None:
    assert page(7) == page(7)
    assert page(7).raw != page(8).raw


def test_layouts_are_many() -> None:
    """Sixty pages hardly ever share the labels of their heads and tails in one order."""
    orders = {tuple(dict.fromkeys(m.label for m in page(n).marks)) for n in range(120)}
    assert len(orders) >= 60
