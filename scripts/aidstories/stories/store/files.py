"""Files: read as text, written whole or not at all; the stories among them."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable
from pathlib import Path

from aidstories.errors import BadInput, Problem
from aidstories.model import Story
from aidstories.paths import ArchivePaths
from aidstories.stories.format.parse import parse_story
from aidstories.stories.format.serialize import serialize

_UNFINISHED = ".writing-"
"""How the names of files begin that are not written to the end."""


def read_story(path: Path) -> Story:
    """Read one story file. Raises `BadInput` with all of its problems."""
    return parse_story(read_text(path), str(path))


def write_story(paths: ArchivePaths, story: Story) -> Path:
    """Write ``story`` where it belongs and return its path."""
    path = paths.story(story.id, story.description.year)
    write_atomically(path, serialize(story).text)
    return path


def read_stories(paths: ArchivePaths) -> tuple[Story, ...]:
    """Read all stories, sorted by id. Raises `BadInput` with the problems of all files."""
    stories: list[Story] = []
    problems: list[Problem] = []
    for path in paths.story_files():
        try:
            stories.append(read_story(path))
        except BadInput as error:
            problems.extend(error.problems)
    if problems:
        raise BadInput(problems)
    return tuple(sorted(stories, key=lambda story: story.id))


def read_text(path: Path) -> str:
    """Return the text of a UTF-8 file, line ends as ``\\n``. Raises `BadInput`."""
    try:
        return decode_text(path.read_bytes(), path)
    except OSError as error:
        zh, en = f"读不了这个文件（{error.strerror}）", f"cannot read the file ({error.strerror})"
        raise BadInput([Problem(file=str(path), zh=zh, en=en)]) from error


def decode_text(data: bytes, path: Path) -> str:
    """Return the text of ``data``, the bytes of the file ``path``. Raises `BadInput`."""
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        zh, en = "不是 UTF-8 编码，请另存为 UTF-8", "not UTF-8; save it as UTF-8"
        raise BadInput([Problem(file=str(path), zh=zh, en=en)]) from error


def bytes_of(path: Path) -> bytes | None:
    """Return the bytes of a file, or None where there is none."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def write_atomically(path: Path, content: str | bytes) -> bool:
    """Write ``content`` so that a reader sees the old file or the new one, never half of it.

    Folders are made. Returns False where the file held the same bytes and was left alone.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    if bytes_of(path) == data:
        return False
    beside = _written(path, data)
    try:
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return True


def replace_text(path: Path, before: bytes | None, content: str) -> None:
    """Write ``content`` where the file still holds ``before``; None: where there is no file.

    Raises `BadInput` where somebody else wrote it meanwhile; it stays as it is then.
    """
    beside = _written(path, content.encode("utf-8"))
    try:
        if bytes_of(path) != before:
            raise FileExistsError
        beside.replace(path)
    except FileExistsError as error:
        zh = "这个文件刚刚有人改过，没有写；再运行一次即可"
        en = "somebody has just changed this file; nothing was written, run it again"
        raise BadInput([Problem(file=str(path), zh=zh, en=en)]) from error
    finally:
        beside.unlink(missing_ok=True)


def _written(path: Path, data: bytes) -> Path:
    """Write ``data`` to a file of its own in the folder of ``path`` and return that file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=_UNFINISHED)
    beside = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        beside.chmod(0o644)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    return beside


def sweep(folders: Iterable[Path]) -> None:
    """Remove what writers that were killed left unfinished in ``folders``."""
    for folder in folders:
        for path in folder.glob(f"{_UNFINISHED}*"):
            path.unlink(missing_ok=True)
