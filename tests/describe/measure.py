"""How near found values are to the wanted ones; a place above or below a wanted one is right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


def without(want: Sequence[str], got: Sequence[str]) -> list[str]:
    """Return the wanted values that are missing; a place inside a wanted one stands for it."""
    return [w for w in want if not any(g == w or g.startswith(f"{w}/") for g in got)]


def more(want: Sequence[str], got: Sequence[str]) -> list[str]:
    """Return the found values that nobody wanted."""
    return [
        g
        for g in got
        if not any(g == w or g.startswith(f"{w}/") or w.startswith(f"{g}/") for w in want)
    ]


@dataclass
class Tally:
    right: int = 0
    missing: int = 0
    more: int = 0

    def add(self, want: Sequence[str], got: Sequence[str]) -> None:
        missing = len(without(want, got))
        self.right += len(want) - missing
        self.missing += missing
        self.more += len(more(want, got))

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + self.more)

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + self.missing)
