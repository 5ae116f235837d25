"""Files: read as text, written whole or not at all; the stories among them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Collection, Hashable, Iterable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from secrets import token_hex
from typing import IO, NamedTuple

from aidstories.errors import BadInput, Problem, of_system
from aidstories.model import Story
from aidstories.paths import ArchivePaths
from aidstories.stories.format.parse import parse_story
from aidstories.stories.format.serialize import serialize
from aidstories.stories.store.keep import Keep, afresh

_UNFINISHED = ".writing-"
"""How the names of files begin that are not written to the end."""

_OPEN = 100
"""Files that are open together: a system may allow a process 256 (macOS)."""


class Read(NamedTuple):
    """A story, and the bytes of the file that it was read from."""

    data: bytes
    story: Story


def read_story(path: Path) -> Story:
    """Read one story file. Raises `BadInput` with all of its problems."""
    return parse_story(read_text(path), str(path))


def write_story(paths: ArchivePaths, story: Story) -> Path:
    """Write ``story`` where it belongs and return its path."""
    path = paths.story(story.id, story.description.year)
    write_atomically(path, serialize(story).text)
    return path


def read_stories(
    paths: ArchivePaths, keep: Keep = afresh, without: Collection[Path] = ()
) -> tuple[Story, ...]:
    """Read all stories but those in the files ``without``, sorted by id.

    Raises `BadInput` with the problems of all files.
    """
    stories: list[Story] = []
    problems: list[Problem] = []
    for path in (path for path in paths.story_files() if path not in without):
        try:
            text = read_text(path)
            parse = partial(parse_story, text, str(path))
            stories.append(keep(("story", str(path)), text, parse))
        except BadInput as error:
            problems.extend(error.problems)
    if problems:
        raise BadInput(problems)
    return tuple(sorted(stories, key=lambda story: story.id))


def hand_on(read: dict[Path, Read], know: Callable[[Hashable, object, object], None]) -> None:
    """Tell ``know`` what `read_stories` would keep of these files: name, basis and value.

    What was told is let go of: the files of 10,000 stories are 50 MB.
    """
    while read:
        path, (data, story) = read.popitem()
        know(("story", str(path)), decode_text(data, path), story)


def read_text(path: Path) -> str:
    """Return the text of a UTF-8 file, line ends as ``\\n``. Raises `BadInput`."""
    try:
        return decode_text(path.read_bytes(), path)
    except OSError as error:
        raise BadInput([of_system(error, path)]) from error


def decode_text(data: bytes, path: Path) -> str:
    """Return the text of ``data``, the bytes of the file ``path``. Raises `BadInput`."""
    try:
        return data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        zh, en = "不是 UTF-8 编码，请另存为 UTF-8", "not UTF-8; save it as UTF-8"
        raise BadInput([Problem(file=str(path), zh=zh, en=en)]) from error


def stamp_of(path: Path) -> tuple[int, int] | None:
    """Return what changes whenever a file is written: its length, its time; None for no file."""
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns


def bytes_of(path: Path) -> bytes | None:
    """Return the bytes of a file, or None where there is none."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def discard(path: Path) -> None:
    """Remove what can be made again: a file, or a folder that took its place; nothing if none is.

    Raises OSError.
    """
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


class _Anything:
    """What a file may hold before it is written: whatever it is."""


ANYTHING = _Anything()


@dataclass(frozen=True, slots=True, kw_only=True)
class Write:
    """A file to be written. ``before`` are the bytes that it must still hold then.

    None stands for no file, `ANYTHING` for whatever is there.
    """

    path: Path
    data: bytes
    before: bytes | _Anything | None = ANYTHING


def write_together(writes: Iterable[Write], disk: Executor | None = None) -> None:
    """Write files so that a reader sees each whole, the old one or the new one.

    All of them are on the disk before the first takes its place, in the order given. A file that
    holds the same bytes is left alone. Folders are made. ``disk`` are threads that wait for the
    disk: it syncs several files as one. Raises `BadInput` where somebody else wrote a file
    meanwhile, OSError with the file's name where the system does not let it be written: it stays
    as it is, and so do those behind it.
    """
    with ExitStack() as stack:
        todo: list[tuple[Write, IO[bytes], Path]] = []
        for write in writes:
            with _writable(write.path):
                if _differs(write):
                    opened = stack.enter_context(_beside(write.path, (write.data,)))
                    todo.append((write, *opened))
        synced = iter((disk.map if disk else map)(os.fsync, [f.fileno() for _, f, _ in todo]))
        for write, _, _ in todo:
            with _writable(write.path):
                next(synced)
        for write, _, beside in todo:
            with _writable(write.path):
                if write.before is not ANYTHING and bytes_of(write.path) != write.before:
                    raise _changed(write.path)
                beside.replace(write.path)


@contextmanager
def _writable(path: Path) -> Iterator[None]:
    """Have an OSError name the file ``path``, not the one that is written beside it."""
    try:
        yield
    except OSError as error:
        if error.errno is None:
            raise
        raise OSError(error.errno, error.strerror, str(path)) from error


def write_many(writes: Iterable[Write]) -> None:
    """Write any number of files in their order, some together (see `write_together`)."""
    todo = list(writes)
    with ThreadPoolExecutor() as disk:
        for start in range(0, len(todo), _OPEN):
            write_together(todo[start : start + _OPEN], disk)


def write_atomically(path: Path, content: str | bytes) -> None:
    """Write ``content`` so that a reader sees the old file or the new one, never half of it.

    Folders are made; a file that holds the same bytes is left alone.
    """
    data = content.encode("utf-8") if isinstance(content, str) else content
    write_together([Write(path=path, data=data)])


def stream_atomically(path: Path, chunks: Iterable[bytes]) -> None:
    """Write ``chunks`` one after another so that a reader sees the old file or all of the new one.

    Where ``chunks`` raises, the old file stays. Folders are made.
    """
    with ExitStack() as stack, _writable(path):
        file, beside = stack.enter_context(_beside(path, chunks))
        os.fsync(file.fileno())
        beside.replace(path)


def replace_text(path: Path, before: bytes | None, content: str) -> None:
    """Write ``content`` where the file still holds ``before``; None: where there is no file.

    Raises `BadInput` where somebody else wrote it meanwhile; it stays as it is then.
    """
    write_together([Write(path=path, data=content.encode("utf-8"), before=before)])


def _differs(write: Write) -> bool:
    return write.before is not ANYTHING or bytes_of(write.path) != write.data


@contextmanager
def _beside(path: Path, chunks: Iterable[bytes]) -> Iterator[tuple[IO[bytes], Path]]:
    """Yield an open file with the bytes in the folder where they belong; removed if left there."""
    beside = path.with_name(f"{_UNFINISHED}{token_hex(8)}")
    try:
        with _created(beside) as file:
            os.fchmod(file.fileno(), _mode(path))
            file.writelines(chunks)
            file.flush()
            yield file, beside
    except BaseException:
        with suppress(OSError):  # where nothing can be written, nothing was
            beside.unlink()
        raise


def _mode(path: Path) -> int:
    """Return the rights of a file that is there, which another file takes the place of.

    A folder that a group of editors shares has ``rw-rw-r--``. A new file can be read by all, as
    the program that serves the site must.
    """
    try:
        return path.stat().st_mode & 0o777
    except OSError:
        return 0o644


def _created(path: Path) -> IO[bytes]:
    """Open a new file; its folder is made where it is missing."""
    try:
        return path.open("xb")
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        return path.open("xb")


def _changed(path: Path) -> BadInput:
    zh = "这个文件刚刚有人改过，没有写；再运行一次即可"
    en = "somebody has just changed this file; nothing was written, run it again"
    return BadInput([Problem(file=str(path), zh=zh, en=en)])


def sweep(folders: Iterable[Path]) -> None:
    """Remove what writers that were killed left unfinished in ``folders``."""
    for folder in folders:
        for path in folder.glob(f"{_UNFINISHED}*"):
            path.unlink(missing_ok=True)
