"""Cases as data: what each pass must change, and what it must leave alone."""

from __future__ import annotations

import re
from typing import Any

import pytest
from tests.archive import TABLES
from tests.restore.cases import ROOT, cases, only

from aidstories.model import Gap, Kind, Role
from aidstories.restore.passes import columns
from aidstories.restore.passes.furniture_rules import RULES
from aidstories.restore.run import restore


@pytest.mark.parametrize("case", cases("columns", "case", "negative"))
def test_columns(case: dict[str, Any]) -> None:
    article = only(case["raw"])
    assert list(article.texts(Role.PARAGRAPH)) == case["paragraphs"]
    for role in (Role.TITLE, Role.BYLINE):
        if role in case:
            assert article.first(role) == case[role]


@pytest.mark.parametrize("case", cases("columns", "runs_on"))
def test_lines_of_mail(case: dict[str, Any]) -> None:
    assert columns.runs_on(case["line"], case["following"]) is case["answer"]


@pytest.mark.parametrize("case", cases("width", "case"))
def test_width(case: dict[str, str]) -> None:
    assert only(case["raw"]).texts(Role.PARAGRAPH, Role.TITLE) == (case["text"],)


@pytest.mark.parametrize("case", cases("width", "negative"))
def test_width_leaves_alone(case: dict[str, str]) -> None:
    result = restore(case["raw"].encode())
    assert not [e for e in result.ledger.edits if e.kind is Kind.REG]


@pytest.mark.parametrize("case", cases("repeats", "case", "negative"))
def test_repeats(case: dict[str, Any]) -> None:
    assert list(only(case["raw"]).texts(Role.PARAGRAPH)) == case["paragraphs"]


def test_every_reason_is_explained() -> None:
    """Reasons in the code and in docs/data/reasons.csv are the same."""
    table = list(TABLES.reasons_of("reason"))
    source = "".join(
        p.read_text(encoding="utf-8")
        for room in ("restore", "describe")  # which says what fields are in doubt
        for p in (ROOT / "scripts/aidstories" / room).rglob("*.py")
    )
    assert table == sorted(set(table))
    missing = [key for key in table if f'"{key}"' not in source]
    assert not missing
    used = set(re.findall(r'reason="([a-z-]+)"', source)) | {rule.reason for rule in RULES}
    assert used <= set(table), used - set(table)


@pytest.mark.parametrize("case", cases("structure", "case", "negative"))
def test_structure(case: dict[str, Any]) -> None:
    found = [
        [[str(p.role), p.text] for p in a.passages] for a in restore(case["raw"].encode()).articles
    ]
    assert [[role for role, _ in a] for a in found] == [[r for r, _ in a] for a in case["articles"]]
    wanted = [text for article in case["articles"] for _, text in article]
    texts = [text for article in found for _, text in article]
    for text, want in zip(texts, wanted, strict=True):
        assert text.startswith(want[:-1]) if want.endswith("…") else text == want


@pytest.mark.parametrize("case", cases("breaks", "case", "negative"))
def test_breaks(case: dict[str, Any]) -> None:
    passages = [p for p in only(case["raw"]).passages if p.role is Role.PARAGRAPH]
    assert [
        "〔" * (p.gap is Gap.START) + p.text + "〕" * (p.gap is Gap.END) for p in passages
    ] == case["paragraphs"]


@pytest.mark.parametrize("case", cases("tibetan", "case", "negative"))
def test_tibetan(case: dict[str, Any]) -> None:
    assert list(only(case["raw"]).texts(Role.PARAGRAPH)) == case["paragraphs"]


@pytest.mark.parametrize("case", cases("readings", "case", "negative"))
def test_readings(case: dict[str, str]) -> None:
    assert only(case["raw"]).texts(Role.PARAGRAPH) == (case.get("text", case["raw"]),)


@pytest.mark.parametrize("case", cases("garbled", "case", "negative"))
def test_garbled(case: dict[str, Any]) -> None:
    found = restore(case["raw"].encode())
    doubted = ("garbled", "remnant")
    assert [f.quote for f in found.flags if f.reason in doubted] == case["flags"]
