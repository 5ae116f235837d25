"""Errors that an editor can act on: file, line, field, what was found, what is allowed.

Messages are Chinese, or English where ``LANG`` names a language other than Chinese. Problems
are collected and reported together; a command that found any ends with status 1.
"""

from __future__ import annotations

import errno
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One fault of the input. ``line`` counts from 1; ``zh`` and ``en`` are the messages.

    An ``advice`` says what an editor may want to know; nothing is wrong, and no command fails.
    """

    file: str
    zh: str
    en: str
    line: int | None = None
    field: str | None = None
    advice: bool = False

    def message(self, env: Mapping[str, str] = os.environ) -> str:
        """Return ``file:line: field: message`` in the language of ``env``."""
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        text = self.zh if speaks_chinese(env) else self.en
        if self.advice:
            text = f"（提示）{text}" if speaks_chinese(env) else f"(note) {text}"
        parts = (place, self.field, text)
        return printable(": ".join(p for p in parts if p))


def no_archive(root: Path) -> Problem:
    """Return the problem that a command was run where no archive is."""
    zh = "这里不是档案（没有 mkdocs.yml，也没有 docs/data）；"
    zh += "在档案的文件夹里运行，或者用 --root 指明它"
    en = "no archive here (neither mkdocs.yml nor docs/data): run it in the archive's folder, "
    return Problem(file=str(root), zh=zh, en=f"{en}or name that with --root")


def faults(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Return ``problems`` without what is only advice."""
    return tuple(problem for problem in problems if not problem.advice)


class BadInput(Exception):
    """The input has problems; all of them are in ``problems``."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(p.message() for p in self.problems))


def speaks_chinese(env: Mapping[str, str] = os.environ) -> bool:
    """Return whether messages are Chinese: ``LC_ALL``, then ``LANG``, names no other language.

    ``C``, ``C.UTF-8`` and ``POSIX`` are no languages: servers and containers have them.
    """
    language = (env.get("LC_ALL") or env.get("LANG") or "").lower().partition(".")[0]
    return language in ("", "c", "posix") or language.startswith("zh")


_CAUSES = {
    errno.ENOSPC: ("磁盘满了；腾出空间，再运行一次", "the disk is full; make room, run it again"),
    errno.EDQUOT: (
        "超出了磁盘配额；腾出空间，再运行一次",
        "the disk quota is used up; make room, run it again",
    ),
    errno.EROFS: (
        "磁盘是只读的，写不进去；把档案放到可以写的地方",
        "the disk is read-only; keep the archive where it can be written",
    ),
    errno.EACCES: (
        "没有权限；让自己可以读写这个文件和它所在的文件夹",
        "permission denied; make the file and its folder readable and writable for you",
    ),
    errno.ENOENT: ("没有这个文件或文件夹", "there is no such file or folder"),
    errno.EISDIR: (
        "这里应是文件，却是文件夹；把它移开",
        "a folder stands where a file should; move it away",
    ),
    errno.ENOTDIR: (
        "路径里有一段是文件，不是文件夹；把那个文件移开",
        "a file stands where a folder should; move it away",
    ),
    errno.EEXIST: ("已经有了同名的文件；把它移开", "a file of this name is there; move it away"),
    errno.ENOTEMPTY: ("文件夹不是空的；把里面的移开", "the folder is not empty; empty it"),
    errno.ENAMETOOLONG: ("名字太长；改短", "the name is too long; shorten it"),
    errno.ELOOP: ("链接绕成了圈；删去这个链接", "links go round in a circle; remove this one"),
    errno.EMFILE: (
        "打开的文件太多；关掉别的程序，再运行一次",
        "too many files are open; close other programs, run it again",
    ),
    errno.EBUSY: (
        "别的程序正占用它；关掉那个程序，再运行一次",
        "another program uses it; close that, run it again",
    ),
    errno.EIO: (
        "磁盘读写出错，可能坏了；先备份，再运行一次",
        "the disk fails; make a backup first, then run it again",
    ),
    errno.ENOMEM: (
        "内存不够；关掉别的程序，再运行一次",
        "out of memory; close other programs, run it again",
    ),
}
"""What the system's error numbers mean to an editor, and what to do."""
_SURROGATES = re.compile(
    "(?:[\u0080-\u07ff]{0,64}[\udc80-\udcff][\udc80-\udcff@-~]?)+[\u0080-\u07ff]{0,64}|[\ud800-\udfff]"
)
"""Bytes that are no UTF-8: of GBK, where the second of two may be an ASCII character, and two may
look like a letter of UTF-8: 医 is the bytes of ҽ."""
_OBEYED = re.compile("[\\x00-\\x1f\\x7f-\\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
"""Line ends and other controls, embeddings, overrides and isolates of direction."""
_CUT = re.compile(r"(?<!\d)\d+ requested and \d+ written")
"""What numpy says, without a number, where a disk is full."""
_ALIKE = {errno.EPERM: errno.EACCES, errno.ENFILE: errno.EMFILE, errno.ETXTBSY: errno.EBUSY}


def of_system(error: OSError, file: str | os.PathLike[str] | None = None) -> Problem:
    """Return what the system refused as a problem of ``file``, by default the one it names."""
    number = error.errno or (errno.ENOSPC if _CUT.search(str(error)) else 0)
    said = error.strerror or str(error)
    other = (f"系统不让读写（{said}）", f"the system refuses it ({said})")
    zh, en = _CAUSES.get(_ALIKE.get(number, number), other)
    named = error.filename if file is None else file
    return Problem(file="" if named is None else os.fsdecode(named), zh=zh, en=en)


@contextmanager
def naming(file: str | os.PathLike[str]) -> Iterator[None]:
    """Have what the system refuses without a name be of ``file``: a full disk, while one writes.

    Raises `OSError` as it came, with that name.
    """
    try:
        yield
    except OSError as error:
        if error.filename is None and error.errno is not None:
            error.filename = os.fspath(file)
        raise


def readable(text: str) -> str:
    """Return ``text`` as it can be printed: file names of an old system by what they mean there.

    A name in GBK, whose bytes are no UTF-8, is a text with lone surrogates here (PEP 383); so is
    any Chinese name where the system's own encoding is ASCII (``LC_ALL=C`` without UTF-8 mode).
    """
    return _SURROGATES.sub(_decoded, text)


def printable(text: str) -> str:
    """Return one line of ``text`` as `readable`, with what a terminal would obey by its number.

    A file may be named ``a`` LINE FEED ``b.txt``, or so that it turns the message around.
    """
    return _OBEYED.sub(lambda found: ascii(found[0])[1:-1], readable(text))


def _decoded(found: re.Match[str]) -> str:
    for encoding in ("utf-8", "gb18030"):
        with suppress(UnicodeError):
            return found[0].encode("utf-8", "surrogateescape").decode(encoding)
    return found[0].encode("utf-8", "backslashreplace").decode()


def relative(message: str, root: Path) -> str:
    """Return a message or path without the archive's folder at its start."""
    return message.removeprefix(f"{root}{os.sep}")


def nearest(found: str, allowed: Iterable[str]) -> str | None:
    """Return the allowed value most like ``found``, or None where nothing is near."""
    return next(iter(get_close_matches(found, list(allowed), n=1, cutoff=0.4)), None)


def nearest_told(near: str | None) -> tuple[str, str]:
    """Return what follows on "there is no such", in Chinese and in English; nothing of None."""
    return (f"；最接近的是“{near}”", f"; nearest: '{near}'") if near else ("", "")
