"""Articles and near misses as data: tests/cases/describe_*.toml."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from aidstories.describe import describe
from tests.archive import TABLES

from .helpers import article_in

CASES = Path(__file__).resolve().parents[1] / "cases"


def cases(name: str) -> list[Any]:
    data = tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))
    return [pytest.param(case, id=case["name"]) for case in data["case"]]


STORIES = [
    case
    for name in ("articles", "places", "schemes", "parties", "names", "languages")
    for case in cases(f"describe_{name}")
]


@pytest.mark.parametrize("case", STORIES)
def test_case(case: dict[str, Any]) -> None:
    """Each field that the case names is exactly so; what must not be found is not."""
    (got,) = describe([article_in(case)], case.get("meta", {}), TABLES)
    found = {
        "regions": set(got.regions),
        "donors": set(got.donors),
        "programs": set(got.programs),
        "institutions": set(got.institutions),
        "people": {p.name for p in got.people},
        "byline": {p.name for p in got.byline},
        "source": got.source,
        "via": got.via,
        "published": got.published,
        "year": got.year,
        "year_basis": got.year_basis.value,
        "dateline_place": got.dateline,
    }
    want = {k: set(v) if isinstance(v, list) else v for k, v in case.items() if k in found}
    assert {k: found[k] for k in want} == want
    assert not [k for k in case.get("absent", ()) if found[k]]
    assert not set(case.get("never", ())) & {*got.regions, *got.donors}


@pytest.mark.parametrize("case", cases("describe_when"))
def test_when(case: dict[str, Any]) -> None:
    """The year and day, stated or inferred, or none where the text does not say."""
    (got,) = describe([article_in(case)], case.get("meta", {}), TABLES)
    assert (got.published, got.year, got.year_basis.value) == (
        case.get("published"),
        case.get("year"),
        case["basis"],
    )
