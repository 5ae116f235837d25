"""The tree says where a line belongs: each answer of the newcomer's test is still right."""

import tomllib

import pytest

from tests.archive import HOME

QUESTIONS = tomllib.loads((HOME / "tests/newcomer.toml").read_text("utf-8"))["question"]


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: question["ask"])
def test_the_answer_holds(question: dict[str, str]) -> None:
    assert question["holds"] in (HOME / question["file"]).read_text("utf-8")


def test_there_are_twenty() -> None:
    assert len({question["ask"] for question in QUESTIONS}) == 20
