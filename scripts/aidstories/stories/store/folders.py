"""The folders of an archive, each once: links make circles of them, and lead out of it."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from aidstories.paths import ArchivePaths

DEEPEST = 30
"""Folders one in another: Python's own `Path.rglob` and `os.walk` give up at some 330 and 980."""


class Folder(NamedTuple):
    """A folder, and what stands in it, by name."""

    path: Path
    entries: tuple[os.DirEntry[str], ...]


def homes(paths: ArchivePaths) -> tuple[Path, ...]:
    """Return where the files of an archive lie.

    The folders ``docs`` and ``seeds`` may be links themselves: whoever keeps an archive on two
    disks has made them.
    """
    return tuple(folder.resolve() for folder in (paths.root, paths.docs, paths.captures))


def leads_out(path: Path, inside: Iterable[Path]) -> Path | None:
    """Return where ``path`` ends, None where that is ``inside`` one of these folders."""
    end = Path(os.path.realpath(path))
    return None if any(end.is_relative_to(home) for home in inside) else end


def folders(paths: ArchivePaths, tops: Iterable[Path]) -> Iterator[Folder]:
    """Yield ``tops`` and the folders below, at most `DEEPEST` down; those that are links last.

    A link is followed where it stays in the archive and no other way led there already. Raises
    OSError where a folder cannot be opened.
    """
    inside, seen = homes(paths), set[str]()
    todo = deque((top, 0) for top in tops)
    while todo:
        path, depth = todo.popleft()
        real = os.path.realpath(path)
        if real in seen:
            continue
        seen.add(real)
        try:
            with os.scandir(path) as found:
                entries = tuple(sorted(found, key=lambda entry: entry.name))
        except (FileNotFoundError, NotADirectoryError):
            continue
        yield Folder(path, entries)
        below = [entry for entry in entries if depth < DEEPEST and is_folder(entry)]
        plain = (Path(e.path) for e in reversed(below) if not e.is_symlink())
        linked = (Path(e.path) for e in below if e.is_symlink())
        todo.extendleft((each, depth + 1) for each in plain)
        todo.extend((each, depth + 1) for each in linked if not leads_out(each, inside))


def is_folder(entry: os.DirEntry[str]) -> bool:
    """Return whether an entry is a folder, or a link to one."""
    return entry.is_dir(follow_symlinks=False) or (entry.is_symlink() and Path(entry.path).is_dir())
