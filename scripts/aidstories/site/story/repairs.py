"""What a story's page says of its repairs, and the files that show them."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from aidstories.model import Kind, Story
from aidstories.restore.decode import decode
from aidstories.site.story.apparatus import apparatus, counts, to_text
from aidstories.stories.store.record import Record, read_record, record_path

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


def read_repairs(docs: Path, seeds: Path, stories: Iterable[Story]) -> dict[str, Repairs]:
    """Return, by id, the repairs of every story that a record speaks of.

    Raises `BadInput` where a record cannot be read.
    """
    return {
        held.id: Repairs(
            counts=tuple((kind, of[kind]) for kind in Kind if of[kind]),
            ledger=f"ledgers/{record_path(docs, record.seed).name}",
            file=f"{FOLDER}/{held.id}.json" if (seeds / record.seed).is_file() else None,
        )
        for record in _records(docs, stories)
        for held, of in zip(record.stories, counts(record.ledger), strict=True)
    }


def write_apparatus(docs: Path, seeds: Path, site: Path, stories: Iterable[Story]) -> None:
    """Write the apparatus of every story whose capture is at hand.

    Raises `BadInput` where a record cannot be read.
    """
    shown = list(stories)
    published = {story.id: story.article for story in shown}
    reasons = read_reasons(docs / "data")
    for record in _records(docs, shown):
        capture = seeds / record.seed
        if not capture.is_file():
            continue
        raw = decode(capture.read_bytes()).text
        if len(raw) != record.ledger.length:
            continue  # `aidstories verify` reports it
        for number, held in enumerate(record.stories):
            article = published.get(held.id)
            if article:
                path = site / FOLDER / f"{held.id}.json"
                path.parent.mkdir(exist_ok=True)
                values = apparatus(raw, record.ledger, number, article, reasons)
                path.write_text(to_text(values), encoding="utf-8")


def seeds_folder(config: MkDocsConfig) -> Path:
    """Return where the captures are: ``seeds`` beside ``mkdocs.yml``."""
    return Path(config.config_file_path).parent / "seeds"


def read_reasons(data: Path) -> dict[str, tuple[str, str]]:
    """Return the name and the explanation of each reason, from ``reasons.csv``."""
    with (data / "reasons.csv").open(encoding="utf-8", newline="") as file:
        return {row["key"]: (row["zh"], row["why"]) for row in csv.DictReader(file)}


def _records(docs: Path, stories: Iterable[Story]) -> Iterator[Record]:
    seeds = dict.fromkeys(story.seed for story in stories if story.seed)
    for path in (record_path(docs, seed) for seed in seeds):
        if path.is_file():
            yield read_record(path)
