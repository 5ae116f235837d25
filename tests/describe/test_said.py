"""What an article says again."""

from __future__ import annotations

import pytest

from aidstories.describe.said import Said

QUESTIONS = 1_001
"""One more than the text itself answers."""


@pytest.mark.parametrize(
    "text", ["周山说，周山和周小山。", "人人人人人", "山山水水山山水", "", "山"]
)
def test_many_questions_are_answered_as_few_are(text: str) -> None:
    said = Said(text)
    for _ in range(QUESTIONS):
        said.count("周山")
    for size in range(2, 6):
        for at in range(len(text)):
            words = text[at : at + size]
            assert len(words) < 2 or said.count(words) == text.count(words)
    assert said.count("王燕") == 0
