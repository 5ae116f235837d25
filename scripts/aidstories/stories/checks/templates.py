"""Templates of an archive's own that no page can be made of, wherever ``mkdocs.yml`` has them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import yaml

from aidstories.errors import BadInput, Problem
from aidstories.left_by_systems import lies_left_by_a_system
from aidstories.paths import ArchivePaths
from aidstories.stories.checks.settings import configurations
from aidstories.stories.store.files import read_text


def check_templates(paths: ArchivePaths) -> Iterator[tuple[Path, tuple[Problem, ...]]]:
    """Yield each template of the theme's ``custom_dir`` that is no Jinja; 52 take .5 s."""
    folder = custom_folder(paths)
    for file in sorted(folder.rglob("*.html")) if folder else ():
        name = file.relative_to(folder).as_posix() if folder else ""
        if not lies_left_by_a_system(name) and (problem := _problem(file)):
            yield file, (problem,)


def _problem(file: Path) -> Problem | None:
    from jinja2 import Environment, TemplateSyntaxError  # .2 s, and no story needs it

    try:
        Environment(extensions=["jinja2.ext.i18n"]).parse(read_text(file))
    except BadInput as error:
        return error.problems[0]
    except TemplateSyntaxError as error:
        zh = f"这个模板用不了：{error.message}；改好它，网站才能生成"
        en = f"this template cannot be used: {error.message}. No site is built with it"
        return Problem(file=str(file), line=error.lineno, zh=zh, en=en)
    return None


def custom_folder(paths: ArchivePaths) -> Path | None:
    """Return the theme's ``custom_dir``, which stands beside the configuration as MkDocs has it."""
    for _, root in configurations(paths):
        theme = _value(root, "theme")
        named = _value(theme, "custom_dir") if theme else None
        if isinstance(named, yaml.ScalarNode) and named.value:
            return Path(paths.config.parent, str(named.value))
    return None


def _value(node: yaml.Node, name: str) -> yaml.Node | None:
    """Return what ``node`` says of ``name``: the last, as YAML reads it."""
    pairs = node.value if isinstance(node, yaml.MappingNode) else ()
    return next((value for key, value in reversed(pairs) if key.value == name), None)
