"""What one changed line changes elsewhere on a page, as it was read and approved (tests/approved).

A rule that counts, measures or asks its neighbours decides otherwise on one of these pages.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

import pytest
from tests.approved import approve, approved, cut
from tests.restore.generated.pages import page

from aidstories.restore.run import restore

PAGES = (
    *(3_000_101, 3_000_103, 3_000_111, 3_000_112, 3_000_122, 3_000_123),
    *(3_000_125, 3_000_128, 3_000_129, 3_000_136, 3_000_139),
)
"""Generated pages, one or two of each kind; above those that test_approved.py has whole."""
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


def _outcome(lines: Lines) -> Counter[str]:
    """Return passages, edits and flags, without places: these are others behind any change."""
    found = restore("\n".join(lines).encode())
    passages = (f"{p.role} {cut(p.text)}" for article in found.articles for p in article.passages)
    edits = (e for e in found.ledger.edits if e.reason != "blank")
    changed = (f"{e.kind} {e.by} {e.reason} {cut(e.old)}→{cut(e.new)}" for e in edits)
    doubts = (f"? {f.by} {f.reason} {f.weight:.2f} {cut(f.quote)}" for f in found.flags)
    return Counter([f"{len(found.articles)} articles", *passages, *changed, *doubts])


def _changed(number: int) -> Iterator[str]:
    """Yield, for each change of a page, the lines of its outcome that are others then."""
    drawn = page(number)
    lines = drawn.raw.split("\n")
    before = _outcome(lines)
    yield f"{drawn.kind} {number}"
    for at, line in enumerate(lines):
        if line.strip():
            for name, change in [*CHANGES.items()][at % 2 :: 2]:
                after = _outcome([*lines[:at], *change(line), *lines[at + 1 :]])
                yield f"== {at} {cut(line, 6)} {name}"
                yield from _told("-", before - after)
                yield from _told("+", after - before)


def _told(sign: str, lines: Counter[str]) -> Iterator[str]:
    yield from (f"{sign} {line}" for line in sorted(lines.elements()))


OUTCOMES = {f"changed/{number}": partial(_changed, number) for number in PAGES}


@pytest.mark.parametrize("name", OUTCOMES)
def test_what_a_change_changes_is_what_was_approved(name: str) -> None:
    approve(name, OUTCOMES[name]())


def test_nothing_else_is_approved() -> None:
    assert approved("changed") == {*OUTCOMES}
