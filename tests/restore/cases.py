"""Cases as data, and the one article that a short capture holds."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest

from aidstories.model import Article
from aidstories.restore.run import restore

ROOT = Path(__file__).parents[2]
CASES = ROOT / "tests" / "cases"


def cases(name: str, *groups: str) -> list[Any]:
    """Return the cases of a TOML file as pytest parameters."""
    data = tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))
    return [
        pytest.param(case, id=case.get("name") or case["raw"][:24])
        for group in groups
        for case in data[group]
    ]


def only(raw: str) -> Article:
    """Restore a capture that holds one article."""
    [article] = restore(raw.encode()).articles
    return article
