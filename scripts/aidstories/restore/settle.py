"""A finished draft → its ledger."""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter

from aidstories.model import Edit, Kind, Ledger, Role, Slot
from aidstories.restore.conservation import GONE, MARKS, LedgerError, count, is_inside, uncovered
from aidstories.restore.draft import Block, Draft

BLANK = "blank"
"""Reason of the strips that `settle` makes: white space between passages."""


def settle(draft: Draft) -> Ledger:
    """Return the ledger of a finished draft; white space between blocks becomes strips.

    Raises LedgerError where characters other than white space have no fate.
    """
    layout = tuple(
        tuple(
            Slot(role=b.role or Role.PARAGRAPH, spans=b.spans, gap=b.gap, src=b.src)
            for b in article
        )
        for article in articles_of(draft)
    )
    edits = _effective(draft.edits)
    shown = [span for article in layout for slot in article for span in slot.spans]
    taken = [(start, end) for start, end, _, _, kind, _, _ in edits if kind in GONE]
    for start, end in uncovered(shown + taken, len(draft.raw)):
        old = draft.raw[start:end]
        if not old.isspace():
            raise LedgerError(f"characters {start}–{end} have no fate: {old[:40]!r}")
        edits.append(Edit(start, end, old, "", Kind.STRIP, "settle", BLANK))
    edits.sort(key=itemgetter(0, 1))
    edits = [e for e in edits if e.kind is not Kind.MOVE or is_inside((e.start, e.end), shown)]
    counts = count(len(draft.raw), edits)
    return Ledger(length=len(draft.raw), edits=tuple(edits), layout=layout, counts=counts)


def _effective(edits: Sequence[Edit]) -> list[Edit]:
    """Return the edits without those that a later edit of the same or a wider span took in."""
    marks = dict.fromkeys(e for e in edits if e.kind in MARKS)
    text = [e for e in reversed(edits) if e.kind not in MARKS]
    kept: list[Edit] = []
    text.sort(key=itemgetter(1), reverse=True)
    text.sort(key=itemgetter(0))  # by start, the widest first, of equals the latest
    for edit in text:
        if not kept or edit.end > kept[-1].end or edit.start >= kept[-1].end:
            kept.append(edit)
    return [*kept, *marks]


def articles_of(draft: Draft) -> list[list[Block]]:
    """Return the blocks of each article of ``draft``."""
    articles: list[list[Block]] = []
    for block in draft.blocks:
        if block.begins or not articles:
            articles.append([])
        articles[-1].append(block)
    return articles
