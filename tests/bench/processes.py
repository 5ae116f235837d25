"""What a process and all that it started use, as Linux tells it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_PAGE = os.sysconf("SC_PAGE_SIZE")
_TICK = os.sysconf("SC_CLK_TCK")


class Process(NamedTuple):
    """A running process: seconds of the processor, with children that ended; resident MB."""

    pid: int
    cpu: float
    mb: float


def proportional(pid: int) -> float:
    """Return the MB that a process holds, of pages that several share its part; 0 if it ended."""
    try:
        told = Path(f"/proc/{pid}/smaps_rollup").read_text()
        return int(told.partition("\nPss:")[2].split(maxsplit=1)[0]) * 1024 / 1e6
    except (OSError, IndexError):
        return 0.0


def family(first: int) -> Iterator[Process]:
    """Yield ``first`` and whatever it and its children began and still runs."""
    children: dict[int, list[int]] = {}
    found: dict[int, Process] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rpartition(")")[2].split()
        except OSError:  # it has ended
            continue
        pid = int(path.parent.name)
        children.setdefault(int(fields[1]), []).append(pid)
        ticks = sum(map(int, fields[11:15]))  # utime, stime, cutime, cstime
        found[pid] = Process(pid, ticks / _TICK, int(fields[21]) * _PAGE / 1e6)
    waiting = [first]
    while waiting:
        pid = waiting.pop(0)
        waiting += children.get(pid, ())
        if pid in found:
            yield found[pid]
