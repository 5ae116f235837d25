"""Whether the files of an archive are what they were, and what the manifest says of them next.

The manifest is renewed by the commands that write. It takes in what they wrote, and by a whole
import what anybody else did (an editor, git), which the import has read and tells; what nobody
wrote, and yet is another, never: that is damage, as is any change of a capture.

Who wrote a file is told by its time: a command notes that it begins (`begin`), and files with a
later time are its own. One that is killed leaves its note to the next. What the disk said of each
file is kept on this machine, so that a renewal reads only what was written since.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import NamedTuple

import msgspec

from aidstories.errors import BadInput, Problem, nearest, nearest_told, of_system
from aidstories.paths import CATALOGUE, RECOGNITION, ArchivePaths
from aidstories.stories.store.catalogue import read_catalogue
from aidstories.stories.store.files import write_atomically
from aidstories.stories.store.manifest import (
    Entries,
    Entry,
    Kind,
    entry_of,
    hashed,
    kept_files,
    kind_of,
    manifest_bytes,
    read_manifest,
)

_TICKS = 50
"""Milliseconds that the clock of a file system is waited for; FAT's stands still for 2,000."""


class Renewal(Enum):
    """What of the files that changed a command takes into the manifest when it has written."""

    NOTHING = "nothing"
    """It wrote nothing: a rehearsal."""
    OWN = "own"
    """What commands wrote."""
    EDITS = "edits"
    """That, and what an editor wrote."""


class Stamp(NamedTuple):
    """What the disk says of a file: its length, its time in nanoseconds."""

    size: int
    changed: int


Stamps = Mapping[str, Stamp]


class Difference(NamedTuple):
    """A file that is not what the manifest says; ``before`` or ``now`` is None where it is not.

    ``unwritten`` says that nobody has written it since, and that it is another nevertheless.
    """

    path: str
    before: Entry | None
    now: Entry | None
    unwritten: bool = False


@dataclass(frozen=True, slots=True)
class Renewed:
    """What a renewal took in beside what commands wrote, by paths: changed or new, and gone."""

    taken: tuple[str, ...] = ()
    gone: tuple[str, ...] = ()


def begin(paths: ArchivePaths) -> None:
    """Note that a command begins to write; the archive's lock is held.

    What was written before has an earlier time: the clock of the files goes on once meanwhile
    (Linux, every 4 ms).
    """
    if paths.written.is_file():  # of one that was killed
        if paths.written.stat().st_mtime_ns > time.time_ns():  # the clock has gone back since
            os.utime(paths.written)
        return
    paths.written.touch()
    first = paths.written.stat().st_mtime_ns
    for _ in range(_TICKS):
        os.utime(paths.written)
        if paths.written.stat().st_mtime_ns != first:
            return
        time.sleep(0.001)


def fixity(paths: ArchivePaths) -> Iterator[tuple[Path, tuple[Problem, ...]]]:
    """Yield every file that is listed or kept, in order, with what is wrong with it; all are read.

    Raises `BadInput` where there is no manifest, or none that can be read.
    """
    before = read_manifest(paths.manifest)
    if before is None:
        zh = "还没有清单；aidstories import 写一份"
        raise BadInput([Problem(file=str(paths.manifest), zh=zh, en="none yet: run an import")])
    stamps, noted = _stamps_of(paths), _noted(paths)
    for path in sorted(before.keys() | stamps.keys()):
        file = paths.root / path
        try:
            now = entry_of(file.read_bytes()) if path in stamps else None
        except OSError as error:
            yield file, (of_system(error, file),)
            continue
        unwritten = path in stamps and noted.get(path) == stamps[path]
        found = Difference(path, before.get(path), now, unwritten)
        yield file, (_problem(paths.root, found),) if found.before != now else ()


def renew(paths: ArchivePaths, *, edits: bool) -> Renewed:
    """Bring the manifest up to what commands wrote; with ``edits`` to what editors wrote too.

    The archive's lock is held. A first manifest, written when there are stories, takes all that
    can be kept. Raises `BadInput` where the manifest cannot be read, OSError.
    """
    before, began = read_manifest(paths.manifest), _began(paths)
    stamps, noted = _stamps_of(paths), _noted(paths) if before else {}
    if before is None and not any(map(_is_made, stamps)):
        return Renewed()
    entries, taken = dict(before or {}), list[str]()
    captures = _catalogued(paths)
    kept: dict[str, Stamp] = {}
    for path, stamp in stamps.items():
        if noted.get(path) == stamp and path in entries:
            kept[path] = stamp
            continue
        data = (paths.root / path).read_bytes()
        now, own = entry_of(data), began is not None and stamp.changed >= began
        if entries.get(path) != now:
            if not _takes(path, data, now, entries, captures, own or before is None, edits):
                continue
            entries[path] = now
            if not own and before is not None:
                taken.append(path)
        kept[path] = stamp
    lost = [path for path in entries if path not in stamps]
    gone = [path for path in lost if _lets_go(paths, path, captures, None if edits else began)]
    for path in gone:
        del entries[path]
    _settle(paths, before, entries, kept)
    return Renewed(tuple(taken), tuple(gone) if edits else ())


class Guard:
    """Tells damage from work where an import is about to take files for what they say."""

    def __init__(self, paths: ArchivePaths) -> None:
        """Raises `BadInput` where the manifest cannot be read."""
        self._root, self._noted = paths.root, _noted(paths)
        self._known = read_manifest(paths.manifest) or {}

    def hold(self, file: Path, data: bytes | None) -> None:
        """Raise `BadInput` where ``file`` holds other ``data`` than it did, and nobody wrote it."""
        path = file.relative_to(self._root).as_posix()
        before = self._known.get(path)
        if data is None or before is None or entry_of(data) == before:
            return
        status = file.stat()
        if self._noted.get(path) == Stamp(status.st_size, status.st_mtime_ns):
            found = Difference(path, before, entry_of(data), unwritten=True)
            raise BadInput([_problem(self._root, found)])


def accept(paths: ArchivePaths, files: Iterable[Path]) -> None:
    """Have the manifest say of ``files`` what they hold now, or that they are not there.

    The archive's lock is held. Raises `BadInput` for what is no file of the archive, OSError.
    """
    entries, stamps = read_manifest(paths.manifest) or {}, dict(_noted(paths))
    now, root = _stamps_of(paths), paths.root.resolve()
    wanted = [_inside(root, file) for file in files]
    unknown = [path for path in wanted if path not in now and path not in entries]
    if unknown:
        allowed = sorted(now.keys() | entries.keys())
        raise BadInput(_unlisted(path, allowed) for path in unknown)
    for path in wanted:
        entries.pop(path, None)
        if path in now:
            entries |= hashed(paths.root, [path])
            stamps[path] = now[path]
    write_atomically(paths.manifest, manifest_bytes(entries))
    write_atomically(paths.stamps, msgspec.json.encode(stamps))


def _inside(root: Path, file: Path) -> str:
    """Return a file that an editor names, from the root or from where the command runs."""
    whole = Path(os.path.realpath(file))
    return whole.relative_to(root).as_posix() if whole.is_relative_to(root) else file.as_posix()


def _unlisted(path: str, allowed: Iterable[str]) -> Problem:
    zh, en = nearest_told(nearest(path, allowed))
    said = f"清单里没有这个文件，也没有放着它{zh}"
    return Problem(file=path, zh=said, en=f"neither listed nor there{en}")


def _takes(
    path: str,
    data: bytes,
    now: Entry,
    entries: Entries,
    captures: Mapping[str, str],
    own: bool,
    edits: bool,
) -> bool:
    """Return whether the manifest takes what stands at ``path`` now."""
    if kind_of(path) is Kind.CAPTURE:
        return path not in entries and captures.get(path) == now.sha256
    return own or (edits and _is_whole(path, data))


def _is_made(path: str) -> bool:
    """Return whether there is something to keep beside the tables that an archive begins with."""
    return path.startswith(("docs/ledgers/", "docs/stories/"))


def _is_whole(path: str, data: bytes) -> bool:
    """Return whether an editor may have written ``data``: a text is UTF-8 without NUL."""
    if not path.endswith((".md", ".csv", ".toml", ".json", ".proposed", ".mine")):
        return bool(data)
    try:
        return bool(data) and "\0" not in data.decode("utf-8")
    except UnicodeDecodeError:
        return False


def _lets_go(
    paths: ArchivePaths, path: str, captures: Mapping[str, str], began: int | None
) -> bool:
    """Return whether a file that is not there any more was taken away, and is not lost.

    A capture, and what commands made of it, goes with its entry in the catalogue; what editors
    write at any time, or since commands ``began`` to write.
    """
    kind = kind_of(path)
    if kind is Kind.CAPTURE:
        return path not in captures
    if path == f"seeds/{CATALOGUE}":
        return False
    if kind is Kind.EDITORS:
        return began is None or _nearest_folder(paths.root / path).stat().st_mtime_ns >= began
    if path.startswith("seeds/"):
        return path.removesuffix(RECOGNITION) not in captures
    file = paths.root / path
    return all(paths.record(Path(capture).name) != file for capture in captures)


def _nearest_folder(path: Path) -> Path:
    """Return the folder that holds ``path``, or the next one above it that is there."""
    return next(folder for folder in path.parents if folder.is_dir())


def _settle(paths: ArchivePaths, before: Entries | None, entries: Entries, stamps: Stamps) -> None:
    """Write the manifest, then what the disk says, and take the note away that commands wrote."""
    if entries != before:
        write_atomically(paths.manifest, manifest_bytes(entries))
    write_atomically(paths.stamps, msgspec.json.encode(stamps))
    paths.written.unlink(missing_ok=True)


def _began(paths: ArchivePaths) -> int | None:
    """Return when commands began to write what the manifest does not know, in nanoseconds."""
    try:
        return paths.written.stat().st_mtime_ns
    except FileNotFoundError:
        return None


def _catalogued(paths: ArchivePaths) -> dict[str, str]:
    """Return the hashes of the captures that the catalogue lists, by their paths."""
    return {f"seeds/{e.file}": e.sha256 or "" for e in read_catalogue(paths.catalogue).values()}


def _stamps_of(paths: ArchivePaths) -> dict[str, Stamp]:
    return {path: Stamp(s.st_size, s.st_mtime_ns) for path, s in kept_files(paths)}


def _noted(paths: ArchivePaths) -> dict[str, Stamp]:
    """Return what was kept of what the disk said; nothing where that is damaged or gone."""
    try:
        return msgspec.json.decode(paths.stamps.read_bytes(), type=dict[str, Stamp])
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return {}


_AGAIN = "从备份或 git 恢复它"
_RESTORE = "restore it from a backup or from git"


def _problem(root: Path, found: Difference) -> Problem:
    kind = kind_of(found.path)
    if found.now is None:
        zh, en = _missing(kind)
    elif found.before is None:
        zh, en = _added(kind)
    else:
        zh, en = _changed(kind, found)
    return Problem(file=str(root / found.path), zh=zh, en=en)


def _missing(kind: Kind) -> tuple[str, str]:
    if kind is Kind.EDITORS:
        zh = f"清单里有，文件不见了：是你删的或改名的，运行 aidstories import；不是，{_AGAIN}"
        return zh, f"missing: if you removed or renamed it, run an import; else {_RESTORE}"
    return f"清单里有，文件不见了：{_AGAIN}", f"missing: {_RESTORE}"


def _added(kind: Kind) -> tuple[str, str]:
    if kind is Kind.MACHINES:
        zh = "清单里没有，也不是这里的命令写的：不该有就删去；确是要的，运行 aidstories import"
        return zh, "added, by no command here: remove it, or run an import to keep it"
    zh = "清单里没有：是你放进来的，运行 aidstories import；不是，移走"
    return zh, "added: if you put it here, run an import; else move it away"


def _changed(kind: Kind, found: Difference) -> tuple[str, str]:
    if found.unwritten:
        zh = f"没有人存过它，内容却变了（磁盘出错，或者复制坏了）：{_AGAIN}"
        return zh, f"changed though nobody wrote it, as a failing disk does: {_RESTORE}"
    if kind is Kind.CAPTURE:
        return f"原稿变了，原稿从不该变：{_AGAIN}", f"the capture was changed: {_RESTORE}"
    if kind is Kind.MACHINES:
        zh = (
            f"变了，不是这里的命令写的：{_AGAIN}；确是要的（如 git 取来的），运行 aidstories import"
        )
        return zh, f"changed, by no command here: {_RESTORE}, or run an import to keep it"
    zh = f"改过，清单还没有记：是你改的，运行 aidstories import；不是，{_AGAIN}"
    return zh, f"changed since: if you did, run an import; else {_RESTORE}"
