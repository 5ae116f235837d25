"""An editor's change of a story's file, noted as a revision in its record."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from aidstories.errors import BadInput, faults
from aidstories.paths import ArchivePaths
from aidstories.restore import ledger as ledgers
from aidstories.restore.conservation import LedgerError
from aidstories.stories.checks.stories import check_story, read_rules
from aidstories.stories.format.editable import read_editable
from aidstories.stories.store.captures import recorded_text
from aidstories.stories.store.days import dated
from aidstories.stories.store.files import bytes_of, decode_text, replace_text, write_atomically
from aidstories.stories.store.record import (
    Record,
    machine_text,
    read_record,
    record_json,
    sha256,
)
from aidstories.stories.store.revisions import RevisionError, compare, undo


def edit_story(paths: ArchivePaths, file: Path, change: Callable[[str], str]) -> None:
    """Change the text of the story in ``file`` and note the revision in its record.

    Raises `BadInput` where it would have more faults than before; nothing is written then.
    """
    before = bytes_of(file) or b""
    text = decode_text(before, file)
    changed = change(text)
    if changed == text:
        return
    rules = read_rules(paths)
    found = faults(check_story(file, rules, changed)[0])
    if len(found) > len(faults(check_story(file, rules, text)[0])):
        raise BadInput(found)
    replace_text(file, before, changed)
    _note_revision(paths, file.stem, text, changed)


def _note_revision(paths: ArchivePaths, id_: str, before: str, after: str) -> None:
    matter = read_editable(after)
    capture = matter.plain_value("seed") if matter else None
    path = paths.record(str(capture))
    if capture is None or not path.is_file():
        return
    record = read_record(path)
    stories = list(record.stories)
    for number, recorded in enumerate(stories):
        base = base_of(record, number, before, paths) if recorded.id == id_ else None
        if base is not None:
            revised = replace(recorded, revisions=compare(base, after))
            stories[number] = dated(revised, recorded, after, new=False)
    write_atomically(path, record_json(replace(record, stories=tuple(stories))))


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
