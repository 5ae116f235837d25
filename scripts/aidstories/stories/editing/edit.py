"""An editor's change of a story's file, noted as a revision in its record."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial, reduce
from pathlib import Path

from aidstories.errors import BadInput, faults
from aidstories.paths import ArchivePaths
from aidstories.restore import ledger as ledgers
from aidstories.restore.conservation import LedgerError
from aidstories.stories.checks.stories import Rules, check_story, read_rules
from aidstories.stories.editing.work import Changed, Work, carry_out
from aidstories.stories.format.editable import read_editable
from aidstories.stories.store.captures import recorded_text
from aidstories.stories.store.days import dated
from aidstories.stories.store.files import bytes_of, decode_text
from aidstories.stories.store.record import (
    Record,
    machine_text,
    parse_record,
    read_record,
    record_json,
    sha256,
)
from aidstories.stories.store.revisions import RevisionError, compare, undo


@dataclass(frozen=True, slots=True, kw_only=True)
class StoryEdit:
    """A story's file that shall hold ``text``; ``before`` are the bytes that it holds."""

    path: Path
    before: bytes
    text: str


def edit_story(paths: ArchivePaths, file: Path, change: Callable[[str], str]) -> None:
    """Change the text of the story in ``file`` and note the revision in its record.

    Raises `BadInput` where it would have more faults than before; nothing is written then.
    """
    work = Work()
    edit_in(work, paths, file, change)
    work.commit()


def edit_in(
    work: Work,
    paths: ArchivePaths,
    file: Path,
    change: Callable[[str], str],
    rules: Rules | None = None,
) -> None:
    """Do in ``work`` what `edit_story` does on the disk. Raises `BadInput` as it does.

    Who edits several stories reads the ``rules`` once.
    """
    text = work.text_of(file)
    changed = change(text)
    if changed == text:
        return
    rules = rules or read_rules(paths)
    found = faults(check_story(file, rules, changed)[0])
    if len(found) > len(faults(check_story(file, rules, text)[0])):
        raise BadInput(found)
    edit = StoryEdit(path=file, before=work.bytes_of(file) or b"", text=changed)
    work.write(file, changed)
    path = _record_of(paths, changed)
    if path is not None:
        work.write(path, record_json(_revised(paths, record_in(work, path), edit)))


def record_in(work: Work, path: Path) -> Record:
    """Return the record at ``path`` as ``work`` has it. Raises `BadInput`."""
    return parse_record(work.text_of(path), path)


def write_edits(paths: ArchivePaths, edits: Iterable[StoryEdit]) -> None:
    """Write the files of many stories and note the revisions in their records.

    The record of a capture is written with its stories, all of them or none. Raises `BadInput`
    where somebody else wrote a file meanwhile, OSError; all stay as they are then.
    """
    by_record: dict[Path | None, list[StoryEdit]] = {}
    for edit in edits:
        by_record.setdefault(_record_of(paths, edit.text), []).append(edit)
    changes: list[Changed] = []
    for path, group in by_record.items():
        changes += [Changed(path=e.path, before=e.before, after=e.text.encode()) for e in group]
        if path is not None:
            before = bytes_of(path)
            record = reduce(partial(_revised, paths), group, read_record(path))
            changes.append(Changed(path=path, before=before, after=record_json(record).encode()))
    carry_out(tuple(changes))


def _record_of(paths: ArchivePaths, text: str) -> Path | None:
    matter = read_editable(text)
    capture = matter.plain_value("seed") if matter else None
    path = paths.record(str(capture))
    return path if capture is not None and path.is_file() else None


def _revised(paths: ArchivePaths, record: Record, edit: StoryEdit) -> Record:
    """Return the record with what an editor changed in one of its stories."""
    before = decode_text(edit.before, edit.path)
    stories = list(record.stories)
    for number, recorded in enumerate(stories):
        ours = recorded.id == edit.path.stem
        base = base_of(record, number, before, paths) if ours else None
        if base is not None:
            revised = replace(recorded, revisions=compare(base, edit.text))
            stories[number] = dated(revised, recorded, edit.text, new=False)
    return replace(record, stories=tuple(stories))


def base_of(record: Record, number: int, before: str, paths: ArchivePaths) -> str | None:
    """Return what the machine wrote of a story whose file held ``before``.

    None where nobody knows.
    """
    recorded = record.stories[number]
    with suppress(RevisionError):
        base = undo(before, recorded.revisions)
        if sha256(base) == recorded.base_sha256:
            return base
    with suppress(LedgerError):  # changed since the last import
        made = _made(record, number, paths)
        if made is not None and sha256(made) == recorded.base_sha256:
            return made
    return None


def _made(record: Record, number: int, paths: ArchivePaths) -> str | None:
    raw = recorded_text(record, paths)
    return raw and machine_text(record, number, ledgers.apply(raw, record.ledger)[number])
