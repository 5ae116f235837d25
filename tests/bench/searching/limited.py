"""Runs a command within limits of time and memory, and gives what it printed before it ended."""

import json
import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tests.bench.processes import family


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
        running = list(family(process.pid))
        held = sum(one.mb for one in running) / 1e3
        if time.monotonic() - start > seconds or held > gigabytes:
            _end(one.pid for one in running)
            process.wait()
            return f"> {gigabytes} GB" if held > gigabytes else f"> {seconds} s"
        time.sleep(0.5)
    return f"status {process.returncode}" if process.returncode else None


def _end(pids: Iterable[int]) -> None:
    for pid in pids:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
