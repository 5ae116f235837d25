"""A capture becomes the articles that the newspaper printed: extract, restore, settle."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from aidstories.model import (
    Article,
    Correction,
    Flag,
    Ledger,
    Restoration,
    RestoredPart,
    Structure,
)
from aidstories.restore import ledger as ledgers
from aidstories.restore import settle
from aidstories.restore.accept import accept
from aidstories.restore.corrections import correct
from aidstories.restore.draft import Draft, Pass
from aidstories.restore.joining import joined
from aidstories.restore.passes import (
    alike,
    breaks,
    closing,
    columns,
    debris,
    end_bylines,
    filing,
    formulas,
    furniture,
    garbled,
    heads,
    letters,
    misreadings,
    notes,
    numerals,
    outcome,
    parts,
    quotes,
    readings,
    repeats,
    replies,
    run_together,
    series,
    source_lines,
    spaced,
    tables,
    tibetan,
    title_days,
    titles,
    verse,
    width,
    writers,
    zones,
)
from aidstories.restore.passes.figures import captions, credits, images
from aidstories.restore.passes.lost_pictures import counted, shown, titled
from aidstories.restore.reading.capture import open_part
from aidstories.restore.reading.extract import extract
from aidstories.restore.reading.extraction import Extraction, Part
from aidstories.restore.structure import EDITOR, restructured
from aidstories.restore.together import Doubted, Restored, together, translated
from aidstories.restore.tongues import told_apart

PASSES: tuple[Pass, ...] = (
    debris.decode_entities,
    garbled.doubt_garbled,
    debris.set_raised,
    formulas.set_formulas,
    debris.strip_controls,
    repeats.halve_lines,
    misreadings.shift_back,
    tables.set_cells,
    verse.cut_verse,
    verse.label_verse,
    columns.split_lines,
    run_together.part_lines,
    run_together.part_files,
    repeats.drop_contents,
    debris.strip_marks,
    debris.drop_empty,
    closing.close_columns,
    spaced.close_letters,
    notes.close_labels,
    spaced.close_names,
    readings.strip_readings,
    tibetan.regularise_tibetan,
    tibetan.join_labels,
    tibetan.label_heads,
    source_lines.join_values,
    furniture.strip_furniture,
    furniture.drop_over_crumb,
    repeats.drop_leads,
    repeats.drop_running_heads,
    repeats.drop_page_numbers,
    letters.label_letters,
    letters.label_interviews,
    parts.label_parts,
    verse.join_lines,
    filing.strip_filing,
    filing.strip_desks,
    replies.drop_replies,
    credits.cut_credits,
    title_days.cut_shown,
    captions.label_figures,
    captions.label_rows,
    captions.label_opening_row,
    captions.label_cut_caption,
    titles.strip_slugs,
    titles.strip_tails,
    titled.label_titled,
    counted.label_counted,
    shown.label_shown,
    end_bylines.cut_end_bylines,
    end_bylines.label_house,
    title_days.cut_glued,
    title_days.cut_days,
    writers.cut_writers,
    writers.label_writer,
    writers.label_tellers,
    source_lines.label_paper,
    source_lines.label_masthead,
    source_lines.label_events,
    source_lines.join_source,
    heads.cut_datelines,
    captions.label_over_dateline,
    titles.quote_names,
    titles.strip_lures,
    titles.strip_paths,
    titles.strip_sites,
    titles.label_named,
    titles.label_decks,
    titles.strip_former,
    titles.label_numbered,
    titles.label_series,
    titles.label_columns,
    notes.label_opening_note,
    series.label_timetable,
    heads.label_days,
    series.label_series,
    series.label_over_source,
    zones.label_zones,
    captions.doubt_over_byline,
    heads.label_phrases,
    repeats.caption_doubles,
    repeats.drop_repeats,
    titles.label_announced,
    notes.label_notes_behind,
    notes.strip_note_labels,
    heads.label_heads,
    alike.label_alike,
    titles.strip_list_marks,
    numerals.join_numerals,
    images.caption_images,
    breaks.join_breaks,
    misreadings.correct_confusions,
    garbled.doubt_left,
    width.regularise_width,
    quotes.regularise_quotes,
    breaks.mark_gaps,
    outcome.doubt_slight,
    outcome.doubt_said_again,
    outcome.doubt_page_words,
    outcome.doubt_troubled,
)
"""Every pass, in order: what a later pass reads, an earlier one has set right."""


def restore(data: bytes, *, decisions: Sequence[Correction] = ()) -> Restoration:
    """Restore one capture, given as bytes; ``decisions`` are an editor's corrections.

    Raises CorrectionError where a correction does not fit the restored text, and what `extract`
    and `restore_extraction` raise.
    """
    return restore_extraction(extract(data), decisions=decisions)


def restore_extraction(
    extraction: Extraction,
    *,
    decisions: Sequence[Correction] = (),
    structure: Sequence[Structure] = (),
) -> Restoration:
    """Restore an opened capture, part by part, into one ledger of the whole.

    Raises CorrectionError where a correction does not fit the restored text, StructureError where
    a decision of ``structure`` does not. A part that is no article yields none.
    """
    restored = [_restored(part) for part in extraction.parts]
    drafts = [one.draft for one in restored]
    draft = joined(drafts)
    parts = tuple(map(_part, extraction.parts, drafts))
    if decisions:
        draft = accept(draft, EDITOR, correct(draft, decisions))
    if structure:
        draft = restructured(draft, structure)
        parts = _recounted(parts, extraction.parts, draft)
    ledger = settle.settle(draft)
    articles = ledgers.apply(draft.raw, ledger)
    second = list(_translations(restored, parts, articles, ledger))
    doubts = (flag for one in second for flag in one.flags)
    return Restoration(
        raw=draft.raw,
        encoding=extraction.encoding,
        articles=articles,
        ledger=ledger,
        flags=(*draft.flags, *doubts, *_unread(extraction.parts)),
        parts=parts,
        reader=extraction.reader,
        translations=tuple(one.article for one in second),
    )


def _translations(
    restored: Sequence[Restored],
    parts: Sequence[RestoredPart],
    articles: Sequence[Article],
    ledger: Ledger,
) -> Iterator[Doubted]:
    """Yield what the parts say in a second language; of more than its articles, of the last."""
    first = by = 0
    for one, part in zip(restored, parts, strict=True):
        last = first + part.articles - 1
        for number, second in enumerate(one.second, first):
            if number <= last:
                yield translated(second, by, number, articles[number], ledger)
        first, by = last + 1, by + len(one.draft.raw)


def _restored(part: Part) -> Restored:
    """Return one part behind all passes, each of its languages by itself."""
    return together([_passed(draft) for draft in told_apart(open_part(part))])


def _passed(draft: Draft) -> Draft:
    for step in PASSES:
        draft = accept(draft, step.__name__, step(draft))
    return draft


def _unread(parts: Sequence[Part]) -> Iterator[Flag]:
    """Yield a flag for each part that stands for something which could not be read."""
    at = 0
    for part in parts:
        if part.unread:
            yield Flag(
                start=at, end=at, by="extract", reason="unread", quote=part.unread, weight=1.0
            )
        at += len(part.text)


def _part(part: Part, draft: Draft) -> RestoredPart:
    begun = sum(block.begins for block in draft.blocks[1:]) + bool(draft.blocks)
    return RestoredPart(name=part.name, meta=draft.meta, articles=begun)


def _recounted(
    found: Sequence[RestoredPart], parts: Sequence[Part], draft: Draft
) -> tuple[RestoredPart, ...]:
    """Return the parts with the number of articles that begin in each of ``draft``."""
    begins = [b.spans[0][0] for n, b in enumerate(draft.blocks) if b.begins or n == 0]
    ends = list(accumulate(len(part.text) for part in parts))
    counted = (
        sum(end - len(part.text) <= start < end for start in begins)
        for part, end in zip(parts, ends, strict=True)
    )
    return tuple(replace(part, articles=n) for part, n in zip(found, counted, strict=True))
