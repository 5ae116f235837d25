"""Patterns that are compiled when they are first asked.

Compiled all at once, the 880 patterns of restoration and description are half of what the command
that restores one file costs (.75 of 1.5 s); a capture asks about half of them, .27 of .75 s.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from re import _compiler as compiler  # type: ignore[attr-defined]
from typing import Any, AnyStr, cast

_PUBLIC = tuple(name for name in dir(re.Pattern) if not name.startswith("_"))
_LAY_OUT: Callable[..., Any] | None = getattr(compiler, "_optimize_charset", None)
"""How Python makes a table of a class of characters; one that has no such function is let be."""


@contextmanager
def _classes_laid_out_once() -> Iterator[None]:
    """Keep the tables of classes of characters meanwhile.

    Python 3.11 goes through all 21,000 signs of ``[\\u4e00-\\u9fff]`` each time that a pattern has
    it: in the patterns for one capture 5,100 classes took .5 s, the 1,800 that differ take .1.
    """
    if _LAY_OUT is None:
        yield
        return
    compiler._optimize_charset = _laid_out
    try:
        yield
    finally:
        compiler._optimize_charset = _LAY_OUT


def _laid_out(charset: Any, iscased: Any = None, fixup: Any = None, fixes: Any = None) -> Any:
    return _table((*charset,), iscased, fixup, tuple((fixes or {}).items()))


@cache
def _table(charset: Any, iscased: Any, fixup: Any, fixes: Any) -> Any:
    return cast("Callable[..., Any]", _LAY_OUT)([*charset], iscased, fixup, dict(fixes))


class Late:
    """Stands for a pattern: what the pattern has, it has as its own."""

    def __init__(self, pattern: str | bytes, flags: int) -> None:
        self._written = (pattern, flags)

    def compiled(self) -> re.Pattern[Any]:
        """Return the pattern itself."""
        with _classes_laid_out_once():
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
