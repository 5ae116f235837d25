"""Patterns that are compiled when they are first asked.

Compiled all at once, the 880 patterns of restoration and description are half of what the command
that restores one file costs (.75 of 1.5 s); a capture asks about half of them.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast

_PUBLIC = tuple(name for name in dir(re.Pattern) if not name.startswith("_"))


class Late:
    """Stands for a pattern: what the pattern has, it has as its own."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self._written = (pattern, flags)

    def compiled(self) -> re.Pattern[Any]:
        """Return the pattern itself."""
        return re.compile(*self._written)


class _Unasked(Late):
    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        pattern = self.compiled()
        vars(self).update((public, getattr(pattern, public)) for public in _PUBLIC)
        # Where a class has __getattr__, Python finds each method more slowly.
        self.__class__ = Late  # type: ignore[assignment]
        return getattr(pattern, name)


def late(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return what answers as ``re.compile(pattern, flags)`` does, but is compiled when asked."""
    return cast("re.Pattern[AnyStr]", _Unasked(pattern, flags))
