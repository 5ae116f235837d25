"""Story files: docs/stories/<year or undated>/<id>.md."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from aidstories.errors import BadInput, Problem
from aidstories.model import Story
from aidstories.stories.format.parse import parse_story
from aidstories.stories.format.serialize import story_text

UNDATED = "undated"
"""The folder of stories whose year is unknown."""
_UNFINISHED = ".writing-"
"""How the names of files begin that are not written to the end."""


def read_story(path: Path) -> Story:
    """Read one story file. Raises `BadInput` with all of its problems."""
    return parse_story(read_text(path), str(path))


def write_story(docs: Path, story: Story, *, year_folder: str | None = None) -> Path:
    """Write ``story`` below ``docs`` and return its path.

    ``year_folder`` keeps a story where it was published first, whatever year it has now.
    """
    path = story_path(docs, story, year_folder=year_folder)
    write_atomically(path, story_text(story))
    return path


def story_path(docs: Path, story: Story, *, year_folder: str | None = None) -> Path:
    """Return where ``story`` belongs below ``docs``."""
    folder = year_folder or str(story.description.year or UNDATED)
    return docs / "stories" / folder / f"{story.id}.md"


def find_story(docs: Path, id_: str) -> Path | None:
    """Return the file of the story ``id_``, in whatever folder it stands."""
    folders = sorted((docs / "stories").glob("*/"))
    return next((path for f in folders if (path := f / f"{id_}.md").is_file()), None)


def read_stories(docs: Path) -> tuple[Story, ...]:
    """Read all stories below ``docs``, sorted by id.

    Raises `BadInput` with the problems of all files.
    """
    stories: list[Story] = []
    problems: list[Problem] = []
    for path in story_paths(docs):
        try:
            stories.append(read_story(path))
        except BadInput as error:
            problems.extend(error.problems)
    if problems:
        raise BadInput(problems)
    return tuple(sorted(stories, key=lambda story: story.id))


def story_paths(docs: Path) -> Iterator[Path]:
    """Yield the story files below ``docs`` in order; translations (``<id>.bo.md``) are none."""
    for path in sorted((docs / "stories").glob("*/*.md")):
        if "." not in path.stem:
            yield path


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


def held_bytes(path: Path) -> bytes | None:
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
    if held_bytes(path) == data:
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
        if held_bytes(path) != before:
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
