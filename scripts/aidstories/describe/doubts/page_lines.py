"""The lines of a page beside an article's running text: what it kept of them, what it dropped."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import NamedTuple

from aidstories.model import TEXT_ROLES, Edit, Kind, Passage, Restoration, Role, Slot, Span
from aidstories.restore.lexicon.late import late

_OF_PAGE = frozenset({"boilerplate", "controls", "page", "section", "staff"})
"""Reasons of ``reasons.csv`` why a line that readers saw is no part of an article."""
_LONGEST = 200
"""Characters of a line of head or tail; prose and style sheets have more, chosen by hand."""
_SHORT = 60
"""Characters of a passage that may have been a line of the head or the tail, chosen by hand."""
_OPENING, _CLOSING = 5, 4
"""Passages among which such a line may stand, chosen by hand."""
_MOST = 60
"""Lines of the head, and of the tail, that are read: a page of the development captures has 40."""
_TAG = late(r"<[^<>]{0,400}>|&\w{2,8};")
_CODE = late(r"[{}]|=>|\$\w")
"""What stands in a style sheet or a program, and in no line that readers see."""


class PageLine(NamedTuple):
    """A line of a page; ``role`` is None where it was dropped as the page's own.

    ``sure`` is the weight of the flag on its label, 1 without one.
    """

    text: str
    role: Role | None
    sure: float = 1.0

    @property
    def running(self) -> bool:
        """Whether it is a short passage of the running text, near its beginning or end."""
        return self.role in TEXT_ROLES


def page_lines(restored: Restoration) -> tuple[tuple[PageLine, ...], ...]:
    """Return for each article of a capture the lines that may say something of it, in order."""
    layout = restored.ledger.layout
    flags = sorted((f.start, f.end, f.weight) for f in restored.flags if f.reason == "zone")
    near: list[list[tuple[int, PageLine]]] = [
        list(_kept(slots, article.passages, flags))
        for slots, article in zip(layout, restored.articles, strict=True)
    ]
    extents = sorted((*_extent(slots), n) for n, slots in enumerate(layout))
    starts = [start for start, _, _ in extents]
    for edit in filter(_is_of_page, restored.ledger.edits if layout else ()):
        at = bisect(starts, edit.start)
        beside = extents[max(0, at - 1) : at + 1]
        whose = min(beside, key=lambda extent: _distance(extent, edit.start))[2]
        near[whose] += [(edit.start, PageLine(text, None)) for text in _texts(edit.old)]
    return tuple(tuple(_outer(sorted(of, key=lambda o: o[0]))) for of in near)


def _outer(lines: Sequence[tuple[int, PageLine]]) -> Iterator[PageLine]:
    """Yield the lines that are near the head or the tail, where there are many."""
    middle = range(_MOST, len(lines) - _MOST)
    return (line for n, (_, line) in enumerate(lines) if n not in middle)


def _kept(
    slots: Sequence[Slot],
    passages: Sequence[Passage],
    flags: Sequence[tuple[int, int, float]],
) -> Iterator[tuple[int, PageLine]]:
    for n, (slot, passage) in enumerate(zip(slots, passages, strict=True)):
        outside = n < _OPENING or n >= len(slots) - _CLOSING
        if slot.role not in TEXT_ROLES or (outside and len(passage.text) <= _SHORT):
            sure = min(
                chain.from_iterable(_weights(span, flags) for span in slot.spans), default=1.0
            )
            yield slot.spans[0][0], PageLine(passage.text, slot.role, sure)


def _weights(span: Span, flags: Sequence[tuple[int, int, float]]) -> Iterator[float]:
    """Yield the weights of the flags on a span; flags stand side by side, in order."""
    for start, end, weight in flags[max(0, bisect(flags, (span[0],)) - 1) :]:
        if start >= span[1]:
            return
        if end > span[0]:
            yield weight


def _is_of_page(edit: Edit) -> bool:
    return edit.kind is Kind.STRIP and edit.reason in _OF_PAGE and not _CODE.search(edit.old)


def _texts(old: str) -> Iterator[str]:
    lines = (line.strip() for line in _TAG.sub("\n", old).splitlines())
    return (line for line in lines if 1 < len(line) <= _LONGEST)


def _extent(slots: Sequence[Slot]) -> Span:
    places = list(chain.from_iterable(span for slot in slots for span in slot.spans))
    return min(places, default=0), max(places, default=0)


def _distance(extent: tuple[int, int, int], at: int) -> int:
    return max(extent[0] - at, at - extent[1], 0)
