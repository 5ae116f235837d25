"""What commands say: messages in the editor's language, problems, paths within the archive."""

from __future__ import annotations

import gettext
import os
import sys
from collections.abc import Iterable
from pathlib import Path

import click

from aidstories.cli.progress import progress
from aidstories.errors import Problem, printable, relative, speaks_chinese


def say(zh: str, en: str) -> str:
    """Return the text in the language of messages."""
    return zh if speaks_chinese() else en


def counted(number: int, noun: str) -> str:
    """Return an English count: ``1 file``, ``2 files``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def translate_click() -> None:
    """Have click speak the language of messages: usage errors, headings of its help."""
    os.environ["LANGUAGE"] = "zh" if speaks_chinese() else "en"  # where gettext looks first
    gettext.bindtextdomain("click", Path(__file__).parent / "locale")
    gettext.textdomain("click")


def report(
    found: Iterable[tuple[Path, tuple[Problem, ...]]], root: Path, label: str, noun: tuple[str, str]
) -> None:
    """Print all problems of all files, then the counts; end with status 1 where there are any.

    ``noun`` is what is counted: the Chinese measure and word, the English singular. Advice is
    printed and counted beside the problems.
    """
    files = problems = notes = 0
    for _, faults in progress(found, label):
        files += 1
        notes += sum(fault.advice for fault in faults)
        problems += sum(not fault.advice for fault in faults)
        complain(faults, root)
    zh = f"{files} {noun[0]}，{problems} 个问题" + (f"，{notes} 条提示" if notes else "")
    en = f"{counted(files, noun[1])}, {counted(problems, 'problem')}"
    click.echo(say(zh, en + (f", {counted(notes, 'note')}" if notes else "")))
    if problems:
        sys.exit(1)


def complain(problems: Iterable[Problem], root: Path | None = None) -> None:
    """Print problems to standard error, files relative to ``root``."""
    for problem in problems:
        message = problem.message()
        click.echo(relative(message, root) if root else message, err=True)


def show(text: str, *, err: bool = False) -> None:
    """Print a line that may hold the name of a file, whatever it is made of."""
    click.echo(printable(text), err=err)


def write(text: str) -> None:
    """Print ``text`` as UTF-8 whatever the terminal's encoding; lone surrogates are escaped."""
    if sys.stdout is None:  # closed by who runs the command: ``>&-``, a service
        return
    sys.stdout.buffer.write(text.encode("utf-8", "backslashreplace"))
    sys.stdout.buffer.flush()


def at_terminal() -> bool:
    """Return whether someone sits before the command, to be asked and shown things."""
    streams = (sys.stdin, sys.stdout)
    return all(stream is not None and stream.isatty() for stream in streams)
