"""What pages may not hold, by cases; that a build refuses it."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from aidstories.stories.checks.page_markup import faults
from tests.archive import HOME, Archive

CASES = tomllib.loads((HOME / "tests/cases/page_markup.toml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES["fault"], ids=lambda case: case["text"][:30])
def test_what_may_not_stand_in_a_page_is_told(case: dict[str, Any]) -> None:
    found = list(faults(case["text"]))
    wanted = case.get("lines", [None])
    assert [line for line, _ in found[: len(wanted)]] == wanted
    assert case["words"] in found[0][1].zh


@pytest.mark.parametrize("case", CASES["right"], ids=lambda case: case["text"][:30])
def test_what_may_stand_in_a_page_is_not(case: dict[str, str]) -> None:
    assert not list(faults(case["text"]))


def test_check_names_the_page_and_the_line(archive: Archive) -> None:
    page = archive.docs / "about/me.md"
    page.parent.mkdir(exist_ok=True)
    page.write_text("# 我们\n\n<script>1</script>\n", "utf-8")
    done = archive.run("check")
    assert done.exit_code == 1 and "about/me.md:3: “<script>”不能" in done.stderr
