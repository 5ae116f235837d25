"""How a capture is opened: front matter, Markdown, template remnants, plain text."""

from __future__ import annotations

from typing import Any

import pytest
from tests.restore.cases import cases

from aidstories.model import Role
from aidstories.restore import ledger
from aidstories.restore.run import restore


@pytest.mark.parametrize("case", cases("capture", "case", "negative"))
def test_capture(case: dict[str, Any]) -> None:
    result = restore(case["raw"].encode())
    found = [[str(p.role), p.text] for a in result.articles for p in a.passages]
    assert found == case["passages"]
    said = {"source": "", "date": "", **result.parts[0].meta}
    assert case.get("meta", {}).items() <= said.items()
    assert ledger.revert(result.articles, result.ledger) == case["raw"]


def test_an_image_of_markdown_keeps_its_address() -> None:
    raw = "![县医院大厅](https://proxy.example/?http://img.example/a.jpg)\n"
    [article] = restore(raw.encode()).articles
    assert [(p.role, p.src) for p in article.passages] == [
        (Role.CAPTION, "http://img.example/a.jpg")
    ]


@pytest.mark.parametrize(
    "raw", ["", "\n\n", "---\n---\n", "---\ntitle: 甲\n---\n", "\ufeff", "<p></p>"]
)
def test_captures_without_text(raw: str) -> None:
    result = restore(raw.encode())
    assert not [p for a in result.articles for p in a.passages if p.role is Role.PARAGRAPH]
    assert ledger.revert(result.articles, result.ledger) == raw
