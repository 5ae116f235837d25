"""The doubtful places of the archive that wait for an editor, the most important first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from aidstories.errors import BadInput
from aidstories.model import Edit, Flag, Kind, Ledger, Role, Span, Story, YearBasis
from aidstories.restore import EDITOR
from aidstories.restore.decode import decode
from aidstories.stories.files import find_story, read_story, story_paths
from aidstories.stories.plan import PROPOSED
from aidstories.stories.records import Record, read_record

_QUOTE = 24
"""Characters quoted beside a gap."""


class Topic(StrEnum):
    """What is doubtful, the most important first."""

    PROPOSED = "proposed"
    """The machine's new result contradicts the editor's text."""
    FLAG = "flag"
    """A pass saw something odd in the text and left it as it is."""
    GAP = "gap"
    """The capture lacks text."""
    PLACE = "place"
    """Nothing says where the aid arrived."""
    NO_YEAR = "no_year"
    YEAR = "year"
    """The year is inferred."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A doubtful place of the story ``id``, whose file is ``path``.

    ``start`` and ``end`` are its span in the capture ``seed``, None where it concerns the whole
    story. ``weight`` (0 to 1) orders doubts of one topic, ``reason`` is a key of ``reasons.csv``
    or empty.
    """

    topic: Topic
    id: str
    path: Path
    quote: str
    reason: str = ""
    weight: float = 0.5
    seed: str | None = None
    start: int | None = None
    end: int | None = None

    @property
    def key(self) -> str:
        """What tells it from all others, from one import to the next."""
        return f"{self.topic}:{self.id}:{self.start}:{self.end}:{self.reason}"


def all_doubts(docs: Path, seeds: Path) -> list[Doubt]:
    """Return the doubtful places of the whole archive, the most important first.

    Files that cannot be read are passed over: the check names them.
    """
    found: list[Doubt] = []
    for path in sorted((docs / "ledgers").glob("*.json")):
        try:
            record = read_record(path)
            data = (seeds / record.seed).read_bytes()
        except (BadInput, OSError):
            continue
        homes = ((held.id, find_story(docs, held.id)) for held in record.stories)
        found += of_record(record, data, {id_: home for id_, home in homes if home})
    for path in story_paths(docs):
        try:
            found += of_story(read_story(path), path)
        except BadInput:
            continue
    found += of_proposals(docs)
    return ordered(found)


def ordered(doubts: list[Doubt]) -> list[Doubt]:
    """Return ``doubts`` in the order of their importance."""
    topics = list(Topic)
    return sorted(doubts, key=lambda d: (topics.index(d.topic), -d.weight, d.id, d.start or 0))


def of_proposals(docs: Path) -> Iterator[Doubt]:
    """Yield the stories beside which the machine's other result stands."""
    for beside in sorted((docs / "stories").glob(f"*/*.md{PROPOSED}")):
        path = beside.with_name(beside.name.removesuffix(PROPOSED))
        if path.is_file():
            yield Doubt(topic=Topic.PROPOSED, id=path.stem, path=path, quote="", weight=1.0)


def of_story(story: Story, path: Path) -> Iterator[Doubt]:
    """Yield what is not known about a story, unless an editor has decided it."""
    known = story.description
    decided = {e.field for e in known.evidence if e.by == EDITOR}
    title = story.article.first(Role.TITLE) or story.id
    if not known.regions and "regions" not in decided:
        yield Doubt(topic=Topic.PLACE, id=story.id, path=path, quote=title)
    if "year" in decided or "year_basis" in decided:
        return
    if known.year is None:
        yield Doubt(topic=Topic.NO_YEAR, id=story.id, path=path, quote=title)
    elif known.year_basis is not YearBasis.STATED:
        why = next((e.quote for e in known.evidence if e.field == "year"), "")
        yield Doubt(topic=Topic.YEAR, id=story.id, path=path, quote=why or str(known.year))


def of_record(record: Record, data: bytes, paths: Mapping[str, Path]) -> Iterator[Doubt]:
    """Yield the flags and gaps of a capture that no editor has settled.

    ``data`` are the capture's bytes, ``paths`` the files of its stories by id.
    """
    settled = {(one.start, one.end, one.reason) for one in record.settled}
    gaps = [edit for edit in record.ledger.edits if edit.kind is Kind.GAP]
    every: list[Flag | Edit] = [*record.flags, *gaps]
    marks = [mark for mark in every if (mark.start, mark.end, mark.reason) not in settled]
    raw = decode(data).text if marks else ""
    for mark in marks:
        number = story_at(record.ledger, mark.start)
        id_ = "" if number is None else record.stories[number].id
        if id_ in paths:
            yield Doubt(
                topic=Topic.FLAG if isinstance(mark, Flag) else Topic.GAP,
                id=id_,
                path=paths[id_],
                quote=mark.quote if isinstance(mark, Flag) else _beside(mark, record.ledger, raw),
                reason=mark.reason,
                weight=mark.weight if isinstance(mark, Flag) else 0.5,
                seed=record.seed,
                start=mark.start,
                end=mark.end,
            )


def story_at(ledger: Ledger, at: int) -> int | None:
    """Return the index of the story that the character ``at`` of the capture belongs to.

    Between two passages it is the nearer one's.
    """
    spans = (
        (_distance(span, at), number)
        for number, slots in enumerate(ledger.layout)
        for slot in slots
        for span in slot.spans
    )
    return min(spans, default=(0, None))[1]


def _distance(span: Span, at: int) -> int:
    return max(span[0] - at, at - span[1], 0)


def _beside(gap: Edit, ledger: Ledger, raw: str) -> str:
    """Return the text that follows a gap at the start of a passage, or leads to one at its end."""
    starts = {span[0] for slots in ledger.layout for slot in slots for span in slot.spans}
    after = raw[gap.start : gap.start + _QUOTE]
    quote = after if gap.start in starts else raw[max(0, gap.start - _QUOTE) : gap.start]
    return quote.strip()
