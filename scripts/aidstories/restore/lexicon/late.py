"""Patterns that are compiled when they are first asked.

A class of all Han characters takes 1 ms to compile, and a capture asks one in four of these
patterns: the command that restores one file would wait for all of them.
"""

from __future__ import annotations

import re
from typing import Any, cast

_ASKED = ("search", "match", "fullmatch", "finditer", "findall", "sub", "split")


class Late:
    """Stands for a pattern; from the first question on, its methods are the pattern's own."""

    def __init__(self, pattern: str, flags: int) -> None:
        self._written = (pattern, flags)

    def compiled(self) -> re.Pattern[str]:
        """Return the pattern itself."""
        return re.compile(*self._written)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        pattern = self.compiled()
        vars(self).update((asked, getattr(pattern, asked)) for asked in _ASKED)
        return getattr(pattern, name)


def late(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """Return what answers as ``re.compile(pattern, flags)`` does, but is compiled when asked."""
    return cast("re.Pattern[str]", Late(pattern, flags))
