"""One engine at one size: what a full build takes, and one changed story."""

from __future__ import annotations

import os
import socket
import subprocess
import tempfile
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple
from urllib.error import URLError
from urllib.parse import quote
from urllib.request import urlopen

from tests.bench.building.engines import Engine
from tests.bench.processes import family, proportional
from tests.site.conftest import ROOT

ENVIRONMENT = {
    "PYTHONPATH": str(ROOT / "scripts"),
    "AIDSTORIES_ADMIN": "false",
    "LC_ALL": "C.UTF-8",
    "PYTHONDONTWRITEBYTECODE": "",
}
"""Modules are compiled once, as where a program is installed. A shell may forbid to keep them: then
each start of ours compiles its modules anew, .3 s, and no other program's does."""
_SAMPLE = 0.1
"""Seconds between two looks at the memory."""
_PATIENCE = 1200
"""Seconds for a server to show a page."""


class Used(NamedTuple):
    """Seconds of the processors, with all children, and of the clock; MB of memory at most."""

    cpu: float
    wall: float
    mb: float


def run(command: Sequence[str], folder: Path) -> Used:
    """Run ``command`` in ``folder``. Raises CalledProcessError, with what it said, where it fails.

    Memory is that of all its processes together, seen every tenth of a second, pages that several
    share counted once, and at least what the largest had.
    """
    start, most = time.perf_counter(), 0.0
    with tempfile.TemporaryFile() as said:
        environment = os.environ | ENVIRONMENT
        running = subprocess.Popen(command, cwd=folder, env=environment, stdout=said, stderr=said)
        while True:
            pid, status, used = os.wait4(running.pid, os.WNOHANG)
            if pid:
                break
            most = max(most, sum(proportional(one.pid) for one in family(running.pid)))
            time.sleep(_SAMPLE)
        wall, running.returncode = time.perf_counter() - start, os.waitstatus_to_exitcode(status)
        if running.returncode:
            said.seek(0)
            raise subprocess.CalledProcessError(running.returncode, command, said.read()[-4000:])
    return Used(used.ru_utime + used.ru_stime, wall, max(most, used.ru_maxrss * 1024 / 1e6))


def full(engine: Engine, folder: Path, *, kept: bool = False) -> Used:
    """Build everything; with ``kept`` what the engine keeps beside the site is there.

    What was there is laid aside, not removed: ext4 without a journal passes over each inode that
    was freed within the last minute, 3 s of 20 where a site of 5,000 files had just gone.
    """
    aside = Path(tempfile.mkdtemp(dir=folder.parent))
    for name in (engine.site, *(() if kept else engine.kept)):
        with suppress(FileNotFoundError):
            (folder / name).rename(aside / name)
    return run(engine.build, folder)


def changed(engine: Engine, folder: Path, number: int, *, title: bool = False) -> Used:
    """Change the text of one story and build again in the engine's own fast way.

    With ``title`` its title as well, which stands in lists.
    """
    id_ = change(folder, number, title=title)
    used = run(engine.again, folder)
    assert mark(number) in page(engine, folder, id_).read_text("utf-8"), "the change is not there"
    return used


def change(folder: Path, number: int, *, title: bool = False) -> str:
    """Change the text, and the ``title``, of a story, another each time; return its id."""
    files = sorted(path for path in folder.glob("*/stories/*/*.md") if "site" not in path.parts)
    file = files[(number * 7919 + len(files) // 2) % len(files)]
    head, text = file.read_text("utf-8").split("\n---\n\n", 1)
    if title:
        before = next(line for line in head.split("\n") if line.startswith("title: "))
        said = before.removeprefix("title: ").strip("\"'")
        head = head.replace(before, f"title: '{mark(number)}{said}'")
    file.write_text(f"{head}\n---\n\n{mark(number)}{text}", "utf-8")
    return file.stem


def mark(number: int) -> str:
    """Return what the change of that number adds."""
    return f"第{number}次改"


def page(engine: Engine, folder: Path, id_: str) -> Path:
    """Return the page of a story, in Chinese."""
    found = sorted((folder / engine.site).rglob(f"{id_}/index.html"), key=lambda p: len(p.parts))
    return next(path for path in found if "bo" not in path.relative_to(folder).parts)


def size(engine: Engine, folder: Path) -> tuple[int, int]:
    """Return how many files the site has, and their bytes."""
    sizes = [path.stat().st_size for path in (folder / engine.site).rglob("*") if path.is_file()]
    return len(sizes), sum(sizes)


def served(engine: Engine, folder: Path, numbers: Sequence[int]) -> list[float]:
    """Serve the project, change stories one after another; return seconds until each is served."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = engine.serving(port)
    silent = subprocess.DEVNULL
    running = subprocess.Popen(
        command, cwd=folder, env=os.environ | ENVIRONMENT, stdout=silent, stderr=silent
    )
    try:
        _until(port, "", "<")
        return [_shown(engine, folder, port, number) for number in numbers]
    finally:
        running.terminate()
        running.wait()


def _shown(engine: Engine, folder: Path, port: int, number: int) -> float:
    start, id_ = time.perf_counter(), change(folder, number)
    where = page(engine, folder, id_).parent.relative_to(folder / engine.site).as_posix()
    _until(port, f"{where}/", mark(number))
    return time.perf_counter() - start


def _until(port: int, where: str, text: str) -> None:
    """Wait until the page at ``where`` has ``text``. Raises TimeoutError."""
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        try:
            with urlopen(f"http://127.0.0.1:{port}/{quote(where)}", timeout=60) as answer:
                if text in answer.read().decode("utf-8", "replace"):
                    return
        except (URLError, OSError):
            pass
        time.sleep(0.02)
    raise TimeoutError(f"{where} without {text}")
