"""Whether the site on the disk is what a build would make now. Nothing of MkDocs is loaded."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import NamedTuple

from aidstories.bounded import read_json
from aidstories.site.incremental.record import Damaged, Record
from aidstories.site.incremental.snapshot import Stamp, differs, files_below
from aidstories.site.incremental.version import version

RECORD = "site.sqlite"
"""What the record of `aidstories build` is called."""
WHOLE, VERSION, FRAMES, INPUTS, SITE, GIVEN = (
    "whole",
    "version",
    "frames",
    "inputs",
    "site",
    "given",
)
"""What a build notes in the record: that it ended; of what program and templates; where these and
its other files stand; where the site is, and what was asked for."""


class Given(NamedTuple):
    """What an editor asks of a build: another folder for the site, warnings as errors."""

    site: str | None = None
    strict: bool = False


def standing(config: Path, given: object, file: Path) -> int | None:
    """Return how many files the site has if it is as a build would leave it, else None.

    ``config`` is the configuration's file, ``given`` what is asked for, ``file`` the record's.
    """
    if not file.is_file():
        return None
    try:
        record = Record(file)
    except Damaged:
        return None
    try:
        return len(record.files) if _stands(record, config, given) else None
    except (Damaged, KeyError, ValueError, TypeError):
        return None
    finally:
        record.close()


def _stands(record: Record, config: Path, given: object) -> bool:
    meta = record.meta
    if meta.get(WHOLE) != b"yes" or meta.get(GIVEN) != noted(given):
        return False
    if meta[VERSION] != version(config, places_of(meta, FRAMES)):
        return False
    if differs(record.inputs(), places_of(meta, INPUTS)):
        return False
    return files_of(meta[SITE].decode("utf-8", "surrogateescape")) == record.files


def files_of(site: str) -> dict[str, Stamp]:
    """Return all files of a site; what is hidden at its root is somebody else's (``.git``)."""
    return {path: stamp for path, stamp in files_below(site) if path[0] != "."}


def named(folder: Path) -> bytes:
    """Return the name of a folder as it is noted."""
    return str(folder).encode("utf-8", "surrogateescape")


def noted(told: object) -> bytes:
    """Return what is noted in a record of ``told``."""
    return json.dumps(told).encode("utf-8")


def places_of(meta: Mapping[str, bytes], name: str) -> Collection[str]:
    """Return the files and folders noted as ``name``; none where the record has no such note."""
    return [str(place) for place in read_json(meta.get(name, b"[]"))]


def history(root: Path) -> list[str]:
    """Return the files of git that change when its history does: some days come from there."""
    for folder in (root, *root.parents):
        git = folder / ".git"
        if git.is_file():  # a worktree names its folder
            said = git.read_text("utf-8", "replace").partition("gitdir:")[2].strip()
            git = folder / said
        if git.is_dir():
            return [str(git / name) for name in ("HEAD", "index", "logs/HEAD")]
    return []
