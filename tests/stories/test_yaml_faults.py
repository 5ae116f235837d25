"""Front matter that is no YAML is explained in Chinese, on the line where an editor sees it."""

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aidstories.errors import BadInput
from aidstories.stories.format.front_matter import read_front_matter
from tests.archive import HOME

CASES = tomllib.loads((HOME / "tests/cases/yaml_faults.toml").read_text("utf-8"))


def _read(text: str) -> Any:
    return read_front_matter(f"---\n{text}\n---\n\n正文。\n", "a.md")


@pytest.mark.parametrize("case", CASES["fault"], ids=lambda case: case["name"])
def test_a_fault_is_said_where_it_is_seen(case: dict[str, Any]) -> None:
    with pytest.raises(BadInput) as caught:
        _read(case["text"])
    (problem,) = caught.value.problems
    assert problem.line == case["line"] + 1  # the fence is line 1
    assert [word for word in case["words"] if word not in problem.zh] == []
    assert problem.en.isascii()


@pytest.mark.parametrize("case", CASES["right"], ids=lambda case: case["name"])
def test_what_reads_well_is_left_alone(case: dict[str, Any]) -> None:
    assert _read(case["text"]).problems == []


@given(st.text(alphabet="ab:：'\"[]{}#*&@\t\n -，文", max_size=60))
def test_any_text_is_read_or_explained(text: str) -> None:
    try:
        _read(text)
    except BadInput as error:
        assert all(p.line and p.line <= text.count("\n") + 3 for p in error.problems)
