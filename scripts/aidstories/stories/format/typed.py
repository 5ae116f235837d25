"""The values of a story's front matter, read with their types; what is wrong is noted by line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from aidstories.errors import Problem, nearest

T = TypeVar("T")
Value = str | list[Any] | dict[str, Any] | None


@dataclass(slots=True, kw_only=True)
class FrontMatter:
    """The values of one file by key, and the problems met on reading them.

    ``lines`` holds the line of each value by its path (``figures.0.caption``), ``comments`` what
    YAML dropped behind an unquoted text, from its ``#``; ``body_line`` the first line of the body.
    ``prefix`` is the path of a mapping inside, such as ``figures.0.``.
    """

    file: str
    values: Mapping[str, Value]
    lines: Mapping[str, int]
    body: str
    body_line: int
    comments: Mapping[str, str] = field(default_factory=dict)
    prefix: str = ""
    problems: list[Problem] = field(default_factory=list)

    def wrong(
        self, key: str | None, zh: str, en: str, line: int | None = None, *, advice: bool = False
    ) -> None:
        """Note a problem of ``key``, or of ``line`` of the file."""
        path = f"{self.prefix}{key}" if key else None
        self.problems.append(
            Problem(
                file=self.file,
                line=line or self.line(path),
                field=path,
                zh=zh,
                en=en,
                advice=advice,
            )
        )

    def line(self, path: str | None) -> int | None:
        """Return the line of the value at ``path``, or of the nearest value around it."""
        while path and path not in self.lines:
            path = path.rpartition(".")[0]
        return self.lines[path] if path else None

    def text(self, key: str) -> str | None:
        """Return one text, or None where the key is absent or empty."""
        return self._text(self.values.get(key), key)

    def texts(self, key: str) -> tuple[str, ...]:
        """Return a list of texts; a single text counts as a list of one."""
        return self.items(key, self._text)

    def integer(self, key: str) -> int | None:
        """Return a whole number, zero or more."""
        found = self.text(key)
        if found is None or (found.isascii() and found.isdigit() and len(found) < _DIGITS):
            return None if found is None else int(found)
        self.wrong(
            key, f"应为整数，现为“{found[:20]}”", f"expected a whole number, found '{found[:20]}'"
        )
        return None

    def choice(self, key: str, allowed: Iterable[str], default: str) -> str:
        """Return one of ``allowed``; ``default`` where the key is absent."""
        found, options = self.text(key), tuple(allowed)
        if found is None or found in options:
            return default if found is None else found
        near = nearest(found, options) or options[0]
        self.wrong(
            key,
            f"没有“{found}”这个值；可用：{'、'.join(options)}；最接近的是“{near}”",
            f"no such value '{found}'; allowed: {', '.join(options)}; nearest: '{near}'",
        )
        return default

    def items(self, key: str, read: Callable[[Any, str], T | None]) -> tuple[T, ...]:
        """Return what ``read(item, key)`` makes of each item of a list, None left out.

        ``key`` is ``figures.0`` for the first item, ``figures`` where the value is no list.
        """
        found = self.values.get(key)
        if found is None:
            return ()
        if not isinstance(found, list):
            values = [read(found, key)]
        else:
            values = [read(item, f"{key}.{n}") for n, item in enumerate(found)]
        return tuple(item for item in values if item is not None)

    def inner(self, item: Any, key: str, allowed: Iterable[str]) -> FrontMatter | None:
        """Return the mapping ``item`` that stands at ``key``, to be read like the whole."""
        keys = tuple(allowed)
        if not isinstance(item, dict):
            self._wrong_type(key, item, "{" + ", ".join(f"{k}: …" for k in keys) + "}")
            return None
        for unknown in sorted(item.keys() - set(keys)):
            self.wrong(
                key,
                f"不认识的键“{unknown}”；可用：{'、'.join(keys)}",
                f"unknown key '{unknown}'; allowed: {', '.join(keys)}",
            )
        return replace(self, values=item, prefix=f"{self.prefix}{key}.")

    def _text(self, value: Any, key: str) -> str | None:
        if value is None or isinstance(value, str):
            return value or None
        self._wrong_type(key, value, "文字")
        return None

    def _wrong_type(self, key: str, value: Any, expected: str) -> None:
        zh, en = _TYPES.get(type(value), ("空", "nothing"))
        en_expected = "a text" if expected == "文字" else expected
        self.wrong(key, f"应为{expected}，现为{zh}", f"expected {en_expected}, found {en}")


_DIGITS = 10
"""Digits from which a number is none that a field may hold."""
_TYPES: dict[type, tuple[str, str]] = {
    list: ("列表", "a list"),
    dict: ("键值", "a mapping"),
    str: ("文字", "a text"),
}
