"""Errors that an editor can act on: file, line, field, what was found, what is allowed.

Messages are Chinese, or English where ``LANG`` names a language other than Chinese. Problems
are collected and reported together; a command that found any ends with status 1.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One fault of the input. ``line`` counts from 1; ``zh`` and ``en`` are the messages.

    An ``advice`` says what an editor may want to know; nothing is wrong, and no command fails.
    """

    file: str
    zh: str
    en: str
    line: int | None = None
    field: str | None = None
    advice: bool = False

    def message(self, env: Mapping[str, str] = os.environ) -> str:
        """Return ``file:line: field: message`` in the language of ``env``."""
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        text = self.zh if speaks_chinese(env) else self.en
        if self.advice:
            text = f"（提示）{text}" if speaks_chinese(env) else f"(note) {text}"
        parts = (place, self.field, text)
        return ": ".join(p for p in parts if p)


class BadInput(Exception):
    """The input has problems; all of them are in ``problems``."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(p.message() for p in self.problems))


def speaks_chinese(env: Mapping[str, str] = os.environ) -> bool:
    """Return whether messages are Chinese: ``LC_ALL``, then ``LANG``, names no other language.

    ``C``, ``C.UTF-8`` and ``POSIX`` are no languages: servers and containers have them.
    """
    language = (env.get("LC_ALL") or env.get("LANG") or "").lower().partition(".")[0]
    return language in ("", "c", "posix") or language.startswith("zh")


def relative(message: str, root: Path) -> str:
    """Return a message or path without the archive's folder at its start."""
    return message.removeprefix(f"{root}{os.sep}")


def nearest(found: str, allowed: Iterable[str]) -> str | None:
    """Return the allowed value most like ``found``, or None where nothing is near."""
    return next(iter(get_close_matches(found, list(allowed), n=1, cutoff=0.4)), None)
