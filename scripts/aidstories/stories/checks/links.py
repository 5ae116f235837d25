"""What in ``docs`` and ``seeds`` is no file of the archive: links that lead out of it, pipes."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from aidstories.errors import BadInput, Problem
from aidstories.paths import ArchivePaths


def check_links(paths: ArchivePaths) -> Iterator[tuple[Path, tuple[Problem, ...]]]:
    """Yield each link that leads out of the archive, or nowhere, with where it leads.

    The folders ``docs`` and ``seeds`` may be links themselves: whoever keeps an archive on two
    disks has made them.
    """
    homes = [folder.resolve() for folder in (paths.root, paths.docs, paths.captures)]
    for link in _links(paths):
        end = Path(os.path.realpath(link))
        if not any(end.is_relative_to(home) for home in homes):
            zh = f"这个链接通到档案之外：{end}；删去它，要的话把那个文件复制进来"
            en = f"this link leads out of the archive, to {end}: remove it, or copy the file here"
            yield link, (Problem(file=str(link), zh=zh, en=en),)


def check_endless(paths: ArchivePaths) -> Iterator[tuple[Path, tuple[Problem, ...]]]:
    """Yield what would be read for ever: pipes, devices, and links to them."""
    for entry in _entries(paths):
        plain = entry.is_file(follow_symlinks=False) or entry.is_dir(follow_symlinks=False)
        if not plain and _is_endless(path := Path(entry.path)):
            zh = "这不是普通的文件，是管道或者设备，读不完；移走它"
            en = "no file but a pipe or a device, which never ends: move it away"
            yield path, (Problem(file=str(path), zh=zh, en=en),)


def _is_endless(path: Path) -> bool:
    try:
        mode = path.stat().st_mode
    except OSError:  # whoever reads it says so
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def hold_links(paths: ArchivePaths) -> None:
    """Raise `BadInput` with all links that lead out of the archive, and all that never ends."""
    both = (*check_endless(paths), *check_links(paths))
    if found := [problem for _, problems in both for problem in problems]:
        raise BadInput(found)


def _links(paths: ArchivePaths) -> Iterator[Path]:
    return (Path(entry.path) for entry in _entries(paths) if entry.is_symlink())


def _entries(paths: ArchivePaths) -> Iterator[os.DirEntry[str]]:
    folders = [paths.docs, paths.captures]
    while folders:
        try:
            with os.scandir(folders.pop()) as entries:
                found = sorted(entries, key=lambda entry: entry.name)
        except (FileNotFoundError, NotADirectoryError):
            continue
        yield from found
        folders += [Path(e.path) for e in found if e.is_dir(follow_symlinks=False)]
