"""Calls that change a disk, counted; one of them fails, or the process dies there.

Only in processes forked for it: Python offers no way to take an audit hook away again. The hook
sees what opens for writing, renames, removes, makes folders, whoever calls it, in C too; what a
file object writes goes through `_Raw`, and `os.fsync`, of which no hook is told, is wrapped.
SQLite writes for itself and is made to fail where it is asked to.
"""

from __future__ import annotations

import builtins
import io
import os
import shutil
import sqlite3
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

_CHANGING = frozenset(
    {
        *("os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.truncate", "os.chmod", "os.utime"),
        *("os.link", "os.symlink", "sqlite3.connect"),
    }
)
_FOR_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
DIED = 9
"""The exit status of a process that was killed."""


class Faults:
    """Counts the calls below ``rooms``; number ``at``, from 1, fails with ``error``, or kills."""

    def __init__(self, rooms: tuple[Path, ...], at: int, error: int | None) -> None:
        self._rooms, self._at, self._error = tuple(f"{room}" for room in rooms), at, error
        self.count = 0

    def install(self) -> None:
        """Have this process fail from now on."""
        sys.addaudithook(self._heard)
        opened, sync = io.open, os.fsync

        def open_(file: Any, mode: str = "r", *args: Any, **given: Any) -> Any:
            if not self._is_ours(file) or not set(mode) & set("wxa+"):
                return opened(file, mode, *args, **given)
            return _faulty(self, file, mode, *args, **given)

        def fsync(number: Any) -> None:
            self.happen("fsync")
            sync(number)

        io.open = builtins.open = open_
        vars(os)["fsync"] = fsync
        vars(shutil)["_USE_CP_SENDFILE"] = False
        connect = sqlite3.connect

        def connected(*args: Any, **given: Any) -> Any:
            found = connect(*args, factory=_Connection, **given)
            found.faults = self
            return found

        vars(sqlite3)["connect"] = connected

    def happen(self, what: str, path: str = "") -> None:
        """Note that a call is about to be made. Raises OSError, or ends the process."""
        self.count += 1
        if self.count != self._at:
            return
        if self._error is None:
            os._exit(DIED)
        raise OSError(self._error, os.strerror(self._error), path or None)

    def _heard(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path, _, flags = arguments
            if isinstance(flags, int) and flags & _FOR_WRITING and self._is_ours(path):
                self.happen("open", os.fsdecode(path))
        elif event in _CHANGING and self._is_ours(arguments[0]):
            self.happen(event, os.fsdecode(arguments[0]))

    def _is_ours(self, path: Any) -> bool:
        if not isinstance(path, (str, bytes, os.PathLike)):
            return False
        name = os.fsdecode(path)
        return not os.path.isabs(name) or name.startswith(self._rooms)  # noqa: PTH117 - quick


class _Raw(io.FileIO):
    """A file whose writes are counted."""

    faults: Faults

    def write(self, data: Any) -> int:
        self.faults.happen("write", str(self.name))
        return super().write(data)


def _faulty(
    faults: Faults,
    file: Any,
    mode: str,
    buffering: int = -1,
    encoding: str | None = None,
    errors: str | None = None,
    newline: str | None = None,
    **_: Any,
) -> Any:
    raw = _Raw(file, mode.replace("b", "").replace("t", ""))
    raw.faults = faults
    if "b" in mode and buffering == 0:
        return raw
    whole = io.BufferedRandom(raw) if "+" in mode else io.BufferedWriter(raw)
    return whole if "b" in mode else io.TextIOWrapper(whole, encoding or "utf-8", errors, newline)


class _Connection(sqlite3.Connection):
    """A record of a build; what begins and ends a transaction is counted."""

    faults: Faults | None = None

    def execute(self, sql: str, *args: Any) -> sqlite3.Cursor:
        if self.faults and sql.split(" ")[0] in ("BEGIN", "COMMIT", "CREATE"):
            try:
                self.faults.happen("sqlite")
            except OSError as error:
                raise sqlite3.OperationalError("database or disk is full") from error
        return super().execute(sql, *args)


def in_child(work: Callable[[], int], faults: Faults, said: Path) -> tuple[int, int]:
    """Run ``work`` in a process of its own with ``faults``.

    Returns its exit status, and how many calls it made; what it says goes into the file ``said``.
    """
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        status = 70
        try:
            sys.stdout = sys.stderr = said.open("w", encoding="utf-8")
            faults.install()
            status = work()
            sys.stdout.flush()
            os.write(write, str(faults.count).encode())
        finally:
            os._exit(status)
    os.close(write)
    with os.fdopen(read, "rb") as told:
        count = told.read()
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return status, int(count or 0)
