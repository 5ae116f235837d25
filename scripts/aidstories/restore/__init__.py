"""Text → text: a capture becomes the articles that the newspaper printed."""

from __future__ import annotations

from collections.abc import Sequence

from aidstories.model import Correction, Restoration
from aidstories.restore import ledger, settle
from aidstories.restore.accept import accept
from aidstories.restore.corrections import correct
from aidstories.restore.decode import decode
from aidstories.restore.draft import Pass
from aidstories.restore.passes import (
    breaks,
    columns,
    debris,
    figures,
    formulas,
    furniture,
    heads,
    imprint,
    letters,
    misreadings,
    notes,
    parts,
    quotes,
    readings,
    repeats,
    spaced,
    tables,
    tibetan,
    titles,
    verse,
    width,
    zones,
)
from aidstories.restore.reading.capture import open_capture

EDITOR = "editor"
"""The ``by`` of an editor's own edits."""
PASSES: tuple[Pass, ...] = (
    debris.decode_entities,
    formulas.set_formulas,
    debris.strip_controls,
    misreadings.shift_back,
    tables.set_cells,
    verse.label_verse,
    columns.split_lines,
    debris.strip_marks,
    debris.drop_empty,
    columns.close_columns,
    spaced.close_names,
    readings.strip_readings,
    tibetan.regularise_tibetan,
    furniture.strip_furniture,
    repeats.drop_running_heads,
    letters.label_letters,
    letters.label_interviews,
    parts.label_parts,
    verse.join_lines,
    figures.cut_credits,
    figures.label_figures,
    imprint.cut_end_bylines,
    heads.cut_datelines,
    titles.quote_names,
    zones.label_zones,
    repeats.drop_repeats,
    heads.label_announced,
    notes.strip_note_labels,
    heads.label_heads,
    figures.caption_images,
    breaks.join_breaks,
    misreadings.correct_confusions,
    width.regularise_width,
    quotes.regularise_quotes,
    breaks.mark_gaps,
)
"""Every pass, in order: what a later pass reads, an earlier one has set right."""


def restore(data: bytes, *, decisions: Sequence[Correction] = ()) -> Restoration:
    """Restore one capture, given as bytes; ``decisions`` are an editor's corrections.

    Raises CorrectionError where a correction does not fit the restored text. Any bytes can be
    restored: what is no text yields no articles.
    """
    decoded = decode(data)
    draft = open_capture(decoded.text)
    for step in PASSES:
        draft = accept(draft, step.__name__, step(draft))
    if decisions:
        draft = accept(draft, EDITOR, correct(draft, decisions))
    book = settle.settle(draft)
    return Restoration(
        raw=decoded.text,
        encoding=decoded.encoding,
        articles=ledger.apply(decoded.text, book),
        ledger=book,
        flags=draft.flags,
        meta=draft.meta,
    )
