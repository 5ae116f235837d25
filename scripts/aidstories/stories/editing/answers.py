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
from aidstories.model import Origin, Status
from aidstories.paths import ArchivePaths, proposed_path
from aidstories.stories.checks.review_items import ReviewItem, Topic
from aidstories.stories.editing.edit import edit_story
from aidstories.stories.format.editable import EditableText, read_editable
from aidstories.stories.format.markdown import GAP_MARK, escape
from aidstories.stories.importing.run import import_captures
from aidstories.stories.store.catalogue import CaptureEntry, read_catalogue
from aidstories.stories.store.files import read_text, write_atomically
from aidstories.stories.store.record import Settled, Verdict, read_record, record_json
from aidstories.stories.store.revisions import Revision, compare, redo

_BREAK = "break"
"""The reason of a flag that asks whether a paragraph goes on in the next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An editor's answer to a doubt; ``text`` is what a correction says."""

    verdict: Verdict
    text: str = ""


def answer_item(paths: ArchivePaths, item: ReviewItem, answer: Answer) -> None:
    """Carry out ``answer``. Raises `BadInput` where it does not fit; nothing is written then."""
    if item.topic is Topic.PROPOSED:
        _answer_proposal(paths, item, answer)
        return
    change = _CHANGES[item.topic]
    edit_story(paths, item.path, lambda text: change(text, item, answer))
    if item.capture is not None and item.start is not None and item.end is not None:
        one = Settled(start=item.start, end=item.end, reason=item.reason, verdict=answer.verdict)
        path = paths.record(item.capture)
        record = read_record(path)
        write_atomically(path, record_json(replace(record, settled=(*record.settled, one))))


def set_status(paths: ArchivePaths, file: Path, status: str) -> None:
    """Give the story in ``file`` another status, as an editor does. Raises `BadInput`."""
    if status not in tuple(Status):
        near = nearest(status, Status) or "、".join(Status)
        zh, en = f"没有“{status}”这个状态；最接近的是“{near}”", f"no status '{status}': '{near}'?"
        raise BadInput([Problem(file=str(file), field="status", zh=zh, en=en)])
    edit_story(paths, file, lambda text: _with(text, file, status=status))


def bring_back(paths: ArchivePaths, id_: str) -> None:
    """Import the capture of a story that was left out once more, the story with it."""
    for record in map(read_record, paths.record_files()):
        if any(story.left_out and story.id == id_ for story in record.stories):
            catalogue = read_catalogue(paths.catalogue)
            entry = catalogue.get(record.capture) or CaptureEntry(file=record.capture)
            job = (paths.capture(record.capture), entry)
            (outcome,) = import_captures([job], paths, again=(id_,))
            if outcome.problems:
                raise BadInput(outcome.problems)
            return
    zh, en = f"没有删去过 {id_}", f"{id_} is not left out"
    raise BadInput([Problem(file=str(paths.docs), zh=zh, en=en)])


# What an answer does to the story's text, for each topic


def _flag(text: str, item: ReviewItem, answer: Answer) -> str:
    if item.reason == _BREAK and answer.verdict is Verdict.ACCEPTED:
        return _replaced(text, item, escape(item.quote) + "\n\n", escape(item.quote))
    if answer.verdict is not Verdict.CORRECTED:
        return text
    return _replaced(text, item, escape(item.quote), escape(answer.text.strip()))


def _gap(text: str, item: ReviewItem, answer: Answer) -> str:
    if answer.verdict is Verdict.ACCEPTED:
        return text
    new = escape(answer.text.strip()) if answer.verdict is Verdict.CORRECTED else ""
    quote = escape(item.quote)
    for old, made in ((GAP_MARK + quote, new + quote), (quote + GAP_MARK, quote + new)):
        if text.count(old) == 1:
            return text.replace(old, made)
    marks = text.count(GAP_MARK)
    return text.replace(GAP_MARK, new) if marks == 1 else _replaced(text, item, quote, quote)


def _replaced(text: str, item: ReviewItem, old: str, new: str) -> str:
    if text.count(old) != 1:
        zh = f"“{item.quote}”在报道里不是恰好出现一次，请直接改文件"
        en = f"'{item.quote}' does not stand in the story exactly once; change the file"
        raise BadInput([Problem(file=str(item.path), zh=zh, en=en)])
    return text.replace(old, new)


def _place(text: str, item: ReviewItem, answer: Answer) -> str:
    regions = [name.strip() for name in answer.text.replace("、", "\n").split("\n") if name.strip()]
    return _decided(text, item.path, "regions", regions if answer.text else None)


def _year(text: str, item: ReviewItem, answer: Answer) -> str:
    if answer.verdict is Verdict.CORRECTED:
        year = int(answer.text) if answer.text.strip().isdigit() else answer.text.strip()
        return _decided(text, item.path, "year", year, year_basis="stated")
    if answer.verdict is Verdict.REJECTED:
        return _decided(text, item.path, "year", None, year_basis="unknown")
    year = _editable(text, item.path).value("year")
    return _decided(text, item.path, "year", year, also=True)


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
    asserted = _editable(text, path).value("evidence") or []
    kept = [e for e in asserted if also or e.get("field") != field]
    listed = value if isinstance(value, list) else [value]
    given = [
        {"field": field, "value": "" if one is None else str(one), "by": Origin.EDITOR.value}
        for one in listed
    ]
    return _with(text, path, **{field: value}, **more, evidence=[*kept, *given])


def _with(text: str, path: Path, **values: Any) -> str:
    matter = _editable(text, path)
    for key, value in values.items():
        matter = matter.with_value(key, value)
    return matter.text


def _editable(text: str, path: Path) -> EditableText:
    matter = read_editable(text)
    if matter is None:
        zh, en = "资料区读不了，请先改正", "the front matter cannot be read; mend it first"
        raise BadInput([Problem(file=str(path), line=1, zh=zh, en=en)])
    return matter


def proposed_changes(file: Path) -> tuple[Revision, ...]:
    """Return where the machine's proposal differs from the story in ``file``."""
    return compare(read_text(file), read_text(proposed_path(file)))


def _answer_proposal(paths: ArchivePaths, item: ReviewItem, answer: Answer) -> None:
    """Take the machine's side of one contradiction, the editor's, or what is typed."""
    file, beside = item.path, proposed_path(item.path)
    every = proposed_changes(file)
    number = item.start or 0
    if number >= len(every) or every[number].line != item.end:
        zh, en = "这一处已经变了，请刷新页面", "this place has changed; load the page again"
        raise BadInput([Problem(file=str(beside), zh=zh, en=en)])
    chosen, others = every[number], (*every[:number], *every[number + 1 :])
    typed = tuple(answer.text.replace("\r\n", "\n").split("\n"))
    new = {
        Verdict.ACCEPTED: chosen.new,
        Verdict.CORRECTED: typed,
        Verdict.REJECTED: chosen.old,
    }[answer.verdict]
    answered = replace(chosen, new=new)
    text = read_text(file)
    kept, proposed = redo(text, [answered]), redo(text, [*others, answered])
    edit_story(paths, file, lambda _: kept)
    if kept == proposed:
        beside.unlink()
    else:
        write_atomically(beside, proposed)
