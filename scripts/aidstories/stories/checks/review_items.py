"""The doubtful places of the archive that wait for an editor, the most important first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from aidstories.errors import BadInput
from aidstories.model import (
    DESCRIBED,
    Article,
    Edit,
    Flag,
    Gap,
    Kind,
    Ledger,
    Origin,
    Role,
    Slot,
    Span,
    Story,
    YearBasis,
)
from aidstories.paths import PROPOSED, ArchivePaths
from aidstories.stories.format.evidence import is_asserted
from aidstories.stories.store.files import read_text
from aidstories.stories.store.record import Record, RecordedStory, described, sha256
from aidstories.stories.store.revisions import compare

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
    FIELD = "field"
    """Another field has a rival in the page, or little speaks for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewItem:
    """A doubtful place of the story ``id``, whose file is ``path``.

    ``start`` and ``end`` are its span in ``capture``; without one they are None, but for a
    proposal (`proposal_items`). ``weight`` (0 to 1) orders doubts of one topic, ``reason`` is
    a key of ``reasons.csv`` or empty; of a field it is the field's name, and ``rival`` the value
    that the page has too.
    """

    topic: Topic
    id: str
    path: Path
    quote: str
    reason: str = ""
    rival: str = ""
    weight: float = 0.5
    capture: str | None = None
    start: int | None = None
    end: int | None = None

    @property
    def key(self) -> str:
        """What tells it from all others, from one import to the next."""
        return f"{self.topic}:{self.id}:{self.start}:{self.end}:{self.reason}"

    @property
    def anchor(self) -> str:
        """A short name of the place with its words, fit for an address: another text, another."""
        return f"d{sha256(f'{self.key}:{self.quote}')[:12]}"

    def alike(self, *, words: bool = True) -> tuple[str, ...] | None:
        """Return what doubts have in common that one answer may settle: kind, reason and ``words``.

        None for what is settled alone: a contradiction, whose places are counted anew each time.
        """
        if self.topic is Topic.PROPOSED:
            return None
        return (self.topic, self.reason, *([self.quote] if words else ()))


def all_review_items(paths: ArchivePaths) -> list[ReviewItem]:
    """Return the doubtful places of the whole archive, the most important first.

    Files that cannot be read are passed over: the check names them.
    """
    # Here, so that an import, which asks for the items of one record, loads no reader of captures.
    from aidstories.stories.checks.review_index import ReviewIndex

    return list(ReviewIndex(paths).look().items)


def by_importance(items: list[ReviewItem]) -> list[ReviewItem]:
    """Return ``items`` in the order of their importance."""
    topics = list(Topic)
    return sorted(items, key=lambda d: (topics.index(d.topic), -d.weight, d.id, d.start or 0))


def proposal_items(paths: ArchivePaths) -> Iterator[ReviewItem]:
    """Yield each place where the machine's other result stands beside a story.

    ``start`` is the number of the place in its file, ``end`` its first line.
    """
    for beside in paths.proposals():
        path = beside.with_name(beside.name.removesuffix(PROPOSED))
        if not path.is_file():
            continue
        try:
            differ = compare(read_text(path), read_text(beside))
        except BadInput:
            continue
        for number, revision in enumerate(differ):
            yield ReviewItem(
                topic=Topic.PROPOSED,
                id=path.stem,
                path=path,
                quote="\n".join(revision.new),
                weight=1.0,
                start=number,
                end=revision.line,
            )


def story_items(
    story: Story, path: Path, recorded: RecordedStory | None = None
) -> Iterator[ReviewItem]:
    """Yield what is not known about a story, or doubtful, unless an editor has decided it.

    ``recorded`` is what its record has of it.
    """
    unknown = list(_unknown(story, path))
    yield from unknown
    told = {_FIELDS[item.topic] for item in unknown}
    for doubt in recorded.doubts if recorded else ():
        if doubt.field not in told and not _is_decided(story, doubt.field, recorded):
            yield ReviewItem(
                topic=Topic.FIELD,
                id=story.id,
                path=path,
                quote=doubt.quote,
                reason=doubt.field,
                rival=doubt.rival,
            )


_FIELDS = {Topic.PLACE: "regions", Topic.NO_YEAR: "year", Topic.YEAR: "year"}
"""The field that a topic asks for."""


def _is_decided(story: Story, field: str, recorded: RecordedStory | None) -> bool:
    """Return whether an editor said what a field is, or gave it another value than the machine."""
    if any(is_asserted(e) and e.field == field for e in story.description.evidence):
        return True
    if recorded is None:
        return False
    if field in DESCRIBED:
        return story.description.values(field) != described(recorded).values(field)
    changed = (line for revision in recorded.revisions for line in (*revision.old, *revision.new))
    return any(line.startswith(f"{field}:") for line in changed)


def _unknown(story: Story, path: Path) -> Iterator[ReviewItem]:
    description = story.description
    decided = {e.field for e in description.evidence if e.by is Origin.EDITOR}
    title = story.article.first(Role.TITLE) or story.id
    if not description.regions and "regions" not in decided:
        yield ReviewItem(topic=Topic.PLACE, id=story.id, path=path, quote=title)
    if "year" in decided or "year_basis" in decided:
        return
    if description.year is None:
        yield ReviewItem(topic=Topic.NO_YEAR, id=story.id, path=path, quote=title)
    elif description.year_basis is not YearBasis.STATED:
        why = next((e.quote for e in description.evidence if e.field == "year"), "")
        yield ReviewItem(
            topic=Topic.YEAR, id=story.id, path=path, quote=why or str(description.year)
        )


def record_items(
    record: Record, articles: Sequence[Article], files: Mapping[str, Path]
) -> Iterator[ReviewItem]:
    """Yield the flags and gaps of a capture that no editor has settled.

    ``articles`` are what the record's ledger makes of the capture, ``files`` those of its stories
    by id.
    """
    settled = {(one.start, one.end, one.reason) for one in record.settled}
    gaps = [edit for edit in record.ledger.edits if edit.kind is Kind.GAP]
    marks: list[Flag | Edit] = [*record.flags, *gaps]
    for mark in marks:
        number = story_of(record.ledger, mark)
        id_ = "" if number is None else record.stories[number].id
        if id_ in files and (mark.start, mark.end, mark.reason) not in settled:
            flag = mark if isinstance(mark, Flag) else None
            yield ReviewItem(
                topic=Topic.FLAG if flag else Topic.GAP,
                id=id_,
                path=files[id_],
                quote=mark.quote if isinstance(mark, Flag) else _beside(mark, record, articles),
                reason=mark.reason,
                weight=flag.weight if flag else 0.5,
                capture=record.capture,
                start=mark.start,
                end=mark.end,
            )


def story_of(ledger: Ledger, mark: Flag | Edit) -> int | None:
    """Return the index of the story that a flag or a gap belongs to.

    A gap is the passage's whose end or beginning it is, where two stories touch as well.
    """
    if not isinstance(mark, Flag):
        for number, slots in enumerate(ledger.layout):
            if any(_lacks(slot, mark.start) for slot in slots):
                return number
    return story_at(ledger, mark.start)


def _lacks(slot: Slot, at: int) -> bool:
    edge = slot.spans[0][0] if slot.gap is Gap.START else slot.spans[-1][1]
    return slot.gap is not None and edge == at


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
    """Return how far the character ``at`` is from the last or first of ``span``, 0 inside it."""
    return max(span[0] - at, at - span[1] + 1, 0)


def _beside(gap: Edit, record: Record, articles: Sequence[Article]) -> str:
    """Return the restored text that follows a gap at the start of a passage, or leads to it."""
    for slots, article in zip(record.ledger.layout, articles, strict=True):
        for slot, passage in zip(slots, article.passages, strict=True):
            if slot.gap is Gap.START and slot.spans[0][0] == gap.start:
                return passage.text[:_QUOTE]
            if slot.gap is Gap.END and slot.spans[-1][1] == gap.start:
                return passage.text[-_QUOTE:]
    return ""
