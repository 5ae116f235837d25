"""Story files: docs/stories/<year or undated>/<id>.md."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from aidstories.errors import BadInput, Problem
from aidstories.model import Story
from aidstories.stories.read import parse_story
from aidstories.stories.write import story_text

UNDATED = "undated"
"""The folder of stories whose year is unknown."""


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
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except OSError as error:
        zh, en = f"读不了这个文件（{error.strerror}）", f"cannot read the file ({error.strerror})"
        raise BadInput([Problem(file=str(path), zh=zh, en=en)]) from error
    except UnicodeDecodeError as error:
        zh, en = "不是 UTF-8 编码，请另存为 UTF-8", "not UTF-8; save it as UTF-8"
        raise BadInput([Problem(file=str(path), zh=zh, en=en)]) from error


def write_atomically(path: Path, content: str | bytes) -> bool:
    """Write ``content`` so that a reader sees the old file or the new one, never half of it.

    Folders are made. Returns False where the file held the same bytes and was left alone.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    with suppress(FileNotFoundError):
        if path.read_bytes() == data:
            return False
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, beside = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        Path(beside).chmod(0o644)
        Path(beside).replace(path)
    except BaseException:
        Path(beside).unlink(missing_ok=True)
        raise
    return True
