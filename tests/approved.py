"""Approvals: whole outcomes, written down in tests/approved, read by somebody, compared exactly.

An approval says what the program does, not that it is right. `make approve` writes them anew; the
difference, `git diff tests/approved`, is what a change changes, and is read before the commit.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable
from difflib import unified_diff
from itertools import islice

import pytest

from tests.archive import HOME

FOLDER = HOME / "tests" / "approved"
_RENEWED = "APPROVE"
"""The variable of the environment that `make approve` sets."""
_SHOWN = 40
"""Lines of a difference that a failure prints."""


def approve(name: str, lines: Iterable[str]) -> None:
    """Hold that ``lines`` are those of the file ``name``; write them where they are renewed."""
    path = FOLDER / f"{name}.txt"
    found = [*"\n".join(lines).split("\n")]
    if os.environ.get(_RENEWED):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("".join(f"{line}\n" for line in found), "utf-8", newline="\n")
        return
    known = path.read_text("utf-8").split("\n")[:-1] if path.exists() else []
    if found != known:
        changed = unified_diff(known, found, "approved", "found", lineterm="", n=1)
        told = [*islice(changed, _SHOWN), "make approve; git diff tests/approved"]
        pytest.fail("\n".join([f"{path.relative_to(HOME)}:", *told]), pytrace=False)


def approved(room: str) -> set[str]:
    """Return the names of all that is approved of a room."""
    files = (FOLDER / room).glob("*.txt")
    return {path.relative_to(FOLDER).with_suffix("").as_posix() for path in files}


def shown(text: str) -> str:
    """Return a text in one line that shows every character: line ends and what has no picture."""
    return "".join(map(_shown, text))


def _shown(character: str) -> str:
    if character == "\n":
        return "⏎"
    unseen = unicodedata.category(character)[0] in "CZ" and character != " "
    return f"‹{ord(character):x}›" if unseen else character


def cut(text: str, ends: int = 8) -> str:
    """Return a text in one line; of a long one its ends, and how many characters lie between."""
    between = len(text) - 2 * ends
    if between <= ends:
        return shown(text)
    return f"{shown(text[:ends])}‹…{between}…›{shown(text[-ends:])}"
