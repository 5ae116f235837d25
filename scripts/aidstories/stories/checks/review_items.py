"""The doubtful places of the archive that wait for an editor, the most important first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from aidstories.errors import BadInput
from aidstories.model import Article, Edit, Flag, Gap, Kind, Ledger, Role, Span, Story, YearBasis
from aidstories.restore import EDITOR
from aidstories.restore import ledger as ledgers
from aidstories.restore.decode import decode
from aidstories.stories.importing.plan import PROPOSED
from aidstories.stories.store.files import find_story, read_story, read_text, story_paths
from aidstories.stories.store.record import Record, read_record
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


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewItem:
    """A doubtful place of the story ``id``, whose file is ``path``.

    ``start`` and ``end`` are its span in the capture ``seed``; without a seed they are None, but
    for a proposal (`of_proposals`). ``weight`` (0 to 1) orders doubts of one topic, ``reason`` is
    a key of ``reasons.csv`` or empty.
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


def all_review_items(docs: Path, seeds: Path) -> list[ReviewItem]:
    """Return the doubtful places of the whole archive, the most important first.

    Files that cannot be read are passed over: the check names them.
    """
    found: list[ReviewItem] = []
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


def ordered(doubts: list[ReviewItem]) -> list[ReviewItem]:
    """Return ``doubts`` in the order of their importance."""
    topics = list(Topic)
    return sorted(doubts, key=lambda d: (topics.index(d.topic), -d.weight, d.id, d.start or 0))


def of_proposals(docs: Path) -> Iterator[ReviewItem]:
    """Yield each place where the machine's other result stands beside a story.

    ``start`` is the number of the place in its file, ``end`` its first line.
    """
    for beside in sorted((docs / "stories").glob(f"*/*.md{PROPOSED}")):
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


def of_story(story: Story, path: Path) -> Iterator[ReviewItem]:
    """Yield what is not known about a story, unless an editor has decided it."""
    known = story.description
    decided = {e.field for e in known.evidence if e.by == EDITOR}
    title = story.article.first(Role.TITLE) or story.id
    if not known.regions and "regions" not in decided:
        yield ReviewItem(topic=Topic.PLACE, id=story.id, path=path, quote=title)
    if "year" in decided or "year_basis" in decided:
        return
    if known.year is None:
        yield ReviewItem(topic=Topic.NO_YEAR, id=story.id, path=path, quote=title)
    elif known.year_basis is not YearBasis.STATED:
        why = next((e.quote for e in known.evidence if e.field == "year"), "")
        yield ReviewItem(topic=Topic.YEAR, id=story.id, path=path, quote=why or str(known.year))


def of_record(record: Record, data: bytes, paths: Mapping[str, Path]) -> Iterator[ReviewItem]:
    """Yield the flags and gaps of a capture that no editor has settled.

    ``data`` are the capture's bytes, ``paths`` the files of its stories by id.
    """
    settled = {(one.start, one.end, one.reason) for one in record.settled}
    gaps = [edit for edit in record.ledger.edits if edit.kind is Kind.GAP]
    every: list[Flag | Edit] = [*record.flags, *gaps]
    marks = [mark for mark in every if (mark.start, mark.end, mark.reason) not in settled]
    articles = ledgers.apply(decode(data).text, record.ledger) if marks else ()
    for mark in marks:
        number = story_at(record.ledger, mark.start)
        id_ = "" if number is None else record.stories[number].id
        if id_ in paths:
            flag = mark if isinstance(mark, Flag) else None
            yield ReviewItem(
                topic=Topic.FLAG if flag else Topic.GAP,
                id=id_,
                path=paths[id_],
                quote=mark.quote if isinstance(mark, Flag) else _beside(mark, record, articles),
                reason=mark.reason,
                weight=flag.weight if flag else 0.5,
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


def _beside(gap: Edit, record: Record, articles: Sequence[Article]) -> str:
    """Return the restored text that follows a gap at the start of a passage, or leads to it."""
    for slots, article in zip(record.ledger.layout, articles, strict=True):
        for slot, passage in zip(slots, article.passages, strict=True):
            if slot.gap is Gap.START and slot.spans[0][0] == gap.start:
                return passage.text[:_QUOTE]
            if slot.gap is Gap.END and slot.spans[-1][1] == gap.start:
                return passage.text[-_QUOTE:]
    return ""
