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


_ALIASES = "\n".join(
    f"a{n}: &a{n} [{','.join([f'*a{n - 1}'] * 10)}]" if n else "a0: &a0 [x,x,x,x,x,x,x,x,x,x]"
    for n in range(8)
)


def test_front_matter_whose_aliases_make_a_hundred_million_values_says_nothing_else() -> None:
    found = restore(
        f"---\ntitle: 山里的灯\ntags: [医疗, 援助]\n{_ALIASES}\n---\n\n灯亮了。\n".encode()
    )
    (part,) = found.parts
    assert part.meta["title"] == "山里的灯"
    assert part.meta["tags"] == "['医疗', '援助']"
    assert max(map(len, part.meta.values())) < 10_000


def test_a_key_of_ten_thousand_parts_in_front_matter_is_text() -> None:
    raw = f"+++\n{'a.' * 10_000}b = 1\ntitle = '山里的灯'\n+++\n\n灯亮了。\n"
    (part,) = restore(raw.encode()).parts
    assert not any(key.startswith("a.") for key in part.meta)
