"""Text → text: a capture becomes the articles that the newspaper printed."""

from __future__ import annotations

from collections.abc import Sequence

from aidstories.model import Restoration
from aidstories.restore import (
    breaks,
    columns,
    debris,
    figures,
    furniture,
    heads,
    ledger,
    repeats,
    width,
)
from aidstories.restore.capture import open_capture
from aidstories.restore.decode import decode
from aidstories.restore.draft import Draft, Pass, accept

PASSES: tuple[Pass, ...] = (
    debris.strip_controls,
    debris.strip_marks,
    columns.split_lines,
    debris.drop_empty,
    columns.close_columns,
    furniture.drop_furniture,
    repeats.drop_repeats,
    figures.cut_credits,
    figures.label_figures,
    furniture.label_sources,
    furniture.cut_end_bylines,
    heads.label_bylines,
    heads.label_announced,
    furniture.label_notes,
    heads.label_heads,
    figures.caption_images,
    breaks.join_breaks,
    width.regularise_width,
    width.regularise_quotes,
    breaks.mark_gaps,
)
"""Every pass, in order: what a later pass reads, an earlier one has set right."""


def restore(data: bytes) -> Restoration:
    """Restore one capture, given as bytes."""
    decoded = decode(data)
    draft: Draft = open_capture(decoded.text)
    for step in PASSES:
        draft = accept(draft, step.__name__, step(draft))
    book = ledger.settle(draft)
    return Restoration(
        raw=decoded.text,
        encoding=decoded.encoding,
        articles=ledger.apply(decoded.text, book),
        ledger=book,
        flags=draft.flags,
        meta=draft.meta,
    )
