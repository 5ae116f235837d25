"""The text of a story's file cut into its fields and its body, every character kept.

Where a field is changed in a file, the rest of it stays as the editor wrote it: comments, order,
quotation marks, keys that nobody knows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import yaml

from aidstories.stories.format.front_matter import write_front_matter
from aidstories.stories.format.layout import FIELDS

_NAME = r"[^\s#'\"\-?:,\[\]{}&*!|>%@`][^:#'\"]*?"
_KEY = re.compile(rf"(?P<quote>['\"]?)(?P<key>{_NAME})(?P=quote)\s*+:(?=\s)")


@dataclass(frozen=True, slots=True, kw_only=True)
class EditableText:
    """A story's file: ``fields`` are the lines of each key, with the comments before them.

    Lines after the last key stand under the key ``""``. ``body`` follows the closing fence.
    """

    fields: Mapping[str, str]
    body: str

    @property
    def text(self) -> str:
        """The whole file."""
        return f"---\n{''.join(self.fields.values())}---\n{self.body}"

    def value(self, key: str) -> Any:
        """Return the value of ``key`` as plain YAML has it; None where there is none.

        Raises `yaml.YAMLError` where its lines are no YAML.
        """
        loaded = yaml.safe_load(self.fields.get(key, ""))
        return next(iter(loaded.values())) if isinstance(loaded, dict) and loaded else None

    def plain_value(self, key: str) -> Any:
        """Return the value of ``key``, every scalar a text, as the parser of stories reads it.

        Raises `yaml.YAMLError` where its lines are no YAML.
        """
        loaded = _plain(self.fields.get(key, ""))
        value = next(iter(loaded.values())) if isinstance(loaded, dict) and loaded else None
        return value or None

    def with_value(self, key: str, value: Any) -> EditableText:
        """Return the file with another value of ``key``; an empty one takes the key out."""
        empty = value in (None, "", [])
        return self.with_lines({key: None if empty else field_lines(key, value)})

    def with_lines(self, lines: Mapping[str, str | None]) -> EditableText:
        """Return the file with other lines for some keys, None for none.

        A new key comes behind those that stand before it in the order of fields.
        """
        fields = dict(self.fields)
        for key, text in lines.items():
            if text is None:
                fields.pop(key, None)
            elif key in fields:
                fields[key] = text
            else:
                fields = _insert(fields, key, text)
        return replace(self, fields=fields)


def field_lines(key: str, value: Any) -> str:
    """Return the lines of front matter that give ``key`` its value."""
    return write_front_matter({key: value}).removeprefix("---\n").removesuffix("---\n")


def read_editable(text: str) -> EditableText | None:
    """Return ``text`` cut into fields, or None where it cannot be: no fences, a key twice."""
    lines = re.findall(r"[^\n]*\n|[^\n]+", text)
    if not lines or lines[0] != "---\n" or "---\n" not in lines[1:]:
        return None
    end = lines.index("---\n", 1)
    fields: dict[str, str] = {}
    key, waiting = "", ""
    for line in lines[1:end]:
        if line.startswith("#") or not line.strip():
            waiting += line  # a comment belongs to the key behind it
            continue
        found = _KEY.match(line)
        if found:
            key = found["key"]
            if key in fields:
                return None
        fields[key] = fields.get(key, "") + waiting + line
        waiting = ""
    if waiting:
        fields[""] = waiting
    source = EditableText(fields=fields, body="".join(lines[end + 1 :]))
    return source if source.text == text else None


def _insert(fields: Mapping[str, str], key: str, text: str) -> dict[str, str]:
    before = set(FIELDS[: FIELDS.index(key)]) if key in FIELDS else fields.keys() - {""}
    last = max((n for n, other in enumerate(fields) if other in before), default=-1)
    listed = list(fields.items())
    return dict([*listed[: last + 1], (key, text), *listed[last + 1 :]])


def same_value(one: str | None, other: str | None) -> bool:
    """Return whether two fields' lines, None for none, give the same value."""
    if one == other or one is None or other is None:
        return one == other
    try:
        return bool(_plain(one) == _plain(other))
    except yaml.YAMLError:
        return False


def _plain(lines: str) -> Any:
    return yaml.load(lines, Loader=yaml.BaseLoader)  # every scalar a text
