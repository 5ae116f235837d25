"""The files of a bag where it lies: in a folder, or in a ZIP file. Nothing is unpacked.

What could lead out of the folder where it is unpacked is a problem, said before any is read.
"""

from __future__ import annotations

import errno
import lzma
import os
import re
import stat
import unicodedata
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from typing import NamedTuple, Protocol

from aidstories.errors import BadInput, Problem
from aidstories.stories.bags.format import DECLARATION, PAYLOAD, manifest_name

_FREE, _RATIO = 64_000_000, 100
"""Bytes that a ZIP file may unpack to, whatever it holds; and beyond these, times its own length.
Text shrinks to a third or a tenth; deflate can do no better than 1,032 times."""
_UNREAD = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, RuntimeError, ValueError)
"""What reading a member raises; NotImplementedError is a RuntimeError."""
_ODD = re.compile(r"[\x00-\x1f\x7f\\]|^[A-Za-z]:")
_LONGEST = 255
"""Bytes of a name that file systems hold."""


class Source(Protocol):
    """A bag: ``sizes`` are its files, by paths from the bag's folder, in bytes.

    ``faults`` are what its names, kinds and lengths have against them; nothing of it may be read
    where it is not ``readable``.
    """

    sizes: dict[str, int]
    faults: tuple[Problem, ...]
    readable: bool

    def read(self, path: str) -> bytes:
        """Return what a file holds. Raises OSError, `BadInput`."""


class _Fault(NamedTuple):
    path: str
    zh: str
    en: str


def is_bag(path: Path) -> bool:
    """Return whether a bag lies at ``path``: a folder or a ZIP file with a declaration.

    Or with a manifest beside ``data``: a bag that lost its declaration is told of, as any that is
    not whole, and its tables are not taken for captures.
    """
    if path.is_dir():
        held = [f"{entry.name}/" if entry.is_dir() else entry.name for entry in path.iterdir()]
        return _inside(held) is not None
    with suppress(OSError, zipfile.BadZipFile, ValueError, NotImplementedError):
        if path.is_file() and zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as file:
                return _inside(file.namelist()) is not None
    return False


@contextmanager
def opened(path: Path) -> Iterator[Source]:
    """Yield the bag at ``path``. Raises `BadInput` where it is no ZIP file, OSError."""
    if path.is_dir():
        yield _Folder(path)
        return
    try:
        with zipfile.ZipFile(path) as file:
            yield _Zip(path, file)
    except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
        zh, en = f"ZIP 文件坏了（{error}）", f"the ZIP file is damaged ({error})"
        raise BadInput([Problem(file=str(path), zh=zh, en=en)]) from error


class _Folder:
    """A bag in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.sizes: dict[str, int] = {}
        faults = list(self._look())
        self.faults = _problems(folder, [*faults, *unfit_names(self.sizes)])
        self.readable = True

    def read(self, path: str) -> bytes:
        return (self._folder / path).read_bytes()

    def _look(self) -> Iterator[_Fault]:
        todo = [""]
        while todo:
            name = todo.pop()
            with os.scandir(self._folder / name) as found:
                entries = sorted(found, key=lambda entry: entry.name)
            for entry in entries:
                path = f"{name}{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    todo.append(f"{path}/")
                elif entry.is_file(follow_symlinks=False):
                    self.sizes[path] = entry.stat().st_size
                else:
                    yield _Fault(path, "袋里不许有链接和特殊的文件", "a link, or no plain file")


class _Zip:
    """A bag in a ZIP file, in a folder of its own there, or in none."""

    def __init__(self, path: Path, file: zipfile.ZipFile) -> None:
        self._path, self._file = path, file
        names = [info.filename for info in file.infolist()]
        self._base = _inside(names) or ""
        faults = list(self._faults(file.infolist()))
        self._infos = {
            info.filename.removeprefix(self._base): info
            for info in file.infolist()
            if not info.filename.endswith("/")
        }
        self.sizes = {name: info.file_size for name, info in self._infos.items()}
        twice = sorted(name for name, number in Counter(names).items() if number > 1)
        faults += [_Fault(name, "ZIP 里有两个同名的", "twice in the ZIP file") for name in twice]
        bombs = list(self._bomb(file.infolist()))
        self.faults = _problems(path, [*faults, *bombs, *unfit_names(self.sizes)])
        self.readable = not bombs

    def read(self, path: str) -> bytes:
        info = self._infos[path]
        try:
            with self._file.open(info) as file:
                data = file.read(info.file_size + 1)
        except (*_UNREAD, OSError) as error:
            if isinstance(error, OSError) and error.errno != errno.EINVAL:
                raise  # the disk's; a place before the file's beginning is the directory's fault
            zh, en = f"ZIP 里的这个文件坏了（{error}）", f"damaged in the ZIP file ({error})"
            raise BadInput([_problem(self._path, _Fault(path, zh, en))]) from error
        return data

    def _faults(self, infos: Iterable[zipfile.ZipInfo]) -> Iterator[_Fault]:
        for info in infos:
            mode = info.external_attr >> 16
            if mode and not (stat.S_ISREG(mode) or stat.S_ISDIR(mode) or not stat.S_IFMT(mode)):
                zh = "袋里不许有链接和特殊的文件"
                yield _Fault(info.filename, zh, "a link, or no plain file")
            if info.flag_bits & 1:
                yield _Fault(info.filename, "加了密码，读不了", "encrypted")
            if not info.filename.startswith(self._base):
                yield _Fault(info.filename, f"在袋的文件夹 {self._base} 之外", "beside the bag")

    def _bomb(self, infos: Iterable[zipfile.ZipInfo]) -> Iterator[_Fault]:
        packed, whole = self._path.stat().st_size, sum(info.file_size for info in infos)
        if whole > _FREE and whole > _RATIO * packed:
            zh = f"解开有 {whole:,} 字节，是 ZIP 的 {whole // packed} 倍；至多 {_RATIO} 倍"
            yield _Fault("", zh, f"unpacks to {whole} bytes, over {_RATIO} times its length")


def _inside(names: Iterable[str]) -> str | None:
    """Return the folder of the bag in a ZIP file, empty for none; None where there is no bag."""
    listed = [*names]
    found = [
        path.removesuffix(name)
        for path in listed
        if path.count("/") <= 1 and _is_tag(name := PurePosixPath(path).name)
        if name == DECLARATION or _has_payload(path.removesuffix(name), listed)
    ]
    return min(found, key=len, default=None)


def _is_tag(name: str) -> bool:
    """Return whether files of this name stand at the top of bags."""
    return name == DECLARATION or manifest_name(name) is not None


def _has_payload(top: str, names: Iterable[str]) -> bool:
    return any(name.startswith(f"{top}{PAYLOAD}") for name in names)


def unfit_names(sizes: Iterable[str]) -> Iterator[_Fault]:
    """Yield the paths that cannot be unpacked everywhere, or lead elsewhere."""
    seen: dict[str, str] = {}
    for path in sizes:
        parts = path.split("/")
        if _ODD.search(path) or any(part in ("", ".", "..") for part in parts):
            yield _Fault(path, "这样的路径会通到袋外面去，或者不是文件名", "leads out of the bag")
        elif any(len(part.encode("utf-8", "replace")) > _LONGEST for part in parts):
            yield _Fault(path, "名字太长", "its name is too long")
        other = seen.setdefault(_folded(path), path)
        if other != path:
            zh = f"与 {readable_path(other)} 只差大小写或写法，有的磁盘上是同一个文件"
            yield _Fault(path, zh, f"'{other}' but for case or form: one file on some disks")
    for path in sizes:
        for parent in map(str, PurePosixPath(path).parents):
            if _folded(parent) in seen:
                yield _Fault(path, f"{readable_path(parent)} 是文件，不是文件夹", "a file holds it")


def readable_path(path: str) -> str:
    """Return a path as it is told: what cannot be seen is escaped."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in path)


def _folded(path: str) -> str:
    return unicodedata.normalize("NFC", path).casefold()


def _problems(bag: Path, faults: Iterable[_Fault]) -> tuple[Problem, ...]:
    return tuple(_problem(bag, fault) for fault in faults)


def problem_in(bag: Path, path: str, zh: str, en: str) -> Problem:
    """Return a problem of the file at ``path`` in a bag; of the bag itself for an empty path."""
    return _problem(bag, _Fault(path, zh, en))


def _problem(bag: Path, fault: _Fault) -> Problem:
    at = f"{bag}: {readable_path(fault.path)}" if fault.path else str(bag)
    return Problem(file=at, zh=fault.zh, en=fault.en)
