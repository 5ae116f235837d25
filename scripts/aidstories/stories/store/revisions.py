"""What an editor changed in a story after the machine wrote it, line by line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher


class RevisionError(ValueError):
    """The recorded revisions do not fit the story's text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """From line ``line`` (from 1) of the machine's text, ``old`` lines became ``new``."""

    line: int
    old: tuple[str, ...]
    new: tuple[str, ...]


def compare(base: str, current: str) -> tuple[Revision, ...]:
    """Return the revisions that lead from ``base`` to ``current``."""
    a, b = base.split("\n"), current.split("\n")
    return tuple(
        Revision(line=i1 + 1, old=tuple(a[i1:i2]), new=tuple(b[j1:j2]))
        for tag, i1, i2, j1, j2 in SequenceMatcher(None, a, b, autojunk=False).get_opcodes()
        if tag != "equal"
    )


def redo(base: str, revisions: Iterable[Revision]) -> str:
    """Return ``base`` with ``revisions``. Raises RevisionError where they do not fit."""
    lines = base.split("\n")
    for r in sorted(revisions, key=lambda r: -r.line):
        _replace(lines, r.line - 1, r.old, r.new)
    return "\n".join(lines)


def undo(current: str, revisions: Iterable[Revision]) -> str:
    """Return the text before ``revisions``. Raises RevisionError where they do not fit."""
    lines = current.split("\n")
    for r in sorted(revisions, key=lambda r: r.line):
        _replace(lines, r.line - 1, r.new, r.old)  # lines before it are undone already
    return "\n".join(lines)


def _replace(lines: list[str], at: int, old: Sequence[str], new: Sequence[str]) -> None:
    if tuple(lines[at : at + len(old)]) != tuple(old):
        raise RevisionError(f"line {at + 1} is not what the revision says")
    lines[at : at + len(old)] = new
