"""A bag → an archive in an empty folder, equal to the byte. Nothing is written over.

What is in the bag is written beside its place, all of it, and noted; then it is moved. Who is
killed before the note has written nothing; who is killed behind it, leaves the rest to `heal`.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from aidstories.bounded import read_json
from aidstories.errors import BadInput, Problem
from aidstories.paths import ArchivePaths
from aidstories.stories.bags.check import FILES, FOLDERS, Checked
from aidstories.stories.bags.format import PAYLOAD, digest
from aidstories.stories.bags.source import Source
from aidstories.stories.store.files import Write, bytes_of, write_atomically, write_many

_TOGETHER = 64_000_000
"""Bytes that are in memory at once."""


def is_restored(paths: ArchivePaths, held: Checked) -> bool:
    """Return whether all that the bag holds stands here, to the byte."""
    return all(
        (data := _there(paths.root / path)) is not None and digest(data, algorithm) == told
        for path, (algorithm, told) in held.sums.items()
    )


def _there(file: Path) -> bytes | None:
    try:
        return bytes_of(file)
    except OSError:
        return None


def hold_empty(paths: ArchivePaths) -> None:
    """Raise `BadInput` where an archive, or a part of one, stands already."""
    taken = [name for name in (*FOLDERS, *FILES) if os.path.lexists(paths.root / name)]
    if taken:
        zh = f"这里已经有 {'、'.join(taken)}，没有收；收进一个空文件夹："
        zh += "aidstories --root 空文件夹 import 袋"
        en = f"{', '.join(taken)} is here already: restore into an empty folder "
        en += "(aidstories --root FOLDER import BAG)"
        raise BadInput([Problem(file=str(paths.root), zh=zh, en=en)])


def restore(
    paths: ArchivePaths,
    source: Source,
    held: Checked,
    written: Callable[[int], object] = lambda _: None,
) -> None:
    """Write the archive that ``source`` holds into the root of ``paths``, where none is.

    The archive's lock is held; ``written`` hears how many files are. Raises `BadInput` where the
    bag is another than was checked, OSError.
    """
    hold_empty(paths)
    stage = _stage(paths)
    shutil.rmtree(stage, ignore_errors=True)
    waiting, size = list[Write](), 0
    for path, (algorithm, told) in held.sums.items():
        data = source.read(f"{PAYLOAD}{path}")
        if digest(data, algorithm) != told:
            zh, en = "袋刚刚变了，没有收", "the bag has just changed; nothing was restored"
            raise BadInput([Problem(file=path, zh=zh, en=en)])
        waiting.append(Write(path=stage / path, data=data, before=None))
        size += len(data)
        if size >= _TOGETHER:
            write_many(waiting)
            written(len(waiting))
            waiting, size = [], 0
    write_many(waiting)
    written(len(waiting))
    names = sorted({path.split("/")[0] for path in held.sums})
    write_atomically(_note(paths), json.dumps(names))
    heal(paths)


def heal(paths: ArchivePaths) -> bool:
    """Finish a restoration that was killed while it moved; return whether there was one.

    The archive's lock is held. Raises `BadInput` where what was noted is damaged, OSError.
    """
    names = _noted(paths)
    if names is None:
        return False
    stage = _stage(paths)
    for name in names:
        if os.path.lexists(stage / name):
            (stage / name).rename(paths.root / name)
    _sync([paths.root])
    _note(paths).unlink()
    shutil.rmtree(stage, ignore_errors=True)
    return True


def _noted(paths: ArchivePaths) -> list[str] | None:
    data = bytes_of(_note(paths))
    try:
        names = None if data is None else read_json(data)
    except ValueError:
        names = ()
    ours = (*FOLDERS, *FILES)
    if names is None or (isinstance(names, list) and all(name in ours for name in names)):
        return names
    zh, en = "这个文件坏了，删掉它，再收一次", "this file is damaged: remove it, restore again"
    raise BadInput([Problem(file=str(_note(paths)), zh=zh, en=en)])


def _sync(folders: Iterable[Path]) -> None:
    for folder in folders:
        number = os.open(folder, os.O_RDONLY)
        try:
            with suppress(OSError):  # some file systems sync no folders
                os.fsync(number)
        finally:
            os.close(number)


def _stage(paths: ArchivePaths) -> Path:
    return paths.restoring.with_suffix("")


def _note(paths: ArchivePaths) -> Path:
    return paths.restoring
