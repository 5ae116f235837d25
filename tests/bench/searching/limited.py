"""Runs a command within limits of time and memory, and gives what it printed before it ended."""

import json
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

PAGE = os.sysconf("SC_PAGE_SIZE")


def run(command: list[str], *, cwd: Path, seconds: float, gigabytes: float) -> dict[str, Any]:
    """Return the JSON objects that ``command`` printed, merged, with ``stopped`` where it was.

    The command and all that it starts may take ``seconds`` and hold ``gigabytes`` together.
    """
    with tempfile.TemporaryFile("w+") as printed:
        why = _ended(subprocess.Popen(command, cwd=cwd, stdout=printed), seconds, gigabytes)
        printed.seek(0)
        figures: dict[str, Any] = {}
        for line in printed:
            if line.startswith("{"):
                figures |= json.loads(line)
    return figures | ({"stopped": why} if why else {})


def _ended(process: subprocess.Popen[bytes], seconds: float, gigabytes: float) -> str | None:
    """Wait for ``process``, ending it past a limit; return why it did not end well, or None."""
    start = time.monotonic()
    while process.poll() is None:
        family = dict(_family(process.pid))
        held = sum(family.values()) / 1e9
        if time.monotonic() - start > seconds or held > gigabytes:
            _end(family)
            process.wait()
            return f"> {gigabytes} GB" if held > gigabytes else f"> {seconds} s"
        time.sleep(0.5)
    return f"status {process.returncode}" if process.returncode else None


def _end(family: Iterable[int]) -> None:
    for pid in family:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue


def _family(first: int) -> Iterator[tuple[int, int]]:
    """Yield each process that ``first`` and its children began, with its resident bytes."""
    children: dict[int, list[int]] = {}
    resident: dict[int, int] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:  # it has ended
            continue
        pid = int(path.parent.name)
        children.setdefault(int(fields[1]), []).append(pid)
        resident[pid] = int(fields[21]) * PAGE
    waiting = [first]
    while waiting:
        pid = waiting.pop()
        waiting += children.get(pid, ())
        yield pid, resident.get(pid, 0)
