"""Ids are ASCII, readable and permanent."""

import re
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidstories.model import Ledger, Role, Slot
from aidstories.stories.importing.ids import MAX_LENGTH, allot, make_id
from aidstories.stories.importing.matching import match_ids
from tests.archive import HOME, TABLES
from tests.stories.strategies import texts

CASES = tomllib.loads((HOME / "tests/cases/ids.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["id"])
def test_cases(case: dict[str, str]) -> None:
    assert make_id(case["title"], "013_page", TABLES) == case["id"]


@given(texts(), texts())
def test_any_title_gives_an_id(title: str, fallback: str) -> None:
    made = make_id(title, fallback, TABLES)
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", made)


@given(texts())
def test_titles_make_short_ids(title: str) -> None:
    assert len(make_id(title, "x", TABLES)) <= MAX_LENGTH


@given(st.integers(0, 3000))
def test_the_first_free_number(used: int) -> None:
    """Whatever number of stories has the title, the next is found in few looks."""
    names = {"a", *(f"a-{n}" for n in range(2, used + 1))} if used else set()
    looks = []

    def taken(name: str) -> bool:
        looks.append(name)
        return name in names

    assert allot("a", taken) == ("a" if not used else f"a-{used + 1}")
    assert len(looks) <= 2 * max(used, 1).bit_length() + 2


def _ledger(*articles: list[tuple[int, int]]) -> Ledger:
    slots = [
        tuple(Slot(role=Role.PARAGRAPH, spans=(span,)) for span in article) for article in articles
    ]
    return Ledger(length=100, edits=(), layout=tuple(slots))


def test_ids_follow_the_text() -> None:
    old = _ledger([(0, 10)], [(10, 50)], [(50, 90)])
    new = _ledger([(52, 90)], [(10, 48)], [(90, 99)], [(0, 9)])
    assert match_ids(new, old, ["a", "b", "c"]) == {0: "c", 1: "b", 3: "a"}


def test_an_article_cut_in_two_keeps_one_id() -> None:
    assert match_ids(_ledger([(0, 10)], [(10, 50)]), _ledger([(0, 50)]), ["a"]) == {1: "a"}
