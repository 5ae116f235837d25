"""What pages may not hold, by cases; that a build refuses it."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from aidstories.stories.checks.page_markup import check_markup, faults
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


@pytest.mark.parametrize(
    ("name", "text", "line"),
    [
        ("a.html", "<p>甲</p>\n<SCRIPT>1</SCRIPT>", 2),
        ("a.svg", '<svg xmlns="http://www.w3.org/2000/svg"\n onload="x()"/>', 2),
        ("a.HTM", '<meta http-equiv="refresh" content="0;url=//a.example">', 1),
        ("b.html", "<p>google-site-verification: 甲</p>", 0),
        ("b.svg", '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>', 0),
        ("a.txt", "<script>1</script>", 0),
    ],
)
def test_files_that_browsers_open_as_pages_run_nothing(
    archive: Archive, name: str, text: str, line: int
) -> None:
    file = archive.docs / "about" / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, "utf-8")
    told = [(path, problems[0].line) for path, problems in check_markup(archive.paths)]
    assert told == ([(file, line)] if line else [])
