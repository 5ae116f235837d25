"""The text of a capture that the archive keeps, as its record made it."""

from __future__ import annotations

from aidstories.paths import ArchivePaths
from aidstories.restore.reading.extraction import NO_MAPPING, Extraction
from aidstories.restore.reading.refusal import Refusal
from aidstories.stories.store.files import read_text
from aidstories.stories.store.record import Record


def open_recorded(record: Record, paths: ArchivePaths) -> Extraction:
    """Open the capture of ``record`` as the import of it did.

    Raises OSError where it is gone, `Refusal` where it cannot be read (any more).
    """
    from aidstories.restore.reading.extract import extract  # .1 s: the readers of all forms

    beside = paths.recognition(record.capture)
    return extract(
        paths.capture(record.capture).read_bytes(),
        recognition=read_text(beside) if beside.is_file() else None,
        mapping=record.extracted.mapping if record.extracted else NO_MAPPING,
    )


def recorded_text(record: Record, paths: ArchivePaths) -> str | None:
    """Return the text that the ledger of ``record`` speaks of.

    None where the capture is not at hand or does not give that text any more: `verify` says so.
    """
    try:
        text = open_recorded(record, paths).text
    except (OSError, Refusal):
        return None
    return text if len(text) == record.ledger.length else None
