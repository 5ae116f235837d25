"""What ``mkdocs.yml`` may not say: code to run, files from outside the archive to publish.

MkDocs reads it with a loader that calls whatever a ``!!python`` tag names, so all this is asked of
the bare nodes, before any such loader sees the file.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from aidstories.errors import BadInput, Problem
from aidstories.paths import ArchivePaths
from aidstories.stories.store.files import read_text
from aidstories.stories.store.folders import homes, leads_out

_YAML = "tag:yaml.org,2002:"
_PLAIN = frozenset(
    {"!", "!ENV", "!relative"}
    | {f"{_YAML}{kind}" for kind in ("str", "seq", "map", "int", "float", "bool", "null")}
    | {f"{_YAML}timestamp", f"{_YAML}merge"}
)
"""Tags that make values and nothing else."""
_FUNCTIONS = {
    "name": {
        "aidstories.site.archive.tags": ("by_pinyin", "title_by_pinyin"),
        "material.extensions.emoji": ("to_svg", "twemoji"),
        "material.plugins.tags": ("item_title", "item_url", "tag_name", "tag_name_casefold"),
        "pymdownx.emoji": ("emojione", "gemoji", "twemoji", "to_alt", "to_png", "to_svg"),
        "pymdownx.superfences": ("fence_code_format", "fence_div_format"),
    },
    "object/apply": {
        "pymdownx.arithmatex": ("arithmatex_fenced_format", "arithmatex_inline_format"),
        "pymdownx.slugs": ("slugify",),
    },
}
"""What the guides of MkDocs, Material and PyMdown have a configuration name, and this archive's: by
how it is tagged and by module. A test asks the modules for each."""
_NAMED = frozenset(
    f"{_YAML}python/{how}:{module}.{function}"
    for how, modules in _FUNCTIONS.items()
    for module, functions in modules.items()
    for function in functions
)
_SHEETS = frozenset({"extra_css", "extra_javascript"})
_ELSEWHERE = re.compile(r"(?:https?:)?//", re.I)
"""How the address of a file on another host begins."""


def hold_settings(paths: ArchivePaths) -> None:
    """Raise `BadInput` with what the configuration may not say. Nothing of it is run."""
    if found := tuple(unsafe_settings(paths)):
        raise BadInput(found)


def unsafe_settings(paths: ArchivePaths) -> Iterator[Problem]:
    """Yield what the configuration, and each that it inherits from, may not say.

    A file that cannot be read, or is no YAML, is left to who reports that.
    """
    for file, root in configurations(paths):
        for node, name in _nodes(root):
            line = node.start_mark.line + 1
            if node.tag not in _PLAIN | _NAMED:
                yield _of_tag(file, line, node.tag)
            text = _text(node)
            if name in _SHEETS and _ELSEWHERE.match(text):
                yield _of_host(file, line, name, text)
            elif text and name in _SHEETS and _is_outside(paths, text):
                yield _of_sheet(file, line, name, text)


def configurations(paths: ArchivePaths) -> Iterator[tuple[Path, yaml.Node]]:
    """Yield the configuration and each that it inherits from, with what it says.

    Those that cannot be read, or are no YAML, are left out.
    """
    todo, seen = [paths.config], set[Path]()
    while todo:
        file = todo.pop()
        if file in seen:
            continue
        seen.add(file)
        try:
            root = yaml.compose(read_text(file), Loader=yaml.BaseLoader)  # as MkDocs: not libyaml's
        except (OSError, BadInput, yaml.YAMLError, RecursionError):
            continue
        if root is not None:
            yield file, root
            parents = (_text(node) for node, name in _nodes(root) if name == "INHERIT")
            todo += (Path(os.path.normpath(file.parent / each)) for each in parents if each)


def _text(node: yaml.Node) -> str:
    """Return the text that a node is; none of what is a list, or has names."""
    return node.value if isinstance(node, yaml.ScalarNode) and isinstance(node.value, str) else ""


def _nodes(root: yaml.Node) -> Iterator[tuple[yaml.Node, str]]:
    """Yield each node once, with which of the names that lead to files it stands under, or ''.

    At whatever depth: a merge (``<<``) lifts what stands below.
    """
    todo, seen = [(root, "")], set[tuple[int, str]]()
    while todo:
        node, name = todo.pop()
        if (id(node), name) in seen:
            continue
        seen.add((id(node), name))
        yield node, name
        if isinstance(node, yaml.SequenceNode):
            todo += ((each, name) for each in node.value)
        elif isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                # A key may be an alias, or stand for a value of the environment: by its words.
                words = {part.value for part, _ in _nodes(key) if isinstance(part, yaml.ScalarNode)}
                told = sorted(words & {*_SHEETS, "INHERIT"})
                todo += ((key, ""), (value, told[0] if told else name))


def _is_outside(paths: ArchivePaths, address: str) -> bool:
    """Return whether a style or a script would come from outside of the archive.

    What ``docs`` has not, the theme may have.
    """
    plain = re.split(r"[?#]", address, maxsplit=1)[0].replace("\\", "/")
    if plain.startswith("/") or ".." in plain.split("/") or re.match(r"[A-Za-z]:", plain):
        return True
    return leads_out(paths.docs / plain, homes(paths)) is not None


def _of_tag(file: Path, line: int, tag: str) -> Problem:
    name = tag.removeprefix(_YAML)
    shown = f"!!{name}" if name != tag else name
    zh = f"“{shown}”会在读这个文件的时候运行程序，这里不许；删去这个标签"
    en = f"'{shown}' would run code when this file is read, which is not allowed: remove the tag"
    return Problem(file=str(file), line=line, zh=zh, en=en)


def _of_sheet(file: Path, line: int, name: str, address: str) -> Problem:
    zh = f"“{address}”在 docs 之外，不能发布；把文件放进 docs，写它在 docs 里的路径"
    en = f"'{address}' is not in docs and is not published: put the file there, name it from there"
    return Problem(file=str(file), line=line, field=name, zh=zh, en=en)


def _of_host(file: Path, line: int, name: str, address: str) -> Problem:
    zh = f"“{address}”在别的网站：本站各页不取别处的东西；存进 docs，写它在 docs 里的路径"
    en = f"'{address}' is elsewhere, and no page loads that: keep it in docs, name it from there"
    return Problem(file=str(file), line=line, field=name, zh=zh, en=en)
