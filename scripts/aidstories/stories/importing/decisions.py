"""What an editor decided in ``seeds.toml``, applied to a restored capture."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from aidstories.errors import BadInput, Problem, nearest
from aidstories.model import (
    DESCRIBED,
    Description,
    Edit,
    Evidence,
    Kind,
    Ledger,
    Origin,
    Person,
    Restoration,
    Slot,
    YearBasis,
)
from aidstories.paths import CATALOGUE
from aidstories.restore import ledger as ledgers
from aidstories.restore.conservation import count
from aidstories.restore.structure import EDITOR
from aidstories.stories.format.front_matter import as_read
from aidstories.stories.format.layout import FIELDS
from aidstories.stories.format.parse import read_description
from aidstories.stories.format.typed import FrontMatter
from aidstories.stories.store.catalogue import CaptureEntry, FieldDecision, OrderDecision

_LEAST = 6
"""Characters from which the beginning of a story's text may name it."""


@dataclass(frozen=True, slots=True)
class NamedArticle:
    """What a decision may call an article: its title, its ids, or how its text begins.

    Only the title and the beginning come out of the capture alone, and so does the id that an
    import into an empty archive would give it: decisions outlive the loss of ``docs``.
    """

    names: frozenset[str]
    texts: tuple[str, ...]

    def begins(self, story: str | None) -> bool:
        """Return whether ``story`` is how a passage begins."""
        return len(story or "") >= _LEAST and any(t.startswith(story or "") for t in self.texts)


class Decider:
    """Applies the decisions of one capture and collects those that do not fit."""

    def __init__(
        self, entry: CaptureEntry, fields: Iterable[str], stories: Sequence[NamedArticle]
    ) -> None:
        self.entry = entry
        self.stories = stories
        self.decidable = decidable(fields)
        self.problems: list[Problem] = []

    def order(self, restored: Restoration) -> Restoration:
        """Return the capture with its sections in the editor's order."""
        for decision in self.entry.orders:
            index = self._which(decision)
            ledger = None if index is None else self._reorder(restored, index, decision)
            if ledger is not None:
                articles = ledgers.apply(restored.raw, ledger)
                restored = replace(restored, ledger=ledger, articles=articles)
        return restored

    def describe(self, descriptions: Sequence[Description]) -> list[Description]:
        """Return the descriptions with the editor's values."""
        decided = list(descriptions)
        given: dict[tuple[int, str], FieldDecision] = {}
        for decision in self.entry.fields:
            index = self._which(decision)
            if index is None:
                continue
            before = given.setdefault((index, decision.field), decision)
            if before.value != decision.value:
                self._wrong(decision, *decision.contradicts(before))
            decided[index] = self._set(decided[index], decision)
        return decided

    def finish(self) -> None:
        """Raise `BadInput` where a decision did not fit."""
        if self.problems:
            raise BadInput(self.problems)

    def _wrong(self, decision: FieldDecision | OrderDecision, zh: str, en: str) -> None:
        self.problems.append(
            Problem(file=CATALOGUE, line=decision.line, field=self.entry.file, zh=zh, en=en)
        )

    def _which(self, decision: FieldDecision | OrderDecision) -> int | None:
        story = decision.story
        if story is None and len(self.stories) == 1:
            return 0
        found = [n for n, named in enumerate(self.stories) if story in named.names]
        found = found or [n for n, named in enumerate(self.stories) if named.begins(story)]
        if len(found) == 1:
            return found[0]
        options = [name for named in self.stories for name in named.names if name]
        near = nearest(story or "", options) or "、".join(options)
        self._wrong(
            decision,
            f"story = “{story or ''}”对不上一篇报道；最接近的是“{near}”",
            f"story = '{story or ''}' is not one story; nearest: '{near}'",
        )
        return None

    def _set(self, description: Description, decision: FieldDecision) -> Description:
        name = decision.field
        if name not in self.decidable:
            near = nearest(name, self.decidable) or "、".join(self.decidable)
            zh, en = f"不能决定“{name}”；最接近的是“{near}”", f"no field '{name}': '{near}'?"
            self._wrong(decision, zh, en)
            return description
        matter = FrontMatter(
            file=CATALOGUE,
            values={name: as_read(decision.value)},
            lines={name: decision.line} if decision.line else {},
            body="",
            body_line=0,
            problems=self.problems,
        )
        decided = read_description(matter)
        changed = (name, "year_basis") if name == "year" and decided.year is not None else (name,)
        decided = replace(decided, year_basis=YearBasis.STATED) if len(changed) > 1 else decided
        kept = tuple(e for e in description.evidence if e.field not in changed)
        given = (e for key in changed for e in given_by_editor(key, decided.values(key)))
        return replace(_with(description, decided, changed), evidence=(*kept, *given))

    def _reorder(self, restored: Restoration, index: int, decision: OrderDecision) -> Ledger | None:
        texts = [p.text for p in restored.articles[index].passages]
        starts = [_begins(texts, beginning) for beginning in decision.order]
        for beginning, start in zip(decision.order, starts, strict=True):
            if start is None:
                zh, en = f"没有以“{beginning}”开头的段落", f"no passage begins '{beginning}'"
                self._wrong(decision, zh, en)
        beginnings = [start for start in starts if start is not None]
        if len(beginnings) < len(starts) or len(set(beginnings)) < len(beginnings):
            return None
        return _moved(restored, index, beginnings)


def decidable(fields: Iterable[str]) -> tuple[str, ...]:
    """Return those of ``fields`` that an editor can decide: the description, and what is added."""
    return tuple(name for name in fields if name in DESCRIBED or name not in FIELDS)


def _with(description: Description, decided: Description, fields: Iterable[str]) -> Description:
    """Return ``known`` with the values that ``fields`` have in ``decided``."""
    named = {name: getattr(decided, name) for name in fields if name in DESCRIBED}
    other = dict(description.other) | dict(decided.other)
    return replace(description, **named, other=tuple(other.items()))


def _moved(restored: Restoration, index: int, starts: Sequence[int]) -> Ledger:
    """Put the sections of an article that begin at ``starts`` in that order."""
    ledger, slots = restored.ledger, restored.ledger.layout[index]
    ends = dict(zip(sorted(starts), [*sorted(starts)[1:], len(slots)], strict=True))
    ordered: list[Slot] = list(slots[: min(starts)])
    displaced: list[Slot] = []
    for start, in_capture in zip(starts, sorted(starts), strict=True):
        section = slots[start : ends[start]]
        ordered += section
        displaced += section if start != in_capture else ()
    moves = [_move(restored.raw, a, b) for slot in displaced for a, b in slot.spans]
    edits = {(e.start, e.end, e.kind): e for e in (*moves, *ledger.edits)}
    in_order = tuple(sorted(edits.values(), key=lambda e: (e.start, e.end)))
    layout = (*ledger.layout[:index], tuple(ordered), *ledger.layout[index + 1 :])
    return replace(ledger, edits=in_order, layout=layout, counts=count(ledger.length, in_order))


def _move(raw: str, start: int, end: int) -> Edit:
    text = raw[start:end]
    return Edit(
        start=start, end=end, old=text, new=text, kind=Kind.MOVE, by=EDITOR, reason="decision"
    )


def _begins(texts: Iterable[str], beginning: str) -> int | None:
    return next((n for n, text in enumerate(texts) if text.startswith(beginning)), None)


def given_by_editor(field: str, values: Iterable[str | Person]) -> tuple[Evidence, ...]:
    """Return the evidence that an editor gave ``field`` its ``values``, one for each."""
    texts = (one.name if isinstance(one, Person) else one for one in values)
    return tuple(Evidence(field=field, value=text, by=Origin.EDITOR, quote="") for text in texts)
