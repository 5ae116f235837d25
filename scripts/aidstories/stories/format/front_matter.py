"""Front matter: YAML between two lines of ``---``, every value with its line.

Scalars are read as text whatever they look like: ``published: 2021-12-20`` is the text
``2021-12-20``, and the field decides what it means.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from aidstories.errors import BadInput, Problem
from aidstories.stories.format.typed import FrontMatter, Value

_FENCE = "---"
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
    values, key_lines, doubled = _load("\n".join(lines[1:end]), file)
    matter = FrontMatter(
        file=file,
        values=values,
        lines=key_lines,
        body="\n".join(lines[end + 1 :]),
        body_line=end + 2,
    )
    for key, line in doubled:
        matter.wrong(key, "同一个键写了两次", "the same key stands twice", line)
    return matter


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


def _load(text: str, file: str) -> tuple[dict[str, Value], dict[str, int], list[tuple[str, int]]]:
    loader = _Loader(text)
    lines: dict[str, int] = {}
    doubled: list[tuple[str, int]] = []
    try:
        node = loader.get_single_node()
        values = {} if node is None else _value(node, "", lines, doubled)
    except yaml.YAMLError as error:
        raise _bad(file, *_explain(error)) from error
    except RecursionError as error:
        raise _bad(file, 1, "资料区引用了自身", "the front matter refers to itself") from error
    finally:
        loader.dispose()
    if not isinstance(values, dict):
        raise _bad(file, 2, "资料区应为“键: 值”", "the front matter must be 'key: value' lines")
    return values, lines, doubled


def _value(
    node: yaml.Node, path: str, lines: dict[str, int], doubled: list[tuple[str, int]]
) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return None if not node.style and node.value in _NULLS else node.value
    if isinstance(node, yaml.SequenceNode):
        inside = [(f"{path}{n}", item, item) for n, item in enumerate(node.value)]
    else:
        inside = [(f"{path}{key.value}", key, value) for key, value in node.value]
    values: dict[str, Any] = {}
    for at, key, value in inside:
        line = key.start_mark.line + 2  # the fence is line 1
        if at in values:
            doubled.append((at, line))
        lines.setdefault(at, line)
        values[at] = _value(value, f"{at}.", lines, doubled)
    if isinstance(node, yaml.SequenceNode):
        return list(values.values())
    return {at.removeprefix(path): value for at, value in values.items()}


def _explain(error: yaml.YAMLError) -> tuple[int, str, str]:
    mark = getattr(error, "problem_mark", None)
    problem = getattr(error, "problem", None) or str(error)
    zh = f"资料区不是合规的 YAML（{problem}）；含有冒号、引号、# 的文字请用引号括起"
    return (mark.line + 2 if mark else 1), zh, f"the front matter is not YAML ({problem})"


def _bad(file: str, line: int, zh: str, en: str) -> BadInput:
    return BadInput([Problem(file=file, line=line, zh=zh, en=en)])
