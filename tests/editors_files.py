"""No test opens what editors write: with a story more or less all stay as they are.

The archive's stories, records and captures are held by ``check``, ``verify`` and ``build`` alone
(``.github/workflows/archive.yml``); a test that opens one fails, in whatever way it does. Only what
``init`` makes another archive from may be opened: it takes no more of the catalogue than its head.
"""

from __future__ import annotations

import os
import sys
import tomllib
from typing import Any

from tests.archive import HOME

_EDITORS = tuple(f"{HOME}/{room}" for room in ("docs/stories", "docs/ledgers", "seeds"))
_PROJECT = tomllib.loads((HOME / "pyproject.toml").read_text("utf-8"))
_TEMPLATES = frozenset(f"{HOME}/{name}" for name in _PROJECT["tool"]["aidstories"]["templates"])
_EVENTS = frozenset({"open", "os.listdir", "os.scandir"})


class OpenedEditorsFile(AssertionError):
    """A test opened a file, or listed a folder, that editors write."""


def watch() -> None:
    """Have this process fail where it opens what editors write, from now on.

    Python offers no way to take an audit hook away again.
    """
    sys.addaudithook(_refuse)


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    if event not in _EVENTS or not isinstance(arguments[0], (str, bytes)):
        return
    path = os.fsdecode(arguments[0])
    if not any(word in path for word in ("stories", "ledgers", "seeds")) or "/" not in path:
        return  # a bare name may be of any folder: os.open(name, dir_fd=…)
    if _is_editors(path):
        raise OpenedEditorsFile(f"{path}: tests have captures of their own (tests/captures)")


def _is_editors(path: str) -> bool:
    whole = os.path.abspath(path)  # noqa: PTH100 - a path object would be slower
    if whole in _TEMPLATES:
        return False
    return any(whole == room or whole.startswith(room + "/") for room in _EDITORS)
