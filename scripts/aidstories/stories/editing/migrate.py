"""An archive of the format before this one, brought to this one.

Format 1 kept the machine's evidence in the stories' own files; format 2 keeps it in the records.
Files are written before the record of their capture, so a migration that was killed is done again.
A record that does not say when its stories came in gets the days that the history of git tells.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from aidstories.bounded import read_json
from aidstories.paths import ArchivePaths, proposed_path
from aidstories.stories.format.editable import read_editable
from aidstories.stories.store.days import UNKNOWN, Days, history
from aidstories.stories.store.files import bytes_of, decode_text, read_text, write_atomically
from aidstories.stories.store.index import StoryIndex
from aidstories.stories.store.record import FORMAT, damaged, record_json, record_of, sha256
from aidstories.stories.store.revisions import Revision, RevisionError, compare, undo

_EVIDENCE_KEYS = ("field", "value", "by", "quote")


def migrate(paths: ArchivePaths) -> Iterator[tuple[Path, bool]]:
    """Bring every record and its stories to this format; yield it, and whether it changed.

    Raises `BadInput` where a record is none; what was done before stays done.
    """
    index, told = StoryIndex(paths), history(paths)
    for path in paths.record_files():
        try:
            before = read_text(path)
            values = read_json(before)
            if values["format"] == FORMAT - 1:
                _migrate(values, index)
            _date(values["stories"], index, told)
            after = record_json(record_of(values))
        except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
            raise damaged(path, error) from error
        write_atomically(path, after)
        yield path, after != before


def _date(stories: list[dict[str, Any]], index: StoryIndex, told: Mapping[str, Days]) -> None:
    """Give the stories of a record their days, where git knows their files as they stand."""
    for story in stories:
        file, days = index.find(story["id"]), told.get(story["id"], UNKNOWN)
        if file is None or story.get("added") or not days.changed:
            continue
        digest = sha256(read_text(file))
        story["added"] = days.added
        if days.changed != days.added:
            story["corrected"] = days.changed
        if digest != story["base_sha256"]:
            story["revised_sha256"] = digest


def _migrate(values: dict[str, Any], index: StoryIndex) -> None:
    for story in values["stories"]:
        described = story.get("described", {})
        evidence = described.pop("evidence", [])
        machine = [e for e in evidence if e["by"] != "editor"]
        if machine:
            story["evidence"] = machine
        if asserted := [e for e in evidence if e["by"] == "editor"]:
            described["evidence"] = list(map(_plain, asserted))
        file = index.find(story["id"])
        if file is not None and not story.get("left_out"):
            _migrate_story(story, file, machine)
    values["format"] = FORMAT


def _migrate_story(story: dict[str, Any], file: Path, machine: list[dict[str, Any]]) -> None:
    """Take the machine's evidence out of a file, and what the record says of that file along."""
    before = decode_text(bytes_of(file) or b"", file)
    after = _without(before, machine)
    base = _base(story, before)
    if base is not None:
        base = _without(base, machine)
        story["base_sha256"] = sha256(base)
        story["revisions"] = [
            {"line": r.line, "old": r.old, "new": r.new} for r in compare(base, after)
        ]
        if story.get("revised_sha256"):
            story["revised_sha256"] = sha256(after)
    beside = proposed_path(file)
    if beside.is_file():
        write_atomically(beside, _without(read_text(beside), machine))
    write_atomically(file, after)


def _base(story: Mapping[str, Any], text: str) -> str | None:
    """Return what the machine wrote of a story, or None where its file was changed since."""
    revisions = [
        Revision(line=int(r["line"]), old=tuple(r["old"]), new=tuple(r["new"]))
        for r in story["revisions"]
    ]
    try:
        base = undo(text, revisions)
    except RevisionError:
        return None
    return base if sha256(base) == story["base_sha256"] else None


def _without(text: str, machine: list[dict[str, Any]]) -> str:
    """Return a story's file without the evidence that the machine gave; an editor's stays."""
    matter = read_editable(text)
    try:
        listed = matter.plain_value("evidence") if matter else None
    except yaml.YAMLError:  # the check names it
        return text
    if matter is None or not isinstance(listed, list):
        return text
    dropped = {_key(item) for item in machine}
    asserted = [_plain(e) for e in listed if isinstance(e, dict) and _key(e) not in dropped]
    return matter.with_value("evidence", asserted).text


def _key(item: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(str(item.get(key, "")) for key in _EVIDENCE_KEYS)


def _plain(item: Mapping[str, Any]) -> dict[str, str]:
    values = {key: str(item.get(key) or "") for key in _EVIDENCE_KEYS}
    return {key: value for key, value in values.items() if value or key == "value"}
