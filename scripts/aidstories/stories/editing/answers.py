"""What an editor does about doubtful places, written as the editor's edits.

The story's file changes only where the editor says so; its record notes the revision, and what
was said of flags and gaps, which is not in any file's text. What was done is kept in the journal,
so that it can be taken back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from aidstories.errors import BadInput, Problem, nearest
from aidstories.model import DESCRIBED, Joined, Status
from aidstories.paths import ArchivePaths, proposed_path
from aidstories.restore import ledger as ledgers
from aidstories.stories.checks.review_items import ReviewItem, Topic
from aidstories.stories.checks.stories import read_rules
from aidstories.stories.editing import journal
from aidstories.stories.editing.edit import edit_in, record_in
from aidstories.stories.editing.fields import (
    corrected,
    decided,
    kept_as_is,
    with_values,
)
from aidstories.stories.editing.journal import Entry, Said
from aidstories.stories.editing.places import Words, words_at
from aidstories.stories.editing.structure import goes_on, imported, restructure
from aidstories.stories.editing.work import Work
from aidstories.stories.format.markdown import GAP_MARK, escape
from aidstories.stories.store.captures import recorded_text
from aidstories.stories.store.catalogue import CaptureEntry, read_catalogue
from aidstories.stories.store.files import read_text
from aidstories.stories.store.record import Settled, Verdict, read_record, record_json
from aidstories.stories.store.revisions import Revision, compare, redo
from aidstories.tables import read_tables

_BREAK = "break"
"""The reason of a flag that asks whether a paragraph goes on in the next."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An editor's answer to a doubt; ``text`` is what a correction says."""

    verdict: Verdict
    text: str = ""


def answer_item(paths: ArchivePaths, item: ReviewItem, answer: Answer) -> Entry:
    """Carry out ``answer``. Raises `BadInput` where it does not fit; nothing is written then."""
    return answer_items(paths, [item], answer)


def answer_items(paths: ArchivePaths, items: Sequence[ReviewItem], answer: Answer) -> Entry:
    """Carry out the same ``answer`` to all of ``items``, in one write. The caller holds the lock.

    Raises `BadInput` with the problems of all that it does not fit; nothing is written then.
    """
    said = [_said(item, answer) for item in items]
    if answer.verdict is Verdict.ACCEPTED and all(item.reason == _BREAK for item in items):
        return restructure(paths, _continued(paths, items), said)
    work = Work()
    if items and items[0].topic is Topic.PROPOSED:
        _answer_proposal(work, paths, items, answer)
    else:
        _answer_stories(work, paths, items, answer)
        _settle(work, paths, items, answer.verdict)
    return journal.perform(paths, said, work.changes())


def _answer_stories(
    work: Work, paths: ArchivePaths, items: Sequence[ReviewItem], answer: Answer
) -> None:
    rules, problems = read_rules(paths), list[Problem]()
    for path, group in groupby(sorted(items, key=lambda i: i.path), key=lambda i: i.path):
        of_story = list(group)

        def change(text: str, of_story: list[ReviewItem] = of_story) -> str:
            return _changed(text, of_story, answer, paths)

        try:
            edit_in(work, paths, path, change, rules)
        except BadInput as error:
            problems += error.problems
    if problems:
        raise BadInput(problems)


def _settle(work: Work, paths: ArchivePaths, items: Iterable[ReviewItem], verdict: Verdict) -> None:
    """Note in the records what was said of places of captures."""
    for item in items:
        if item.capture is not None and item.start is not None and item.end is not None:
            one = Settled(start=item.start, end=item.end, reason=item.reason, verdict=verdict)
            path = paths.record(item.capture)
            record = record_in(work, path)
            work.write(path, record_json(replace(record, settled=(*record.settled, one))))


def _said(item: ReviewItem, answer: Answer) -> Said:
    placed = item.capture is not None
    return Said(
        id=item.id,
        topic=item.topic.value,
        quote=item.quote,
        verdict=answer.verdict.value,
        text=answer.text if answer.verdict is Verdict.CORRECTED else "",
        reason=item.reason,
        capture=item.capture,
        start=item.start if placed else None,
        end=item.end if placed else None,
        anchor=item.anchor,
    )


def _continued(paths: ArchivePaths, items: Iterable[ReviewItem]) -> list[tuple[str, Joined]]:
    """Return the decisions that have the paragraphs of ``items`` go on in the next."""
    found = []
    for item in items:
        decision = goes_on(paths, item.capture or "", item.start or 0)
        if decision is None:
            zh, en = f"“{item.quote}”后面没有可接的一段", f"nothing follows '{item.quote}'"
            raise BadInput([Problem(file=str(item.path), zh=zh, en=en)])
        found.append((item.capture or "", decision))
    return found


def set_status(paths: ArchivePaths, file: Path, status: str) -> Entry:
    """Give the story in ``file`` another status, as an editor does. Raises `BadInput`."""
    if status not in tuple(Status):
        near = nearest(status, Status) or "、".join(Status)
        zh, en = f"没有“{status}”这个状态；最接近的是“{near}”", f"no status '{status}': '{near}'?"
        raise BadInput([Problem(file=str(file), field="status", zh=zh, en=en)])
    work = Work()
    edit_in(work, paths, file, lambda text: with_values(text, file, status=status))
    said = Said(id=file.stem, topic="", quote="", verdict="status", text=status)
    return journal.perform(paths, [said], work.changes())


def bring_back(paths: ArchivePaths, id_: str) -> Entry:
    """Import the capture of a story that was left out once more, the story with it."""
    for record in map(read_record, paths.record_files()):
        if any(story.left_out and story.id == id_ for story in record.stories):
            catalogue = read_catalogue(paths.catalogue)
            entry = catalogue.get(record.capture) or CaptureEntry(file=record.capture)
            said = Said(id=id_, topic="", quote="", verdict="back", capture=record.capture)
            return imported(paths, [entry], [said], again=(id_,))
    zh, en = f"没有删去过 {id_}", f"{id_} is not left out"
    raise BadInput([Problem(file=str(paths.docs), zh=zh, en=en)])


# What an answer does to the story's text, for each topic


def _changed(text: str, items: Sequence[ReviewItem], answer: Answer, paths: ArchivePaths) -> str:
    """Return the text of a story with ``answer`` to each of its ``items``."""
    flags = [item for item in items if item.topic is Topic.FLAG]
    if flags and answer.verdict is Verdict.CORRECTED:
        for words in sorted({_words_of(text, item, paths) for item in flags}, reverse=True):
            text = words.replaced(text, answer.text.strip())
    for item in items:
        if item.topic is Topic.FIELD:
            text = _field(text, item, answer, paths)
        elif item.topic is not Topic.FLAG:
            text = _CHANGES[item.topic](text, item, answer)
    return text


def _words_of(text: str, item: ReviewItem, paths: ArchivePaths) -> Words:
    """Return where the words of a flag stand in the text of a story. Raises `BadInput`."""
    record = read_record(paths.record(item.capture or ""))
    number = next((n for n, story in enumerate(record.stories) if story.id == item.id), None)
    raw = recorded_text(record, paths)
    if raw is not None and number is not None:
        articles = ledgers.apply(raw, record.ledger)
        words = words_at(text, item.quote, item.start or 0, record, articles, number)
        if words is not None:
            return words
    raise _elsewhere(item)


def _elsewhere(item: ReviewItem) -> BadInput:
    zh = f"“{item.quote}”在报道里找不到，或分不清是哪一处，请直接改文件"
    en = f"'{item.quote}' is not to be found in the story, or not told apart; change the file"
    return BadInput([Problem(file=str(item.path), zh=zh, en=en)])


def _gap(text: str, item: ReviewItem, answer: Answer) -> str:
    if answer.verdict is Verdict.ACCEPTED:
        return text
    new = escape(answer.text.strip()) if answer.verdict is Verdict.CORRECTED else ""
    quote = escape(item.quote)
    for old, made in ((GAP_MARK + quote, new + quote), (quote + GAP_MARK, quote + new)):
        if text.count(old) == 1:
            return text.replace(old, made)
    if text.count(GAP_MARK) != 1:
        raise _elsewhere(item)
    return text.replace(GAP_MARK, new)


def _place(text: str, item: ReviewItem, answer: Answer) -> str:
    regions = [name.strip() for name in answer.text.replace("、", "\n").split("\n") if name.strip()]
    return decided(text, item.path, "regions", regions if answer.text else None)


def _year(text: str, item: ReviewItem, answer: Answer) -> str:
    if answer.verdict is Verdict.CORRECTED:
        year = int(answer.text) if answer.text.strip().isdigit() else answer.text.strip()
        return decided(text, item.path, "year", year, year_basis="stated")
    if answer.verdict is Verdict.REJECTED:
        return decided(text, item.path, "year", None, year_basis="unknown")
    return kept_as_is(text, item.path, "year")


_CHANGES: dict[Topic, Callable[[str, ReviewItem, Answer], str]] = {
    Topic.GAP: _gap,
    Topic.PLACE: _place,
    Topic.NO_YEAR: _year,
    Topic.YEAR: _year,
}


def _field(text: str, item: ReviewItem, answer: Answer, paths: ArchivePaths) -> str:
    """Keep a doubtful field, empty it, or write what is typed."""
    if item.reason == "year":
        return _year(text, item, answer)
    if answer.verdict is Verdict.ACCEPTED:
        return kept_as_is(text, item.path, item.reason)
    if answer.verdict is Verdict.REJECTED and item.reason in DESCRIBED:
        return decided(text, item.path, item.reason, None)
    field = read_tables(paths.data).fields.get(item.reason)
    if field is None or field.type == "figures" or answer.verdict is Verdict.REJECTED:
        zh, en = "这一项请用“分段”改，或直接改文件", "change its lines, or the file"
        raise BadInput([Problem(file=str(item.path), field=item.reason, zh=zh, en=en)])
    return corrected(text, item.path, field, answer.text)


def proposed_changes(file: Path) -> tuple[Revision, ...]:
    """Return where the machine's proposal differs from the story in ``file``."""
    return compare(read_text(file), read_text(proposed_path(file)))


def _answer_proposal(
    work: Work, paths: ArchivePaths, items: Sequence[ReviewItem], answer: Answer
) -> None:
    """Take the machine's side of one contradiction, the editor's, or what is typed."""
    item = items[0]
    file, beside = item.path, proposed_path(item.path)
    every = proposed_changes(file)
    number = item.start or 0
    changed = number >= len(every) or every[number].line != item.end
    if changed or "\n".join(every[number].new) != item.quote:
        zh, en = "这一处已经变了，请刷新页面", "this place has changed; load the page again"
        raise BadInput([Problem(file=str(beside), zh=zh, en=en)])
    if len(items) > 1:
        zh, en = "与编者冲突的要一处一处地定", "contradictions are settled one by one"
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
    edit_in(work, paths, file, lambda _: kept)
    work.write(beside, None if kept == proposed else proposed)
