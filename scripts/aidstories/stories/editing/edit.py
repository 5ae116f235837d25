"""An editor's change of a story's file, noted as a revision in its record."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from aidstories.errors import BadInput
from aidstories.restore import ledger as ledgers
from aidstories.restore.decode import decode
from aidstories.stories.checks.check import check_story, read_rules
from aidstories.stories.format.editable import read_editable
from aidstories.stories.store.files import decode_text, held_bytes, replace_text, write_atomically
from aidstories.stories.store.record import (
    Record,
    machine_text,
    read_record,
    record_json,
    record_path,
    sha256,
)
from aidstories.stories.store.revisions import RevisionError, compare, undo


def edit_story(docs: Path, seeds: Path, path: Path, change: Callable[[str], str]) -> None:
    """Change the text of the story at ``path`` and note the revision in its record.

    Raises `BadInput` where it would have more faults than before; nothing is written then.
    """
    before = held_bytes(path) or b""
    text = decode_text(before, path)
    changed = change(text)
    if changed == text:
        return
    rules = read_rules(docs, seeds)
    faults, _ = check_story(path, rules, changed)
    if len(faults) > len(check_story(path, rules, text)[0]):
        raise BadInput(faults)
    replace_text(path, before, changed)
    _note_revision(docs, seeds, path.stem, text, changed)


def _note_revision(docs: Path, seeds: Path, id_: str, before: str, after: str) -> None:
    source = read_editable(after)
    seed = source.value("seed") if source else None
    path = record_path(docs, str(seed))
    if seed is None or not path.is_file():
        return
    record = read_record(path)
    stories = list(record.stories)
    for number, held in enumerate(stories):
        base = _base(record, number, before, seeds) if held.id == id_ else None
        if base is not None:
            stories[number] = replace(held, revisions=compare(base, after))
    write_atomically(path, record_json(replace(record, stories=tuple(stories))))


def _base(record: Record, number: int, before: str, seeds: Path) -> str | None:
    """Return what the machine wrote of a story, or None where nobody knows."""
    held = record.stories[number]
    try:
        base: str | None = undo(before, held.revisions)
    except RevisionError:  # changed since the last import
        raw = decode((seeds / record.seed).read_bytes()).text
        base = machine_text(record, number, ledgers.apply(raw, record.ledger)[number])
    return base if base is not None and sha256(base) == held.base_sha256 else None
