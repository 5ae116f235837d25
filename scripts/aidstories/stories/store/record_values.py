"""What the JSON of a record holds: each key with its type and bounds, checked as it is read."""

from __future__ import annotations

from typing import Annotated, NotRequired, TypedDict

import msgspec
from msgspec import Meta

from aidstories.model import Gap, Kind, Origin, Role

_LONGEST = 2**31 - 1
"""Characters: no capture has more, and sums of two places stay exact in JavaScript."""

Place = Annotated[int, Meta(ge=0, le=_LONGEST)]
"""An offset in a text, in characters."""
Plain = str | int | float | bool | None
Name = Annotated[str, Meta(pattern=r"^[^./\\\x00\ud800-\udfff][^/\\\x00\ud800-\udfff]*$")]
"""What names a file: it leads to no other folder, and a disk can hold it."""
_MONTH_DAY = "(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
Day = Annotated[str, Meta(pattern=f"^[0-9]{{4}}-{_MONTH_DAY}$")]
"""A day, as feeds and sitemaps repeat it: 2024-05-01."""
Hash = Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]


class EditValues(TypedDict):
    """See `aidstories.model.Edit`."""

    start: Place
    end: Place
    old: str
    new: str
    kind: Kind
    by: str
    reason: str


class SlotValues(TypedDict):
    """See `aidstories.model.Slot`."""

    role: Role
    spans: list[tuple[Place, Place]]
    gap: NotRequired[Gap]
    src: NotRequired[str]


class LedgerValues(TypedDict):
    """See `aidstories.model.Ledger`."""

    length: Place
    counts: dict[str, Place]
    edits: list[EditValues]
    layout: list[list[SlotValues]]


class FlagValues(TypedDict):
    """See `aidstories.model.Flag`."""

    start: Place
    end: Place
    by: str
    reason: str
    quote: str
    weight: NotRequired[float]


class SettledValues(TypedDict):
    """See `aidstories.stories.store.record.Settled`."""

    start: Place
    end: Place
    reason: str
    verdict: str


class EvidenceValues(TypedDict):
    """See `aidstories.model.Evidence`."""

    field: str
    value: str
    by: Origin
    quote: str
    passage: NotRequired[Place | None]
    start: NotRequired[Place | None]
    end: NotRequired[Place | None]


class DoubtValues(TypedDict):
    """See `aidstories.model.FieldDoubt`."""

    field: str
    quote: NotRequired[str]
    rival: NotRequired[str]


class RevisionValues(TypedDict):
    """See `aidstories.stories.store.revisions.Revision`."""

    line: Place
    old: list[str]
    new: list[str]


class StoryValues(TypedDict):
    """See `aidstories.stories.store.record.RecordedStory`."""

    id: Name
    base_sha256: Hash
    revisions: list[RevisionValues]
    described: NotRequired[dict[str, Plain | list[Plain | dict[str, Plain]]]]
    evidence: NotRequired[list[EvidenceValues]]
    doubts: NotRequired[list[DoubtValues]]
    left_out: NotRequired[bool]
    part: NotRequired[str | None]
    added: NotRequired[Day]
    corrected: NotRequired[Day]
    revised_sha256: NotRequired[str]
    translations: NotRequired[dict[Name, Hash]]


class ExtractedValues(TypedDict):
    """See `aidstories.stories.store.record.Extracted`."""

    reader: str
    sha256: Hash
    mapping: NotRequired[dict[str, str]]


class RecordValues(TypedDict):
    """See `aidstories.stories.store.record.Record`."""

    format: int
    seed: Name
    sha256: Hash
    encoding: str
    extracted: NotRequired[ExtractedValues]
    stories: list[StoryValues]
    flags: list[FlagValues]
    structure: NotRequired[Place]
    settled: NotRequired[list[SettledValues]]
    ledger: LedgerValues


def checked(values: object) -> RecordValues:
    """Return ``values``, read from JSON, as those of a record.

    Raises ValueError that names the key, such as ``$.ledger.edits[3].start``.
    """
    return msgspec.convert(values, RecordValues)
