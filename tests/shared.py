"""What is costly to make is made once for all the processes of a run of the tests."""

import os
import random
import shutil
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

_WHOLE = "whole"
_PORTS = range(20_000, 32_000)
"""Below those that systems give to connections and to whoever asks for any (from 32,768 under
Linux): while a server is on its way to its port, no browser's connection takes it."""


def free_port() -> int:
    """Return a port of this machine for a server that has to be told one."""
    while True:
        port = random.SystemRandom().choice(_PORTS)
        with socket.socket() as asking:
            if asking.connect_ex(("127.0.0.1", port)):
                return port


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """Return the folder ``name`` of this run, which ``make`` filled; tests do not change it.

    pytest-xdist gives each process a folder in that of the run. A process that was killed while
    it made the folder leaves no mark in it, and the next makes it anew.
    """
    own = factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / f"shared-{name}"
    with FileLock(f"{folder}.lock"):
        if not (folder / _WHOLE).exists():
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            make(folder)
            (folder / _WHOLE).touch()
    return folder
