"""Links in ``docs`` and ``seeds`` that lead out of the archive: all there would be published."""

from __future__ import annotations

import os
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


def hold_links(paths: ArchivePaths) -> None:
    """Raise `BadInput` with all links that lead out of the archive."""
    if found := [problem for _, problems in check_links(paths) for problem in problems]:
        raise BadInput(found)


def _links(paths: ArchivePaths) -> Iterator[Path]:
    folders = [paths.docs, paths.captures]
    while folders:
        try:
            with os.scandir(folders.pop()) as entries:
                found = sorted(entries, key=lambda entry: entry.name)
        except (FileNotFoundError, NotADirectoryError):
            continue
        yield from (Path(entry.path) for entry in found if entry.is_symlink())
        folders += [Path(e.path) for e in found if e.is_dir(follow_symlinks=False)]
