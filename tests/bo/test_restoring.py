"""Tibetan is restored from random damage, and what is right stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidstories.restore.lexicon.tibetan import canonical, regular
from aidstories.restore.run import restore
from tests.bo.damage import damaged, texts

SEEDS = range(8)
FLOORS = {
    "nothing": ((), 1.0),
    "lines": (("lines",), 1.0),
    "blanks": (("blanks",), 0.95),  # a blank before Latin may be right: it stays
    "cut syllables": (("cut",), 1.0),
    "tsheg": (("firm",), 1.0),
    "order": (("order",), 1.0),
    "lines and all": (("lines", "cut", "firm", "order"), 1.0),
    "blanks and all": (("blanks", "cut", "firm", "order"), 0.95),
}
"""Kinds of damage, with the share of paragraphs that must come out as they were."""


def restored(capture: str) -> list[str]:
    return [p.text for a in restore(capture.encode()).articles for p in a.passages]


@pytest.mark.parametrize("name", FLOORS)
def test_damage_is_undone(name: str) -> None:
    kinds, floor = FLOORS[name]
    pairs = [
        (restored(damaged(clean, seed, kinds)), list(clean))
        for clean in texts().values()
        for seed in (SEEDS if kinds else [0])
    ]
    assert all(len(got) == len(clean) for got, clean in pairs)
    same = [a == b for got, clean in pairs for a, b in zip(got, clean, strict=True)]
    assert sum(same) >= floor * len(same)
    letters = [("".join(got).split(), "".join(clean).split()) for got, clean in pairs]
    assert all("".join(a) == "".join(b) for a, b in letters)  # at worst a blank is left


def test_the_damage_is_damage() -> None:
    """Every kind changes some text: a floor holds nothing where nothing was damaged."""
    for kinds, _ in FLOORS.values():
        changed = [
            damaged(clean, seed, kinds).strip() != "\n\n".join(clean)
            for clean in texts().values()
            for seed in SEEDS
        ]
        assert any(changed) == bool(kinds)


@pytest.mark.parametrize("name", texts())
@pytest.mark.parametrize("kinds", [("lines", "cut", "firm", "order"), ("blanks", "order")])
def test_restoring_again_changes_nothing(name: str, kinds: tuple[str, ...]) -> None:
    first = restored(damaged(texts()[name], 1, kinds))
    again = restore("\n\n".join(first).encode())
    assert [p.text for a in again.articles for p in a.passages] == first


@given(st.text("ཀཁགངརསྐྱྒྲཱིེོུཷཾ་༌། ", max_size=30))
def test_regularising_twice_is_regularising_once(text: str) -> None:
    once = regular(text)
    assert regular(once) == once
    assert canonical(canonical(text)) == canonical(text)
