"""What an editor does about a doubtful place, written as the editor's edit.

The story's file changes only where the editor says so; its record notes the revision, and what
was said of flags and gaps, which is not in any file's text.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from aidstories.errors import BadInput, Problem, nearest
from aidstories.model import Status
from aidstories.restore import EDITOR
from aidstories.stories.checks.review_items import ReviewItem, Topic
from aidstories.stories.editing.edit import edit_story
from aidstories.stories.format.editable import EditableText, read_editable
from aidstories.stories.format.markdown import GAP_MARK, escape
from aidstories.stories.importing.plan import proposed_path
from aidstories.stories.importing.run import import_captures
from aidstories.stories.store.catalogue import CaptureEntry, read_catalogue
from aidstories.stories.store.files import (
    read_text,
    write_atomically,
)
from aidstories.stories.store.record import (
    Settled,
    Verdict,
    read_record,
    record_json,
    record_path,
)
from aidstories.stories.store.revisions import Revision, compare, redo

_BREAK = "break"
"""The reason of a flag that asks whether a paragraph goes on in the next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An editor's answer to a doubt; ``text`` is what a correction says."""

    verdict: Verdict
    text: str = ""


def settle(docs: Path, seeds: Path, doubt: ReviewItem, answer: Answer) -> None:
    """Carry out ``answer``. Raises `BadInput` where it does not fit; nothing is written then."""
    if doubt.topic is Topic.PROPOSED:
        _settle_proposal(docs, seeds, doubt, answer)
        return
    change = _CHANGES[doubt.topic]
    edit_story(docs, seeds, doubt.path, lambda text: change(text, doubt, answer))
    if doubt.seed is not None and doubt.start is not None and doubt.end is not None:
        one = Settled(start=doubt.start, end=doubt.end, reason=doubt.reason, verdict=answer.verdict)
        path = record_path(docs, doubt.seed)
        record = read_record(path)
        write_atomically(path, record_json(replace(record, settled=(*record.settled, one))))


def set_status(docs: Path, seeds: Path, path: Path, status: str) -> None:
    """Give the story at ``path`` another status, as an editor does. Raises `BadInput`."""
    if status not in tuple(Status):
        near = nearest(status, Status) or "、".join(Status)
        zh, en = f"没有“{status}”这个状态；最接近的是“{near}”", f"no status '{status}': '{near}'?"
        raise BadInput([Problem(file=str(path), field="status", zh=zh, en=en)])
    edit_story(docs, seeds, path, lambda text: _with(text, path, status=status))


def bring_back(docs: Path, seeds: Path, id_: str) -> None:
    """Import the capture of a story that was left out once more, the story with it."""
    for path in sorted((docs / "ledgers").glob("*.json")):
        record = read_record(path)
        if any(held.left_out and held.id == id_ for held in record.stories):
            seed = read_catalogue(seeds).get(record.seed) or CaptureEntry(file=record.seed)
            job = (seeds / record.seed, seed)
            (outcome,) = import_captures([job], docs, seeds, again=(id_,))
            if outcome.problems:
                raise BadInput(outcome.problems)
            return
    raise BadInput([Problem(file=str(docs), zh=f"没有删去过 {id_}", en=f"{id_} is not left out")])


# What an answer does to the story's text, for each topic


def _flag(text: str, doubt: ReviewItem, answer: Answer) -> str:
    if doubt.reason == _BREAK and answer.verdict is Verdict.ACCEPTED:
        return _replaced(text, doubt, escape(doubt.quote) + "\n\n", escape(doubt.quote))
    if answer.verdict is not Verdict.CORRECTED:
        return text
    return _replaced(text, doubt, escape(doubt.quote), escape(answer.text.strip()))


def _gap(text: str, doubt: ReviewItem, answer: Answer) -> str:
    if answer.verdict is Verdict.ACCEPTED:
        return text
    new = escape(answer.text.strip()) if answer.verdict is Verdict.CORRECTED else ""
    quote = escape(doubt.quote)
    for old, made in ((GAP_MARK + quote, new + quote), (quote + GAP_MARK, quote + new)):
        if text.count(old) == 1:
            return text.replace(old, made)
    marks = text.count(GAP_MARK)
    return text.replace(GAP_MARK, new) if marks == 1 else _replaced(text, doubt, quote, quote)


def _replaced(text: str, doubt: ReviewItem, old: str, new: str) -> str:
    if text.count(old) != 1:
        zh = f"“{doubt.quote}”在报道里不是恰好出现一次，请直接改文件"
        en = f"'{doubt.quote}' does not stand in the story exactly once; change the file"
        raise BadInput([Problem(file=str(doubt.path), zh=zh, en=en)])
    return text.replace(old, new)


def _place(text: str, doubt: ReviewItem, answer: Answer) -> str:
    regions = [name.strip() for name in answer.text.replace("、", "\n").split("\n") if name.strip()]
    return _decided(text, doubt.path, "regions", regions if answer.text else None)


def _year(text: str, doubt: ReviewItem, answer: Answer) -> str:
    if answer.verdict is Verdict.CORRECTED:
        year = int(answer.text) if answer.text.strip().isdigit() else answer.text.strip()
        return _decided(text, doubt.path, "year", year, year_basis="stated")
    if answer.verdict is Verdict.REJECTED:
        return _decided(text, doubt.path, "year", None, year_basis="unknown")
    year = _source(text, doubt.path).value("year")
    return _decided(text, doubt.path, "year", year, also=True)


_CHANGES: dict[Topic, Callable[[str, ReviewItem, Answer], str]] = {
    Topic.FLAG: _flag,
    Topic.GAP: _gap,
    Topic.PLACE: _place,
    Topic.NO_YEAR: _year,
    Topic.YEAR: _year,
}


def _decided(
    text: str, path: Path, field: str, value: Any, *, also: bool = False, **more: Any
) -> str:
    """Give a field the editor's value, with the evidence that it is the editor's.

    ``also`` keeps what spoke for it before.
    """
    held = _source(text, path).value("evidence") or []
    kept = [e for e in held if also or e.get("field") != field]
    listed = value if isinstance(value, list) else [value]
    given = [
        {"field": field, "value": "" if one is None else str(one), "by": EDITOR, "quote": ""}
        for one in listed
    ]
    return _with(text, path, **{field: value}, **more, evidence=[*kept, *given])


def _with(text: str, path: Path, **values: Any) -> str:
    source = _source(text, path)
    for key, value in values.items():
        source = source.with_value(key, value)
    return source.text


def _source(text: str, path: Path) -> EditableText:
    source = read_editable(text)
    if source is None:
        zh, en = "资料区读不了，请先改正", "the front matter cannot be read; mend it first"
        raise BadInput([Problem(file=str(path), line=1, zh=zh, en=en)])
    return source


def hunks(path: Path) -> tuple[Revision, ...]:
    """Return where the machine's proposal differs from the story at ``path``."""
    return compare(read_text(path), read_text(proposed_path(path)))


def _settle_proposal(docs: Path, seeds: Path, doubt: ReviewItem, answer: Answer) -> None:
    """Take the machine's side of one contradiction, the editor's, or what is typed."""
    path, beside = doubt.path, proposed_path(doubt.path)
    every = hunks(path)
    number = doubt.start or 0
    if number >= len(every) or every[number].line != doubt.end:
        zh, en = "这一处已经变了，请刷新页面", "this place has changed; load the page again"
        raise BadInput([Problem(file=str(beside), zh=zh, en=en)])
    hunk, others = every[number], (*every[:number], *every[number + 1 :])
    typed = tuple(answer.text.replace("\r\n", "\n").split("\n"))
    new = {
        Verdict.ACCEPTED: hunk.new,
        Verdict.CORRECTED: typed,
        Verdict.REJECTED: hunk.old,
    }[answer.verdict]
    taken = replace(hunk, new=new)
    text = read_text(path)
    kept, proposed = redo(text, [taken]), redo(text, [*others, taken])
    edit_story(docs, seeds, path, lambda _: kept)
    if kept == proposed:
        beside.unlink()
    else:
        write_atomically(beside, proposed)
