"""The lines of a page around an article's running text: what it kept of them, what it dropped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from aidstories.model import TEXT_ROLES, Edit, Kind, Restoration, Role, Slot, Span

_OF_PAGE = frozenset({"boilerplate", "controls", "page", "section", "staff"})
"""Reasons of ``reasons.csv`` why a line that readers saw is no part of an article."""
_LONGEST = 200
"""Characters of a line of head or tail; prose and style sheets have more, chosen by hand."""
_TAG = re.compile(r"<[^<>]{0,400}>|&\w{2,8};")
_CODE = re.compile(r"[{}]|=>|\$\w")
"""What stands in a style sheet or a program, and in no line that readers see."""


class PageLine(NamedTuple):
    """A line outside the running text; ``role`` is None where the page's own was dropped."""

    text: str
    role: Role | None
    sure: float = 1.0
    """The weight of the flag that says its label is doubtful, 1 without one."""


def page_lines(restored: Restoration) -> tuple[tuple[PageLine, ...], ...]:
    """Return for each article of a capture the lines that are no running text of it, in order."""
    gone = [edit for edit in restored.ledger.edits if _is_line(edit)]
    flagged = sorted((f.start, f.end, f.weight) for f in restored.flags if f.reason == "zone")
    layout = restored.ledger.layout
    ends = [(_first(slots), _last(slots)) for slots in layout]
    near: list[list[tuple[int, PageLine]]] = [[] for _ in layout]
    for edit in gone if layout else ():
        whose = min(
            range(len(ends)), key=lambda n: max(ends[n][0] - edit.start, edit.start - ends[n][1])
        )
        near[whose] += [(edit.start, PageLine(text, None)) for text in _texts(edit.old)]
    for number, (slots, article) in enumerate(zip(layout, restored.articles, strict=True)):
        count = len(slots)
        for n, (slot, passage) in enumerate(zip(slots, article.passages, strict=True)):
            if slot.role not in TEXT_ROLES or (
                len(passage.text) <= 60 and (n < 5 or n >= count - 4)
            ):
                doubtful = min(
                    (flag[2] for span in slot.spans for flag in flagged if _meet(span, flag[:2])),
                    default=1.0,
                )
                near[number].append((slot.spans[0][0], PageLine(passage.text, slot.role, doubtful)))
    return tuple(tuple(line for _, line in sorted(of, key=lambda o: o[0])) for of in near)


def _is_line(edit: Edit) -> bool:
    return edit.kind is Kind.STRIP and edit.reason in _OF_PAGE and not _CODE.search(edit.old)


def _texts(old: str) -> Iterator[str]:
    for line in _TAG.sub("\n", old).splitlines():
        if 1 < len(line.strip()) <= _LONGEST:
            yield line.strip()


def _first(slots: Sequence[Slot]) -> int:
    return min(start for slot in slots for start, _ in slot.spans)


def _last(slots: Sequence[Slot]) -> int:
    return max(end for slot in slots for _, end in slot.spans)


def _meet(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]
