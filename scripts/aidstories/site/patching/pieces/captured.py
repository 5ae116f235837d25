"""The capture of a story that is patched: what its record says, and what shows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from aidstories.model import Evidence, Story
from aidstories.paths import ArchivePaths
from aidstories.search.documents import raw_of
from aidstories.search.raw import RawRun
from aidstories.site.archive.home import doubts
from aidstories.site.patching.pieces.tables import Read, Unlike
from aidstories.site.story.apparatus import apparatus, to_text
from aidstories.site.story.repairs import Repairs, apparatus_file, story_repairs
from aidstories.stories.store.captures import recorded_text
from aidstories.stories.store.record import Record, RecordedStory, read_if_there
from aidstories.tables import Reason


class Captured(NamedTuple):
    """A story's place in the record of its capture, of which ``raw`` is the text."""

    record: Record
    number: int
    raw: str

    @property
    def recorded(self) -> RecordedStory:
        """What the record says of the story."""
        return self.record.stories[self.number]

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The machine's evidence."""
        return self.recorded.evidence

    @property
    def doubtful(self) -> tuple[str, ...]:
        """The words of the story that are flagged."""
        return doubts([self.record]).get(self.recorded.id, ())

    def runs(self, story: Story) -> tuple[RawRun, ...]:
        """Return what only the capture has."""
        return raw_of(self.record, self.number, self.raw, story)

    def repairs(self, story: Story, paths: ArchivePaths) -> Repairs:
        """Return the repairs of the story as it is published."""
        return story_repairs(self.record, self.number, story.article, self.raw, paths)

    def files(
        self, before: Story, after: Story, reasons: Mapping[str, Reason], read: Read
    ) -> Iterator[tuple[str, bytes]]:
        """Yield the apparatus of the story with its address. Raises `Unlike`, and OSError."""
        uri = apparatus_file(after.id)
        told = (self.raw, self.record.ledger, self.number)
        old, new = (
            to_text(apparatus(*told, story.article, reasons)).encode("utf-8")
            for story in (before, after)
        )
        if read(uri) != old:
            raise Unlike(uri)
        yield uri, new


def captured(story: Story, paths: ArchivePaths) -> Captured | None:
    """Return the capture of a story; None for one that an editor wrote.

    Raises `Unlike` where it is not at hand, or nothing is recorded of it, and `BadInput`.
    """
    if story.capture is None:
        return None
    record = read_if_there(paths.record(story.capture))
    raw = recorded_text(record, paths) if record else None
    if record is None or raw is None:
        raise Unlike(story.capture)
    for number, each in enumerate(record.stories):
        if each.id == story.id:
            return Captured(record, number, raw)
    raise Unlike(story.id)
