"""An editor's change of a story's file, noted as a revision in its record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from aidstories.errors import BadInput
from aidstories.paths import ArchivePaths
from aidstories.restore import ledger as ledgers
from aidstories.stories.checks.stories import Rules, check_story, read_rules
from aidstories.stories.editing.work import Work
from aidstories.stories.format.editable import read_editable
from aidstories.stories.store.captures import recorded_text
from aidstories.stories.store.days import dated
from aidstories.stories.store.record import (
    Record,
    machine_text,
    parse_record,
    record_json,
    sha256,
)
from aidstories.stories.store.revisions import RevisionError, compare, undo


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
    faults, _ = check_story(file, rules, changed)
    if len(faults) > len(check_story(file, rules, text)[0]):
        raise BadInput(faults)
    work.write(file, changed)
    _note_revision(work, paths, file.stem, text, changed)


def record_in(work: Work, path: Path) -> Record:
    """Return the record at ``path`` as ``work`` has it. Raises `BadInput`."""
    return parse_record(work.text_of(path), path)


def _note_revision(work: Work, paths: ArchivePaths, id_: str, before: str, after: str) -> None:
    matter = read_editable(after)
    capture = matter.plain_value("seed") if matter else None
    path = paths.record(str(capture))
    if capture is None or work.bytes_of(path) is None:
        return
    record = record_in(work, path)
    stories = list(record.stories)
    for number, recorded in enumerate(stories):
        base = _base(record, number, before, paths) if recorded.id == id_ else None
        if base is not None:
            revised = replace(recorded, revisions=compare(base, after))
            stories[number] = dated(revised, recorded, after, new=False)
    work.write(path, record_json(replace(record, stories=tuple(stories))))


def _base(record: Record, number: int, before: str, paths: ArchivePaths) -> str | None:
    """Return what the machine wrote of a story, or None where nobody knows."""
    recorded = record.stories[number]
    try:
        base: str | None = undo(before, recorded.revisions)
    except RevisionError:  # changed since the last import
        raw = recorded_text(record, paths)
        if raw is None:
            return None
        base = machine_text(record, number, ledgers.apply(raw, record.ledger)[number])
    return base if base is not None and sha256(base) == recorded.base_sha256 else None
