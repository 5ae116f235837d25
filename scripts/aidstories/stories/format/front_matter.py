"""Front matter: YAML between two lines of ``---``, every value with its line.

Scalars are read as text whatever they look like: ``published: 2021-12-20`` is the text
``2021-12-20``, and the field decides what it means.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import yaml

from aidstories.errors import BadInput, Problem
from aidstories.stories.format.typed import FrontMatter
from aidstories.stories.format.yaml_faults import explain, no_mapping

_FENCE = "---"
_COMMENT = re.compile(r"[\]}\s]*\s(#.*)")
_MAP = "tag:yaml.org,2002:map"
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_Loader: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
_SafeDumper: Any = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def read_front_matter(source: str, file: str) -> FrontMatter:
    """Split ``source`` into front matter and body.

    Raises `BadInput` where there is no front matter, or it is not a YAML mapping.
    """
    lines = source.split("\n")
    if lines[0].rstrip() != _FENCE:
        raise _bad(file, 1, "第一行应为 ---（文件开头要有资料区）", "the first line must be ---")
    end = next((n for n, line in enumerate(lines[1:], 1) if line.rstrip() == _FENCE), None)
    if end is None:
        raise _bad(file, 1, "资料区没有结尾的 ---", "the front matter has no closing ---")
    read = _load("\n".join(lines[1:end]), file)
    matter = FrontMatter(
        file=file,
        values=read.values,
        lines=read.lines,
        body="\n".join(lines[end + 1 :]),
        body_line=end + 2,
        comments=dict(_comments(lines[1:end], read)),
    )
    for key, line in read.doubled:
        matter.wrong(key, "同一个键写了两次", "the same key stands twice", line)
    return matter


@dataclass(slots=True)
class _Read:
    """What a parser found, by path: ``ends`` are the line and column behind an unquoted text."""

    values: Any = None
    lines: dict[str, int] = field(default_factory=dict)
    doubled: list[tuple[str, int]] = field(default_factory=list)
    ends: dict[str, tuple[int, int]] = field(default_factory=dict)


class _Fields(dict[str, Any]):
    """The outermost mapping: a line for each key, even where all values are single texts."""


class _Dumper(_SafeDumper):  # type: ignore[misc]
    """Writes lists of texts and mappings inside on one line."""


_Dumper.add_representer(
    _Fields, lambda dumper, fields: dumper.represent_mapping(_MAP, fields, flow_style=False)
)


def write_front_matter(values: Mapping[str, Any]) -> str:
    """Return ``values`` as front matter, in their order, fences included."""
    text = yaml.dump(
        _Fields(values),
        Dumper=_Dumper,
        sort_keys=False,
        allow_unicode=True,
        default_flow_style=None,
        width=1 << 30,
    )
    return f"{_FENCE}\n{text}{_FENCE}\n"


def as_read(value: Any) -> Any:
    """Return a value of TOML or JSON as front matter reads it: every scalar a text."""
    if isinstance(value, list):
        return [as_read(item) for item in value]
    if isinstance(value, dict):
        return {key: as_read(item) for key, item in value.items()}
    return str(value)


def _load(text: str, file: str) -> _Read:
    loader = _Loader(text)
    read = _Read()
    try:
        node = loader.get_single_node()
        read.values = {} if node is None else _value(node, "", read)
    except yaml.YAMLError as error:
        fault = explain(error, text)
        raise _bad(file, fault.line + 1, fault.zh, fault.en) from error
    except RecursionError as error:
        raise _bad(file, 1, "资料区引用了自身", "the front matter refers to itself") from error
    finally:
        loader.dispose()
    if not isinstance(read.values, dict):
        fault = no_mapping(text)
        raise _bad(file, fault.line + 1, fault.zh, fault.en)
    return read


def _comments(lines: Sequence[str], read: _Read) -> Iterator[tuple[str, str]]:
    """Yield what stands behind unquoted texts as a comment, by the path of the text."""
    for at, (line, column) in read.ends.items():
        if line < len(lines) and (found := _COMMENT.match(lines[line], column)):
            yield at, found[1]


def _value(node: yaml.Node, path: str, read: _Read) -> Any:
    if isinstance(node, yaml.ScalarNode):
        if not node.style and node.value:
            read.ends[path.removesuffix(".")] = (node.end_mark.line, node.end_mark.column)
        return None if not node.style and node.value in _NULLS else node.value
    if isinstance(node, yaml.SequenceNode):
        inside = [(f"{path}{n}", item, item) for n, item in enumerate(node.value)]
    else:
        inside = [(f"{path}{key.value}", key, value) for key, value in node.value]
    values: dict[str, Any] = {}
    for at, key, value in inside:
        line = key.start_mark.line + 2  # the fence is line 1
        if at in values:
            read.doubled.append((at, line))
        read.lines.setdefault(at, line)
        values[at] = _value(value, f"{at}.", read)
    if isinstance(node, yaml.SequenceNode):
        return list(values.values())
    return {at.removeprefix(path): value for at, value in values.items()}


def _bad(file: str, line: int, zh: str, en: str) -> BadInput:
    return BadInput([Problem(file=file, line=line, zh=zh, en=en)])
