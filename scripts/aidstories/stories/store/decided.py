"""Decisions written into the text of ``seeds.toml``, and taken out: the rest stays as it is."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from aidstories.bounded import read_toml
from aidstories.errors import BadInput, Problem
from aidstories.model import Joined, Retyped, Split, Structure
from aidstories.paths import CATALOGUE

_ENTRY = re.compile(r"^[ \t]*\[\[\s*+seed\s*+\]\]", re.M)
_BOM = "\ufeff"
_SAID = re.compile(r"^[ \t]*[^#\s].*$", re.M)


def decision_text(decision: Structure, newline: str = "\n") -> str:
    """Return the table of the catalogue that says ``decision``, a blank line before it."""
    lines = (f"{key} = {_toml(value)}" for key, value in _values(decision).items())
    return newline + "".join(f"{line}{newline}" for line in ("[[seed.decision]]", *lines))


def with_decision(source: str, file: str, decision: Structure) -> str:
    """Return the catalogue ``source`` with ``decision`` behind all else that is said of ``file``.

    Raises `BadInput` where it has no such entry, or one that is written in a way of its own.
    """
    if source.startswith(_BOM):
        return _BOM + with_decision(source.removeprefix(_BOM), file, decision)
    newline = "\r\n" if "\r\n" in source else "\n"
    table = decision_text(decision, newline)
    at = _end_of(source, file)
    begun = "" if source[:at].endswith("\n") else newline
    made = "" if at is None else source[:at] + begun + table + source[at:]
    if not made or not _adds(source, made, file, _values(decision)):
        zh = f"决定写不进 {CATALOGUE}：没有 {file} 这一项，或写法特别；请自己写在它下面：{table}"
        en = f"{CATALOGUE} has no entry {file} of the usual form; write it there yourself: {table}"
        raise BadInput([Problem(file=CATALOGUE, field=file, zh=zh, en=en)])
    return made


def _values(decision: Structure) -> dict[str, Any]:
    values: dict[str, Any]
    if isinstance(decision, Retyped):
        values = {"line": decision.line, "role": decision.role.value}
    elif isinstance(decision, Split):
        values = {"split": decision.at, "into": "story" if decision.story else "paragraph"}
    else:
        assert isinstance(decision, Joined)
        values = {"join": [decision.first, decision.second]}
    return values | ({"near": decision.near} if decision.near else {})


def _toml(value: Any) -> str:
    """Return a text or a list of texts as TOML; JSON's strings are TOML's, but for DEL."""
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _end_of(source: str, file: str) -> int | None:
    """Return where the entry of ``file`` ends: behind its last line that says something."""
    starts = [m.start() for m in _ENTRY.finditer(source)]
    for start, end in pairwise([*starts, len(source)]):
        try:
            (entry,) = read_toml(source[start:end])["seed"]
        except (ValueError, KeyError):
            continue
        if entry.get("file") == file:
            last = list(_SAID.finditer(source, start, end))[-1].end()
            line_end = source.find("\n", last)
            return len(source) if line_end < 0 else line_end + 1
    return None


def _adds(before: str, after: str, file: str, decision: Mapping[str, Any]) -> bool:
    """Return whether ``after`` says what ``before`` does, and ``decision`` of ``file`` besides."""
    try:
        wanted, made = read_toml(before), read_toml(after)
    except ValueError:
        return False
    for entry in wanted["seed"]:
        if entry["file"] == file:
            entry["decision"] = [*entry.get("decision", ()), decision]
    return bool(wanted == made)
