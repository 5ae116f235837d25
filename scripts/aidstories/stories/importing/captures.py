"""Which captures to import, and their bytes: the catalogue's, or those that an editor names."""

from __future__ import annotations

import os
import sys
from collections.abc import Collection, Iterable, Iterator, Mapping
from pathlib import Path
from unicodedata import normalize
from urllib.parse import unquote

from aidstories.errors import BadInput, Problem, of_system
from aidstories.left_by_systems import copied_from, is_left_by_a_system
from aidstories.paths import CATALOGUE, RECOGNITION, ArchivePaths
from aidstories.stories.store.catalogue import CaptureEntry
from aidstories.stories.store.files import bytes_of, read_text
from aidstories.stories.store.record import sha256

MOST_BYTES = 1 << 30
"""Bytes of a capture, which memory holds whole: what the files of a ZIP may have unpacked."""
Job = tuple[Path, CaptureEntry]
"""A file to import, and what the catalogue says of it."""


def jobs(
    files: Iterable[Path], paths: ArchivePaths, catalogue: Mapping[str, CaptureEntry]
) -> Iterator[Job]:
    """Yield each capture with what the catalogue says of it.

    Without ``files`` these are the captures of the catalogue, and files beside them that nobody
    has catalogued yet. Each capture comes once, under the name that it has already; another
    capture of the same name is yielded as that one, which it will be found not to be. So is one
    whose name some disks take for the same: ``A.txt`` and ``a.txt``, é in one sign or in two.
    """
    named = list(files)
    if not named:
        yield from ((paths.capture(entry.file), entry) for entry in catalogue.values())
        named = [path for path in expand([paths.captures]) if path.name not in catalogue]
    by_record = {paths.record(file): entry for file, entry in catalogue.items()}
    by_name = {_folded(file): entry for file, entry in catalogue.items()}
    by_hash = {entry.sha256: entry for entry in catalogue.values()}
    seen: set[str] = set()
    catalogue_file = os.path.realpath(paths.catalogue)
    for path in expand(named):
        if os.path.realpath(path) == catalogue_file:  # a shell's seeds/* names it as well
            continue
        data = _bytes(path)
        digest = None if data is None else sha256(data)
        new = CaptureEntry(file=path.name, sha256=digest, catalogued=False)
        same = by_record.get(paths.record(path.name)) or by_name.get(_folded(path.name))
        entry = by_hash.get(digest) or same or new
        if digest is not None:
            by_hash.setdefault(digest, entry)
            by_record.setdefault(paths.record(path.name), entry)
            by_name.setdefault(_folded(path.name), entry)
        if digest is None or digest not in seen:
            yield path, entry
        seen.add(digest or "")


def _folded(name: str) -> str:
    """Return a file's name as disks compare it that tell neither case nor forms of one letter."""
    return normalize("NFC", name).casefold()


def known(
    files: Iterable[Path], catalogue: Mapping[str, CaptureEntry]
) -> Iterator[tuple[Path, str]]:
    """Yield each of ``files`` that is a capture under another name, with that name."""
    names = {entry.sha256: entry.file for entry in catalogue.values()}
    for path in expand(files):
        data = _bytes(path)
        name = None if not data or not data.strip() else names.setdefault(sha256(data), path.name)
        if name not in (None, path.name):
            yield path, str(name)


def copies(work: Iterable[Job], catalogue: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield each capture of ``work`` that is new and called a copy of another, with that one.

    Its bytes are others: it may be a later state, or another page that a browser saved.
    """
    new = [path.name for path, entry in work if not entry.catalogued]
    known = {*new, *catalogue}
    yield from ((name, copied) for name in new if (copied := copied_from(name, known)))


def expand(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield files; a folder gives the files in it, sorted: those of systems and the catalogue not.

    A folder that may not be opened is given itself: who reads it is told why. A terminal may
    give what is dragged into it as an address (``file:///home/…``).
    """
    for path in map(local_path, paths):
        if not _is_folder(path):
            yield path
            continue
        yield from sorted(_below(path))


def _below(folder: Path) -> list[Path]:
    """Return the files in a folder, and the folders in it that may not be opened."""
    found, todo = list[Path](), [folder]  # `os.walk` calls itself for each folder in another
    while todo:
        try:
            with os.scandir(todo.pop()) as entries:
                inside = [*entries]
        except OSError as error:
            found.append(Path(error.filename))
            continue
        own = [entry for entry in inside if not is_left_by_a_system(entry.name)]
        todo += [Path(entry.path) for entry in own if entry.is_dir(follow_symlinks=False)]
        files = (Path(entry.path) for entry in own if not entry.is_dir(follow_symlinks=False))
        found += filter(_may_be_capture, files)
    return found


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:
        return False


def _bytes(path: Path) -> bytes | None:
    """Return the bytes of ``path``, None where it cannot be read: who imports it is told why."""
    try:
        return bytes_of(path) if path.is_file() and not _is_too_large(path) else None
    except OSError:
        return None


def _is_too_large(path: Path) -> bool:
    return path.stat().st_size > MOST_BYTES


def own(files: Iterable[Path], paths: ArchivePaths) -> Iterator[Path]:
    """Yield those of ``files`` that are the archive's own, or hold it: a story that was edited.

    Its site, all of whose pages would become stories, is its own as well. A letter that lies
    beside ``mkdocs.yml`` may be a capture.
    """
    made = (paths.root / ".cache", paths.root / "site")
    folders = (*paths.own_folders, paths.config, *made)
    owned = [each.resolve() for each in folders if each != paths.captures]
    for path in map(local_path, files):
        whole = Path(os.path.realpath(path))
        if any(whole.is_relative_to(each) or each.is_relative_to(whole) for each in owned):
            yield path


def _may_be_capture(file: Path) -> bool:
    plain = file.name != CATALOGUE and not file.name.endswith(RECOGNITION)
    return plain and (file.is_file() or file.is_symlink())


def read_capture(path: Path) -> bytes:
    """Return the bytes of a capture; ``-`` is standard input.

    Raises `BadInput` where it is missing, empty, larger than any capture, or a device, which
    never ends.
    """
    if path.is_char_device() or path.is_block_device():
        raise unfit(path, "这是设备，不是文件", "a device, no file")
    if str(path) == "-" and sys.stdin is None:  # closed by who runs the command: ``<&-``
        raise unfit(path, "没有标准输入", "there is no standard input")
    if path.is_file() and _is_too_large(path):
        gb = MOST_BYTES >> 30
        raise unfit(
            path, f"文件超过 {gb} GB，没有读取；请拆成几个", f"more than {gb} GB: divide it"
        )
    try:
        data = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    except FileNotFoundError as error:
        raise unfit(path, "没有这个文件", "there is no such file") from error
    except IsADirectoryError as error:
        zh = "这是文件夹；这里一次读一个文件，整个文件夹用 aidstories import"
        raise unfit(path, zh, "a folder: name one file, or import the folder") from error
    except OSError as error:
        raise BadInput([of_system(error, path)]) from error
    if not data.strip():
        raise unfit(path, "文件是空的", "the file is empty")
    return data


def read_recognition_beside(path: Path) -> str | None:
    """Return what recognition saw on the capture at ``path`` (``<name>.ocr.json``), if it is there.

    Raises `BadInput` where that file is no text.
    """
    beside = path.with_name(path.name + RECOGNITION)
    return read_text(beside) if str(path) != "-" and beside.is_file() else None


def unfit(file: Path, zh: str, en: str) -> BadInput:
    """Return the error that ``file`` is no capture to import, and why."""
    return BadInput([Problem(file=str(file), zh=zh, en=en)])


def local_path(path: Path) -> Path:
    """Return the path that an address (``file:///home/…``) stands for, another path as it is."""
    scheme, colon, rest = str(path).partition(":")
    return Path(unquote(rest)) if colon and scheme == "file" else path
