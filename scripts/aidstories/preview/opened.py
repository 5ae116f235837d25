"""Captures opened for the review page, kept until their files change."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from aidstories.errors import BadInput
from aidstories.model import Article
from aidstories.paths import ArchivePaths
from aidstories.preview.crops import Crops
from aidstories.restore import ledger as ledgers
from aidstories.restore.conservation import LedgerError
from aidstories.stories.store.captures import recorded_text
from aidstories.stories.store.kept import Kept
from aidstories.stories.store.record import Record, read_if_there

_OPEN = 100
"""Captures kept open: the doubts of five pages stand in so many at most."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A capture as its record has it."""

    record: Record
    raw: str
    articles: tuple[Article, ...]


class Captures:
    """Opens captures for cards; the last ones stay open until their files change."""

    def __init__(self, paths: ArchivePaths) -> None:
        self.paths, self.crops = paths, Crops(paths)
        self._kept: Kept[Opened | None] = Kept(self._open, most=_OPEN)

    def of(self, capture: str) -> Opened | None:
        """Return the capture with its articles; None where it cannot be read."""
        return self._kept.of(self.paths.record(capture))

    def _open(self, path: Path) -> tuple[Opened | None, tuple[Path, ...]]:
        try:
            record = read_if_there(path)
        except BadInput:
            return None, ()
        if record is None:
            return None, ()
        files = (self.paths.capture(record.capture), self.paths.recognition(record.capture))
        pages = self.crops.pages(record) if record.extracted else None
        raw = pages.text if pages else recorded_text(record, self.paths)
        if raw is None:
            return None, files
        try:
            articles = ledgers.apply(raw, record.ledger)
        except LedgerError:
            return None, files
        return Opened(record=record, raw=raw, articles=articles), files
