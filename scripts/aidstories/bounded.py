"""JSON and TOML from outside: what nests too deep is a ValueError, as all else that is wrong."""

from __future__ import annotations

import json
import re
import tomllib
from typing import Any

_DOTTED = re.compile(r"""(?<![\w-])(?:(?:[\w-]++|"[^"\n]*+"|'[^'\n]*+')[ \t]*+\.[ \t]*+){30}""")
"""A key of thirty parts: `tomllib` keeps every beginning of it, 40 GB for one of 100,000 parts."""


def read_json(text: str | bytes) -> Any:
    """Return the value of ``text``. Raises ValueError where it is none, or nests too deep."""
    try:
        return json.loads(text)
    except RecursionError as error:
        raise ValueError("nested too deep") from error


def read_toml(text: str) -> dict[str, Any]:
    """Return the tables of ``text``. Raises ValueError where it is none, or nests too deep."""
    if deep := _DOTTED.search(text):
        raise ValueError(f"nested too deep (at line {text.count(chr(10), 0, deep.start()) + 1})")
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise ValueError("nested too deep") from error
