"""Formulas in TeX: how they are set, and what is none."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.restore.cases import CASES, cases, only

from aidstories.model import Kind, Role
from aidstories.restore import ledger
from aidstories.restore.lexicon.formulas import printed
from aidstories.restore.run import restore

FORMULAS = tomllib.loads((CASES / "formulas.toml").read_text(encoding="utf-8"))["tex"]


@pytest.mark.parametrize("case", FORMULAS, ids=lambda case: case["tex"][:24])
def test_tex(case: dict[str, str]) -> None:
    assert printed(case["tex"]) == case.get("text")


@pytest.mark.parametrize("case", cases("formulas", "capture", "negative"))
def test_captures(case: dict[str, Any]) -> None:
    assert list(only(case["raw"]).texts(Role.PARAGRAPH)) == case["paragraphs"]
    found = restore(case["raw"].encode())
    flagged = [flag.quote for flag in found.flags if flag.reason == "formula"]
    assert flagged == case.get("flagged", [])
    assert ledger.revert(found.articles, found.ledger) == case["raw"]


@pytest.mark.parametrize("case", cases("formulas", "negative"))
def test_what_is_no_formula_is_left(case: dict[str, Any]) -> None:
    edits = restore(case["raw"].encode()).ledger.edits
    assert not [e for e in edits if e.kind is Kind.REG and e.reason == "formula"]


@given(st.text(alphabet="abx12 \\\\{}[]()^_$&%~.,=+frac\n是", max_size=40))
def test_any_tex_is_read_or_not_read(tex: str) -> None:
    assert printed(tex) is None or printed(tex)


def test_many_signs_take_no_long_time() -> None:
    raw = "$" * 20_000 + "\\(" * 5_000
    assert ledger.revert((found := restore(raw.encode())).articles, found.ledger) == raw
