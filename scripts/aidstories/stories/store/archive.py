"""All stories of an archive with what their records hold of them."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from aidstories.model import Evidence, Story
from aidstories.paths import ArchivePaths
from aidstories.stories.format.evidence import with_evidence
from aidstories.stories.store.files import read_stories
from aidstories.stories.store.keep import Keep, afresh
from aidstories.stories.store.record import Record, read_records, recorded_evidence


def read_archive(
    paths: ArchivePaths, keep: Keep = afresh, without: Collection[Path] = ()
) -> tuple[tuple[Story, ...], dict[str, Record]]:
    """Return all stories with their evidence, sorted by id, and the records by capture.

    The stories in the files ``without`` are left out. Raises `BadInput` with the problems of all
    stories, or of all records.
    """
    stories = read_stories(paths, keep, without)
    records = read_records(paths, [story.capture for story in stories], keep)
    evidence = recorded_evidence(records.values())
    return tuple(_with_evidence(s, evidence.get(s.id, ()), keep) for s in stories), records


def _with_evidence(story: Story, evidence: tuple[Evidence, ...], keep: Keep) -> Story:
    if not evidence:
        return story
    made_from = story, evidence
    return keep(("evidence", story.id), made_from, lambda: with_evidence(*made_from))
