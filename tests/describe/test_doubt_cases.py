"""Fields that nothing on a page supports, and the same fields where something does."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from aidstories.describe.describe import described_parts
from aidstories.describe.doubts import PageLine
from aidstories.model import Article, Passage, RestoredPart, Role
from tests.archive import TABLES
from tests.describe.test_cases import CASES

_CASES = tomllib.loads((CASES / "doubts.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", _CASES, ids=[f"{c['field']}: {c['why']}" for c in _CASES])
def test_a_field_is_doubted_where_nothing_supports_it(case: dict[str, Any]) -> None:
    passages = tuple(Passage(role=Role(role), text=text) for role, text in case["page"])
    shown = [PageLine(p.text, p.role) for p in passages if len(p.text) <= 60]
    more = case.get("lines", [])
    other = [PageLine(text, Role(role) if role else None, sure) for role, sure, text in more]
    part = RestoredPart(name="", meta=case.get("meta", {}), articles=1)
    article = Article(passages=passages)
    (one,) = described_parts([article], [part], TABLES, lines=[[*shown, *other]])
    quoted = {doubt.field: doubt.quote for doubt in one.doubts}
    assert quoted.get(case["field"], "") == case["doubt"]
