"""An archive brought up to the installed version: its files merged three ways.

The base is what init or the last upgrade wrote, ours what stands there now, theirs what init
would write today. Where the two contradict, ours stays and ``<file>.proposed`` has the rest.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path

from aidstories.errors import BadInput
from aidstories.founding.kept import (
    Founded,
    base_path,
    is_text,
    keeping,
    read_founded,
)
from aidstories.founding.rows import merge_rows
from aidstories.founding.starter import ONCE, SCHEMA_FILE, installed_version, starter
from aidstories.founding.templates import read_templates
from aidstories.paths import ArchivePaths, proposed_path
from aidstories.stories.checks.schema import schema_text
from aidstories.stories.importing.merge3 import merge3
from aidstories.stories.store.files import Write, bytes_of, write_atomically, write_many
from aidstories.stories.store.record import sha256
from aidstories.tables import read_tables

_TABLES = "docs/data/"


class Step(StrEnum):
    """What an upgrade does with a file."""

    NEW = "new"
    UPDATED = "updated"
    MERGED = "merged"
    PROPOSED = "proposed"
    """As merged; where the two contradict, theirs stands in a file beside it."""
    REMOVED = "removed"
    """The program has it no longer, and nobody changed it."""
    KEPT = "kept"
    """The program has it no longer; it was changed here and stays."""
    LEFT_OUT = "left_out"
    """It was deleted here and changed there; it stays deleted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileStep:
    """What becomes of one file: the bytes of now, of then, and of what stands beside it.

    ``after`` is None for no file, ``proposed`` for nothing beside it.
    """

    step: Step
    path: str
    before: bytes | None
    after: bytes | None
    proposed: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Upgrade:
    """What an upgrade will do. ``files`` is all that the program writes today."""

    root: Path
    founded: Founded
    version: str
    files: Mapping[str, bytes]
    steps: tuple[FileStep, ...]

    @property
    def needed(self) -> bool:
        """Whether there is anything to do."""
        same = {p: sha256(data) for p, data in self.files.items()} == dict(self.founded.files)
        return bool(self.steps) or not same or self.version != self.founded.version


def plan_upgrade(root: Path) -> Upgrade:
    """Return what upgrading the archive in ``root`` does. Raises `BadInput`."""
    founded, version = read_founded(root), installed_version()
    files = starter(read_templates(), founded.answers, version)
    paths = sorted(files.keys() | founded.files.keys())
    steps = (_step(root, path, founded.files.get(path), files.get(path)) for path in paths)
    planned = tuple(step for step in steps if step is not None)
    return Upgrade(root=root, founded=founded, version=version, files=files, steps=planned)


def carry_out(upgrade: Upgrade) -> None:
    """Write what was planned; last, what the next upgrade merges from.

    Raises `BadInput` where somebody else wrote a file meanwhile; it stays as it is.
    """
    root = upgrade.root
    writes = []
    for step in upgrade.steps:
        path = root / step.path
        if step.after is not None and step.after != step.before:
            writes.append(Write(path=path, data=step.after, before=step.before))
        if step.proposed is not None:
            writes.append(Write(path=proposed_path(path), data=step.proposed))
    write_many(writes)
    for step in upgrade.steps:
        if step.step is Step.REMOVED and bytes_of(root / step.path) == step.before:
            (root / step.path).unlink()
    _follow_fields(root)
    write_many(keeping(root, upgrade.files, replace(upgrade.founded, version=upgrade.version)))
    for gone in upgrade.founded.files.keys() - upgrade.files.keys():
        base_path(root, gone).unlink(missing_ok=True)


def _follow_fields(root: Path) -> None:
    """Write the JSON Schema of the merged table of fields; a faulty table is the check's to say."""
    try:
        fields = read_tables(ArchivePaths(root).data).fields
    except BadInput:
        return
    write_atomically(root / SCHEMA_FILE, schema_text(fields))


def _step(root: Path, path: str, then: str | None, theirs: bytes | None) -> FileStep | None:
    """Return what becomes of a file whose hash was ``then``; None where it stays as it is."""
    ours = bytes_of(root / path)
    if then is not None and path in ONCE:
        return None
    if theirs is None:
        return _gone(path, then, ours)
    if sha256(theirs) == then or ours == theirs:
        return None
    if ours is None:
        step = Step.NEW if then is None else Step.LEFT_OUT
        after = theirs if then is None else None
        return FileStep(step=step, path=path, before=None, after=after)
    if sha256(ours) == then:
        return FileStep(step=Step.UPDATED, path=path, before=ours, after=theirs)
    return _merged(path, bytes_of(base_path(root, path)), ours, theirs)


def _gone(path: str, then: str | None, ours: bytes | None) -> FileStep | None:
    if ours is None:
        return None
    step = Step.REMOVED if sha256(ours) == then else Step.KEPT
    after = None if step is Step.REMOVED else ours
    return FileStep(step=step, path=path, before=ours, after=after)


def _merged(path: str, base: bytes | None, ours: bytes, theirs: bytes) -> FileStep:
    whole = FileStep(step=Step.PROPOSED, path=path, before=ours, after=ours, proposed=theirs)
    if base is None or not all(map(is_text, (base, ours, theirs))):
        return whole
    three = [data.decode("utf-8") for data in (base, ours, theirs)]
    kept, proposed = _merged_texts(path, *three)
    if kept == proposed:
        return FileStep(step=Step.MERGED, path=path, before=ours, after=kept.encode("utf-8"))
    return replace(whole, after=kept.encode("utf-8"), proposed=proposed.encode("utf-8"))


def _merged_texts(path: str, base: str, ours: str, theirs: str) -> tuple[str, str]:
    """Return a text with our side and with their side of what contradicts."""
    table = path.removeprefix(_TABLES) if path.startswith(_TABLES) else ""
    rows = merge_rows(table, base, ours, theirs) if table else None
    if rows is not None:
        return rows.text, rows.proposed
    kept = proposed = ""
    cut = [text.splitlines(keepends=True) for text in (base, ours, theirs)]
    for hunk in merge3(*cut):
        agreed = hunk.agreed
        kept += "".join(hunk.ours if agreed is None else agreed)
        proposed += "".join(hunk.theirs if agreed is None else agreed)
    return kept, proposed
