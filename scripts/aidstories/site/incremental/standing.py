"""Whether the site on the disk is what a build would make now. Nothing of MkDocs is loaded."""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Collection, Mapping
from contextlib import closing
from pathlib import Path
from typing import NamedTuple

from aidstories.bounded import read_json
from aidstories.paths import MANIFEST
from aidstories.site.incremental.record import Damaged, Record
from aidstories.site.incremental.snapshot import Stamp, changes, files_below, names_below
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


class Look(NamedTuple):
    """What a look at a site found that is as the last build left it.

    ``changed`` are the inputs that are not what they were; ``began`` is the time of the look (ns).
    """

    site: Path
    files: Mapping[str, Stamp]
    changed: Collection[str]
    began: int


def standing(config: Path, given: object, file: Path) -> int | None:
    """Return how many files the site has if it is as a build would leave it, else None.

    ``config`` is the configuration's file, ``given`` what is asked for, ``file`` the record's.
    """
    found = look(config, given, file)
    return len(found.files) if found and not found.changed else None


def look(config: Path, given: object, file: Path) -> Look | None:
    """Return what was made from other files than there are now; None where more is different.

    Arguments are as in `standing`: the program, the tables and the site are what they were.
    """
    if not file.is_file():
        return None
    try:
        record = Record(file)
    except Damaged:
        return None
    try:
        return _looked(record, config, given)
    except (Damaged, KeyError, ValueError, TypeError):
        return None
    finally:
        record.close()


def _looked(record: Record, config: Path, given: object) -> Look | None:
    meta, began = record.meta, time.time_ns()
    if meta.get(WHOLE) != b"yes" or meta.get(GIVEN) != noted(given):
        return None
    if meta[VERSION] != version(config, places_of(meta, FRAMES)):
        return None
    changed = changes(record.inputs(), places_of(meta, INPUTS))
    site = Path(meta[SITE].decode("utf-8", "surrogateescape"))
    if files_of(str(site)) != record.files:
        return None
    return Look(site, record.files, changed, began)


def files_of(site: str) -> dict[str, Stamp]:
    """Return all files of a site but its manifest, which is made of them."""
    return {path: stamp for path, stamp in files_below(site) if _of_site(path)}


def names_of(site: str) -> set[str]:
    """Return the paths of the files of a site that `files_of` has."""
    return set(filter(_of_site, names_below(site)))


def _of_site(path: str) -> bool:
    """Return whether a path is no manifest, nor hidden at the root: somebody else's (``.git``)."""
    return path[0] != "." and path != MANIFEST


def site_of(file: Path) -> Path | None:
    """Return the folder of the site that the record ``file`` is of, None where it tells none."""
    if not file.is_file():
        return None
    try:
        with closing(sqlite3.connect(file)) as record:
            found = record.execute("SELECT told FROM meta WHERE name = ?", (SITE,)).fetchone()
    except sqlite3.Error:
        return None
    return Path(found[0].decode("utf-8", "surrogateescape")) if found else None


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
