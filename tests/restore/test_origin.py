"""Print shows that it was recognised; only there a misread word is set right."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.restore.cases import cases

from aidstories.restore.origin import CERTAIN, Origin, plain_origin
from aidstories.restore.reading.capture import open_capture
from aidstories.restore.run import restore


@pytest.mark.parametrize("case", cases("origin", "print"))
def test_print(case: dict[str, str]) -> None:
    assert open_capture(case["raw"]).origin.with_words(1, len(case["raw"])).ocr >= CERTAIN


@pytest.mark.parametrize("case", cases("origin", "web"))
def test_web(case: dict[str, str]) -> None:
    assert open_capture(case["raw"]).origin.with_words(1, len(case["raw"])).ocr < CERTAIN


@pytest.mark.parametrize("case", cases("origin", "misread"))
def test_misread(case: dict[str, object]) -> None:
    found = restore(str(case["raw"]).encode())
    text = "\n".join(p.text for a in found.articles for p in a.passages)
    holds = case["holds"]
    assert isinstance(holds, list)
    assert [w for w in holds if w not in text] == []
    assert sum(f.reason == "confusion" for f in found.flags) == case.get("flags", 0)


def test_words_count_by_length() -> None:
    """Three impossible words in a page show recognition, in a book they do not."""
    assert plain_origin([]).with_words(3, 2_000).ocr >= CERTAIN
    assert plain_origin([]).with_words(3, 200_000).ocr < CERTAIN


def test_no_word_says_nothing() -> None:
    assert plain_origin([]).with_words(0, 200_000) == plain_origin([])


@given(st.lists(st.text(min_size=1)))
def test_is_a_probability(paragraphs: list[str]) -> None:
    assert 0 <= plain_origin(paragraphs).ocr <= 1
    assert Origin().with_words(1, sum(map(len, paragraphs))).ocr < CERTAIN
