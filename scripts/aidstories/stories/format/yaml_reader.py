"""YAML → values, each with its line, within stated bounds.

It is read event by event, so that no nesting, reference or number of values can exhaust the
machine: 100,000 brackets ended the process, five lines of references stood for 10^8 values.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from sys import intern
from typing import Any

import yaml
import yaml.scanner

DEPTH = 10
"""Levels that values may lie in each other; the credits of a figure lie in the fourth."""
VALUES = 50_000
"""Values of one text; the ten stories of the archive have 300 at most."""
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_COMMENT = re.compile(r"[\]}\s]*\s(#.*)")
_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class Unbounded(Exception):
    """The text goes beyond a bound, on ``line`` (from 1); ``zh`` and ``en`` say which."""

    def __init__(self, line: int, zh: str, en: str) -> None:
        super().__init__(en)
        self.line, self.zh, self.en = line, zh, en


@dataclass(slots=True)
class YamlText:
    """What a text holds. Scalars are texts whatever they look like; an empty one is None.

    ``lines`` are the lines (from 1) of values by their path (``figures.0.caption``), ``doubled``
    keys that stand twice, ``comments`` what stands as a comment behind an unquoted text.
    """

    values: Any = None
    lines: dict[str, int] = field(default_factory=dict)
    doubled: list[tuple[str, int]] = field(default_factory=list)
    comments: dict[str, str] = field(default_factory=dict)


def read_yaml(text: str) -> YamlText:
    """Return what ``text``, one document, holds. Raises `yaml.YAMLError` and `Unbounded`."""
    loader = _Loader(text)
    try:
        return _Reader(loader, text.split("\n")).document()
    except yaml.scanner.ScannerError as error:
        if "nesting depth" in str(error.problem):  # a bound of libyaml itself
            mark = error.problem_mark
            raise _too_deep(mark.line + 1 if mark else 1) from error
        raise
    finally:
        loader.dispose()


class _Reader:
    """Reads the events of one document."""

    def __init__(self, loader: Any, lines: list[str]) -> None:
        self.loader, self.source = loader, lines
        self.read = YamlText()
        self.left = VALUES

    def document(self) -> YamlText:
        self.loader.get_event()
        if not isinstance(self.loader.get_event(), yaml.StreamEndEvent):
            self.read.values = self._value(self.loader.get_event(), "", DEPTH)
            self.loader.get_event()
            after = self.loader.get_event()
            if not isinstance(after, yaml.StreamEndEvent):
                raise Unbounded(_line(after), "资料区只能有一份", "one document is allowed")
        return self.read

    def _value(self, event: Any, path: str, depth: int) -> Any:
        self.left -= 1
        if depth < 0:
            raise _too_deep(_line(event))
        if self.left < 0:
            raise Unbounded(_line(event), f"超过 {VALUES} 个值", f"more than {VALUES} values")
        _refuse_properties(event)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, path)
        if isinstance(event, yaml.SequenceStartEvent):
            return [self._value(item, at, depth - 1) for at, item in self._items(path)]
        if isinstance(event, yaml.MappingStartEvent):
            return dict(self._pairs(path, depth - 1))
        zh = "不支持引用（*）；以 * 开头的文字用单引号括起"
        raise Unbounded(_line(event), zh, "references (*) are not allowed; quote the text")

    def _scalar(self, event: Any, path: str) -> str | None:
        if event.style:
            return str(event.value)
        if event.value and event.end_mark.line < len(self.source):
            line = self.source[event.end_mark.line]
            if "#" in line and (found := _COMMENT.match(line, event.end_mark.column)):
                self.read.comments[path] = found[1]
        return None if event.value in _NULLS else str(event.value)

    def _items(self, path: str) -> Iterator[tuple[str, Any]]:
        number = 0
        while not isinstance(event := self.loader.get_event(), yaml.SequenceEndEvent):
            at = intern(f"{path}.{number}" if path else str(number))
            self.read.lines.setdefault(at, _line(event))
            yield at, event
            number += 1

    def _pairs(self, path: str, depth: int) -> Iterator[tuple[str, Any]]:
        seen: set[str] = set()
        while not isinstance(key := self.loader.get_event(), yaml.MappingEndEvent):
            if not isinstance(key, yaml.ScalarEvent):
                raise Unbounded(_line(key), "键应为文字", "a key must be a text")
            at = intern(f"{path}.{key.value}" if path else key.value)  # alike in 10,000 stories
            if key.value in seen:
                self.read.doubled.append((at, _line(key)))
            seen.add(key.value)
            self.read.lines.setdefault(at, _line(key))
            yield intern(key.value), self._value(self.loader.get_event(), at, depth)


def _refuse_properties(event: Any) -> None:
    """Raise where YAML takes a value's first word for a tag or an anchor: !note 通知, &a 乙."""
    if getattr(event, "tag", None):
        zh = "值以 ! 开头，YAML 当它是标签，不是文字；整句用单引号括起"
        raise Unbounded(_line(event), zh, "a value that begins with ! is a tag; quote the text")
    if isinstance(event, yaml.ScalarEvent) and event.anchor:
        zh = "值以 & 开头，YAML 当它是引用的记号；整句用单引号括起"
        en = "a value that begins with & is an anchor; quote the text"
        raise Unbounded(_line(event), zh, en)


def _too_deep(line: int) -> Unbounded:
    return Unbounded(line, f"嵌套超过 {DEPTH} 层", f"nested deeper than {DEPTH}")


def _line(event: Any) -> int:
    return int(event.start_mark.line) + 1
