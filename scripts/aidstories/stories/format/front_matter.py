"""Front matter: YAML between two lines of ``---``, every value with its line.

Scalars are read as text whatever they look like: ``published: 2021-12-20`` is the text
``2021-12-20``, and the field decides what it means.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml

from aidstories.errors import BadInput, Problem
from aidstories.stories.format.typed import FrontMatter
from aidstories.stories.format.yaml_faults import explain, no_mapping
from aidstories.stories.format.yaml_reader import Unbounded, YamlText, read_yaml

_FENCE = "---"
_MAP = "tag:yaml.org,2002:map"
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
        lines={at: line + 1 for at, line in read.lines.items()},  # the fence is line 1
        body="\n".join(lines[end + 1 :]),
        body_line=end + 2,
        comments=read.comments,
    )
    for key, line in read.doubled:
        matter.wrong(key, "同一个键写了两次", "the same key stands twice", line + 1)
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


def _load(text: str, file: str) -> YamlText:
    try:
        read = read_yaml(text)
    except yaml.YAMLError as error:
        fault = explain(error, text)
        raise _bad(file, fault.line + 1, fault.zh, fault.en) from error
    except UnicodeEncodeError as error:  # half of a pair, which no file in UTF-8 has
        line, sign = text.count("\n", 0, error.start) + 2, f"U+{ord(text[error.start]):04X}"
        raise _bad(file, line, f"不是字符：{sign}", f"no character: {sign}") from error
    except Unbounded as error:
        raise _bad(file, error.line + 1, error.zh, error.en) from error
    if read.values is None:
        read.values = {}
    if not isinstance(read.values, dict):
        fault = no_mapping(text)
        raise _bad(file, fault.line + 1, fault.zh, fault.en)
    return read


def _bad(file: str, line: int, zh: str, en: str) -> BadInput:
    return BadInput([Problem(file=file, line=line, zh=zh, en=en)])
