"""The text of a story's file cut into its fields and its body, every character kept.

Where a field is changed in a file, the rest of it stays as the editor wrote it: comments, order,
quotation marks, keys that nobody knows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import takewhile
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
        """Return the file with another value of ``key``; an empty one takes the key out.

        Comments and blank lines before the value stay, and a comment behind it.
        """
        before, comment = _around(self.fields.get(key, ""))
        if value in (None, "", []):
            return self._without(key, before)
        lines = field_lines(key, value)
        if comment and isinstance(value, str) and "\n" not in value:  # in quotes, # is no fault
            doubled = value.replace("'", "''")
            lines = f"{key}: '{doubled}'\n"
        if comment and lines.count("\n") == 1:
            return self.with_lines({key: f"{before}{lines[:-1]}{comment}\n"})
        own_line = f"{comment.lstrip()}\n" if comment else ""
        return self.with_lines({key: f"{before}{own_line}{lines}"})

    def _without(self, key: str, before: str) -> EditableText:
        """Return the file without ``key``; what stood ``before`` it stands before the next one."""
        listed = list(self.fields)
        behind = listed[listed.index(key) + 1 :] if key in self.fields else []
        fields = {name: lines for name, lines in self.fields.items() if name != key}
        if before:
            follower = next(iter(behind), "")
            fields[follower] = before + fields.get(follower, "")
        return replace(self, fields=fields)

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
        if _is_between(line):
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


def _is_between(line: str) -> bool:
    """Return whether a line stands between fields: a comment of its own, or a blank one."""
    return line.startswith("#") or not line.strip()


def _around(lines: str) -> tuple[str, str]:
    """Return the lines before a field, and the comment behind a value of one line."""
    before = "".join(takewhile(_is_between, lines.splitlines(keepends=True)))
    field = lines[len(before) :].rstrip("\n")
    if "#" not in field or "\n" in field:
        return before, ""
    try:
        ends = [token.end_mark.index for token in yaml.scan(field)]
    except yaml.YAMLError:
        return before, ""
    comment = field[max((end for end in ends if end < len(field)), default=len(field)) :]
    return before, comment if comment.lstrip().startswith("#") else ""


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
