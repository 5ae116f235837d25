"""A terminal of its own for one command: what is typed goes in, what the screen shows comes out.

The command runs in a process forked from this one, which has all modules loaded: a task takes a
tenth of a second that way, and a whole one with the interpreter's start.
"""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import shlex
import struct
import sys
import termios
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from aidstories.cli import main

PROGRAM = ".venv/bin/aidstories"
_ESCAPES = re.compile(r"\x1b(?:\[[0-9;?]*[ -/]*[@-~]|\][^\x07]*\x07|[()][A-Z0-9]|[=>78])")
_ROWS, _COLUMNS = 40, 160
_PATIENCE = 120
"""Seconds that a screen may take to show what is waited for; on a quiet machine it takes .1."""


@dataclass(frozen=True)
class Shown:
    """What stood on the screen, without colours, and the exit status."""

    screen: str
    status: int


def type_in(line: str, folder: Path, answers: Iterable[Mapping[str, str]] = ()) -> Shown:
    """Type the command ``line`` in ``folder``, and an answer to each question as it is asked.

    ``answers`` have what is ``asked`` and what the editor will ``say``.
    """
    program, *arguments = shlex.split(line)
    assert program == PROGRAM, f"the guide says {PROGRAM}"
    child, screen = pty.fork()
    if child == 0:
        _run(arguments, folder)
    fcntl.ioctl(screen, termios.TIOCSWINSZ, struct.pack("HHHH", _ROWS, _COLUMNS, 0, 0))
    shown = b""
    for answer in answers:
        shown += _until(screen, answer["asked"])
        os.write(screen, f"{answer['say']}\r".encode())
    shown += _until(screen, None)
    os.close(screen)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return Shown(_text(shown), status)


def _run(arguments: list[str], folder: Path) -> None:
    status = 70
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115 - not pytest's
    for number, name in ((1, "stdout"), (2, "stderr")):
        file = open(number, "w", buffering=1, encoding="utf-8", closefd=False)  # noqa: SIM115
        setattr(sys, name, file)
    try:
        os.chdir(folder)
        os.environ.update(LC_ALL="C.UTF-8", LANG="C.UTF-8", TERM="xterm", PROMPT_TOOLKIT_NO_CPR="1")
        main(arguments, prog_name="aidstories")
    except SystemExit as end:
        status = end.code if isinstance(end.code, int) else 1
    finally:
        sys.stdout.flush()
        os._exit(status)


def _until(screen: int, words: str | None) -> bytes:
    """Read until ``words`` are shown, or to the end for None."""
    read, end = b"", time.monotonic() + _PATIENCE
    while words is None or words not in _text(read):
        ready, _, _ = select.select([screen], [], [], max(0, end - time.monotonic()))
        assert ready, f"{words} was never shown: {_text(read)}"
        try:
            piece = os.read(screen, 65536)
        except OSError:  # the other end is closed
            piece = b""
        if not piece:
            assert words is None, f"{words} was never shown: {_text(read)}"
            break
        read += piece
    return read


def _text(data: bytes) -> str:
    return _ESCAPES.sub("", data.decode("utf-8", "replace")).replace("\r\n", "\n")
