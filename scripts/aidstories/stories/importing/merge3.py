"""Three versions of a sequence, side by side: what each of two sides made of their base."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Generic, TypeVar

T = TypeVar("T", bound=Hashable)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hunk(Generic[T]):
    """A stretch of ``base`` with what ``ours`` and ``theirs`` have in its place."""

    base: Sequence[T]
    ours: Sequence[T]
    theirs: Sequence[T]

    @property
    def agreed(self) -> Sequence[T] | None:
        """What both agree on, or the one side's change; None where the two contradict."""
        if self.theirs in (self.base, self.ours):
            return self.ours
        return self.theirs if self.ours == self.base else None


def merge3(base: Sequence[T], ours: Sequence[T], theirs: Sequence[T]) -> Iterator[Hunk[T]]:
    """Yield the hunks of three sequences in order; together they are the three of them.

    Changes of the two sides that overlap or touch come in one hunk (as in diff3; Khanna,
    Kunal and Pierce, A Formal Investigation of Diff3, 2007).
    """
    mine, other = _changes(base, ours), _changes(base, theirs)
    at = a = b = 0
    while mine or other:
        start = min(side[0][0] for side in (mine, other) if side)
        end, grown = start, True
        taken_a, taken_b = list[_Change](), list[_Change]()
        while grown:
            grown = False
            for side, taken in ((mine, taken_a), (other, taken_b)):
                while side and side[0][0] <= end:
                    taken.append(side.pop(0))
                    end, grown = max(end, taken[-1][1]), True
        same = start - at
        yield Hunk(base=base[at:start], ours=ours[a : a + same], theirs=theirs[b : b + same])
        a, b = a + same, b + same
        to_a, to_b = a + _length(start, end, taken_a), b + _length(start, end, taken_b)
        yield Hunk(base=base[start:end], ours=ours[a:to_a], theirs=theirs[b:to_b])
        at, a, b = end, to_a, to_b
    yield Hunk(base=base[at:], ours=ours[a:], theirs=theirs[b:])


_Change = tuple[int, int, int]
"""Start and end of what changed in the base, and how many items longer it became."""


def _changes(base: Sequence[T], other: Sequence[T]) -> list[_Change]:
    codes = SequenceMatcher(None, base, other, autojunk=False).get_opcodes()
    return [(i, j, (n - m) - (j - i)) for tag, i, j, m, n in codes if tag != "equal"]


def _length(start: int, end: int, taken: Sequence[_Change]) -> int:
    return end - start + sum(longer for _, _, longer in taken)
