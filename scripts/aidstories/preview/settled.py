"""What is settled, as the review page lists it: what was answered, where, how it is taken back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from aidstories.errors import BadInput
from aidstories.model import Joined, Retyped, Split, Structure
from aidstories.paths import ArchivePaths
from aidstories.preview.cards import ROLES, buttons_of
from aidstories.stories.checks.review_index import Review, SettledPlace
from aidstories.stories.checks.review_items import Topic
from aidstories.stories.editing import journal
from aidstories.stories.editing.journal import Entry, Said
from aidstories.stories.store.catalogue import read_catalogue
from aidstories.stories.store.record import Verdict
from aidstories.tables import Tables

_ACTS = {"status": "校对状态改为", "structure": "", "back": "收回来"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One act of an editor. ``places`` pairs the id and title of each story with the words.

    ``undo`` holds the fields of the form that takes it back; ``hint`` says how where none can.
    """

    what: str
    answer: str
    places: tuple[tuple[str, str, str], ...]
    when: str = ""
    undo: dict[str, str] = field(default_factory=dict)
    exact: bool = True
    hint: str = ""


def settled_rows(
    entries: Iterable[Entry] | None,
    review: Review,
    tables: Tables,
    paths: ArchivePaths | None = None,
) -> Iterator[Row]:
    """Yield ``entries``; where none are given, all that are kept, then what others settled."""
    if entries is None and paths is not None:
        kept = list(journal.entries(paths))
        yield from settled_rows(kept, review, tables)
        yield from _elsewhere(kept, review, tables)
        yield from _decided(paths, kept)
        return
    for entry in entries or ():
        first = entry.said[0]
        yield Row(
            what=_what(first.topic, first.reason, tables),
            answer=_answer(first),
            places=tuple((s.id, review.titles.get(s.id, s.id), s.quote) for s in entry.said),
            when=entry.when[:16].replace("T", " "),
            undo={"undo": str(entry.number), "when": entry.when},
        )


def _what(topic: str, reason: str, tables: Tables) -> str:
    names, reasons = tables.reasons_of("topic"), tables.reasons_of("reason")
    if topic in (Topic.FLAG, Topic.FIELD) and reason in reasons:
        return reasons[reason].zh
    return names[topic].zh if topic in names else ""


def _answer(said: Said) -> str:
    """Return what was answered, as the button said it."""
    if said.verdict in _ACTS:
        return f"{_ACTS[said.verdict]}{said.text}"
    if said.verdict == Verdict.CORRECTED:
        return f"改正：{said.text}"
    found = buttons_of(Topic(said.topic), said.reason) if said.topic in tuple(Topic) else {}
    return found.get(said.verdict, said.verdict)


def _elsewhere(kept: Iterable[Entry], review: Review, tables: Tables) -> Iterator[Row]:
    """Yield what is settled and was not answered on this machine."""
    known = {(s.capture, s.start, s.end, s.reason) for entry in kept for s in entry.said}
    for place in review.settled:
        one = place.settled
        if (place.capture, one.start, one.end, one.reason) not in known:
            yield _settled_row(place, review, tables)


def _settled_row(place: SettledPlace, review: Review, tables: Tables) -> Row:
    one, topic = place.settled, place.topic
    corrected = one.verdict is Verdict.CORRECTED
    found = buttons_of(topic, one.reason)
    return Row(
        what=_what(topic, one.reason, tables),
        answer="改正" if corrected else found.get(one.verdict, one.verdict.value),
        places=((place.id, review.titles.get(place.id, place.id), place.quote),),
        undo={
            "reopen": place.capture,
            "start": str(one.start),
            "end": str(one.end),
            "reason": one.reason,
            "verdict": one.verdict.value,
        },
        exact=False,
    )


def _decided(paths: ArchivePaths, kept: Iterable[Entry]) -> Iterator[Row]:
    """Yield the catalogue's decisions about structure that were not made on this machine."""
    said = [s for entry in kept for s in entry.said if s.capture]
    try:
        entries = read_catalogue(paths.catalogue)
    except BadInput:  # the check names it
        return
    for entry in entries.values():
        here = [s for s in said if s.capture == entry.file]
        for decision in entry.structure:
            if any(_is(decision, s) for s in here):
                continue
            line = entry.lines.get(decision)
            at = f"seeds.toml 第 {line} 行" if line else "seeds.toml"
            yield Row(
                what="分篇与分段",
                answer=said_of(decision),
                places=(("", entry.file, _quoted(decision)),),
                hint=f"写在 {at}；要取消，删去这几行，再导入",
            )


def _is(decision: Structure, said: Said) -> bool:
    """Return whether an answer made ``decision``: a break that goes on says but how it ends."""
    if said.verdict != "structure":
        return isinstance(decision, Joined) and said.reason == "break"
    return said.text == said_of(decision) and _quoted(decision) in said.quote


def said_of(decision: Structure) -> str:
    """Return a decision as the page says it."""
    if isinstance(decision, Retyped):
        return f"这一行是{ROLES.get(decision.role, decision.role.value)}"
    if isinstance(decision, Split):
        return "从这里另起一篇" if decision.story else "从这里另起一段"
    return f"接上“{decision.second}”"


def _quoted(decision: Structure) -> str:
    if isinstance(decision, Retyped):
        return decision.line
    return decision.at if isinstance(decision, Split) else decision.first
