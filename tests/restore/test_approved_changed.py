"""What one changed line changes elsewhere on a page, as it was read and approved (tests/approved).

A rule that counts, measures or asks its neighbours decides otherwise on one of these pages.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

import pytest
from tests.approved import approve, approved, cut
from tests.changes import changed, signs
from tests.restore.cases import CASES
from tests.restore.generated.pages import page

from aidstories.restore.run import restore

PAGES = (
    *(3_000_101, 3_000_103, 3_000_111, 3_000_112, 3_000_122, 3_000_123),
    *(3_000_125, 3_000_128, 3_000_129, 3_000_136, 3_000_139),
)
"""Generated pages, one or two of each kind; above those that test_approved.py has whole."""
MARKED = {
    "width": 3,
    "breaks": 6,
    "formulas": 4,
    "markup": 60,
    "source_forms": 16,
    "byline_forms": 24,
}
"""Cases whose signs are changed: one of so many."""
_MORE = "，当地的人们都这样说"
_TEXT = "那一年，医疗队在县里办起了学堂，二十名学员跟着老师学了整整一年。"

Lines = Sequence[str]


def _longer(line: str) -> str:
    head, mark = (line[:-1], line[-1]) if line[-1:] in "。！？" else (line, "")
    return f"{head}{_MORE}{mark}"


CHANGES: Mapping[str, Callable[[str], Lines]] = {
    "gone": lambda line: [],
    "twice": lambda line: [line, line],
    "half": lambda line: [line[: len(line) // 2]],
    "longer": lambda line: [_longer(line)],
    "parted": lambda line: [line[: len(line) // 2], line[len(line) // 2 :]],
    "behind a text": lambda line: [_TEXT, line],
    "indented": lambda line: [f"\u3000\u3000{line}"],
    "marked": lambda line: [f"（{line}）"],
}


def _outcome(lines: Lines) -> Iterator[str]:
    """Yield passages, edits and flags, without places: these are others behind any change."""
    found = restore("\n".join(lines).encode())
    yield f"{len(found.articles)} articles"
    for article in found.articles:
        yield from (f"{p.role} {cut(p.text)}" for p in article.passages)
    for e in found.ledger.edits:
        if e.reason != "blank":
            yield f"{e.kind} {e.by} {e.reason} {cut(e.old)}→{cut(e.new)}"
    for f in found.flags:
        yield f"? {f.by} {f.reason} {f.weight:.2f} {cut(f.quote)}"


def _variants(lines: Lines) -> Iterator[tuple[str, Lines]]:
    """Yield a page with a line changed: of each line half of the changes, by turns."""
    for at, line in enumerate(lines):
        if line.strip():
            for name, change in [*CHANGES.items()][at % 2 :: 2]:
                yield f"{at} {cut(line, 6)} {name}", [*lines[:at], *change(line), *lines[at + 1 :]]


def _changed(number: int) -> Iterator[str]:
    """Yield, for each change of a page, the lines of its outcome that are others then."""
    drawn = page(number)
    lines = drawn.raw.split("\n")
    yield f"{drawn.kind} {number}"
    yield from changed(lines, _variants(lines), _outcome)


def _marked(name: str, of: int) -> Iterator[str]:
    """Yield what becomes of the cases of a file, each without a sign or with one twice."""
    for group, cases in tomllib.loads((CASES / f"{name}.toml").read_text("utf-8")).items():
        for case in (case for case in cases if "raw" in case):
            yield f"==== {group} {cut(case['raw'], 12)}"
            yield from changed(case["raw"], signs(case["raw"], of), _said)


def _said(text: str) -> Iterator[str]:
    return _outcome(text.split("\n"))


OUTCOMES = {
    **{f"changed/{number}": partial(_changed, number) for number in PAGES},
    **{f"changed/{name}": partial(_marked, name, of) for name, of in MARKED.items()},
}


@pytest.mark.parametrize("name", OUTCOMES)
def test_what_a_change_changes_is_what_was_approved(name: str) -> None:
    approve(name, OUTCOMES[name]())


def test_nothing_else_is_approved() -> None:
    assert approved("changed") == {*OUTCOMES}
