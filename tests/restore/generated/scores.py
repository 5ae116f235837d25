"""Scores by label: what became of each line of a generated page, against what it is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from tests.restore.generated.pages import Mark, Page

from aidstories.model import TEXT_ROLES, Restoration, Role, Span
from aidstories.restore.run import restore
from aidstories.restore.zones.labels import ROLES, Zone

DROPPED = "dropped"
"""What is right for every line that is no part of an article."""
_KEPT = {Zone.TEXT: "text", Zone.HEADING: "heading"}
_LABEL = 6
"""Characters of the label of a note."""
_TEXT = (*(r for r in TEXT_ROLES if r is not Role.HEADING), Role.DATELINE)


@dataclass(frozen=True, slots=True)
class Score:
    """Precision, recall and their harmonic mean; ``of`` is the number of right lines."""

    precision: float
    recall: float
    f1: float
    of: int


def right(label: Zone) -> str:
    """Return what should become of a line: a role, or that it is dropped."""
    return str(ROLES[label]) if label in ROLES else _KEPT.get(label, DROPPED)


def fate(made: Restoration, mark: Mark) -> str:
    """Return what became of most characters of a line."""
    size: Counter[str] = Counter()
    for article in made.ledger.layout:
        for slot in article:
            name = "text" if slot.role in _TEXT else str(slot.role)
            size[name] += sum(_shared(span, (mark.start, mark.end)) for span in slot.spans)
    size[DROPPED] = mark.end - mark.start - sum(size.values())
    return size.most_common(1)[0][0]


def _shared(one: Span, other: Span) -> int:
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


@cache
def restored(raw: str) -> Restoration:
    """Return what restoration makes of a page, which several tests ask: once for all of them."""
    return restore(raw.encode())


def fates(page: Page) -> list[tuple[Zone, str, str]]:
    """Return for each line of a page its label, what is right, and what became of it."""
    made = restored(page.raw)
    return [(m.label, _right(m), fate(made, m)) for m in page.marks]


def flags(page: Page) -> list[tuple[bool, bool]]:
    """Return for each line of a page whether it is right, and whether a flag stands on it."""
    made = restored(page.raw)
    return [
        (
            _right(m) == fate(made, m),
            any(f.start < m.end and m.start < f.end for f in made.flags),
        )
        for m in page.marks
    ]


def _right(mark: Mark) -> str:
    """Return what should become of a line; 编者按 alone is a label, no note."""
    alone = mark.label is Zone.NOTE and mark.end - mark.start <= _LABEL
    return DROPPED if alone else right(mark.label)


def scores(pairs: Iterable[tuple[str, str]]) -> Mapping[str, Score]:
    """Return the scores of pairs of (right, found)."""
    wanted: Counter[str] = Counter()
    got: Counter[str] = Counter()
    both: Counter[str] = Counter()
    for good, found in pairs:
        wanted[good] += 1
        got[found] += 1
        both[good] += good == found
    table = {}
    for name, of in sorted(wanted.items()):
        precision, recall = both[name] / max(1, got[name]), both[name] / of
        f1 = 2 * precision * recall / max(1e-9, precision + recall)
        table[name] = Score(precision, recall, f1, of)
    return table
