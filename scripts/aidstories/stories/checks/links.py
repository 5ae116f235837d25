"""What in ``docs`` and ``seeds`` is no file of the archive: links that lead out of it, pipes."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from aidstories.errors import BadInput, Problem
from aidstories.paths import ArchivePaths
from aidstories.stories.store.folders import DEEPEST, Folder, folders, homes, is_folder, leads_out


def check_links(paths: ArchivePaths) -> Iterator[tuple[Path, tuple[Problem, ...]]]:
    """Yield each link that leads out of the archive, or nowhere, with where it leads."""
    yield from _leading_out(paths, _folders(paths))


def _leading_out(
    paths: ArchivePaths, found: list[Folder]
) -> Iterator[tuple[Path, tuple[Problem, ...]]]:
    inside = homes(paths)
    for entry in _entries(found):
        if entry.is_symlink() and (end := leads_out(link := Path(entry.path), inside)):
            zh = f"这个链接通到档案之外：{end}；删去它，要的话把那个文件复制进来"
            en = f"this link leads out of the archive, to {end}: remove it, or copy the file here"
            yield link, (Problem(file=str(link), zh=zh, en=en),)


def check_endless(paths: ArchivePaths) -> Iterator[tuple[Path, tuple[Problem, ...]]]:
    """Yield what would be read for ever: pipes, devices, folders in themselves or far too deep."""
    yield from _endless(paths, _folders(paths))


def _endless(
    paths: ArchivePaths, found: list[Folder]
) -> Iterator[tuple[Path, tuple[Problem, ...]]]:
    inside = homes(paths)
    opened = {folder.path for folder in found}
    for entry in _entries(found):
        if is_folder(entry):
            path = Path(entry.path)
            if path not in opened and not leads_out(path, inside):
                yield path, (_again(path) if entry.is_symlink() else _too_deep(path),)
        elif not entry.is_file(follow_symlinks=False) and _is_endless(path := Path(entry.path)):
            zh = "这不是普通的文件，是管道或者设备，读不完；移走它"
            en = "no file but a pipe or a device, which never ends: move it away"
            yield path, (Problem(file=str(path), zh=zh, en=en),)


def _again(link: Path) -> Problem:
    zh = f"这个链接通到档案里已有的文件夹：{os.path.realpath(link)}，同样的文件会有两份；删去它"
    en = f"this link leads to a folder that is in the archive: {os.path.realpath(link)}: remove it"
    return Problem(file=str(link), zh=zh, en=en)


def _too_deep(folder: Path) -> Problem:
    zh, en = f"文件夹嵌套超过 {DEEPEST} 层；移走它", f"over {DEEPEST} folders deep: move it away"
    return Problem(file=str(folder), zh=zh, en=en)


def _is_endless(path: Path) -> bool:
    try:
        mode = path.stat().st_mode
    except OSError:  # whoever reads it says so
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def hold_links(paths: ArchivePaths) -> None:
    """Raise `BadInput` with all links that lead out of the archive, and all that never ends."""
    there = _folders(paths)
    both = (*_endless(paths, there), *_leading_out(paths, there))
    if found := [problem for _, problems in both for problem in problems]:
        raise BadInput(found)


def _folders(paths: ArchivePaths) -> list[Folder]:
    return [*folders(paths, (paths.docs, paths.captures))]


def _entries(found: list[Folder]) -> Iterator[os.DirEntry[str]]:
    return (entry for folder in found for entry in folder.entries)
