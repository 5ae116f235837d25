"""What a story's page says of its repairs, and the files that show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from aidstories.model import Kind, Story
from aidstories.paths import ArchivePaths
from aidstories.site.story.apparatus import apparatus, counts, to_text
from aidstories.site.story.facsimile import Facsimile
from aidstories.stories.store.captures import recorded_text
from aidstories.stories.store.record import Record
from aidstories.tables import Reason

FOLDER = "apparatus"
"""Folder of the files; apart from the stories, because they quote the capture's own addresses."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repairs:
    """How often a story was repaired, by kind; addresses are relative to the site's root.

    ``file`` is None where the capture itself is not at hand.
    """

    counts: tuple[tuple[Kind, int], ...]
    ledger: str
    file: str | None

    @property
    def total(self) -> int:
        """All edits of the story."""
        return sum(number for _, number in self.counts)


def repairs(paths: ArchivePaths, records: Iterable[Record]) -> dict[str, Repairs]:
    """Return, by id, the repairs of every story that one of ``records`` speaks of."""
    return {
        story.id: Repairs(
            counts=tuple((kind, by_kind[kind]) for kind in Kind if by_kind[kind]),
            ledger=f"ledgers/{paths.record(record.capture).name}",
            file=f"{FOLDER}/{story.id}.json" if paths.capture(record.capture).is_file() else None,
        )
        for record in records
        for story, by_kind in zip(record.stories, counts(record.ledger), strict=True)
    }


def write_apparatus(
    paths: ArchivePaths,
    site: Path,
    stories: Iterable[Story],
    records: Iterable[Record],
    reasons: Mapping[str, Reason],
    facsimiles: Mapping[str, Facsimile],
) -> None:
    """Write the apparatus of every story whose capture is at hand into the folder ``site``.

    ``facsimiles`` go by the stories' ids.
    """
    published = {story.id: story.article for story in stories}
    for record in records:
        raw = recorded_text(record, paths)
        if raw is None:
            continue
        for number, story in enumerate(record.stories):
            article = published.get(story.id)
            if article:
                path = site / FOLDER / f"{story.id}.json"
                path.parent.mkdir(exist_ok=True)
                facsimile = facsimiles.get(story.id)
                values = apparatus(
                    *(raw, record.ledger, number, article, reasons),
                    sentences=facsimile.sentences if facsimile else (),
                )
                path.write_text(to_text(values), encoding="utf-8")
